#pragma once
// CSV read the plain way: the whole text in memory, character by character, one thread, no tables.
// The reader of lib/io must agree with it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv/source.h"

namespace ipcheck {

struct PlainRow {
  RowPlace place;
  std::vector<std::string> cells;
  std::uint32_t width = 0;
  std::string lead;
  friend bool operator==(const PlainRow& a, const PlainRow& b) {
    return a.place.row == b.place.row && a.place.line == b.place.line && a.cells == b.cells &&
           a.width == b.width && a.lead == b.lead;
  }
};

struct PlainReading {
  std::vector<PlainRow> rows;
  std::vector<RowPlace> rejected;
};

/// Shape: `width` as of GridSource::select, 0: none. `gb18030`: the bytes are in it, else UTF-8.
PlainReading read_plainly(std::string_view bytes, char delimiter, const CsvLimits& limits,
                          std::uint32_t width, bool gb18030);

/// By the C library; nullopt: not of that encoding.
std::optional<std::string> converted(std::string_view bytes, const char* from, const char* to);

/// What the reader of lib/io makes of bytes. `described` holds its rejects in full.
struct SourceReading {
  bool opened = false;
  std::vector<PlainRow> rows;  // the cells of all columns, those that a row lacks left out
  std::vector<RowPlace> rejected;
  std::vector<std::string> described;
  std::vector<std::string> places;  // of every cell, as cell_place says
  std::uint64_t records = 0;        // as counted by the blocks
};
SourceReading read_source(const std::string& bytes, std::size_t step, const CsvOptions& options,
                          std::uint32_t width);

/// `1:1 a|b|c` a row, then `rejected 3:4`.
std::string described(const std::vector<PlainRow>& rows, const std::vector<RowPlace>& rejected);

}  // namespace ipcheck

#pragma once
// Records of a CSV file that cannot be read: why, where, and how they stand in the file.

#include <optional>
#include <string>
#include <string_view>

#include "io/csv/split.h"
#include "io/grid.h"

namespace ipcheck {

/// A record in its block. Shape: `begin` and `end` are bytes of the block.
struct CsvPlace {
  const TableBlock& block;
  const CsvForm& form;
  Encoding encoding;
  RowPlace row;
  std::size_t begin = 0, end = 0;

  std::string_view bytes() const {
    return std::string_view(block.bytes).substr(begin, end - begin);
  }
};

/// As GridSource::row_text, numbers of persons masked.
std::string csv_row_text(const CsvPlace& place);

/// A broken record: quotes that do not match, or a line too long.
SetAside reject_broken(const CsvPlace& place);
/// Bytes of another encoding, or NUL; nullopt: there are none.
std::optional<SetAside> reject_bytes(const CsvPlace& place);
SetAside reject_columns(const CsvPlace& place, std::uint64_t cells);
/// Shape: `cell` is a byte of the block, where the cell begins.
SetAside reject_long_cell(const CsvPlace& place, std::size_t cell);
SetAside reject_surplus(const CsvPlace& place, std::size_t cell, std::uint64_t cells,
                        std::uint32_t width);

/// Code points from `begin` to `end`, a byte that is none as one.
std::size_t csv_code_points(std::string_view bytes, Encoding encoding);

}  // namespace ipcheck

#pragma once
// One record of a CSV file, decided exactly and byte by byte. The rules: a quote opens a quoted
// cell only where a cell begins; `""` inside is a quote; behind the closing quote a delimiter or
// the line's end must follow. A record ends at LF, CRLF or CR. Where a quoted cell is not closed
// within the longest record, or text follows its closing quote, the first line alone is the record,
// and it is broken: nothing behind it is swallowed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ipcheck {

/// Documented limits of a CSV file; smaller ones are for tests.
struct CsvLimits {
  std::size_t cell = 16u << 20;    // bytes of a cell as it stands in the file, quotes included
  std::uint32_t columns = 16384;   // at most CsvMarks::kColumns
  std::size_t record = 64u << 20;  // bytes without the line's end
};

struct CsvRecord {
  enum class Kind : std::uint8_t {
    Whole,
    Broken,      // the first line only: see `csv_line_fault`
    Incomplete,  // what follows decides
    Endless,     // the first line is longer than a record may be, and its end is not in sight
  };
  Kind kind = Kind::Whole;
  std::size_t end = 0;             // behind the last cell
  std::size_t next = 0;            // behind the line's end
  std::uint32_t lines = 0;         // line ends up to `next`
  bool has_literal_quote = false;  // a quote inside a cell that is not quoted
};

/// The record that begins at `begin`. Shape: `ended`: nothing follows `bytes`.
CsvRecord read_csv_record(std::string_view bytes, std::size_t begin, char delimiter,
                          std::size_t longest, bool ended);

/// Why a line is a broken record. Shape: `line` is that of a `Broken` record, without its end.
struct CsvLineFault {
  enum class Why : std::uint8_t { TooLong, Unclosed, TextAfterQuote };
  Why why = Why::TooLong;
  std::size_t at = 0;  // the opening quote; the text behind the closing one
};
CsvLineFault csv_line_fault(std::string_view line, char delimiter, std::size_t longest);

/// The end of the cell that begins at `begin` of a whole record.
std::size_t csv_cell_end(std::string_view record, std::size_t begin, char delimiter);

/// What a cell says: without its quotes, doubled ones single. Shape: `cell` is one of a whole
/// record.
std::string csv_cell_text(std::string_view cell);
/// Whether a cell says nothing: empty, spaces or tabs, quoted or not.
bool is_blank_csv_cell(std::string_view cell);

/// The first of CR and LF from `from` on; the size when there is none.
std::size_t find_line_end(std::string_view bytes, std::size_t from);
/// Behind the line end (LF, CRLF, CR) at `at`.
std::size_t behind_line_end(std::string_view bytes, std::size_t at);
/// Line ends within `bytes`.
std::uint32_t count_line_ends(std::string_view bytes);

}  // namespace ipcheck

#pragma once
// Rows of a table as texts: what every spreadsheet becomes before its cells are typed, and the
// sources that cut files into them (CSV, XLSX).

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "text/say.h"

namespace ipcheck {

/// Where a record stands. Shape: 1-based; `row` counts records as a spreadsheet shows them (titles,
/// header and blank lines too), `line` lines of the file (0: the format has none).
struct RowPlace {
  std::uint64_t row = 0, line = 0;
};

/// A record that is no applicant, or cannot be read as one. Every record of a file is a row of a
/// batch or one of these.
struct SetAside {
  enum class Why : std::uint8_t {
    Rejected,  // cannot be read: malformed quotes, wrong bytes, too many cells, too long
    Blank,
    Heading,  // title and header rows, a header repeated inside
    Footer,   // 合计, notes below the table
  };
  Why why = Why::Rejected;
  RowPlace place;
  std::uint32_t column = 0;  // 1-based, code points of the line (CSV); 0: the whole row
  Text reason;
  std::string text;  // the row as it stands in the file, as UTF-8, at most 4 KiB of it
};

std::string_view word(SetAside::Why why);  // "rejected", …

/// Whole records of a file, not yet read. Reused from block to block.
struct TableBlock {
  std::uint64_t index = 0;  // 0, 1, 2 … in file order
  RowPlace first;           // its first record
  std::uint64_t first_byte = 0;
  std::uint32_t records = 0;  // as counted when cut, blank ones too
  bool regular = true;        // CSV: every quote is well formed
  std::string bytes;          // CSV, NDJSON
  struct Seam {
    std::uint32_t record = 0, line = 0, byte = 0;  // 0-based, from the block's beginning
  };
  std::vector<Seam> seams;        // CSV: where some records begin, every few KiB; ascending
  std::deque<std::string> texts;  // XLSX: behind `cells`
  struct Cell {
    std::uint32_t row = 0, column = 0;  // 0-based: of the block, of the sheet
    char sort = 't';                    // t text, n number, e error value
    std::string_view text;
  };
  std::vector<Cell> cells;       // XLSX: ascending row, column
  std::vector<RowPlace> places;  // XLSX: one a row
};

/// The records of one block, as texts of the selected columns. Reused from block to block.
/// Shape: every vector of `columns`, and `places`, `leads`, `widths`, have `rows` elements.
struct Grid {
  std::uint32_t rows = 0;
  std::vector<std::vector<std::string_view>> columns;  // index: as selected; unquoted, valid UTF-8,
                                                       // not trimmed; data() null: no such cell
  std::vector<std::vector<char>> sorts;  // XLSX: as TableBlock::Cell::sort; empty: all text
  std::vector<RowPlace> places;
  std::vector<std::string_view>
      leads;  // first cell of the row that is not empty; empty: a blank row
  std::vector<std::uint32_t>
      widths;  // cells of the row, trailing empty ones of a long row not counted
  std::vector<SetAside> rejected;  // of this block, ascending row
  std::vector<std::string> arena;  // bytes behind texts that are not in the block as they are

  void clear();  // keeps the memory
};

/// A file as records. Blocks come in file order; cutting them into cells is pure and parallel.
class GridSource {
 public:
  /// The first records, at most 1,000 and 64 KiB of the file, whole rows: what layout looks at.
  struct HeadRow {
    RowPlace place;
    std::vector<std::string> cells;
    std::vector<std::uint32_t>
        spans;  // XLSX merged cells: columns that cell i covers; empty: all 1
  };
  /// What `inspect` says of the file: `encoding` = `utf-8`, with its reason.
  struct Trait {
    std::string name;  // encoding, delimiter, sheet, sheets, compression, date_system
    std::string value;
    Text why;
  };

  virtual ~GridSource() = default;
  virtual const std::vector<HeadRow>& head() const = 0;
  virtual const std::vector<Trait>& traits() const = 0;
  /// Oddities of the file as a whole (hidden rows, a `sep=` line), each once. Shape: `next` may add
  /// some, so they are complete at the end.
  virtual const std::vector<Text>& remarks() const = 0;
  /// The columns that `cut` delivers, ascending, 0-based, and the width of the table: a row with a
  /// cell that is not empty beyond it is rejected. Before the first `next`.
  virtual void select(std::vector<std::uint32_t> columns, std::uint32_t width) = 0;
  /// The next block, from the first record of the file on; false: the end. Threads: one caller at a
  /// time. Errors: throws Failure (read error, a damaged container).
  virtual bool next(TableBlock& block) = 0;
  /// Threads: any number. Shape: views of `grid` last as long as `block` and `grid`.
  virtual void cut(const TableBlock& block, Grid& grid) const = 0;
  /// Where a cell of a row of `cut` stands: `7:12` (line and column in code points), `B7`.
  virtual std::string cell_place(const TableBlock& block, RowPlace row,
                                 std::uint32_t column) const = 0;
  /// A whole row of `cut` as it stands in the file, as UTF-8, at most 4 KiB of it.
  virtual std::string row_text(const TableBlock& block, RowPlace row) const = 0;
  /// What stands between the cells of `row_text` and of rejected rows.
  virtual char separator() const = 0;
};

}  // namespace ipcheck

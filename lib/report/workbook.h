#pragma once
// A spreadsheet file (XLSX) as ipcheck needs one: texts, numbers, drop-downs, notes. Written
// through libxlsxwriter, which is loaded when the first workbook is made. Knows nothing of
// verdicts.

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/date.h"
#include "value/decimal.h"

namespace ipcheck {

using SheetId = std::uint32_t;
using LookId = std::uint32_t;
inline constexpr LookId kPlainLook = 0;

/// How cells look. Colours: 0xRRGGBB.
struct Look {
  bool bold = false, wrap = false, centred = false, framed = false;
  int size = 0;  // points; 0: as usual
  std::optional<std::uint32_t> fill, ink;
  std::string number;  // format code: `@`, `yyyy-mm-dd`; empty: general
};

/// Cells `first_row` to `last_row`, `first_column` to `last_column`, 0-based, both ends included.
struct CellArea {
  std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

/// What may be typed into cells.
struct CellRule {
  enum class Kind : std::uint8_t {
    Any,    // shows the input message only
    List,   // `values`, or those of the cells `list_from`
    Whole,  // within `min` and `max`
    Number,
    Day
  };
  enum class Strict : std::uint8_t { Stop, Warn, Off };
  Kind kind = Kind::Any;
  Strict strict = Strict::Stop;
  std::vector<std::string> values;
  std::string list_from;  // `选项!$A$1:$A$5`
  std::optional<Decimal> min, max;
  std::string title, prompt;               // when the cell is chosen
  std::string fault_title, fault_message;  // when the input does not fit
};

/// Shape: in a streaming workbook each sheet's rows are written in ascending order, its cells by
/// column; several sheets may be filled side by side, memory stays bounded. Errors: throws Failure
/// (no library, no space, no memory). Threads: one.
class Workbook {
 public:
  static constexpr std::uint32_t kMostRows = 1'048'576, kMostColumns = 16'384;
  static constexpr std::size_t kMostUnits = 32'767;  // UTF-16 units of a cell

  /// `folder` holds the temporary files; they have no names, so nothing is left behind.
  Workbook(std::string folder, bool streaming);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  LookId look(const Look& look);
  /// Shape: `name` at most 31 characters, none of `[]:*?/\`.
  SheetId add_sheet(const std::string& name);
  void hide(SheetId sheet);

  /// A text, never a formula or a link, whatever it begins with. Characters that XML forbids or
  /// that fool a reader are made visible; what a cell cannot hold is cut and ends in `…`.
  void text(SheetId sheet, std::uint32_t row, std::uint32_t column, std::string_view text,
            LookId look = kPlainLook);
  /// A number that reads back equal, else its digits as text.
  void number(SheetId sheet, std::uint32_t row, std::uint32_t column, const Decimal& number,
              LookId look = kPlainLook);
  void blank(SheetId sheet, std::uint32_t row, std::uint32_t column, LookId look);
  /// A note (comment) at a cell.
  void note(SheetId sheet, std::uint32_t row, std::uint32_t column, std::string_view text);

  /// Units: of `columns`, characters of half width; of `row_height`, points.
  void column_width(SheetId sheet, std::uint32_t first, std::uint32_t last, double width,
                    LookId look = kPlainLook);
  void row_height(SheetId sheet, std::uint32_t row, double height);
  void freeze(SheetId sheet, std::uint32_t rows, std::uint32_t columns);
  void filter(SheetId sheet, const CellArea& area);
  void allow(SheetId sheet, const CellArea& area, const CellRule& rule);
  /// Cells for which `formula` (of the first one) is true look so.
  void look_when(SheetId sheet, const CellArea& area, const std::string& formula, LookId look);
  /// Digits kept as text there are meant so: no mark at the cell's corner.
  void plain_digits(SheetId sheet, const CellArea& area);
  /// Landscape A4, the first `repeated` rows on every page.
  void print(SheetId sheet, std::uint32_t repeated, bool one_page_wide);
  void properties(const std::string& title, Date created);

  std::uint64_t shortened() const;  // texts that a cell could not hold whole

  /// Writes the file; nothing can be added afterwards.
  void finish(std::ostream& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `text` as a cell holds it: see Workbook::text. `cut` is set when something was lost.
std::string cell_text(std::string_view text, bool& cut);

/// The first `most` UTF-16 units of `text`, the last one `…` when something was lost.
std::string cut_to(std::string_view text, std::size_t most, bool& cut);

/// `B`, `AA`: 0 is A.
std::string column_letters(std::uint32_t column);

}  // namespace ipcheck

#pragma once
// The XML of a worksheet as rows of cells, fed piece by piece. Private to io.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/grid.h"
#include "io/xlsx/strings.h"
#include "io/xlsx/styles.h"
#include "io/xlsx/xml.h"

namespace ipcheck {

inline constexpr std::uint32_t kMaxSheetColumns = 16'384;
inline constexpr std::uint32_t kMaxSheetRows = 1'048'576;
inline constexpr std::size_t kMaxRowBytes = 64u << 20;

/// What the cells of a sheet refer to.
struct XlsxContext {
  std::string file;
  SharedStrings strings;
  XlsxStyles styles;
  bool system_1904 = false;
};

/// A0-style name of a place: `B7`; `row` 1-based, `column` 0-based.
std::string cell_name(std::uint64_t row, std::uint32_t column);
struct CellName {
  std::uint32_t row = 0, column = 0;  // 1-based, 0-based
};
/// false: not of that form, or beyond XFD1048576. `B$7` is none.
bool parse_cell_name(std::string_view text, CellName& name);

/// Turns events of a sheet into rows that are appended to a block. Rows without a text are none (a
/// sheet may hold them or not, for looks alone). A row number that is not above the one before it,
/// or a cell of another row, is a damaged sheet. Cells of a row may come in any order; two cells at
/// one place both stay, next to each other.
/// Shape: texts of shared strings are views of the context, others of `block.texts`.
class SheetRows {
 public:
  SheetRows(const XlsxContext& context, std::string part);
  ~SheetRows();
  /// Where complete rows go; emptied. Called before each block. Rows begun stay with this object.
  void into(TableBlock& block);
  /// As XmlParser. Errors: throws XlsxFault.
  void feed(std::string_view bytes);
  char* room();
  void fed(std::size_t size);
  void finish();
  std::size_t bytes() const;  // of texts in the block

 private:
  class Events;
  std::unique_ptr<Events> events_;
  std::unique_ptr<XmlParser> parser_;
};

}  // namespace ipcheck

// Any bytes as the XML of a worksheet: fed at once or in pieces, the same rows come out, in order.

#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/tree_checks.h"
#include "io/xlsx/rows.h"
#include "text/utf8.h"

namespace {

using namespace ipcheck;

/// The rows as one text; `fault` is appended when the sheet breaks off.
std::string rows_of(const XlsxContext& context, std::string_view xml, std::size_t step) {
  SheetRows rows(context, "sheet.xml");
  TableBlock block;
  rows.into(block);
  bool good = true;
  try {
    for (; !xml.empty(); xml.remove_prefix(std::min(step, xml.size())))
      rows.feed(xml.substr(0, step));
    rows.finish();
  } catch (const XlsxFault&) {
    good = false;
  }
  std::string told;
  std::size_t cell = 0;
  for (std::size_t row = 0; row < block.places.size(); ++row) {
    require(row == 0 || block.places[row].row > block.places[row - 1].row);
    require(block.places[row].row <= kMaxSheetRows);
    told += std::to_string(block.places[row].row) + "\n";
    const std::size_t first = cell;
    for (; cell < block.cells.size() && block.cells[cell].row == row; ++cell) {
      const auto& one = block.cells[cell];
      require(one.column < kMaxSheetColumns && !one.text.empty());
      require(cell == first || one.column >= block.cells[cell - 1].column);
      require(one.sort == 't' || one.sort == 'n' || one.sort == 'e');
      require(!first_invalid_utf8(one.text));
      told += std::to_string(one.column) + one.sort + std::string(one.text) + "\n";
    }
    require(cell > first);
  }
  require(cell == block.cells.size());
  return told + (good ? "" : "fault");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string xml(reinterpret_cast<const char*>(data + 1), size - 1);
  XlsxContext context;
  context.file = "fuzz";
  context.styles = {NumberFormat::Number, NumberFormat::Date, NumberFormat::Percent,
                    NumberFormat::Time, NumberFormat::Elapsed};
  context.system_1904 = (data[0] & 1) != 0;
  const std::string once = rows_of(context, xml, xml.size() + 1);
  require(rows_of(context, xml, 1 + (data[0] >> 1)) == once);
  return 0;
}

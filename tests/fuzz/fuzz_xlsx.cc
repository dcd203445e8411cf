// Any bytes as a workbook: it is refused with a reason, or read into grids that hold together.

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>

#include "fuzz/tree_checks.h"
#include "io/xlsx/source.h"
#include "text/file.h"
#include "text/utf8.h"

namespace {

using namespace ipcheck;

void check_grid(const TableBlock& block, const Grid& grid) {
  require(grid.rows + grid.rejected.size() == block.records);
  require(grid.places.size() == grid.rows && grid.leads.size() == grid.rows &&
          grid.widths.size() == grid.rows);
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    require(grid.columns[i].size() == grid.rows && grid.sorts[i].size() == grid.rows);
    for (const std::string_view text : grid.columns[i]) require(!first_invalid_utf8(text));
  }
  for (const auto& record : grid.rejected) require(!first_invalid_utf8(record.text));
  for (const auto width : grid.widths) require(width <= 5);
}

void read_sheet(GridSource& sheet) {
  std::vector<std::uint32_t> columns(5);
  std::iota(columns.begin(), columns.end(), 0u);
  sheet.select(columns, 5);
  require(sheet.head().size() <= 1000);
  TableBlock block;
  Grid grid;
  std::uint64_t row = 0;
  while (sheet.next(block)) {
    require(block.records > 0 && block.records == block.places.size());
    for (const RowPlace& place : block.places) {
      require(place.row > row);
      row = place.row;
    }
    sheet.cut(block, grid);
    check_grid(block, grid);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Diagnostics diags;
  const auto book = open_xlsx_bytes({reinterpret_cast<const char*>(data), size}, "fuzz", diags);
  require((book == nullptr) == diags.has_errors());
  if (!book) return 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(book->sheets().size(), 3); ++i) {
    try {
      read_sheet(*book->sheet(i));
    } catch (const Failure& failure) {
      require(!failure.what.zh.empty());
    }
  }
  return 0;
}

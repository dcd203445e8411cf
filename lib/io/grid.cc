// Tested by tests/io/csv_cut_test.cc.
#include "io/grid.h"

namespace ipcheck {

void Grid::clear() {
  rows = 0;
  for (auto& column : columns) column.clear();
  for (auto& column : sorts) column.clear();
  places.clear();
  leads.clear();
  widths.clear();
  rejected.clear();
}

}  // namespace ipcheck

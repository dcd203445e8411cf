// Tested by tests/io/csv_agree_test.cc.
#include "io/grid.h"

namespace ipcheck {

std::string_view word(SetAside::Why why) {
  switch (why) {
    case SetAside::Why::Rejected:
      return "rejected";
    case SetAside::Why::Blank:
      return "blank";
    case SetAside::Why::Heading:
      return "heading";
    case SetAside::Why::Footer:
      return "footer";
  }
  return "";
}

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

#pragma once
// What stands around the rows of a worksheet and counts for all of them: merged cells, hidden rows
// and columns. Read ahead of the rows, whose XML is only looked through. Private to io.

#include <cstdint>
#include <vector>

#include "io/xlsx/rows.h"

namespace ipcheck {

struct MergedCells {
  CellName first, last;
};

struct SheetOutline {
  std::vector<MergedCells> merged;  // ascending first place
  std::uint64_t hidden_rows = 0, hidden_columns = 0;
};

/// Reads the part to its end, so its checksum is known to be right.
/// Errors: throws XlsxFault.
SheetOutline read_outline(ZipFile& zip, const std::string& part);

/// The same by parsing all of the XML (the reference of tests).
SheetOutline read_outline_fully(ZipFile& zip, const std::string& part);

}  // namespace ipcheck

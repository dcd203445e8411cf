#pragma once
// A grid whose head was understood, read as a table. Private to io.

#include <memory>
#include <string>

#include "io/layout.h"
#include "io/table.h"

namespace ipcheck {

/// `file` names it in messages, `remark` (may be empty) is how it was chosen. Errors: nullptr with
/// diagnostics (no header; a column to keep that is not there); warnings for answers of the map
/// that no column asks for.
std::unique_ptr<TableReader> read_grid(std::unique_ptr<GridSource> source,
                                       const std::string& format, const std::string& file,
                                       const Schema& schema, const TableRequest& request,
                                       const Text& remark, Diagnostics& diags);

}  // namespace ipcheck

#pragma once
// The one way from a command's table options to an open table. Shared by `inspect` and `score`.

#include <memory>
#include <string>

#include "cli/commands.h"
#include "io/table.h"

namespace ipcheck {

/// Opens `path` as `args` say, its rows folded into applicants where they ask for it; of `request`
/// the caller fills what it wants read (`facts`, `keep`, `keep_all`, `block_bytes`, `memory`;
/// `applicant` where the asked schemes settle it, which --applicant overrides). Errors: nullptr
/// with diagnostics (the map file's, or why the file is no table).
std::unique_ptr<TableReader> open_table_args(const std::string& path, const TableArgs& args,
                                             const Schema& schema, TableRequest request,
                                             Sources& sources, Diagnostics& diags);

/// The first bytes of standard input, left there to be read: of a file, or of what has come through
/// a pipe so far (waits for the first). Empty where that cannot be done.
std::string peek_standard_input();

/// Whether a text begins as a table and not as a record, a JSON one included.
bool begins_as_table(std::string_view bytes);

/// Prints the questions of a table to the context's error stream, each with the line of a map file
/// that answers it. A caller that judges stops on them with exit status 2.
void report_questions(const std::string& path, const TableLayout& layout, const Context& context);

}  // namespace ipcheck

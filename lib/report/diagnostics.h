#pragma once
// Printing diagnostics: full (frame, help, notes), or their first lines.

#include <iosfwd>

#include "text/diagnostic.h"

namespace ipcheck {

/// `file:line:col: error: message [id]`, then the frame, then `help:`; ordered by file and offset;
/// a closing count past `limit`.
void render_diagnostics(const Sources& sources, const Diagnostics& diags, Lang lang, bool color,
                        std::ostream& out, std::size_t limit = 50);

/// `ipcheck/diagnostics/1`: an array of {id, severity, file, line, column, end_line, end_column,
/// message, help}.
void render_diagnostics_json(const Sources& sources, const Diagnostics& diags, Lang lang,
                             std::ostream& out);

/// Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=id::message`.
void render_diagnostics_github(const Sources& sources, const Diagnostics& diags, Lang lang,
                               std::ostream& out);

}  // namespace ipcheck

#pragma once
// Printing diagnostics: full (frame, help, notes), or their first lines.

#include <iosfwd>

#include "text/diagnostic.h"

namespace ipcheck {

/// `file:line:col: error: message [id]`, then the frame, then `help:`; ordered by file and offset;
/// a closing count past `limit`.
void render_diagnostics(const Sources& sources, const Diagnostics& diags, Lang lang, bool color,
                        std::ostream& out, std::size_t limit = 50);

}  // namespace ipcheck

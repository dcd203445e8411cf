#pragma once
// The code frame under a diagnostic: the only place that knows about carets and display width.

#include <optional>
#include <string>

#include "text/source.h"

namespace ipcheck {

/// Columns that a terminal needs for `text` (wide CJK counts 2, combining 0, control characters as
/// `visible` shows them).
int display_width(std::string_view text);

/// `text` with everything a terminal or a reader could be fooled by made visible: C0, C1, DEL, bidi
/// controls, zero-width and line separators become `\u{..}`-style escapes; invalid UTF-8 becomes
/// `\xNN`. Tabs stay if `keep_tabs`.
std::string visible(std::string_view text, bool keep_tabs = false);

/// Byte offset of the first character of `text` that `visible` shows otherwise, line feeds and tabs
/// aside.
std::optional<std::size_t> first_hidden(std::string_view text);

/// Two lines, each ended by LF: `   14 |     when: incme < 3` and the caret line below, aligned by
/// display width;
/// long lines are cut around the span to `max_columns`.
std::string code_frame(const Sources& sources, Span span, int max_columns = 100);

}  // namespace ipcheck

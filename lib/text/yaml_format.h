#pragma once
// The canonical layout of rule, vocabulary and test files: two spaces a level, brackets kept on
// their line, comments, order and quotes of values as they are.

#include <optional>
#include <string>

#include "text/diagnostic.h"
#include "text/source.h"

namespace ipcheck {

/// Columns that brackets written over several lines may take once they are joined.
inline constexpr int kLayoutWidth = 120;

/// The source laid out; it reads as the same tree with the same comments, which is checked here.
/// Errors: diagnostics and nothing: those of read_yaml, `several-documents`, `layout-unsupported`;
/// `layout-broken` where the check fails, a fault of ipcheck.
std::optional<std::string> format_yaml(Sources& sources, SourceId source, Diagnostics& diags);

}  // namespace ipcheck

#pragma once
// The `pattern:` of a fact. RE2 is seen only in pattern.cc: linear time, no back-references.

#include <string>
#include <string_view>

namespace ipcheck {

/// What RE2 has against the pattern; empty: nothing.
std::string pattern_fault(const std::string& pattern);

/// Whether all of `text` matches. Errors: a pattern with a fault matches nothing.
/// Threads: any; each keeps its compiled patterns.
bool matches_whole(const std::string& pattern, std::string_view text);

}  // namespace ipcheck

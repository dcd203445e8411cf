#pragma once
// A short unified diff of two texts, line by line.

#include <string>
#include <string_view>

namespace ipcheck {

/// Hunks `@@ -3,2 +3 @@` with `context` equal lines around; at most `most` lines, then a line that
/// counts the rest. Empty: the texts are equal.
std::string line_diff(std::string_view before, std::string_view after, std::size_t context = 1,
                      std::size_t most = 60);

}  // namespace ipcheck

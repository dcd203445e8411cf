#pragma once
// The YAML files of a rules folder. Used by find_rule_files and by study's search for tests.

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"

namespace ipcheck {

inline constexpr std::string_view kCaseSuffix = ".test.yaml";

/// Names of all *.yaml below `dir`, relative, `/`-separated, sorted; hidden ones left out.
/// Errors: a link that leaves the folder is refused (`file-outside`).
std::vector<std::string> yaml_names(const std::string& dir, Diagnostics& diags);

}  // namespace ipcheck

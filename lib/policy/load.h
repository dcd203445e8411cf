#pragma once
// From rule files to a RuleSet. Every fault of every file is collected; a broken file never hides
// the good ones.

#include <span>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "text/diagnostic.h"

namespace ipcheck {

/// A rule file as found: in a folder or in the binary.
struct RuleFile {
  std::string name;  // relative to the rules root, `/`-separated: `shanxi/operation-center.yaml`
  SourceId source = kNoSource;
  const Tree* tree = nullptr;  // the binary's parsed tree; nullptr: parse it
};

/// All *.yaml below `dir` (vocabulary/, calendar/, <province>/…), sorted by name, test files left
/// out; symbolic links that leave the folder are refused. Sets `sha256`. Errors: diagnostics
/// (`rules-missing`, `rules-empty`, and those of read_text).
std::vector<RuleFile> find_rule_files(Sources& sources, const std::string& dir, std::string& sha256,
                                      Diagnostics& diags);

/// The rules that the build embedded.
std::vector<RuleFile> embedded_rule_files(Sources& sources, std::deque<Tree>& trees,
                                          std::string& sha256);

/// Loads facts of all files, and policies whole when they hold one of `schemes` (all of them when
/// empty); the others only with id, title and scheme heads, so that one verdict does not pay
/// for 26. Errors: diagnostics; a policy with errors is left out of the schemes that can be judged
/// (`Policy::loaded` false).
void load_rules(RuleSet& rules, Sources& sources, std::span<const RuleFile> files,
                std::span<const std::string> schemes, Diagnostics& diags);

}  // namespace ipcheck

#pragma once
// The two rule sets that `rules diff` compares: folders, single files, git revisions.

#include <string>

#include "cli/commands.h"

namespace ipcheck {

/// What `--rules` or an argument names.
struct RulesSide {
  std::string given;            // as printed
  std::vector<RuleFile> files;  // empty: the binary's own
  bool single = false;          // one file; the rest comes from elsewhere
  std::string policy;           // of a single policy file: its id …
  std::string extends;          // … and what it extends
};

/// Finds the files of `given`; `other` settles the path of a revision given without one.
/// Errors: false with diagnostics.
bool find_side(const std::string& given, const std::string& other, const Context& context,
               Sources& sources, RulesSide& side, Diagnostics& diags);

/// Loads a side; a single file stands in the place of the file of the same id in `rest` (or in the
/// rules in use, when that is a single file too), or beside them. Errors: false with diagnostics.
bool load_side(const RulesSide& side, const RulesSide& rest, const Context& context,
               Sources& sources, RuleSet& rules, Diagnostics& diags);

}  // namespace ipcheck

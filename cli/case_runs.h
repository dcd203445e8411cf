#pragma once
// What coverage and mutate share: rules and cases of the given folders.

#include <deque>

#include "cli/commands.h"
#include "study/cases/cases.h"

namespace ipcheck {

/// One folder's rules with their cases. Not movable.
struct RulesWithCases {
  RuleSet rules;
  std::deque<CaseFile> files;
};

/// Errors: diagnostics (`no-folder`, `no-cases`, those of rules and cases).
void open_cases(const std::vector<std::string>& paths, const std::string& policy,
                const Context& context, Sources& sources, std::deque<RulesWithCases>& out,
                Diagnostics& diags);

}  // namespace ipcheck

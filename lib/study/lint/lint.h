#pragma once
// What can be said of rule files beyond loading. A lint rule is one row: id, sentence, reason, bad
// and good example, function.

#include <span>
#include <string>
#include <string_view>

#include "policy/load.h"

namespace ipcheck {

class LintFindings;

struct LintRule {
  std::string_view id;  // names the fault: `number-in-check`
  Severity severity = Severity::Warning;
  Text summary;      // what it finds
  Text why;          // why that is bad
  std::string bad;   // a small rule file that fires it …
  std::string good;  // … and one that does not
  void (*find)(LintFindings& findings) = nullptr;
};

/// All rules, by id.
std::span<const LintRule> lint_rules();

/// Runs every rule (or those named) over a rule set that loaded without errors; what overlays
/// inherit is told once. Errors: an unknown name is a diagnostic (`unknown-lint-rule`).
void lint(const RuleSet& rules, const Sources& sources, std::span<const std::string> only,
          Diagnostics& diags);

}  // namespace ipcheck

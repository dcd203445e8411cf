#pragma once
// What the rules say, for people: a policy, a scheme, a criterion, a fact, a parameter.

#include <iosfwd>

#include "policy/policy.h"

namespace ipcheck {

/// How `rules show` prints.
struct ShowStyle {
  Lang lang = Lang::Zh;
  bool markdown = false;
  int width = 100;
  Date as_of;
};

/// Prints whatever has that id: a policy whole (head, schemes as checklists, parameters with dates
/// and citations, criteria with condition, clause and reading, provisions, facts), a scheme, a
/// group, a criterion, a provision, a parameter or a fact; false when nothing has it.
bool show(const RuleSet& rules, const Sources& sources, std::string_view id, const ShowStyle& style,
          std::ostream& out);

/// The same as JSON, `ipcheck/show/1`.
bool show_json(const RuleSet& rules, const Sources& sources, std::string_view id,
               const ShowStyle& style, std::ostream& out);

/// Every id that `show` knows, for suggestions.
std::vector<std::string_view> shown_ids(const RuleSet& rules);

}  // namespace ipcheck

#pragma once
// What a header says besides the fact that it names: a decision's who, when, why; the other half of
// a merged header. Private to io.

#include "io/binding.h"

namespace ipcheck {

/// One header, bound by its words alone.
struct BoundHeader {
  std::vector<FactId> facts;  // as HeaderMatch::facts
  ColumnUse use = ColumnUse::Unknown;
  std::string key, unit;
  bool own_name = false;
  bool doubtful_parent = false;  // the lower half fits, but the upper one speaks of another thing
  Text how;
};
BoundHeader bind_header(const Schema& schema, const HeaderText& header, std::string_view applicant);

/// `by`, `on`, `ground` or Chinese words for them; Unknown for anything else.
ColumnUse decision_role(std::string_view word);
/// `text` as a YAML scalar, quoted where it must be.
std::string map_key(std::string_view text);
/// What a map file says of a column: `{fact: visits.Q1, unit: 次}`.
std::string map_target(const Schema& schema, FactId fact, ColumnUse use, const std::string& key,
                       const std::string& unit);
bool is_judged(const Schema& schema, FactId fact);  // a judgement, or an enum that a person decides

}  // namespace ipcheck

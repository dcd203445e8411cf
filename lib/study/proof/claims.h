#pragma once
// `claims:` of policy files: properties that their author holds to be true of the rules. Read here,
// answered by study/prove.

#include <string>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

enum class ClaimKind : std::uint8_t {
  Monotone,     // {monotone: fact, scheme: id, direction: up | down}
  Implies,      // {implies: [id, id]}
  Decisive,     // {decisive: criterion, scheme: id}
  Unreachable,  // {unreachable: verdict, scheme: id} or {unreachable: id}
  Equivalent,   // {equivalent: [id, id]}
};
std::string_view word(ClaimKind kind);

/// What a claim speaks of: a scheme, a criterion or a group with an id.
struct Subject {
  std::string id;
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;     // itself, or one whose tree holds it
  std::uint32_t criterion = kNoNode;  // index in Policy::criteria
  GateId gate = kNoNode;              // of a group or the scheme's root
};

struct ReadClaim {
  ClaimKind kind = ClaimKind::Monotone;
  const Policy* policy = nullptr;  // whose file holds it
  std::vector<Subject> of{};       // the scheme of Monotone, Decisive, Unreachable first
  FactId fact = kNoFact;
  bool up = true;
  Outcome verdict = Outcome::Eligible;  // Unreachable of a scheme
  Span span;
};

/// The claims of a policy, in file order. Errors: diagnostics with their place (unknown kinds,
/// keys, facts, schemes, ids; a fact that the scheme does not read or that has no order); such
/// claims are left out.
std::vector<ReadClaim> read_claims(const RuleSet& rules, const Policy& policy, Diagnostics& diags);

/// More or less can be said of its values: numbers, dates, truths.
bool has_order(const Schema& schema, FactId fact);
/// Facts that decide the verdicts of a scheme, ascending.
std::vector<FactId> facts_of(const RuleSet& rules, const Policy& policy, const Scheme& scheme);

}  // namespace ipcheck

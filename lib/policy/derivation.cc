// Tested by tests/study/overlay_test.cc.
#include "policy/derivation.h"

namespace ipcheck {
namespace {

const Policy* policy_named(const RuleSet& rules, std::string_view id) {
  for (const Policy& policy : rules.policies)
    if (policy.id == id) return &policy;
  return nullptr;
}

/// Whether `id` is the policy's, or of one that it extends.
bool is_within(const RuleSet& rules, const Policy& policy, std::string_view id) {
  std::size_t steps = 0;
  for (const Policy* at = &policy; at != nullptr && steps <= rules.policies.size(); ++steps) {
    if (at->id == id) return true;
    at = at->extends.empty() ? nullptr : policy_named(rules, at->extends);
  }
  return false;
}

}  // namespace

Derivation derivation_of(const RuleSet& rules, const Policy& policy, FactId fact) {
  const auto found = rules.derived.find(fact);
  if (found == rules.derived.end()) return {};
  const std::string& owner = rules.schema.facts[fact].declared_in;
  const bool own = policy_named(rules, owner) == nullptr || is_within(rules, policy, owner);
  return own ? Derivation{found->second.expr, policy.params} : found->second;
}

}  // namespace ipcheck

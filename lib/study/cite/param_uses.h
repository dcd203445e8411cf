#pragma once
// How conditions use parameters: with which comparison, on which side of a negation, through sums
// and derived facts.

#include <vector>

#include "policy/policy.h"

namespace ipcheck {

/// What a true comparison means for the condition that it stands in.
enum class Polarity : std::uint8_t {
  Asked,   // it helps to meet the condition
  Barred,  // it stands under a negation
  Either,  // it only tells cases apart: `applies`, the condition of ?:, a filter
};

/// `what is measured OP the parameter`, turned so that the parameter stands on the right and grows
/// upwards.
struct ParamUse {
  const Param* param = nullptr;
  Op compare = Op::Eq;
  Polarity polarity = Polarity::Either;
  const Expr* expr = nullptr;
  NodeId node = kNoNode;
};

struct ParamUses {
  std::vector<ParamUse> compared;
  std::vector<const Param*> read;  // every parameter that is read, each once
  std::vector<Value> literals;     // numbers that stand in the condition itself
};

/// Adds what `condition` of `policy` does with parameters; a derived fact counts as what it stands
/// for. Checked conditions only.
void find_param_uses(const RuleSet& rules, const Policy& policy, const Condition& condition,
                     Polarity polarity, ParamUses& out);

}  // namespace ipcheck

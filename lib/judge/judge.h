#pragma once
// Program x Batch -> verdicts. The tree of a scheme is steps of the same program as its conditions,
// so a verdict is a column.

#include <deque>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/program.h"
#include "policy/policy.h"

namespace ipcheck {

enum class Outcome : std::uint8_t { Eligible, Ineligible, Incomplete, NeedsReview };
std::string_view word(Outcome outcome);  // "eligible", …

/// Steps of one condition: index NodeId.
using NodeSteps = std::vector<StepId>;

struct CompiledCriterion {
  StepId state = kNoStep;
  NodeSteps applies, check, should;  // empty: absent
};

/// One asked scheme, ready to run.
struct CompiledScheme {
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;
  std::uint32_t policy_index = 0;  // in Compiled::policies
  std::vector<FactId>
      facts;  // what the criteria of its tree read (through derivations too), ascending
  std::vector<std::uint32_t> criteria;  // of its tree, in reading order, each once
  StepId root = kNoStep;  // truth column: True eligible, False ineligible, Missing, Pending
  std::vector<std::string> status_notices;  // ids that every verdict carries: draft, expired …
  std::vector<StepId> notice_when;          // per Scheme::notices; kNoStep: always
  std::vector<StepId> output_when, output_value;
  std::vector<NodeSteps> characteristic;  // scorecard: CEL points (whole condition) or {fact step}
};

struct CompiledPolicy {
  const Policy* policy = nullptr;
  std::vector<CompiledCriterion>
      criteria;  // index as Policy::criteria; those outside the asked trees have kNoStep
  std::vector<StepId> gates;                   // index GateId
  std::unordered_map<FactId, StepId> derived;  // facts with a derivation that its schemes read
};

/// Immutable; shared by threads. Outlived by the RuleSet.
struct Compiled {
  const RuleSet* rules = nullptr;
  Date as_of;
  Program program;
  std::vector<CompiledPolicy> policies;
  std::vector<CompiledScheme> schemes;   // in the order asked
  std::vector<StepId> data_notice_when;  // per RuleSet::data_notices; kNoStep: not compiled
  std::unordered_map<StepId, NodeSteps> derived;  // by the step of the fact: of its derivation
};

/// `data_notices` also compiles the plausibility notices (they read facts that no scheme needs).
Compiled compile(const RuleSet& rules, std::span<const std::string> schemes, Date as_of,
                 bool data_notices);

/// A scheme of a policy that need not be the rule set's own: changed copies of one policy compile
/// side by side, and what they have in common is computed once. Outlives `Compiled`.
struct SchemeRef {
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;
};
Compiled compile(const RuleSet& rules, std::span<const SchemeRef> schemes, Date as_of,
                 bool data_notices);

/// Runs the program; every verdict can then be read off the frame.
inline void judge(const Compiled& compiled, const Batch& batch, Frame& frame) {
  run(compiled.program, batch, frame);
}

/// What the truth at the root of a scheme says; a fault needs a person.
Outcome outcome_of(Truth root);
Outcome outcome(const Compiled& compiled, const CompiledScheme& scheme, const Frame& frame,
                std::uint32_t row);

/// The three lists of a verdict, minimal in the sense of design 4: below a group or condition
/// already met or failed nothing is listed; a failing any/at_least once under its group's id. Ids
/// point into the policy; `missing` holds `fact` or `fact.key`.
struct Brief {
  std::vector<std::string_view> failing, pending;
  std::vector<GateId> failing_gates, pending_gates;  // of the same index in `failing`, `pending`
  std::vector<std::string> missing;
  void clear() {
    failing.clear();
    pending.clear();
    failing_gates.clear();
    pending_gates.clear();
    missing.clear();
  }
};
void brief(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
           const Frame& frame, std::uint32_t row, Brief& out);

/// The same, from what was found for all rows at once.
class OpenGates;
void brief(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
           const Frame& frame, std::uint32_t row, const OpenGates& open, Brief& out);

/// Ids of the notices that `explain` would give, in the same order.
void notice_ids(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                const Frame& frame, std::uint32_t row, std::vector<std::string_view>& out);

/// Facts (and `fact.key`s) that would settle an unknown node of a condition, in reading order, each
/// once.
void missing_facts(const Compiled& compiled, const Expr& expr, const NodeSteps& steps,
                   const Batch& batch, const Frame& frame, std::uint32_t row,
                   std::vector<std::string>& out);

}  // namespace ipcheck

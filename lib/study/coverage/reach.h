#pragma once
// Which rows of a run reach which targets. Private to lib/study.

#include <span>
#include <vector>

#include "study/coverage/coverage.h"

namespace ipcheck {

/// Everything asked of the cases of a scheme, in reading order; what nobody can reach says why.
std::vector<Target> targets_of(const RuleSet& rules, const Compiled& compiled,
                               const CompiledScheme& scheme);

/// One run looked at for one scheme. Outlived by all three.
class Reach {
 public:
  Reach(const Compiled& compiled, const CompiledScheme& scheme, const Frame& frame,
        std::uint32_t rows)
      : compiled_(compiled),
        policy_(compiled.policies[scheme.policy_index]),
        scheme_(scheme),
        frame_(frame),
        rows_(rows) {}

  /// Sets `out[row]` where the row reaches the target. Shape: `out` has `rows` zeros.
  void mark(const Target& target, std::vector<char>& out) const;

 private:
  const NodeSteps& steps_of(const Target& target) const;
  void mark_decides(const Target& target, std::vector<char>& out) const;
  void mark_branch(const Target& target, std::vector<char>& out) const;
  void mark_operand(const Target& target, std::vector<char>& out) const;
  void mark_threshold(const Target& target, std::vector<char>& out) const;

  Truth tree(GateId gate, std::uint32_t row, std::uint32_t criterion, Truth instead) const;
  std::optional<std::size_t> chosen(GateId gate, std::uint32_t row) const;
  SpaceId innermost(std::span<const StepId> steps) const;
  std::uint32_t climb(SpaceId from, std::uint32_t row, SpaceId to) const;
  std::uint32_t row_in(StepId step, SpaceId from, std::uint32_t row) const;
  std::optional<Decimal> number(StepId step, SpaceId space, std::uint32_t row) const;

  const Compiled& compiled_;
  const CompiledPolicy& policy_;
  const CompiledScheme& scheme_;
  const Frame& frame_;
  std::uint32_t rows_;
};

/// Applies, check, should.
inline const Condition& part_of(const Criterion& criterion, std::uint8_t part) {
  return part == 0 ? criterion.applies : part == 1 ? criterion.check : criterion.should;
}

/// Whether the right side of a comparison is what varies, and the left what it is held against.
bool varies_right(const Expr& expr, NodeId comparison);
/// Whether a fact is read below the node.
bool reads_fact(const Expr& expr, NodeId node);
/// The smallest difference worth a case between the two sides of a comparison.
Decimal step_between(const Schema& schema, const Expr& expr, NodeId comparison,
                     const Decimal& threshold);

}  // namespace ipcheck

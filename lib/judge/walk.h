#pragma once
// Looking into one condition of one applicant after a run: which operands decided, which facts are
// missing, what was compared. Private to lib/judge.

#include <string>
#include <vector>

#include "judge/explain.h"
#include "judge/judge.h"

namespace ipcheck {

/// A row of a space: the applicant in space 0, or an item of a list.
struct Place {
  SpaceId space = 0;
  std::uint32_t row = 0;
};

class Walk {
 public:
  Walk(const Compiled& compiled, const Batch& batch, const Frame& frame, std::uint32_t row,
       const Expr& expr, const NodeSteps& steps)
      : compiled_(compiled), batch_(batch), frame_(frame), row_(row), expr_(expr), steps_(steps) {}

  /// The state of a node: True for any known value that is no truth.
  Truth state(NodeId node, Place at) const;
  Value value(NodeId node, Place at) const;
  Truth root_state() const { return state(expr_.root(), {0, row_}); }

  /// `fact`s and `fact.key`s that would settle the condition, in reading order.
  void missing(std::vector<std::string>& out) const { missing(expr_.root(), {0, row_}, out); }
  /// Judgements that a person has not given and that would settle it.
  void undecided(std::vector<FactId>& out) const { undecided(expr_.root(), {0, row_}, out); }
  /// The comparisons that decided: failing ones of a failed condition, holding ones of a met one,
  /// all of an open one.
  void requirements(const Policy& policy, std::vector<Requirement>& out) const;
  /// Why a value could not be computed: calls that left the calendar, parameters without a value,
  /// faults.
  struct Causes {
    bool calendar = false, no_value = false, fault = false;
  };
  void causes(Causes& out) const { causes(expr_.root(), {0, row_}, out); }

 private:
  Place climb(Place at, SpaceId to) const;
  /// The items of a macro's list at `at`: their space and row range.
  struct Items {
    SpaceId space = 0;
    std::uint32_t begin = 0, end = 0;
  };
  Items items(NodeId macro, Place at) const;
  void missing(NodeId node, Place at, std::vector<std::string>& out) const;
  FactId origin(NodeId node, const Place* at) const;
  bool missing_key(NodeId node, Place at, std::vector<std::string>& out) const;
  void undecided(NodeId node, Place at, std::vector<FactId>& out) const;
  void causes(NodeId node, Place at, Causes& out) const;
  /// The operands that a node of state `wanted` got it from.
  std::vector<std::pair<NodeId, Place>> deciders(NodeId node, Place at, Truth wanted) const;
  void require(NodeId node, Place at, bool negated, const Policy& policy,
               std::vector<Requirement>& out) const;
  bool require_membership(NodeId node, Place at, bool negated, const Policy& policy,
                          std::vector<Requirement>& out) const;
  void require_comparison(NodeId node, Place at, bool negated, const Policy& policy,
                          std::vector<Requirement>& out) const;

  const Compiled& compiled_;
  const Batch& batch_;
  const Frame& frame_;
  std::uint32_t row_;
  const Expr& expr_;
  const NodeSteps& steps_;
};

/// The selector's value in a row, also where it is derived, as a member's index; -1: not known.
std::int64_t chosen_member(const CompiledPolicy& policy, const Batch& batch, const Frame& frame,
                           FactId selector, std::uint32_t row);

/// What a fact that the record does not give lacks: itself, or what its derivation does.
void missing_of_fact(const Compiled& compiled, const Batch& batch, const Frame& frame,
                     std::uint32_t row, FactId fact, StepId step, std::vector<std::string>& out);

/// Facts that would settle a criterion whose state is Missing.
void missing_of_criterion(const Compiled& compiled, const Criterion& source,
                          const CompiledCriterion& criterion, const Batch& batch,
                          const Frame& frame, std::uint32_t row, std::vector<std::string>& out);

}  // namespace ipcheck

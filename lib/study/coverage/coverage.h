#pragma once
// What the cases of a rule set reach: states of leaves, either-or branches, who decides (masking
// MC/DC), thresholds. Every question is one target that a row of a run reaches or not, so cases
// that close the gaps can be searched for.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "study/cases/groups.h"
#include "study/world.h"

namespace ipcheck {

/// What is asked of the cases.
enum class Asked : std::uint8_t {
  State,      // a leaf in one of its states
  Decides,    // a leaf whose change alone would change the verdict, in this state
  Branch,     // a branch of any, at_least or choose that alone makes the group met
  Operand,    // an operand of `||` that alone makes it true; an arm of `?:` that was taken
  Threshold,  // a number one step below, at, or one step above what it is compared with
};

/// The numbers that a report gives.
enum class Measure : std::uint8_t { Leaves, States, Branches, Mcdc, Thresholds, All };
std::string_view word(Measure measure);  // leaves, states, …

struct Target {
  Asked asked = Asked::State;
  GateId gate = 0;                // a gate of the leaf, or the group of Branch
  std::uint32_t criterion = 0;    // State, Decides, Operand, Threshold
  Truth state = Truth::True;      // State, Decides
  std::uint32_t which = 0;        // Branch: child; Operand: operand
  std::uint8_t part = 0;          // Operand, Threshold: 0 applies, 1 check, 2 should
  NodeId node = 0;                // of the part's condition
  int side = 0;                   // Threshold: -1, 0, 1
  Text impossible{};              // why nobody can reach it; such a target is not counted
  const Case* reached = nullptr;  // the first case that does
};

/// A case that reaches targets which no case reached yet.
struct ClosingCase {
  const CaseFile* file = nullptr;     // where it belongs
  std::vector<std::uint32_t> closes;  // of SchemeCoverage::targets
  std::string yaml;                   // an item of `cases:`, indented by two
};

/// Exact; `covered == asked` alone is complete.
struct Fraction {
  std::size_t covered = 0, asked = 0;
  bool complete() const { return covered == asked; }
  /// Rounded down: 100 only when complete. Shape: 100 where nothing is asked.
  int percent() const;
  Fraction& operator+=(const Fraction& other);
};

struct SchemeCoverage {
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;
  std::size_t cases = 0;          // passing ones
  std::vector<Target> targets{};  // in reading order
  std::vector<ClosingCase> closing{};
  bool searched = false;  // for closing cases

  Fraction fraction(Measure measure) const;
};

/// The schemes of the policies that `files` test, in their order.
/// Errors: run_case_groups'. Shape: `closing` is searched for when `search`.
std::vector<SchemeCoverage> coverage(const RuleSet& rules, const std::deque<CaseFile>& files,
                                     bool search, Diagnostics& diags);

/// What a target asks for, as a report lists it.
Text words_of(const Policy& policy, const Target& target);

}  // namespace ipcheck

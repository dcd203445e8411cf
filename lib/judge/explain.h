#pragma once
// Why: the whole criteria tree of one applicant and one scheme with states, values seen,
// thresholds, gaps, clauses; read off the columns that a run left behind. Format-free; report/
// prints it.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "judge/judge.h"
#include "judge/score.h"

namespace ipcheck {

/// A value seen, ready to be printed in any language.
struct Seen {
  FactId fact = kNoFact;
  std::string name;  // fact id, with `.key` for a map entry
  bool known = false;
  Value value;
  bool decided_by_person = false;  // a judgement with who/when/why
  std::string by, on, ground;
};

/// One comparison that decided (or the first one of a condition that holds): value, operator,
/// threshold, gap.
struct Requirement {
  std::string fact;  // fact id, or the condition's text when it is no plain fact
  std::string op;    // ">=", "==", "in", …
  Value threshold;
  UnitId unit = 0;
  std::optional<Value>
      gap;  // how much is lacking, in `unit`; numbers only, when the value is known and fails
  std::string param;  // parameter that holds the threshold, if one does
};

struct Finding {
  std::string id;
  GateKind kind = GateKind::Criterion;
  Truth state = Truth::True;  // True met, False not met
  bool soft =
      false;  // pending by `should` (a shortfall that a person may excuse), not by a judgement
  Text title;
  Text reading;
  Text failed;  // the criterion's own sentence for a refusal; may be empty
  Citation cite;
  std::string condition;   // the criterion's text with parameters as values; empty for groups
  std::vector<Seen> seen;  // facts the condition reads, then its evidence
  std::vector<Requirement> requirements;
  std::vector<std::string> missing;  // facts that would settle it
  std::vector<FactId> undecided;     // judgements that a person has not given
  bool decides = false;  // this finding stands in failing / missing / pending of the verdict
  std::uint32_t k = 0;   // AtLeast
  std::vector<Finding> children;
};

struct VerdictNotice {
  std::string id;
  Text text;
  Citation cite;
  bool permanent = false;  // draft, expired, not_yet_in_force: no quiet mode hides it
};

/// Draft, expired, repealed, not yet in force: those that every verdict of the policy carries.
std::vector<VerdictNotice> status_notices(const Policy& policy, Date as_of);

struct OutputValue {
  const Output* output = nullptr;
  bool unknown = false;  // pending: printed as the word `unknown`
  Value value;
};

struct Verdict {
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;
  Outcome outcome = Outcome::Eligible;
  std::vector<std::string> failing, pending, missing;
  std::vector<VerdictNotice> notices;
  std::vector<OutputValue> outputs;
  Finding root;
  std::optional<Score> score;
  bool any_fact_given = false;  // the record gave at least one fact that this scheme reads
};

/// Verdict of row `row`. `with_tree` false leaves `root` empty (batch: reasons only on demand).
Verdict explain(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                const Frame& frame, std::uint32_t row, bool with_tree = true);

/// What stands at one gate in the tree of `explain`, and below it. `lists`: the row's brief.
Finding explain_gate(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                     const Frame& frame, std::uint32_t row, GateId gate, const Brief& lists);

/// Facts whose values, with the decisions on them, settle the finding of a criterion: read by its
/// conditions, through derivations too, and its evidence. Ascending, each once.
std::vector<FactId> facts_behind(const RuleSet& rules, const Criterion& criterion);
/// Appends those of one condition, in no order.
void add_facts_behind(const RuleSet& rules, const Expr& expr, std::vector<FactId>& out);

/// The decisions of a row. Units: as many steps as the logarithm of all.
std::span<const Decision> decisions_of(const Batch& batch, std::uint32_t row);

/// Data notices of the row that rules declare (inconsistent_values …), as read_record's are in
/// Batch::notices.
std::vector<DataNotice> plausibility(const Compiled& compiled, const Frame& frame,
                                     std::uint32_t row);

}  // namespace ipcheck

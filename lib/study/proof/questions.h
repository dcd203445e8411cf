#pragma once
// One or two schemes of a rule set with a solver, asked one thing after another. Private to prove.

#include <optional>

#include "study/proof/prove.h"
#include "study/proof/prover.h"

namespace ipcheck {

class Questions {
 public:
  Questions(const RuleSet& rules, const std::vector<std::string>& schemes, Date as_of,
            const ProofLimits& limits);

  /// Is there nobody of whom all `conditions` hold? `holds` confirms an example by the engine and
  /// goes on holding for the example shown, which is as plain as can be.
  Proof nobody(const std::vector<Smt>& conditions, const Shows& holds, World* example, Text& why);
  static Text unconfirmed();
  /// Whether there is an applicant at all as far as the solver can tell: without one every proof
  /// would be empty.
  bool is_sound() { return prover.find({}).answer != Answer::Unsat; }

  Term of(const Subject& subject);
  Truth truth(const Subject& subject, const World& world);
  Shown shown(const World& world, std::span<const Subject> subjects);
  /// Worlds that differ in `fact` alone, the second having more of it: whether the verdict can get
  /// worse (else better).
  Proof pair(std::size_t scheme, FactId fact, bool worse, std::vector<Shown>& out, Text& why);
  /// A criterion of the first scheme that decides: not met and the only thing in the way.
  Proof decides(std::uint32_t criterion, Text& why);
  IdleCriterion idle(std::uint32_t criterion);
  std::optional<OpenInVain> open_in_vain(FactId fact);

  const Compiled compiled;
  const Compiled* const programs[1];
  Prover prover;
  Encoder terms;
  Engine engine;

 private:
  Truth root_if(const CompiledScheme& scheme, const Frame& frame, GateId gate,
                std::uint32_t criterion, Truth instead) const;
  bool settles(FactId fact, Outcome to, OpenInVain& out);
  bool in_vain(FactId fact, Outcome to, std::span<const Value> values, const World& world);
  Term root_with(FactId fact, Term value);

  const RuleSet& rules_;
  Plainer plainer_;
};

Smt verdict_is(SmtText& smt, const Term& root, Outcome outcome);
bool is_met(Truth t);

}  // namespace ipcheck

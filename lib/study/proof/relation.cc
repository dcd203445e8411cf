// Tested by tests/study/relation_test.cc.
#include "study/proof/relation.h"

#include <algorithm>

#include "study/proof/prover.h"

namespace ipcheck {
namespace {

struct Side {
  Compiled compiled;
  Engine engine;
  Plainer plainer;

  Side(const RuleSet& rules, Date on, std::span<const std::string> schemes)
      : compiled(compile(rules, schemes, on, false)),
        engine(compiled),
        plainer(telling_ones(rules, *compiled.schemes[0].policy, on)) {}
  bool eligible(const World& world) { return engine.outcome(world) == Outcome::Eligible; }
};

enum class Found3 { None, Some, Unsure };

/// Somebody who is eligible by `winner` and not by `loser`.
Found3 look(Prover& prover, const Smt& winner, const Smt& loser, Side& by_winner, Side& by_loser,
            std::optional<World>& out, Text& why) {
  const auto plainer = [&](const std::string& fact) {
    std::vector<Value> out = by_winner.plainer(fact);
    for (Value& value : by_loser.plainer(fact)) out.push_back(std::move(value));
    std::sort(out.begin(), out.end(), comes_before);
    return out;
  };
  Found found = prover.find({winner, prover.smt.negated(loser)});
  if (found.answer == Answer::Unsat) return Found3::None;
  if (found.answer == Answer::Unknown) {
    why = std::move(found.why);
    return Found3::Unsure;
  }
  const auto holds = [&](const World& world) {
    return by_winner.eligible(world) && !by_loser.eligible(world);
  };
  if (!holds(found.world)) {
    why = say("引擎没有证实求解器给出的例子", "the engine does not confirm the solver's example");
    return Found3::Unsure;
  }
  out = plainest(std::move(found.world), holds, plainer);
  return Found3::Some;
}

}  // namespace

SchemeRelation relate(const RuleSet& before, Date before_on, const RuleSet& after, Date after_on,
                      std::string_view scheme, const ProofLimits& limits,
                      std::string_view after_scheme) {
  SchemeRelation out;
  const std::vector<std::string> old_schemes{std::string(scheme)};
  const std::vector<std::string> new_schemes{
      std::string(after_scheme.empty() ? scheme : after_scheme)};
  for (const auto& [rules, id] :
       {std::pair{&before, &old_schemes[0]}, std::pair{&after, &new_schemes[0]}}) {
    const Policy* policy = rules->policy_of_scheme(*id);
    if (policy != nullptr && policy->loaded) continue;
    out.why = say("只有一方有 `{}`", "only one side has `{}`", *id);
    return out;
  }
  Side old_side(before, before_on, old_schemes), new_side(after, after_on, new_schemes);
  const Compiled* programs[] = {&old_side.compiled, &new_side.compiled};
  Prover prover(programs, {.milliseconds = limits.milliseconds});
  Encoder old_terms(old_side.compiled, prover.applicant),
      new_terms(new_side.compiled, prover.applicant);
  const Smt was = eligible(prover.smt, old_terms.step(old_side.compiled.schemes[0].root));
  const Smt is = eligible(prover.smt, new_terms.step(new_side.compiled.schemes[0].root));
  const Found3 gained = look(prover, is, was, new_side, old_side, out.gained, out.why);
  const Found3 lost = look(prover, was, is, old_side, new_side, out.lost, out.why);
  out.outside = old_terms.outside(old_side.compiled.schemes[0]);
  for (Text& text : new_terms.outside(new_side.compiled.schemes[0]))
    if (std::find(out.outside.begin(), out.outside.end(), text) == out.outside.end())
      out.outside.push_back(std::move(text));
  if (gained == Found3::Some && lost == Found3::Some) {
    out.relation = Relation::Incomparable;
  } else if (gained != Found3::Unsure && lost != Found3::Unsure) {
    if (prover.find({}).answer == Answer::Unsat) {
      out.why = say("编码自相矛盾", "the encoding contradicts itself");
      return out;
    }
    const bool changes = gained == Found3::Some || lost == Found3::Some;
    out.relation = !changes                 ? Relation::Equivalent
                   : gained == Found3::Some ? Relation::Looser
                                            : Relation::Stricter;
  }
  return out;
}

}  // namespace ipcheck

// Tested by tests/study/prove_test.cc.
#include "study/proof/questions.h"

#include <algorithm>

#include "judge/judge.h"

namespace ipcheck {
namespace {

int goodness(Truth root) {
  const Outcome outcome = outcome_of(root);
  return outcome == Outcome::Eligible ? 2 : outcome == Outcome::Ineligible ? 0 : 1;
}

}  // namespace

bool is_met(Truth t) {
  return t == Truth::True || t == Truth::NotApplicable;
}

Smt verdict_is(SmtText& smt, const Term& root, Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return eligible(smt, root);
    case Outcome::Ineligible:
      return root.at(Truth::False);
    case Outcome::Incomplete:
      return root.at(Truth::Missing);
    case Outcome::NeedsReview:
      return smt.either(root.at(Truth::Pending), root.at(Truth::Fault));
  }
  return kNo;
}

Questions::Questions(const RuleSet& rules, const std::vector<std::string>& schemes, Date as_of,
                     const ProofLimits& limits)
    : compiled(compile(rules, schemes, as_of, false)),
      programs{&compiled},
      prover(programs, {.milliseconds = limits.milliseconds}),
      terms(compiled, prover.applicant),
      engine(compiled),
      rules_(rules),
      plainer_(telling_ones(rules, *compiled.schemes[0].policy, as_of)) {}

Proof Questions::nobody(const std::vector<Smt>& conditions, const Shows& holds, World* example,
                        Text& why) {
  Found found = prover.find(conditions);
  if (found.answer == Answer::Unsat) return Proof::Proved;
  if (found.answer == Answer::Sat && holds(found.world)) {
    if (example != nullptr) *example = plainest(std::move(found.world), holds, plainer_);
    return Proof::Refuted;
  }
  why = found.answer == Answer::Unknown ? std::move(found.why) : unconfirmed();
  return Proof::Unknown;
}

Text Questions::unconfirmed() {
  return say("引擎没有证实求解器给出的例子", "the engine does not confirm the solver's example");
}

Term Questions::of(const Subject& subject) {
  for (const CompiledScheme& scheme : compiled.schemes)
    if (scheme.scheme == subject.scheme) return terms.gate(scheme, subject.gate, {});
  return terms.gate(compiled.schemes[0], subject.gate, {});
}

Truth Questions::truth(const Subject& subject, const World& world) {
  const Frame& frame = engine.run(world);
  for (const CompiledPolicy& policy : compiled.policies)
    if (policy.policy == subject.policy) return frame.truth(policy.gates[subject.gate], 0);
  return Truth::Fault;
}

Shown Questions::shown(const World& world, std::span<const Subject> subjects) {
  Shown out{world, {}};
  for (const Subject& subject : subjects)
    out.states.emplace_back(subject.id, truth(subject, world));
  return out;
}

Proof Questions::pair(std::size_t scheme, FactId fact, bool worse, std::vector<Shown>& out,
                      Text& why) {
  SmtText& smt = prover.smt;
  const Schema& schema = rules_.schema;
  const FactVariable& first = prover.applicant.fact(schema, fact);
  const FactVariable& second = prover.applicant.another(schema, fact, "'");
  const Term& other = second.term;
  Encoder changed(compiled, prover.applicant, {{first.name, other}});
  const CompiledScheme& asked = compiled.schemes[scheme];
  const Term before = terms.step(asked.root), after = changed.step(asked.root);
  const Term &bad = worse ? after : before, &good = worse ? before : after;
  const Smt falls = smt.either(smt.both(eligible(smt, good), smt.negated(eligible(smt, bad))),
                               smt.both(smt.negated(good.at(Truth::False)), bad.at(Truth::False)));
  const Smt more = holds_truth(first.term.kind)
                       ? smt.both(first.term.at(Truth::False), other.at(Truth::True))
                       : smt.less(first.term.value, other.value);
  const std::vector<std::string> wanted = prover.applicant.wanted(second);
  std::vector<std::string> values;
  Found found = prover.find({first.given, more, falls}, wanted, &values);
  if (found.answer == Answer::Unsat) return Proof::Proved;
  why = found.why;
  if (found.answer == Answer::Unknown) return Proof::Unknown;
  why = unconfirmed();
  std::size_t at = 0;
  auto greater = prover.applicant.value(second, values, at);
  if (!greater || greater->is_null() || found.world.facts.count(first.name) == 0)
    return Proof::Unknown;
  const auto with_more = [&](World world) {
    world.facts[first.name] = *greater;
    return world;
  };
  const auto root = [&](const World& world) { return engine.run(world).truth(asked.root, 0); };
  const auto holds = [&](const World& world) {
    const auto own = world.facts.find(first.name);
    if (own == world.facts.end() || !comes_before(own->second, *greater)) return false;
    const int was = goodness(root(world)), is = goodness(root(with_more(world)));
    return worse ? is < was : was < is;
  };
  if (!holds(found.world)) return Proof::Unknown;
  // The compared values stay what they are where a condition compares with them.
  const std::vector<Value> telling = plainer_(first.name);
  const auto is_telling = [&](const Value& value) {
    return std::find(telling.begin(), telling.end(), value) != telling.end();
  };
  const bool kept = is_telling(found.world.facts.at(first.name));
  const World base = plainest(std::move(found.world), holds, [&](const std::string& name) {
    return kept && name == first.name ? std::vector<Value>{} : plainer_(name);
  });
  const Value solved = *greater;
  for (auto value = telling.begin(); value != telling.end() && !is_telling(solved); ++value) {
    greater = *value;
    if (!value->is_null() && holds(base)) break;
    greater = solved;
  }
  for (const World& world : {base, with_more(base)})
    out.push_back({world, {{asked.scheme->id, root(world)}}});
  return Proof::Refuted;
}

/// The root as it would be if a criterion were in another state.
Truth Questions::root_if(const CompiledScheme& scheme, const Frame& frame, GateId id,
                         std::uint32_t criterion, Truth instead) const {
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  const Gate& gate = policy.policy->gates[id];
  if (gate.kind == GateKind::Criterion)
    return gate.criterion == criterion ? instead
                                       : frame.truth(policy.criteria[gate.criterion].state, 0);
  if (gate.children.empty()) return Truth::True;
  std::vector<Truth> parts;
  for (const GateId child : gate.children)
    parts.push_back(root_if(scheme, frame, child, criterion, instead));
  if (gate.kind == GateKind::All) return *std::min_element(parts.begin(), parts.end());
  if (gate.kind == GateKind::Any) {
    Truth out = Truth::NotApplicable;
    for (const Truth part : parts) out = both(out, flip(part));
    return flip(out);
  }
  if (gate.kind == GateKind::AtLeast) {
    const auto applicable = static_cast<std::uint32_t>(std::count_if(
        parts.begin(), parts.end(), [](Truth t) { return t != Truth::NotApplicable; }));
    const auto met =
        static_cast<std::uint32_t>(std::count(parts.begin(), parts.end(), Truth::True));
    if (applicable == 0) return Truth::NotApplicable;
    return met >= std::min(gate.k, applicable) ? Truth::True : frame.truth(policy.gates[id], 0);
  }
  for (StepId step = 0; step < compiled.program.steps.size(); ++step) {
    const Step& at = compiled.program.steps[step];
    if (at.code != static_cast<std::uint16_t>(Code::Fact) || at.payload != gate.selector) continue;
    const Column& selector = frame.column(step);
    for (std::size_t i = 0; i < gate.branches.size(); ++i)
      if (state_at(selector, 0) == State::Known && selector.ints[0] == gate.branches[i])
        return parts[i];
  }
  return Truth::Missing;
}

Proof Questions::decides(std::uint32_t criterion, Text& why) {
  SmtText& smt = prover.smt;
  const CompiledScheme& scheme = compiled.schemes[0];
  const StepId state = compiled.policies[scheme.policy_index].criteria[criterion].state;
  const Term own = terms.step(state);
  const Term as_is = terms.step(scheme.root);
  const Term if_met =
      terms.scheme(scheme, {{criterion, prover.applicant.terms.constant(Truth::True)}});
  const auto holds = [&](const World& world) {
    const Frame& frame = engine.run(world);
    return !is_met(frame.truth(state, 0)) && !is_met(frame.truth(scheme.root, 0)) &&
           is_met(root_if(scheme, frame, scheme.scheme->root, criterion, Truth::True));
  };
  const Proof nobody_so = nobody(
      {smt.negated(eligible(smt, own)), smt.negated(eligible(smt, as_is)), eligible(smt, if_met)},
      holds, nullptr, why);
  if (nobody_so == Proof::Unknown) return Proof::Unknown;
  return nobody_so == Proof::Proved ? Proof::Refuted : Proof::Proved;
}

IdleCriterion Questions::idle(std::uint32_t criterion) {
  SmtText& smt = prover.smt;
  const CompiledScheme& scheme = compiled.schemes[0];
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  IdleCriterion out{.id = policy.policy->criteria[criterion].id, .idle = Idle::Covered, .by = {}};
  const Smt unmet = smt.negated(eligible(smt, terms.step(policy.criteria[criterion].state)));
  const auto never = [&](std::vector<Smt> conditions) {
    return prover.find(conditions).answer == Answer::Unsat;
  };
  if (never({unmet})) {
    out.idle = Idle::AlwaysMet;
    return out;
  }
  for (const std::uint32_t other : scheme.criteria) {
    if (other == criterion) continue;
    const Term& term = terms.step(policy.criteria[other].state);
    if (!never({unmet, eligible(smt, term)})) continue;
    out.by = policy.policy->criteria[other].id;
    const bool same = never({smt.negated(unmet), smt.negated(eligible(smt, term))});
    out.idle = same ? Idle::Duplicate : Idle::Implied;
    return out;
  }
  return out;
}

Term Questions::root_with(FactId fact, Term value) {
  Encoder changed(compiled, prover.applicant, {{rules_.schema.facts[fact].name, std::move(value)}});
  return changed.step(compiled.schemes[0].root);
}

/// By the engine: open without the fact, and `to` with each of `values`.
bool Questions::in_vain(FactId fact, Outcome to, std::span<const Value> values,
                        const World& world) {
  const Outcome is = engine.outcome(world);
  if (is == Outcome::Eligible || is == Outcome::Ineligible) return false;
  return std::all_of(values.begin(), values.end(), [&](const Value& value) {
    World settled = world;
    settled.facts[rules_.schema.facts[fact].name] = value;
    return value.is_null() || engine.outcome(settled) == to;
  });
}

/// Whether somebody's verdict stays open without `fact`, and is `to` whatever it is.
bool Questions::settles(FactId fact, Outcome to, OpenInVain& out) {
  constexpr int kMostRounds = 6;
  SmtText& smt = prover.smt;
  const Schema& schema = rules_.schema;
  const FactVariable own = prover.applicant.fact(schema, fact);
  const Term root = terms.step(compiled.schemes[0].root);
  std::vector<Smt> conditions{smt.negated(own.given), smt.negated(eligible(smt, root)),
                              smt.negated(root.at(Truth::False))};
  const auto add = [&](const Value& value) {
    Term constant = prover.applicant.constant(schema, schema.facts[fact].type, value);
    constant.kind = schema.type_of(fact).kind;
    conditions.push_back(verdict_is(smt, root_with(fact, std::move(constant)), to));
  };
  const std::vector<Value> telling =
      telling_values(rules_, *compiled.schemes[0].policy, fact, compiled.as_of);
  for (const Value& value : telling)
    if (!value.is_null()) add(value);
  for (int round = 0; round < kMostRounds; ++round) {
    Found found = prover.find(conditions);
    if (found.answer != Answer::Sat) return false;
    const auto fixed = prover.applicant.is(schema, found.world);
    if (!fixed) return false;
    const FactVariable& other = prover.applicant.another(schema, fact, "*" + std::to_string(round));
    std::vector<Smt> disagree = *fixed;
    disagree.push_back(smt.negated(verdict_is(smt, root_with(fact, other.term), to)));
    std::vector<std::string> values;
    const Found value = prover.find(disagree, prover.applicant.wanted(other), &values);
    if (value.answer == Answer::Unknown) return false;
    if (value.answer == Answer::Unsat) {
      // The fewest facts of whom that still holds, unless a value besides the telling ones differs.
      const auto holds = [&](const World& world) { return in_vain(fact, to, telling, world); };
      if (!holds(found.world)) return false;
      const World least = plainest(found.world, holds, plainer_);
      const auto only = prover.applicant.is(schema, least);
      std::vector<Smt> differs = only.value_or(std::vector<Smt>{});
      differs.push_back(disagree.back());
      const bool sure = only && prover.find(differs).answer == Answer::Unsat;
      const Subject root_of{compiled.schemes[0].scheme->id, compiled.schemes[0].policy,
                            compiled.schemes[0].scheme, kNoNode, compiled.schemes[0].scheme->root};
      out = {fact, to, shown(sure ? least : found.world, std::span(&root_of, 1))};
      return true;
    }
    std::size_t at = 0;
    const auto counter = prover.applicant.value(other, values, at);
    if (!counter || counter->is_null()) return false;
    add(*counter);
  }
  return false;
}

std::optional<OpenInVain> Questions::open_in_vain(FactId fact) {
  // "Whatever it is" cannot be said by the candidates that stand for all texts; of collections
  // there are too many, and a derived value is seldom lacking.
  const Kind kind = rules_.schema.type_of(fact).kind;
  const bool plain = has_order(rules_.schema, fact) || kind == Kind::Enum;
  if (!plain || rules_.derived.count(fact) != 0) return std::nullopt;
  OpenInVain out;
  for (const Outcome to : {Outcome::Eligible, Outcome::Ineligible})
    if (settles(fact, to, out)) return out;
  return std::nullopt;
}

}  // namespace ipcheck

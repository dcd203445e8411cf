// Tested by tests/study/prove_test.cc.
#include "study/proof/prove.h"

#include <algorithm>
#include <atomic>

#include "judge/judge.h"
#include "judge/pipeline.h"
#include "study/proof/questions.h"

namespace ipcheck {
namespace {

std::vector<std::string> schemes_of(const ReadClaim& claim) {
  std::vector<std::string> out;
  for (const Subject& subject : claim.of)
    if (std::find(out.begin(), out.end(), subject.scheme->id) == out.end())
      out.push_back(subject.scheme->id);
  return out;
}

class ClaimProof {
 public:
  ClaimProof(Questions& ask, ProvedClaim& out) : ask_(ask), out_(out), claim_(out.claim) {}

  void run() {
    switch (claim_.kind) {
      case ClaimKind::Monotone:
        out_.proof = ask_.pair(0, claim_.fact, claim_.up, out_.shown, out_.why);
        break;
      case ClaimKind::Implies:
        out_.proof = implies(0, 1);
        break;
      case ClaimKind::Equivalent:
        out_.proof = implies(0, 1);
        if (out_.proof == Proof::Proved) out_.proof = implies(1, 0);
        break;
      case ClaimKind::Unreachable:
        out_.proof = unreachable();
        break;
      case ClaimKind::Decisive: {
        out_.proof = ask_.decides(claim_.of[1].criterion, out_.why);
        break;
      }
    }
    if (out_.proof == Proof::Proved && !ask_.is_sound()) {
      out_.proof = Proof::Unknown;
      out_.why = say("编码自相矛盾", "the encoding contradicts itself");
    }
    for (const CompiledScheme& scheme : ask_.compiled.schemes)
      for (Text& text : ask_.terms.outside(scheme)) out_.outside.push_back(std::move(text));
  }

 private:
  Proof told(Proof proof, const World& example) {
    if (proof == Proof::Refuted) out_.shown.push_back(ask_.shown(example, claim_.of));
    return proof;
  }

  Proof implies(std::size_t a, std::size_t b) {
    const Subject &first = claim_.of[a], &second = claim_.of[b];
    SmtText& smt = ask_.prover.smt;
    const Smt has = eligible(smt, ask_.of(first)),
              lacks = smt.negated(eligible(smt, ask_.of(second)));
    World example;
    const Proof proof = ask_.nobody(
        {has, lacks},
        [&](const World& world) {
          return is_met(ask_.truth(first, world)) && !is_met(ask_.truth(second, world));
        },
        &example, out_.why);
    return told(proof, example);
  }

  Proof unreachable() {
    const Subject& subject = claim_.of[0];
    const Smt reached = verdict_is(ask_.prover.smt, ask_.of(subject), claim_.verdict);
    World example;
    const Proof proof = ask_.nobody(
        {reached},
        [&](const World& world) {
          return outcome_of(ask_.truth(subject, world)) == claim_.verdict;
        },
        &example, out_.why);
    return told(proof, example);
  }

  Questions& ask_;
  ProvedClaim& out_;
  const ReadClaim& claim_;
};

Proof reachable(Questions& ask, Outcome outcome) {
  const StepId root = ask.compiled.schemes[0].root;
  Text why;
  const Proof nobody = ask.nobody(
      {verdict_is(ask.prover.smt, ask.terms.step(root), outcome)},
      [&](const World& world) { return ask.engine.outcome(world) == outcome; }, nullptr, why);
  if (nobody == Proof::Unknown) return Proof::Unknown;
  return nobody == Proof::Proved ? Proof::Refuted : Proof::Proved;
}

FactTrend trend_of(Questions& ask, FactId fact) {
  FactTrend out{.fact = fact};
  Text why;
  const Proof up = ask.pair(0, fact, true, out.worse, why);
  const Proof down = ask.pair(0, fact, false, out.better, why);
  if (up == Proof::Unknown || down == Proof::Unknown) return out;
  const bool never_worse = up == Proof::Proved, never_better = down == Proof::Proved;
  out.trend = never_worse ? (never_better ? Trend::Flat : Trend::Up)
                          : (never_better ? Trend::Down : Trend::Mixed);
  return out;
}

void ask_scheme(Questions& ask, const RuleSet& rules, SchemeProofs& out) {
  out.eligible = reachable(ask, Outcome::Eligible);
  out.ineligible = reachable(ask, Outcome::Ineligible);
  const CompiledScheme& scheme = ask.compiled.schemes[0];
  for (const std::uint32_t criterion : scheme.criteria) {
    Text why;
    const Proof decides = ask.decides(criterion, why);
    if (decides == Proof::Proved) ++out.decisive;
    if (decides == Proof::Refuted) out.idle.push_back(ask.idle(criterion));
    if (decides == Proof::Unknown) out.unknown.push_back(out.policy->criteria[criterion].id);
  }
  for (const FactId fact : scheme.facts) {
    if (!rules.schema.facts[fact].input) continue;
    if (has_order(rules.schema, fact)) out.trends.push_back(trend_of(ask, fact));
    if (auto open = ask.open_in_vain(fact)) out.open.push_back(std::move(*open));
  }
  out.outside = ask.terms.outside(scheme);
  if (ask.is_sound()) return;
  SchemeProofs nothing{.policy = out.policy, .scheme = out.scheme};
  nothing.outside.push_back(say("编码自相矛盾", "the encoding contradicts itself"));
  out = std::move(nothing);
}

/// Every thread takes the next job until none is left; the results stand where they belong.
void run_all(unsigned threads, const std::vector<std::function<void()>>& jobs) {
  std::atomic<std::size_t> next{0};
  unsigned begun = 0;
  const auto work = [&](std::size_t) {
    for (std::size_t job = next++; job < jobs.size(); job = next++) jobs[job]();
  };
  run_ordered(threads, {.produce = [&](std::size_t) { return begun++ < threads; },
                        .work = work,
                        .commit = [](std::size_t) { return true; }});
}

}  // namespace

bool SchemeProofs::finding(std::span<const ProvedClaim> claims) const {
  const auto claimed = [&](Outcome verdict) {
    return std::any_of(claims.begin(), claims.end(), [&](const ProvedClaim& c) {
      return c.claim.kind == ClaimKind::Unreachable && c.claim.of[0].id == scheme->id &&
             c.claim.verdict == verdict && c.proof == Proof::Proved;
    });
  };
  if (eligible == Proof::Refuted && !claimed(Outcome::Eligible)) return true;
  if (ineligible == Proof::Refuted && !claimed(Outcome::Ineligible)) return true;
  return std::any_of(idle.begin(), idle.end(), [](const IdleCriterion& c) {
    return c.idle == Idle::AlwaysMet || c.idle == Idle::Duplicate;
  });
}

Proofs prove(const RuleSet& rules, const ProveRequest& request, Diagnostics& diags) {
  Proofs out;
  const auto asked = [&](const std::string& id) {
    return request.schemes.empty() ||
           std::find(request.schemes.begin(), request.schemes.end(), id) != request.schemes.end();
  };
  for (const Policy& policy : rules.policies) {
    if (!policy.loaded) continue;
    for (ReadClaim& claim : read_claims(rules, policy, diags)) {
      const auto schemes = schemes_of(claim);
      if (std::any_of(schemes.begin(), schemes.end(), asked))
        out.claims.push_back({.claim = std::move(claim)});
    }
    for (const Scheme& scheme : policy.schemes)
      if (!request.claims_only && asked(scheme.id))
        out.schemes.push_back({.policy = &policy, .scheme = &scheme});
  }
  std::atomic<std::size_t> questions{0};
  std::vector<std::function<void()>> jobs;
  for (SchemeProofs& scheme : out.schemes) {
    jobs.push_back([&rules, &request, &questions, &scheme] {
      Questions ask(rules, {scheme.scheme->id}, request.as_of, request.limits);
      ask_scheme(ask, rules, scheme);
      questions += ask.prover.questions();
    });
  }
  for (ProvedClaim& claim : out.claims) {
    jobs.push_back([&rules, &request, &questions, &claim] {
      Questions ask(rules, schemes_of(claim.claim), request.as_of, request.limits);
      ClaimProof(ask, claim).run();
      questions += ask.prover.questions();
    });
  }
  run_all(request.threads, jobs);
  out.questions = questions;
  return out;
}

}  // namespace ipcheck

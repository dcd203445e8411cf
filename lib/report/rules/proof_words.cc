// Tested by tests/cli/rules-prove.md.
#include "report/rules/proof_words.h"

#include "judge/judge.h"
#include "policy/words.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

std::string facts_of(const RuleSet& rules, const SchemeProofs& scheme, Trend trend) {
  std::vector<std::string> names;
  for (const FactTrend& t : scheme.trends)
    if (t.trend == trend) names.push_back(rules.schema.facts[t.fact].name);
  return joined(names, ", ");
}

}  // namespace

std::string_view word(Proof proof) {
  switch (proof) {
    case Proof::Proved:
      return "proved";
    case Proof::Refuted:
      return "refuted";
    case Proof::Unknown:
      return "unknown";
  }
  return {};
}

std::string_view word(Trend trend) {
  switch (trend) {
    case Trend::Up:
      return "up";
    case Trend::Down:
      return "down";
    case Trend::Flat:
      return "flat";
    case Trend::Mixed:
      return "mixed";
    case Trend::Unknown:
      return "unknown";
  }
  return {};
}

std::string_view word(Idle idle) {
  switch (idle) {
    case Idle::AlwaysMet:
      return "always_met";
    case Idle::Duplicate:
      return "duplicate";
    case Idle::Implied:
      return "implied";
    case Idle::Covered:
      return "covered";
  }
  return {};
}

std::string_view mark(Proof proof) {
  return proof == Proof::Proved ? "✓" : proof == Proof::Refuted ? "✗" : "?";
}

Text proof_words(Proof proof) {
  switch (proof) {
    case Proof::Proved:
      return say("成立", "proved");
    case Proof::Refuted:
      return say("不成立", "refuted");
    case Proof::Unknown:
      return say("未定", "unknown");
  }
  return {};
}

Text claim_words(const RuleSet& rules, const ReadClaim& claim) {
  const std::string& first = claim.of[0].id;
  const std::string second = claim.of.size() > 1 ? claim.of[1].id : "";
  switch (claim.kind) {
    case ClaimKind::Monotone: {
      const std::string& fact = rules.schema.facts[claim.fact].name;
      return claim.up ? say("{} 增大不会使 {} 变差", "more {} never makes {} worse", fact, first)
                      : say("{} 减小不会使 {} 变差", "less {} never makes {} worse", fact, first);
    }
    case ClaimKind::Implies:
      return say("符合 {} 的都符合 {}", "whoever meets {} meets {}", first, second);
    case ClaimKind::Decisive:
      return say("{} 能独自决定 {}", "{} can decide {} alone", second, first);
    case ClaimKind::Unreachable:
      if (claim.of[0].id != claim.of[0].scheme->id)
        return say("没有人符合 {}", "nobody meets {}", first);
      return say("在 {} 中没有人是 {}", "in {} nobody is {}", first, word(claim.verdict));
    case ClaimKind::Equivalent:
      return say("{} 与 {} 由同样的申请人符合", "{} and {} are met by the same applicants", first,
                 second);
  }
  return {};
}

Text state_words(const RuleSet& rules, const std::string& id, Truth state) {
  return rules.policy_of_scheme(id) != nullptr ? outcome_words(outcome_of(state))
                                               : state_words(state);
}

Text states_words(const RuleSet& rules, const Shown& shown) {
  std::vector<Text> parts;
  for (const auto& [id, state] : shown.states) {
    const Text words = state_words(rules, id, state);
    parts.push_back({id + " " + words.zh, id + " " + words.en});
  }
  return listed(parts);
}

Text idle_words(const IdleCriterion& idle) {
  switch (idle.idle) {
    case Idle::AlwaysMet:
      return say("{} 总是符合，不起作用", "{} is always met: it decides nothing", idle.id);
    case Idle::Duplicate:
      return say("{} 与 {} 重复", "{} is a duplicate of {}", idle.id, idle.by);
    case Idle::Implied:
      return say("{} 从不单独起作用：符合 {} 即符合它",
                 "{} never decides alone: whoever meets {} meets it", idle.id, idle.by);
    case Idle::Covered:
      return say("{} 从不单独起作用：其他条件已包括它",
                 "{} never decides alone: the other criteria cover it", idle.id);
  }
  return {};
}

Text pair_words(const RuleSet& rules, FactId fact, const std::vector<Shown>& pair) {
  if (pair.size() != 2) return {};
  const Fact& f = rules.schema.facts[fact];
  World rest = pair[0].world;
  rest.facts.erase(f.name);
  const auto value = [&](const Shown& shown) {
    const auto at = shown.world.facts.find(f.name);
    return at == shown.world.facts.end() ? std::string("—")
                                         : flow_text(rules.schema, f.type, at->second);
  };
  const Text was = state_words(rules, pair[0].states[0].first, pair[0].states[0].second);
  const Text is = state_words(rules, pair[1].states[0].first, pair[1].states[0].second);
  const std::string others = flow_text(rules.schema, rest);
  const std::string from = value(pair[0]), to = value(pair[1]);
  return {fmt::format("{} {} → {}：{} → {}；其余 {}", f.name, from, to, was.zh, is.zh, others),
          fmt::format("{} {} → {}: {} → {}; the rest {}", f.name, from, to, was.en, is.en, others)};
}

Text open_words(const RuleSet& rules, const OpenInVain& open) {
  const Text settled = outcome_words(open.settled);
  const std::string& fact = rules.schema.facts[open.fact].name;
  const std::string world = flow_text(rules.schema, open.shown.world);
  return {fmt::format("缺 {} 时未定，但不论它是什么都是“{}”：{}", fact, settled.zh, world),
          fmt::format("open for lack of {} though it is {} whatever that is: {}", fact, settled.en,
                      world)};
}

std::vector<Text> scheme_lines(const RuleSet& rules, const SchemeProofs& scheme) {
  std::vector<Text> out;
  if (scheme.eligible == Proof::Refuted)
    out.push_back(say("没有人能符合", "nobody can be eligible"));
  if (scheme.ineligible == Proof::Refuted)
    out.push_back(say("没有人会不符合", "nobody can be ineligible"));
  if (scheme.eligible == Proof::Unknown || scheme.ineligible == Proof::Unknown)
    out.push_back(say("是否人人符合或无人符合：未定", "whether all or none are eligible: unknown"));
  for (const IdleCriterion& idle : scheme.idle) out.push_back(idle_words(idle));
  if (!scheme.unknown.empty())
    out.push_back(say("能否单独起作用未定：{}", "whether it decides alone is unknown: {}",
                      joined(scheme.unknown, ", ")));
  for (const OpenInVain& open : scheme.open) out.push_back(open_words(rules, open));
  if (!scheme.outside.empty()) {
    const Text list = listed(scheme.outside);
    out.push_back({"证明未覆盖：" + list.zh, "outside the proof: " + list.en});
  }
  return out;
}

std::vector<Text> trend_lines(const RuleSet& rules, const SchemeProofs& scheme) {
  std::vector<Text> out;
  const auto add = [&](Trend trend, const char* zh, const char* en) {
    const std::string names = facts_of(rules, scheme, trend);
    if (!names.empty()) out.push_back({zh + names, en + names});
  };
  add(Trend::Up, "越大越好或无妨：", "more never hurts: ");
  add(Trend::Down, "越小越好或无妨：", "less never hurts: ");
  add(Trend::Flat, "大小无关：", "makes no difference: ");
  add(Trend::Unknown, "大小的影响未定：", "direction unknown: ");
  for (const FactTrend& trend : scheme.trends) {
    if (trend.trend != Trend::Mixed) continue;
    const Text worse = pair_words(rules, trend.fact, trend.worse);
    const Text better = pair_words(rules, trend.fact, trend.better);
    out.push_back({"有时更差：" + worse.zh, "more can hurt: " + worse.en});
    out.push_back({"有时更好：" + better.zh, "more can help: " + better.en});
  }
  return out;
}

Text totals(const Proofs& proofs) {
  std::size_t proved = 0, refuted = 0, unknown = 0, findings = 0;
  for (const ProvedClaim& claim : proofs.claims) {
    proved += claim.proof == Proof::Proved;
    refuted += claim.proof == Proof::Refuted;
    unknown += claim.proof == Proof::Unknown;
  }
  for (const SchemeProofs& scheme : proofs.schemes) findings += scheme.finding(proofs.claims);
  return say(
      "断言：{} 条成立，{} 条不成立，{} 条未定；方案：{} 个，其中 {} 个有问题；共问 {} 次",
      "claims: {} proved, {} refuted, {} unknown; schemes: {}, with findings {}; {} questions",
      proved, refuted, unknown, proofs.schemes.size(), findings, proofs.questions);
}

std::string place_of(const Sources& sources, Span span) {
  if (!span.known()) return {};
  return sources.name(span.source) + ":" + std::to_string(sources.position(span).line);
}

}  // namespace ipcheck

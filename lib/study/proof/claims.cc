// Tested by tests/study/prove_test.cc.
#include "study/proof/claims.h"

#include <algorithm>

#include "judge/explain.h"
#include "policy/reader.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

constexpr ClaimKind kKinds[] = {ClaimKind::Monotone, ClaimKind::Implies, ClaimKind::Decisive,
                                ClaimKind::Unreachable, ClaimKind::Equivalent};
constexpr Outcome kVerdicts[] = {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete,
                                 Outcome::NeedsReview};

bool tree_holds(const Policy& policy, GateId root, GateId gate) {
  if (root == gate) return true;
  const auto& children = policy.gates[root].children;
  return std::any_of(children.begin(), children.end(),
                     [&](GateId child) { return tree_holds(policy, child, gate); });
}

class Reader {
 public:
  Reader(const RuleSet& rules, const Policy& policy, Diagnostics& diags)
      : rules_(rules), policy_(policy), diags_(diags) {}

  void read(TreeRef node, std::vector<ReadClaim>& out) {
    const std::size_t errors = diags_.error_count();
    MapReader map(diags_, node, say("断言", "claim"));
    if (!map) return;
    ReadClaim claim{.policy = &policy_, .span = node.span()};
    const ClaimKind* kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](ClaimKind k) {
      return static_cast<bool>(node.find(word(k)));
    });
    if (kind == std::end(kKinds)) {
      diags_
          .error("unknown-claim", node.span(),
                 say("断言没有写明种类", "the claim does not say of what kind it is"))
          .help(say("可用：monotone、implies、decisive、unreachable、equivalent",
                    "one of monotone, implies, decisive, unreachable, equivalent"));
      return;
    }
    claim.kind = *kind;
    parts(map, map.take(word(*kind)), claim);
    map.finish();
    if (diags_.error_count() == errors) out.push_back(std::move(claim));
  }

 private:
  void parts(MapReader& map, TreeRef of, ReadClaim& claim) {
    switch (claim.kind) {
      case ClaimKind::Monotone:
        scheme(map, claim);
        direction(map, claim);
        fact(of, claim);
        return;
      case ClaimKind::Decisive:
        scheme(map, claim);
        subject(of, claim);
        if (claim.of.size() == 2 && claim.of[1].criterion == kNoNode)
          expected(diags_, of, say("条件编号", "the id of a criterion"));
        else if (claim.of.size() == 2)
          member(of, claim);
        return;
      case ClaimKind::Unreachable:
        unreachable(map, of, claim);
        return;
      case ClaimKind::Implies:
      case ClaimKind::Equivalent:
        if (!of.is_sequence() || of.size() != 2)
          return expected(diags_, of, say("两个编号的列表", "a list of two ids"));
        subject(of.item(0), claim);
        subject(of.item(1), claim);
        return;
    }
  }

  void unreachable(MapReader& map, TreeRef of, ReadClaim& claim) {
    const auto verdict = std::find_if(std::begin(kVerdicts), std::end(kVerdicts),
                                      [&](Outcome v) { return word(v) == of.text(); });
    if (verdict == std::end(kVerdicts)) return subject(of, claim);
    claim.verdict = *verdict;
    scheme(map, claim);
  }

  void scheme(MapReader& map, ReadClaim& claim) {
    if (const TreeRef node = map.need("scheme")) subject(node, claim);
    if (!claim.of.empty() && claim.of[0].id != claim.of[0].scheme->id)
      expected(diags_, map.node(), say("`scheme: 方案编号`", "`scheme: id of a scheme`"));
  }

  void direction(MapReader& map, ReadClaim& claim) {
    const TreeRef node = map.need("direction");
    if (!node) return;
    claim.up = node.text() == "up";
    if (node.text() != "up" && node.text() != "down")
      expected(diags_, node, say("`up` 或 `down`", "`up` or `down`"));
  }

  void fact(TreeRef node, ReadClaim& claim) {
    claim.fact = rules_.schema.find(node.text());
    if (claim.fact == kNoFact) {
      std::vector<std::string_view> known;
      for (const Fact& f : rules_.schema.facts) known.push_back(f.name);
      return unknown("unknown-fact", node, say("没有事实 `{}`", "unknown fact `{}`", node.text()),
                     known);
    }
    if (!has_order(rules_.schema, claim.fact)) {
      diags_.error("fact-without-order", node.span(),
                   say("`{}` 的值不分大小", "the values of `{}` have no order", node.text()));
      return;
    }
    if (claim.of.empty()) return;
    const auto facts = facts_of(rules_, *claim.of[0].policy, *claim.of[0].scheme);
    if (!std::binary_search(facts.begin(), facts.end(), claim.fact))
      diags_.error("fact-not-read", node.span(),
                   say("`{}` 不读取 `{}`", "`{}` does not read `{}`", claim.of[0].id, node.text()));
  }

  /// The criterion must stand in the tree of the scheme that the claim names.
  void member(TreeRef node, ReadClaim& claim) {
    const Policy& policy = *claim.of[0].policy;
    for (GateId g = 0; g < policy.gates.size(); ++g) {
      const bool same = claim.of[1].policy == &policy &&
                        policy.gates[g].kind == GateKind::Criterion &&
                        policy.gates[g].criterion == claim.of[1].criterion;
      if (same && tree_holds(policy, claim.of[0].scheme->root, g)) return;
    }
    diags_.error("criterion-not-in-scheme", node.span(),
                 say("`{}` 不在 `{}` 中", "`{}` is not part of `{}`", node.text(), claim.of[0].id));
  }

  void subject(TreeRef node, ReadClaim& claim) {
    if (!node.is_scalar()) return expected(diags_, node, say("编号", "an id"));
    const std::string id(node.text());
    if (const Policy* policy = rules_.policy_of_scheme(id)) {
      const Scheme* scheme = policy->scheme(id);
      claim.of.push_back({id, policy, scheme, kNoNode, scheme->root});
      return;
    }
    Subject found{.id = id};
    if (find_inside(policy_, found)) return claim.of.push_back(std::move(found));
    for (const Policy& policy : rules_.policies)
      if (find_inside(policy, found)) return claim.of.push_back(std::move(found));
    std::vector<std::string_view> known;
    for (const Policy& policy : rules_.policies)
      for (const Scheme& scheme : policy.schemes) known.push_back(scheme.id);
    for (const Criterion& criterion : policy_.criteria) known.push_back(criterion.id);
    unknown("unknown-id", node,
            say("没有方案、条件或组合 `{}`（或不属于任何方案）",
                "no scheme, criterion or group `{}` (or none that a scheme holds)", id),
            known);
  }

  static bool find_inside(const Policy& policy, Subject& out) {
    for (GateId g = 0; policy.loaded && g < policy.gates.size(); ++g) {
      if (policy.gates[g].id != out.id) continue;
      for (const Scheme& scheme : policy.schemes) {
        if (!tree_holds(policy, scheme.root, g)) continue;
        out.policy = &policy;
        out.scheme = &scheme;
        out.gate = g;
        if (policy.gates[g].kind == GateKind::Criterion) out.criterion = policy.gates[g].criterion;
        return true;
      }
    }
    return false;
  }

  void unknown(const char* id, TreeRef node, Text message,
               const std::vector<std::string_view>& known) {
    Diagnostic& diagnostic = diags_.error(id, node.span(), std::move(message));
    if (const auto near = nearest(node.text(), known))
      diagnostic.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }

  const RuleSet& rules_;
  const Policy& policy_;
  Diagnostics& diags_;
};

}  // namespace

std::string_view word(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::Monotone:
      return "monotone";
    case ClaimKind::Implies:
      return "implies";
    case ClaimKind::Decisive:
      return "decisive";
    case ClaimKind::Unreachable:
      return "unreachable";
    case ClaimKind::Equivalent:
      return "equivalent";
  }
  return {};
}

bool has_order(const Schema& schema, FactId fact) {
  switch (schema.type_of(fact).kind) {
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Date:
      return schema.facts[fact].input;
    case Kind::String:
    case Kind::Enum:
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      return false;
  }
  return false;
}

std::vector<FactId> facts_of(const RuleSet& rules, const Policy& policy, const Scheme& scheme) {
  std::vector<FactId> out;
  std::vector<GateId> open{scheme.root};
  while (!open.empty()) {
    const Gate& gate = policy.gates[open.back()];
    open.pop_back();
    open.insert(open.end(), gate.children.begin(), gate.children.end());
    if (gate.selector != kNoFact) out.push_back(gate.selector);
    if (gate.kind != GateKind::Criterion) continue;
    const Criterion& criterion = policy.criteria[gate.criterion];
    for (const Condition* part : {&criterion.applies, &criterion.check, &criterion.should})
      if (*part) add_facts_behind(rules, part->expr, out);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<ReadClaim> read_claims(const RuleSet& rules, const Policy& policy, Diagnostics& diags) {
  std::vector<ReadClaim> out;
  Reader reader(rules, policy, diags);
  for (const Claim& claim : policy.claims) reader.read(claim.tree, out);
  return out;
}

}  // namespace ipcheck

// What the verdicts of a scheme can hang on. Tested by tests/study/diff_test.cc.
#include "expr/functions.h"
#include "policy/derivation.h"
#include "study/diff/parts.h"

namespace ipcheck {
namespace {

struct Collector {
  const RulesDiff& diff;
  const DiffSide& side;
  const Policy& reader;  // an overlay derives inherited facts by its own parameters
  ReadMarks& out;

  const Policy* owner_of(const Fact& fact) const {
    for (const Policy& policy : side.rules->policies)
      if (policy.id == fact.declared_in) return &policy;
    return nullptr;
  }

  void fact(FactId id) const {
    const Fact& fact = side.rules->schema.facts[id];
    if (!out.insert("fact:" + fact.name).second) return;
    if (const CodeList* codes = side.rules->schema.codes_of(fact))
      out.insert("codes:" + codes->name);
    const Derivation derived = derivation_of(*side.rules, reader, id);
    const bool own = derived.params.data() == reader.params.data();
    if (derived.expr != nullptr) expr(*derived.expr, own ? &reader : owner_of(fact));
  }

  void expr(const Expr& e, const Policy* owner) const {
    for (const Node& node : e.nodes) {
      if (node.op == Op::Fact) fact(node.payload);
      if (node.op == Op::AsOf) out.insert("as_of");
      if (node.op == Op::Param && owner != nullptr && node.payload < owner->params.size())
        out.insert("param:" + diff.newer_name(owner->id) + "/" + owner->params[node.payload].name);
      if (node.op == Op::Call &&
          functions()[node.payload].name.find("workdays") != std::string_view::npos)
        out.insert("calendar");
    }
  }

  void condition(const Condition& c, const Policy& owner) const {
    if (c) expr(c.expr, &owner);
  }

  void criterion(const Policy& policy, const Criterion& c) const {
    out.insert("criterion:" + diff.newer_name(policy.id) + "/" + c.id);
    condition(c.applies, policy), condition(c.check, policy), condition(c.should, policy);
  }

  void gate(const Policy& policy, GateId id) const {
    const Gate& g = policy.gates[id];
    for (const Scheme& scheme : policy.schemes)
      if (scheme.root == id) out.insert("scheme:" + diff.newer_name(scheme.id));
    if (g.selector != kNoFact) fact(g.selector);
    if (g.kind == GateKind::Criterion) criterion(policy, policy.criteria[g.criterion]);
    for (GateId child : g.children) gate(policy, child);
  }
};

}  // namespace

ReadMarks reads_of(const RulesDiff& diff, const DiffSide& side, const Policy& policy,
                   const Scheme& scheme) {
  ReadMarks out;
  Collector{diff, side, policy, out}.gate(policy, scheme.root);
  return out;
}

ReadMarks reads_of(const RulesDiff& diff, const DiffSide& side, const Policy& policy,
                   const Criterion& criterion) {
  ReadMarks out;
  Collector{diff, side, policy, out}.criterion(policy, criterion);
  return out;
}

}  // namespace ipcheck

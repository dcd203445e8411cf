// Tested by tests/study/mutate_test.cc.
#include "study/mutants/list.h"

#include <algorithm>

#include "judge/explain.h"

namespace ipcheck {
namespace {

template <class Set, class Id>
std::vector<std::uint32_t> holding(const std::vector<SchemeReads>& reads, Set SchemeReads::*set,
                                   Id id) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < reads.size(); ++i)
    if ((reads[i].*set).contains(id)) out.push_back(i);
  return out;
}

}  // namespace

MutantList::MutantList(const RuleSet& rules, const Sources& sources, const Policy& policy)
    : rules(rules), sources(sources), policy(policy) {
  for (const Scheme& scheme : policy.schemes) add_reads(scheme, reads.emplace_back());
}

Mutant& MutantList::add(const std::string& id, Text what, Span span) {
  const int taken = ++ids_[id];
  out_.emplace_back();
  out_.back().id = taken == 1 ? id : id + "#" + std::to_string(taken);
  out_.back().policy = &policy;
  out_.back().what = std::move(what);
  out_.back().span = span;
  return out_.back();
}

void MutantList::add_reads(const Scheme& scheme, SchemeReads& out) {
  add_gate(scheme.root, out);
  for (const NoticeRule& notice : scheme.notices) add_condition(notice.when, out);
  for (const Output& output : scheme.outputs) {
    add_condition(output.when, out);
    add_condition(output.value, out);
  }
  if (!scheme.scorecard) return;
  for (const Characteristic& item : scheme.scorecard->characteristics) {
    add_condition(item.points, out);
    if (item.of != kNoFact) out.facts.insert(item.of);
  }
  for (const auto& [index, title] : scheme.scorecard->veto) add_criterion(index, out);
}

void MutantList::add_gate(GateId id, SchemeReads& out) {
  const Gate& gate = policy.gates[id];
  if (!out.gates.insert(id).second) return;
  if (gate.kind == GateKind::Criterion) add_criterion(gate.criterion, out);
  if (gate.selector != kNoFact) out.facts.insert(gate.selector);
  for (const GateId child : gate.children) add_gate(child, out);
}

void MutantList::add_criterion(std::uint32_t index, SchemeReads& out) {
  if (!out.criteria.insert(index).second) return;
  const Criterion& c = policy.criteria[index];
  for (const Condition* part : {&c.applies, &c.check, &c.should}) add_condition(*part, out);
}

void MutantList::add_condition(const Condition& condition, SchemeReads& out) {
  if (!condition) return;
  const Expr& expr = condition.expr;
  std::vector<FactId> facts;
  add_facts_behind(rules, expr, facts);
  out.facts.insert(facts.begin(), facts.end());
  for (const Node& node : expr.nodes) {
    if (node.op == Op::Param) out.params.insert(node.payload);
    if (node.op != Op::StateOf) continue;
    const std::string& id = expr.names[node.payload];
    if (const Criterion* c = policy.criterion(id))
      add_criterion(static_cast<std::uint32_t>(c - policy.criteria.data()), out);
    for (GateId g = 0; g < policy.gates.size(); ++g)
      if (policy.gates[g].id == id) add_gate(g, out);
  }
}

std::vector<std::uint32_t> MutantList::schemes_of_criterion(std::uint32_t criterion) const {
  return holding(reads, &SchemeReads::criteria, criterion);
}
std::vector<std::uint32_t> MutantList::schemes_of_gate(GateId gate) const {
  return holding(reads, &SchemeReads::gates, gate);
}
std::vector<std::uint32_t> MutantList::schemes_of_param(std::uint32_t param) const {
  return holding(reads, &SchemeReads::params, param);
}
std::vector<std::uint32_t> MutantList::schemes_of_fact(FactId fact) const {
  return holding(reads, &SchemeReads::facts, fact);
}

Span key_before(const Sources& sources, Span value, std::string_view key) {
  if (!value.known()) return {};
  const std::string_view text = sources.text(value.source).substr(0, value.begin);
  const std::size_t at = text.rfind(key);
  if (at == std::string_view::npos || value.begin - at > key.size() + 8) return {};
  return {value.source, static_cast<std::uint32_t>(at),
          static_cast<std::uint32_t>(at + key.size())};
}

std::string brief_text(const Expr& expr, NodeId node) {
  std::string out;
  constexpr std::size_t kMost = 40;
  for (const char c : expr.text_of(node))
    if (static_cast<unsigned char>(c) > 0x20) out += c;
  if (out.size() <= kMost) return out;
  std::size_t cut = kMost;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  return out.substr(0, cut) + "…";
}

std::vector<Mutant> mutants_of(const RuleSet& rules, const Sources& sources, const Policy& policy) {
  MutantList list(rules, sources, policy);
  add_param_mutants(list);
  add_fact_mutants(list);
  add_criterion_mutants(list);
  add_gate_mutants(list);
  add_notice_mutants(list);
  add_score_mutants(list);
  std::vector<Mutant> out = list.take();
  std::erase_if(out, [](const Mutant& mutant) { return mutant.schemes.empty(); });
  return out;
}

}  // namespace ipcheck

// Tested by tests/judge/explain_test.cc.
#include "judge/explain.h"

#include <algorithm>

#include "expr/check.h"
#include "expr/parse.h"
#include "judge/notices.h"
#include "judge/walk.h"

namespace ipcheck {
namespace {

class Explainer {
 public:
  Explainer(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
            const Frame& frame, std::uint32_t row, const Brief& lists)
      : compiled_(compiled),
        scheme_(scheme),
        policy_(compiled.policies[scheme.policy_index]),
        batch_(batch),
        frame_(frame),
        row_(row),
        lists_(lists),
        decisions_(decisions_of(batch, row)) {}

  Finding finding(GateId id) const {
    const Gate& gate = policy_.policy->gates[id];
    Finding f{.id = gate.id, .kind = gate.kind, .state = frame_.truth(policy_.gates[id], row_)};
    f.k = gate.k;
    f.decides = stands_in(lists_.failing, gate.id) || stands_in(lists_.pending, gate.id);
    if (gate.kind == GateKind::Criterion) {
      fill_criterion(gate.criterion, f);
      return f;
    }
    f.title = filled(gate.title);
    for (std::size_t i = 0; i < gate.children.size(); ++i) {
      if (gate.kind != GateKind::Choose || is_taken(gate, i))
        f.children.push_back(finding(gate.children[i]));
    }
    return f;
  }

 private:
  template <class List>
  static bool stands_in(const List& list, const std::string& id) {
    return !id.empty() && std::find(list.begin(), list.end(), id) != list.end();
  }

  Text filled(const Text& text) const {
    return ipcheck::filled(text, *scheme_.policy, compiled_.rules->schema, compiled_.as_of);
  }

  bool is_taken(const Gate& gate, std::size_t branch) const {
    return chosen_member(policy_, batch_, frame_, gate.selector, row_) ==
           static_cast<std::int64_t>(gate.branches[branch]);
  }

  void fill_criterion(std::uint32_t index, Finding& f) const {
    const Criterion& source = scheme_.policy->criteria[index];
    const CompiledCriterion& c = policy_.criteria[index];
    f.title = filled(source.title);
    f.reading = filled(source.reading);
    f.failed = filled(source.failed);
    f.cite = source.cite;
    add_part(source.applies, c.applies, false, f);
    add_part(source.check, c.check, true, f);
    add_part(source.should, c.should, true, f);
    f.soft = f.state == Truth::Pending && source.should && shortfall(source, c);
    for (FactId fact : source.evidence) add_seen(fact, f);
    if (f.state == Truth::Missing) {
      missing_of_criterion(compiled_, source, c, batch_, frame_, row_, f.missing);
      f.decides = std::any_of(f.missing.begin(), f.missing.end(),
                              [&](const std::string& m) { return stands_in(lists_.missing, m); });
    }
  }

  bool shortfall(const Criterion& source, const CompiledCriterion& c) const {
    return Walk(compiled_, batch_, frame_, row_, source.should.expr, c.should).root_state() ==
           Truth::False;
  }

  void add_part(const Condition& part, const NodeSteps& steps, bool compared, Finding& f) const {
    if (!part) return;
    for (FactId fact : facts_in_order(part.expr)) add_seen(fact, f);
    if (!compared) return;
    Walk walk(compiled_, batch_, frame_, row_, part.expr, steps);
    f.condition += (f.condition.empty() ? "" : " && ") +
                   print(part.expr, compiled_.rules->schema, scheme_.policy->params);
    Truth state = walk.root_state();
    bool other_part_decided = f.state == Truth::False && state != Truth::False;
    if (!other_part_decided) walk.requirements(*scheme_.policy, f.requirements);
    if (f.state == Truth::Pending) walk.undecided(f.undecided);
  }

  static std::vector<FactId> facts_in_order(const Expr& expr) {
    std::vector<FactId> out;
    for (const Node& node : expr.nodes) {
      bool is_new =
          node.op == Op::Fact && std::find(out.begin(), out.end(), node.payload) == out.end();
      if (is_new) out.push_back(node.payload);
    }
    return out;
  }

  void add_seen(FactId fact, Finding& f) const {
    auto same = [&](const Seen& s) { return s.fact == fact; };
    if (std::any_of(f.seen.begin(), f.seen.end(), same)) return;
    const Fact& source = compiled_.rules->schema.facts[fact];
    Seen seen{.fact = fact, .name = source.name};
    Cell cell = cell_of(fact);
    seen.known = cell.state == Truth::True;
    if (seen.known) seen.value = std::move(cell.value);
    for (const Decision& d : decisions_) {
      if (d.fact != fact) continue;
      seen.decided_by_person = true;
      seen.by = d.by, seen.on = d.on, seen.ground = d.ground;
    }
    f.seen.push_back(std::move(seen));
  }

  /// The fact's value as the record gives it, or as its derivation does.
  Cell cell_of(FactId fact) const {
    TypeId type = compiled_.rules->schema.facts[fact].type;
    auto derived = policy_.derived.find(fact);
    if (derived != policy_.derived.end() && !batch_.given(fact, row_)) {
      const NodeSteps& steps = compiled_.derived.at(derived->second);
      return cell_at(batch_, frame_.column(steps.back()), type, row_);
    }
    const Column& column = batch_.facts[fact];
    if (column.kind != Kind::Invalid) return cell_at(batch_, column, type, row_);
    const auto& absent = compiled_.rules->schema.facts[fact].absent;
    return absent ? Cell{Truth::True, *absent} : Cell{};
  }

  const Compiled& compiled_;
  const CompiledScheme& scheme_;
  const CompiledPolicy& policy_;
  const Batch& batch_;
  const Frame& frame_;
  std::uint32_t row_;
  const Brief& lists_;
  std::span<const Decision> decisions_;
};

void add_with_sources(const RuleSet& rules, FactId fact, std::vector<FactId>& out) {
  out.push_back(fact);
  if (auto it = rules.derived.find(fact); it != rules.derived.end())
    add_facts_behind(rules, *it->second.expr, out);
}

std::vector<OutputValue> outputs_of(const CompiledScheme& scheme, const Compiled& compiled,
                                    const Batch& batch, const Frame& frame, std::uint32_t row) {
  std::vector<OutputValue> out;
  for (std::size_t i = 0; i < scheme.scheme->outputs.size(); ++i) {
    StepId when = scheme.output_when[i];
    if (when != kNoStep && frame.truth(when, row) != Truth::True) continue;
    StepId step = scheme.output_value[i];
    Cell cell = cell_at(batch, frame.column(step), compiled.program.steps[step].type, row);
    OutputValue value{.output = &scheme.scheme->outputs[i],
                      .unknown = cell.state == Truth::Pending};
    if (cell.state == Truth::True) value.value = std::move(cell.value);
    if (value.unknown || cell.state == Truth::True) out.push_back(std::move(value));
  }
  return out;
}

}  // namespace

Verdict explain(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                const Frame& frame, std::uint32_t row, bool with_tree) {
  Verdict verdict{.policy = scheme.policy, .scheme = scheme.scheme};
  verdict.outcome = outcome(compiled, scheme, frame, row);
  Brief lists;
  brief(compiled, scheme, batch, frame, row, lists);
  verdict.failing.assign(lists.failing.begin(), lists.failing.end());
  verdict.pending.assign(lists.pending.begin(), lists.pending.end());
  verdict.missing = lists.missing;
  verdict.notices = notices_of(compiled, scheme, batch, frame, row);
  verdict.outputs = outputs_of(scheme, compiled, batch, frame, row);
  verdict.score = score(compiled, scheme, batch, frame, row);
  verdict.any_fact_given = std::any_of(scheme.facts.begin(), scheme.facts.end(),
                                       [&](FactId fact) { return batch.given(fact, row); });
  if (with_tree) {
    verdict.root = explain_gate(compiled, scheme, batch, frame, row, scheme.scheme->root, lists);
  }
  return verdict;
}

Finding explain_gate(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                     const Frame& frame, std::uint32_t row, GateId gate, const Brief& lists) {
  return Explainer(compiled, scheme, batch, frame, row, lists).finding(gate);
}

void add_facts_behind(const RuleSet& rules, const Expr& expr, std::vector<FactId>& out) {
  for (FactId fact : facts_read(expr)) add_with_sources(rules, fact, out);
}

std::vector<FactId> facts_behind(const RuleSet& rules, const Criterion& criterion) {
  std::vector<FactId> out;
  for (const Condition* part : {&criterion.applies, &criterion.check, &criterion.should}) {
    if (*part) add_facts_behind(rules, part->expr, out);
  }
  for (FactId fact : criterion.evidence) add_with_sources(rules, fact, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::span<const Decision> decisions_of(const Batch& batch, std::uint32_t row) {
  auto [first, last] =
      std::equal_range(batch.decisions.begin(), batch.decisions.end(), Decision{.row = row},
                       [](const Decision& a, const Decision& b) { return a.row < b.row; });
  return {first, last};
}

std::vector<DataNotice> plausibility(const Compiled& compiled, const Frame& frame,
                                     std::uint32_t row) {
  std::vector<DataNotice> out;
  for (std::size_t i = 0; i < compiled.data_notice_when.size(); ++i) {
    if (frame.truth(compiled.data_notice_when[i], row) != Truth::True) continue;
    const NoticeRule& rule = compiled.rules->data_notices[i];
    DataNotice notice{.row = row, .id = rule.id, .fact = rule.fact, .message = rule.text};
    if (rule.fact != kNoFact) notice.name = compiled.rules->schema.facts[rule.fact].name;
    out.push_back(std::move(notice));
  }
  return out;
}

}  // namespace ipcheck

#include "agree/oracle_scheme.h"

#include <algorithm>

namespace ipcheck::naive {

Judge::Judge(const RuleSet& rules, const Policy& policy, Date as_of, bool wrong)
    : rules_(rules),
      policy_(policy),
      setting_{rules.schema, rules.calendar, as_of, policy.params},
      criteria_(policy.criteria.size()) {
  setting_.wrong = wrong;
  for (const auto& [fact, derivation] : rules.derived)
    setting_.derived[fact] = {derivation.expr, policy.params};
  setting_.state_of = [this](const std::string& id) { return named(id); };
}

void Judge::take(const Facts& facts) {
  facts_ = &facts;
  for (Known& known : criteria_) known.known = false;
}

Answer Judge::walk(const Condition& condition) const {
  return Oracle(setting_, *facts_).walk(condition.expr);
}

const Judge::Known& Judge::known(std::uint32_t index) {
  Known& out = criteria_[index];
  if (out.known) return out;
  out = {.known = true};
  const Criterion& criterion = policy_.criteria[index];
  const auto ask = [this](const Condition& part) { return part ? walk(part) : of(Truth::True); };
  const auto settle = [](Truth t) { return t == Truth::Fault ? Truth::Pending : t; };
  const Answer applies = ask(criterion.applies);
  if (as_truth(applies) == Truth::False) {
    out.state = Truth::NotApplicable;
    return out;
  }
  const Answer check = ask(criterion.check), should = ask(criterion.should);
  const Truth soft = as_truth(should) == Truth::False ? Truth::Pending : as_truth(should);
  const Truth rest = both(as_truth(check), soft);
  if (applies.state != Truth::True && rest != Truth::True) {
    out.state = settle(applies.state);
    out.lacks = applies.lacks;
    return out;
  }
  out.state = settle(rest);
  add_new(out.lacks, check.lacks);
  add_new(out.lacks, should.lacks);
  return out;
}

Truth Judge::criterion(std::uint32_t index) {
  return known(index).state;
}

/// What the selector of a choice is.
Answer Judge::selected(const Gate& gate) const {
  Expr fact;
  fact.nodes.push_back(
      {.op = Op::Fact, .type = rules_.schema.facts[gate.selector].type, .payload = gate.selector});
  return Oracle(setting_, *facts_).walk(fact);
}

/// The branch of the selector's value; nullptr: unknown, or there is none.
const GateId* Judge::taken(const Gate& gate) const {
  const Answer member = selected(gate);
  if (member.state != Truth::True) return nullptr;
  const auto& members = rules_.schema.domain_of(rules_.schema.facts[gate.selector].type)->members;
  for (std::size_t i = 0; i < gate.children.size(); ++i)
    if (Value{members[gate.branches[i]].id} == member.value) return &gate.children[i];
  return nullptr;
}

Truth Judge::group(const Gate& group) {
  std::vector<Truth> states;
  for (const GateId child : group.children) states.push_back(gate(child));
  const auto count = [&states](Truth t) {
    return static_cast<std::size_t>(std::count(states.begin(), states.end(), t));
  };
  const std::size_t met = count(Truth::True), missing = count(Truth::Missing),
                    pending = count(Truth::Pending);
  const std::size_t asked = states.size() - count(Truth::NotApplicable);
  if (states.empty()) return Truth::True;
  if (asked == 0) return Truth::NotApplicable;
  std::size_t needed = asked;
  if (group.kind == GateKind::Any) needed = 1;
  if (group.kind == GateKind::AtLeast) needed = std::min<std::size_t>(group.k, asked);
  if (met >= needed) return Truth::True;
  if (met + missing + pending < needed) return Truth::False;
  return missing > 0 ? Truth::Missing : Truth::Pending;
}

Truth Judge::gate(GateId id) {
  const Gate& at = policy_.gates[id];
  if (at.kind == GateKind::Criterion) return criterion(at.criterion);
  if (at.kind != GateKind::Choose) return group(at);
  const GateId* branch = taken(at);
  return branch == nullptr ? Truth::Missing : gate(*branch);
}

Truth Judge::named(const std::string& id) {
  for (std::uint32_t i = 0; i < policy_.criteria.size(); ++i)
    if (policy_.criteria[i].id == id) return criterion(i);
  for (GateId i = 0; i < policy_.gates.size(); ++i)
    if (policy_.gates[i].kind != GateKind::Criterion && policy_.gates[i].id == id) return gate(i);
  return Truth::Fault;
}

void Judge::list(GateId id, Opinion& out) {
  const Gate& at = policy_.gates[id];
  const Truth state = gate(id);
  if (state == Truth::True || state == Truth::NotApplicable) return;
  const bool either = at.kind == GateKind::Any || at.kind == GateKind::AtLeast;
  if (state == Truth::False && (either || at.kind == GateKind::Criterion))
    return add_new(out.failing, {at.id});
  if (at.kind == GateKind::Criterion) {
    if (state == Truth::Missing) return add_new(out.missing, known(at.criterion).lacks);
    return add_new(out.pending, {at.id});
  }
  if (at.kind == GateKind::Choose) {
    if (const GateId* branch = taken(at)) return list(*branch, out);
    const Answer member = selected(at);
    if (!member.lacks.empty()) return add_new(out.missing, member.lacks);
    return add_new(out.missing, {rules_.schema.facts[at.selector].name});
  }
  for (const GateId child : at.children)
    if (!either || is_unknown(gate(child))) list(child, out);
}

Opinion Judge::opinion(const Scheme& scheme) {
  Opinion out{.root = gate(scheme.root)};
  setting_.root = [root = out.root] { return root; };
  list(scheme.root, out);
  for (const NoticeRule& notice : scheme.notices)
    out.notices.push_back(notice.when ? as_truth(walk(notice.when)) : Truth::True);
  for (const Output& output : scheme.outputs) {
    const TypeId type = output.value.expr.nodes.back().type;
    out.outputs.emplace_back(output.when ? as_truth(walk(output.when)) : Truth::True,
                             show(rules_.schema, walk(output.value), type));
  }
  if (scheme.scorecard) out.points = points(*scheme.scorecard);
  return out;
}

Truth Judge::data_notice(std::size_t index) {
  return as_truth(walk(rules_.data_notices[index].when));
}

namespace {

bool takes(const Band& band, const Decimal& x) {
  const bool above = !band.low || x > *band.low || (band.low_inclusive && x == *band.low);
  const bool below = !band.high || x < *band.high || (band.high_inclusive && x == *band.high);
  return above && below;
}

std::string grade(const Scorecard& card, const Decimal& points) {
  for (const Grade& grade : card.grades)
    if (takes(grade.band, points)) return grade.id;
  return "";
}

/// Everything that a characteristic may give.
PointRange whole_range(const Characteristic& c) {
  if (c.missing) return *c.missing;
  std::vector<Decimal> all;
  for (const Band& band : c.bands) all.push_back(band.points);
  for (const auto& [word, points] : c.values) all.push_back(points);
  if (all.empty()) return {};
  return {*std::min_element(all.begin(), all.end()), *std::max_element(all.begin(), all.end())};
}

}  // namespace

PointRange Judge::earned(const Characteristic& c) const {
  Expr fact;
  fact.nodes.push_back({.op = Op::Fact, .payload = c.of});
  if (!c.points) fact.nodes[0].type = rules_.schema.facts[c.of].type;
  const Answer answer = Oracle(setting_, *facts_).walk(c.points ? c.points.expr : fact);
  if (answer.state != Truth::True) return whole_range(c);
  const Value& value = answer.value;
  std::string word = value.is<std::string>() ? value.as<std::string>() : "";
  if (value.is<bool>() && fact.nodes[0].type == kJudgementType)
    word = value.as<bool>() ? "met" : "not_met";
  else if (value.is<bool>())
    word = value.as<bool>() ? "true" : "false";
  for (const auto& [name, points] : c.values)
    if (name == word) return {points, points};
  if (!value.is<std::int64_t>() && !value.is<Decimal>()) return whole_range(c);
  const Decimal x =
      value.is<Decimal>() ? value.as<Decimal>() : Decimal::of(value.as<std::int64_t>());
  if (c.points) return {x, x};
  for (const Band& band : c.bands)
    if (takes(band, x)) return {band.points, band.points};
  return whole_range(c);
}

Points Judge::points(const Scorecard& card) {
  Points out{card.initial, card.initial, {}, {}, {}};
  std::vector<PointRange> groups(card.groups.size());
  const auto grow = [](Decimal& sum, const Decimal& by) { sum = add(sum, by).value_or(sum); };
  for (const Characteristic& c : card.characteristics) {
    const PointRange range = earned(c);
    Decimal *min = &out.min, *max = &out.max;
    for (std::size_t i = 0; i < groups.size(); ++i)
      if (card.groups[i].id == c.group) min = &groups[i].min, max = &groups[i].max;
    grow(*min, range.min);
    grow(*max, range.max);
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const ScoreGroup& group = card.groups[i];
    const auto capped = [&](const Decimal& x) { return group.cap ? std::min(x, *group.cap) : x; };
    grow(out.min, capped(groups[i].min));
    grow(out.max, capped(groups[i].max));
    if (group.floor && capped(groups[i].max) < *group.floor) out.below_floor.push_back(group.id);
  }
  for (const auto& [index, title] : card.veto)
    if (criterion(index) == Truth::False) out.veto.push_back(policy_.criteria[index].id);
  const std::string low = grade(card, out.min), high = grade(card, out.max);
  out.grade = low == high ? low : "";
  if (!out.veto.empty() || !out.below_floor.empty()) out.grade = grade(card, card.initial);
  return out;
}

}  // namespace ipcheck::naive

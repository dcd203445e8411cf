// Tested by tests/study/coverage_test.cc.
#include "study/coverage/neighbours.h"

#include <algorithm>

#include "expr/operators.h"
#include "io/record.h"
#include "study/cite/figure.h"
#include "study/coverage/reach.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostValues = 200;  // of a fact
constexpr std::size_t kMostDays = 24;

void add_once(std::vector<const Value*>& out, const Value* value) {
  const bool known =
      std::any_of(out.begin(), out.end(), [&](const Value* one) { return *one == *value; });
  if (!known && out.size() < kMostValues) out.push_back(value);
}

std::optional<Decimal> number_of(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  if (value.is<Date>()) return Decimal::of(value.as<Date>().days);
  return std::nullopt;
}

/// A number as a value of the fact's type; Null: out of its range.
Value as_value(const Schema& schema, const Fact& fact, const Decimal& number) {
  const Kind kind = schema.types[fact.type].kind;
  if ((fact.min && number < *fact.min) || (fact.max && *fact.max < number)) return {};
  if (kind == Kind::Decimal) return {number};
  const auto whole = number.to_int64();
  if (!whole) return {};
  if (kind == Kind::Int) return {*whole};
  const bool day = kind == Kind::Date && *whole > -25567 && *whole < 47846;  // 1900 to 2100
  return day ? Value{Date{static_cast<std::int32_t>(*whole)}} : Value{};
}

}  // namespace

std::vector<Value> given_values(const Batch& batch, std::uint32_t row) {
  std::vector<Value> out(batch.facts.size());
  for (FactId id = 0; id < batch.facts.size(); ++id) {
    const Fact& fact = batch.schema->facts[id];
    if (!fact.input || !batch.given(id, row)) continue;
    Value value = cell_at(batch, batch.facts[id], fact.type, row).value;
    if (!fact.absent || value != *fact.absent) out[id] = std::move(value);
  }
  return out;
}

std::set<Date> telling_days(const Policy& policy) {
  std::set<Date> out;
  auto add = [&](Date day) {
    for (const int by : {-1, 0, 1}) out.insert(Date{day.days + by});
  };
  for (const Param& param : policy.params) {
    for (const Param::Dated& dated : param.values) {
      if (dated.from) add(*dated.from);
      if (dated.value.is<Date>()) add(dated.value.as<Date>());
      if (dated.value.is<std::int64_t>() && dated.value.as<std::int64_t>() > 1900 &&
          dated.value.as<std::int64_t>() < 2100)
        for (const int month : {1, 12})
          add(*Date::of(static_cast<int>(dated.value.as<std::int64_t>()), month,
                        month == 1 ? 1 : 31));
    }
  }
  while (out.size() > kMostDays) out.erase(std::prev(out.end()));
  return out;
}

Neighbourhood::Neighbourhood(const RuleSet& rules, const CaseGroup& group, std::uint32_t scheme,
                             const std::deque<CaseGroup>& groups)
    : rules_(rules), group_(group), groups_(groups) {
  add_seeds(scheme);
  add_facts(group.compiled.schemes[scheme].facts);
  add_relative(scheme);
}

/// Those who are eligible first: most cases are one change away from them.
void Neighbourhood::add_seeds(std::uint32_t scheme) {
  const StepId root = group_.compiled.schemes[scheme].root;
  for (const bool eligible : {true, false}) {
    for (std::uint32_t row = 0; row < group_.cases.size(); ++row) {
      const bool met = group_.frame.truth(root, row) == Truth::True;
      if (group_.scheme[row] != scheme || !group_.readable[row] || met != eligible) continue;
      Seed seed{group_.files[row], group_.cases[row], row, group_.batch.records[row].applicant,
                given_values(group_.batch, row)};
      const bool known = std::any_of(seeds_.begin(), seeds_.end(),
                                     [&](const Seed& one) { return one.values == seed.values; });
      if (!known) seeds_.push_back(std::move(seed));
    }
  }
}

void Neighbourhood::add_facts(const std::vector<FactId>& facts) {
  for (const FactId fact : facts) {
    const bool known = std::find(facts_.begin(), facts_.end(), fact) != facts_.end();
    if (known || !rules_.schema.facts[fact].input) continue;
    facts_.push_back(fact);
    add_values(fact, groups_);
  }
}

const Value* Neighbourhood::keep(Value value) {
  return &kept_.emplace_back(std::move(value));
}

void Neighbourhood::add_values(FactId fact, const std::deque<CaseGroup>& groups) {
  std::vector<const Value*>& out = values_[fact];
  std::vector<Value> telling = telling_values(rules_, *group_.policy, fact, group_.as_of);
  auto size = [](const Value& v) { return v.is<ValueList>() ? v.as<ValueList>().size() : 0; };
  std::stable_sort(telling.begin(), telling.end(),
                   [&](const Value& a, const Value& b) { return size(a) < size(b); });
  for (Value& value : telling) add_once(out, keep(std::move(value)));
  for (const CaseGroup& group : groups) {
    if (group.policy != group_.policy) continue;
    for (std::uint32_t row = 0; row < group.cases.size(); ++row)
      if (group.batch.given(fact, row))
        add_once(out, keep(cell_at(group.batch, group.batch.facts[fact],
                                   rules_.schema.facts[fact].type, row)
                               .value));
  }
}

/// Where two numbers of a seed are compared, the values that would make them equal, or differ by
/// one step.
void Neighbourhood::add_relative(std::uint32_t scheme) {
  const CompiledScheme& compiled = group_.compiled.schemes[scheme];
  const CompiledPolicy& policy = group_.compiled.policies[compiled.policy_index];
  for (std::uint32_t seed = 0; seed < seeds_.size(); ++seed) {
    for (const std::uint32_t c : compiled.criteria) {
      const Criterion& source = group_.policy->criteria[c];
      const CompiledCriterion& steps = policy.criteria[c];
      if (source.applies) relate(seed, source.applies.expr, steps.applies);
      if (source.check) relate(seed, source.check.expr, steps.check);
      if (source.should) relate(seed, source.should.expr, steps.should);
    }
  }
}

void Neighbourhood::relate(std::uint32_t seed, const Expr& expr, const NodeSteps& steps) {
  const auto& program = group_.compiled.program;
  auto number = [&](NodeId node) -> std::optional<Decimal> {
    const StepId step = steps[node];
    if (step == kNoStep || program.steps[step].space != 0) return std::nullopt;
    const Cell cell = cell_at(group_.batch, group_.frame.column(step), program.steps[step].type,
                              seeds_[seed].row);
    return cell.state == Truth::True ? number_of(cell.value) : std::nullopt;
  };
  for (NodeId node = 0; node < expr.nodes.size(); ++node) {
    if (!is_comparison(expr[node].op)) continue;
    const NodeId left = expr.args_of(node)[0], right = expr.args_of(node)[1];
    const auto a = number(left), b = number(right);
    const Decimal step = step_between(rules_.schema, expr, node, b.value_or(Decimal{}));
    if (b && expr[left].op == Op::Fact) try_around(seed, expr[left].payload, *b, step);
    if (a && expr[right].op == Op::Fact) try_around(seed, expr[right].payload, *a, step);
    const auto gap = a && b ? subtract(*b, *a) : std::nullopt;
    for (NodeId below = 0; gap && below < node; ++below) {
      if (expr[below].op != Op::Fact) continue;
      const auto now = number_of(seeds_[seed].values[expr[below].payload]);
      if (!now) continue;
      for (const auto& goal : {add(*now, *gap), subtract(*now, *gap)})
        if (goal) try_around(seed, expr[below].payload, *goal, step);
    }
  }
}

void Neighbourhood::try_around(std::uint32_t seed, FactId fact, const Decimal& goal,
                               const Decimal& step) {
  for (const auto& wish : {subtract(goal, step), std::optional(goal), add(goal, step)}) {
    Value fits = wish ? as_value(rules_.schema, rules_.schema.facts[fact], *wish) : Value{};
    if (!fits.is_null()) relative_[{seed, fact}].push_back(std::move(fits));
  }
}

/// A list or map of the seed less each of its items, and with each item worth trying.
void Neighbourhood::add_collections(const Seed& seed, FactId fact, std::vector<const Value*>& out) {
  const Value& now = seed.values[fact];
  if (now.is<ValueList>()) {
    const ValueList& list = now.as<ValueList>();
    for (std::size_t left = 0; left < list.size(); ++left) {
      ValueList rest = list;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left));
      add_once(out, keep({std::move(rest)}));
    }
    for (const Value* one : values_[fact]) {
      if (!one->is<ValueList>() || one->as<ValueList>().size() != 1) continue;
      const Value& item = one->as<ValueList>().front();
      if (std::find(list.begin(), list.end(), item) != list.end()) continue;
      ValueList more = list;
      more.push_back(item);
      add_once(out, keep({std::move(more)}));
    }
  }
  if (!now.is<ValueMap>()) return;
  const ValueMap& map = now.as<ValueMap>();
  for (std::size_t at = 0; at < map.size(); ++at) {
    ValueMap rest = map;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
    add_once(out, keep({std::move(rest)}));
    for (const Value* one : values_[fact]) {
      if (!one->is<ValueMap>() || one->as<ValueMap>().empty()) continue;
      ValueMap changed = map;
      changed[at].second = one->as<ValueMap>().front().second;
      add_once(out, keep({std::move(changed)}));
    }
  }
}

const std::vector<const Value*>& Neighbourhood::values_for(const Seed& seed, FactId fact) {
  const auto [it, fresh] = of_seed_.try_emplace({&seed, fact});
  if (!fresh) return it->second;
  std::vector<const Value*> all;
  const auto relative = relative_.find({static_cast<std::uint32_t>(&seed - seeds_.data()), fact});
  if (relative != relative_.end())
    for (const Value& value : relative->second) add_once(all, &value);
  add_collections(seed, fact, all);
  for (const Value* value : values_[fact]) add_once(all, value);
  for (const Value* value : all)
    if (*value != seed.values[fact]) it->second.push_back(value);
  return it->second;
}

std::vector<Neighbour> Neighbourhood::one_change(std::size_t seeds, std::size_t most) {
  std::vector<Neighbour> out;
  for (std::uint32_t s = 0; s < std::min(seeds, seeds_.size()); ++s) {
    out.push_back({.seed = s});
    for (const FactId fact : facts_)
      for (const Value* value : values_for(seeds_[s], fact))
        if (out.size() < most) out.push_back({s, 1, {Change{fact, value}, Change{}}});
  }
  return out;
}

std::vector<Neighbour> Neighbourhood::two_changes(const std::vector<FactId>& first,
                                                  std::size_t seeds, std::size_t most) {
  std::vector<Neighbour> out;
  for (std::uint32_t s = 0; s < std::min(seeds, seeds_.size()); ++s) {
    for (const FactId one : first) {
      if (!rules_.schema.facts[one].input) continue;
      add_facts({one});
      for (const FactId other : facts_) {
        const bool twice =
            std::find(first.begin(), first.end(), other) != first.end() && other <= one;
        if (twice) continue;
        for (const Value* a : values_for(seeds_[s], one))
          for (const Value* b : values_for(seeds_[s], other))
            if (out.size() < most) out.push_back({s, 2, {Change{one, a}, Change{other, b}}});
      }
    }
  }
  return out;
}

void Neighbourhood::read(std::span<const Neighbour> neighbours, const Schema& schema,
                         Batch& batch) const {
  batch.schema = &schema;
  batch.facts.resize(schema.facts.size());
  batch.rows = static_cast<std::uint32_t>(neighbours.size());
  batch.records.resize(neighbours.size());
  for (std::size_t i = 0; i < neighbours.size(); ++i)
    batch.records[i].applicant = seeds_[neighbours[i].seed].applicant;
  std::vector<bool> touched(schema.facts.size(), false);
  for (const Seed& seed : seeds_)
    for (FactId id = 0; id < seed.values.size(); ++id)
      touched[id] = touched[id] || !seed.values[id].is_null();
  for (const Neighbour& one : neighbours)
    for (std::size_t i = 0; i < one.count; ++i) touched[one.changes[i].fact] = true;
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    if (!touched[id]) continue;
    const Fact& fact = schema.facts[id];
    const bool judged = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
    for (const Neighbour& one : neighbours) {
      const Value* value = &seeds_[one.seed].values[id];
      for (std::size_t i = 0; i < one.count; ++i)
        if (one.changes[i].fact == id) value = one.changes[i].value;
      if (value->is_null() && fact.absent) value = &*fact.absent;
      append(batch, batch.facts[id], fact.type, *value, judged ? State::Pending : State::Missing);
    }
  }
}

std::string Neighbourhood::record_lines(const Neighbour& neighbour, Date as_of) const {
  const Seed& seed = seeds_[neighbour.seed];
  std::vector<Value> values = seed.values, base(values.size());
  for (std::size_t i = 0; i < neighbour.count; ++i)
    values[neighbour.changes[i].fact] = *neighbour.changes[i].value;
  std::string out, set, of_base;
  for (const auto& [name, record] : seed.file->bases) {
    if (name != seed.test->base) continue;
    Batch batch;
    Diagnostics odd;
    read_records(rules_.schema, std::span(&record, 1), "", batch, odd);
    base = given_values(batch, 0);
    of_base = batch.records.front().applicant;
    out += "    base: " + yaml_text(name) + "\n";
  }
  if (seed.applicant != of_base) set = "applicant: " + seed.applicant;
  for (FactId id = 0; id < values.size(); ++id) {
    if (values[id] == base[id]) continue;
    const Fact& fact = rules_.schema.facts[id];
    set += (set.empty() ? "" : ", ") + fact.name + ": " +
           flow_text(rules_.schema, fact.type, values[id]);
  }
  if (seed.file->as_of != std::optional(as_of)) out += "    as_of: " + as_of.str() + "\n";
  if (!set.empty()) out += "    set: {" + set + "}\n";
  return out;
}

}  // namespace ipcheck

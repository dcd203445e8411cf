#include <algorithm>

#include "agree/soak_compare.h"
#include "expr/check.h"
#include "expr/parse.h"
#include "io/record.h"

namespace ipcheck::soak {
namespace {

/// Prints every condition of a rule set and reads it again.
struct Reprinter {
  test::Loaded& loaded;
  std::vector<std::string> ids;
  std::string refused;

  explicit Reprinter(test::Loaded& rules) : loaded(rules) {
    const Policy& policy = rules.rules.policies.front();
    for (const Criterion& c : policy.criteria) ids.push_back(c.id);
    for (const Gate& gate : policy.gates)
      if (!gate.id.empty()) ids.push_back(gate.id);
  }

  void reprint(Expr& expr, TypeId expected) {
    if (expr.nodes.empty()) return;
    const Policy& policy = loaded.rules.policies.front();
    const std::string text = print(expr, loaded.rules.schema, policy.params);
    Diagnostics diags;
    auto again = parse(loaded.sources, loaded.sources.add("printed", text), diags);
    const CheckScope scope{.schema = &loaded.rules.schema,
                           .params = policy.params,
                           .known_allowed = true,
                           .state_allowed = true,
                           .criteria = ids,
                           .expected = expected,
                           .where = ""};
    if (!again || !check(*again, scope, loaded.sources, diags))
      refused = "printed condition is refused: " + text;
    else if (print(*again, loaded.rules.schema, policy.params) != text)
      refused = "printed twice it differs: " + text;
    else
      expr = std::move(*again);
  }

  void all() {
    RuleSet& rules = loaded.rules;
    Policy& policy = rules.policies.front();
    for (FactId fact = 0; fact < rules.schema.facts.size(); ++fact)
      if (const auto at = rules.derived.find(fact); at != rules.derived.end())
        reprint(const_cast<Expr&>(*at->second.expr), rules.schema.facts[fact].type);
    for (Criterion& c : policy.criteria)
      for (Condition* part : {&c.applies, &c.check, &c.should}) reprint(part->expr, kBoolType);
    for (NoticeRule& notice : rules.data_notices) reprint(notice.when.expr, kBoolType);
    for (Scheme& scheme : policy.schemes) {
      for (NoticeRule& notice : scheme.notices) reprint(notice.when.expr, kBoolType);
      for (Output& output : scheme.outputs) {
        const Kind kind = rules.schema.types[output.type].kind;
        const bool number = kind == Kind::Int || kind == Kind::Decimal;
        reprint(output.when.expr, kBoolType);
        reprint(output.value.expr, number ? kInvalidType : output.type);
      }
      if (!scheme.scorecard) continue;
      for (Characteristic& c : scheme.scorecard->characteristics)
        reprint(c.points.expr, kInvalidType);
    }
  }
};

std::unique_ptr<test::Loaded> load(const std::string& rules, std::string& refused) {
  auto out = test::rules_from({{"soak.yaml", rules}, {"calendar.yaml", kCalendar}});
  for (const Diagnostic* d : out->diags.sorted())
    if (d->severity == Severity::Error && refused.empty())
      refused = d->id + ": " + d->message.en +
                (d->span.known() ? ": " + std::string(out->sources.text(d->span)) : "");
  if (out->rules.policies.size() != 1 || !out->rules.policies[0].loaded)
    refused = refused.empty() ? "the policy is not loaded" : refused;
  return out;
}

}  // namespace

Pair::Pair(const std::string& rules) {
  written = load(rules, refused);
  if (!refused.empty()) return;
  if (policy().schemes.empty()) refused = "there is no scheme";
  if (!refused.empty()) return;
  printed = load(rules, refused);
  Reprinter reprinter(*printed);
  reprinter.all();
  refused = reprinter.refused;
  for (const Scheme& scheme : policy().schemes) schemes.push_back(scheme.id);
}

void fill(const Schema& schema, std::span<const Given> records, Batch& batch) {
  batch.schema = &schema;
  batch.rows = static_cast<std::uint32_t>(records.size());
  batch.facts.resize(schema.facts.size());
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    const Fact& fact = schema.facts[id];
    std::vector<Value> values(records.size());
    std::vector<char> bad(records.size());
    bool said = false;
    for (std::size_t row = 0; row < records.size(); ++row) {
      const auto at = records[row].facts.find(fact.name);
      bad[row] = records[row].unreadable.count(fact.name) != 0;
      if (at != records[row].facts.end() && !bad[row]) values[row] = at->second;
      said = said || bad[row] || !values[row].is_null();
    }
    if (!said) continue;
    if (std::count(bad.begin(), bad.end(), 1) > 0)
      batch.unreadable.resize(schema.facts.size() * records.size());
    const bool person = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
    for (std::size_t row = 0; row < records.size(); ++row) {
      if (bad[row]) batch.unreadable[id * records.size() + row] = 1;
      Value& value = values[row];
      if (value.is_null() && !bad[row]) value = fact.absent.value_or(Value{});
      append(batch, batch.facts[id], fact.type, value,
             person && !bad[row] ? State::Pending : State::Missing);
    }
  }
}

std::vector<Given> given_of(const Batch& batch) {
  std::vector<Given> out(batch.rows);
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    for (FactId id = 0; id < batch.facts.size(); ++id) {
      const Fact& fact = batch.schema->facts[id];
      if (!batch.unreadable.empty() && batch.unreadable[std::size_t{id} * batch.rows + row] != 0)
        out[row].unreadable.insert(fact.name);
      else if (batch.given(id, row))
        out[row].facts[fact.name] = cell_at(batch, batch.facts[id], fact.type, row).value;
    }
  }
  return out;
}

std::optional<Mismatch> compare_reading(const Pair& rules, const std::vector<Given>& records,
                                        Date as_of, Counts& counts) {
  const Schema& schema = rules.written->rules.schema;
  Batch direct, read;
  fill(schema, records, direct);
  Sources sources;
  Diagnostics diags;
  std::deque<ipcheck::Tree> trees;
  read_record_source(schema, sources, sources.add("record.yaml", yaml(schema, records, as_of)),
                     trees, read, diags);
  if (read.rows != direct.rows) return Mismatch{0, "", "the reader gives other rows"};
  const std::vector<Given> a = given_of(direct), b = given_of(read);
  for (std::uint32_t row = 0; row < direct.rows; ++row, ++counts.readings) {
    if (a[row].unreadable != b[row].unreadable)
      return Mismatch{row, "", "the reader differs in what is unreadable"};
    for (const auto& [name, value] : a[row].facts) {
      const auto at = b[row].facts.find(name);
      if (at == b[row].facts.end() || at->second != value)
        return Mismatch{row, "",
                        "the reader gives another `" + name + "`: " + to_source(value) + ", read " +
                            (at == b[row].facts.end() ? "nothing" : to_source(at->second))};
    }
    if (a[row].facts.size() != b[row].facts.size())
      return Mismatch{row, "", "the reader gives more facts"};
  }
  return std::nullopt;
}

}  // namespace ipcheck::soak

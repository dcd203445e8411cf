#include "expr/world.h"

#include <algorithm>
#include <stdexcept>

namespace ipcheck {
namespace {

Date day(const char* iso) {
  return *Date::parse_iso(iso);
}

DomainId add_domain(Schema& schema, const std::string& name, bool open,
                    const std::vector<std::string>& ids) {
  Domain domain{.name = name, .open = open};
  for (const std::string& id : ids) domain.members.push_back({.id = id});
  domain.index();
  schema.domains.push_back(std::move(domain));
  return static_cast<DomainId>(schema.domains.size() - 1);
}

State absent_state(const Schema& schema, const Fact& fact) {
  const bool person = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
  return person ? State::Pending : State::Missing;
}

}  // namespace

World::World() : as_of(day("2026-06-01")) {
  calendar = {.valid_from = day("2026-01-01"),
              .valid_through = day("2026-12-31"),
              .off = {day("2026-06-19"), day("2026-10-01")},
              .worked = {day("2026-06-21")}};
  Types& types = schema.types;
  const UnitId person = schema.unit_id("人"), yuan = schema.unit_id("元");
  const TypeId staff = types.number(Kind::Int, person), money = types.number(Kind::Decimal, yuan);
  const TypeId body =
      types.enumeration(add_domain(schema, "body", true, {"park", "leader", "sme"}));
  const TypeId field =
      types.enumeration(add_domain(schema, "field", false, {"ai", "chips", "medicine", "energy"}));
  for (const char* name : {"flag", "other"}) add_fact(name, kBoolType);
  for (const char* name : {"vote", "panel"}) add_fact(name, kJudgementType);
  for (const char* name : {"n", "m"}) add_fact(name, kIntType);
  for (const char* name : {"staff", "experts"}) schema.facts[add_fact(name, staff)].unit = person;
  for (const char* name : {"amount", "budget"}) schema.facts[add_fact(name, money)].unit = yuan;
  add_fact("rate", kDecimalType);
  for (const char* name : {"start", "finish"}) add_fact(name, kDateType);
  for (const char* name : {"title", "code"}) add_fact(name, kStringType);
  for (const char* name : {"body", "second_body"}) add_fact(name, body);
  for (const char* name : {"field", "level"}) add_fact(name, field);
  schema.facts[schema.find("level")].judged = true;
  for (const char* name : {"fields", "more_fields"}) add_fact(name, types.set(field));
  add_fact("years", types.set(kIntType));
  for (const char* name : {"names", "targets"}) add_fact(name, types.list(kStringType));
  for (const char* name : {"counts", "visits"}) add_fact(name, types.map(kStringType, kIntType));
  const TypeId transfer = types.intern({.kind = Kind::Record,
                                        .fields = {{"price", kDecimalType, {}},
                                                   {"done", kBoolType, {}},
                                                   {"tags", types.set(kStringType), {}}}});
  add_fact("transfers", types.list(transfer));
  schema.facts[add_fact("closed", kBoolType)].absent = Value{true};
  add_fact("derived", kIntType);
  add_param("least", kIntType, {std::int64_t{3}});
  add_param("floor", kDecimalType, {Decimal::of(2'000'000)});
  add_param("bodies", types.list(kStringType), {ValueList{{"park"}, {"leader"}}});
  add_param("numbers", types.list(kIntType),
            {ValueList{{std::int64_t{1}}, {std::int64_t{2}}, {std::int64_t{4}}}});
  add_param("words", types.list(kStringType), {ValueList{{"a"}, {"b"}}});
  add_param("table", types.map(kStringType, kIntType),
            {ValueMap{{{"a"}, {std::int64_t{1}}}, {{"b"}, {std::int64_t{2}}}}});
  add_param("later", kIntType, {std::int64_t{5}});
  params.back().values[0].from = day("2027-01-01");
}

FactId World::add_fact(const std::string& name, TypeId type) {
  return schema.add({.name = name, .type = type});
}

void World::add_param(const std::string& name, TypeId type, Value value, UnitId unit) {
  params.push_back({.name = name, .type = type, .unit = unit, .values = {{.value = value}}});
}

Expr World::expr(const std::string& text) {
  Diagnostics diags;
  const SourceId source = sources.add("condition", text);
  std::optional<Expr> parsed = parse(sources, source, diags);
  const CheckScope scope{.schema = &schema, .params = params, .known_allowed = true};
  if (parsed && check(*parsed, scope, sources, diags)) return std::move(*parsed);
  std::string why = text;
  for (const Diagnostic& diagnostic : diags.all())
    why += "\n  " + diagnostic.id + ": " + diagnostic.message.en;
  throw std::runtime_error(why);
}

void World::set_derive(const std::string& fact, const std::string& text) {
  const Expr& kept = derive[fact] = expr(text);
  derivations[schema.find(fact)] = {&kept, params};
}

Batch World::batch(const std::vector<Record>& records,
                   const std::vector<std::vector<std::string>>& unreadable) const {
  Batch batch;
  batch.schema = &schema;
  batch.rows = static_cast<std::uint32_t>(records.size());
  batch.facts.resize(schema.facts.size());
  if (!unreadable.empty()) batch.unreadable.assign(schema.facts.size() * records.size(), 0);
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    const Fact& fact = schema.facts[id];
    bool given = false;
    for (const Record& record : records) given = given || record.count(fact.name) != 0;
    for (const auto& names : unreadable)
      given = given || std::count(names.begin(), names.end(), fact.name) != 0;
    for (std::uint32_t row = 0; row < records.size() && given; ++row) {
      const auto at = records[row].find(fact.name);
      Value value = at == records[row].end() ? Value{} : at->second;
      bool bad = false;
      if (row < unreadable.size())
        bad = std::count(unreadable[row].begin(), unreadable[row].end(), fact.name) != 0;
      if (bad) batch.unreadable[id * records.size() + row] = 1;
      if (value.is_null() && fact.absent && !bad) value = *fact.absent;
      append(batch, batch.facts[id], fact.type, value,
             bad ? State::Missing : absent_state(schema, fact));
    }
  }
  return batch;
}

std::string show(const Batch& batch, const Column& column, TypeId type, std::uint32_t row) {
  Cell cell = cell_at(batch, column, type, row);
  switch (cell.state) {
    case Truth::Missing:
      return "missing";
    case Truth::Pending:
      return "pending";
    case Truth::Fault:
      return "fault";
    case Truth::NotApplicable:
      return "not_applicable";
    case Truth::False:
    case Truth::True:
      break;
  }
  if (column.kind != Kind::Set) return to_source(cell.value);
  std::vector<std::string> items;
  for (const Value& item : cell.value.as<ValueList>()) items.push_back(to_source(item));
  std::sort(items.begin(), items.end());
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return "[" + text + "]";
}

std::vector<std::string> answers(World& world, const std::string& text, const Batch& batch) {
  const Expr expr = world.expr(text);
  ProgramBuilder builder = world.builder();
  const StepId root = builder.add(expr, world.params).back();
  const Program program = builder.build();
  Frame frame;
  run(program, batch, frame);
  std::vector<std::string> out;
  for (std::uint32_t row = 0; row < batch.rows; ++row)
    out.push_back(show(batch, frame.column(root), program.steps[root].type, row));
  return out;
}

std::string answer(World& world, const std::string& text, const Record& record) {
  return answers(world, text, world.batch({record})).at(0);
}

}  // namespace ipcheck

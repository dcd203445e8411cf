#include "study/world.h"

#include <algorithm>

#include "io/record.h"
#include "study/cases/cases.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kPolicy = R"yaml(policy: desk
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  staff: {type: integer, unit: 人, range: [0, 4], label: {zh: 人数, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 收入, en: Income}}
  years: {type: decimal, unit: 年, label: {zh: 年限, en: Years}}
  trust: {type: judgement, label: {zh: 信誉, en: Trust}}
  shop: {type: boolean, absent: false, label: {zh: 门店, en: Shop}}
  since: {type: date, label: {zh: 成立, en: Founded}}
  home: {type: string, label: {zh: 所在地, en: Home}}
  kind: {type: enum, open: true, values: {firm: {zh: 企业, en: Firm}, school: {zh: 学校, en: School}}, label: {zh: 类型, en: Kind}}
  fields: {type: {set: enum}, values: {新能源: {zh: 新能源, en: New energy}, 新材料: {zh: 新材料, en: New materials}}, label: {zh: 领域, en: Fields}}
  reports: {type: {set: integer}, label: {zh: 年报, en: Reports}}
  visits: {type: {map: integer}, keys: [Q1, Q2], label: {zh: 走访, en: Visits}}
  people: {type: {list: {record: {who: string, age: integer}}}, label: {zh: 人员, en: People}}
  grown: {type: boolean, input: false, derive: years >= 1.5, label: {zh: 成熟, en: Grown}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  income_min: {value: 200万元, cite: {at: 一}}
  reply: {value: 2, unit: 日, cite: {at: 一}}
  listed: {value: [新能源], cite: {at: 一}}
criteria:
  A-1: {title: {zh: 一, en: one}, cite: {at: 一}, check: staff >= params.staff_min && income > params.income_min && grown}
  A-2: {title: {zh: 二, en: two}, cite: {at: 一}, check: "trust && as_of <= add_days(since, params.reply)"}
  A-3: {title: {zh: 三, en: three}, cite: {at: 一}, check: "fields.exists(f, f in params.listed) && kind == 'firm' && home == '丙地'"}
  A-4: {title: {zh: 四, en: four}, cite: {at: 一}, check: "visits['Q1'] >= 1 && size(people) > 0 && shop && reports.exists(y, y == year_of(as_of))"}
schemes:
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [A-1, A-2, A-3, A-4]}
)yaml";

Value text(const char* t) {
  return {std::string(t)};
}
Value day(int year, int month, int d) {
  return {*Date::of(year, month, d)};
}
Value number(const char* t) {
  return {*Decimal::parse(t)};
}

/// A world that says something of every kind of fact, with texts that YAML could misread.
World everything() {
  World world{.applicant = "organization"};
  world.facts["staff"] = {std::int64_t{3}};
  world.facts["income"] = number("1999999.99");
  world.facts["years"] = number("0.5");
  world.facts["trust"] = {false};
  world.facts["shop"] = {true};
  world.facts["since"] = day(2026, 3, 16);
  world.facts["home"] = text("a: 'b', {c} # d");
  world.facts["kind"] = text("研究会");
  world.facts["fields"] = {ValueList{text("新材料"), text("新能源")}};
  world.facts["reports"] = {ValueList{}};
  ValueMap visits;
  visits.emplace_back(text("Q2"), Value{std::int64_t{0}});
  world.facts["visits"] = {std::move(visits)};
  ValueMap person;
  person.emplace_back(text("who"), text("null"));
  person.emplace_back(text("age"), Value{std::int64_t{41}});
  world.facts["people"] = {ValueList{{std::move(person)}}};
  return world;
}

World read_back(test::Loaded& loaded, const std::string& record) {
  std::deque<Tree> trees;
  Batch batch;
  SourceId source = loaded.sources.add("record.yaml", record);
  read_record_source(loaded.rules.schema, loaded.sources, source, trees, batch, loaded.diags);
  REQUIRE(batch.rows == 1);
  return world_of(batch, 0);
}

TEST_CASE("world: its record reads back to the same world", "[study]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const World world = everything();
  CHECK(read_back(*loaded, record_text(loaded->rules.schema, world)) == world);
  CHECK(read_back(*loaded, flow_text(loaded->rules.schema, world)) == world);
  CHECK(read_back(*loaded, record_text(loaded->rules.schema, {})) == World{});
}

TEST_CASE("world: columns give the world back that was read into them", "[study]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  const std::vector<World> worlds{everything(), World{}, everything()};
  Batch batch;
  read_worlds(loaded->rules.schema, worlds, batch);
  REQUIRE(batch.rows == 3);
  for (std::uint32_t row = 0; row < 3; ++row) CHECK(world_of(batch, row) == worlds[row]);
}

TEST_CASE("world: what a schema cannot hold is left out", "[study]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  World world;
  world.facts["staff"] = number("2.5");
  world.facts["years"] = {std::int64_t{2}};
  world.facts["fields"] = {ValueList{text("新能源"), text("石油")}};
  world.facts["since"] = {true};
  world.facts["grown"] = {true};
  world.facts["no_such_fact"] = {true};
  Batch batch;
  read_worlds(loaded->rules.schema, std::vector<World>{world}, batch);
  World kept;
  kept.facts["years"] = number("2");
  CHECK(world_of(batch, 0) == kept);
  CHECK(record_text(loaded->rules.schema, world) == "years: 2\n");
}

TEST_CASE("world: its line is the record of a case", "[study]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  const std::string record = flow_text(loaded->rules.schema, everything());
  const std::string cases =
      "tests: desk\nas_of: 2026-06-01\ncases:\n  - {name: c, scheme: desk-grant, set: " + record +
      ", expect: {verdict: ineligible, failing: [A-1, A-2, A-3, A-4]}}\n";
  RuleFile at{"desk.test.yaml", loaded->sources.add("desk.test.yaml", cases), nullptr};
  CaseFile file;
  load_cases(loaded->rules, loaded->sources, at, file, loaded->diags);
  CHECK(loaded->ids() == std::vector<std::string>{});
  REQUIRE(file.cases.size() == 1);
  Batch batch;
  read_records(loaded->rules.schema, std::vector<TreeRef>{file.cases.front().record}, "c", batch,
               loaded->diags);
  CHECK(world_of(batch, 0) == everything());
}

std::string values_of(const char* fact) {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  const Schema& schema = loaded->rules.schema;
  const FactId id = schema.find(fact);
  std::string out;
  for (const Value& value :
       telling_values(loaded->rules, loaded->rules.policies.front(), id, *Date::of(2026, 6, 1)))
    out += (out.empty() ? "" : " ") + flow_text(schema, schema.facts[id].type, value);
  return out;
}

TEST_CASE("world: telling values stand around what conditions compare with", "[study]") {
  struct Row {
    const char* fact;
    const char* values;
  };
  const auto row = GENERATE(values<Row>({
      {"staff", "null 2 3 4"},
      {"income", "null 1999999.99 2000000 2000000.01"},
      {"years", "null 1.49 1.5 1.51"},
      {"trust", "null not_met met"},
      {"kind", "null firm school"},
      {"home", "null 丙地 甲"},
      {"fields", "null [] [新材料] [新能源]"},
      {"reports", "null [] [2025] [2026] [2027]"},
      {"visits", "null {} {Q1: 0, Q2: 0} {Q1: 1, Q2: 1} {Q1: 2, Q2: 2}"},
      {"since",
       "null 2026-05-29 2026-05-30 2026-05-31 2026-06-01 2026-06-02 2026-06-03 2026-06-04"},
  }));
  INFO(row.fact);
  CHECK(values_of(row.fact) == row.values);
}

TEST_CASE("world: telling values stay within the fact's range", "[study]") {
  std::string text = kPolicy;
  text.replace(text.find("range: [0, 4]"), 13, "range: [3, 3]");
  auto loaded = test::rules_from({{"desk.yaml", text}});
  const FactId staff = loaded->rules.schema.find("staff");
  const auto values =
      telling_values(loaded->rules, loaded->rules.policies.front(), staff, *Date::of(2026, 6, 1));
  CHECK(values == std::vector<Value>{Value{}, Value{std::int64_t{3}}});
}

}  // namespace
}  // namespace ipcheck

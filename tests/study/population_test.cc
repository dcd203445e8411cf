#include "study/diff/population.h"

#include "study/world.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kPolicy = R"yaml(policy: desk
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}
  income: {type: integer, unit: 人, range: [0, null], label: {zh: 客户, en: Clients}}
  city: {type: string, label: {zh: 城市, en: City}}
  kind: {type: enum, values: {big: {zh: 大, en: Big}, small: {zh: 小, en: Small}}, label: {zh: 规模, en: Size}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  income_min: {value: 10, unit: 人, cite: {at: 二}}
criteria:
  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: staff >= params.staff_min}
  A-2: {title: {zh: 客户, en: Clients}, cite: {at: 二}, check: income >= params.income_min}
  A-3: {title: {zh: 规模, en: Size}, cite: {at: 三}, check: kind == 'big'}
schemes:
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [A-1, {id: G, title: {zh: 之一, en: either}, any: [A-2, A-3]}]}
)yaml";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Applicants judged by both; `two_readings` reads them by the older schema too.
struct Judged {
  std::unique_ptr<test::Loaded> before = test::rules_from({{"desk.yaml", kPolicy}}), after;
  RulesDiff diff;
  Compiled old_program, new_program;
  PopulationTask task;
  PopulationTotals totals;
  std::vector<Flip> flips;

  Judged(const std::string& text, const std::vector<World>& worlds, bool two_readings)
      : after(test::rules_from({{"desk.yaml", text}})) {
    REQUIRE(after->ids() == std::vector<std::string>{});
    const Date day = *Date::parse_iso("2026-06-01");
    diff = diff_rules({&before->rules, day}, {&after->rules, day}, {});
    const std::vector<std::string> schemes = {"desk-grant"};
    old_program = compile(before->rules, schemes, day, false);
    new_program = compile(after->rules, schemes, day, false);
    task.diff = &diff;
    task.before = &old_program, task.after = &new_program;
    task.schemes = {0};
    task.by = {after->rules.schema.find("city")};
    find_causes(task);
    totals = PopulationTotals(task);
    Portion portion, second;
    read(after->rules.schema, worlds, portion);
    read(before->rules.schema, worlds, second);
    portion.kept.resize(1);
    PopulationJudge(task).judge(portion, two_readings ? &second : nullptr, totals, flips);
  }
  static void read(const Schema& schema, const std::vector<World>& worlds, Portion& portion) {
    portion.batch.schema = &schema;
    read_worlds(schema, worlds, portion.batch);
    for (std::uint64_t i = 0; i < worlds.size(); ++i) portion.places.push_back({i + 2, i + 2});
    portion.records = worlds.size();
  }
  /// `2 eligible>ineligible A-1`
  std::vector<std::string> told() const {
    std::vector<std::string> out;
    for (const Flip& flip : flips) {
      std::string line = std::to_string(flip.place.row) + " " + std::string(word(flip.before)) +
                         ">" + std::string(word(flip.after));
      for (std::uint32_t cause : flip.causes) line += " " + task.causes[0][cause].id;
      out.push_back(line);
    }
    return out;
  }
};

World world(std::int64_t staff, std::int64_t clients, const char* city,
            const char* kind = "small") {
  World out{.applicant = "organization", .facts = {}};
  out.facts["staff"] = Value{staff};
  out.facts["income"] = Value{clients};
  out.facts["city"] = Value{std::string(city)};
  out.facts["kind"] = Value{std::string(kind)};
  return out;
}

const std::vector<World>& people() {
  static const std::vector<World> kPeople = [] {
    std::vector<World> out = {world(2, 10, "晋中"), world(3, 10, "晋中"), world(4, 10, "太原"),
                              world(5, 10, "太原"), world(3, 9, "太原", "big")};
    out.push_back(world(0, 10, "晋中"));
    out.back().facts.erase("staff");
    return out;
  }();
  return kPeople;
}

TEST_CASE("population: a threshold flips those at it and names criterion and change", "[study]") {
  const bool two_readings = GENERATE(false, true);
  const Judged judged(changed(kPolicy, "value: 3,", "value: 5,"), people(), two_readings);
  CHECK(judged.told() == std::vector<std::string>{"3 eligible>ineligible A-1",
                                                  "4 eligible>ineligible A-1",
                                                  "6 eligible>ineligible A-1"});
  const auto& of = judged.totals.schemes[0];
  CHECK(of.moves[0][1] == 3);
  CHECK(of.moves[0][0] == 1);
  CHECK(of.moves[1][1] == 1);
  CHECK(of.moves[2][2] == 1);
  CHECK(rows_of(of.moves) == 6);
  CHECK(judged.totals.flipped == 3);
  const FlipCause& cause = judged.task.causes[0][judged.flips[0].causes[0]];
  REQUIRE(cause.changes.size() == 1);
  CHECK(judged.diff.changes[cause.changes[0]].id == "staff_min");
  const auto& groups = judged.totals.by[0].groups;
  REQUIRE(groups.size() == 2);
  CHECK(groups.at("太原").applicants == 3);
  CHECK(groups.at("太原").moves[0][0][1] == 2);
  CHECK(groups.at("晋中").moves[0][0][1] == 1);
}

TEST_CASE("population: an either-or turned into both is told by its group", "[study]") {
  const Judged judged(changed(kPolicy, "any: [A-2, A-3]", "all: [A-2, A-3]"), people(), false);
  CHECK(judged.told() ==
        std::vector<std::string>{"3 eligible>ineligible G", "4 eligible>ineligible G",
                                 "5 eligible>ineligible G", "6 eligible>ineligible G",
                                 "7 incomplete>ineligible G"});
  const FlipCause& cause = judged.task.causes[0][judged.flips[0].causes[0]];
  REQUIRE(cause.changes.size() == 1);
  CHECK(judged.diff.changes[cause.changes[0]].key == "kind");
}

TEST_CASE("population: who meets the other side of an either-or does not flip", "[study]") {
  const Judged judged(changed(kPolicy, "income_min: {value: 10", "income_min: {value: 11"),
                      people(), false);
  CHECK(judged.told() ==
        std::vector<std::string>{"3 eligible>ineligible A-2", "4 eligible>ineligible A-2",
                                 "5 eligible>ineligible A-2", "7 incomplete>ineligible A-2"});
}

TEST_CASE("population: facts under other numbers are lent to the older rules", "[study]") {
  const std::string text = changed(
      changed(kPolicy, "facts:\n",
              "facts:\n  first: {type: boolean, label: {zh: 先, en: First}, absent: true}\n"),
      "check: staff >= params.staff_min", "check: first && staff >= params.staff_min");
  std::vector<World> worlds = people();
  worlds[1].facts["first"] = Value{false};
  const Judged judged(text, worlds, false);
  CHECK(judged.told() == std::vector<std::string>{"3 eligible>ineligible A-1"});
  CHECK(reads_alike(judged.before->rules.schema, judged.old_program.program.facts,
                    judged.after->rules.schema));
  CHECK_FALSE(binds_alike(judged.before->rules.schema, judged.after->rules.schema));
}

TEST_CASE("population: facts read alike only as the same thing", "[study]") {
  struct Row {
    std::string from, to;
    bool alike;
  };
  const auto row = GENERATE(values<Row>({
      {"value: 3,", "value: 4,", true},
      {"range: [0, null], label: {zh: 人数", "range: [0, 9], label: {zh: 人数", false},
      {"label: {zh: 人数, en: Staff}}", "label: {zh: 人员, en: Staff}}", false},
      {"big: {zh: 大, en: Big}, small: {zh: 小, en: Small}",
       "small: {zh: 小, en: Small}, big: {zh: 大, en: Big}", false},
      {"staff: {type: integer", "staff: {type: decimal", false},
      {"city: {type: string", "city: {type: enum, values: {a: {zh: 甲, en: A}}", true},
  }));
  CAPTURE(row.to);
  auto before = test::rules_from({{"desk.yaml", kPolicy}});
  auto after = test::rules_from({{"desk.yaml", changed(kPolicy, row.from, row.to)}});
  const std::vector<std::string> schemes = {"desk-grant"};
  const Compiled program = compile(before->rules, schemes, *Date::parse_iso("2026-06-01"), false);
  CHECK(reads_alike(before->rules.schema, program.program.facts, after->rules.schema) == row.alike);
}

}  // namespace
}  // namespace ipcheck

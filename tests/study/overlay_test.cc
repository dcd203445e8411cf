// What an overlay makes of the policy that it extends, from loading to verdicts.
#include <algorithm>

#include "judge/explain.h"
#include "study/coverage/possible.h"
#include "study/mutants/mutants.h"
#include "study/world.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kBase = R"yaml(policy: desk
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}
  start: {type: integer, label: {zh: 起始, en: Start}}
  due: {type: {set: integer}, label: {zh: 应报, en: Due}, derive: "params.offsets.map(k, start + k)"}
  done: {type: {set: integer}, label: {zh: 已报, en: Done}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  offsets: {value: [0, 1, 2], cite: {at: 二}}
criteria:
  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: staff >= params.staff_min}
  A-2: {title: {zh: 年报, en: Reports}, cite: {at: 二}, check: "due.all(y, y in done)"}
schemes:
  desk-basic: {title: {zh: 基础, en: Basic}, applicant: organization, require: {all: [A-1]}}
  desk-grant: {title: {zh: 补助, en: Grant}, applicant: organization, require: {all: [desk-basic]}}
  desk-year: {title: {zh: 年度, en: Year}, applicant: organization, require: {all: [A-2]}}
)yaml";

constexpr const char* kOverlay = R"yaml(policy: town
extends: desk
title: {zh: 某市, en: A town}
set:
  params: {staff_min: {value: 5}, offsets: {value: [0, 1]}}
  schemes: {desk-year: {title: {zh: 市年度, en: Year in town}}}
criteria:
  T-1: {title: {zh: 偶数, en: Even}, cite: {at: 市/2}, check: "staff % 2 == 0"}
schemes:
  town-basic: {title: {zh: 市基础, en: Basic in town}, applicant: organization, require: {all: [desk-basic, T-1]}}
)yaml";

std::vector<std::string> ids(const Policy& policy) {
  std::vector<std::string> out;
  for (const Scheme& scheme : policy.schemes) out.push_back(scheme.id);
  return out;
}

/// Verdicts of one applicant, all schemes in one program.
std::vector<Verdict> verdicts(const RuleSet& rules, const World& world,
                              const std::vector<std::string>& schemes) {
  const Compiled compiled = compile(rules, schemes, *Date::parse_iso("2026-06-01"), true);
  Batch batch;
  batch.schema = &rules.schema;
  read_worlds(rules.schema, {&world, 1}, batch);
  Frame frame;
  judge(compiled, batch, frame);
  std::vector<Verdict> out;
  for (const CompiledScheme& scheme : compiled.schemes)
    out.push_back(explain(compiled, scheme, batch, frame, 0));
  return out;
}

TEST_CASE("overlay: its scheme stands where the inherited one stood and wraps it", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", kOverlay}});
  REQUIRE(rules->ids() == std::vector<std::string>{});
  const Policy& town = rules->rules.policies[1];
  CHECK(ids(town) == std::vector<std::string>{"town-basic", "town-grant", "town-year"});
  CHECK(town.scheme("town-basic")->title.en == "Basic in town");
  CHECK(town.scheme("town-year")->title.en == "Year in town");
  struct Row {
    std::int64_t staff;
    std::vector<std::string> failing;  // of town-grant
  };
  for (const Row& row : {Row{4, {"A-1"}}, Row{5, {"T-1"}}, Row{6, {}}, Row{3, {"A-1", "T-1"}}}) {
    World world{.applicant = "organization", .facts = {{"staff", Value{row.staff}}}};
    const auto found = verdicts(rules->rules, world, {"desk-grant", "town-grant", "town-basic"});
    CAPTURE(row.staff);
    CHECK(found[0].outcome == Outcome::Eligible);
    CHECK(found[1].failing == row.failing);
    CHECK(found[2].failing == row.failing);
  }
}

TEST_CASE("overlay: inherited derivations read its own numbers, in whatever order", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", kOverlay}});
  const World world{
      .applicant = "organization",
      .facts = {{"start", Value{std::int64_t{2023}}},
                {"done", Value{ValueList{Value{std::int64_t{2023}}, Value{std::int64_t{2024}}}}}}};
  const bool base_first = GENERATE(true, false);
  const auto found = base_first ? verdicts(rules->rules, world, {"desk-year", "town-year"})
                                : verdicts(rules->rules, world, {"town-year", "desk-year"});
  const Verdict& base = found[base_first ? 0 : 1];
  const Verdict& town = found[base_first ? 1 : 0];
  CHECK(base.outcome == Outcome::Ineligible);
  CHECK(town.outcome == Outcome::Eligible);
  auto due = [](const Verdict& verdict) {
    for (const Seen& seen : verdict.root.children[0].seen)
      if (seen.name == "due") return to_source(seen.value);
    return std::string("(not seen)");
  };
  CHECK(due(base) == "[2023, 2024, 2025]");
  CHECK(due(town) == "[2023, 2024]");
}

TEST_CASE("overlay: what a derivation lacks is named for each policy", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", kOverlay}});
  const World world{.applicant = "organization",
                    .facts = {{"done", Value{ValueList{Value{std::int64_t{2023}}}}}}};
  for (const Verdict& verdict : verdicts(rules->rules, world, {"desk-year", "town-year"}))
    CHECK(verdict.missing == std::vector<std::string>{"start"});
}

TEST_CASE("overlay: what is worth trying stands around its own numbers", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", kOverlay}});
  const RuleSet& set = rules->rules;
  auto values = [&](const Policy& policy) {
    std::string out;
    for (const Value& value :
         telling_values(set, policy, set.schema.find("start"), *Date::parse_iso("2026-06-01")))
      out += value.is_null() ? "null" : " " + to_source(value);
    return out;
  };
  CHECK(values(set.policies[0]) == "null -1 0 1 2 3");
  CHECK(values(set.policies[1]) == "null -1 0 1 2");
}

TEST_CASE("overlay: which states are possible is told by its own numbers", "[study]") {
  std::string base = kBase, town = kOverlay;
  base.replace(base.find("params:\n"), 8,
               "  kind: {type: enum, label: {zh: 类型, en: Kind}, values: {firm: {zh: 企业, en: "
               "Firm}, school: {zh: 学校, en: School}}}\n"
               "  fits: {type: boolean, label: {zh: 合适, en: Fits}, input: false, derive: \"kind "
               "in params.kinds\"}\n"
               "params:\n  kinds: {value: [firm], cite: {at: 三}}\n");
  base.replace(base.find("schemes:\n"), 9,
               "  A-3: {title: {zh: 类型, en: Kind}, cite: {at: 三}, check: fits}\nschemes:\n");
  town.replace(town.find("offsets:"), 8, "kinds: {value: [firm, school]}, offsets:");
  auto rules = test::rules_from({{"desk.yaml", base}, {"town.yaml", town}});
  REQUIRE(rules->ids() == std::vector<std::string>{});
  auto can_fail = [&](const Policy& policy) {
    const Truths states = possible_states(rules->rules, policy, *policy.criterion("A-3"),
                                          *Date::parse_iso("2026-06-01"));
    return (states & only(Truth::False)) != 0;
  };
  CHECK(can_fail(rules->rules.policies[0]));
  CHECK_FALSE(can_fail(rules->rules.policies[1]));
}

TEST_CASE("overlay: its numbers are mutated for what inherited derivations read", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", kOverlay}});
  for (const Policy& policy : rules->rules.policies) {
    std::vector<std::string> of_offsets;
    for (const Mutant& mutant : mutants_of(rules->rules, rules->sources, policy))
      if (mutant.id.starts_with("offsets/drop:")) of_offsets.push_back(mutant.id);
    CAPTURE(policy.id);
    CHECK(of_offsets.size() == policy.param("offsets")->values[0].value.as<ValueList>().size());
  }
}

TEST_CASE("overlay: a number that a derivation reads keeps its type", "[study]") {
  std::string text = kOverlay;
  text.replace(text.find("[0, 1]"), 6, "[0.5, 1.5]");
  auto rules = test::rules_from({{"desk.yaml", kBase}, {"town.yaml", text}});
  const auto found = rules->ids();
  CHECK(std::find(found.begin(), found.end(), "type-mismatch") != found.end());
  CHECK(rules->rules.policies[0].loaded);
  CHECK_FALSE(rules->rules.policies[1].loaded);
}

}  // namespace
}  // namespace ipcheck

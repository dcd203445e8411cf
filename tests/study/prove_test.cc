// Claims and built-in questions on small rule sets whose answers one can see.
#include "study/proof/prove.h"

#include <chrono>

#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

const Date kDay = *Date::of(2026, 6, 1);

/// A policy with the given parts; facts of every kind.
std::unique_ptr<test::Loaded> rules(const std::string& criteria, const std::string& require,
                                    const std::string& claims = "[]") {
  const std::string head = R"(policy: p
title: {zh: 办法, en: Measures}
issuer: {zh: 局, en: Office}
document: {number: null, date: null}
status: in_force
effective: {from: 2020-01-01, to: null}
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人员, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 金额, en: Amount}}
  founded: {type: date, label: {zh: 成立, en: Founded}}
  code: {type: string, pattern: '[0-9]{6}', label: {zh: 代码, en: Code}}
  level: {type: enum, values: {high: {zh: 高, en: High}, low: {zh: 低, en: Low}}, label: {zh: 级, en: Level}}
  fields: {type: {set: string}, label: {zh: 领域, en: Fields}}
  good: {type: judgement, label: {zh: 好, en: Good}}
  x: {type: integer, label: {zh: 甲, en: X}}
  y: {type: integer, label: {zh: 乙, en: Y}}
  z: {type: integer, label: {zh: 丙, en: Z}}
  listed: {type: boolean, label: {zh: 已列, en: Listed}}
params:
  few: {value: 3, unit: 人, cite: {at: 一, figure: 不少于3人}}
  many: {value: 5, unit: 人, cite: {at: 一, figure: 不少于5人}}
  much: {value: 200万元, cite: {at: 一, figure: 不低于200万元}}
  own: {value: [新能源, 新材料], cite: {at: 一}}
)";
  return test::rules_from({{"p.yaml", head + "criteria:\n" + criteria +
                                          "schemes:\n  s:\n    title: {zh: 申报, en: Applying}\n"
                                          "    applicant: organization\n    require: {all: " +
                                          require + "}\nclaims: " + claims + "\n"}});
}

std::string criterion(const std::string& id, const std::string& check) {
  return "  " + id + ": {title: {zh: 条件, en: Criterion}, cite: {at: 一}, check: \"" + check +
         "\"}\n";
}

Proofs ask(test::Loaded& loaded, bool claims_only = false, unsigned milliseconds = 2000) {
  INFO(loaded.ids().empty());
  REQUIRE(loaded.ids() == std::vector<std::string>{});
  return prove(loaded.rules, {.claims_only = claims_only, .as_of = kDay, .limits = {milliseconds}},
               loaded.diags);
}

Trend trend(const test::Loaded& loaded, const Proofs& proofs, const std::string& fact) {
  for (const FactTrend& t : proofs.schemes[0].trends)
    if (loaded.rules.schema.facts[t.fact].name == fact) return t.trend;
  return Trend::Unknown;
}

TEST_CASE("prove: a contradiction is never eligible, a tautology never ineligible", "[study]") {
  auto never = rules(criterion("A", "staff >= params.many") + criterion("B", "staff < params.few"),
                     "[A, B]");
  const Proofs nobody = ask(*never);
  CHECK(nobody.schemes[0].eligible == Proof::Refuted);
  CHECK(nobody.schemes[0].ineligible == Proof::Proved);
  CHECK(nobody.schemes[0].finding({}));

  auto always = rules(criterion("A", "staff >= params.few || staff < params.many"), "[A]");
  const Proofs everybody = ask(*always);
  CHECK(everybody.schemes[0].eligible == Proof::Proved);
  CHECK(everybody.schemes[0].ineligible == Proof::Refuted);
  CHECK(everybody.schemes[0].finding({}));

  auto plain = rules(criterion("A", "staff >= params.few"), "[A]");
  const Proofs fine = ask(*plain);
  CHECK(fine.schemes[0].eligible == Proof::Proved);
  CHECK(fine.schemes[0].ineligible == Proof::Proved);
  CHECK_FALSE(fine.schemes[0].finding({}));
}

TEST_CASE("prove: which way a verdict moves with a fact", "[study]") {
  auto loaded =
      rules(criterion("A", "staff >= params.few && staff <= params.many") +
                criterion("B", "income >= params.much") +
                criterion("C", "founded <= date('2020-01-01')") + criterion("D", "good || !listed"),
            "[A, B, C, D]");
  const Proofs proofs = ask(*loaded);
  CHECK(trend(*loaded, proofs, "staff") == Trend::Mixed);
  CHECK(trend(*loaded, proofs, "income") == Trend::Up);
  CHECK(trend(*loaded, proofs, "founded") == Trend::Down);
  CHECK(trend(*loaded, proofs, "good") == Trend::Up);
  CHECK(trend(*loaded, proofs, "listed") == Trend::Down);
  for (const FactTrend& t : proofs.schemes[0].trends) {
    if (t.trend != Trend::Mixed) continue;
    REQUIRE(t.worse.size() == 2);
    const auto staff = [&](const Shown& shown) {
      return shown.world.facts.at("staff").as<std::int64_t>();
    };
    CHECK(staff(t.worse[0]) < staff(t.worse[1]));
    CHECK(staff(t.better[0]) < staff(t.better[1]));
    CHECK(staff(t.worse[1]) > 5);
    CHECK(staff(t.better[0]) < 3);
  }
}

TEST_CASE("prove: a claim is proved, or refuted with applicants", "[study]") {
  auto loaded = rules(
      criterion("A", "staff >= params.few") + criterion("B", "staff >= params.many") +
          criterion("C", "code.startsWith('14')") + criterion("D", "code == '140100'") +
          criterion("E", "fields.exists(f, f in params.own)") + criterion("F", "size(fields) > 0"),
      "[A, {id: G, title: {zh: 组, en: Group}, any: [B, C]}, {id: H, title: {zh: 组, en: Group}, "
      "any: [D, E, F]}]",
      "[{implies: [B, A]}, {implies: [A, B]}, {implies: [D, C]}, {implies: [C, D]}, "
      "{implies: [E, F]}, {implies: [F, E]}, {implies: [s, A]}, {equivalent: [s, A]}, "
      "{monotone: staff, scheme: s, direction: up}, {monotone: staff, scheme: s, direction: down}, "
      "{decisive: A, scheme: s}, {unreachable: needs_review, scheme: s}, "
      "{unreachable: eligible, scheme: s}]");
  const Proofs proofs = ask(*loaded, true);
  const std::vector<Proof> expected = {Proof::Proved, Proof::Refuted, Proof::Proved, Proof::Refuted,
                                       Proof::Proved, Proof::Refuted, Proof::Proved, Proof::Refuted,
                                       Proof::Proved, Proof::Refuted, Proof::Proved, Proof::Proved,
                                       Proof::Refuted};
  REQUIRE(proofs.claims.size() == expected.size());
  CHECK(proofs.schemes.empty());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(i << " " << proofs.claims[i].why.en);
    CHECK(proofs.claims[i].proof == expected[i]);
    CHECK(proofs.claims[i].shown.empty() == (expected[i] == Proof::Proved));
  }
  const Shown& two = proofs.claims[1].shown[0];
  CHECK(two.states[0].second == Truth::True);
  CHECK(two.states[1].second == Truth::False);
  CHECK(two.world.facts.size() == 1);
}

TEST_CASE("prove: a criterion that never decides is named with what covers it", "[study]") {
  auto loaded =
      rules(criterion("A", "staff >= params.many") + criterion("B", "staff >= params.few") +
                criterion("C", "listed") + criterion("D", "listed == true"),
            "[A, B, C, D]");
  const Proofs proofs = ask(*loaded);
  REQUIRE(proofs.schemes[0].idle.size() == 3);
  CHECK(proofs.schemes[0].idle[0].id == "B");
  CHECK(proofs.schemes[0].idle[0].idle == Idle::Implied);
  CHECK(proofs.schemes[0].idle[0].by == "A");
  CHECK(proofs.schemes[0].idle[1].idle == Idle::Duplicate);
  CHECK(proofs.schemes[0].idle[2].by == "C");
  CHECK(proofs.schemes[0].decisive == 1);
}

TEST_CASE("prove: a verdict open in vain is found", "[study]") {
  auto loaded =
      rules(criterion("A", "staff >= params.few || staff < params.many") + criterion("B", "listed"),
            "[A, B]");
  const Proofs proofs = ask(*loaded);
  REQUIRE(proofs.schemes[0].open.size() == 1);
  CHECK(loaded->rules.schema.facts[proofs.schemes[0].open[0].fact].name == "staff");
  CHECK(proofs.schemes[0].open[0].settled == Outcome::Eligible);

  auto plain = rules(criterion("A", "staff >= params.few") + criterion("B", "listed"), "[A, B]");
  CHECK(ask(*plain).schemes[0].open.empty());
}

TEST_CASE("prove: what takes too long is unknown", "[study]") {
  // Nobody knows whether 114 is a sum of three cubes.
  auto loaded = rules(criterion("A", "x * x * x + y * y * y + z * z * z == 114"), "[A]",
                      "[{unreachable: A}]");
  const auto begin = std::chrono::steady_clock::now();
  const Proofs proofs = ask(*loaded, true, 50);
  CHECK(proofs.claims[0].proof == Proof::Unknown);
  CHECK_FALSE(proofs.claims[0].why.empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("prove: a claim that cannot be read says where and why", "[study]") {
  struct Row {
    const char* claim;
    const char* id;
    const char* underlined;
  };
  const Row rows[] = {
      {"{monotone: stuff, scheme: s, direction: up}", "unknown-fact", "stuff"},
      {"{monotone: level, scheme: s, direction: up}", "fact-without-order", "level"},
      {"{monotone: income, scheme: s, direction: up}", "fact-not-read", "income"},
      {"{monotone: staff, scheme: t, direction: up}", "unknown-id", "t"},
      {"{implies: [A, Z]}", "unknown-id", "Z"},
      {"{proved: A}", "unknown-claim", "{proved: A}"},
      {"{decisive: A, scheme: s, why: x}", "unknown-key", "why"},
  };
  for (const Row& row : rows) {
    auto loaded =
        rules(criterion("A", "staff >= params.few"), "[A]", "[" + std::string(row.claim) + "]");
    REQUIRE(loaded->ids() == std::vector<std::string>{});
    prove(loaded->rules, {.claims_only = true, .as_of = kDay}, loaded->diags);
    INFO(row.claim);
    CHECK(loaded->ids() == std::vector<std::string>{row.id});
    CHECK(loaded->underlined(row.id) == row.underlined);
  }
}

TEST_CASE("prove: an applicant that refutes says no more than it must", "[study]") {
  struct Row {
    const char* first;
    const char* shows;
  };
  const auto row = GENERATE(values<Row>({
      {"staff >= params.few", "staff: 3\n"},
      {"staff > params.few && income >= 1.50", "income: 1.5\nstaff: 4\n"},
      {"fields.exists(f, f in params.own)", nullptr},
      {"size(fields) >= 2", nullptr},
  }));
  auto loaded =
      rules(criterion("A", row.first) + criterion("B", "good"), "[A, B]", "[{implies: [A, B]}]");
  const Proofs proofs = ask(*loaded, true);
  REQUIRE(proofs.claims.size() == 1);
  REQUIRE(proofs.claims[0].proof == Proof::Refuted);
  const World& world = proofs.claims[0].shown.at(0).world;
  const std::string record = record_text(loaded->rules.schema, world);
  INFO(row.first << ": " << record);
  if (row.shows != nullptr) CHECK(record == row.shows);
  const auto fields = world.facts.find("fields");
  const bool two = std::string(row.first).find(">= 2") != std::string::npos;
  if (fields != world.facts.end()) CHECK(fields->second.as<ValueList>().size() == (two ? 2U : 1U));
}

}  // namespace
}  // namespace ipcheck

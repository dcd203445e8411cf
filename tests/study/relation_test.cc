// One rule set against a changed copy of it: who wins, who loses.
#include "study/proof/relation.h"

#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

const Date kDay = *Date::of(2026, 6, 1);

std::unique_ptr<test::Loaded> rules(const std::string& few, const std::string& check,
                                    const std::string& levels = "high: {zh: 高, en: High}") {
  auto out = test::rules_from({{"p.yaml", R"(policy: p
title: {zh: 办法, en: Measures}
issuer: {zh: 局, en: Office}
document: {number: null, date: null}
status: in_force
effective: {from: 2020-01-01, to: null}
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人员, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 金额, en: Amount}}
  level: {type: enum, values: {low: {zh: 低, en: Low}, )" +
                                              levels +
                                              R"(}, label: {zh: 级, en: Level}}
params:
  few: {value: )" + few + R"(, unit: 人, cite: {at: 一, figure: 不少于3人}}
  much: {value: 200万元, cite: {at: 一, figure: 不低于200万元}}
criteria:
  A: {title: {zh: 条件, en: Criterion}, cite: {at: 一}, check: ")" +
                                              check + R"("}
schemes:
  s: {title: {zh: 申报, en: Applying}, applicant: organization, require: {all: [A]}}
)"}});
  REQUIRE(out->ids() == std::vector<std::string>{});
  return out;
}

TEST_CASE("relation: equivalent, stricter, looser, incomparable", "[study]") {
  const auto base = rules("3", "staff >= params.few");
  const auto same = rules("3", "!(staff < params.few)");
  const auto strict = rules("4", "staff >= params.few");
  const auto loose = rules("3", "staff >= params.few || income >= params.much");
  const auto other = rules("3", "income >= params.much");
  const auto of = [&](const test::Loaded& a, const test::Loaded& b) {
    return relate(a.rules, kDay, b.rules, kDay, "s", {});
  };
  CHECK(of(*base, *base).relation == Relation::Equivalent);
  CHECK(of(*base, *same).relation == Relation::Equivalent);
  const SchemeRelation stricter = of(*base, *strict);
  CHECK(stricter.relation == Relation::Stricter);
  REQUIRE(stricter.lost);
  CHECK(stricter.lost->facts.at("staff") == Value{std::int64_t{3}});
  CHECK_FALSE(stricter.gained);
  CHECK(of(*strict, *base).relation == Relation::Looser);
  const SchemeRelation looser = of(*base, *loose);
  CHECK(looser.relation == Relation::Looser);
  REQUIRE(looser.gained);
  CHECK(looser.gained->facts.count("income") == 1);
  const SchemeRelation both = of(*base, *other);
  CHECK(both.relation == Relation::Incomparable);
  CHECK(both.gained);
  CHECK(both.lost);
  CHECK(both.outside.empty());
}

TEST_CASE("relation: a member that one side lacks can only be gained", "[study]") {
  const auto before = rules("3", "level == 'high'");
  const auto after =
      rules("3", "level != 'low'", "high: {zh: 高, en: High}, top: {zh: 顶, en: Top}");
  const SchemeRelation out = relate(before->rules, kDay, after->rules, kDay, "s", {});
  CHECK(out.relation == Relation::Looser);
  REQUIRE(out.gained);
  CHECK(out.gained->facts.at("level") == Value{std::string("top")});
}

TEST_CASE("relation: a scheme that one side lacks is unknown", "[study]") {
  const auto loaded = rules("3", "staff >= params.few");
  CHECK(relate(loaded->rules, kDay, loaded->rules, kDay, "t", {}).relation == Relation::Unknown);
}

TEST_CASE("relation: every shipped scheme is equivalent to itself", "[study]") {
  const auto loaded = test::shipped_rules();
  for (const Policy& policy : loaded->rules.policies)
    for (const Scheme& scheme : policy.schemes) {
      INFO(scheme.id);
      CHECK(relate(loaded->rules, kDay, loaded->rules, kDay, scheme.id, {}).relation ==
            Relation::Equivalent);
    }
}

}  // namespace
}  // namespace ipcheck

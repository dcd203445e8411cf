#include "judge/judged.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

constexpr const char* kCard = R"(criteria:
  A: {title: {zh: 一, en: A}, cite: {at: 一}, check: j}
  V: {title: {zh: 否决, en: Veto}, cite: {at: 二}, check: b}
schemes:
  s:
    title: {zh: 方案, en: Scheme}
    applicant: organization
    require: {all: [A]}
    scorecard:
      basis: project_default
      initial: 10
      characteristics:
        - {id: staff, title: {zh: 人数, en: Staff}, of: a, missing: 0..20, bands: [{below: 3, points: 0}, {from: 3, below: 8, points: 12.5}, {from: 8, to: 10, points: 20}]}
        - {id: good, title: {zh: 良好, en: Good}, of: k, points: {met: 15, not_met: 0}}
        - {id: extra, title: {zh: 加分, en: Extra}, group: bonus, points: c}
      groups: [{id: bonus, cap: 5}]
      veto: [{criterion: V}]
      grades: [{id: fail, title: {zh: 低, en: Low}, below: 30}, {id: pass, title: {zh: 高, en: High}, from: 30}]
)";

struct Row {
  const char* record;
  const char* min;
  const char* max;
  const char* grade;  // empty: not settled
};

TEST_CASE("score: bands, values, caps and unknowns add up to an interval", "[judge]") {
  auto row = GENERATE(values<Row>({
      {"{a: 2, k: met, c: 0}", "25", "25", "fail"},
      {"{a: 3, k: met, c: 0}", "37.5", "37.5", "pass"},
      {"{a: 7, k: met, c: 5}", "42.5", "42.5", "pass"},
      {"{a: 8, k: met, c: 6}", "50", "50", "pass"},
      {"{a: 10, k: not_met, c: 1}", "31", "31", "pass"},
      {"{k: met, c: 0}", "25", "45", ""},
      {"{a: 8, c: 0}", "30", "45", "pass"},
      {"{a: 8, k: met, c: 0, b: false}", "45", "45", "fail"},
      {"{a: 2, k: met, c: 100000000}", "30", "30", "pass"},  // the most of one part
      {"{a: 2, k: met, c: -100000000}", "-99999975", "-99999975", "fail"},
  }));
  INFO(row.record);
  auto j = test::judged(kCard, row.record);
  REQUIRE(j->verdict.score);
  CHECK(j->verdict.score->min.str() == row.min);
  CHECK(j->verdict.score->max.str() == row.max);
  CHECK((j->verdict.score->grade == nullptr ? "" : j->verdict.score->grade->id) == row.grade);
}

TEST_CASE("score: a value that no band takes is a fault of its characteristic", "[judge]") {
  auto j = test::judged(kCard, "{a: 11, k: met, c: 0}");
  CHECK(j->verdict.score->characteristics[0].fault);
  CHECK_FALSE(j->verdict.score->known);
}

TEST_CASE("score: points never change a verdict", "[judge]") {
  CHECK(test::judged(kCard, "{a: 10, k: met, c: 5, j: not_met}")->verdict.outcome ==
        Outcome::Ineligible);
  CHECK(test::judged(kCard, "{a: 0, k: not_met, c: 0, j: met}")->verdict.outcome ==
        Outcome::Eligible);
}

}  // namespace
}  // namespace ipcheck

#include "judge/judged.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

std::string ids(const Verdict& verdict) {
  std::vector<std::string> out;
  for (const VerdictNotice& n : verdict.notices) out.push_back(n.id + (n.permanent ? "!" : ""));
  return joined(out, " ");
}

struct Row {
  const char* condition;
  const char* params;
  const char* record;
  const char* verdict;
  const char* notices;
};

TEST_CASE("notices: what the engine could not compute is told", "[judge]") {
  auto row = GENERATE(values<Row>({
      {"check: 'add_workdays(day, 3) > day'", "", "{day: 2026-06-01}", "eligible", ""},
      {"check: 'add_workdays(day, 3) > day'", "", "{day: 2026-12-30}", "needs_review",
       "calendar_out_of_range"},
      {"check: 'b || add_workdays(day, 3) > day'", "", "{b: true, day: 2026-12-30}", "eligible",
       ""},
      {"check: a >= params.later",
       "params:\n  later: {values: [{from: 2027-01-01, value: 3}], unit: 人, cite: {at: 一}}\n",
       "{a: 5}", "needs_review", "no_value_at_date"},
      {"check: a >= params.later",
       "params:\n  later: {values: [{from: 2026-06-01, value: 3}], unit: 人, cite: {at: 一}}\n",
       "{a: 5}", "eligible", ""},
      {"check: 'a / c > c / c'", "", "{a: 5, c: 0}", "needs_review", "fault"},
      {"check: 'a * 4000000000 > a'", "", "{a: 4000000000}", "needs_review", "fault"},
      {"check: j", "", "{}", "needs_review", ""},
  }));
  INFO(row.condition << " of " << row.record);
  auto j = test::judged(test::one(row.condition, row.params), row.record);
  CHECK(word(j->verdict.outcome) == row.verdict);
  CHECK(ids(j->verdict) == row.notices);
}

TEST_CASE("notices: the criterion that the calendar or the dates leave open is named", "[judge]") {
  const auto late =
      test::judged(test::one("check: 'add_workdays(day, 3) > day'"), "{day: 2026-12-30}");
  REQUIRE(late->verdict.notices.size() == 1);
  CHECK(late->verdict.notices[0].text.en.starts_with("A needs a working day"));
}

TEST_CASE("notices: status and dates of the policy are permanent", "[judge]") {
  struct StatusRow {
    const char* as_of;
    const char* notices;
  };
  auto row = GENERATE(values<StatusRow>({{"2026-02-28", "not_yet_in_force!"},
                                         {"2026-03-01", ""},
                                         {"2026-09-30", ""},
                                         {"2026-10-01", "expired!"}}));
  INFO(row.as_of);
  auto j = test::judged("effective: {from: 2026-03-01, to: 2026-09-30}\n" + test::one("check: b"),
                        "{b: true}", row.as_of);
  CHECK(ids(j->verdict) == row.notices);
}

TEST_CASE("notices: declared ones hold by state, verdict and facts", "[judge]") {
  const std::string rest = R"yaml(criteria:
  A: {title: {zh: 一, en: A}, cite: {at: 一}, check: b}
schemes:
  s:
    title: {zh: 方案, en: Scheme}
    applicant: organization
    require: {all: [A]}
    form: [c, kind]
    notices:
      - {id: always, text: {zh: 总在, en: always}}
      - {id: by_state, when: "state('A') == 'not_met'", text: {zh: 未达到, en: failed}}
      - {id: by_verdict, when: "verdict == 'incomplete'", text: {zh: 不全, en: open}}
      - {id: by_fact, when: known(a), text: {zh: 有甲, en: has a}}
    outputs:
      next_day: {type: date, title: {zh: 次日, en: Next}, when: known(day), value: "add_days(day, 1)"}
      due_day: {type: date, title: {zh: 到期, en: Due}, when: known(day), value: "add_workdays(day, 2)"}
)yaml";
  CHECK(ids(test::judged(rest, "{}")->verdict) == "always by_verdict");
  CHECK(ids(test::judged(rest, "{b: false, a: 1}")->verdict) == "always by_state by_fact");
  CHECK(ids(test::judged(rest, "{b: true, c: 1}")->verdict) == "always form_blank");
  auto late = test::judged(rest, "{b: true, day: 2026-12-31}");
  CHECK(ids(late->verdict) == "always calendar_out_of_range");
  REQUIRE(late->verdict.outputs.size() == 2);
  CHECK(to_source(late->verdict.outputs[0].value) == "date('2027-01-01')");
  CHECK(late->verdict.outputs[1].unknown);
  CHECK(test::judged(rest, "{b: true}")->verdict.outputs.empty());
}

}  // namespace
}  // namespace ipcheck

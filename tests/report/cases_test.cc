#include "report/rules/cases.h"

#include <sstream>

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
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
criteria:
  A-1: {title: {zh: '至少{staff_min}', en: 'At least {staff_min}'}, cite: {at: 一}, check: staff >= params.staff_min}
schemes:
  desk-grant: {title: {zh: 补助, en: Grant}, applicant: organization, require: {all: [A-1]}}
)yaml";

constexpr const char* kCases = R"yaml(tests: desk
as_of: 2026-06-01
cases:
  - {name: two < three & "more", scheme: desk-grant, set: {staff: 2}, expect: {verdict: eligible}}
  - {name: three are enough, scheme: desk-grant, set: {staff: 3}, expect: {verdict: eligible}}
)yaml";

/// The results above, printed by `print`.
template <class Print>
std::string printed(Print print) {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  RuleFile at{"desk.test.yaml", loaded->sources.add("desk.test.yaml", kCases), nullptr};
  CaseFile file;
  load_cases(loaded->rules, loaded->sources, at, file, loaded->diags);
  auto results = run_cases(loaded->rules, file, loaded->diags);
  REQUIRE(loaded->ids().empty());
  std::ostringstream out;
  CaseRun run{&loaded->rules, results};
  print(loaded->sources, std::span(&run, 1), out);
  return out.str();
}

TEST_CASE("cases: a failure shows its place, what was expected, what came, and why", "[report]") {
  std::string text = printed([](auto& sources, auto runs, auto& out) {
    render_cases_text(sources, runs, Lang::En, false, out);
  });
  CHECK(text == R"(desk.test.yaml:4:5: failed: two < three & "more" (desk-grant, 2026-06-01)
  verdict
    expected eligible
    got      ineligible
  failing
    expected []
    got      [A-1]
  reasons
    - desk-grant [not met]
      > A-1 [not met] At least 3
          staff >= params.staff_min   (staff = 2)

2 cases, 1 failed
)");
}

TEST_CASE("cases: JUnit XML escapes markup and counts per file", "[report]") {
  std::string xml = printed([](auto& sources, auto runs, auto& out) {
    render_cases_junit(sources, runs, Lang::Zh, out);
  });
  auto has = [&](const char* part) { return xml.find(part) != std::string::npos; };
  CHECK(has("<testsuites tests=\"2\" failures=\"1\" errors=\"0\">"));
  CHECK(has("<testsuite name=\"desk.test.yaml\" tests=\"2\" failures=\"1\""));
  CHECK(has("name=\"two &lt; three &amp; &quot;more&quot;\">"));
  CHECK(has("<failure message=\"verdict: expected eligible, got ineligible\">"));
  CHECK(has("<testcase classname=\"desk-grant\" name=\"three are enough\"/>"));
  CHECK(has("至少3人"));
}

TEST_CASE("cases: JSON has every case and what differs", "[report]") {
  std::string json =
      printed([](auto& sources, auto runs, auto& out) { render_cases_json(sources, runs, out); });
  CHECK(json == R"({
  "schema": "ipcheck/test/1",
  "cases": 2,
  "failed": 1,
  "files": [
    {
      "file": "desk.test.yaml",
      "policy": "desk",
      "cases": [
        {
          "name": "two < three & \"more\"",
          "scheme": "desk-grant",
          "as_of": "2026-06-01",
          "line": 4,
          "passed": false,
          "mismatches": [
            {
              "what": "verdict",
              "expected": "eligible",
              "got": "ineligible"
            },
            {
              "what": "failing",
              "expected": "[]",
              "got": "[A-1]"
            }
          ]
        },
        {
          "name": "three are enough",
          "scheme": "desk-grant",
          "as_of": "2026-06-01",
          "line": 5,
          "passed": true
        }
      ]
    }
  ]
}
)");
}

TEST_CASE("cases: a failed case is an annotation at its place", "[report]") {
  std::string text = printed([](auto& sources, auto runs, auto& out) {
    Diagnostics diags;
    case_diagnostics(runs, diags);
    render_diagnostics_github(sources, diags, Lang::En, out);
  });
  CHECK(text ==
        "::error file=desk.test.yaml,line=4,col=5,title=case-failed::case `two < three & \"more\"` "
        "failed; verdict: expected eligible, got ineligible; failing: expected [], got [A-1]\n");
}

}  // namespace
}  // namespace ipcheck

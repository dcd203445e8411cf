#include "report/cases.h"

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
  print(loaded->rules, loaded->sources, results, out);
  return out.str();
}

TEST_CASE("cases: a failure shows its place, what was expected, what came, and why", "[report]") {
  std::string text = printed([](auto& rules, auto& sources, auto& results, auto& out) {
    render_cases_text(rules, sources, results, Lang::En, false, out);
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
  std::string xml = printed([](auto& rules, auto& sources, auto& results, auto& out) {
    render_cases_junit(rules, sources, results, Lang::Zh, out);
  });
  auto has = [&](const char* part) { return xml.find(part) != std::string::npos; };
  CHECK(has("<testsuites tests=\"2\" failures=\"1\" errors=\"0\">"));
  CHECK(has("<testsuite name=\"desk.test.yaml\" tests=\"2\" failures=\"1\""));
  CHECK(has("name=\"two &lt; three &amp; &quot;more&quot;\">"));
  CHECK(has("<failure message=\"verdict: expected eligible, got ineligible\">"));
  CHECK(has("<testcase classname=\"desk-grant\" name=\"three are enough\"/>"));
  CHECK(has("至少3人"));
}

}  // namespace
}  // namespace ipcheck

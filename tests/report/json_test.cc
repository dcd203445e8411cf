#include <algorithm>
#include <sstream>

#include "report/records.h"
#include "report/world.h"
#include "support/golden.h"

using namespace ipcheck;

namespace {

std::string shown(const std::string& record, std::vector<std::string> asked, bool ndjson = false,
                  bool show_pii = false) {
  ReportWorld world("tests/report/rules");
  VerdictReport report = world.report(record, std::move(asked));
  std::ostringstream out;
  render_json(report, Lang::Zh, ndjson, show_pii, out);
  return out.str();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("json: documents are as in the golden files", "[report]") {
  check_golden("report/golden/failing.json", shown(kFailing, {"demo-grant"}));
  check_golden("report/golden/fitting.json", shown(kFitting, {"demo-grant"}));
  check_golden("report/golden/survey.json", shown("name: 甲\nhas_plan: 是\nstaff: x\n", {}));
}

TEST_CASE("json: ndjson is one applicant a line", "[report]") {
  std::string two = std::string(kFailing) + "---\n" + kFitting;
  std::string text = shown(two, {"demo-grant"}, true);
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  CHECK(text.starts_with(R"({"schema":"ipcheck/verdicts/1","source":"record.yaml")"));
  CHECK(has(text, R"("receipt":{"ipcheck":"0.1.0","rules_sha256":"0123456789abcdef",)"));
}

TEST_CASE("json: the document's date is null when applicants differ", "[report]") {
  CHECK(has(shown("as_of: 2025-01-01\n---\nas_of: 2025-01-02\n", {"demo-plan"}),
            "\"as_of\": null,\n  \"applicants\""));
}

TEST_CASE("json: personal data is masked unless asked for", "[report]") {
  CHECK(has(shown(kFailing, {"demo-grant"}), R"("contact_phone": "138****8000")"));
  CHECK(has(shown(kFailing, {"demo-grant"}, false, true), R"("contact_phone": "13800138000")"));
}

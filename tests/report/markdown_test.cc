#include <sstream>

#include "report/records.h"
#include "report/world.h"
#include "support/golden.h"

using namespace ipcheck;

namespace {

std::string shown(const char* record, Lang lang, std::vector<std::string> asked) {
  ReportWorld world("tests/report/rules");
  VerdictReport report = world.report(record, std::move(asked));
  std::ostringstream out;
  render_markdown(report, {.lang = lang}, out);
  return out.str();
}

}  // namespace

TEST_CASE("markdown: verdicts read as in the golden files", "[report]") {
  check_golden("report/golden/failing.zh.md", shown(kFailing, Lang::Zh, {"demo-grant"}));
  check_golden("report/golden/open.en.md", shown(kOpen, Lang::En, {"demo-grant"}));
  check_golden("report/golden/survey.zh.md", shown(kFitting, Lang::Zh, {}));
}

TEST_CASE("markdown: nothing of a record acts as markup", "[report]") {
  std::string text = shown(kHostile, Lang::Zh, {"demo-grant"});
  CHECK(text.find("<b>") == std::string::npos);
  CHECK(text.find("<script>") == std::string::npos);
  CHECK(text.find("## \\| &lt;b&gt;") != std::string::npos);
  CHECK(text.find("a\\|b&lt;script&gt;\\`") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

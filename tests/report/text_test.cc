#include <sstream>

#include "report/records.h"
#include "report/world.h"
#include "support/golden.h"
#include "text/frame.h"

using namespace ipcheck;

namespace {

struct Shot {
  const char* golden;
  const char* record;
  bool named;  // --scheme demo-grant
  TextStyle style;
};

std::string shown(const char* record, bool named, const TextStyle& style) {
  ReportWorld world("tests/report/rules");
  std::vector<std::string> asked;
  if (named) asked.push_back("demo-grant");
  VerdictReport report = world.report(record, asked);
  std::ostringstream out;
  render_text(report, style, out);
  return out.str();
}

}  // namespace

TEST_CASE("text: verdicts read as in the golden files", "[report]") {
  const Shot shot = GENERATE(values<Shot>({
      {"failing.zh.txt", kFailing, true, {.width = 80}},
      {"failing.en.txt", kFailing, true, {.lang = Lang::En, .width = 100}},
      {"failing.explain.zh.txt", kFailing, true, {.explain = true, .width = 100}},
      {"lacking.zh.txt", kLacking, true, {.width = 100}},
      {"open.zh.txt", kOpen, true, {.width = 80}},
      {"open.en.txt", kOpen, true, {.lang = Lang::En, .width = 80}},
      {"fitting.zh.txt", kFitting, true, {.width = 80}},
      {"fitting.explain.en.txt", kFitting, true, {.lang = Lang::En, .explain = true, .width = 80}},
      {"quiet.zh.txt", kFailing, true, {.width = 80, .quiet = true}},
      {"colour.zh.txt", kFailing, true, {.color = true, .width = 80}},
      {"survey.zh.txt", kFailing, false, {.width = 100}},
      {"survey.en.txt", kFitting, false, {.lang = Lang::En, .width = 100}},
  }));
  check_golden(std::string("report/golden/") + shot.golden,
               shown(shot.record, shot.named, shot.style));
}

TEST_CASE("text: no line is wider than the terminal and none ends in blanks", "[report]") {
  const char* record = GENERATE(kFailing, kLacking, kOpen, kFitting, kHostile);
  for (int width : {40, 60, 80, 100, 140}) {
    for (Lang lang : {Lang::Zh, Lang::En}) {
      std::istringstream in(shown(record, true, {.lang = lang, .explain = true, .width = width}));
      for (std::string line; std::getline(in, line);) {
        INFO(width << ": " << line);
        CHECK(display_width(line) <= width);
        CHECK(!line.ends_with(' '));
      }
    }
  }
}

TEST_CASE("text: control characters of a record never reach the terminal", "[report]") {
  std::string text = shown(kHostile, true, {.explain = true, .width = 100});
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\a') == std::string::npos);
  CHECK(text.find("\u202E") == std::string::npos);
  CHECK(text.find("\\u{1b}[31m") != std::string::npos);
}

TEST_CASE("text: personal data is masked unless asked for", "[report]") {
  TextStyle style{.explain = true};
  CHECK(shown(kFailing, true, style).find("13800138000") == std::string::npos);
  CHECK(shown(kFailing, true, style).find("138****8000") != std::string::npos);
  style.show_pii = true;
  CHECK(shown(kFailing, true, style).find("13800138000") != std::string::npos);
}

TEST_CASE("text: quiet keeps the draft notice", "[report]") {
  for (bool named : {true, false}) {
    std::string text = shown(kFailing, named, {.quiet = true});
    CHECK(text.find("draft") != std::string::npos);
    CHECK(text.find("deadline") == std::string::npos);
  }
}

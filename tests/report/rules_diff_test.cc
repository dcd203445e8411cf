#include <sstream>

#include "report/rules/diff.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// Two empty rule sets and what is told of them.
struct Told {
  Sources sources;
  RuleSet rules;
  RulesDiff diff;
  RulesDiffReport report;

  Told() {
    diff.before = {&rules, *Date::parse_iso("2026-06-01")};
    diff.after = diff.before;
    report.diff = &diff;
    report.sources = &sources;
    report.before = "HEAD:rules", report.after = "rules";
  }
  RuleChange& add(DiffLayer layer, DiffSubject subject, DiffManner manner) {
    RuleChange& change = diff.changes.emplace_back();
    change.layer = layer, change.subject = subject, change.manner = manner;
    return change;
  }
  std::string text(Lang lang, int width = 200) const {
    std::ostringstream out;
    render_text(report, {.lang = lang, .width = width}, out);
    return out.str();
  }
  std::string markdown(std::size_t limit = kCommentBytes) const {
    std::ostringstream out;
    render_markdown(report, Lang::En, limit, out);
    return out.str();
  }
};

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t n = 0;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++n;
  return n;
}

TEST_CASE("rules diff: each manner has its sentence in both languages", "[report]") {
  struct Row {
    DiffManner manner;
    const char *before, *after, *detail;
    std::string zh, en;
  };
  const auto row = GENERATE(values<Row>({
      {DiffManner::Comparator, ">=", ">", "a >= params.b",
       "条件 A-1（人数），必备条件：比较符由 >= 改为 >（原为 `a >= params.b`）",
       "criterion A-1 (Staff), check: comparator changed from >= to > in `a >= params.b`"},
      {DiffManner::Parameter, "b", "c", "a >= params.b",
       "条件 A-1（人数），必备条件：门槛参数由 b 换成 c（原为 `a >= params.b`）",
       "criterion A-1 (Staff), check: threshold parameter b replaced by c in `a >= params.b`"},
      {DiffManner::Replaced, "a > 1", "b > 1", "", "条件 A-1（人数），必备条件：`a > 1` → `b > 1`",
       "criterion A-1 (Staff), check: `a > 1` → `b > 1`"},
      {DiffManner::Added, "", "b > 1", "", "条件 A-1（人数），必备条件：新增 `b > 1`",
       "criterion A-1 (Staff), check: added `b > 1`"},
      {DiffManner::Removed, "a > 1", "", "", "条件 A-1（人数），必备条件：删除 `a > 1`",
       "criterion A-1 (Staff), check: removed `a > 1`"},
  }));
  Told told;
  RuleChange& change = told.add(DiffLayer::Logic, DiffSubject::Criterion, row.manner);
  change.id = "A-1", change.title = {"人数", "Staff"}, change.key = "check";
  change.before = {row.before, row.before}, change.after = {row.after, row.after};
  change.detail = {row.detail, row.detail};
  CHECK(told.text(Lang::Zh).find("- " + row.zh + "\n") != std::string::npos);
  CHECK(told.text(Lang::En).find("- " + row.en + "\n") != std::string::npos);
}

TEST_CASE("rules diff: long values stand below their sentence, nothing hidden", "[report]") {
  Told told;
  RuleChange& change = told.add(DiffLayer::Logic, DiffSubject::Criterion, DiffManner::Replaced);
  change.id = "A-1", change.key = "reading";
  change.before = {"旧", std::string(80, 'x')}, change.after = {"新", "line\nbreak \x1b[31m"};
  const std::string text = told.text(Lang::En);
  CHECK(text.find("reading changed\n    − xxxx") != std::string::npos);
  CHECK(text.find("    + line break ") != std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("rules diff: a comment has its summary first and keeps to the limit", "[report]") {
  Told told;
  for (int i = 0; i < 4000; ++i) {
    RuleChange& change = told.add(i % 2 == 0 ? DiffLayer::Params : DiffLayer::Logic,
                                  DiffSubject::Param, DiffManner::Replaced);
    change.id = "param_" + std::to_string(i);
    change.key = "value", change.decides = true;
    change.before = {"3人", "3"}, change.after = {"5人", "5"};
    change.title = {"<b>|`", "<b>|"};
  }
  for (int i = 0; i < 2000; ++i) {
    SchemeDiff& scheme = told.diff.schemes.emplace_back();
    scheme.before = scheme.after = "scheme-" + std::to_string(i);
    scheme.changes = {0};
  }
  const std::size_t limit = GENERATE(as<std::size_t>{}, 2'000, 10'000, kCommentBytes);
  const std::string text = told.markdown(limit);
  CHECK(text.size() <= limit);
  CHECK(text.size() > limit / 2);
  CHECK(text.starts_with("### rules diff: `HEAD:rules` → `rules`"));
  CHECK(count(text, "<details>") == count(text, "</details>"));
  CHECK(text.find("schemes were cut") < text.find("<details>"));
  CHECK(text.find("more lines were cut") != std::string::npos);
  CHECK(text.find("<b>") == std::string::npos);
  const std::size_t cut = text.rfind("*", text.rfind(" more lines")) + 1;
  CHECK(std::stoul(text.substr(cut)) + count(text, "\n- ") == 4000);
}

TEST_CASE("rules diff: without changes one sentence is enough", "[report]") {
  const Told told;
  CHECK(told.markdown().ends_with("The rules are the same.\n"));
  CHECK(told.text(Lang::Zh).find("两边的规则相同") != std::string::npos);
  std::ostringstream json;
  render_json(told.report, Lang::En, json);
  CHECK(json.str().find("\"schema\": \"ipcheck/rules-diff/1\"") != std::string::npos);
  CHECK(json.str().find("\"changes\": []") != std::string::npos);
}

}  // namespace
}  // namespace ipcheck

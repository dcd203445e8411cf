#include <sstream>

#include "report/findings/diagnostics.h"
#include "report/findings/yaml_place.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

constexpr std::string_view kRules =
    "policy: desk\n"
    "params:\n"
    "  金额_min: {value: 3, cite: {at: 一/2, figure: 不少于3人}}\n"
    "criteria:\n"
    "  A-1:\n"
    "    cite: {at: 二/1}\n"
    "    check: stuff >= 3\n"
    "schemes:\n"
    "  - {id: one}\n"
    "  - {id: two}\n";

Span span_of(const Sources& sources, SourceId source, std::string_view part) {
  auto at = static_cast<std::uint32_t>(sources.text(source).find(part));
  return {source, at, at + static_cast<std::uint32_t>(part.size())};
}

std::string sarif(const Sources& sources, const Diagnostics& diags, Lang lang = Lang::En,
                  std::span<const FindingRule> rules = {}) {
  std::ostringstream out;
  render_diagnostics_sarif(sources, diags, lang, {"1.2.3", "rules-lint", rules}, out);
  return out.str();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The SARIF of one error about a file of that name.
std::string of_file(const std::string& name) {
  Sources sources;
  Diagnostics diags;
  SourceId file = sources.add(name, "a: 1\n");
  diags.error("e", span_of(sources, file, "a"), say("错", "wrong"));
  return sarif(sources, diags);
}

}  // namespace

TEST_CASE("yaml place: keys from the top, and the clause of the innermost entry", "[report]") {
  Sources sources;
  SourceId file = sources.add("desk.yaml", std::string(kRules));
  YamlPlaces places(sources);
  auto at = [&](std::string_view part) { return places.at(span_of(sources, file, part)); };
  CHECK(at("stuff").path == "criteria/A-1/check");
  CHECK(at("stuff").cite.at == "二/1");
  CHECK(at("金额_min").path == "params/金额_min");
  CHECK(at("不少于3人").path == "params/金额_min/cite/figure");
  CHECK(at("不少于3人").cite.figure == "不少于3人");
  CHECK(at("two").path == "schemes/1/id");
  CHECK(at("two").cite.empty());
  CHECK(at("policy").path == "policy");
  CHECK(at("cite: {at: 二/1}\n    check").path == "criteria/A-1");
  CHECK(places.at({}).path.empty());
}

TEST_CASE("yaml place: a broken file and a file of another kind have no places", "[report]") {
  Sources sources;
  YamlPlaces places(sources);
  SourceId broken = sources.add("broken.yaml", "a: [1\nb: }\n");
  SourceId other = sources.add("rules.txt", "a: 1\n");
  CHECK(places.at(span_of(sources, other, "1")).path.empty());
  CHECK(places.at(span_of(sources, broken, "b")).cite.empty());
}

TEST_CASE("sarif: a finding has rule, level, region, entry, notes and clause", "[report]") {
  Sources sources;
  SourceId file = sources.add("rules/desk.yaml", std::string(kRules));
  Diagnostics diags;
  diags
      .error("unknown-fact", span_of(sources, file, "stuff"),
             say("没有事实 `{}`", "unknown fact `{}`", "stuff"))
      .help(say("是不是 `staff`？", "did you mean `staff`?"))
      .note(span_of(sources, file, "金额_min"), say("在这里", "declared here"));
  std::vector<FindingRule> rules = {{.id = "other", .summary = say("另", "other")},
                                    {.id = "unknown-fact",
                                     .severity = Severity::Error,
                                     .summary = say("没有此事实", "no such fact"),
                                     .why = say("无从判定", "nothing to decide by"),
                                     .bad = "check: stuff\n",
                                     .good = "check: staff\n"}};
  std::string text = sarif(sources, diags, Lang::En, rules);
  std::string flat = text;
  std::erase(flat, '\n'), std::erase(flat, ' ');
  CHECK(has(flat, R"("semanticVersion":"1.2.3")"));
  CHECK(has(flat, R"("automationDetails":{"id":"ipcheck/rules-lint/"})"));
  CHECK(has(flat, R"("columnKind":"unicodeCodePoints")"));
  CHECK(has(flat, R"("ruleId":"unknown-fact","ruleIndex":1,"level":"error")"));
  CHECK(has(text, R"("text": "unknown fact `stuff`\nhelp: did you mean `staff`?")"));
  CHECK(has(flat, R"({"uri":"rules/desk.yaml","uriBaseId":"%SRCROOT%"})"));
  CHECK(has(flat, R"("region":{"startLine":7,"startColumn":12,"endLine":7,"endColumn":17})"));
  CHECK(has(flat, R"({"fullyQualifiedName":"criteria/A-1/check","kind":"object"})"));
  CHECK(has(flat, R"("region":{"startLine":3,"startColumn":3,"endLine":3,"endColumn":9})"));
  CHECK(has(text, R"("text": "declared here")"));
  CHECK(has(flat, R"({"fullyQualifiedName":"二/1","kind":"clause"})"));
  CHECK(has(text, R"("text": "clause: 二/1")"));
  CHECK(has(text, R"(**Bad**\n\n```yaml\ncheck: stuff\n```\n\n**Good**)"));
}

TEST_CASE("sarif: paths are URI references", "[report]") {
  CHECK(has(of_file("./my rules/50%#?:a.yaml"), R"("uri": "my%20rules/50%25%23%3F%3Aa.yaml")"));
  CHECK(has(of_file("规则/a.yaml"), R"("uri": "%E8%A7%84%E5%88%99/a.yaml")"));
  CHECK(has(of_file("/srv/a.yaml"), R"("uri": "file:///srv/a.yaml")"));
  CHECK_FALSE(has(of_file("/srv/a.yaml"), "uriBaseId"));
}

TEST_CASE("sarif: an id without a rule gets a row; columns count code points", "[report]") {
  Sources sources;
  SourceId file = sources.add("a.yaml", "金额𠮷: 约3\n");
  Diagnostics diags;
  diags.hint("look-alike", span_of(sources, file, "约3"), say("像", "looks like it"));
  std::string text = sarif(sources, diags);
  CHECK(has(text, R"("id": "look-alike")"));
  CHECK(has(text, R"("level": "note")"));
  CHECK(has(text, R"("startColumn": 6)"));
  CHECK(has(text, R"("endColumn": 8)"));
}

TEST_CASE("sarif: a finding in no file has no location, one of a whole file no region",
          "[report]") {
  Sources sources;
  Diagnostics diags;
  diags.file_error("rules-missing", "no such/folder", say("没有", "missing"));
  diags.error("unknown-lint-rule", {}, say("没有", "none"));
  std::string text = sarif(sources, diags);
  CHECK(has(text, R"("uri": "no%20such/folder")"));
  CHECK_FALSE(has(text, "region"));
  CHECK(text.find("\"locations\"") == text.rfind("\"locations\""));
}

TEST_CASE("sarif: what a file says cannot act in a viewer", "[report]") {
  Sources sources;
  SourceId file = sources.add("a.yaml", "a: 1\n");
  Diagnostics diags;
  diags.error(
      "e", span_of(sources, file, "a"),
      say("{}", "{}", "[click](http://example.org) \x1b[31m \xE2\x80\xAE 14999919900101107X"));
  std::string text = sarif(sources, diags);
  CHECK(has(text, "[click] (http"));
  CHECK(has(text, R"(\\u{1b})"));
  CHECK(has(text, R"(\\u{202e})"));
  CHECK_FALSE(has(text, "19900101107X"));
}

TEST_CASE("sarif: the fingerprint stays when lines above come and go", "[report]") {
  auto print = [](const std::string& lead, const char* fact) {
    Sources sources;
    SourceId file = sources.add("a.yaml", lead + "criteria: {A-1: {check: stuff}}\n");
    Diagnostics diags;
    diags.error("e", span_of(sources, file, "stuff"), say("没有 `{}`", "no `{}`", fact));
    std::string text = sarif(sources, diags);
    return text.substr(text.find("ipcheckFinding/v1"), 60);
  };
  CHECK(print("", "x") == print("# a line\n\n", "x"));
  CHECK(print("", "x") != print("", "y"));
}

TEST_CASE("sarif: every lint rule has a summary, a reason and examples", "[report]") {
  for (const FindingRule& rule : lint_finding_rules()) {
    INFO(rule.id);
    CHECK_FALSE((rule.summary.zh.empty() || rule.summary.en.empty()));
    CHECK_FALSE((rule.why.zh.empty() || rule.why.en.empty()));
    CHECK_FALSE((rule.bad.empty() || rule.good.empty()));
  }
}

#include "study/lint/lint.h"

#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

/// Ids that lint reports for one policy file; errors of loading first.
std::vector<std::string> found(const std::string& text) {
  auto loaded = test::rules_from({{"example.yaml", text}});
  if (loaded->diags.has_errors()) return loaded->ids();
  Diagnostics diags;
  lint(loaded->rules, loaded->sources, {}, diags);
  std::vector<std::string> ids;
  for (const Diagnostic* d : diags.sorted()) ids.push_back(d->id);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

TEST_CASE("lint: every rule fires on its bad example and on nothing else", "[study]") {
  for (const LintRule& rule : lint_rules()) {
    INFO(rule.id << "\n" << rule.bad);
    CHECK(found(rule.bad) == std::vector<std::string>{std::string(rule.id)});
  }
}

TEST_CASE("lint: no rule fires on a good example", "[study]") {
  for (const LintRule& rule : lint_rules()) {
    INFO(rule.id << "\n" << rule.good);
    CHECK(found(rule.good) == std::vector<std::string>{});
  }
}

TEST_CASE("lint: every rule has its words in both languages and an id of its own", "[study]") {
  std::vector<std::string> ids;
  for (const LintRule& rule : lint_rules()) {
    INFO(rule.id);
    CHECK(std::find(ids.begin(), ids.end(), std::string(rule.id)) == ids.end());
    ids.emplace_back(rule.id);
    for (const Text* text : {&rule.summary, &rule.why}) {
      CHECK_FALSE(text->zh.empty());
      CHECK_FALSE(text->en.empty());
    }
  }
  CHECK(ids.size() >= 16);
}

TEST_CASE("lint: the place of a number inside a quoted condition is the number", "[study]") {
  std::string bad;
  for (const LintRule& rule : lint_rules()) {
    if (rule.id == "number-in-check") bad = rule.bad;
  }
  bad.replace(bad.find("staff >= 3}"), 11, "\"staff >= 3\"}");
  auto loaded = test::rules_from({{"example.yaml", bad}});
  lint(loaded->rules, loaded->sources, {}, loaded->diags);
  CHECK(loaded->underlined("number-in-check") == "3");
}

TEST_CASE("lint: a claim that cannot be read is told with its place", "[study]") {
  const std::string good = lint_rules().front().good;
  auto loaded = test::rules_from({{"example.yaml", good + "claims: [{monotonous: staff}]\n"}});
  REQUIRE(loaded->ids().empty());
  lint(loaded->rules, loaded->sources, {}, loaded->diags);
  REQUIRE(loaded->ids().size() == 1);
  const Diagnostic& told = loaded->diags.all().front();
  CHECK(told.severity == Severity::Error);
  CHECK(told.span.known());
}

TEST_CASE("lint: only the rules that were named run, and a wrong name is an error", "[study]") {
  auto loaded = test::rules_from({{"example.yaml", lint_rules().front().bad}});
  const std::vector<std::string> other{std::string(lint_rules().back().id)};
  lint(loaded->rules, loaded->sources, other, loaded->diags);
  CHECK(loaded->ids().empty());
  const std::vector<std::string> wrong{"number-in-chek"};
  lint(loaded->rules, loaded->sources, wrong, loaded->diags);
  REQUIRE(loaded->ids() == std::vector<std::string>{"unknown-lint-rule"});
  CHECK(loaded->diags.all().front().fix.en == "did you mean `number-in-check`?");
}

TEST_CASE("lint: what an overlay inherits is told once", "[study]") {
  std::string bad;
  for (const LintRule& rule : lint_rules()) {
    if (rule.id == "missing-citation") bad = rule.bad;
  }
  auto loaded = test::rules_from({{"a.yaml", bad},
                                  {"b.yaml",
                                   "policy: city\nextends: example\ntitle: {zh: 市, en: City}\n"
                                   "set: {criteria: {A-1: {title: {zh: 甲, en: A}}}}\n"}});
  REQUIRE(loaded->ids().empty());
  lint(loaded->rules, loaded->sources, {}, loaded->diags);
  CHECK(loaded->ids() == std::vector<std::string>{"missing-citation"});
}

TEST_CASE("lint: nothing but hints about words kept in vocabularies in the shipped rules",
          "[study]") {
  auto loaded = test::shipped_rules();
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  lint(loaded->rules, loaded->sources, {}, loaded->diags);
  for (const Diagnostic& d : loaded->diags.all()) {
    INFO(loaded->sources.name(d.span.source) << ": " << d.message.en);
    CHECK(d.severity == Severity::Hint);
    CHECK(d.id == "unused-fact");
  }
}

}  // namespace
}  // namespace ipcheck

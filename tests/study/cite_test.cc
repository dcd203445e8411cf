#include "study/cite/cite.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "study/workshop.h"
#include "support/catch.h"
#include "support/rules.h"
#include "text/file.h"

namespace ipcheck {
namespace {

/// Rules and a text held against each other.
struct Cited {
  std::unique_ptr<test::Loaded> loaded;
  CiteReport report;
  Diagnostics trouble, findings;

  Cited(const std::string& rules, const std::string& text, const std::string& policy = "")
      : loaded(test::rules_from({{"workshop.yaml", rules}})) {
    for (const Diagnostic* d : loaded->diags.sorted()) INFO(d->message.en);
    REQUIRE_FALSE(loaded->diags.has_errors());
    hold(text, policy);
  }
  void hold(const std::string& text, const std::string& policy) {
    const SourceId source = loaded->sources.add("text.txt", text);
    match_texts(loaded->rules, loaded->sources, {{policy, source}}, report, trouble);
    check_citations(loaded->rules, loaded->sources, report, findings);
  }
  /// `figure-value 3 …`: id and the text that is underlined.
  std::vector<std::string> found() const {
    std::vector<std::string> out;
    for (const Diagnostic* d : findings.sorted())
      out.push_back(d->id + " " + std::string(loaded->sources.text(d->span)));
    return out;
  }
};

using Found = std::vector<std::string>;

/// The shared rules or text with one thing changed.
std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}
Found after(const std::string& from, const std::string& to) {
  return Cited(changed(test::kWorkshopRules, from, to), test::kWorkshopText).found();
}
Found after_in_text(const std::string& from, const std::string& to) {
  return Cited(test::kWorkshopRules, changed(test::kWorkshopText, from, to)).found();
}

TEST_CASE("cite: rules that agree with their text have no findings", "[study]") {
  const Cited cited(test::kWorkshopRules, test::kWorkshopText);
  CHECK(cited.found() == Found{});
  REQUIRE(cited.report.texts.size() == 1);
  CHECK(cited.report.texts[0].by_title);
  CHECK(cited.report.texts[0].places == 8);
  CHECK(cited.report.texts[0].figures == 5);
  CHECK(cited.report.texts[0].numbers == 5);
  CHECK(cited.report.texts[0].comparisons == 5);
}

TEST_CASE("cite: a parameter edited away from the figure", "[study]") {
  CHECK(after("{value: 3, unit: 人", "{value: 4, unit: 人") ==
        Found{"figure-value 4", "figure-value {at: 二/第1组/2, figure: 不少于3名}"});
  CHECK(after("value: 200万元", "value: 20万元") == Found{"figure-value 20万元"});
  CHECK(after("value: 200万元", "value: 2000000元") == Found{});
  CHECK(after("{value: 7", "{value: 8") == Found{"figure-value 8"});
}

TEST_CASE("cite: a comparison that is not the figure's", "[study]") {
  CHECK(after("check: staff >= params.staff_min", "check: staff > params.staff_min") ==
        Found{"figure-comparison staff > params.staff_min"});
  CHECK(after("check: staff >= params.staff_min", "check: params.staff_min < staff") ==
        Found{"figure-comparison params.staff_min < staff"});
  CHECK(after("check: staff >= params.staff_min", "check: staff == params.staff_min") ==
        Found{"figure-comparison staff == params.staff_min"});
  CHECK(after("check: staff >= params.staff_min", "check: enough") == Found{});
  CHECK(after("derive: \"staff >= params.staff_min\"}\n",
              "derive: \"staff > params.staff_min\"}\n") == Found{});  // nothing asks for it
  CHECK(
      after("\"!(partners <= params.partners_over)\"", "\"!(partners < params.partners_over)\"") ==
      Found{"figure-comparison partners < params.partners_over"});
  CHECK(after("check: replied_on <= add", "check: replied_on < add").size() == 1);
  CHECK(after("as_of > add_workdays", "as_of >= add_workdays").size() == 1);
}

TEST_CASE("cite: a derived fact that compares wrongly", "[study]") {
  std::string rules =
      changed(test::kWorkshopRules, "check: staff >= params.staff_min", "check: enough");
  rules = changed(rules, "derive: \"staff >=", "derive: \"staff >");
  CHECK(Cited(rules, test::kWorkshopText).found() ==
        Found{"figure-comparison staff > params.staff_min"});
}

TEST_CASE("cite: a criterion's figure holds where the parameter gives none", "[study]") {
  const std::string rules =
      changed(test::kWorkshopRules, "cite: {at: 二/基础要求/2, figure: 不少于3人}",
              "cite: {at: 二/基础要求/2}");
  CHECK(Cited(rules, test::kWorkshopText).found() == Found{});
  CHECK(Cited(changed(rules, "staff >= params.staff_min}", "staff > params.staff_min}"),
              test::kWorkshopText)
            .found() == Found{"figure-comparison staff > params.staff_min"});
  CHECK(Cited(changed(rules, "{value: 3", "{value: 2"), test::kWorkshopText).found() ==
        Found{"figure-value {at: 二/第1组/2, figure: 不少于3名}"});
}

TEST_CASE("cite: a message says numbers as its language does", "[study]") {
  const Cited cited(changed(test::kWorkshopRules, "{value: 3, unit: 人", "{value: 4, unit: 人"),
                    test::kWorkshopText);
  const Diagnostic* read = cited.findings.sorted().back();
  CHECK(read->message.zh.ends_with("`staff_min` = 4人"));
  CHECK(read->message.en.ends_with("`staff_min` = 4"));
}

TEST_CASE("cite: a figure at another place", "[study]") {
  CHECK(after("{at: 二/基础要求/2, figure", "{at: 二/基础要求/1, figure") ==
        Found{"figure-moved {at: 二/基础要求/1, figure: 不少于3人}"});
  CHECK(after("figure: 超过10家", "figure: 超过11家") ==
        Found{"figure-not-found {at: 二/认定业绩/4, figure: 超过11家}"});
  CHECK(after("at: 三（二）", "at: 三（三）") ==
        Found{"place-not-found {at: 三（三）, figure: 7个工作日内}"});
  CHECK(after("at: 三/(二)", "at: 第八条") == Found{"place-not-found {at: 第八条}"});
  const Cited cited(changed(test::kWorkshopRules, "{at: 二/基础要求/2, figure", "{at: 一, figure"),
                    test::kWorkshopText);
  REQUIRE(cited.findings.all().size() == 1);
  const Diagnostic& d = cited.findings.all()[0];
  CHECK(d.fix.en == "the figure stands at `二/第1组/2`");
  REQUIRE(d.notes.size() == 2);
  CHECK(cited.loaded->sources.text(d.notes[0].span) == "一、总体安排");
  CHECK(cited.loaded->sources.text(d.notes[1].span) == "不少于三人");
}

TEST_CASE("cite: a text that was changed", "[study]") {
  CHECK(after_in_text("不少于三人", "不少于 ３ 名") == Found{});
  CHECK(after_in_text("２００ 万元", "二百万元") == Found{});
  CHECK(after_in_text("２００ 万元", "2,000,000元") == Found{});
  CHECK(after_in_text("不少于三人", "多于三人").size() == 2);
  CHECK(after_in_text("不少于三人", "不少于十三人").size() == 2);
  CHECK(after_in_text("7个工作日内", "七个工作日之内").size() == 1);
}

TEST_CASE("cite: lists, dates and ranges have numbers too", "[study]") {
  const auto with = [](const std::string& params) {
    return Cited(changed(test::kWorkshopRules, "params:\n", "params:\n" + params),
                 test::kWorkshopText)
        .found();
  };
  CHECK(with("  a: {value: [x, y, z], cite: {at: 四/三, figure: 2—3个}}\n") == Found{});
  CHECK(with("  a: {value: [w, x, y, z], cite: {at: 四/三, figure: 2—3个}}\n").size() == 1);
  CHECK(with("  a: {value: 2025-12-31, cite: {at: 序言, figure: 到2025年}}\n") == Found{});
  CHECK(with("  a: {value: 2026-12-31, cite: {at: 序言, figure: 到2025年}}\n").size() == 1);
  CHECK(with("  a: {value: 2, unit: 年, cite: {at: 二/认定业绩/3, figure: 满24个月}}\n") ==
        Found{});
  CHECK(with("  a: {value: 3, unit: 年, cite: {at: 二/认定业绩/3, figure: 满24个月}}\n").size() ==
        1);
  CHECK(with("  a:\n    unit: 人\n    cite: {at: 二/基础要求/2, figure: 不少于3人}\n"
             "    values: [{value: 2}, {from: 2026-01-01, value: 3}]\n") == Found{});
}

TEST_CASE("cite: binding sentences that nothing cites are told by place and word", "[study]") {
  const Cited cited(test::kWorkshopRules, changed(test::kWorkshopText, "工坊由企业牵头建设。",
                                                  "工坊由企业牵头建设。工坊须挂牌。"));
  std::vector<std::string> uncited;
  for (const Uncited& one : cited.report.uncited)
    uncited.push_back(one.place + " " + std::string(cited.loaded->sources.text(one.word)));
  CHECK(uncited == Found{"一 须", "二/首段 应当", "二/第3段 应当"});
  CHECK(cited.found() == Found{});
}

TEST_CASE("cite: a text is known by its title or named", "[study]") {
  CHECK(Cited(test::kWorkshopRules, "别的办法\n一、事\n").trouble.all().at(0).id ==
        "text-unmatched");
  CHECK(Cited(test::kWorkshopRules, test::kWorkshopText, "demo-workshop").report.texts.size() == 1);
  CHECK(Cited(test::kWorkshopRules, test::kWorkshopText, "demo-werkshop").trouble.all().at(0).id ==
        "unknown-policy");
  const Cited near(test::kWorkshopRules, changed(test::kWorkshopText, "示例市创新工坊管理办法",
                                                 "示例市关于创新工坊的\n管理办法"));
  CHECK(near.report.texts.size() == 1);
  Cited twice(test::kWorkshopRules, test::kWorkshopText);
  twice.hold(test::kWorkshopText, "");
  CHECK(twice.trouble.all().at(0).id == "text-twice");
}

TEST_CASE("cite: an overlay answers for its own citations", "[study]") {
  auto loaded =
      test::rules_from({{"workshop.yaml", test::kWorkshopRules}, {"city.yaml", R"(policy: city
extends: demo-workshop
title: {zh: 某区加严规定, en: City}
set:
  params:
    staff_min: {value: 5, cite: {at: 一, figure: 多于5人}}
)"}});
  for (const Diagnostic* d : loaded->diags.sorted()) INFO(d->message.en);
  REQUIRE_FALSE(loaded->diags.has_errors());
  CiteReport report;
  Diagnostics trouble, findings;
  const SourceId text = loaded->sources.add("city.txt", "某区加严规定\n一、人员多于5人。\n");
  match_texts(loaded->rules, loaded->sources, {{"", text}}, report, trouble);
  REQUIRE(report.texts.size() == 1);
  CHECK(report.without_text.size() == 1);
  check_citations(loaded->rules, loaded->sources, report, findings);
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].id == "figure-comparison");  // the inherited check says >=
}

/// The texts are no part of the project; where they stand beside it, the shipped rules must agree.
TEST_CASE("cite: the shipped rules agree with the texts beside them", "[study]") {
  const char* given = std::getenv("IPCHECK_POLICY_TEXTS");
  const std::filesystem::path folder =
      given != nullptr ? given : std::string(IPCHECK_SOURCE_DIR) + "/../shared/policies";
  if (!std::filesystem::is_directory(folder)) return;
  auto loaded = test::shipped_rules();
  std::vector<PolicyTextFile> files;
  std::vector<std::filesystem::path> names(std::filesystem::directory_iterator(folder), {});
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    if (name.extension() != ".txt") continue;
    const auto source = read_text(loaded->sources, name.string(), 1u << 24, loaded->diags);
    REQUIRE(source);
    files.push_back({"", *source});
  }
  CiteReport report;
  Diagnostics trouble, findings;
  match_texts(loaded->rules, loaded->sources, files, report, trouble);
  CHECK(trouble.all().empty());
  CHECK(report.texts.size() == files.size());
  check_citations(loaded->rules, loaded->sources, report, findings);
  for (const Diagnostic* d : findings.sorted()) UNSCOPED_INFO(d->id << " " << d->message.en);
  CHECK(findings.all().empty());
}

}  // namespace
}  // namespace ipcheck

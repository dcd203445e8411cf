#include "study/diff/diff.h"

#include <algorithm>

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
  income: {type: money, unit: 元, range: [0, null], label: {zh: 金额, en: Income}}
  kind: {type: enum, values: {big: {zh: 大, en: Big}, small: {zh: 小, en: Small}}, label: {zh: 规模, en: Size}}
  since: {type: date, label: {zh: 成立, en: Founded}}
  age: {type: integer, unit: 年, label: {zh: 年限, en: Age}, derive: "years_between(since, as_of) + params.extra"}
  trust: {type: judgement, label: {zh: 信誉, en: Trust}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一, figure: 不少于3人}}
  staff_large: {value: 9, unit: 人, cite: {at: 一}}
  income_min: {cite: {at: 二}, values: [{from: 2026-01-01, value: 200万元}, {from: 2027-01-01, value: 300万元}]}
  extra: {value: 0, unit: 年, cite: {at: 三}}
  age_min: {value: 1, unit: 年, cite: {at: 三}}
criteria:
  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: staff >= params.staff_min}
  A-2: {title: {zh: 金额, en: Income}, cite: {at: 二}, check: income >= params.income_min}
  A-3: {title: {zh: 年限, en: Age}, cite: {at: 三}, check: age >= params.age_min}
  A-4: {title: {zh: 信誉, en: Trust}, cite: {at: 四}, should: trust}
schemes:
  desk-basic:
    title: {zh: 基础, en: Basic}
    applicant: organization
    require: {all: [A-1, A-4]}
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [desk-basic, {id: G, title: {zh: 之一, en: either}, any: [A-2, A-3]}, {choose: kind, of: {big: [A-2], small: []}}]}
    notices: [{id: n, text: {zh: 注意, en: note}}]
)yaml";

constexpr const char* kDay = "2026-06-01";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string_view manner(DiffManner manner) {
  constexpr std::string_view kWords[] = {"added",      "removed",   "replaced",
                                         "comparator", "parameter", "moved"};
  return kWords[static_cast<std::size_t>(manner)];
}

/// `A-1 check comparator >= -> > * desk-basic,desk-grant`; `*`: it decides.
std::string told(const RuleChange& c) {
  std::string out = c.id.empty() ? "-" : c.id;
  if (!c.key.empty()) out += " " + c.key;
  if (!c.item.empty()) out += "[" + c.item + "]";
  out += " " + std::string(manner(c.manner));
  if (!c.before.empty() || !c.after.empty()) out += " " + c.before.en + " -> " + c.after.en;
  if (c.decides) out += " *";
  for (const std::string& scheme : c.schemes) out += " " + scheme;
  return out;
}

struct Compared {
  std::unique_ptr<test::Loaded> before, after;
  RulesDiff diff;

  Compared(const std::string& old_text, const std::string& new_text, const char* old_day = kDay,
           const char* new_day = kDay, const DiffRequest& request = {})
      : before(test::rules_from({{"desk.yaml", old_text}})),
        after(test::rules_from({{"desk.yaml", new_text}})) {
    INFO(new_text);
    REQUIRE(before->ids().empty());
    REQUIRE(after->ids() == std::vector<std::string>{});
    diff = diff_rules({&before->rules, *Date::parse_iso(old_day)},
                      {&after->rules, *Date::parse_iso(new_day)}, request);
  }
  std::vector<std::string> all() const {
    std::vector<std::string> out;
    for (const RuleChange& change : diff.changes) out.push_back(told(change));
    return out;
  }
  std::vector<std::string> same() const {
    std::vector<std::string> out;
    for (const SchemeDiff& scheme : diff.schemes)
      if (scheme.same) out.push_back(scheme.id());
    return out;
  }
};

TEST_CASE("diff: each edit is told once, with what it can reach", "[study]") {
  struct Row {
    std::string from, to;
    std::vector<std::string> told;
    std::vector<std::string> same;
  };
  const auto row = GENERATE(values<Row>({
      {"value: 3,", "value: 5,", {"staff_min value replaced 3 -> 5 * desk-basic desk-grant"}, {}},
      {"value: 200万元",
       "value: 250万元",
       {"income_min value replaced CNY 2,000,000 -> CNY 2,500,000 * desk-grant"},
       {"desk-basic"}},
      {"value: 300万元",
       "value: 400万元",
       {"income_min values[2027-01-01] replaced CNY 3,000,000 -> CNY 4,000,000 desk-grant"},
       {"desk-basic", "desk-grant"}},
      {"extra: {value: 0",
       "extra: {value: 1",
       {"extra value replaced 0 years -> 1 year * desk-grant"},
       {"desk-basic"}},
      {"staff >= params.staff_min",
       "staff > params.staff_min",
       {"A-1 check comparator >= -> > * desk-basic desk-grant"},
       {}},
      {"check: staff >= params.staff_min",
       "check: staff >= params.staff_large",
       {"A-1 check parameter staff_min -> staff_large * desk-basic desk-grant"},
       {}},
      {"check: staff >= params.staff_min",
       "check: staff + 1 >= params.staff_min",
       {"A-1 check replaced staff >= params.staff_min -> staff + 1 >= params.staff_min * "
        "desk-basic "
        "desk-grant"},
       {}},
      {"check: staff >= params.staff_min",
       "check:   staff  >=   params.staff_min",
       {},
       {"desk-basic", "desk-grant"}},
      {"should: trust",
       "check: trust",
       {"A-4 check added  -> trust * desk-basic desk-grant",
        "A-4 should removed trust ->  * desk-basic desk-grant"},
       {}},
      {"A-1: {title: {zh: 人数, en: Staff}",
       "A-1: {title: {zh: 人数, en: People}",
       {"A-1 title replaced Staff -> People desk-basic desk-grant"},
       {"desk-basic", "desk-grant"}},
      {"figure: 不少于3人",
       "figure: 不少于三人",
       {"staff_min cite replaced 一 不少于3人 -> 一 不少于三人 desk-basic desk-grant"},
       {"desk-basic", "desk-grant"}},
      {"any: [A-2, A-3]",
       "all: [A-2, A-3]",
       {"G kind replaced any -> all * desk-grant"},
       {"desk-basic"}},
      {"any: [A-2, A-3]",
       "at_least: 1, of: [A-2, A-3]",
       {"G kind replaced any -> at_least: 1 * desk-grant"},
       {"desk-basic"}},
      {"any: [A-2, A-3]",
       "any: [A-2]",
       {"G require[A-3] removed A-3 ->  * desk-grant"},
       {"desk-basic"}},
      {"require: {all: [A-1, A-4]}",
       "require: {all: [A-1, A-4, A-3]}",
       {"desk-basic require[A-3] added  -> A-3 * desk-basic desk-grant"},
       {}},
      {"small: []",
       "small: [A-1]",
       {"by choice (all of (A-2), all of (A-1)) branch small require[A-1] added  -> A-1 * "
        "desk-grant"},
       {"desk-basic"}},
      {"title: {zh: 之一, en: either}, any: [A-2, A-3]}",
       "title: {zh: 之一, en: either}, any: [A-2]}, A-3",
       {"desk-grant require moved G -> desk-grant * desk-grant"},
       {"desk-basic"}},
      {"range: [0, null], label: {zh: 人数",
       "range: [0, 99], label: {zh: 人数",
       {"staff range replaced ≥ 0 -> 0 – 99 * desk-basic desk-grant"},
       {}},
      {"small: {zh: 小, en: Small}}",
       "small: {zh: 小, en: Small}, tiny: {zh: 微, en: Tiny}}",
       {"kind values[tiny] added  -> Tiny * desk-grant"},
       {"desk-basic"}},
      {"label: {zh: 信誉, en: Trust}}",
       "label: {zh: 信誉, en: Trust}, absent: met}",
       {"trust absent added  -> met * desk-basic desk-grant"},
       {}},
      {"label: {zh: 规模, en: Size}",
       "label: {zh: 规模, en: Scale}",
       {"kind label replaced Size -> Scale desk-grant"},
       {"desk-basic", "desk-grant"}},
      {"text: {zh: 注意, en: note}",
       "text: {zh: 注意, en: mind}",
       {"n text replaced note -> mind desk-grant"},
       {"desk-basic", "desk-grant"}},
      {"status: in_force",
       "status: expired",
       {"desk status replaced in force -> expired"},
       {"desk-basic", "desk-grant"}},
      {"  desk-basic:\n    title: {zh: 基础, en: Basic}",
       "  desk-basic:\n    title: {zh: 基础, en: Base}",
       {"desk-basic title replaced Basic -> Base desk-basic"},
       {"desk-basic", "desk-grant"}},
  }));
  CAPTURE(row.to);
  const Compared compared(kPolicy, changed(kPolicy, row.from, row.to));
  CHECK(compared.all() == row.told);
  CHECK(compared.same() == row.same);
}

TEST_CASE("diff: a change and its reverse name the same places", "[study]") {
  const std::string edited = changed(kPolicy, "value: 3,", "value: 5,");
  const Compared there(kPolicy, edited), back(edited, kPolicy);
  REQUIRE(there.diff.changes.size() == 1);
  REQUIRE(back.diff.changes.size() == 1);
  const RuleChange &a = there.diff.changes[0], &b = back.diff.changes[0];
  CHECK(there.before->sources.text(a.before_at) == "3");
  CHECK(there.after->sources.text(a.after_at) == "5");
  CHECK(a.before == b.after);
  CHECK(a.after == b.before);
}

TEST_CASE("diff: two days of one rule set differ where values or conditions hang on the day",
          "[study]") {
  const Compared compared(kPolicy, kPolicy, "2026-06-01", "2027-06-01");
  CHECK(compared.all() ==
        std::vector<std::string>{
            "- as_of replaced 2026-06-01 -> 2027-06-01 * desk-grant",
            "income_min value replaced CNY 2,000,000 -> CNY 3,000,000 * desk-grant"});
  CHECK(compared.same() == std::vector<std::string>{"desk-basic"});
  const Compared early(kPolicy, kPolicy, "2025-06-01", "2025-06-01");
  CHECK(early.all().empty());
  const Compared begins(kPolicy, kPolicy, "2025-12-31", "2026-01-01");
  CHECK(begins.all()[1] == "income_min value added  -> CNY 2,000,000 * desk-grant");
}

TEST_CASE("diff: a scheme or policy of one side alone is told as a whole", "[study]") {
  const std::string one = kPolicy;
  std::string less = one.substr(0, one.find("  desk-grant:"));
  const Compared gone(one, less);
  REQUIRE(gone.diff.schemes.size() == 2);
  CHECK(gone.diff.schemes[1].before == "desk-grant");
  CHECK(gone.diff.schemes[1].after.empty());
  CHECK_FALSE(gone.diff.schemes[1].same);
  CHECK(gone.all() == std::vector<std::string>{"desk-grant removed Grant ->  desk-grant"});
  std::string other = one;
  for (std::size_t at = other.find("desk"); at != std::string::npos; at = other.find("desk", at))
    other.replace(at, 4, "other");
  const Compared replaced(one, other);
  CHECK(replaced.all() ==
        std::vector<std::string>{"other added  -> Example", "desk removed Example -> "});
}

TEST_CASE("diff: a request leaves the rest out", "[study]") {
  const std::string edited =
      changed(changed(kPolicy, "value: 3,", "value: 5,"), "value: 200万元", "value: 250万元");
  const Compared basic(kPolicy, edited, kDay, kDay,
                       {.schemes = {{"desk-basic", "desk-basic"}}, .policies = {}});
  CHECK(basic.all() ==
        std::vector<std::string>{"staff_min value replaced 3 -> 5 * desk-basic desk-grant"});
  REQUIRE(basic.diff.schemes.size() == 1);
  CHECK(basic.diff.schemes[0].changes == std::vector<std::uint32_t>{0});
}

constexpr const char* kOverlay = R"yaml(policy: town
extends: desk
title: {zh: 某市, en: A town}
facts:
  local: {type: boolean, label: {zh: 本地, en: Local}}
set:
  params:
    staff_min: {value: 5, cite: {at: 市/1, figure: 不少于5人}}
criteria:
  T-1: {title: {zh: 本地, en: Local}, cite: {at: 市/2}, check: local}
schemes:
  town-basic:
    title: {zh: 基础, en: Basic}
    applicant: organization
    require: {all: [A-1, A-4, T-1]}
)yaml";

TEST_CASE("diff: an overlay is compared with what it extends", "[study]") {
  auto rules = test::rules_from({{"desk.yaml", kPolicy}, {"town.yaml", kOverlay}});
  REQUIRE(rules->ids() == std::vector<std::string>{});
  const DiffSide side{&rules->rules, *Date::parse_iso(kDay)};
  const RulesDiff diff = diff_rules(side, side, {.schemes = {}, .policies = {{"desk", "town"}}});
  std::vector<std::string> all;
  for (const RuleChange& change : diff.changes)
    if (change.decides) all.push_back(told(change));
  CHECK(all ==
        std::vector<std::string>{"local added  -> boolean * town-basic town-grant",
                                 "staff_min value replaced 3 -> 5 * town-basic town-grant",
                                 "T-1 added  -> local * town-basic town-grant",
                                 "town-basic require[T-1] added  -> T-1 * town-basic town-grant"});
  REQUIRE(diff.schemes.size() == 2);
  CHECK(diff.schemes[0].before == "desk-basic");
  CHECK(diff.schemes[0].after == "town-basic");
}

TEST_CASE("diff: the shipped rules equal themselves", "[study]") {
  auto one = test::shipped_rules(), other = test::shipped_rules();
  const Date day = *Date::parse_iso(kDay);
  const RulesDiff diff = diff_rules({&one->rules, day}, {&other->rules, day}, {});
  CHECK(diff.changes.empty());
  CHECK(diff.schemes.size() == 26);
  CHECK(std::all_of(diff.schemes.begin(), diff.schemes.end(),
                    [](const SchemeDiff& scheme) { return scheme.same; }));
}

}  // namespace
}  // namespace ipcheck

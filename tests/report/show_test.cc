#include "report/doc/show.h"

#include <algorithm>
#include <sstream>

#include "support/catch.h"
#include "support/rules.h"
#include "text/frame.h"
#include "text/tree_json.h"

using namespace ipcheck;

namespace {

constexpr const char* kPolicy = R"(policy: demo
title: {zh: 示例办法, en: Demo}
issuer: {zh: 示例局, en: Demo office}
document: {number: 示例〔2026〕1号, date: 2026-01-05}
status: draft
status_note: {zh: 公开征求意见, en: open for comment}
effective: {from: 2026-02-01, to: null}
facts:
  staff: {type: integer, unit: 人, range: [0, 9000], label: {zh: 专职人员, en: Full-time staff}, aliases: [专职人数], proof: {zh: 社保证明, en: Insurance records}}
  lent: {type: integer, unit: 人, label: {zh: 借调人员, en: Seconded staff}}
  own: {type: integer, unit: 人, label: {zh: 本单位人员, en: Own staff}, derive: staff - lent}
  way: {type: enum, open: true, values: {post: {zh: 邮寄, en: Post, aliases: [信函]}, desk: {zh: 窗口, en: Desk}}, label: {zh: 方式, en: Way}}
  sealed: {type: boolean, label: {zh: 已盖章, en: Sealed}}
  worth: {type: judgement, absent: met, label: {zh: 价值, en: Worth}}
  phone: {type: string, pii: true, label: {zh: 电话, en: Phone}}
  fields: {type: {set: enum}, values: {a: {zh: 甲, en: A}}, label: {zh: 领域, en: Fields}}
params:
  staff_min: {unit: 人, cite: {at: 二/1, figure: 不少于3人}, values: [{from: 2026-01-01, value: 3}, {from: 2027-01-01, value: 5}], label: {zh: 人数下限, en: Fewest staff}}
  amount: {value: 200万元, cite: {at: 三}}
criteria:
  D-1: {title: {zh: '至少{staff_min}', en: 'At least {staff_min}'}, cite: {at: 二/1, figure: 不少于3人}, applies: known(staff), check: own >= params.staff_min, reading: {zh: 兼职不计。, en: Part-time people do not count.}, evidence: [phone]}
  D-2: {title: {zh: 已盖章, en: Sealed}, cite: {at: 二/2}, check: sealed}
  D-3: {title: {zh: 有价值, en: Worth it}, cite: {at: 二/3}, should: worth}
  D-4: {title: {zh: 有领域, en: Has a field}, cite: {at: 二/4}, check: size(fields) > 0}
provisions:
  D-9: {kind: quota, title: {zh: 名额, en: Places}, cite: {at: 四}}
  D-8: {kind: benefit, title: {zh: 补助, en: Subsidy}, cite: {at: 五}}
schemes:
  demo-basic:
    title: {zh: 基础, en: Basic}
    applicant: organization
    require: {all: [D-1]}
  demo-apply:
    title: {zh: 申报, en: Applying}
    applicant: [organization, person]
    require: {all: [demo-basic, {choose: way, of: {post: [D-2], desk: []}}, {id: D-X, title: {zh: 任选, en: Either}, at_least: 1, of: [D-3, D-4]}]}
    form: [phone]
    notices: [{id: soon, when: known(staff), text: {zh: 即将截止, en: closing soon}}]
    outputs: {sum: {type: money, title: {zh: 金额, en: Amount}, when: verdict == 'eligible', value: params.amount, cite: {at: 三}}}
    next: {zh: 提交。, en: File it.}
    scorecard:
      basis: bureau
      owner: {zh: 示例局, en: Demo office}
      initial: 10
      characteristics: [{id: people, title: {zh: 人数, en: People}, of: staff, missing: 0..5, bands: [{below: 3, points: 0}, {from: 3, points: 5}]}]
      grades: [{id: pass, title: {zh: 合格, en: Pass}, from: 12}, {id: fail, title: {zh: 不合格, en: Fail}, below: 12}]
)";

constexpr const char* kOverlay = R"(policy: city
extends: demo
title: {zh: 某市, en: City}
set: {params: {staff_min: {value: 9, cite: {at: 通知}}}}
)";

std::unique_ptr<test::Loaded> demo() {
  auto loaded = test::rules_from({{"demo.yaml", kPolicy}, {"city.yaml", kOverlay}});
  CHECK(loaded->ids() == std::vector<std::string>());
  REQUIRE_FALSE(loaded->diags.has_errors());
  return loaded;
}

std::string shown(const test::Loaded& loaded, std::string_view id, Lang lang = Lang::En,
                  bool markdown = false, int width = 100, Date as_of = *Date::of(2026, 6, 1)) {
  std::ostringstream out;
  ShowStyle style{.lang = lang, .markdown = markdown, .width = width, .as_of = as_of};
  REQUIRE(show(loaded.rules, loaded.sources, id, style, out));
  return out.str();
}

std::string json(const test::Loaded& loaded, std::string_view id) {
  std::ostringstream out;
  REQUIRE(show_json(loaded.rules, loaded.sources, id,
                    {.lang = Lang::En, .as_of = *Date::of(2026, 6, 1)}, out));
  return out.str();
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Blanks that only align are one blank.
std::string squeezed(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

struct Part {
  const char* id;
  const char* part;
};

}  // namespace

TEST_CASE("show: everything that has an id is told in the words of the rules", "[report]") {
  auto loaded = demo();
  const auto c = GENERATE(values<Part>({
      {"demo", "issuer Demo office"},
      {"demo", "示例〔2026〕1号, 2026-01-05"},
      {"demo", "draft, not in force"},
      {"demo", "open for comment"},
      {"demo", "from 2026-02-01"},
      {"demo", "demo.yaml"},
      {"demo", "D-8 Subsidy benefit 五"},
      {"city", "extends"},
      {"demo-apply", "organization, person"},
      {"demo-apply", "[ ] D-1 At least 3"},
      {"demo-apply", "by Way (way):"},
      {"demo-apply", "desk"},
      {"demo-apply", "(nothing further)"},
      {"demo-apply", "Either (at least 1 of)"},
      {"demo-apply", "(a general rule)"},
      {"demo-apply", "form Phone"},
      {"demo-apply", "known(staff)"},
      {"demo-apply", "verdict == 'eligible'"},
      {"demo-apply", "scorecard of Demo office, not from the policy"},
      {"demo-apply", "≥ 3: 5"},
      {"demo-apply", "when eligible File it."},
      {"D-X", "at least 1 of"},
      {"D-1", "clause 二/1 不少于3人"},
      {"D-1", "applies known(staff)"},
      {"D-1", "check own >= params.staff_min"},
      {"D-1", "staff_min = 3"},
      {"D-1", "evidence Phone (phone)"},
      {"D-1", "reading Part-time people do not count."},
      {"D-1", "schemes demo-basic, demo-apply"},
      {"D-9", "kind quota"},
      {"staff_min", "from 2026-01-01 3"},
      {"staff_min", "from 2027-01-01 5"},
      {"staff_min", "from city.yaml:4"},
      {"staff_min", "from demo.yaml:18"},
      {"staff_min", "read by D-1"},
      {"staff", "integer (人), 0 to 9000"},
      {"staff", "aliases 专职人数"},
      {"staff", "shown by Insurance records"},
      {"staff", "read by D-1"},
      {"own", "derived staff - lent"},
      {"way", "one of a list, other values are kept"},
      {"way", "post Post (信函)"},
      {"worth", "absent reads as met"},
      {"phone", "masked in outputs"},
      {"fields", "any of a list"},
  }));
  INFO(c.id << ": " << c.part << "\n" << shown(*loaded, c.id));
  CHECK(holds(squeezed(shown(*loaded, c.id)), c.part));
}

TEST_CASE("show: titles and parameters are those of the asked day", "[report]") {
  auto loaded = demo();
  CHECK(holds(shown(*loaded, "D-1", Lang::Zh, false, 100, *Date::of(2026, 12, 31)), "至少3人"));
  CHECK(holds(shown(*loaded, "D-1", Lang::Zh, false, 100, *Date::of(2027, 1, 1)), "至少5人"));
  CHECK(
      holds(shown(*loaded, "D-1", Lang::Zh, false, 100, *Date::of(2025, 12, 31)), "该日尚无取值"));
}

TEST_CASE("show: an overlay says that its number comes from its own file", "[report]") {
  auto loaded = demo();
  std::string text = shown(*loaded, "city-basic");
  CHECK(holds(text, "At least 9"));
  CHECK(holds(text, "city.yaml:4"));
  CHECK_FALSE(holds(text, "demo.yaml:18"));
}

TEST_CASE("show: no line is wider than asked, in both languages", "[report]") {
  auto loaded = test::shipped_rules();
  for (Lang lang : {Lang::Zh, Lang::En}) {
    for (const Policy& policy : loaded->rules.policies) {
      std::istringstream lines(shown(*loaded, policy.id, lang, false, 72));
      for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(display_width(line) <= 72);
      }
    }
  }
}

TEST_CASE("show: every id that is offered is known, and no other", "[report]") {
  auto loaded = demo();
  auto ids = shown_ids(loaded->rules);
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  for (std::string_view id : ids) {
    INFO(id);
    CHECK_FALSE(shown(*loaded, id).empty());
    CHECK_FALSE(shown(*loaded, id, Lang::Zh, true).empty());
  }
  for (const char* id :
       {"demo", "demo-apply", "D-X", "D-1", "D-9", "staff_min", "staff", "city-apply"}) {
    INFO(id);
    CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
  }
  std::ostringstream out;
  CHECK_FALSE(show(loaded->rules, loaded->sources, "nothing", {}, out));
  CHECK_FALSE(show_json(loaded->rules, loaded->sources, "nothing", {}, out));
  CHECK(out.str().empty());
}

TEST_CASE("show: JSON is valid for every id and has stable keys", "[report]") {
  auto loaded = demo();
  for (std::string_view id : shown_ids(loaded->rules)) {
    Sources sources;
    Diagnostics diags;
    SourceId source = sources.add("show.json", json(*loaded, id));
    auto trees = read_json(sources, source, diags);
    INFO(id);
    REQUIRE_FALSE(diags.has_errors());  // duplicate keys too
    REQUIRE(trees.size() == 1);
    CHECK(trees.front().top().find("schema").text() == "ipcheck/show/1");
  }
  const auto c = GENERATE(values<Part>({
      {"demo", R"("what": "policy")"},
      {"demo", R"("status": "draft")"},
      {"demo-apply", R"("selector": "way")"},
      {"demo-apply", R"("k": 1)"},
      {"demo-apply", R"("basis": "bureau")"},
      {"staff_min", R"("from": "2027-01-01")"},
      {"staff_min", R"("unit": "人")"},
      {"amount", R"("value": "2000000")"},
      {"staff", R"("range": ["0", "9000"])"},
      {"fields", R"("type": "{set: enum}")"},
      {"D-1", R"("figure": "不少于3人")"},
  }));
  INFO(json(*loaded, c.id));
  CHECK(holds(json(*loaded, c.id), c.part));
}

TEST_CASE("show: Markdown has headings, tables and a checklist, and escapes what would act",
          "[report]") {
  auto loaded = demo();
  std::string text = shown(*loaded, "demo", Lang::En, true);
  CHECK(text.starts_with("# demo Demo\n"));
  CHECK(holds(text, "\n## criteria\n"));
  CHECK(holds(text, "\n### D-1 At least 3\n"));
  CHECK(holds(text, "| id | title | value | clause | from |\n| --- | --- | --- | --- | --- |\n"));
  CHECK(holds(text, "| staff\\_min | Fewest staff | from 2026-01-01 3<br>from 2027-01-01 5 |"));
  CHECK(holds(text, "- [ ] D-1 At least 3"));
  CHECK(holds(text, "- **check**: `own >= params.staff_min`"));
}

TEST_CASE("show: control characters of a rule file are refused before they can be shown",
          "[report]") {
  std::string text = kPolicy;
  text.replace(text.find("en: Demo}"), 9, "en: \"De\\u001bmo\"}");
  auto loaded = test::rules_from({{"demo.yaml", text}});
  CHECK(loaded->ids() == std::vector<std::string>{"hidden-character"});
  CHECK(loaded->underlined("hidden-character") == "\\u001b");
}

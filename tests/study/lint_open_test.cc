// `open-in-vain`: what the engine leaves open although every completion agrees.
#include <algorithm>

#include "study/lint/lint.h"
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
  income: {type: money, range: [0, null], label: {zh: 收入, en: Income}}
  since: {type: date, label: {zh: 起始, en: Since}}
  park: {type: boolean, label: {zh: 园区, en: Park}}
  level: {type: boolean, label: {zh: 级别, en: Level}}
  closed: {type: boolean, absent: false, label: {zh: 关闭, en: Closed}}
  trust: {type: judgement, label: {zh: 信用, en: Trust}}
  kind: {type: enum, label: {zh: 类型, en: Kind}, values: {firm: {zh: 企业, en: Firm}, school: {zh: 学校, en: School}}}
  field: {type: enum, open: true, label: {zh: 领域, en: Field}, values: {energy: {zh: 能源, en: Energy}, steel: {zh: 钢铁, en: Steel}}}
  home: {type: string, label: {zh: 所在地, en: Home}}
  tags: {type: {set: string}, label: {zh: 标签, en: Tags}}
  large: {type: boolean, label: {zh: 规模大, en: Large}, derive: staff >= params.low}
params:
  low: {value: 3, unit: 人, cite: {at: 一}}
  high: {value: 5, unit: 人, cite: {at: 一}}
  least: {value: 2万元, cite: {at: 一}}
  start: {value: 2026-01-01, cite: {at: 一}}
  kinds: {value: [firm, school], cite: {at: 一}}
criteria:
  A-1: {title: {zh: 一, en: One}, cite: {at: 一}, check: "staff >= params.low"}
  A-2: {title: {zh: 二, en: Two}, cite: {at: 二}, check: "income >= params.least"}
schemes:
  desk-grant: {title: {zh: 补助, en: Grant}, applicant: organization, require: {all: [A-1, A-2]}}
)yaml";

struct Found {
  std::vector<std::string> messages;
  std::vector<std::string> places;
};

Found found_in(const std::string& policy) {
  auto loaded = test::rules_from({{"desk.yaml", policy}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const std::vector<std::string> only{"open-in-vain"};
  lint(loaded->rules, loaded->sources, only, loaded->diags);
  Found out;
  for (const Diagnostic& d : loaded->diags.all()) {
    out.messages.push_back(d.message.en);
    out.places.emplace_back(loaded->sources.text(d.span));
  }
  return out;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST_CASE("lint open: a condition that every completion settles the same way is told", "[study]") {
  struct Row {
    const char* check;
    const char* told;  // empty: nothing
  };
  const auto row = GENERATE(values<Row>({
      {"staff >= params.low || staff < params.high", "open without `staff`, although it is met"},
      {"staff < params.low && staff >= params.high",
       "open without `staff`, although it is not met"},
      {"staff < params.low || staff >= params.high", ""},
      {"staff < params.low || staff == params.low || staff > params.low",
       "open without `staff`, although it is met"},
      {"staff < params.low || staff > params.low", ""},
      {"income < params.least || income >= params.least",
       "open without `income`, although it is met"},
      {"since < params.start || since >= params.start", "open without `since`, although it is met"},
      {"since < as_of || since >= as_of", "open without `since`, although it is met"},
      {"!park || (park && level)", "open without `park`, although it is met"},
      {"!park || level", ""},
      {"park || !park", "open without `park`, although it is met"},
      {"trust && (!trust || level)", "open without `trust`, although it is not met"},
      {"park ? level : !level", ""},  // `?:` asks first on purpose
      {"park ? level : level", ""},
      {"level && (park ? level : true)", ""},
      {"kind == 'firm' || kind == 'school'", "open without `kind`, although it is met"},
      {"kind in params.kinds && level", "open without `kind`, although it is met"},
      {"kind == 'firm' && level", ""},
      {"kind != 'firm' || level || kind == 'firm'", "open without `kind`"},
      {"field == 'energy' || field == 'steel'", ""},  // other fields can be given
      {"field == 'energy' || field != 'energy'", "open without `field`, although it is met"},
      {"home == '甲地' || home != '甲地'", "open without `home`, although it is met"},
      {"home == '甲地' || home == '乙地'", ""},
      {"closed || !closed", ""},                                  // absent is false: never open
      {"large || !large", ""},                                    // derived: outside
      {"staff + staff > params.high || staff < params.low", ""},  // in a sum: outside
      {"size(tags) > staff || !(park && size(tags) <= staff) || park", "open without `park`"},
      {"staff + staff > params.high || !park || (park && level)", "open without `park`"},
      {"staff >= params.low && (park || level) && (!park || level)", "open without `park`"},
  }));
  INFO(row.check);
  const Found found =
      found_in(with(kPolicy, "staff >= params.low\"}", std::string(row.check) + "\"}"));
  if (row.told[0] == '\0') {
    CHECK(found.messages == std::vector<std::string>{});
  } else {
    REQUIRE(found.messages.size() == 1);
    CHECK(found.messages[0].substr(0, std::string(row.told).size()) == row.told);
    CHECK(found.places[0] == row.check);
  }
}

TEST_CASE("lint open: groups whose children cover a fact between them are told", "[study]") {
  struct Row {
    const char* one;
    const char* two;
    const char* require;
    bool told;
  };
  const auto row = GENERATE(values<Row>({
      {"check: kind == 'firm'", "check: kind == 'school'", "any: [A-1, A-2]", true},
      {"check: kind == 'firm'", "check: \"kind == 'school' && level\"", "any: [A-1, A-2]", true},
      {"check: kind == 'firm'", "check: level", "any: [A-1, A-2]", false},
      {"check: staff >= params.low", "check: staff < params.high", "any: [A-1, A-2]", true},
      {"check: staff >= params.high", "check: staff < params.low", "any: [A-1, A-2]", false},
      {"check: staff >= params.high", "check: staff < params.low", "all: [A-1, A-2]", true},
      {"check: park", "check: \"!park\"", "{at_least: 1, of: [A-1, A-2]}", true},
      {"check: park", "check: \"!park\"", "{at_least: 2, of: [A-1, A-2]}", true},
      {"applies: park, check: level", "applies: \"!park\", check: level", "all: [A-1, A-2]", false},
      {"check: park", "applies: park, check: level", "any: [A-1, A-2]", false},
  }));
  CAPTURE(row.one, row.two, row.require);
  std::string text = with(kPolicy, "check: \"staff >= params.low\"", row.one);
  text = with(text, "check: \"income >= params.least\"", row.two);
  const std::string require = row.require;
  const std::string group = "{id: G, title: {zh: 组, en: Group}, " +
                            (require[0] == '{' ? require.substr(1, require.size() - 2) : require) +
                            "}";
  text = with(text, "require: {all: [A-1, A-2]}", "require: {all: [" + group + "]}");
  const Found found = found_in(text);
  CHECK(found.messages.size() == (row.told ? 1 : 0));
}

TEST_CASE("lint open: an overlay's own numbers are asked too", "[study]") {
  const std::string base =
      with(kPolicy, "staff >= params.low\"}", "staff <= params.low || staff > params.high\"}");
  CHECK(found_in(base).messages.empty());
  auto loaded = test::rules_from(
      {{"desk.yaml", base},
       {"town.yaml",
        "policy: town\nextends: desk\ntitle: {zh: 某市, en: A town}\nset: {params: {high: {value: "
        "3}}}\n"}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const std::vector<std::string> only{"open-in-vain"};
  lint(loaded->rules, loaded->sources, only, loaded->diags);
  CHECK(loaded->ids() == std::vector<std::string>{"open-in-vain"});
}

TEST_CASE("lint open: later numbers are asked too", "[study]") {
  const std::string text =
      with(with(kPolicy, "high: {value: 5, unit: 人",
                "high: {values: [{value: 5}, {from: 2027-01-01, value: 3}], unit: 人"),
           "staff >= params.low\"}", "staff <= params.low || staff > params.high\"}");
  CHECK(found_in(text).messages.size() == 1);
}

TEST_CASE("lint open: more ways than the bound are not looked at", "[study]") {
  std::string all;
  std::string text = kPolicy;
  std::string facts;
  for (int i = 0; i < 13; ++i) {
    const std::string name = "t" + std::to_string(i);
    facts += "  " + name + ": {type: boolean, label: {zh: 甲" + name + ", en: T" + name + "}}\n";
    all += name + " && ";
  }
  text.insert(text.find("params:\n"), facts);
  // One fact at a time has 2^13 ways here; with the facts of one side left out, it is found.
  const std::string check = all + "(!park || (park && level))";
  CHECK(found_in(with(text, "staff >= params.low\"}", check + "\"}")).messages.empty());
  CHECK(found_in(with(text, "staff >= params.low\"}", "t0 && (!park || (park && level))\"}"))
            .messages.size() == 1);
}

TEST_CASE("lint open: what it tells names what would settle nothing, with an example", "[study]") {
  auto loaded = test::rules_from(
      {{"desk.yaml", with(kPolicy, "staff >= params.low\"}", "!park || (park && level)\"}")}});
  const std::vector<std::string> only{"open-in-vain"};
  lint(loaded->rules, loaded->sources, only, loaded->diags);
  REQUIRE(loaded->ids() == std::vector<std::string>{"open-in-vain"});
  const Diagnostic& d = loaded->diags.all().front();
  CHECK(d.message.zh == "缺 `park` 时悬而未决，其实怎样填写都是符合");
  CHECK(d.message.en == "open without `park`, although it is met whatever is given");
  CHECK(d.fix.en.find("for example with {level: true}") != std::string::npos);
}

}  // namespace
}  // namespace ipcheck

#include "policy/load.h"

#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kHead =
    "policy: p\n"
    "title: {zh: 示例, en: Example}\n"
    "issuer: {zh: 某局, en: A bureau}\n"
    "status: in_force\n";
constexpr const char* kFacts =
    "facts:\n"
    "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}\n"
    "  way: {type: enum, label: {zh: 方式, en: Way}, values: {post: {zh: 邮寄, en: Post}, desk: "
    "{zh: "
    "窗口, en: Desk}}}\n";
constexpr const char* kParams = "params:\n  staff_min: {value: 3, unit: 人, cite: {at: 一}}\n";
constexpr const char* kCriteria =
    "criteria:\n"
    "  A-1: {title: {zh: '人数{staff_min}', en: Staff}, cite: {at: 一}, check: staff >= "
    "params.staff_min}\n";
constexpr const char* kScheme =
    "schemes:\n  s: {title: {zh: 甲, en: A}, applicant: organization, require: {all: [A-1]}}\n";

std::string policy(const std::string& facts, const std::string& params, const std::string& criteria,
                   const std::string& scheme) {
  return kHead + facts + params + criteria + scheme;
}

std::string good() {
  return policy(kFacts, kParams, kCriteria, kScheme);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("load: a good policy loads whole and without a word", "[policy]") {
  auto loaded = test::rules_from({{"p.yaml", good()}});
  CHECK(loaded->ids() == Lines{});
  REQUIRE(loaded->rules.policies.size() == 1);
  const Policy& p = loaded->rules.policies[0];
  CHECK(p.loaded);
  CHECK(p.title == Text{"示例", "Example"});
  REQUIRE(p.criterion("A-1") != nullptr);
  CHECK(p.criterion("A-1")->cite.at == "一");
  REQUIRE(p.scheme("s") != nullptr);
  CHECK(p.gates[p.scheme("s")->root].kind == GateKind::All);
  CHECK(loaded->rules.policy_of_scheme("s") == &p);
  CHECK(loaded->rules.policy_of_scheme("t") == nullptr);
}

TEST_CASE("load: a fault has its id, its place and the nearest right name", "[policy]") {
  struct Row {
    const char* from;
    const char* to;
    const char* id;
    const char* underlined;
    const char* help;
  };
  const auto row = GENERATE(values<Row>({
      {"status: in_force", "sttus: in_force", "unknown-key", "sttus", "did you mean `status`?"},
      {"type: integer", "type: intger", "unknown-type", "intger", "did you mean `integer`?"},
      {"staff >= params.staff_min", "stff >= params.staff_min", "unknown-fact", "stff",
       "did you mean `staff`?"},
      {"params.staff_min}", "params.staff_mn}", "unknown-param", "params.staff_mn",
       "did you mean `staff_min`?"},
      {"人数{staff_min}", "人数{staf_min}", "unknown-param", "{zh: '人数{staf_min}', en: Staff}",
       "did you mean `staff_min`?"},
      {"{all: [A-1]}", "{all: [A-2]}", "unknown-criterion", "A-2", "did you mean `A-1`?"},
      {"{all: [A-1]}", "{all: []}", "empty-group", "[]", ""},
      {"{all: [A-1]}", "{all: [s]}", "scheme-cycle", "s", ""},
      {"{all: [A-1]}", "{all: [A-1], any: [A-1]}", "unexpected-shape", "{all: [A-1], any: [A-1]}",
       ""},
      {"{all: [A-1]}", "{at_least: 0, of: [A-1]}", "unexpected-shape", "0", ""},
      {"{all: [A-1]}", "{choose: way, of: {post: [A-1], dsk: []}}", "unknown-enum-value", "dsk",
       "did you mean `desk`?"},
      {"{all: [A-1]}", "{choose: staff, of: {post: [A-1]}}", "unexpected-shape", "staff", ""},
      {"range: [0, null]", "range: [5, 1]", "empty-range", "[5, 1]", ""},
      {"label: {zh: 人数, en: Staff}", "label: {zh: 人数}", "missing-key", "{zh: 人数}", ""},
      {"check: staff >= params.staff_min", "reading: {zh: 甲, en: A}", "missing-key", "A-1", ""},
  }));
  INFO(row.to);
  auto loaded = test::rules_from({{"p.yaml", replaced(good(), row.from, row.to)}});
  const Lines ids = loaded->ids();
  CHECK(std::count(ids.begin(), ids.end(), row.id) == 1);
  CHECK(loaded->underlined(row.id) == row.underlined);
  for (const Diagnostic& d : loaded->diags.all()) {
    if (d.id == row.id) CHECK(d.fix.en == row.help);
  }
}

TEST_CASE("load: a file that is empty is told, never passed over", "[policy]") {
  const auto text = GENERATE(as<std::string>(), "", " \n", "# rules\n", "\xEF\xBB\xBF");
  CHECK(test::rules_from({{"city.yaml", text}})->ids() == std::vector<std::string>{"empty-file"});
}

TEST_CASE("load: a section under a wrong name is told once and nothing that follows from it",
          "[policy]") {
  struct Row {
    const char* from;
    const char* to;
    const char* help;
  };
  const auto row = GENERATE(values<Row>({
      {"criteria:\n", "criterai:\n", "did you mean `criteria`?"},
      {"facts:\n", "fatcs:\n", "did you mean `facts`?"},
      {"params:\n", "parms:\n", "did you mean `params`?"},
      {"schemes:\n", "shcemes:\n", "did you mean `schemes`?"},
      {"title: {zh: 示例", "titel: {zh: 示例", "did you mean `title`?"},
  }));
  INFO(row.to);
  auto loaded = test::rules_from({{"p.yaml", replaced(good(), row.from, row.to)}});
  REQUIRE(loaded->ids() == Lines{"unknown-key"});
  CHECK(loaded->diags.all().front().fix.en == row.help);
}

TEST_CASE("load: facts of a vocabulary under a wrong name are told once", "[policy]") {
  const std::string policy = replaced(good(), kFacts, "");
  const std::string head = "vocabulary: v\ntitle: {zh: 甲, en: A}\n";
  auto right = test::rules_from({{"p.yaml", policy}, {"v.yaml", head + kFacts}});
  CHECK(right->ids() == Lines{});
  auto wrong =
      test::rules_from({{"p.yaml", policy}, {"v.yaml", head + replaced(kFacts, "facts", "fatcs")}});
  CHECK(wrong->ids() == Lines{"unknown-key"});
}

TEST_CASE("load: an unknown key that is near to none hides nothing", "[policy]") {
  auto loaded = test::rules_from(
      {{"p.yaml", replaced(good(), kParams, "something_else: {}\n" + std::string())}});
  CHECK(loaded->ids() == Lines{"unknown-key", "unknown-param", "unknown-param"});
}

TEST_CASE("load: a fact's map has no other keys than its own", "[policy]") {
  struct Row {
    const char* check;
    const char* underlined;
    const char* help;
  };
  const auto row = GENERATE(values<Row>({
      {"visits['Q1'] > 0", "", ""},
      {"visits.Q4 > 0", "", ""},
      {"['Q1'].all(q, visits[q] > 0)", "", ""},
      {"visits['Q11'] > 0", "'Q11'", "did you mean `Q1`?"},
      {"visits.spring > 0", "visits.spring", "expected one of: Q1, Q2, Q4"},
      {"free['anything'] > 0", "", ""},
  }));
  INFO(row.check);
  const std::string facts =
      "facts:\n"
      "  visits: {type: {map: integer}, keys: [Q1, Q2, Q4], label: {zh: 走访, en: Visits}}\n"
      "  free: {type: {map: integer}, label: {zh: 其他, en: Free}}\n";
  const std::string criteria =
      "criteria:\n  A-1: {title: {zh: 甲, en: A}, cite: {at: 一}, check: \"" +
      std::string(row.check) + "\"}\n";
  auto loaded = test::rules_from({{"p.yaml", policy(facts, "", criteria, kScheme)}});
  if (*row.help == '\0') {
    CHECK(loaded->ids() == Lines{});
    return;
  }
  REQUIRE(loaded->ids() == Lines{"unknown-key"});
  CHECK(loaded->underlined("unknown-key") == row.underlined);
  CHECK(loaded->diags.all().front().fix.en == row.help);
}

TEST_CASE("load: the values of an enum output have words, or none", "[policy]") {
  const std::string outputs =
      "schemes:\n  s:\n    title: {zh: 甲, en: A}\n    applicant: organization\n"
      "    require: {all: [A-1]}\n    outputs:\n"
      "      way_out: {type: {enum: VALUES}, title: {zh: 去向, en: Way}, value: \"'post'\"}\n";
  const std::string labelled = "{post: {zh: 邮寄, en: By post}, desk: {zh: 窗口, en: Desk}}";
  for (const std::string& values : {labelled, std::string("[post, desk]")}) {
    auto loaded = test::rules_from(
        {{"p.yaml", policy(kFacts, kParams, kCriteria, replaced(outputs, "VALUES", values))}});
    REQUIRE(loaded->ids() == Lines{});
    const auto& members = loaded->rules.policies[0].scheme("s")->outputs.at(0).members;
    REQUIRE(members.size() == 2);
    CHECK(members[0].id == "post");
    CHECK(members[0].label == (values == labelled ? Text{"邮寄", "By post"} : Text{}));
  }
  auto half =
      test::rules_from({{"p.yaml", policy(kFacts, kParams, kCriteria,
                                          replaced(outputs, "VALUES", "{post: {zh: 邮寄}}"))}});
  CHECK(half->ids() == Lines{"missing-key"});
}

TEST_CASE("load: all faults of a file are told, and the good files stay", "[policy]") {
  std::string bad = replaced(good(), "staff >= params", "stff >= params");
  bad = replaced(bad, "{all: [A-1]}", "{all: [A-1, A-9]}");
  bad = replaced(replaced(bad, "policy: p", "policy: q"), "  s: {", "  t: {");
  bad = replaced(bad, kFacts, "");
  auto loaded = test::rules_from({{"p.yaml", good()}, {"q.yaml", bad}});
  CHECK(loaded->ids() == Lines{"unknown-fact", "unknown-criterion"});
  CHECK(loaded->rules.policies[0].loaded);
  CHECK_FALSE(loaded->rules.policies[1].loaded);
}

TEST_CASE("load: a fact or scheme declared twice is told with both places", "[policy]") {
  std::string twin = replaced(good(), "policy: p", "policy: q");
  auto loaded = test::rules_from({{"p.yaml", good()}, {"q.yaml", twin}});
  CHECK(loaded->ids() == Lines{"duplicate-fact", "duplicate-fact", "duplicate-scheme"});
  for (const Diagnostic& d : loaded->diags.all()) {
    REQUIRE(d.notes.size() == 1);
    CHECK(loaded->sources.name(d.notes[0].span.source) == "p.yaml");
  }
}

TEST_CASE("load: only policies that hold an asked scheme are loaded whole", "[policy]") {
  std::string other = replaced(replaced(good(), "policy: p", "policy: q"), "  s: {", "  t: {");
  other = replaced(other, kFacts, "");
  auto loaded = test::rules_from({{"p.yaml", good()}, {"q.yaml", other}}, {"t"});
  CHECK(loaded->ids() == Lines{});
  CHECK_FALSE(loaded->rules.policies[0].loaded);
  CHECK(loaded->rules.policies[0].scheme("s") != nullptr);
  CHECK(loaded->rules.policies[1].loaded);
}

TEST_CASE("load: an overlay changes what it names and keeps the rest", "[policy]") {
  auto loaded = test::rules_from(
      {{"p.yaml", good()},
       {"q.yaml",
        "policy: city\nextends: p\ntitle: {zh: 市, en: City}\n"
        "set: {params: {staff_min: {value: 5}}, criteria: {A-1: {reading: {zh: 严, en: strict}}}}\n"
        "criteria:\n"
        "  C-1: {title: {zh: 窗口, en: Desk}, cite: {at: 二}, check: way == 'desk'}\n"
        "schemes:\n"
        "  city-s: {title: {zh: 乙, en: B}, applicant: organization, require: {all: [s, "
        "C-1]}}\n"}});
  CHECK(loaded->ids() == Lines{});
  const Policy& city = loaded->rules.policies[1];
  CHECK(city.issuer == Text{"某局", "A bureau"});
  CHECK(city.param("staff_min")->values[0].value == Value{std::int64_t{5}});
  CHECK(city.param("staff_min")->declared_in == "q.yaml");
  CHECK(city.criterion("A-1")->title.en == "Staff");
  CHECK(city.criterion("A-1")->reading.en == "strict");
  CHECK(city.scheme("city-s") != nullptr);
  CHECK(loaded->rules.policies[0].param("staff_min")->values[0].value == Value{std::int64_t{3}});
}

TEST_CASE("load: an overlay that changes or extends nothing that exists is refused", "[policy]") {
  const std::string head = "policy: city\ntitle: {zh: 市, en: City}\n";
  auto typo =
      test::rules_from({{"p.yaml", good()},
                        {"q.yaml", head + "extends: p\nset: {params: {staff_mn: {value: 5}}}\n"}});
  CHECK(typo->underlined("unknown-key") == "staff_mn");
  auto missing = test::rules_from({{"q.yaml", head + "extends: nobody\n"}});
  CHECK(missing->underlined("unknown-policy") == "nobody");
  auto circle = test::rules_from({{"q.yaml", head + "extends: city\n"}});
  CHECK(circle->underlined("unknown-policy") == "city");
}

TEST_CASE("load: a dated parameter has the value of its date", "[policy]") {
  std::string text = replaced(
      good(), "value: 3", "values: [{from: 2025-01-01, value: 3}, {from: 2026-01-01, value: 4}]");
  auto loaded = test::rules_from({{"p.yaml", text}});
  CHECK(loaded->ids() == Lines{});
  const Param& param = *loaded->rules.policies[0].param("staff_min");
  struct Row {
    const char* day;
    std::int64_t value;  // 0: none yet
  };
  const auto row = GENERATE(
      values<Row>({{"2024-12-31", 0}, {"2025-01-01", 3}, {"2025-12-31", 3}, {"2026-01-01", 4}}));
  INFO(row.day);
  const Value* value = param.at(*Date::parse_iso(row.day));
  CHECK((value == nullptr ? 0 : value->as<std::int64_t>()) == row.value);
}

TEST_CASE("load: numbers of parameters are kept in their base unit", "[policy]") {
  struct Row {
    const char* written;
    const char* source;
    const char* unit;
  };
  const auto row = GENERATE(values<Row>({
      {"{value: 3, unit: 人, cite: {at: 一}}", "3", "人"},
      {"{value: 200万元, cite: {at: 一}}", "2000000", "元"},
      {"{value: 0.02, unit: 亿元, cite: {at: 一}}", "2000000", "元"},
      {"{value: '3', cite: {at: 一}}", "'3'", ""},
      {"{value: 0123, cite: {at: 一}}", "123", ""},
      {"{value: [1, 2], unit: 年, cite: {at: 一}}", "[1, 2]", "年"},
      {"{value: true, cite: {at: 一}}", "true", ""},
      {"{value: 2025-03-20, cite: {at: 一}}", "date('2025-03-20')", ""},
  }));
  INFO(row.written);
  const std::string params = std::string(kParams) + "  other: " + row.written + "\n";
  auto loaded = test::rules_from({{"p.yaml", policy(kFacts, params, kCriteria, kScheme)}});
  CHECK(loaded->ids() == Lines{});
  const Param* param = loaded->rules.policies[0].param("other");
  REQUIRE(param != nullptr);
  REQUIRE(param->values.size() == 1);
  CHECK(to_source(param->values[0].value) == row.source);
  CHECK(loaded->rules.schema.units[param->unit].symbol == row.unit);
}

TEST_CASE("load: a title shows parameters with their units at the as-of date", "[policy]") {
  auto loaded = test::rules_from({{"p.yaml", good()}});
  const Policy& p = loaded->rules.policies[0];
  Text text = filled({"至少{staff_min}，{none}", "at least {staff_min}"}, p, loaded->rules.schema,
                     *Date::parse_iso("2026-01-01"));
  CHECK(text.zh == "至少3人，{none}");
  CHECK(text.en == "at least 3");
}

TEST_CASE("load: what drives a terminal or hides has no place in rules", "[policy]") {
  struct Row {
    const char* text;
    bool refused;
  };
  auto row = GENERATE(Row{R"("\e[31mred")", true}, Row{R"("a\u202eb")", true},
                      Row{R"("a\x85b")", true}, Row{R"("\u200b")", true}, Row{R"("a\rb")", true},
                      Row{R"("a\tb\nc")", false}, Row{"“甲”——，（乙）…", false});
  CAPTURE(row.text);
  auto loaded = test::rules_from(
      {{"p.yaml", replaced(good(), "{zh: 示例,", std::string("{zh: ") + row.text + ",")}});
  CHECK(loaded->ids() == (row.refused ? Lines{"hidden-character"} : Lines{}));
}

TEST_CASE("load: the shipped rules load without a word", "[policy]") {
  auto loaded = test::shipped_rules();
  CHECK(loaded->ids() == Lines{});
  CHECK(loaded->rules.policies.size() == 5);
  std::size_t schemes = 0;
  for (const Policy& p : loaded->rules.policies) schemes += p.schemes.size();
  CHECK(schemes == 26);
  CHECK(loaded->rules.calendar.valid_through == *Date::of(2026, 12, 31));
}

}  // namespace
}  // namespace ipcheck

#include "judge/judged.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

std::string words_of(const Requirement& r) {
  std::string out = r.fact + " " + r.op + " " + to_source(r.threshold);
  if (r.gap) out += " gap " + to_source(*r.gap);
  return r.param.empty() ? out : out + " by " + r.param;
}

std::string words_of(const std::vector<Requirement>& list) {
  std::vector<std::string> parts;
  for (const Requirement& r : list) parts.push_back(words_of(r));
  return joined(parts, "; ");
}

constexpr const char* kParams =
    "params:\n  least: {value: 3, unit: 人, cite: {at: 一}}\n  sum: {value: 200万元, cite: {at: "
    "一}}\n"
    "  kinds: {value: [x, y], cite: {at: 一}}\n  tag: {value: [y], cite: {at: 一}}\n";

struct Row {
  const char* condition;
  const char* record;
  const char* required;
};

TEST_CASE("explain: the comparisons that decided come with threshold and gap", "[judge]") {
  auto row = GENERATE(values<Row>({
      {"check: a >= params.least", "{a: 2}", "a >= 3 gap 1 by least"},
      {"check: a >= params.least", "{a: 3}", "a >= 3 by least"},
      {"check: params.least <= a", "{a: 1}", "a >= 3 gap 2 by least"},
      {"check: a < params.least", "{a: 5}", "a < 3 gap 2 by least"},
      {"check: '!(a < params.least)'", "{a: 1}", "a >= 3 gap 2 by least"},
      {"check: money >= params.sum", "{money: 1999999.99}", "money >= 2000000 gap 0.01 by sum"},
      {"check: kind in params.kinds", "{kind: z}", "kind in ['x', 'y'] by kinds"},
      {"check: 'tags.exists(t, t in params.tag)'", "{tags: [x]}", "tags in ['y'] by tag"},
      {"check: 'tags.exists(t, t in tags)'", "{tags: [x]}", "t in ['x']"},
      {"check: b && a >= params.least", "{b: false, a: 1}", "b == true; a >= 3 gap 2 by least"},
      {"check: b && a >= params.least", "{b: true, a: 1}", "a >= 3 gap 2 by least"},
      {"check: b || a >= params.least", "{b: true, a: 1}", "b == true"},
      {"check: b || a >= params.least", "{b: false, a: 1}", "b == true; a >= 3 gap 2 by least"},
      {"check: '!b'", "{b: true}", "b == false"},
  }));
  INFO(row.condition << " of " << row.record);
  auto j = test::judged(test::one(row.condition, kParams), row.record);
  REQUIRE(j->verdict.root.children.size() == 1);
  CHECK(words_of(j->verdict.root.children[0].requirements) == row.required);
}

TEST_CASE("explain: a macro over an unknown list is looked into no further", "[judge]") {
  auto j = test::judged(test::one("check: 'names.all(n, counts[n] > a)'"), "{}");
  const Finding& f = j->verdict.root.children[0];
  CHECK(f.state == Truth::Missing);
  CHECK(f.missing == std::vector<std::string>{"names"});
}

TEST_CASE("explain: a finding shows values, who decided, and what is open", "[judge]") {
  auto j = test::judged(test::one("check: j && k, evidence: [a]"),
                        "{j: {met: true, by: 评审组, on: 2026-05-12, ground: 依据}, a: 7}");
  const Finding& f = j->verdict.root.children[0];
  REQUIRE(f.seen.size() == 3);
  CHECK(f.seen[0].name == "j");
  CHECK(f.seen[0].decided_by_person);
  CHECK(f.seen[0].by == "评审组");
  CHECK_FALSE(f.seen[1].known);
  CHECK(to_source(f.seen[2].value) == "7");
  REQUIRE(f.undecided.size() == 1);
  CHECK(j->loaded->rules.schema.facts[f.undecided[0]].name == "k");
  CHECK(f.decides);
  CHECK_FALSE(f.soft);
}

TEST_CASE("explain: of criteria without a value those decide whose facts are asked for",
          "[judge]") {
  auto j = test::judged(R"(criteria:
  A: {title: {zh: 一, en: A}, cite: {at: 一}, check: a > 1}
  B: {title: {zh: 二, en: B}, cite: {at: 二}, check: c > 1}
  C: {title: {zh: 三, en: C}, cite: {at: 三}, check: b}
schemes:
  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: {all: [A, {any: [B, C]}]}}
)",
                        "{b: true}");
  const Finding& root = j->verdict.root;
  REQUIRE(root.children.size() == 2);
  CHECK(root.children[0].decides);
  const Finding& other = root.children[1].children.at(0);
  CHECK(other.missing == std::vector<std::string>{"c"});
  CHECK_FALSE(other.decides);
}

TEST_CASE("explain: a shortfall of `should` is soft", "[judge]") {
  auto j = test::judged(test::one("should: a >= params.least", kParams), "{a: 1}");
  const Finding& f = j->verdict.root.children[0];
  CHECK(f.soft);
  CHECK(f.state == Truth::Pending);
  CHECK(words_of(f.requirements) == "a >= 3 gap 2 by least");
}

TEST_CASE("explain: the sentence for a refusal holds the values in force", "[judge]") {
  auto j = test::judged(
      test::one(
          "check: a >= params.least, failed: {zh: '不到{least}，不足{sum}', en: 'not {least}'}",
          kParams),
      "{a: 1}");
  const Finding& f = j->verdict.root.children.at(0);
  CHECK(f.failed == Text{"不到3人，不足200万元", "not 3"});
}

TEST_CASE("explain: branches that were not chosen are not reported", "[judge]") {
  auto j = test::judged(R"(criteria:
  A: {title: {zh: 一, en: A}, cite: {at: 一}, check: b}
  B: {title: {zh: 二, en: B}, cite: {at: 二}, check: j}
schemes:
  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: {choose: kind, of: {x: [A], y: [B], z: []}}}
)",
                        "{kind: y}");
  REQUIRE(j->verdict.root.children.size() == 1);
  CHECK(j->verdict.root.children[0].children[0].id == "B");
}

}  // namespace
}  // namespace ipcheck

#include "study/mutants/mutate.h"

#include <algorithm>

#include "expr/parse.h"
#include "study/mutants/list.h"
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
  trust: {type: judgement, absent: met, label: {zh: 信誉, en: Trust}}
  own: {type: boolean, label: {zh: 自有, en: Own}}
  leased: {type: boolean, label: {zh: 租赁, en: Leased}}
  kind: {type: enum, values: {firm: {zh: 企业, en: Firm}, school: {zh: 学校, en: School}, shop: {zh: 店, en: Shop}}, label: {zh: 类型, en: Kind}}
  large: {type: boolean, derive: staff >= params.large_min, label: {zh: 大, en: Large}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  large_min: {value: 9, unit: 人, cite: {at: 一}}
  kinds: {value: [firm, school], cite: {at: 一}}
criteria:
  A-1:
    title: {zh: 一, en: one}
    cite: {at: 一/1}
    check: staff >= params.staff_min
  A-2: {title: {zh: 二, en: two}, cite: {at: 一/2}, check: trust}
  A-3: {title: {zh: 三, en: three}, cite: {at: 一/3}, check: own || leased}
  A-4: {title: {zh: 四, en: four}, cite: {at: 一/4}, applies: known(kind), should: kind in params.kinds}
schemes:
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [A-1, A-2, A-3, A-4]}
    notices: [{id: large, when: large, text: {zh: 大, en: large}}]
)yaml";

constexpr const char* kCases = R"yaml(tests: desk
as_of: 2026-06-01
bases:
  firm: {staff: 4, own: true, leased: false}
cases:
  - {name: a firm is eligible, scheme: desk-grant, base: firm, expect: {verdict: eligible}}
  - {name: few are not, scheme: desk-grant, base: firm, set: {staff: 1}, expect: {verdict: ineligible, failing: [A-1]}}
)yaml";

struct Mutated {
  std::unique_ptr<test::Loaded> loaded = test::rules_from({{"desk.yaml", kPolicy}});
  std::deque<CaseFile> files;
  MutationRun run;

  explicit Mutated(const std::string& cases, const char* filter = "") {
    RuleFile at{"desk.test.yaml", loaded->sources.add("desk.test.yaml", cases), nullptr};
    load_cases(loaded->rules, loaded->sources, at, files.emplace_back(), loaded->diags);
    run = mutate(loaded->rules, loaded->sources, files, filter, true, loaded->diags);
  }
  const MutantResult& of(std::string_view id) const {
    for (const MutantResult& one : run.results)
      if (one.mutant.id == id) return one;
    FAIL("no mutant " << id);
    return run.results.front();
  }
  std::vector<std::string> ids(Fate fate) const {
    std::vector<std::string> out;
    for (const MutantResult& one : run.results)
      if (one.fate == fate) out.push_back(one.mutant.id);
    return out;
  }
};

TEST_CASE("mutate: every kind of fault is planted once", "[study]") {
  const Mutated m(kCases);
  CHECK(m.loaded->ids() == std::vector<std::string>{});
  std::vector<std::string> ids;
  for (const MutantResult& one : m.run.results) ids.push_back(one.mutant.id);
  CHECK(ids == std::vector<std::string>{"staff_min/+1",
                                        "staff_min/-1",
                                        "large_min/+1",
                                        "large_min/-1",
                                        "kinds/drop:firm",
                                        "kinds/drop:school",
                                        "kinds/add:shop",
                                        "trust/drop:absent",
                                        "large/derive/>=->>",
                                        "large/derive/>=->==",
                                        "large/derive/>=-><",
                                        "A-1/check/>=->>",
                                        "A-1/check/>=->==",
                                        "A-1/check/>=-><",
                                        "A-1/check->should",
                                        "A-2/check/negate:trust",
                                        "A-2/check->should",
                                        "A-3/check/negate:own",
                                        "A-3/check/negate:leased",
                                        "A-3/check/||->&&",
                                        "A-3/check/drop:own",
                                        "A-3/check/drop:leased",
                                        "A-3/check/negate",
                                        "A-3/check->should",
                                        "A-4/applies/negate:known(kind)",
                                        "A-4/should/negate:kindinparams.kinds",
                                        "A-4/drop:applies",
                                        "A-4/should->check",
                                        "desk-grant/all->any",
                                        "desk-grant/drop:A-1",
                                        "desk-grant/drop:A-2",
                                        "desk-grant/drop:A-3",
                                        "desk-grant/drop:A-4",
                                        "desk-grant/large/never",
                                        "desk-grant/large/always",
                                        "desk-grant/large/when/negate:large"});
}

TEST_CASE("mutate: cases kill what they notice and nothing else", "[study]") {
  const Mutated m(kCases);
  CHECK(m.of("A-1/check/>=->==").fate == Fate::Killed);
  CHECK(m.of("A-1/check/>=->==").killer->name == "a firm is eligible");
  CHECK(m.of("A-1/check->should").killer->name == "few are not");
  CHECK(m.of("A-1/check/>=->>").fate == Fate::Survived);
  CHECK(m.of("staff_min/+1").fate == Fate::Survived);
  CHECK(m.of("desk-grant/large/never").fate == Fate::Survived);
  CHECK(m.of("trust/drop:absent").fate == Fate::Killed);
  CHECK(m.of("large_min/-1").fate == Fate::Survived);
}

TEST_CASE("mutate: the cases that it finds kill the survivors when pasted", "[study]") {
  const Mutated before(kCases);
  std::string cases = kCases;
  for (const MutantResult& one : before.run.results) cases += one.yaml;
  INFO(cases);
  const Mutated after(cases);
  CHECK(after.loaded->ids() == std::vector<std::string>{});
  CHECK(after.ids(Fate::Survived) == std::vector<std::string>{});
}

TEST_CASE("mutate: an edit shows how the file would read", "[study]") {
  const Mutated m(kCases);
  auto text = [&](const char* id) {
    const Mutant& mutant = m.of(id).mutant;
    REQUIRE(mutant.edits.size() == 1);
    return std::string(m.loaded->sources.text(mutant.edits[0].span)) + " => " +
           mutant.edits[0].text;
  };
  CHECK(text("A-1/check/>=->>") == "staff >= params.staff_min => staff > params.staff_min");
  CHECK(text("A-3/check/drop:own") == "own || leased => leased");
  CHECK(text("A-3/check/negate:own") == "own => !own");
  CHECK(text("A-4/should->check") == "should => check");
  CHECK(text("desk-grant/all->any") == "all => any");
  CHECK(text("staff_min/+1") == "3 => 4");
  CHECK(text("kinds/drop:firm") == "[firm, school] => [school]");
}

TEST_CASE("mutate: a justified equivalent is told apart, a stale one reported", "[study]") {
  const std::string reason = ", why: {zh: 理由, en: reason}}";
  const Mutated m(std::string(kCases) + "equivalent:\n  - {mutant: A-1/check/>=->>" + reason +
                  "\n  - {mutant: A-1/check/>=->==" + reason + "\n  - {mutant: A-9/check" + reason +
                  "\n");
  CHECK(m.of("A-1/check/>=->>").fate == Fate::Equivalent);
  CHECK(m.of("A-1/check/>=->>").equivalent->why.en == "reason");
  CHECK(m.of("A-1/check/>=->==").fate == Fate::Killed);
  CHECK(m.loaded->ids() == std::vector<std::string>{"stale-equivalent", "unknown-mutant"});
}

TEST_CASE("mutate: a filter keeps the ids that hold it", "[study]") {
  const Mutated m(kCases, "staff_min");
  CHECK(m.run.results.size() == 2);
}

TEST_CASE("mutate: a negated node is put into its place", "[study]") {
  struct Row {
    const char* check;
    const char* node;
    const char* negated;
  };
  const auto row = GENERATE(values<Row>({
      {"own || leased", "own", "!own || leased"},
      {"own || leased", "leased", "own || !leased"},
      {"own && (own || leased)", "own || leased", "own && !(own || leased)"},
      {"\"[1, 2].exists(y, y == staff) && own\"", "own", "[1, 2].exists(y, y == staff) && !own"},
      {"\"[1, 2].exists(y, [y].all(z, z == staff))\"", "[y].all(z, z == staff)",
       "[1, 2].exists(y, ![y].all(z, z == staff))"},
  }));
  std::string text = kPolicy;
  text.replace(text.find("check: own || leased"), 20, std::string("check: ") + row.check);
  auto loaded = test::rules_from({{"desk.yaml", text}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  Expr expr = loaded->rules.policies.front().criterion("A-3")->check.expr;
  NodeId node = 0;
  while (expr.text_of(node) != row.node) ++node;
  negate(expr, node);
  CHECK(print(expr, loaded->rules.schema, loaded->rules.policies.front().params) == row.negated);
}

}  // namespace
}  // namespace ipcheck

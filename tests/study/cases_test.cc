#include "study/cases/cases.h"

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
  trust: {type: judgement, label: {zh: 信誉, en: Trust}}
  since: {type: date, label: {zh: 成立, en: Founded}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  age: {value: 1, unit: 年, cite: {at: 一}}
criteria:
  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: staff >= params.staff_min}
  A-2: {title: {zh: 信誉, en: Trust}, cite: {at: 一}, check: trust}
schemes:
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [A-1, A-2]}
    notices: [{id: big, when: staff > params.staff_min, text: {zh: 大, en: big}}]
    outputs:
      due: {type: date, title: {zh: 期限, en: Due}, value: "add_years(since, params.age)"
}
    scorecard:
      basis: project_default
      characteristics:
        - {id: staff, title: {zh: 人数, en: Staff}, of: staff, missing: 0..9, bands: [{from: 0, below: 4, points: 1.5}, {from: 4, points: 9}]}
      grades: [{id: low, title: {zh: 低, en: low}, below: 5}, {id: high, title: {zh: 高, en: high}, from: 5}]
)yaml";

/// Cases of one file run against the policy above.
struct Run {
  std::unique_ptr<test::Loaded> loaded = test::rules_from({{"desk.yaml", kPolicy}});
  CaseFile file;
  std::vector<CaseResult> results;

  explicit Run(const std::string& cases) {
    const std::string text = "tests: desk\nas_of: 2026-06-01\n" + cases;
    RuleFile at{"desk.test.yaml", loaded->sources.add("desk.test.yaml", text), nullptr};
    load_cases(loaded->rules, loaded->sources, at, file, loaded->diags);
    results = run_cases(loaded->rules, file, loaded->diags);
  }

  /// `what: expected/got` of every mismatch.
  std::vector<std::string> mismatches() const {
    std::vector<std::string> out;
    for (const CaseResult& result : results) {
      for (const Mismatch& m : result.mismatches)
        out.push_back(m.what + ": " + m.expected + "/" + m.got);
    }
    return out;
  }
};

using Lines = std::vector<std::string>;

std::string one(const std::string& rest) {
  return "cases:\n  - {name: c, scheme: desk-grant, " + rest + "}\n";
}

TEST_CASE("cases: what a case expects is compared exactly", "[study]") {
  struct Row {
    const char* set;
    const char* expect;
    Lines mismatches;
  };
  const auto row = GENERATE(values<Row>({
      {"{staff: 3, trust: met}", "{verdict: eligible}", {}},
      {"{staff: 2, trust: met}", "{verdict: ineligible, failing: [A-1]}", {}},
      {"{trust: met}", "{verdict: incomplete, missing: [staff]}", {}},
      {"{staff: 3}", "{verdict: needs_review, pending: [A-2]}", {}},
      {"{}", "{verdict: incomplete, missing: [staff], pending: [A-2]}", {}},
      {"{}", "{verdict: incomplete, missing: [staff]}", {"pending: []/[A-2]"}},
      {"{staff: 2}",
       "{verdict: ineligible, failing: [A-2]}",
       {"failing: [A-2]/[A-1]", "pending: []/[A-2]"}},
      {"{staff: 2, trust: met}",
       "{verdict: needs_review, pending: [A-1]}",
       {"verdict: needs_review/ineligible", "failing: []/[A-1]", "pending: [A-1]/[]"}},
      {"{staff: 4, trust: met}", "{verdict: eligible, notices: [big]}", {}},
      {"{staff: 3, trust: met}", "{verdict: eligible, notices: [big]}", {"notices: [big]/[]"}},
      {"{staff: 4, trust: met}", "{verdict: eligible, notices: []}", {"notices: []/[big]"}},
      {"{staff: x, trust: met}",
       "{verdict: incomplete, missing: [staff], data_notices: [invalid_value]}",
       {}},
      {"{staff: 3, trust: met}",
       "{verdict: eligible, data_notices: [invalid_value]}",
       {"data_notices: [invalid_value]/[]"}},
      {"{staff: 3, trust: met, since: 2024-02-29}",
       "{verdict: eligible, outputs: {due: 2025-02-28}}",
       {}},
      {"{staff: 3, trust: met, since: 2024-02-29}",
       "{verdict: eligible, outputs: {due: 2025-03-01}}",
       {"outputs.due: 2025-03-01/2025-02-28"}},
      {"{staff: 3, trust: met, since: 2024-02-29}",
       "{verdict: eligible, outputs: {}}",
       {"outputs.due: null/2025-02-28"}},
      {"{staff: 3, trust: met}",
       "{verdict: eligible, outputs: {due: 2025-02-28}}",
       {"outputs.due: 2025-02-28/null"}},
      {"{staff: 3}",
       "{verdict: needs_review, pending: [A-2], state: {A-1: met, A-2: pending}}",
       {}},
      {"{staff: 3}",
       "{verdict: needs_review, pending: [A-2], state: {A-2: missing}}",
       {"state.A-2: missing/pending"}},
      {"{staff: 3, trust: met}", "{verdict: eligible, score: {points: 1.50, grade: low}}", {}},
      {"{staff: 3, trust: met}",
       "{verdict: eligible, score: {points: 2, grade: high}}",
       {"score.points: 2/1.5", "score.grade: high/low"}},
      {"{trust: met}", "{verdict: incomplete, missing: [staff], score: {points: 0..9}}", {}},
  }));
  INFO(row.set << " " << row.expect);
  Run run(one("set: " + std::string(row.set) + ", expect: " + row.expect));
  CHECK(run.loaded->ids() == Lines{});
  REQUIRE(run.results.size() == 1);
  CHECK(run.mismatches() == row.mismatches);
}

TEST_CASE("cases: bases lie over each other, changes over them, null takes a fact away",
          "[study]") {
  Run run(R"(bases:
  bare: {staff: 1, trust: met}
  full: {from: bare, staff: 5}
cases:
  - {name: a, scheme: desk-grant, base: full, expect: {verdict: eligible}}
  - {name: b, scheme: desk-grant, base: bare, expect: {verdict: ineligible, failing: [A-1]}}
  - {name: c, scheme: desk-grant, base: full, set: {staff: null}, expect: {verdict: incomplete, missing: [staff]}}
  - {name: d, scheme: desk-grant, base: full, set: {人数: 5, staff: null}, expect: {verdict: eligible}}
)");
  CHECK(run.loaded->ids() == Lines{});
  CHECK(run.results.size() == 4);
  CHECK(run.mismatches() == Lines{"verdict: eligible/incomplete", "missing: []/[staff]"});
}

TEST_CASE("cases: each row of a sweep is a case with a name of its own", "[study]") {
  Run run(R"(bases: {full: {trust: met}}
cases:
  - name: staff around the threshold
    scheme: desk-grant
    base: full
    vary: staff
    rows: [[2, ineligible, [A-1]], [3, eligible], [4, ineligible, [A-1]], [null, incomplete, [staff]]]
)");
  CHECK(run.loaded->ids() == Lines{});
  REQUIRE(run.results.size() == 4);
  CHECK(run.results[0].test->name == "staff around the threshold [staff: 2]");
  CHECK(run.mismatches() == Lines{"verdict: ineligible/eligible", "failing: [A-1]/[]"});
  CHECK_FALSE(run.results[2].passed());
  CHECK(run.results[2].verdict.root.children.size() == 2);
}

TEST_CASE("cases: what is wrong in a test file is told with its place", "[study]") {
  struct Row {
    std::string cases;
    std::string id, underlined;
  };
  const std::string good = "expect: {verdict: eligible}";
  const auto row = GENERATE_COPY(values<Row>({
      {"cases:\n  - {name: c, scheme: desk-grnt, " + good + "}\n", "unknown-scheme", "desk-grnt"},
      {one("base: none, " + good), "unknown-base", "none"},
      {one("bse: none, " + good), "unknown-key", "bse"},
      {one("expect: {verdict: eligble}"), "unknown-verdict", "eligble"},
      {one("expect: {verdict: ineligible, failing: [A-7]}"), "unknown-criterion", "A-7"},
      {one("expect: {verdict: incomplete, missing: [stff]}"), "unknown-fact", "stff"},
      {one("expect: {verdict: ineligible}"), "no-deciding-list", "{verdict: ineligible}"},
      {one("expect: {verdict: incomplete, failing: [A-1]}"), "no-deciding-list",
       "{verdict: incomplete, failing: [A-1]}"},
      {one("expect: {verdict: eligible, outputs: {duw: 1}}"), "unknown-output", "duw"},
      {one("expect: {verdict: eligible, state: {A-1: ok}}"), "unknown-state", "ok"},
      {one("vary: staff, rows: [[2, ineligible]]"), "no-deciding-list", "[2, ineligible]"},
      {one("vary: staff, rows: [[3, eligible, [A-1]]]"), "unexpected-shape", "[A-1]"},
      {one("vary: staff, rows: [[3]]"), "unexpected-shape", "[3]"},
      {one("set: {stff: 3}, expect: {verdict: incomplete, missing: [staff], pending: [A-2]}"),
       "unknown-fact", "stff"},
      {"bases: {a: {from: b}, b: {from: a}}\n" + one("base: a, " + good), "unknown-base", "a"},
      {"cases: [{name: c, scheme: desk-grant, set: {staff: 3, trust: met}, " + good +
           "}, {name: c, scheme: desk-grant, " + good + "}]\n",
       "duplicate-case", "c"},
      {one(good) + "---\nzz: 1\n", "several-documents", "zz: 1"},
  }));
  INFO(row.cases);
  Run run(row.cases);
  CHECK(run.loaded->ids() == Lines{row.id});
  CHECK(run.loaded->underlined(row.id) == row.underlined);
}

TEST_CASE("cases: an unknown fact is no fault where the case expects the notice", "[study]") {
  Run run(
      one("set: {stff: 3, staff: 3, trust: met}, expect: {verdict: eligible, data_notices: "
          "[unknown_fact]}"));
  CHECK(run.loaded->ids() == Lines{});
  CHECK(run.mismatches() == Lines{});
}

TEST_CASE("cases: a file for an unknown policy says so", "[study]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  RuleFile at{"x.test.yaml", loaded->sources.add("x.test.yaml", "tests: dsk\ncases: []\n"),
              nullptr};
  CaseFile file;
  load_cases(loaded->rules, loaded->sources, at, file, loaded->diags);
  CHECK(loaded->ids() == Lines{"unknown-policy"});
  CHECK(loaded->underlined("unknown-policy") == "dsk");
}

TEST_CASE("cases: a folder without tests and a missing folder are told apart", "[study]") {
  Sources sources;
  Diagnostics diags;
  CHECK(find_case_files(sources, std::string(IPCHECK_SOURCE_DIR) + "/rules/vocabulary", diags)
            .empty());
  REQUIRE(diags.all().size() == 1);
  CHECK(diags.all()[0].id == "tests-missing");
  Diagnostics missing;
  CHECK(find_case_files(sources, "/no/such/folder", missing).empty());
  REQUIRE(missing.all().size() == 1);
  CHECK(missing.all()[0].message.en == "no such file or folder");
}

}  // namespace
}  // namespace ipcheck

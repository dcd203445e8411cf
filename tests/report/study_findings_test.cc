#include "report/findings/study_findings.h"

#include <algorithm>

#include "report/rules/coverage.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kPolicy = R"yaml(policy: desk
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  staff: {type: integer, range: [0, null], label: {zh: 人数, en: Staff}}
  own: {type: boolean, label: {zh: 自有, en: Own}}
params:
  staff_min: {value: 3, cite: {at: 一}}
criteria:
  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: own || staff >= params.staff_min}
schemes:
  desk-grant: {title: {zh: 补助, en: Grant}, applicant: organization, require: {all: [A-1]}}
claims:
  - {implies: [A-1, A-1]}
)yaml";

/// `id severity text-at-the-place`, in the order found.
std::vector<std::string> told(const test::Loaded& loaded, const Diagnostics& diags) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diags.all()) {
    const char* level = d.severity == Severity::Error     ? " error "
                        : d.severity == Severity::Warning ? " warning "
                                                          : " hint ";
    out.push_back(d.id + level +
                  (d.span.known() ? std::string(loaded.sources.text(d.span)) : d.file));
  }
  return out;
}

bool has_rule(const std::vector<FindingRule>& rules, const Diagnostics& diags) {
  return std::all_of(diags.all().begin(), diags.all().end(), [&](const Diagnostic& d) {
    return std::any_of(rules.begin(), rules.end(), [&](const FindingRule& rule) {
      return rule.id == d.id && rule.severity == d.severity && !rule.why.en.empty();
    });
  });
}

TEST_CASE("study findings: what no case reaches is told at its place", "[report]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const Policy& policy = loaded->rules.policies[0];
  const Expr& check = policy.criteria[0].check.expr;
  NodeId comparison = 0;
  while (check[comparison].op != Op::Ge) ++comparison;
  SchemeCoverage scheme{.policy = &policy, .scheme = &policy.schemes[0]};
  scheme.targets = {
      {.asked = Asked::State, .state = Truth::False},
      {.asked = Asked::State, .state = Truth::Missing},
      {.asked = Asked::Threshold, .part = 1, .node = comparison, .side = 1},
      {.asked = Asked::State, .state = Truth::Pending, .impossible = {"不可能", "impossible"}},
  };
  CaseFile file;
  file.name = "desk.test.yaml";
  scheme.closing = {{&file, {1}, "  - {name: lacks}\n"}};
  const CoverageMiss miss{&policy, Measure::Leaves, {1, 2}, 100};
  Diagnostics diags;
  coverage_diagnostics(loaded->sources, std::span(&scheme, 1), std::span(&miss, 1), diags);
  const auto found = told(*loaded, diags);
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "coverage-below error desk.yaml");
  CHECK(found[1] == "leaf-not-reached warning A-1");
  CHECK(found[2] == "state-not-reached hint A-1");
  CHECK(found[3] == "threshold-not-probed hint staff >= params.staff_min");
  CHECK(diags.all()[0].message.en == "policy `desk`: leaves 1/2 (50%), at least 100% are asked");
  CHECK(diags.all()[2].fix.en.find("add to desk.test.yaml") == 0);
  CHECK(diags.all()[2].fix.en.find("{name: lacks}") != std::string::npos);
  CHECK(has_rule(coverage_finding_rules(), diags));
}

TEST_CASE("study findings: a survivor shows how the file would read and what would kill it",
          "[report]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  const Policy& policy = loaded->rules.policies[0];
  std::vector<MutantResult> results(3);
  const Span span = policy.params[0].values[0].span;
  for (MutantResult& one : results) {
    one.mutant.id = "staff_min/+1";
    one.mutant.policy = &policy;
    one.mutant.what = {"改为 4", "`staff_min` is 4"};
    one.mutant.span = span;
    one.mutant.edits = {{span, "4"}};
  }
  CaseFile file;
  file.name = "desk.test.yaml";
  results[0].fate = Fate::Killed;
  results[2].file = &file;
  results[2].yaml = "  - {name: killer}\n";
  Diagnostics diags;
  mutant_diagnostics(loaded->sources, results, diags);
  CHECK(told(*loaded, diags) ==
        std::vector<std::string>{"surviving-mutant error 3", "surviving-mutant error 3"});
  CHECK(diags.all()[0].message.en == "no case notices `staff_min/+1`: `staff_min` is 4");
  CHECK(diags.all()[0].fix.en.find("+   staff_min: {value: 4") != std::string::npos);
  CHECK(diags.all()[0].fix.en.find("equivalent:") != std::string::npos);
  CHECK(diags.all()[1].fix.en.find("{name: killer}") != std::string::npos);
  CHECK(has_rule(mutant_finding_rules(), diags));
}

TEST_CASE("study findings: proofs are told at the claim, the criterion, the scheme", "[report]") {
  auto loaded = test::rules_from({{"desk.yaml", kPolicy}});
  const Policy& policy = loaded->rules.policies[0];
  Proofs proofs;
  Diagnostics odd;
  const std::vector<ReadClaim> claims = read_claims(loaded->rules, policy, odd);
  REQUIRE(claims.size() == 1);
  const World world{"", {{"staff", {std::int64_t{2}}}}};
  proofs.claims = {
      {.claim = claims[0], .proof = Proof::Proved},
      {.claim = claims[0], .proof = Proof::Refuted, .shown = {{world, {{"A-1", Truth::False}}}}},
      {.claim = claims[0], .proof = Proof::Unknown, .why = {"超时", "timeout"}}};
  proofs.schemes = {{.policy = &policy,
                     .scheme = &policy.schemes[0],
                     .eligible = Proof::Proved,
                     .ineligible = Proof::Refuted,
                     .idle = {{"A-1", Idle::AlwaysMet, ""}, {"A-1", Idle::Implied, "A-1"}}}};
  Diagnostics diags;
  proof_diagnostics(loaded->rules, proofs, *Date::parse_iso("2026-06-01"), diags);
  const auto found = told(*loaded, diags);
  REQUIRE(found.size() == 4);
  CHECK(found[0] == "claim-refuted error {implies: [A-1, A-1]}");
  CHECK(found[1] == "claim-unknown warning {implies: [A-1, A-1]}");
  CHECK(found[2].starts_with("verdict-unreachable warning "));
  CHECK(found[3].starts_with("criterion-never-decides warning "));
  CHECK(diags.all()[0].fix.en.ends_with("\nstaff: 2"));
  CHECK(diags.all()[1].message.en == "claim not settled: whoever meets A-1 meets A-1; timeout");
  CHECK(has_rule(proof_finding_rules(), diags));
}

}  // namespace
}  // namespace ipcheck

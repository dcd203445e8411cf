// The rules that ship, against the cases beside them.
#include "study/cases/cases.h"
#include "study/coverage/coverage.h"
#include "study/mutants/mutate.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

TEST_CASE("shipped rules: every case beside them passes", "[study]") {
  auto loaded = test::shipped_rules();
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  auto files =
      find_case_files(loaded->sources, std::string(IPCHECK_SOURCE_DIR) + "/rules", loaded->diags);
  CHECK(files.size() == loaded->rules.policies.size());
  std::size_t count = 0;
  for (const RuleFile& at : files) {
    CaseFile file;
    load_cases(loaded->rules, loaded->sources, at, file, loaded->diags);
    for (const CaseResult& result : run_cases(loaded->rules, file, loaded->diags)) {
      ++count;
      INFO(at.name << ": " << result.test->name);
      std::string what;
      for (const Mismatch& m : result.mismatches)
        what += m.what + ": expected " + m.expected + ", got " + m.got + "; ";
      CHECK(what == "");
    }
  }
  CHECK(loaded->ids() == std::vector<std::string>{});
  CHECK(count >= 250);
}

TEST_CASE("shipped rules: no title says a unit twice", "[study]") {
  auto loaded = test::shipped_rules();
  for (const Policy& policy : loaded->rules.policies) {
    for (const Criterion& c : policy.criteria) {
      const Text title = filled(c.title, policy, loaded->rules.schema, *Date::of(2026, 6, 1));
      for (const char* twice : {"years years", "year years", "CNY CNY", "% %", "%%"})
        CHECK(title.en.find(twice) == std::string::npos);
      for (const char* twice : {"年年", "人人", "元元", "件件", "个月月", "%%"})
        CHECK(title.zh.find(twice) == std::string::npos);
    }
  }
}

/// The shipped rules with their cases.
struct Shipped {
  std::unique_ptr<test::Loaded> loaded = test::shipped_rules();
  std::deque<CaseFile> files;

  Shipped() {
    const std::string dir = std::string(IPCHECK_SOURCE_DIR) + "/rules";
    for (const RuleFile& at : find_case_files(loaded->sources, dir, loaded->diags))
      load_cases(loaded->rules, loaded->sources, at, files.emplace_back(), loaded->diags);
  }
};

TEST_CASE("shipped rules: cases reach every state of every criterion and every threshold",
          "[study]") {
  Shipped shipped;
  for (const SchemeCoverage& scheme :
       coverage(shipped.loaded->rules, shipped.files, false, shipped.loaded->diags)) {
    for (const Target& target : scheme.targets) {
      if (target.asked != Asked::State && target.asked != Asked::Threshold) continue;
      INFO(scheme.scheme->id << ": " << words_of(*scheme.policy, target).en);
      CHECK((target.reached != nullptr || !target.impossible.empty()));
    }
  }
  CHECK(shipped.loaded->ids() == std::vector<std::string>{});
}

TEST_CASE("shipped rules: cases notice every planted fault, or a reason is given", "[study]") {
  Shipped shipped;
  const MutationRun run = mutate(shipped.loaded->rules, shipped.loaded->sources, shipped.files, "",
                                 false, shipped.loaded->diags);
  for (const MutantResult& one : run.results) {
    INFO(one.mutant.policy->id << ": " << one.mutant.id);
    CHECK(one.fate != Fate::Survived);
  }
  CHECK(run.results.size() > 1500);
  CHECK(shipped.loaded->ids() == std::vector<std::string>{});
}

}  // namespace
}  // namespace ipcheck

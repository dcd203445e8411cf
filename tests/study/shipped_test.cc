// The rules that ship, against the cases beside them.
#include "study/cases.h"
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

}  // namespace
}  // namespace ipcheck

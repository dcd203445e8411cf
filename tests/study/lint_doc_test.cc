// The table of lint rules in rules/README.md is the one that `rules lint` runs.
#include "study/lint/lint.h"
#include "support/catch.h"
#include "support/document.h"

using namespace ipcheck;

namespace {

std::string severity_word(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Hint:
      return "hint";
  }
  return {};
}

}  // namespace

TEST_CASE("lint: the reference lists every rule as it is", "[study]") {
  std::string table = "| rule | severity | finds | because |\n| --- | --- | --- | --- |\n";
  for (const LintRule& rule : lint_rules()) {
    table += "| `" + std::string(rule.id) + "` | " + severity_word(rule.severity) + " | " +
             rule.summary.en + " | " + rule.why.en + " |\n";
  }
  check_section("rules/README.md", "lint", table);
}

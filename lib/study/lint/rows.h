#pragma once
// What the files of lint rules share. Private to lib/study.

#include <functional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "study/lint/lint.h"

namespace ipcheck {

/// Where a rule puts what it finds.
class LintFindings {
 public:
  LintFindings(const RuleSet& rules, const Sources& sources, Diagnostics& diags)
      : rules(rules), sources(sources), diags_(diags) {}

  const RuleSet& rules;
  const Sources& sources;

  void begin(const LintRule& rule) { rule_ = &rule; }
  /// Once a place: an overlay shows the same lines as what it extends.
  Diagnostic& add(Span span, Text message);

 private:
  Diagnostics& diags_;
  const LintRule* rule_ = nullptr;
  std::set<std::tuple<std::string_view, SourceId, std::uint32_t>> told_;
  Diagnostic repeated_;
};

/// The rows of each file, appended to `rows`.
void add_lint_bands(std::vector<LintRule>& rows);
void add_lint_codes(std::vector<LintRule>& rows);
void add_lint_conditions(std::vector<LintRule>& rows);
void add_lint_facts(std::vector<LintRule>& rows);
void add_lint_open(std::vector<LintRule>& rows);
void add_lint_params(std::vector<LintRule>& rows);
void add_lint_texts(std::vector<LintRule>& rows);
void add_lint_trees(std::vector<LintRule>& rows);

/// A small policy file for an example; a section left out is one that no rule objects to.
struct ExamplePolicy {
  std::string_view head = "status: in_force\n";
  std::string_view facts =
      "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}\n";
  std::string_view params =
      "  staff_min: {value: 3, unit: 人, cite: {at: 三/1, figure: 不少于3人}}\n";
  std::string_view criteria =
      "  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: staff >= params.staff_min}\n";
  std::string_view provisions = "";
  std::string_view require = "{all: [A-1]}";
  std::string_view scheme = "";  // further keys of the scheme
};
std::string example(const ExamplePolicy& parts);

/// Every condition of a policy: criteria, notices, outputs, scorecards, derivations of its own
/// facts.
std::vector<const Expr*> conditions_of(const RuleSet& rules, const Policy& policy);
/// Conditions that belong to no policy: derivations and notices of vocabularies.
std::vector<const Expr*> shared_conditions(const RuleSet& rules);
/// Whether some comparison in a condition comes out the same within the range of its fact: found
/// by `constant-condition`.
bool holds_constant(const Schema& schema, const Policy& policy, const Expr& expr);
/// Every node of every parsed file but keys, parents first.
void each_node(const RuleSet& rules, const std::function<void(TreeRef)>& visit);

}  // namespace ipcheck

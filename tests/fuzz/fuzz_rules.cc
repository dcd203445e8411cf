// Any UTF-8 text as a rule file: loading ends and says what is wrong; what loads can be linted,
// laid out, compiled and run, and an applicant of whom nothing is known gets a verdict.

#include <cstdint>
#include <string>

#include "fuzz/tree_checks.h"
#include "judge/explain.h"
#include "judge/judge.h"
#include "study/lint/lint.h"
#include "support/rules.h"
#include "text/yaml_format.h"

namespace ipcheck {
namespace {

constexpr const char* kVocabulary = R"(vocabulary: organization
title: {zh: 单位, en: Organization}
facts:
  name: {type: string, label: {zh: 单位名称, en: Name}}
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}
  founded: {type: date, label: {zh: 成立日期, en: Founded}}
  revenue: {type: money, label: {zh: 收入, en: Revenue}}
)";

/// A layout is reached in one step: laying it out again changes nothing.
void check_layout(const std::string& text) {
  Sources sources;
  Diagnostics diags;
  const auto laid_out = format_yaml(sources, sources.add("x.yaml", text), diags);
  check_diagnostics(sources, diags);
  for (const Diagnostic* diagnostic : diags.sorted()) require(diagnostic->id != "layout-broken");
  if (!laid_out) return;
  const auto again = format_yaml(sources, sources.add("again.yaml", *laid_out), diags);
  require(again && *again == *laid_out);
}

void judge_nobody(const RuleSet& rules) {
  std::vector<std::string> ids;
  for (const Policy& policy : rules.policies) {
    if (!policy.loaded) continue;
    for (const Scheme& scheme : policy.schemes) ids.push_back(scheme.id);
  }
  const Compiled compiled = compile(rules, ids, *Date::of(2026, 6, 1), true);
  Batch batch;
  batch.schema = &rules.schema;
  batch.rows = 1;
  batch.facts.resize(rules.schema.facts.size());
  Frame frame;
  judge(compiled, batch, frame);
  for (const CompiledScheme& scheme : compiled.schemes) {
    const Verdict verdict = explain(compiled, scheme, batch, frame, 0);
    require(verdict.outcome == outcome(compiled, scheme, frame, 0));
  }
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (first_invalid_utf8(text)) return 0;
  check_layout(text);
  const auto loaded =
      test::rules_from({{"vocabulary/organization.yaml", kVocabulary}, {"x/policy.yaml", text}});
  check_diagnostics(loaded->sources, loaded->diags);
  if (loaded->diags.has_errors()) return 0;
  Diagnostics findings;
  lint(loaded->rules, loaded->sources, {}, findings);
  check_diagnostics(loaded->sources, findings);
  judge_nobody(loaded->rules);
  return 0;
}

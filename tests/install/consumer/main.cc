// An outside program on the installed library: the built-in rules judge a record.

#include <io/record.h>
#include <judge/explain.h>
#include <policy/load.h>

#include <iostream>

using namespace ipcheck;

int main() {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::vector<std::string> schemes = {"zhejiang-service-specialist"};
  const auto files = embedded_rule_files(sources, rules.trees.emplace_back(), rules.sha256);
  load_rules(rules, sources, files, schemes, diags);

  const SourceId record = sources.add("record.yaml",
                                      "employer_type: university\n"
                                      "employer_region: \"330100\"\n"
                                      "in_service: true\n"
                                      "ip_major: false\n"
                                      "ip_years: 1.5\n");
  std::deque<Tree> trees;
  Batch batch;
  read_record_source(rules.schema, sources, record, trees, batch, diags);
  if (diags.has_errors()) return 2;

  const Compiled compiled = compile(rules, schemes, *Date::of(2026, 6, 1), false);
  Frame frame;
  judge(compiled, batch, frame);
  const Verdict verdict = explain(compiled, compiled.schemes[0], batch, frame, 0);
  std::cout << word(verdict.outcome);
  for (const std::string& id : verdict.failing) std::cout << " " << id;
  std::cout << "\n";
}

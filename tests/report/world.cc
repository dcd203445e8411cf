#include "report/world.h"

#include "io/record.h"
#include "policy/load.h"

namespace ipcheck {

ReportWorld::ReportWorld(const std::string& folder) {
  std::string sha256;
  auto files =
      find_rule_files(sources, std::string(IPCHECK_SOURCE_DIR) + "/" + folder, sha256, diags);
  load_rules(rules, sources, files, {}, diags);
}

VerdictReport ReportWorld::report(const std::string& record, std::vector<std::string> asked,
                                  const std::string& name) {
  SourceId source = sources.add(name, record);
  Batch& batch = batches.emplace_back();
  read_record_source(rules.schema, sources, source, trees.emplace_back(), batch, diags);
  VerdictReport report;
  report.version = "0.1.0";
  report.input_sha256 = "feedc0de";
  report.sources = &sources;
  assess(rules, batch, asked, std::nullopt, *Date::of(2026, 6, 1), report);
  report.rules_sha256 = "0123456789abcdef";
  return report;
}

}  // namespace ipcheck

#include "cli/commands.h"
#include "report/diagnostics.h"

namespace ipcheck {

bool open_rules(const Context& context, std::span<const std::string> schemes, Sources& sources,
                RuleSet& rules, Diagnostics& diags) {
  std::vector<RuleFile> files;
  rules.root = context.common.rules;
  if (rules.root.empty()) {
    files = embedded_rule_files(sources, rules.trees.emplace_back(), rules.sha256);
  } else {
    files = find_rule_files(sources, rules.root, rules.sha256, diags);
  }
  load_rules(rules, sources, files, schemes, diags);
  for (const Policy& policy : rules.policies) {
    if (policy.loaded) return true;
  }
  return false;
}

Format format_of_name(const std::string& path) {
  if (path.ends_with(".json")) return Format::Json;
  if (path.ends_with(".ndjson") || path.ends_with(".jsonl")) return Format::Ndjson;
  if (path.ends_with(".md")) return Format::Markdown;
  if (path.ends_with(".html") || path.ends_with(".htm")) return Format::Html;
  return Format::Text;
}

void no_record(const std::string& file, Diagnostics& diags) {
  diags
      .file_error("no-record", file,
                  say("文件中没有申请人记录", "the file holds no applicant's record"))
      .help(say("空记录写作 `{{}}`", "an empty record is written `{{}}`"));
}

void report(const Context& context, const Sources& sources, const Diagnostics& diags) {
  render_diagnostics(sources, diags, context.lang, context.color_errors, *context.err);
}

}  // namespace ipcheck

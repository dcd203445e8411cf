#include <algorithm>

#include "cli/commands.h"
#include "cli/version.h"
#include "text/suggest.h"

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

bool check_schemes(const RuleSet& rules, std::span<const std::string> ids, const std::string& file,
                   Diagnostics& diags) {
  bool any = false;
  for (const std::string& id : ids) {
    const Policy* policy = rules.policy_of_scheme(id);
    if (policy != nullptr && policy->loaded) {
      any = true;
      continue;
    }
    if (policy != nullptr) {
      diags.file_error("policy-broken", file,
                       say("方案 `{}` 的政策文件有错，无法判定",
                           "the policy of scheme `{}` has errors and cannot be judged", id));
      continue;
    }
    std::vector<std::string_view> known;
    for (const Policy& p : rules.policies) {
      for (const Scheme& s : p.schemes) known.push_back(s.id);
    }
    auto near = nearest(id, known);
    diags.file_error("unknown-scheme", file, say("没有方案 `{}`", "unknown scheme `{}`", id))
        .help(
            near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                 : say("`ipcheck rules list` 列出全部方案", "`ipcheck rules list` lists them all"));
  }
  return any;
}

Format format_of_name(const std::string& path) {
  if (path.ends_with(".json")) return Format::Json;
  if (path.ends_with(".ndjson") || path.ends_with(".jsonl")) return Format::Ndjson;
  if (path.ends_with(".md")) return Format::Markdown;
  if (path.ends_with(".csv")) return Format::Csv;
  if (path.ends_with(".xlsx")) return Format::Xlsx;
  if (path.ends_with(".yaml") || path.ends_with(".yml")) return Format::Yaml;
  if (path.ends_with(".html") || path.ends_with(".htm")) return Format::Html;
  if (path.ends_with(".sarif")) return Format::Sarif;
  if (path.ends_with(".xml")) return Format::Junit;
  return Format::Text;
}

void no_record(const std::string& file, Diagnostics& diags) {
  diags
      .file_error("no-record", file,
                  say("文件中没有申请人记录", "the file holds no applicant's record"))
      .help(say("空记录写作 `{{}}`", "an empty record is written `{{}}`"));
}

void print_findings(Context& context, const Sources& sources, const Diagnostics& diags,
                    std::optional<Format> format, std::string_view command,
                    std::span<const FindingRule> rules) {
  std::ostream& out = *context.out;
  context.whole = true;
  if (!format && !context.common.output.empty()) format = format_of_name(context.common.output);
  if (format == Format::Json) return render_diagnostics_json(sources, diags, context.lang, out);
  if (format == Format::Github) return render_diagnostics_github(sources, diags, context.lang, out);
  if (format == Format::Sarif) {
    std::string category(command);
    std::replace(category.begin(), category.end(), ' ', '-');
    FindingTool tool{.version = kVersion, .command = category, .rules = rules};
    return render_diagnostics_sarif(sources, diags, context.lang, tool, out);
  }
  render_diagnostics(sources, diags, context.lang, context.color, out, Diagnostics::kMaxKept);
}

void report(const Context& context, const Sources& sources, const Diagnostics& diags) {
  render_diagnostics(sources, diags, context.lang, context.color_errors, *context.err);
}

}  // namespace ipcheck

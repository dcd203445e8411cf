// `ipcheck rules cite`: the citations of the rules against the plain texts of their policies.
#include "cli/commands.h"
#include "report/rules/cite.h"
#include "text/file.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxTextBytes = 16u << 20;

/// `POLICY=FILE`, or a file alone; an id has lower case letters, digits and hyphens only.
std::pair<std::string, std::string> parted(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t id = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
  if (equals == text.npos || equals == 0 || id != equals) return {"", text};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<PolicyTextFile> read_texts(const std::vector<std::string>& texts, Sources& sources,
                                       Diagnostics& diags) {
  std::vector<PolicyTextFile> out;
  for (const std::string& text : texts) {
    auto [policy, file] = parted(text);
    if (const auto source = read_text(sources, file, kMaxTextBytes, diags))
      out.push_back({policy, *source});
  }
  return out;
}

}  // namespace

ExitStatus run_rules_cite(const RulesCiteArgs& args, Context& context) {
  std::vector<std::string> texts = args.texts;
  texts.insert(texts.end(), args.more.begin(), args.more.end());
  if (texts.empty()) {
    *context.err << "ipcheck: "
                 << say("请给出政策的纯文本，如 `--text 办法.txt` 或 `--text 政策编号=办法.txt`",
                        "give the plain text of a policy, such as `--text measures.txt` or "
                        "`--text POLICY=measures.txt`")
                        .in(context.lang)
                 << "\n";
    return ExitStatus::Trouble;
  }
  Sources sources;
  Diagnostics diags, findings;
  RuleSet rules;
  open_rules(context, {}, sources, rules, diags);
  CiteReport cited;
  if (!diags.has_errors())
    match_texts(rules, sources, read_texts(texts, sources, diags), cited, diags);
  report(context, sources, diags);
  if (diags.has_errors()) return ExitStatus::Trouble;
  check_citations(rules, sources, cited, findings);
  const CiteStyle style{.lang = context.lang,
                        .color = context.color,
                        .quiet = context.common.quiet,
                        .strict = args.strict};
  if (args.format == Format::Json) {
    render_cite_json(sources, cited, findings, style, *context.out);
  } else if (args.format == Format::Github || args.format == Format::Sarif) {
    add_uncited(cited, args.strict, findings);
    print_findings(context, sources, findings, args.format, "rules cite", cite_finding_rules());
  } else {
    render_cite_text(sources, cited, findings, style, *context.out);
  }
  const bool fails = findings.has_errors() || (args.strict && !cited.uncited.empty());
  return fails ? ExitStatus::Findings : ExitStatus::Ok;
}

}  // namespace ipcheck

// `ipcheck rules doc`: pages about policies, to standard output, a file or a folder.
#include <filesystem>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/version.h"
#include "report/doc/doc.h"
#include "text/error_words.h"
#include "text/file.h"
#include "text/suggest.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

void add_scheme(std::vector<DocSubject>& subjects, const Policy& policy, const Scheme& scheme) {
  for (DocSubject& subject : subjects) {
    if (subject.policy != &policy) continue;
    bool told = false;
    for (const Scheme* s : subject.schemes) told = told || s == &scheme;
    if (!subject.schemes.empty() && !told) subject.schemes.push_back(&scheme);
    return;
  }
  subjects.push_back({&policy, {&scheme}});
}

void add_policy(std::vector<DocSubject>& subjects, const Policy& policy) {
  for (DocSubject& subject : subjects) {
    if (subject.policy == &policy) return subject.schemes.clear();
  }
  subjects.push_back({&policy, {}});
}

/// What the ids stand for; all policies when there are none. Errors: diagnostics.
std::vector<DocSubject> subjects_of(const RuleSet& rules, const std::vector<std::string>& ids,
                                    Diagnostics& diags) {
  std::vector<DocSubject> subjects;
  std::vector<std::string_view> known;
  for (const Policy& policy : rules.policies) {
    if (!policy.loaded) continue;
    known.push_back(policy.id);
    for (const Scheme& scheme : policy.schemes) known.push_back(scheme.id);
    if (ids.empty()) add_policy(subjects, policy);
  }
  for (const std::string& id : ids) {
    bool found = false;
    for (const Policy& policy : rules.policies) {
      if (!policy.loaded) continue;
      const Scheme* scheme = policy.scheme(id);
      if (policy.id == id) add_policy(subjects, policy);
      if (scheme != nullptr && policy.id != id) add_scheme(subjects, policy, *scheme);
      found = found || policy.id == id || scheme != nullptr;
    }
    if (found) continue;
    auto near = nearest(id, known);
    diags.error("unknown-policy", {}, say("没有政策或方案 `{}`", "no policy or scheme `{}`", id))
        .help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                   : say("`ipcheck rules list` 列出全部", "`ipcheck rules list` lists them all"));
  }
  return subjects;
}

/// One page a policy, and one that names them.
void write_folder(const RuleSet& rules, const Sources& sources,
                  const std::vector<DocSubject>& subjects, const DocStyle& style,
                  Context& context) {
  const fs::path folder = context.common.output;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw Failure{
        because(say("无法建立文件夹 {}", "cannot create {}", folder.string()), error.value())};
  for (const DocSubject& subject : subjects) {
    OutputFile file((folder / doc_file_name(*subject.policy, style.html)).string());
    render_doc(rules, sources, std::span(&subject, 1), style, file.stream());
    file.commit();
  }
  OutputFile index((folder / (style.html ? "index.html" : "README.md")).string());
  render_doc_index(rules, subjects, style, index.stream());
  index.commit();
  *context.out << say("已写入 {} 页到 {}", "wrote {} pages to {}", subjects.size() + 1,
                      folder.string())
                      .in(context.lang)
               << "\n";
}

}  // namespace

ExitStatus run_rules_doc(const RulesDocArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  open_rules(context, {}, sources, rules, diags);
  std::vector<DocSubject> subjects = subjects_of(rules, args.ids, diags);
  report(context, sources, diags);
  if (diags.has_errors()) return ExitStatus::Trouble;
  Format format = args.format.value_or(format_of_name(context.common.output));
  DocStyle style{.lang = context.lang,
                 .html = format == Format::Html,
                 .as_of = args.as_of.value_or(context.today),
                 .version = kVersion};
  if (names_folder(context.common.output)) {
    style.html = args.format.value_or(Format::Html) == Format::Html;
    write_folder(rules, sources, subjects, style, context);
  } else {
    render_doc(rules, sources, subjects, style, *context.out);
  }
  return ExitStatus::Ok;
}

}  // namespace ipcheck

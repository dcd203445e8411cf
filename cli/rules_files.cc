// `ipcheck rules export`, `ipcheck rules schema`, `ipcheck --version`.
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/version.h"
#include "study/schema/schema.h"
#include "text/file.h"
#include "text/tree_embed.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

void write_file(const fs::path& path, std::string_view text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error)
    throw Failure{say("无法建立文件夹 {}：{}", "cannot create {}: {}", path.parent_path().string(),
                      error.message())};
  OutputFile file(path.string());
  file.stream() << text;
  file.commit();
}

}  // namespace

ExitStatus run_rules_export(const RulesExportArgs& args, Context& context) {
  std::error_code error;
  bool used = fs::exists(args.folder, error) && !fs::is_empty(args.folder, error);
  if (used || error) {
    *context.err << "ipcheck: "
                 << say("`{}` 已存在且不为空，请给出新文件夹",
                        "`{}` exists and is not empty, name a new folder", args.folder)
                        .in(context.lang)
                 << "\n";
    return ExitStatus::Trouble;
  }
  EmbeddedFiles files = embedded_files();
  for (std::size_t i = 0; i < files.size(); ++i)
    write_file(fs::path(args.folder) / files[i].name, files[i].text);
  *context.out << say("已写入 {} 个文件到 {}", "wrote {} files to {}", files.size(), args.folder)
                      .in(context.lang)
               << "\n";
  return ExitStatus::Ok;
}

ExitStatus run_rules_schema(const RulesSchemaArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none = "-";  // facts are enough
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  report(context, sources, diags);
  if (diags.has_errors()) return ExitStatus::Trouble;
  if (!args.folder.empty()) {
    for (std::string_view kind : schema_kinds()) {
      write_file(fs::path(args.folder) / (std::string(kind) + ".schema.json"),
                 schema_text(kind, rules));
    }
    return ExitStatus::Ok;
  }
  if (args.kind.empty()) {
    *context.err << "ipcheck: "
                 << say("请给出种类：policy、vocabulary、calendar、test 或 record",
                        "name a kind: policy, vocabulary, calendar, test or record")
                        .in(context.lang)
                 << "\n";
    return ExitStatus::Trouble;
  }
  *context.out << schema_text(args.kind, rules);
  return ExitStatus::Ok;
}

ExitStatus run_version(Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none = "-";
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  *context.out << "ipcheck " << kVersion << "\n";
  if (!rules.sha256.empty()) {
    Text from = rules.root.empty() ? Text{"内置", "built in"} : Text{rules.root, rules.root};
    *context.out << Text{"规则 " + rules.sha256 + "（" + from.zh + "）",
                         "rules " + rules.sha256 + " (" + from.en + ")"}
                        .in(context.lang)
                 << "\n";
  }
  report(context, sources, diags);
  return diags.has_errors() ? ExitStatus::Trouble : ExitStatus::Ok;
}

}  // namespace ipcheck

// `ipcheck rules fmt`: the canonical layout of rule files.
#include <filesystem>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "policy/files.h"
#include "text/file.h"
#include "text/frame.h"
#include "text/line_diff.h"
#include "text/utf8.h"
#include "text/yaml_format.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

/// The files of a folder, or the file itself.
std::vector<std::string> files_of(const std::string& path, Diagnostics& diags) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<std::string> out;
  for (const std::string& name : yaml_names(path, diags))
    out.push_back((fs::path(path) / name).string());
  if (out.empty())
    diags.file_error("rules-empty", path, say("文件夹中没有 *.yaml", "no *.yaml in the folder"));
  return out;
}

class Formatter {
 public:
  Formatter(bool check, Context& context) : check_(check), context_(context) {}

  ExitStatus run(const std::vector<std::string>& paths) {
    for (const std::string& path : paths)
      for (const std::string& file : files_of(path, diags_)) format(file);
    report(context_, sources_, diags_);
    if (diags_.has_errors()) return ExitStatus::Trouble;
    if (!context_.common.quiet && !to_output_) tell();
    return check_ && changed_ > 0 ? ExitStatus::Findings : ExitStatus::Ok;
  }

 private:
  void format(const std::string& file) {
    ++files_;
    const auto source = read_text(sources_, file, kMaxRuleBytes, diags_);
    if (!source) return;
    const auto text = format_yaml(sources_, *source, diags_);
    if (!text) return;
    if (file == "-" && !check_) {
      to_output_ = true;
      *context_.out << *text;
      return;
    }
    const std::string before = file == "-" ? std::string(sources_.text(*source)) : bytes_of(file);
    if (*text == before) return;
    ++changed_;
    if (check_) {
      const bool utf8 = !first_invalid_utf8(before);
      show(file == "-" ? sources_.name(*source) : file,
           utf8 ? std::string_view(before) : sources_.text(*source), *text, utf8);
    } else {
      write(file, *text);
    }
  }

  /// As it stands on the disk: a BOM or another encoding is a difference too.
  std::string bytes_of(const std::string& file) {
    return read_bytes(file, kMaxRuleBytes, diags_).value_or("");
  }

  void show(const std::string& name, std::string_view before, const std::string& after, bool utf8) {
    const Text change = utf8 ? say("{} 需要排版", "{} would change", name)
                             : say("{} 需要排版，并改为 UTF-8", "{} would change, to UTF-8", name);
    *context_.out << change.in(context_.lang) << "\n";
    if (context_.common.quiet) return;
    const std::string diff = line_diff(before, after);
    for (std::size_t begin = 0; begin < diff.size();) {
      const std::size_t end = diff.find('\n', begin);
      *context_.out << visible(std::string_view(diff).substr(begin, end - begin), true) << "\n";
      begin = end + 1;
    }
  }

  void write(const std::string& file, const std::string& text) {
    OutputFile out(file);
    out.stream() << text;
    out.commit();
    if (!context_.common.quiet)
      *context_.out << say("已排版 {}", "laid out {}", file).in(context_.lang) << "\n";
  }

  void tell() {
    const Text none =
        say("{} 个文件，排版都已规范", "nothing to change; files looked at: {}", files_);
    const Text would =
        say("{1} 个文件中有 {0} 个需要排版；去掉 `--check` 即可改写",
            "files that would change: {0} of {1}; without `--check` they are rewritten", changed_,
            files_);
    const Text did =
        say("{1} 个文件中改写了 {0} 个", "files rewritten: {0} of {1}", changed_, files_);
    *context_.out << (changed_ == 0 ? none : check_ ? would : did).in(context_.lang) << "\n";
  }

  bool check_;
  Context& context_;
  Sources sources_;
  Diagnostics diags_;
  std::size_t files_ = 0, changed_ = 0;
  bool to_output_ = false;
};

}  // namespace

ExitStatus run_rules_fmt(const RulesFmtArgs& args, Context& context) {
  std::vector<std::string> paths = args.paths;
  if (paths.empty() && !context.common.rules.empty()) paths.push_back(context.common.rules);
  if (!paths.empty()) return Formatter(args.check, context).run(paths);
  *context.err << "ipcheck: "
               << say("请给出规则文件或文件夹，如 `ipcheck rules fmt rules/`；`-` 为标准输入",
                      "give rule files or folders, such as `ipcheck rules fmt rules/`; `-` is "
                      "standard input")
                      .in(context.lang)
               << "\n";
  return ExitStatus::Trouble;
}

}  // namespace ipcheck

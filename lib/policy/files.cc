// Where rule files come from: a folder, or the binary. Tested by tests/policy/files_test.cc.
#include "policy/files.h"

#include <algorithm>
#include <filesystem>

#include "policy/load.h"
#include "text/file.h"
#include "text/input.h"
#include "text/sha256.h"
#include "text/tree_embed.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

/// Whether `path` lies below `root` once every link is followed.
bool stays_inside(const fs::path& root, const fs::path& path, std::error_code& error) {
  fs::path real = fs::weakly_canonical(path, error);
  if (error) return false;
  auto [end, rest] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
  return end == root.end();
}

}  // namespace

namespace {

/// As `yaml_names`, in no order; `error` and `last` tell what stopped it and where.
std::vector<std::string> listed(const std::string& dir, std::error_code& error, fs::path& last,
                                Diagnostics& diags) {
  const fs::path root = dir;
  std::vector<std::string> names;
  std::error_code skipped;  // a link to nothing is no folder
  const fs::path real_root = fs::canonical(root, error);
  last = root;
  fs::recursive_directory_iterator it(root, error), end;
  for (; !error && it != end; it.increment(error)) {
    last = it->path();
    std::string name = it->path().lexically_relative(root).generic_string();
    if (it->path().filename().string().starts_with(".")) {
      if (it->is_directory(skipped)) it.disable_recursion_pending();
      continue;
    }
    if (it->is_directory(skipped) || !name.ends_with(".yaml")) continue;
    if (!stays_inside(real_root, it->path(), skipped)) {
      if (skipped) {
        say_unreadable(last.string(), skipped.value(), diags);
        continue;
      }
      diags.file_error("file-outside", dir + "/" + name,
                       say("该链接指向规则文件夹之外，已拒绝",
                           "the link leaves the rules folder and is refused"));
      continue;
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

std::vector<std::string> yaml_names(const std::string& dir, Diagnostics& diags) {
  constexpr int kTries = 16;  // a signal may interrupt the opening of a folder on some file systems
  for (int tries = 1;; ++tries) {
    std::error_code error, skipped;
    fs::path last;
    Diagnostics said;
    std::vector<std::string> names = listed(dir, error, last, said);
    if (error == std::errc::interrupted && tries < kTries) continue;
    // A part of the rules would pass for all of them.
    if (error)
      say_unreadable(fs::is_directory(last, skipped) ? last : fs::path(dir), error.value(), said);
    for (const Diagnostic& diagnostic : said.all()) diags.add(diagnostic);
    std::sort(names.begin(), names.end());
    return names;
  }
}

std::vector<RuleFile> find_rule_files(Sources& sources, const std::string& dir, std::string& sha256,
                                      Diagnostics& diags) {
  std::vector<RuleFile> files;
  std::error_code error;
  if (!fs::is_directory(dir, error)) {
    if (error && error != std::errc::no_such_file_or_directory) {
      say_unreadable(dir, error.value(), diags);
      return files;
    }
    diags.file_error("rules-missing", dir, say("没有这个规则文件夹", "no such rules folder"))
        .help(
            say("`--rules` 应给出含 *.yaml 的文件夹；`ipcheck rules export 文件夹` 可导出内置规则",
                "`--rules` takes a folder of *.yaml files; `ipcheck rules export DIR` writes the "
                "built-in ones"));
    return files;
  }
  Sha256 hash;
  for (const std::string& name : yaml_names(dir, diags)) {
    if (name.ends_with(kCaseSuffix)) continue;
    std::string path = (fs::path(dir) / name).generic_string();
    auto source = read_text(sources, path, kMaxRuleBytes, diags);
    if (!source) continue;
    // The same bytes as the embedder's: an exported copy has the hash of the binary's own rules.
    hash.add(name);
    hash.add(std::string_view("\0", 1));
    hash.add(std::to_string(sources.text(*source).size()));
    hash.add(std::string_view("\0", 1));
    hash.add(sources.text(*source));
    files.push_back({name, *source, nullptr});
  }
  if (files.empty() && !diags.has_errors()) {
    diags.file_error(
        "rules-empty", dir,
        say("文件夹中没有规则文件（*.yaml）", "the folder holds no rule files (*.yaml)"));
  }
  sha256 = hash.hex();
  return files;
}

std::vector<RuleFile> embedded_rule_files(Sources& sources, std::deque<Tree>& trees,
                                          std::string& sha256) {
  std::vector<RuleFile> files;
  EmbeddedFiles all = embedded_files();
  for (std::size_t i = 0; i < all.size(); ++i) {
    EmbeddedFile file = all[i];
    if (!file.has_tree()) continue;
    Tree& tree = trees.emplace_back();
    view_embedded(file, std::string(file.name), sources, tree);
    files.push_back({std::string(file.name), tree.source, &tree});
  }
  sha256 = embedded_rules_sha256();
  return files;
}

}  // namespace ipcheck

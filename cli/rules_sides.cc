// Tested by tests/cli/rules-diff.md.
#include "cli/rules_sides.h"

#include <filesystem>

#include "cli/git_tree.h"
#include "text/file.h"
#include "text/sha256.h"
#include "text/tree_yaml.h"
#include "text/utf8.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

/// `policy shanxi-operation-center`: what a file is by its first key, and whose.
std::string identity(TreeRef root) {
  if (!root || !root.is_map()) return {};
  for (const char* key : {"policy", "vocabulary", "calendar"}) {
    TreeRef id = root.find(key);
    if (id && id.is_scalar()) return std::string(key) + " " + std::string(id.text());
  }
  return {};
}

std::string identity(const RuleFile& file, const Sources& sources) {
  if (file.tree != nullptr) return identity(file.tree->top());
  Diagnostics unread;  // told when the file is loaded
  std::deque<Tree> trees = read_yaml(sources, file.source, unread);
  return trees.empty() ? std::string() : identity(trees.front().top());
}

void read_single(const Sources& sources, RulesSide& side) {
  side.single = true;
  Diagnostics unread;
  std::deque<Tree> trees = read_yaml(sources, side.files.front().source, unread);
  TreeRef root = trees.empty() ? TreeRef{} : trees.front().top();
  if (!root || !root.is_map()) return;
  if (TreeRef id = root.find("policy")) side.policy = std::string(id.text());
  if (TreeRef base = root.find("extends")) side.extends = std::string(base.text());
}

bool find_on_disk(const std::string& given, Sources& sources, RulesSide& side, Diagnostics& diags) {
  std::error_code error;
  if (fs::is_directory(given, error)) {
    std::string sha256;
    side.files = find_rule_files(sources, given, sha256, diags);
    return !side.files.empty();
  }
  auto source = read_text(sources, given, kMaxRuleBytes, diags);
  if (!source) return false;
  side.files.push_back({fs::path(given).filename().string(), *source, nullptr});
  read_single(sources, side);
  return true;
}

/// The path of a revision that was given without one: where the other side's rules lie.
std::string default_path(const std::string& other, const Context& context) {
  std::error_code error;
  if (!other.empty() && fs::exists(other, error)) {
    if (auto path = git_path_of(other)) return *path;
  } else if (GitPlace place = git_place_of(other); place.path) {
    return *place.path;
  }
  if (!context.common.rules.empty()) {
    if (auto path = git_path_of(context.common.rules)) return *path;
  }
  return git_path_of("rules").value_or("rules");
}

bool find_in_git(const std::string& given, const std::string& other, const Context& context,
                 Sources& sources, RulesSide& side, Diagnostics& diags) {
  if (!git_prefix()) {
    diags
        .file_error("file-missing", given,
                    say("没有这个文件夹或文件；当前文件夹也不在 git 工作区中",
                        "no such folder or file; nor is this folder in a git work tree"))
        .help(say("请给规则文件夹或规则文件", "give a rules folder or a rule file"));
    return false;
  }
  const GitPlace place = git_place_of(given);
  const std::string path = place.path ? *place.path : default_path(other, context);
  side.given = place.revision + ":" + path;
  const std::vector<GitFile> files = git_rule_files(side.given, place.revision, path, diags);
  for (const GitFile& file : files) {
    const bool whole_path = path.ends_with(".yaml");
    const std::string name = whole_path ? side.given : side.given + "/" + file.name;
    if (first_invalid_utf8(file.text)) {
      diags.file_error("not-text", name, say("应为 UTF-8 文本", "it should be UTF-8 text"));
      return false;
    }
    const std::size_t mark = file.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    side.files.push_back({file.name, sources.add(name, file.text.substr(mark)), nullptr});
  }
  if (side.files.size() == 1 && path.ends_with(".yaml")) read_single(sources, side);
  return !side.files.empty();
}

/// The rules in use: --rules, IPCHECK_RULES, else embedded.
std::vector<RuleFile> files_in_use(const Context& context, Sources& sources, RuleSet& rules,
                                   Diagnostics& diags) {
  std::string sha256;
  if (context.common.rules.empty())
    return embedded_rule_files(sources, rules.trees.emplace_back(), sha256);
  return find_rule_files(sources, context.common.rules, sha256, diags);
}

std::string hash_of(const std::vector<RuleFile>& files, const Sources& sources) {
  Sha256 hash;
  for (const RuleFile& file : files) {
    const std::string_view text = sources.text(file.source);
    hash.add(file.name);
    hash.add(std::string_view("\0", 1));
    hash.add(std::to_string(text.size()));
    hash.add(std::string_view("\0", 1));
    hash.add(text);
  }
  return hash.hex();
}

}  // namespace

bool find_side(const std::string& given, const std::string& other, const Context& context,
               Sources& sources, RulesSide& side, Diagnostics& diags) {
  side.given = given;
  std::error_code error;
  if (fs::exists(given, error)) return find_on_disk(given, sources, side, diags);
  return find_in_git(given, other, context, sources, side, diags);
}

bool load_side(const RulesSide& side, const RulesSide& rest, const Context& context,
               Sources& sources, RuleSet& rules, Diagnostics& diags) {
  std::vector<RuleFile> files = side.files;
  if (side.single) {
    files = rest.single || rest.files.empty() ? files_in_use(context, sources, rules, diags)
                                              : rest.files;
    const std::string own = identity(side.files.front(), sources);
    std::erase_if(files, [&](const RuleFile& file) { return identity(file, sources) == own; });
    files.push_back(side.files.front());
  } else if (files.empty()) {
    files = files_in_use(context, sources, rules, diags);
  }
  rules.root = side.given;
  load_rules(rules, sources, files, {}, diags);
  rules.sha256 = hash_of(files, sources);
  return !diags.has_errors();
}

}  // namespace ipcheck

#pragma once
// Rule files of a git revision. `git` runs as a process without a shell and only reads objects;
// nothing is checked out and nothing is left behind.

#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.h"

namespace ipcheck {

/// `HEAD~1:rules`, taken apart. The path is from the top of the work tree, as git has it.
struct GitPlace {
  std::string revision;
  std::optional<std::string> path;  // nothing: none was given
};
GitPlace git_place_of(const std::string& text);

/// A file of a revision.
struct GitFile {
  std::string name;  // below the path asked for, `/`-separated
  std::string text;  // bytes as committed
};

/// Where the current folder lies below the top of its work tree (`rules/`, or empty for the top);
/// nothing: it is in none, or there is no git.
std::optional<std::string> git_prefix();
/// `path` of the file system as git has it; nothing: it is outside the work tree.
std::optional<std::string> git_path_of(const std::string& path);

/// All *.yaml below `path` (or that file itself) of a revision, sorted by name; hidden files, test
/// files, links and submodules left out. `given` names it in messages.
/// Errors: diagnostics (`unknown-revision`, `rules-missing`, `file-too-large`, `git-failed`).
std::vector<GitFile> git_rule_files(const std::string& given, const std::string& revision,
                                    const std::string& path, Diagnostics& diags);

}  // namespace ipcheck

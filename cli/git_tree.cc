// Tested by tests/cli/rules-diff.md.
#include "cli/git_tree.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string_view>

#include "policy/files.h"
#include "text/error_words.h"
#include "text/file.h"
#include "text/frame.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostListed = 16u << 20;  // bytes of one listing
constexpr std::size_t kMostFiles = 2'000;

/// What a run of git came to.
struct GitRun {
  int status = -1;  // 127: there is no git
  bool too_large = false;
  std::string out;
};

[[noreturn]] void become_git(std::vector<std::string>& words, int output) {
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  ::setenv("GIT_OPTIONAL_LOCKS", "0", 1);
  ::setenv("GIT_LITERAL_PATHSPECS", "1", 1);
  ::setenv("LC_ALL", "C", 1);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp("git", argv.data());
  ::_exit(127);
}

void read_output(int input, std::size_t limit, GitRun& run) {
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t count = ::read(input, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      throw Failure{because({"无法读取 git 的输出", "cannot read git's output"}, errno)};
    if (count == 0) return;
    if (run.out.size() + static_cast<std::size_t>(count) > limit) {
      run.too_large = true;
      return;
    }
    run.out.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

/// `git WORDS` in the current folder. Errors: throws Failure when no process can be started.
GitRun git(std::vector<std::string> words, std::size_t limit = kMostListed) {
  words.insert(words.begin(), {"git", "--no-pager", "--no-replace-objects"});
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw Failure{because({"无法启动 git", "cannot start git"}, errno)};
  const pid_t child = ::fork();
  if (child < 0) {
    const int error = errno;
    ::close(ends[0]), ::close(ends[1]);
    throw Failure{because({"无法启动 git", "cannot start git"}, error)};
  }
  if (child == 0) become_git(words, ends[1]);
  ::close(ends[1]);
  GitRun run;
  read_output(ends[0], limit, run);
  ::close(ends[0]);
  if (run.too_large) ::kill(child, SIGTERM);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return run;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

bool is_object_id(const std::string& text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The commit that a revision names. Errors: a diagnostic.
std::optional<std::string> commit_of(const std::string& given, const std::string& revision,
                                     Diagnostics& diags) {
  // What begins with `-` would be an option to git.
  const bool safe = !revision.empty() && revision.front() != '-';
  GitRun run;
  if (safe) run = git({"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
  std::string id = first_line(run.out);
  if (safe && run.status == 0 && is_object_id(id)) return id;
  diags
      .file_error("unknown-revision", given,
                  say("没有这个文件夹或文件，git 中也没有版本 `{}`",
                      "no such folder or file, and no revision `{}` in git", visible(revision)))
      .help(
          say("请给规则文件夹、规则文件，或 git 版本，如 `HEAD~1` 或 `v1.2:rules`",
              "give a rules folder, a rule file, or a git revision, as `HEAD~1` or `v1.2:rules`"));
  return std::nullopt;
}

struct Entry {
  std::string name, id;
};

/// `100644 blob 1234\tpath` up to each NUL.
std::vector<Entry> entries_of(std::string_view listing, const std::string& path) {
  std::vector<Entry> out;
  while (!listing.empty()) {
    const std::string_view line = listing.substr(0, listing.find('\0'));
    listing.remove_prefix(std::min(listing.size(), line.size() + 1));
    const std::size_t tab = line.find('\t'), space = line.rfind(' ', tab);
    if (tab == line.npos || space == line.npos || !line.starts_with("100")) continue;
    std::string_view name = line.substr(tab + 1);
    if (name == path) {
      name.remove_prefix(std::min(name.size(), path.rfind('/') + 1));
    } else if (!path.empty()) {
      if (!name.starts_with(path + "/")) continue;
      name.remove_prefix(path.size() + 1);
    }
    const bool hidden = name.starts_with(".") || name.find("/.") != name.npos;
    if (hidden || !name.ends_with(".yaml") || name.ends_with(kCaseSuffix)) continue;
    out.push_back({std::string(name), std::string(line.substr(space + 1, tab - space - 1))});
  }
  std::sort(out.begin(), out.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return out;
}

bool read_blob(const std::string& given, const Entry& entry, GitFile& file, Diagnostics& diags) {
  const std::string shown = given + "/" + entry.name;
  GitRun run = git({"cat-file", "blob", entry.id}, kMaxRuleBytes);
  if (run.too_large)
    diags.file_error("file-too-large", shown,
                     say("超过 {} MiB", "larger than {} MiB", kMaxRuleBytes >> 20));
  else if (run.status != 0)
    diags.file_error("git-failed", shown, say("git 读不出这个文件", "git cannot read this file"));
  if (run.too_large || run.status != 0) return false;
  file = {entry.name, std::move(run.out)};
  return true;
}

}  // namespace

GitPlace git_place_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  GitPlace place{text.substr(0, colon), std::nullopt};
  if (colon == std::string::npos) return place;
  std::string path = fs::path(text.substr(colon + 1)).lexically_normal().generic_string();
  while (path.ends_with('/')) path.pop_back();
  place.path = path == "." ? std::string() : path;
  return place;
}

std::optional<std::string> git_prefix() {
  GitRun run = git({"rev-parse", "--show-prefix"});
  if (run.status != 0) return std::nullopt;
  return first_line(run.out);
}

std::optional<std::string> git_path_of(const std::string& path) {
  GitRun run = git({"rev-parse", "--show-toplevel"});
  if (run.status != 0) return std::nullopt;
  std::error_code error;
  const fs::path top = fs::weakly_canonical(first_line(run.out), error);
  const fs::path real = fs::weakly_canonical(path, error);
  if (error) return std::nullopt;
  std::string inside = real.lexically_relative(top).generic_string();
  if (inside.empty() || inside.starts_with("..")) return std::nullopt;
  while (inside.ends_with('/')) inside.pop_back();
  return inside == "." ? std::string() : inside;
}

std::vector<GitFile> git_rule_files(const std::string& given, const std::string& revision,
                                    const std::string& path, Diagnostics& diags) {
  std::vector<GitFile> files;
  const auto commit = commit_of(given, revision, diags);
  if (!commit) return files;
  std::vector<std::string> words = {"ls-tree", "-r", "-z", "--full-tree", *commit};
  if (path.starts_with("-")) return files;
  if (!path.empty()) words.push_back(path);
  GitRun listing = git(std::move(words));
  const std::vector<Entry> entries = entries_of(listing.out, path);
  if (listing.status != 0 || listing.too_large || entries.empty() || entries.size() > kMostFiles) {
    diags
        .file_error("rules-missing", given,
                    say("版本 `{}` 的 `{}` 下没有规则文件（*.yaml）",
                        "revision `{}` has no rule files (*.yaml) under `{}`", visible(revision),
                        visible(path.empty() ? "." : path)))
        .help(say("请写明路径，如 `{}:rules`", "name the path, as `{}:rules`", visible(revision)));
    return files;
  }
  for (const Entry& entry : entries) {
    GitFile file;
    if (!read_blob(given, entry, file, diags)) return {};
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace ipcheck

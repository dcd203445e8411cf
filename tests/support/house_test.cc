// The rules of the house that a compiler does not check: the order of floors, which file may
// include which library, and what no code under lib/ may call.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"

namespace ipcheck {
namespace {

namespace fs = std::filesystem;

struct Line {
  std::string file;  // from the project's root
  std::size_t number = 0;
  std::string text;
};

/// `code` without comments and without what stands between quotes; includes are kept whole.
std::string bare(std::string_view code) {
  if (code.starts_with("#include")) return std::string(code);
  std::string result;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code.substr(i, 2) == "//") break;
    if (code[i] == '"' || (code[i] == '\'' && i + 2 < code.size() && code[i + 2] == '\'')) {
      const char quote = code[i++];
      while (i < code.size() && code[i] != quote) i += code[i] == '\\' ? 2 : 1;
      continue;
    }
    result += code[i];
  }
  return result;
}

std::vector<Line> lines_under(const std::vector<std::string>& folders) {
  std::vector<Line> lines;
  const fs::path root = IPCHECK_SOURCE_DIR;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".cc" && extension != ".h") continue;
      std::ifstream in(entry.path());
      const std::string file = fs::relative(entry.path(), root).string();
      std::string text;
      for (std::size_t number = 1; std::getline(in, text); ++number) {
        lines.push_back({file, number, bare(text)});
      }
    }
  }
  return lines;
}

/// `x` of `#include "x"` or `#include <x>`, else nothing.
std::string included(const std::string& text) {
  if (!text.starts_with("#include")) return {};
  const std::size_t open = text.find_first_of("\"<");
  if (open == std::string::npos) return {};
  return text.substr(open + 1, text.find_first_of("\">", open + 1) - open - 1);
}

/// `name` as a whole word of `code`; with `call`, only when it is called as a free function.
bool uses(std::string_view code, std::string_view name, bool call) {
  const auto is_word = [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c));
  };
  for (std::size_t at = code.find(name); at != std::string_view::npos;
       at = code.find(name, at + 1)) {
    const std::string_view before = code.substr(0, at);
    std::string_view after = code.substr(at + name.size());
    if (!before.empty() && (is_word(before.back()) || before.back() == '.')) continue;
    if (before.ends_with("->") || (!after.empty() && is_word(after.front()))) continue;
    if (call && (after.empty() || after.front() != '(')) continue;
    return true;
  }
  return false;
}

/// Higher floors may include lower ones; `expr` and `io` stand side by side.
const std::map<std::string, int, std::less<>> kFloors = {{"text", 0},  {"value", 1},  {"expr", 2},
                                                         {"io", 2},    {"policy", 3}, {"judge", 4},
                                                         {"study", 5}, {"report", 6}, {"cli", 7}};

std::string first_folder(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

/// Why `file` may not include `target`; empty when it may.
std::string floor_fault(std::string_view file, std::string_view target) {
  const bool in_lib = file.starts_with("lib/");
  const auto from = kFloors.find(first_folder(in_lib ? file.substr(4) : file));
  const auto to = kFloors.find(first_folder(target));
  if (from == kFloors.end() || to == kFloors.end() || from->first == to->first) return {};
  if (to->second < from->second) return {};
  return from->first + " may not include " + to->first;
}

struct Library {
  std::string_view name;
  std::vector<std::string_view> headers;  // what their include paths begin with
  std::size_t files = 1;                  // that may include it
};

const std::vector<Library> kLibraries = {{"yaml-cpp", {"yaml-cpp/"}},
                                         {"simdjson", {"simdjson"}},
                                         {"RE2", {"re2/"}},
                                         {"CLI11", {"CLI/"}, 3},
                                         {"utf8proc", {"utf8proc"}},
                                         {"libmd", {"sha2.h", "sha256.h", "md5.h", "sha.h"}},
                                         {"libxlsxwriter", {"xlsxwriter"}},
                                         {"libzip", {"zip.h"}},
                                         {"expat", {"expat"}},
                                         {"Z3", {"z3"}},
                                         {"libedit", {"histedit", "editline"}},
                                         {"zlib", {"zlib"}},
                                         {"zstd", {"zstd"}}};

struct Ban {
  std::string_view word;
  bool call;  // banned only as a free function
};

constexpr std::array kBans = {
    Ban{"cout", false},         Ban{"cerr", false},     Ban{"clog", false},
    Ban{"printf", true},        Ban{"fprintf", true},   Ban{"puts", true},
    Ban{"exit", true},          Ban{"_exit", true},     Ban{"abort", true},
    Ban{"terminate", true},     Ban{"getenv", true},    Ban{"secure_getenv", true},
    Ban{"time", true},          Ban{"localtime", true}, Ban{"gmtime", true},
    Ban{"clock_gettime", true}, Ban{"isatty", true},    Ban{"system_clock", false}};

/// Files that may use a banned word, and why.
const std::map<std::pair<std::string_view, std::string_view>, std::string_view> kAllowed = {
    {{"lib/text/embed_main.cc", "cerr"}, "a program that runs during the build only"},
    {{"lib/text/embed_main.cc", "fprintf"}, "a program that runs during the build only"}};

}  // namespace

TEST_CASE("floors: a folder includes itself and lower floors only", "[house]") {
  for (const auto& line : lines_under({"lib", "cli"})) {
    INFO(line.file << ":" << line.number << ": " << line.text);
    CHECK(floor_fault(line.file, included(line.text)) == "");
  }
}

TEST_CASE("floors: a higher or a side floor is a fault", "[house]") {
  CHECK(floor_fault("lib/text/a.cc", "value/cell.h") == "text may not include value");
  CHECK(floor_fault("lib/expr/a.h", "io/record.h") == "expr may not include io");
  CHECK(floor_fault("lib/io/a.h", "expr/expr.h") == "io may not include expr");
  CHECK(floor_fault("lib/report/a.cc", "cli/args.h") == "report may not include cli");
  CHECK(floor_fault("lib/judge/a.cc", "expr/expr.h").empty());
  CHECK(floor_fault("lib/judge/a.cc", "judge/judge.h").empty());
  CHECK(floor_fault("cli/main.cc", "report/report.h").empty());
  CHECK(floor_fault("lib/text/a.cc", "vector").empty());
}

TEST_CASE("libraries: each is included by one source file (or as many as said) and by no header",
          "[house]") {
  std::map<std::string_view, std::set<std::string>> users;
  for (const auto& line : lines_under({"lib", "cli"})) {
    const std::string target = included(line.text);
    if (target.empty() || fs::exists(fs::path(IPCHECK_SOURCE_DIR) / "lib" / target)) continue;
    for (const auto& library : kLibraries) {
      const bool hit = std::any_of(library.headers.begin(), library.headers.end(),
                                   [&](auto head) { return target.starts_with(head); });
      if (!hit || line.file.starts_with("lib/deps/")) continue;
      INFO(line.file << ":" << line.number << ": " << line.text);
      CHECK(line.file.ends_with(".cc"));
      users[library.name].insert(line.file);
    }
  }
  for (const auto& user : users) {
    const std::string_view library = user.first;
    const auto& files = user.second;
    std::string named;
    for (const auto& file : files) named += " " + file;
    INFO(library << " is included by" << named);
    const auto known = std::find_if(kLibraries.begin(), kLibraries.end(),
                                    [&](const Library& l) { return l.name == library; });
    CHECK(files.size() == known->files);
  }
}

TEST_CASE("libraries: each stands in the list of lib/deps/README.md", "[house]") {
  std::ifstream in(fs::path(IPCHECK_SOURCE_DIR) / "lib/deps/README.md");
  const std::string table{std::istreambuf_iterator<char>(in), {}};
  for (const auto& library : kLibraries) {
    INFO(library.name);
    CHECK(table.find("\n| " + std::string(library.name) + " | ") != std::string::npos);
  }
}

TEST_CASE("lib: nothing prints, exits, or reads the clock or the environment", "[house]") {
  for (const auto& line : lines_under({"lib"})) {
    for (const auto& ban : kBans) {
      if (!uses(line.text, ban.word, ban.call) || kAllowed.contains({line.file, ban.word}))
        continue;
      FAIL_CHECK(line.file << ":" << line.number << ": `" << ban.word << "` in: " << line.text);
    }
  }
}

TEST_CASE("lib: a banned word is found as a word and as a call", "[house]") {
  CHECK(uses("std::cout << x", "cout", false));
  CHECK_FALSE(uses("discount << x", "cout", false));
  CHECK(uses("t = time(nullptr);", "time", true));
  CHECK_FALSE(uses("t = wait_time(nullptr);", "time", true));
  CHECK_FALSE(uses("t = x.time(1) + y->time(2);", "time", true));
  CHECK_FALSE(uses("int time = 1;", "time", true));
  CHECK(bare("a = 1;  // exit(1)") == "a = 1;  ");
  CHECK(bare("say(\"exit(1) \\\" x\", y)") == "say(, y)");
}

/// Paths below tests/ that the text names: `tests/io/csv_agree_test.cc`, `tests/faults`.
std::vector<std::string> tests_named(const std::string& text) {
  std::vector<std::string> paths;
  for (std::size_t at = text.find("tests/"); at != std::string::npos;
       at = text.find("tests/", at + 1)) {
    const std::size_t end = text.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./", at);
    std::string path = text.substr(at, end == std::string::npos ? end : end - at);
    while (path.ends_with('.') || path.ends_with('/')) path.pop_back();
    paths.push_back(path);
  }
  return paths;
}

TEST_CASE("comments: the tests that a source names are there", "[house]") {
  CHECK(tests_named("// Tested by tests/a/b_test.cc, tests/c.") ==
        std::vector<std::string>{"tests/a/b_test.cc", "tests/c"});
  const fs::path root = IPCHECK_SOURCE_DIR;
  for (const auto& folder : {"lib", "cli"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      std::ifstream in(entry.path());
      std::string text;
      for (int line = 0; line < 3 && std::getline(in, text); ++line) {
        for (const std::string& path : tests_named(text)) {
          INFO(entry.path().string() << " names " << path);
          CHECK(fs::exists(root / path));
        }
      }
    }
  }
}

TEST_CASE("headers: each opens with #pragma once", "[house]") {
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(IPCHECK_SOURCE_DIR) / "lib")) {
    if (entry.path().extension() != ".h") continue;
    std::ifstream in(entry.path());
    std::string first;
    std::getline(in, first);
    INFO(entry.path().string());
    CHECK(first == "#pragma once");
  }
}

// So that a build without precompiled headers shows a header that does not stand by itself.
TEST_CASE("sources: each includes its own header first", "[house]") {
  const fs::path lib = fs::path(IPCHECK_SOURCE_DIR) / "lib";
  for (const auto& entry : fs::recursive_directory_iterator(lib)) {
    if (entry.path().extension() != ".cc") continue;
    const fs::path header = fs::relative(entry.path(), lib).replace_extension(".h");
    if (!fs::exists(lib / header)) continue;
    std::ifstream in(entry.path());
    std::string line;
    while (std::getline(in, line) && !line.starts_with("#include")) {
    }
    INFO(entry.path().string());
    CHECK(line == "#include \"" + header.string() + "\"");
  }
}

}  // namespace ipcheck

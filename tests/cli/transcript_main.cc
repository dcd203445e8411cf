// ipcheck_transcripts --root DIR --ipcheck PATH FILE.md…: runs the commands in documents, each
// document in a fresh directory that holds copies of DIR/rules and DIR/samples, and of the folder
// named like the document, where there is one. IPCHECK_UPDATE=1 writes what was printed into the
// documents.

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "cli/transcript.h"

extern char** environ;

namespace {

namespace fs = std::filesystem;
using namespace ipcheck::transcript;

constexpr std::chrono::seconds kLimit{60};
constexpr int kSkipped = 77;  // no document has a command; ctest's SKIP_RETURN_CODE

struct Arguments {
  fs::path root;
  fs::path ipcheck;
  std::vector<fs::path> documents;
};

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--root" && i + 1 < argc) {
      arguments.root = fs::absolute(argv[++i]);
    } else if (word == "--ipcheck" && i + 1 < argc) {
      arguments.ipcheck = fs::absolute(argv[++i]);
    } else {
      arguments.documents.emplace_back(word);
    }
  }
  if (arguments.root.empty() || arguments.ipcheck.empty() || arguments.documents.empty()) {
    throw std::runtime_error("usage: ipcheck_transcripts --root DIR --ipcheck PATH FILE.md...");
  }
  return arguments;
}

/// The same for every machine: what a user's shell has set must not show in a transcript.
void settle_environment(const Arguments& arguments) {
  std::vector<std::string> unwanted;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string name = std::string(*entry).substr(0, std::string_view(*entry).find('='));
    if (name.starts_with("LC_") || name.starts_with("LANG") || name.starts_with("IPCHECK_") ||
        name == "NO_COLOR" || name == "CLICOLOR" || name == "CLICOLOR_FORCE") {
      unwanted.push_back(name);
    }
  }
  for (const auto& name : unwanted) ::unsetenv(name.c_str());
  const char* path = std::getenv("PATH");
  const std::string first = arguments.ipcheck.parent_path().string();
  ::setenv("PATH", (first + ":" + (path == nullptr ? "/usr/bin:/bin" : path)).c_str(), 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("TZ", "Asia/Shanghai", 1);
  ::setenv("COLUMNS", "100", 1);
  ::setenv("TERM", "dumb", 1);
}

/// A directory that is gone when the document is done.
class WorkDirectory {
 public:
  WorkDirectory(const fs::path& root, const fs::path& document) {
    std::string name = (fs::temp_directory_path() / "ipcheck-transcript-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
    for (const char* folder : {"rules", "samples"}) {
      if (fs::exists(root / folder)) {
        fs::copy(root / folder, path_ / folder, fs::copy_options::recursive);
      }
    }
    const fs::path own = fs::path(document).replace_extension();
    if (fs::is_directory(own)) {
      fs::copy(own, path_, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    ::setenv("HOME", path_.c_str(), 1);
  }
  ~WorkDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkDirectory(const WorkDirectory&) = delete;
  WorkDirectory& operator=(const WorkDirectory&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const Lines& lines) {
  std::ofstream out(path, std::ios::binary);
  for (const auto& line : lines) out << line << '\n';
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

struct Counts {
  std::size_t steps = 0, failed = 0, skipped = 0;
};

void run_document(const Arguments& arguments, const fs::path& path, bool update, Counts& counts) {
  Document document = parse(read_file(path));
  const Lines before = document.lines;
  const WorkDirectory work(arguments.root, fs::absolute(path));
  const auto shell = [&](const std::string& command) {
    return run_shell(command, work.path(), kLimit);
  };
  for (const auto& failure : run(document, shell, update)) {
    std::cout << path.string() << ":" << failure.line << ": not as expected\n$ " << failure.command
              << "\n"
              << failure.difference << "\n";
    ++counts.failed;
  }
  if (document.lines != before) {
    write_file(path, document.lines);
    std::cout << path.string() << ": updated\n";
  }
  counts.steps += document.steps.size();
  counts.skipped += document.skipped;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = read_arguments(argc, argv);
    const char* wish = std::getenv("IPCHECK_UPDATE");
    const bool update = wish != nullptr && std::string_view(wish) == "1";
    settle_environment(arguments);
    Counts counts;
    for (const auto& path : arguments.documents) run_document(arguments, path, update, counts);
    std::cout << counts.steps << " steps, " << counts.failed << " failed, " << counts.skipped
              << " commands that set up not run\n";
    if (counts.steps == 0) return kSkipped;
    return counts.failed == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "ipcheck_transcripts: " << error.what() << "\n";
    return 2;
  }
}

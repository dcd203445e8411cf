#include "policy/files.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "policy/load.h"
#include "support/catch.h"

namespace ipcheck {
namespace fs = std::filesystem;
namespace {

/// A folder of its own that is gone with it.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("ipcheck-files-" + std::to_string(getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

std::vector<std::string> ids(const Diagnostics& diags) {
  std::vector<std::string> out;
  for (const Diagnostic& d : diags.all()) out.push_back(d.id);
  return out;
}

TEST_CASE("files: rule files are found by name, in order, without tests and hidden ones",
          "[policy]") {
  Folder folder;
  for (const char* name :
       {"b/z.yaml", "b/z.test.yaml", "a.yaml", "notes.txt", ".hidden.yaml", ".git/x.yaml"})
    folder.write(name, "policy: x\n");
  Sources sources;
  Diagnostics diags;
  std::string sha, again;
  std::vector<std::string> names;
  for (const RuleFile& f : find_rule_files(sources, folder.path, sha, diags))
    names.push_back(f.name);
  CHECK(names == std::vector<std::string>{"a.yaml", "b/z.yaml"});
  CHECK(yaml_names(folder.path, diags) ==
        std::vector<std::string>{"a.yaml", "b/z.test.yaml", "b/z.yaml"});
  CHECK(ids(diags).empty());
  CHECK(sha.size() == 64);
  find_rule_files(sources, folder.path, again, diags);
  CHECK(again == sha);
  folder.write("a.yaml", "policy: y\n");
  find_rule_files(sources, folder.path, again, diags);
  CHECK(again != sha);
}

TEST_CASE("files: a missing folder, an empty one and a link that leaves it are told", "[policy]") {
  Sources sources;
  std::string sha;
  Diagnostics missing, empty, outside;
  CHECK(find_rule_files(sources, "/no/such/folder", sha, missing).empty());
  CHECK(ids(missing) == std::vector<std::string>{"rules-missing"});
  Folder folder;
  CHECK(find_rule_files(sources, folder.path, sha, empty).empty());
  CHECK(ids(empty) == std::vector<std::string>{"rules-empty"});
  fs::create_symlink("/etc/hostname", folder.path / "leak.yaml");
  CHECK(find_rule_files(sources, folder.path, sha, outside).empty());
  CHECK(ids(outside) == std::vector<std::string>{"file-outside"});
}

}  // namespace
}  // namespace ipcheck

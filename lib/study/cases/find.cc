// Tested by tests/study/cases_test.cc.
#include <filesystem>

#include "policy/files.h"
#include "study/cases/cases.h"
#include "text/file.h"

namespace ipcheck {
namespace fs = std::filesystem;

std::vector<RuleFile> find_case_files(Sources& sources, const std::string& dir,
                                      Diagnostics& diags) {
  std::vector<RuleFile> files;
  std::error_code error;
  bool is_folder = fs::is_directory(dir, error);
  auto read = [&](const std::string& name, const std::string& path) {
    if (auto source = read_text(sources, path, kMaxRuleBytes, diags))
      files.push_back({name, *source, nullptr});
  };
  if (is_folder) {
    for (const std::string& name : yaml_names(dir, diags)) {
      if (name.ends_with(kCaseSuffix)) read(name, (fs::path(dir) / name).generic_string());
    }
  } else if (fs::exists(dir, error)) {
    read(dir, dir);
  }
  if (files.empty() && !diags.has_errors()) {
    diags.file_error(
        "tests-missing", dir,
        is_folder ? say("文件夹中没有测试（*{}）", "the folder holds no tests (*{})", kCaseSuffix)
                  : say("没有这个文件或文件夹", "no such file or folder"));
  }
  return files;
}

}  // namespace ipcheck

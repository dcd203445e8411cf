#pragma once
// Expected texts kept in files: tests/<floor>/golden/<name>. IPCHECK_UPDATE=1 writes them; read the
// diff before you commit it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "support/catch.h"

namespace ipcheck {

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// `got` is what tests/<relative> holds: check_golden("report/golden/verdict.md", text).
inline void check_golden(std::string_view relative, const std::string& got) {
  const auto path = std::filesystem::path(IPCHECK_SOURCE_DIR) / "tests" / relative;
  const char* update = std::getenv("IPCHECK_UPDATE");
  if (update != nullptr && std::string_view(update) == "1" && file_text(path) != got) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << got;
  }
  INFO(path.string() << " (IPCHECK_UPDATE=1 writes it)");
  REQUIRE(std::filesystem::exists(path));
  CHECK(file_text(path) == got);
}

}  // namespace ipcheck

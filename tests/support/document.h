#pragma once
// Tables in documents that the code could write itself: what stands between `<!-- name -->` and
// `<!-- end of name -->` is compared with what the code says. IPCHECK_UPDATE=1 writes it.

#include <string>
#include <string_view>

#include "support/golden.h"

namespace ipcheck {

inline void check_section(std::string_view relative, std::string_view name,
                          const std::string& got) {
  const auto path = std::filesystem::path(IPCHECK_SOURCE_DIR) / relative;
  std::string text = file_text(path);
  const std::string open = "<!-- " + std::string(name) + " -->\n";
  const std::string close = "<!-- end of " + std::string(name) + " -->";
  const std::size_t begin = text.find(open), end = text.find(close);
  INFO(path.string() << " (IPCHECK_UPDATE=1 writes it)");
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::size_t first = begin + open.size();
  const char* update = std::getenv("IPCHECK_UPDATE");
  if (update != nullptr && std::string_view(update) == "1" &&
      text.substr(first, end - first) != got) {
    text.replace(first, end - first, got);
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  CHECK(text.substr(first, end - first) == got);
}

}  // namespace ipcheck

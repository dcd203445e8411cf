// Any UTF-8 text: read_json ends, and what it hands out holds together.

#include <cstdint>
#include <string>

#include "fuzz/tree_checks.h"
#include "text/tree_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (first_invalid_utf8(text)) return 0;
  Sources sources;
  Diagnostics diags;
  const SourceId source = sources.add("fuzz", text);
  const std::deque<Tree> documents = read_json(sources, source, diags);
  for (const Tree& tree : documents) check_node(sources, tree.top(), tree.top().span());
  check_diagnostics(sources, diags);
  return 0;
}

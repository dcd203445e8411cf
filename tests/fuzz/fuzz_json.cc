// Any UTF-8 text: read_json ends, what it hands out holds together, and simdjson's other parser
// (the DOM) is of the same mind about what is JSON.

#include <simdjson.h>

#include <cstdint>
#include <string>

#include "fuzz/tree_checks.h"
#include "text/tree_json.h"

namespace {

// Only for one document without a BOM; numbers beyond its types and deep nesting are no fault of
// ours.
void compare_with_dom(const std::string& text, std::size_t documents,
                      const ipcheck::Diagnostics& diags) {
  simdjson::dom::parser parser;
  const auto error = parser.parse(text).error();
  if (error == simdjson::SUCCESS) {
    for (const ipcheck::Diagnostic& diagnostic : diags.all()) {
      ipcheck::require(diagnostic.id == "duplicate-key" || diagnostic.id == "too-deep");
    }
  } else if (documents == 1 && !diags.has_errors()) {
    ipcheck::require(error == simdjson::NUMBER_ERROR);
  }
}

}  // namespace

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
  if (!text.starts_with("\xEF\xBB\xBF")) compare_with_dom(text, documents.size(), diags);
  return 0;
}

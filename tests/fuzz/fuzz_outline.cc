// Any UTF-8 text as a policy's text, and after its first NUL a citation: the outline's places lie
// within the text, every sentence has a place, and any citation leads somewhere or is explained.

#include <cstdint>
#include <string>

#include "fuzz/tree_checks.h"
#include "study/cite/clauses.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  if (size > 8000) return 0;
  const std::string all(reinterpret_cast<const char*>(data), size);
  if (first_invalid_utf8(all)) return 0;
  const std::size_t cut = std::min(all.find('\0'), all.size());
  Sources sources;
  const SourceId source = sources.add("fuzz.txt", all.substr(0, cut));
  const Outline outline = read_outline(sources, source);
  for (ClauseId id = 0; id < outline.clauses.size(); ++id) {
    const Clause& clause = outline.clauses[id];
    require(clause.extent.begin <= clause.extent.end);
    require(id == 0 || clause.parent < id);
    for (const ClauseId child : clause.children) require(outline.clauses[child].parent == id);
    Text why;
    const std::string at = place_of_clause(outline, id);
    if (id > 0) require(find_place(outline, at, &why) || !why.zh.empty());
  }
  for (const Sentence& sentence : sentences(outline, sources)) {
    require(sentence.extent.begin <= sentence.extent.end);
    require(!first_invalid_utf8(place_of(outline, sentence.extent.begin)));
  }
  Text why;
  const std::string_view at = cut < all.size() ? std::string_view(all).substr(cut + 1) : "三/4";
  require(find_place(outline, at, &why) || (!why.zh.empty() && !why.en.empty()));
  return 0;
}

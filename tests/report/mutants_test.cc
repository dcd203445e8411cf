#include "report/rules/mutants.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("mutants: a diff shows the whole lines that an edit touches", "[report]") {
  Sources sources;
  const SourceId id = sources.add("a.yaml", "one: 1\ntwo: [a,\n  b]\nlast: 3");
  auto diff = [&](std::uint32_t begin, std::uint32_t end, const char* text) {
    const std::vector<Edit> edits{{Span{id, begin, end}, text}};
    return diff_of(sources, edits);
  };
  CHECK(diff(5, 6, "2") == "- one: 1\n+ one: 2\n");
  CHECK(diff(0, 3, "uno") == "- one: 1\n+ uno: 1\n");
  CHECK(diff(12, 20, "[b]") == "- two: [a,\n-   b]\n+ two: [b]\n");
  CHECK(diff(27, 28, "4") == "- last: 3\n+ last: 4\n");
  CHECK(diff_of(sources, {}).empty());
}

}  // namespace
}  // namespace ipcheck

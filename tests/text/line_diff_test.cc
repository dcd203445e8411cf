#include "text/line_diff.h"

#include <random>
#include <vector>

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("line diff: hunks with their places", "[text]") {
  CHECK(line_diff("a\nb\nc\n", "a\nb\nc\n").empty());
  CHECK(line_diff("", "").empty());
  CHECK(line_diff("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n") == "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  CHECK(line_diff("a\nb\n", "b\n", 0) == "@@ -1 +0,0 @@\n-a\n");
  CHECK(line_diff("", "x\n") == "@@ -0,0 +1 @@\n+x\n");
  CHECK(line_diff("x", "x\n") == "@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
  CHECK(line_diff("1\n2\n3\n4\n5\n6\n7\n8\n", "0\n2\n3\n4\n5\n6\n7\n9\n", 1) ==
        "@@ -1,2 +1,2 @@\n-1\n+0\n 2\n@@ -7,2 +7,2 @@\n 7\n-8\n+9\n");
  CHECK(line_diff("a\nb\nc\nd\n", "", 0, 2) == "@@ -1,4 +0,0 @@\n-a\n-b\n… 2\n");
}

/// `-` and ` ` lines are the text before, `+` and ` ` lines the one after.
TEST_CASE("line diff: a diff with all context gives both texts back", "[text]") {
  std::mt19937 random(20261122);
  for (int round = 0; round < 300; ++round) {
    std::string before, after;
    for (int line = 0; line < 30; ++line) {
      const std::string text(1, static_cast<char>('a' + random() % 4));
      if (random() % 5 != 0) before += text + "\n";
      if (random() % 5 != 0) after += (random() % 6 == 0 ? "z" : text) + "\n";
    }
    const std::string diff = line_diff(before, after, 1000, 1000);
    if (before == after) continue;
    std::string old_text, new_text;
    std::size_t at = diff.find('\n') + 1;
    while (at < diff.size()) {
      const std::size_t end = diff.find('\n', at) + 1;
      const std::string line = diff.substr(at + 1, end - at - 1);
      if (diff[at] != '+') old_text += line;
      if (diff[at] != '-') new_text += line;
      at = end;
    }
    CHECK(old_text == before);
    CHECK(new_text == after);
  }
}

}  // namespace
}  // namespace ipcheck

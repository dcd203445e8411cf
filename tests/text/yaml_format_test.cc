#include "text/yaml_format.h"

#include <filesystem>
#include <random>
#include <vector>

#include "support/catch.h"
#include "support/golden.h"
#include "text/tree_yaml.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

/// The text laid out, or `! id` of the first diagnostic.
std::string laid_out(const std::string& text) {
  Sources sources;
  Diagnostics diags;
  const auto out = format_yaml(sources, sources.add("rules.yaml", text), diags);
  if (out) return *out;
  return diags.all().empty() ? "! nothing said" : "! " + diags.all()[0].id;
}

std::vector<std::filesystem::path> shipped_files() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(IPCHECK_SOURCE_DIR) / "rules"))
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

TEST_CASE("yaml format: the shipped rules are laid out", "[text]") {
  const auto files = shipped_files();
  CHECK(files.size() >= 14);
  for (const auto& file : files) {
    INFO(file.string());
    const std::string text = file_text(file);
    CHECK(laid_out(text) == text);
  }
}

TEST_CASE("yaml format: spaces, indentation, blank lines", "[text]") {
  CHECK(laid_out("\n\n a:   1\n\n\n b :  2   \n\n\n") == "a: 1\n\nb: 2\n");
  CHECK(laid_out("a:\n\n     b:\n        c: 1\n") == "a:\n  b:\n    c: 1\n");
  CHECK(laid_out("a:\n- 1\n-   2\nb: 3") == "a:\n  - 1\n  - 2\nb: 3\n");
  CHECK(laid_out("a:\n  -\n    x: 1\n    y: 2\n  - - p\n    - q\n") ==
        "a:\n  - x: 1\n    y: 2\n  - - p\n    - q\n");
  CHECK(laid_out("a: 1\r\nb:\r\n  - x\r\n") == "a: 1\nb:\n  - x\n");
  CHECK(laid_out("---\na: 1\n...\n") == "a: 1\n");
  CHECK(laid_out("").empty());
  CHECK(laid_out("# alone\n\n\n# again  \n") == "# alone\n\n# again\n");
}

TEST_CASE("yaml format: brackets stay on their line, or are joined where they fit", "[text]") {
  CHECK(laid_out("a: { x: 1 ,y: [ 1,2 ], z: {} , w: [] }\n") ==
        "a: {x: 1, y: [1, 2], z: {}, w: []}\n");
  CHECK(laid_out("a: {x: 1,\n    y: 2}\n") == "a: {x: 1, y: 2}\n");
  CHECK(laid_out("a:\n  {x: 1}\n") == "a: {x: 1}\n");
  CHECK(laid_out("a: {\"x\":1}\n") == "a: {x: 1}\n");
  CHECK(laid_out("a: {x: , y: 1}\n") == "a: {x: null, y: 1}\n");
  CHECK(laid_out("a: [b: 1, c]\n") == "a: [{b: 1}, c]\n");
  const std::string wide(118, 'w');
  CHECK(laid_out("a: {x: " + wide + "}\n") == "a: {x: " + wide + "}\n");
  CHECK(laid_out("a: {x: " + wide + ",\n y: {z: [1,\n2]}}\n") ==
        "a:\n  x: " + wide + "\n  y: {z: [1, 2]}\n");
  // Chinese counts two columns.
  std::string chinese;
  for (int i = 0; i < 56; ++i) chinese += "宽";
  CHECK(laid_out("a: [" + chinese + ",\n1]\n") == "a: [" + chinese + ", 1]\n");
  CHECK(laid_out("a: [宽" + chinese + ",\n1]\n") == "a:\n  - 宽" + chinese + "\n  - 1\n");
}

TEST_CASE("yaml format: keys lose quotes that say nothing, values keep theirs", "[text]") {
  CHECK(laid_out("\"title\": \"x\"\n'标题': 'y'\n'a-b_1': {'c': \"d\"}\n") ==
        "title: \"x\"\n标题: 'y'\na-b_1: {c: \"d\"}\n");
  for (const char* key : {"'140000'", "\"null\"", "'yes'", "'No'", "'2026-01-01'", "'1e3'", "'a b'",
                          "'a: b'", "''", "'-x'", "'~'", "\"a\\nb\"", "'#x'", "'é'"})
    CHECK(laid_out(std::string(key) + ": 1\n") == std::string(key) + ": 1\n");
}

TEST_CASE("yaml format: comments stay with what they stand at", "[text]") {
  CHECK(
      laid_out("# head\n\na:    # on a\n      # of b\n      b: 1 # behind b\n      # last of a\n   "
               "# before c\nc: 2\n") ==
      "# head\n\na:    # on a\n  # of b\n  b: 1  # behind b\n  # last of a\n# before c\nc: 2\n");
  CHECK(laid_out("a: 1          # one\nbb: 2         # two\n") ==
        "a: 1          # one\nbb: 2         # two\n");
  CHECK(laid_out("x:\n    a: 1      # one\n    bb: 2     # two\n") ==
        "x:\n  a: 1      # one\n  bb: 2     # two\n");
  CHECK(laid_out("- # dash\n  a: 1\n-\n  # own\n  b: 2\n") ==
        "-  # dash\n  a: 1\n-\n  # own\n  b: 2\n");
  CHECK(laid_out("a: [1, # one\n  # two comes\n  2]  # behind\n") ==
        "a:\n  - 1  # one\n  # two comes\n  - 2\n  # behind\n");
  CHECK(laid_out("a: # c1\n  # c2\n  1 # c3\n") == "a:  # c1\n  # c2\n  1  # c3\n");
  CHECK(laid_out("a: # c\n  1\n") == "a: 1  # c\n");
  CHECK(laid_out("a: '# no comment' # one\n") == "a: '# no comment'  # one\n");
  CHECK(laid_out("a:\n  b: 1\n# end\n") == "a:\n  b: 1\n# end\n");
  CHECK(laid_out("a:\n  b: 1\n  # end of a\n") == "a:\n  b: 1\n  # end of a\n");
}

TEST_CASE("yaml format: texts over several lines are not wrapped anew", "[text]") {
  CHECK(laid_out("a: >-\n      one\n        two\n\n      three  \nb: 1\n") ==
        "a: >-\n  one\n    two\n\n  three  \nb: 1\n");
  CHECK(laid_out("a:\n    - |\n      x # no comment\n    - 1\n") ==
        "a:\n  - |\n    x # no comment\n  - 1\n");
  CHECK(laid_out("a: |+\n    x\n\n\nb: 1\n") == "a: |+\n  x\n\n\nb: 1\n");
  CHECK(laid_out("a: |2\n      x\n    y\nb: 1\n").starts_with("a: |2"));
  CHECK(laid_out("a: |\n  x") == "a: |-\n  x\n");
  CHECK(laid_out("a: \"one\n     two\n\n     three\"\n") == "a: \"one\n  two\n\n  three\"\n");
  CHECK(laid_out("a: one\n    two\n") == "a: one\n  two\n");
  CHECK(laid_out("a:\n    'one two'\n") == "a: 'one two'\n");
  const std::string wide(118, 'w');
  CHECK(laid_out("a:\n    \"" + wide + "\"\n") == "a:\n  \"" + wide + "\"\n");
}

TEST_CASE("yaml format: what the loader refuses is refused", "[text]") {
  CHECK(laid_out("a: {b: 1\n") == "! yaml-syntax");
  CHECK(laid_out("a: 1\na: 2\n") == "! duplicate-key");
  CHECK(laid_out("a: &x 1\n") == "! yaml-anchor");
  CHECK(laid_out("a:\n\tb: 1\n") == "! yaml-tab");
  CHECK(laid_out("a: 1\n---\nb: 2\n") == "! several-documents");
  CHECK(laid_out("a: !!str 1\n") == "! layout-unsupported");
  CHECK(laid_out("%YAML 1.2\n---\na: 1\n") == "! layout-unsupported");
}

/// Whatever the reader takes is laid out: the same tree, the same comments, and laid out again it
/// stays (`format_yaml` checks all three and would say `layout-broken`).
TEST_CASE("yaml format: damaged files are laid out or refused, never changed", "[text]") {
  const std::vector<std::string> bits = {
      " ",    "  ", "\n",   "\n\n", " # c\n",   "# d\n",      "\n  # e\n", "#",
      "{",    "}",  "[",    "]",    ", ",       ": ",         ":\n",       "- ",
      "\n- ", "? ", "\"",   "'",    "|\n  x\n", ">-\n x\n\n", "|+\n",      "a",
      "1",    "~",  "null", "\\",   "!",        "中",         "null: 1\n", "\r\n"};
  std::mt19937 random(20261122);
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  std::vector<std::string> seeds;
  for (const auto& file : shipped_files()) seeds.push_back(file_text(file));
  std::size_t laid = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string& seed = seeds[below(seeds.size())];
    const std::size_t from = seed.find('\n', below(seed.size() - 1));
    std::string text =
        from == std::string::npos ? seed.substr(0, 400) : seed.substr(from + 1, below(500));
    text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
    for (std::size_t edits = below(5); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1);
      if (below(2) == 0)
        text.insert(at, bits[below(bits.size())]);
      else if (at < text.size())
        text.erase(at, 1 + below(2));
    }
    if (first_invalid_utf8(text)) continue;
    const std::string out = laid_out(text);
    INFO(text);
    CHECK(out != "! layout-broken");
    if (!out.starts_with("! ")) ++laid;
  }
  CHECK(laid > 500);
}

}  // namespace
}  // namespace ipcheck

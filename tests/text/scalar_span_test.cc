#include "support/catch.h"
#include "text/tree_json.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

TreeRef last_scalar(TreeRef node) {
  while (true) {
    if (node.is_map())
      node = node.value(node.size() - 1);
    else if (node.is_sequence())
      node = node.item(node.size() - 1);
    else
      return node;
  }
}

struct Case {
  std::string yaml, part, underlined;
};

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

TEST_CASE("scalar_span: a part of a text is found in the file", "[text]") {
  const auto c = GENERATE(values<Case>({
      // plain
      {"k: a && b\n", "b", "b"},
      {"k: 企业 && 收入\n", "收入", "收入"},
      {"k: a\n  && b\n\n  c\n", "b", "b"},
      {"k: a\n  && b\n\n  c\n", "c", "c"},
      {"k: a\n  && b\n", "a && b", "a\n  && b"},
      // single quoted
      {"k: 'it''s b'\n", "s b", "s b"},
      {"k: 'it''s b'\n", "t's", "t''s"},
      {"k: '企业 = ''甲'' 且\n  收入'\n", "收入", "收入"},
      {"k: ' a\n\n  b '\n", "b", "b"},
      // double quoted
      {"k: \"a\\tb 收入\"\n", "收入", "收入"},
      {"k: \"\\u4f01\\x41 \\U0001F600 z\"\n", "z", "z"},
      {"k: \"\\u4f01\\x41 z\"\n", "企A", "\\u4f01\\x41"},
      {"k: \"a \\\n   b\\n c\"\n", "c", "c"},
      {"k: \"a \\\n   b\\n c\"\n", "b", "b"},
      {"k: \"a\n\n\n  b\\N c\"\n", "c", "c"},
      {"k: |1-\n  \n  a\n", "a", "a"},
      // literal
      {"k: |\n  a &&\n  b\n", "b", "b"},
      {"k: |\n\n  企业 &&\n\n    收入\n  c\n", "收入", "收入"},
      {"k: |\n\n  企业 &&\n\n    收入\n  c\n", "c", "c"},
      {"k: |2-\n    a\n   b\n", "b", "b"},
      {"- k: |+\n    a\n    b\n\n", "b", "b"},
      // folded
      {"k: >\n  a &&\n  b\n", "b", "b"},
      {"k: >-\n  企业 &&\n  收入\n\n  c\n", "c", "c"},
      {"k: >\n  a\n    b\n    c\n  d\n", "c", "c"},
      {"k: >\n  a\n    b\n    c\n  d\n", "d", "d"},
      {"k: >\n\n  a\n  d\n", "a d", "a\n  d"},
  }));
  const bool crlf = GENERATE(false, true);
  INFO(c.yaml << c.part << (crlf ? " with CRLF" : ""));
  Sources sources;
  Diagnostics diags;
  const SourceId id = sources.add("a", crlf ? with_crlf(c.yaml) : c.yaml);
  const std::deque<Tree> documents = read_yaml(sources, id, diags);
  REQUIRE(documents.size() == 1);
  const TreeRef scalar = last_scalar(documents[0].top());
  const std::size_t at = scalar.text().rfind(c.part);
  REQUIRE(at != std::string_view::npos);
  const auto begin = static_cast<std::uint32_t>(at);
  const auto end = begin + static_cast<std::uint32_t>(c.part.size());
  const Span span = span_in_scalar(sources, scalar, begin, end);
  CHECK(sources.text(span) == (crlf ? with_crlf(c.underlined) : c.underlined));
}

TEST_CASE("scalar_span: json strings are walked too", "[text]") {
  Sources sources;
  Diagnostics diags;
  const SourceId id = sources.add("a", R"({"k": "a\u4f01\/\ud83d\ude00\n收入"})");
  const std::deque<Tree> documents = read_json(sources, id, diags);
  REQUIRE(documents.size() == 1);
  const TreeRef scalar = last_scalar(documents[0].top());
  const auto part = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(scalar.text().find(words));
    return sources.text(
        span_in_scalar(sources, scalar, at, at + static_cast<std::uint32_t>(words.size())));
  };
  CHECK(part("收入") == "收入");
  CHECK(part("😀") == R"(\ud83d\ude00)");
  CHECK(part("企/") == R"(\u4f01\/)");
}

TEST_CASE("scalar_span: empty parts and ends have a place", "[text]") {
  Sources sources;
  Diagnostics diags;
  const SourceId id = sources.add("a", "k: \"ab\"");
  const std::deque<Tree> documents = read_yaml(sources, id, diags);
  const TreeRef scalar = last_scalar(documents[0].top());
  CHECK(span_in_scalar(sources, scalar, 0, 0) == Span{id, 4, 4});
  CHECK(span_in_scalar(sources, scalar, 2, 2) == Span{id, 6, 6});
  CHECK(span_in_scalar(sources, scalar, 1, 99) == Span{id, 5, 6});
  CHECK(span_in_scalar(sources, scalar, 50, 99) == scalar.span());
}

}  // namespace
}  // namespace ipcheck

#include "text/source.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

struct Case {
  std::string text;
  std::uint32_t offset;
  Position position;
  std::string line;
};

TEST_CASE("source: positions count lines of any ending and code points", "[text]") {
  const auto c = GENERATE(values<Case>({
      {"", 0, {1, 1}, ""},
      {"ab\ncd", 0, {1, 1}, "ab"},
      {"ab\ncd", 2, {1, 3}, "ab"},
      {"ab\ncd", 3, {2, 1}, "cd"},
      {"ab\ncd", 5, {2, 3}, "cd"},
      {"ab\ncd", 99, {2, 3}, "cd"},
      {"ab\r\ncd", 4, {2, 1}, "cd"},
      {"ab\rcd\r\re", 3, {2, 1}, "cd"},
      {"ab\rcd\r\re", 7, {4, 1}, "e"},
      {"数据: x\n", 8, {1, 5}, "数据: x"},
      {"a\n", 2, {2, 1}, ""},
  }));
  INFO(c.text << " @ " << c.offset);
  Sources sources;
  const SourceId id = sources.add("a", c.text);
  CHECK(sources.position({id, c.offset, c.offset}) == c.position);
  std::uint32_t begin = 0;
  CHECK(sources.line_at(id, c.offset, &begin) == c.line);
}

TEST_CASE("source: spans beyond the text are cut", "[text]") {
  Sources sources;
  sources.add("a", "x");
  const SourceId id = sources.add_view("b", "hello");
  CHECK(sources.name(id) == "b");
  CHECK(sources.text(Span{id, 1, 3}) == "el");
  CHECK(sources.text(Span{id, 3, 99}) == "lo");
  CHECK(sources.text(Span{id, 4, 2}).empty());
  CHECK(sources.text(Span{id, 99, 100}).empty());
}

TEST_CASE("source: texts stay where they are when more are added", "[text]") {
  Sources sources;
  const SourceId id = sources.add("a", "short");
  const std::string_view text = sources.text(id);
  for (int i = 0; i < 1000; ++i) sources.add("b", "x");
  CHECK(sources.text(id).data() == text.data());
}

}  // namespace
}  // namespace ipcheck

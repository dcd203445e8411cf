#include "text/frame.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

struct Case {
  std::string text, underlined, frame;
  int columns = 100;
};

TEST_CASE("frame: carets stand under what they mean", "[text]") {
  const auto c = GENERATE(values<Case>({
      {"a\nwhen: incme < 3\n", "incme", "    2 | when: incme < 3\n      |       ^^^^^\n"},
      {"企业: 某公司\n", "某公司", "    1 | 企业: 某公司\n      |       ^^^^^^\n"},
      {"\ta: b", "b", "    1 | \ta: b\n      | \t   ^\n"},
      {"e\xCC\x81: x", "x", "    1 | e\xCC\x81: x\n      |    ^\n"},
      {"a\x1B[31m x", "x", "    1 | a\\u{1b}[31m x\n      |             ^\n"},
      {"a\xE2\x80\xAE: x", "x", "    1 | a\\u{202e}: x\n      |            ^\n"},
      {"a\xFF: x", "x", "    1 | a\\xFF: x\n      |        ^\n"},
      {"one: two\r\nthree", "two\r\nthree", "    1 | one: two\n      |      ^^^\n"},
      {"0123456789012345678901234567890123456789X0123456789012345678901234567890123456789", "X",
       "    1 | …34567890123456789X012345678901234567…\n      |                   ^\n", 46},
      {"X0123456789012345678901234567890123456789", "X", "    1 | X01234567890123456…\n      | ^\n",
       28},
      {"一二三四五六七八九十一二三四五六七八九十X", "X",
       "    1 | …三四五六七八九十X\n      |                  ^\n", 28},
  }));
  INFO(c.frame);
  Sources sources;
  const SourceId id = sources.add("a", c.text);
  const auto begin = static_cast<std::uint32_t>(c.text.find(c.underlined));
  const auto end = begin + static_cast<std::uint32_t>(c.underlined.size());
  CHECK(code_frame(sources, {id, begin, end}, c.columns) == c.frame);
}

TEST_CASE("frame: an empty span still has a caret, also at the end", "[text]") {
  Sources sources;
  const SourceId id = sources.add("a", "ab");
  CHECK(code_frame(sources, {id, 1, 1}) == "    1 | ab\n      |  ^\n");
  CHECK(code_frame(sources, {id, 2, 2}) == "    1 | ab\n      |   ^\n");
  const SourceId empty = sources.add("b", "");
  CHECK(code_frame(sources, {empty, 0, 0}) == "    1 |\n      | ^\n");
}

TEST_CASE("frame: a long span is cut to the columns", "[text]") {
  Sources sources;
  const SourceId id = sources.add("a", std::string(5000, 'x'));
  const std::string frame = code_frame(sources, {id, 2000, 4000}, 60);
  const std::size_t first = frame.find('\n');
  CHECK(display_width(frame.substr(0, first)) <= 60);
  CHECK(display_width(frame.substr(first + 1, frame.size() - first - 2)) <= 60);
  CHECK(frame.find("^^^^^^^^") != std::string::npos);
}

TEST_CASE("frame: width counts what a terminal shows", "[text]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("中文") == 4);
  CHECK(display_width("ｗ") == 2);
  CHECK(display_width("e\xCC\x81") == 1);
  CHECK(display_width("\x1B") == 6);
  CHECK(display_width("") == 0);
}

TEST_CASE("frame: the first hidden character is found, line feeds and tabs are none", "[text]") {
  CHECK(first_hidden("“甲”\ta\nb…") == std::nullopt);
  CHECK(first_hidden("") == std::nullopt);
  CHECK(first_hidden("甲\rb") == 3);
  CHECK(first_hidden("a\u200bb\x1b") == 1);
  CHECK(first_hidden("a\xff") == 1);
}

TEST_CASE("frame: visible leaves nothing that could fool", "[text]") {
  CHECK(visible("a\tb") == "a\\u{9}b");
  CHECK(visible("a\tb", true) == "a\tb");
  CHECK(visible("\xC2\x9B"
                "31m\x7F") == "\\u{9b}31m\\u{7f}");
  CHECK(visible("\xE2\x80\x8B\xE2\x80\xA8\xEF\xBB\xBF") == "\\u{200b}\\u{2028}\\u{feff}");
  CHECK(visible("ok \xC3") == "ok \\xC3");
  CHECK(visible("中文 é") == "中文 é");
}

}  // namespace
}  // namespace ipcheck

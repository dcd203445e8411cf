#include "text/utf8.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

struct Bytes {
  std::string text;
  int invalid_at;  // -1: valid
};

TEST_CASE("utf8: the first invalid sequence is found", "[text]") {
  const auto c = GENERATE(values<Bytes>({
      {"", -1},
      {"abc", -1},
      {"中文\xF0\x9F\x98\x80", -1},
      {"\xF4\x8F\xBF\xBF", -1},
      {"\xEF\xBF\xBF", -1},
      {"a\x80", 1},
      {"a\xC0\x80", 1},
      {"\xC1\xBF", 0},
      {"\xE0\x9F\xBF", 0},
      {"\xED\xA0\x80", 0},
      {"\xED\x9F\xBF", -1},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"\xFF", 0},
      {"中\xE4\xB8", 3},
      {"中\xE4\xB8x", 3},
      {std::string("a\0b", 3), -1},
  }));
  INFO(c.text);
  const auto at = first_invalid_utf8(c.text);
  CHECK((at ? static_cast<int>(*at) : -1) == c.invalid_at);
}

struct Pair {
  std::string in, out;
};

TEST_CASE("utf8: fold makes spellings equal and is idempotent", "[text]") {
  const auto c = GENERATE(values<Pair>({
      {"Income", "income"},
      {" a b\tc\n", "abc"},
      {"ＡＢ１２", "ab12"},
      {"金额（万元）", "金额(万元)"},
      {"“研发”人员\"数\"", "研发人员数"},
      {"＂x＂", "x"},
      {"企业\xE3\x80\x80名称", "企业名称"},
      {"企\xE2\x80\x8B业\xEF\xBB\xBF", "企业"},
      {"Straße", "strasse"},
      {"e\xCC\x81", "é"},
      {"e \xCC\x81", "é"},
      {"①", "1"},
      {"㎡", "m2"},
      {"ﬁ", "fi"},
      {"", ""},
  }));
  INFO(c.in);
  CHECK(fold(c.in) == c.out);
  CHECK(fold(fold(c.in)) == fold(c.in));
}

TEST_CASE("utf8: fold is idempotent on every code point", "[text]") {
  for (std::uint32_t c = 1; c < 0x20000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "e";
    if (c < 0x80)
      text += static_cast<char>(c);
    else if (c < 0x800)
      text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 63))};
    else if (c < 0x10000)
      text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)),
               static_cast<char>(0x80 | (c & 63))};
    else
      text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 63)),
               static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
    const std::string once = fold(text);
    if (fold(once) != once) FAIL("U+" << std::hex << c);
  }
}

TEST_CASE("utf8: fold of invalid bytes ends", "[text]") {
  CHECK(fold("A\xFF B") ==
        "a\xFF"
        "b");
}

TEST_CASE("utf8: trim takes white space of all kinds off both ends only", "[text]") {
  const auto c = GENERATE(values<Pair>({
      {"  a b  ", "a b"},
      {"\xE3\x80\x80中 文\xE3\x80\x80", "中 文"},
      {"\xEF\xBB\xBF\xE2\x80\x8B\tx\r\n", "x"},
      {" \xC2\xA0 ", ""},
      {"", ""},
      {"\x80", "\x80"},
      {"x\x80\x80", "x\x80\x80"},
  }));
  INFO(c.in);
  CHECK(trim(c.in) == c.out);
}

TEST_CASE("utf8: code points are counted", "[text]") {
  CHECK(code_points("") == 0);
  CHECK(code_points("a中\xF0\x9F\x98\x80") == 3);
}

}  // namespace
}  // namespace ipcheck

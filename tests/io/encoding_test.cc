#include "io/bytes/encoding.h"

#include "io/bytes/gb18030.h"
#include "io/csv_reference.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

std::string utf8_of(std::string_view gb18030) {
  std::string text(2 * gb18030.size() + 4, '\0');
  text.resize(static_cast<std::size_t>(gb18030_to_utf8(gb18030, text.data()) - text.data()));
  return text;
}

std::string all_of(ByteStream& stream, std::size_t step) {
  std::string text, chunk(step, '\0');
  while (const std::size_t count = stream.read(chunk.data(), step)) text.append(chunk, 0, count);
  return text;
}

TEST_CASE("gb18030: every sequence of one or two bytes is that of iconv", "[io]") {
  for (int lead = 0; lead < 256; ++lead) {
    const std::string one(1, static_cast<char>(lead));
    CHECK(first_invalid_gb18030(one).has_value() == (lead >= 0x80));
    for (int trail = 0; trail < 256; ++trail) {
      const std::string bytes = {static_cast<char>(lead), static_cast<char>(trail)};
      const auto expected = converted(bytes, "GB18030", "UTF-8");
      const auto invalid = first_invalid_gb18030(bytes);
      if (invalid.has_value() == expected.has_value()) FAIL_CHECK(lead << " " << trail);
      if (expected && utf8_of(bytes) != *expected) FAIL_CHECK(lead << " " << trail);
      // Long enough for the fast way, the pair at any place of a word.
      const std::string among = std::string(60 + trail % 4, 'a') + bytes + std::string(70, 'b');
      const auto invalid_among = first_invalid_gb18030(among);
      if (invalid_among.has_value() == converted(among, "GB18030", "UTF-8").has_value())
        FAIL_CHECK("among others " << lead << " " << trail);
    }
  }
}

TEST_CASE("gb18030: sequences of four bytes are those of iconv, and so are the edges", "[io]") {
  std::size_t valid = 0;
  for (unsigned i = 0; i < 126 * 10 * 126 * 10; i += i < 41000 ? 1 : 97) {
    const std::string bytes = {
        static_cast<char>(0x81 + i / 12600), static_cast<char>(0x30 + i / 1260 % 10),
        static_cast<char>(0x81 + i / 10 % 126), static_cast<char>(0x30 + i % 10)};
    const auto expected = converted(bytes, "GB18030", "UTF-8");
    if (first_invalid_gb18030(bytes).has_value() == expected.has_value()) FAIL_CHECK(i);
    if (expected && utf8_of(bytes) != *expected) FAIL_CHECK(i);
    valid += expected.has_value() ? 1 : 0;
  }
  CHECK(valid > 40000);
  CHECK(utf8_of("\x90\x30\x81\x30") == "\xF0\x90\x80\x80");
  CHECK(utf8_of("\xE3\x32\x9A\x35") == "\xF4\x8F\xBF\xBF");
  CHECK(first_invalid_gb18030("\xE3\x32\x9A\x36") == 0u);
  CHECK(first_invalid_gb18030("a\x81\x30\x81") == 1u);
}

TEST_CASE("gb18030: a sequence has one, two or four bytes, or is none", "[io]") {
  struct Row {
    std::string bytes;
    std::size_t length;
  };
  const Row row = GENERATE(values<Row>({{"a", 1},
                                        {"\x81\x40", 2},
                                        {"\xFE\xFE", 2},
                                        {"\x81\x30\x81\x30", 4},
                                        {"\x81\x30\x81", 0},
                                        {"\x81\x30\x81\x40", 0},
                                        {"\x81", 0},
                                        {"\x81\x3A", 0},
                                        {"\x81\x7F", 0},
                                        {"\x81\xFF", 0},
                                        {"\x80\x40", 0},
                                        {"\xFF\x40", 0}}));
  CAPTURE(row.bytes.size(), row.length);
  CHECK(gb18030_length(row.bytes, 0) == row.length);
  CHECK(gb18030_length("ab" + row.bytes, 2) == row.length);
}

TEST_CASE("gb18030: what looks like ASCII is told by its first and its last byte", "[io]") {
  CHECK(is_ascii(""));
  CHECK(is_ascii("a"));
  CHECK(is_ascii("0123456789abcdef0"));
  CHECK_FALSE(is_ascii("\x81\x40"));
  CHECK_FALSE(is_ascii("01234567\x81"));
  CHECK_FALSE(
      is_ascii("\x81"
               "1234567"));
}

TEST_CASE("encoding: UTF-8 wins, then GB18030, and neither is said with its byte", "[io]") {
  struct Case {
    std::string sample;
    bool whole;
    std::optional<Encoding> encoding;
    bool ascii;
  };
  const std::string gb = *converted("名称,数量\n甲,1\n", "UTF-8", "GB18030");
  for (const Case& c :
       {Case{"a,b\n", true, Encoding::Utf8, true}, Case{"名称,数量\n", true, Encoding::Utf8, false},
        Case{"名称,\xE6\x95", false, Encoding::Utf8, false},  // cut off
        Case{gb, true, Encoding::Gb18030, false},
        Case{gb + "\xB4", false, Encoding::Gb18030, false},
        Case{"a,b\n\xB4", false, Encoding::Utf8, true},  // nothing known yet
        Case{"a,b\n\xB4", true, std::nullopt, false},
        Case{"名,\xFF,b\n", true, std::nullopt, false}}) {
    const Detection detection = detect_encoding(c.sample, c.whole);
    INFO(c.sample);
    CHECK(detection.encoding == c.encoding);
    CHECK(detection.ascii == c.ascii);
  }
  CHECK(detect_encoding("名,\xFF,b\n", true).invalid == 4);
}

TEST_CASE("encoding: names and marks", "[io]") {
  for (const char* name : {"utf-8", "gb18030", "utf-16le", "utf-16be"})
    CHECK(name_of(*encoding_named(name)) == name);
  CHECK(encoding_named("GBK") == Encoding::Gb18030);
  CHECK(encoding_named("UTF8") == Encoding::Utf8);
  CHECK_FALSE(encoding_named("latin1"));
  CHECK(byte_order_mark("\xEF\xBB\xBFx").size == 3);
  CHECK(byte_order_mark("\xFE\xFFx").encoding == Encoding::Utf16Be);
  CHECK(byte_order_mark("\xEF\xBB").size == 0);
}

TEST_CASE("encoding: a stream is decoded the same for any chunk", "[io]") {
  const std::string text = "名称,é\n𠮷\"x\"\r\n" + std::string(100, 'y') + "丂";
  for (const std::size_t step : {1, 2, 3, 5, 1000}) {
    for (const auto& [encoding, iconv_name] :
         {std::pair{Encoding::Gb18030, "GB18030"}, std::pair{Encoding::Utf16Le, "UTF-16LE"},
          std::pair{Encoding::Utf16Be, "UTF-16BE"}, std::pair{Encoding::Utf8, "UTF-8"}}) {
      const auto stream = as_utf8(bytes_of(*converted(text, "UTF-8", iconv_name), step), encoding);
      CHECK(all_of(*stream, step + 1) == text);
    }
    const std::string ascii(100000, 'a');
    CHECK(all_of(*as_utf8_when_known(bytes_of(ascii + text, 777)), 4096) == ascii + text);
    const std::string gb = *converted(text, "UTF-8", "GB18030");
    CHECK(all_of(*as_utf8_when_known(bytes_of(ascii + gb, 777)), 4096) == ascii + text);
  }
}

TEST_CASE("encoding: what cannot be decoded is never made up", "[io]") {
  const auto decoded = [](const std::string& bytes, Encoding encoding) {
    return all_of(*as_utf8(bytes_of(bytes, 1), encoding), 100);
  };
  CHECK(decoded("a\x81,b", Encoding::Gb18030) == "a\xFF\xE8\xE1,b");
  CHECK(decoded(std::string("a\0\x00\xD8z\0", 6), Encoding::Utf16Le) == "a\xED\xA0\x80z");
  CHECK(decoded(std::string("a\0b", 3), Encoding::Utf16Le) == "a\xFF\xE6\xE2");
}

}  // namespace
}  // namespace ipcheck

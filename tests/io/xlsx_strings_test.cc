#include "io/xlsx/strings.h"
#include "support/catch.h"
#include "support/workbook.h"

namespace ipcheck {
namespace {

TEST_CASE("unescape_xstring: escapes become characters, all else stays", "[io]") {
  struct Row {
    std::string raw, text;
  };
  const auto row = GENERATE(values<Row>({
      {"a_x000D_b", "a\rb"},
      {"_x000D__x000A_", "\r\n"},
      {"_x005F_x000D_", "_x000D_"},
      {"_x4E2D_文", "中文"},
      {"_xD83D__xDE00_", "\xF0\x9F\x98\x80"},
      {"_xD83D_x", "_xD83D_x"},
      {"_xDE00_", "_xDE00_"},
      {"_x0041__xDE00_", "A_xDE00_"},
      {"_xD83D__x0041_", "_xD83D_A"},
      {"_x0000_", "_x0000_"},
      {"_x00zz_", "_x00zz_"},
      {"_x00e9_", "\xC3\xA9"},
      {"_x000D", "_x000D"},
      {"_x000D-", "_x000D-"},
      {"_xD83D_-xDE00_", "_xD83D_-xDE00_"},
      {"_xD83D__-DE00_", "_xD83D__-DE00_"},
      {"max_x", "max_x"},
      {"__x000D_", "_\r"},
      {"", ""},
  }));
  std::string text = "keep_x000D_" + row.raw;
  unescape_xstring(text, 11);
  CAPTURE(row.raw);
  CHECK(text == "keep_x000D_" + row.text);
}

SharedStrings table_of(const std::string& inside) {
  const auto zip = open_zip_bytes(zipped({{"s.xml", "<sst>" + inside + "</sst>"}}), "t.xlsx");
  return read_shared_strings(*zip->open("s.xml", kMaxStringsBytes));
}

TEST_CASE("shared strings: runs are joined, phonetic runs left out, blanks kept", "[io]") {
  const SharedStrings table = table_of(
      "<si><t>甲</t></si>\n<si/><si><t xml:space=\"preserve\"> a </t></si>"
      "<si><r><rPr><b/></rPr><t>富</t></r><r><t>文本</t></r><rPh sb=\"0\" eb=\"1\"><t>ふ</t></rPh>"
      "<phoneticPr fontId=\"1\"/></si><si><t>1&lt;2 &amp; "
      "_x000D_x</t></si><x:si><x:t>前缀</x:t></x:si>");
  REQUIRE(table.size() == 6);
  CHECK(table[0] == "甲");
  CHECK(table[1].empty());
  CHECK(table[1].data() != nullptr);
  CHECK(table[2] == " a ");
  CHECK(table[3] == "富文本");
  CHECK(table[4] == "1<2 & \rx");
  CHECK(table[5] == "前缀");
  CHECK(table[6].data() == nullptr);
}

TEST_CASE("shared strings: one longer than 16 MiB is none, its neighbours stay", "[io]") {
  const std::string most(kMaxCellBytes, 'x');
  const SharedStrings table = table_of("<si><t>a</t></si><si><t>" + most + "</t></si><si><t>" +
                                       most + "y</t></si><si><t>b</t></si>");
  REQUIRE(table.size() == 4);
  CHECK(table[0] == "a");
  CHECK(table[1].size() == kMaxCellBytes);
  CHECK(table[2].data() == nullptr);
  CHECK(table[3] == "b");
}

}  // namespace
}  // namespace ipcheck

#include "report/workbook.h"

#include <sstream>

#include "support/catch.h"
#include "text/file.h"

namespace ipcheck {
namespace {

constexpr const char* kFolder = "/tmp";

std::string small_book() {
  Workbook book(kFolder, true);
  SheetId first = book.add_sheet("一"), second = book.add_sheet("二");
  book.properties("示例", *Date::of(2026, 6, 1));
  for (std::uint32_t row = 0; row < 50; ++row) {
    book.text(first, row, 0, "=1+1");
    book.number(second, row, 0, Decimal::of(row));
  }
  std::ostringstream out;
  book.finish(out);
  return out.str();
}

TEST_CASE("workbook: what a cell cannot show is made visible, the rest stays", "[report]") {
  struct Case {
    std::string given, held;
  };
  using namespace std::string_literals;
  const Case cases[] = {
      {"", ""},
      {"山西示例，新材料（太原）", "山西示例，新材料（太原）"},
      {"=HYPERLINK(\"http://x\")", "=HYPERLINK(\"http://x\")"},
      {"a\nb\tc", "a\nb\tc"},
      {"a\r\nb", "a\nb"},
      {"a\rb", "a\\u{d}b"},
      {"a\0b"s, "a\\u{0}b"},
      {"\x01\x1f\x7f", "\\u{1}\\u{1f}\\u{7f}"},
      {"abc\u202Etxt", "abc\\u{202e}txt"},
      {"\xEF\xBF\xBEx\xEF\xBF\xBF", "\\u{fffe}x\\u{ffff}"},
      {"_x000D_", "_x005F_x000D_"},
      {"_xzzzz_ _x00", "_xzzzz_ _x00"},
      {"😀", "😀"},
  };
  for (const Case& c : cases) {
    INFO(c.given);
    bool cut = false;
    CHECK(cell_text(c.given, cut) == c.held);
    CHECK_FALSE(cut);
  }
}

TEST_CASE("workbook: a text longer than a cell ends in a mark", "[report]") {
  bool cut = false;
  std::string limit(Workbook::kMostUnits, 'a');
  CHECK(cell_text(limit, cut) == limit);
  CHECK_FALSE(cut);
  std::string held = cell_text(limit + "b", cut);
  CHECK(cut);
  CHECK(held == std::string(Workbook::kMostUnits - 1, 'a') + "…");
  cut = false;
  CHECK(cut_to("甲乙丙丁", 4, cut) == "甲乙丙丁");
  CHECK_FALSE(cut);
  CHECK(cut_to("甲乙丙丁", 3, cut) == "甲乙…");
  CHECK(cut);
  CHECK(cut_to("a😀bc", 3, cut) == "a…");  // an emoji takes two
  std::string ten_megabytes;
  ten_megabytes.assign(10'000'000, '\x01');
  cut = false;
  CHECK(cell_text(ten_megabytes, cut).size() < 4 * Workbook::kMostUnits);
  CHECK(cut);
}

TEST_CASE("workbook: columns have letters", "[report]") {
  CHECK(column_letters(0) == "A");
  CHECK(column_letters(25) == "Z");
  CHECK(column_letters(26) == "AA");
  CHECK(column_letters(701) == "ZZ");
  CHECK(column_letters(702) == "AAA");
  CHECK(column_letters(Workbook::kMostColumns - 1) == "XFD");
}

TEST_CASE("workbook: equal cells give equal bytes", "[report]") {
  std::string first = small_book();
  CHECK(first.substr(0, 2) == "PK");
  CHECK(first == small_book());
}

TEST_CASE("workbook: a folder that cannot be written to is a failure", "[report]") {
  CHECK_THROWS_AS(Workbook("/nonexistent/folder", true), Failure);
}

}  // namespace
}  // namespace ipcheck

#include "report/layout.h"

#include <sstream>

#include "support/catch.h"
#include "text/frame.h"

using namespace ipcheck;

using Lines = std::vector<std::string>;

TEST_CASE("layout: lines break at blanks and between wide characters", "[report]") {
  struct Row {
    const char* text;
    int width;
    Lines lines;
  };
  const Row row = GENERATE(values<Row>({
      {"", 10, {""}},
      {"专职工作人员", 12, {"专职工作人员"}},
      {"专职工作人员", 11, {"专职工作人", "员"}},
      {"at least three", 10, {"at least", "three"}},
      {"超过，金额", 4, {"超", "过，", "金额"}},      // no comma at the head of a line
      {"甲（乙）丙", 4, {"甲", "（乙", "）丙"}},      // a word that is too wide is cut
      {"金额（万元）", 6, {"金额", "（万", "元）"}},  // no opening bracket at the end of a line
      {"要求 3人 以上", 7, {"要求 3", "人 以上"}},    // a blank is kept inside a line
      {"要求 \u2265\u00A0200万元", 8, {"要求", "\u2265 200万", "元"}},
      {"shanxi_operation", 6, {"shanxi", "_opera", "tion"}},
      {"a\nb", 10, {"a", "b"}},
  }));
  INFO(row.text << " at " << row.width);
  CHECK(wrap(row.text, row.width) == row.lines);
}

TEST_CASE("layout: no line is wider than asked and nothing is lost", "[report]") {
  const std::string text =
      "年度转化运营金额（含许可、转让、质押）1,999,999.99元，要求 ≥ 2,000,000 yuan，差 0.01元。";
  for (int width = 4; width < 100; ++width) {
    std::string all;
    for (const std::string& line : wrap(text, width)) {
      INFO(width << ": " << line);
      CHECK(display_width(line) <= width);
      all += line;
    }
    std::string unspaced = text;
    std::erase(unspaced, ' ');
    std::erase(all, ' ');
    CHECK(all == unspaced);
  }
}

TEST_CASE("layout: columns line up by display width and fit the terminal", "[report]") {
  Table table;
  table.rows = {{{"G-1", "专职人员不少于3人", "2人，差 1人", "二/1"}, 0},
                {{"G-2a", "at least CNY 2,000,000", "CNY 5", "二/2"}, 2}};
  std::ostringstream wide;
  print_table(table, 2, 80, false, wide);
  CHECK(wide.str() ==
        "  G-1     专职人员不少于3人       2人，差 1人  二/1\n"
        "    G-2a  at least CNY 2,000,000  CNY 5        二/2\n");
  for (int width = 30; width < 80; ++width) {
    std::ostringstream out;
    print_table(table, 2, width, false, out);
    std::istringstream in(out.str());
    for (std::string line; std::getline(in, line);) {
      INFO(width << ": " << line);
      CHECK(display_width(line) <= width);
      CHECK(!line.ends_with(' '));
    }
  }
}

TEST_CASE("layout: colour changes no column", "[report]") {
  Table table{.tones = {Tone::Bold, Tone::Red}, .rows = {{{"甲", "b", "c"}, 0}}};
  std::ostringstream out;
  print_table(table, 0, 40, true, out);
  CHECK(out.str() == "\x1b[1m甲\x1b[0m  \x1b[31mb\x1b[0m  c\n");
}

TEST_CASE("layout: what is cut says so", "[report]") {
  CHECK(shortened_to("专职人员", 8) == "专职人员");
  CHECK(shortened_to("专职人员", 7) == "专职人…");
  CHECK(shortened_to("专职人员", 6) == "专职…");
}

TEST_CASE("layout: two ends share a line when they fit", "[report]") {
  std::ostringstream out;
  print_ends("甲公司", Tone::Plain, "2026", Tone::Plain, 12, false, out);
  print_ends("甲公司", Tone::Plain, "2026", Tone::Plain, 11, false, out);
  CHECK(out.str() == "甲公司  2026\n甲公司\n  2026\n");
}

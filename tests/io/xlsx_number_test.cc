#include <fmt/format.h>

#include <cmath>
#include <random>

#include "io/xlsx/number.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

std::string shown(std::string_view raw) {
  std::string store;
  const auto text = number_text(raw, store);
  return text ? std::string(*text) : "none";
}

TEST_CASE("number_text: what a spreadsheet keeps of a number, fifteen digits", "[io]") {
  struct Row {
    std::string raw, text;
  };
  const auto row = GENERATE(values<Row>({
      {"0", "0"},
      {"-0", "0"},
      {"0.0", "0"},
      {"1", "1"},
      {"1.0", "1"},
      {"-12.50", "-12.5"},
      {"0.30000000000000004", "0.3"},
      {"1999999.99", "1999999.99"},
      {"2000000.0000000002", "2000000"},
      {"1E2", "100"},
      {"1.5e-5", "0.000015"},
      {"1.0000000000000001E-5", "0.00001"},
      {"123456789012345", "123456789012345"},
      {"999999999999999", "999999999999999"},
      {"1000000000000000", "1E+15"},
      {"123456789012345678", "1.23456789012346E+17"},
      {"1.23E+17", "1.23E+17"},
      {"9.11401E+17", "9.11401E+17"},
      {"-1.5E300", "-1.5E+300"},
      {"0.1234567890123456", "0.123456789012346"},
      {"007", "7"},
      {"+5", "5"},
      {".5", "0.5"},
      {"1e-11", "1E-11"},
      {"1e-10", "0.0000000001"},
      {"", "none"},
      {"abc", "none"},
      {"1,000", "none"},
      {"NaN", "none"},
      {"INF", "none"},
      {"1e999", "none"},
      {"0x10", "none"},
  }));
  CAPTURE(row.raw);
  CHECK(shown(row.raw) == row.text);
}

TEST_CASE("number_text: reads back as the number, to fifteen digits", "[io]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double value =
        std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 120) - 90);
    const std::string text = shown(fmt::format("{}", value));
    CAPTURE(value, text);
    REQUIRE(std::fabs(std::stod(text) - value) <= std::fabs(value) * 5.1e-15);
    REQUIRE(shown(text) == text);
  }
}

TEST_CASE("percent_text: the fraction is shown times a hundred, without loss", "[io]") {
  CHECK(percent_text("0.15") == "15%");
  CHECK(percent_text("0.1534") == "15.34%");
  CHECK(percent_text("1") == "100%");
  CHECK(percent_text("0") == "0%");
  CHECK(percent_text("0.28999999999999998") == "29%");
  CHECK(percent_text("-0.005") == "-0.5%");
  CHECK(percent_text("12") == "1200%");
  CHECK_FALSE(percent_text("x"));
}

TEST_CASE("custom_format: dates, times and percentages are told by their letters", "[io]") {
  struct Row {
    std::string code;
    NumberFormat format;
  };
  const auto row = GENERATE(values<Row>({
      {"General", NumberFormat::Number},
      {"G/通用格式", NumberFormat::Number},
      {"0.00", NumberFormat::Number},
      {"#,##0.00_);[Red]\\(#,##0.00\\)", NumberFormat::Number},
      {"0.00E+00", NumberFormat::Number},
      {"##0.0e-0", NumberFormat::Number},
      {"0\"day\"", NumberFormat::Number},
      {"0\\d", NumberFormat::Number},
      {"0!.0,\"万元\"", NumberFormat::Number},
      {"[Blue]0", NumberFormat::Number},
      {"[$¥-804]#,##0.00", NumberFormat::Number},
      {"@", NumberFormat::Number},
      {"0_m", NumberFormat::Number},
      {"\"年", NumberFormat::Number},
      {"", NumberFormat::Number},
      {"[", NumberFormat::Number},
      {"yyyy\"年\"m\"月\"d\"日\"", NumberFormat::Date},
      {"yyyy\"年\"m\"月\"d\"日\";@", NumberFormat::Date},
      {"[$-804]yyyy/m/d;@", NumberFormat::Date},
      {"[DBNum1][$-804]yyyy\"年\"m\"月\"", NumberFormat::Date},
      {"YYYY-MM-DD", NumberFormat::Date},
      {"yyyy年m月", NumberFormat::Date},
      {"m/d", NumberFormat::Date},
      {"mmm-yy", NumberFormat::Date},
      {"mm", NumberFormat::Date},
      {"yyyy-mm-dd hh:mm:ss", NumberFormat::Date},
      {"[$-411]ge.m.d", NumberFormat::Date},
      {"h:mm AM/PM", NumberFormat::Time},
      {"上午/下午h\"时\"mm\"分\"", NumberFormat::Time},
      {"mm:ss.0", NumberFormat::Time},
      {"hh:mm", NumberFormat::Time},
      {"[h]:mm:ss", NumberFormat::Elapsed},
      {"[mm]:ss", NumberFormat::Elapsed},
      {"0%", NumberFormat::Percent},
      {"0.00%", NumberFormat::Percent},
      {"0.0\"%\"", NumberFormat::Number},
      {"0;0%", NumberFormat::Number},
  }));
  CAPTURE(row.code);
  CHECK(custom_format(row.code) == row.format);
}

TEST_CASE("builtin_format: the numbers that mean dates in any language", "[io]") {
  for (const unsigned id : {14u, 15u, 16u, 17u, 22u, 27u, 31u, 36u, 50u, 54u, 57u, 58u})
    CHECK(builtin_format(id) == NumberFormat::Date);
  for (const unsigned id : {18u, 21u, 32u, 33u, 45u, 47u})
    CHECK(builtin_format(id) == NumberFormat::Time);
  CHECK(builtin_format(46) == NumberFormat::Elapsed);
  for (const unsigned id : {0u, 1u, 13u, 23u, 26u, 37u, 44u, 48u, 49u, 59u, 200u})
    CHECK(builtin_format(id) == NumberFormat::Number);
  CHECK(builtin_format(9) == NumberFormat::Percent);
  CHECK(builtin_format(10) == NumberFormat::Percent);
}

std::string serial(std::string_view raw, NumberFormat format, bool system_1904 = false) {
  const auto text = serial_text(raw, format, system_1904);
  if (!text) return "none";
  return text->wrong ? text->text + "!" : text->text;
}

TEST_CASE("serial_text: days of both systems, with the leap day that never was", "[io]") {
  const auto date = NumberFormat::Date;
  CHECK(serial("46097", date) == "2026-03-16");
  CHECK(serial("46097.75", date) == "2026-03-16");
  CHECK(serial("46096.999999999996", date) == "2026-03-16");
  CHECK(serial("1", date) == "1900-01-01");
  CHECK(serial("59", date) == "1900-02-28");
  CHECK(serial("60", date) == "1900-02-29!");
  CHECK(serial("61", date) == "1900-03-01");
  CHECK(serial("0", date) == "1900-01-00!");
  CHECK(serial("0.5", date) == "12:00:00");
  CHECK(serial("2958465", date) == "9999-12-31");
  CHECK(serial("2958465.9", date) == "9999-12-31");
  CHECK(serial("2958466", date) == "none");
  CHECK(serial("-1", date) == "none");
  CHECK(serial("x", date) == "none");
  CHECK(serial("44635", date, true) == "2026-03-16");
  CHECK(serial("0", date, true) == "1904-01-01");
  CHECK(serial("60", date, true) == "1904-03-01");
  CHECK(serial("2957003", date, true) == "9999-12-31");
  CHECK(serial("2957004", date, true) == "none");
}

TEST_CASE("serial_text: times stay times", "[io]") {
  CHECK(serial("0.5", NumberFormat::Time) == "12:00:00");
  CHECK(serial("46097.25", NumberFormat::Time) == "06:00:00");
  CHECK(serial("1.5", NumberFormat::Elapsed) == "36:00:00");
  CHECK(serial("0.25", NumberFormat::MaybeDate) == "06:00:00");
  CHECK(serial("46097", NumberFormat::MaybeDate) == "2026-03-16");
}

}  // namespace
}  // namespace ipcheck

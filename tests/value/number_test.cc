#include <string>

#include "support/catch.h"
#include "value/cell.h"
#include "value/code_points.h"
#include "value/quantity.h"

namespace ipcheck {
namespace {

TEST_CASE("read_number: numbers are read exactly or refused with a reason", "[value]") {
  struct Row {
    std::string text, gives;  // `value unit`, or `! reason`
  };
  const auto row = GENERATE(values<Row>({
      {"0", "0"},
      {"200", "200"},
      {" 200\t", "200"},
      {"２００", "200"},
      {"007", "7"},
      {"-5", "-5"},
      {"－5", "-5"},
      {"−5", "-5"},
      {"+5", "5"},
      {"3.0", "3"},
      {"３．５", "3.5"},
      {".5", "0.5"},
      {"2,000,000", "2000000"},
      {"2，000，000.50", "2000000.5"},
      {"1,999,999.99元", "1999999.99 元"},
      {"200万", "2000000"},
      {"200 万元", "2000000 元"},
      {"0.02亿", "2000000"},
      {"0.02亿元", "2000000 元"},
      {"2千万", "20000000"},
      {"1.5百万元", "1500000 元"},
      {"2万亿", "2000000000000"},
      {"1亿2000万元", "120000000 元"},
      {"2万3千", "23000"},
      {"1万2000", "12000"},
      {"200万元整", "2000000 元"},
      {"200万元。", "2000000 元"},
      {"￥200", "200 元"},
      {"¥200万", "2000000 元"},
      {"￥-200", "-200 元"},
      {"-￥200", "-200 元"},
      {"人民币200万元", "2000000 元"},
      {"RMB 200", "200 元"},
      {"$200", "200 美元"},
      {"200万美元", "2000000 美元"},
      {"3人", "3 人"},
      {"3 人", "3 人"},
      {"24个月", "24 个月"},
      {"5%", "5 %"},
      {"５％", "5 %"},
      {"百分之五", "5 %"},
      {"三", "3"},
      {"十", "10"},
      {"十二", "12"},
      {"二十", "20"},
      {"二十五人", "25 人"},
      {"一百零五", "105"},
      {"一百一十", "110"},
      {"一千零二十", "1020"},
      {"两百万元", "2000000 元"},
      {"两万三千", "23000"},
      {"一万零五", "10005"},
      {"三亿", "300000000"},
      {"十万", "100000"},
      {"贰佰万元整", "2000000 元"},
      {"二〇二六年", "2026 年"},
      {"零", "0"},
      {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
      {"", "! not_a_number"},
      {"abc", "! not_a_number"},
      {"是", "! not_a_number"},
      {"万元", "! not_a_number"},
      {"百万元", "! not_a_number"},
      {"1.2.3", "! not_a_number"},
      {"5.", "! not_a_number"},
      {"--5", "! not_a_number"},
      {"1e3", "! not_a_number"},
      {"0x10", "! not_a_number"},
      {"一万五", "! not_a_number"},
      {"一千五", "! not_a_number"},
      {"三百五", "! not_a_number"},
      {"三5", "! not_a_number"},
      {"3万5千亿", "3500000000000"},
      {"1万200亿", "! not_a_number"},
      {"1亿2亿", "! not_a_number"},
      {"100万200万", "! not_a_number"},
      {"999999999999999999999999999999999999999", "! not_a_number"},
      {"约200", "! not_exact"},
      {"近200万元", "! not_exact"},
      {"200左右", "! not_exact"},
      {"200万元以上", "! not_exact"},
      {"3人以下", "! not_exact"},
      {"200余万元", "! not_exact"},
      {"200多", "! not_exact"},
      {"~200", "! not_exact"},
      {"～200", "! not_exact"},
      {"100-200", "! not_exact"},
      {"100～200", "! not_exact"},
      {"100万元至200万元", "! not_exact"},
      {"3—5人", "! not_exact"},
      {">=200", "! not_exact"},
      {"≥200", "! not_exact"},
      {"200+", "! not_exact"},
      {"不少于3人", "! not_exact"},
      {"超200万", "! not_exact"},
      {"十几人", "! not_exact"},
      {"三四个", "! not_exact"},
      {"数十人", "! not_exact"},
      {"3/200", "! two_values"},
      {"3件/200万元", "! two_values"},
      {"3、5", "! two_values"},
      {"3;5", "! two_values"},
      {"1,5", "! two_values"},
      {"2,0000", "! two_values"},
      {"2 000", "! two_values"},
      {"2  000", "! two_values"},
      {"1/2", "! two_values"},
      {"2026-03-16", "! not_a_number"},
  }));
  INFO(row.text);
  const NumberReading reading = read_number(row.text);
  std::string got = reading.value ? reading.value->str() : "! " + reading.invalid;
  if (reading.value && !reading.unit.empty()) got += " " + reading.unit;
  CHECK(got == row.gives);
}

TEST_CASE("read_scientific: a spreadsheet's own notation is exact", "[value]") {
  struct Row {
    std::string text, gives;
  };
  const auto row = GENERATE(values<Row>({{"1.5E7", "15000000"},
                                         {"1.5e+07", "15000000"},
                                         {"5E-2", "0.05"},
                                         {"-1.25E-1", "-0.125"},
                                         {"1E37", "10000000000000000000000000000000000000"},
                                         {"0E0", "0"},
                                         {"1E38", "none"},
                                         {"1E-37", "none"},
                                         {"1E99999999999", "none"},
                                         {"15", "none"},
                                         {"E7", "none"},
                                         {"1E", "none"},
                                         {"1E+-7", "none"},
                                         {"1E7x", "none"}}));
  INFO(row.text);
  const auto value = read_scientific(row.text);
  CHECK((value ? value->str() : "none") == row.gives);
}

TEST_CASE("read_date: dates are read as people write them", "[value]") {
  struct Row {
    std::string text, gives;
  };
  const auto row = GENERATE(values<Row>({
      {"2026-03-16", "2026-03-16"},
      {"2026-3-6", "2026-03-06"},
      {"2026/3/16", "2026-03-16"},
      {"2026/03/16", "2026-03-16"},
      {"2026.3.16", "2026-03-16"},
      {"2026年3月16日", "2026-03-16"},
      {"2026年03月16日", "2026-03-16"},
      {"2026 年 3 月 16 日", "2026-03-16"},
      {"2026年3月16号", "2026-03-16"},
      {"２０２６－０３－１６", "2026-03-16"},
      {"２０２６年３月１６日", "2026-03-16"},
      {"20260316", "2026-03-16"},
      {" 2026-03-16 ", "2026-03-16"},
      {"2026-03-16 00:00:00", "2026-03-16"},
      {"2026-03-16T08:30", "2026-03-16"},
      {"2026/3/16 0:00", "2026-03-16"},
      {"2024-02-29", "2024-02-29"},
      {"2023-02-29", "none"},
      {"2024-02-30", "none"},
      {"2024年2月30日", "none"},
      {"20240230", "none"},
      {"2026-13-01", "none"},
      {"2026-00-01", "none"},
      {"01/02/03", "none"},
      {"26-3-16", "none"},
      {"3/16/2026", "none"},
      {"2026-3", "none"},
      {"2026年3月", "none"},
      {"2026", "none"},
      {"202603", "none"},
      {"2026031", "none"},
      {"46097", "none"},
      {"2026-03/16", "none"},
      {"2026-03-16Z", "none"},
      {"2026-03-16T08:30:00Z", "none"},
      {"2026-03-16T08:30:00+08:00", "none"},
      {"2026-03-16 25:00", "none"},
      {"2026 03 16", "none"},
      {"2026-03-16-17", "none"},
      {"2026-003-16", "none"},
      {"", "none"},
      {"今天", "none"},
  }));
  INFO(row.text);
  const auto date = read_date(row.text);
  CHECK((date ? date->str() : "none") == row.gives);
}

TEST_CASE("half_width: only width changes", "[value]") {
  CHECK(half_width("ＡＢｃ１２（％）　￥") == "ABc12(%) ¥");
  CHECK(half_width("中文、。") == "中文、。");
  CHECK(half_width("x²½") == "x²½");
  CHECK(shortened("一二三四五", 3) == "一二三…");
  CHECK(shortened("一二三", 3) == "一二三");
  CHECK(encode(decode("aé中😀")) == "aé中😀");
}

}  // namespace
}  // namespace ipcheck

#include "policy/words.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("words: a value reads with its unit in both languages", "[policy]") {
  struct Row {
    Value value;
    const char* unit;
    const char* zh;
    const char* en;
  };
  const auto row = GENERATE(values<Row>({
      {Value{std::int64_t{3}}, "人", "3人", "3"},
      {Value{std::int64_t{1}}, "年", "1年", "1 year"},
      {Value{std::int64_t{5}}, "年", "5年", "5 years"},
      {Value{std::int64_t{24}}, "月", "24个月", "24"},
      {Value{*Decimal::parse("12.5")}, "%", "12.5%", "12.5%"},
      {Value{*Decimal::parse("2000000")}, "元", "200万元", "CNY 2,000,000"},
      {Value{*Decimal::parse("9999")}, "元", "9999元", "CNY 9,999"},
      {Value{*Decimal::parse("10000")}, "元", "1万元", "CNY 10,000"},
      {Value{*Decimal::parse("120000000")}, "元", "1.2亿元", "CNY 120,000,000"},
      {Value{*Decimal::parse("1999999.99")}, "元", "1999999.99元", "CNY 1,999,999.99"},
      {Value{*Decimal::parse("-20000")}, "元", "-2万元", "CNY -20,000"},
      {Value{true}, "", "是", "yes"},
      {Value{*Date::of(2026, 6, 1)}, "", "2026-06-01", "2026-06-01"},
      {Value{ValueList{Value{std::int64_t{1}}, Value{std::int64_t{2}}}}, "年", "1年、2年",
       "1 year, 2 years"},
      {Value{ValueList{}}, "", "（空）", "(none)"},
  }));
  Text text = with_unit(row.value, row.unit);
  CHECK(text.zh == row.zh);
  CHECK(text.en == row.en);
}

TEST_CASE("words: enum ids read as labels, judgements as met or not", "[policy]") {
  Schema schema;
  schema.domains.push_back({.name = "way", .members = {{.id = "post", .label = {"邮寄", "Post"}}}});
  schema.domains.back().index();
  TypeId way = schema.types.enumeration(1);
  CHECK(value_words(schema, way, 0, Value{std::string("post")}) == Text{"邮寄", "Post"});
  CHECK(value_words(schema, way, 0, Value{std::string("其他")}) == Text{"其他", "其他"});
  CHECK(value_words(schema, kJudgementType, 0, Value{false}) == Text{"不符合", "not met"});
}

}  // namespace
}  // namespace ipcheck

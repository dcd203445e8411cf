#include "study/cite/figure.h"

#include "expr/operators.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// `>=3人 <=5人`: sign, value and unit of each number; without sign where none is asked.
std::string said(std::string_view figure) {
  std::string out;
  for (const FigureNumber& number : numbers_in(figure)) {
    if (!out.empty()) out += ' ';
    if (number.compare) out += sign_of(*number.compare);
    out += number.value.str() + number.unit;
  }
  return out;
}

TEST_CASE("figure: the words around a number are its comparison", "[study]") {
  struct Row {
    const char *figure, *said;
  };
  const auto row = GENERATE(values<Row>({
      {"不少于3人", ">=3人"},
      {"不少于三名", ">=3人"},
      {"不低于 ２００ 万元", ">=2000000元"},
      {"至少走访一次", ">=1次"},
      {"2年以上", ">=2年"},
      {"满24个月", ">=24月"},
      {"达到10家", ">=10家"},
      {"不小于5", ">=5"},
      {"超过10家", ">10家"},
      {"多于10家", ">10家"},
      {"高于60%", ">60%"},
      {"大于1", ">1"},
      {"不满3人", "<3人"},
      {"低于2千元", "<2000元"},
      {"少于3人", "<3人"},
      {"不足一年", "<1年"},
      {"5个以下", "<=5个"},
      {"不超过30日", "<=30日"},
      {"不多于3项", "<=3项"},
      {"7个工作日内", "<=7工作日"},
      {"三十日以内", "<=30日"},
      {"至多2次", "<=2次"},
      {"不得少于3人", ">=3人"},
      {"不得超过3人", "<=3人"},
      {"3人以上5人以下", ">=3人 <=5人"},
      {"满3年不满5年", ">=3年 <5年"},
      {"1—2名", ">=1人 <=2人"},
      {"一对一", "1 1"},
      {"每2年", "2年"},
      {"D类及以上", ""},
      {"全省", ""},
  }));
  INFO(row.figure);
  CHECK(said(row.figure) == row.said);
}

TEST_CASE("figure: binding words", "[study]") {
  const auto word = [](std::string_view sentence) {
    const NormativeWord found = normative_word(sentence);
    return std::string(sentence.substr(found.at, found.size));
  };
  CHECK(word("申请人应当守信") == "应当");
  CHECK(word("人员不少于3人") == "不少于");
  CHECK(word("两年以上，必须") == "以上");
  CHECK(word("鼓励参与").empty());
}

}  // namespace
}  // namespace ipcheck

#include "study/cite/normal_text.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

bool stands_in(std::string_view figure, std::string_view text) {
  const NormalText normal(text);
  return !normal.find(NormalText(figure), {0, static_cast<std::uint32_t>(text.size())}).empty();
}

TEST_CASE("normal text: numbers are the same however they are written", "[study]") {
  CHECK(stands_in("不少于3人", "应不少于三人。"));
  CHECK(stands_in("不少于3人", "不少于 ３ 名"));
  CHECK(stands_in("200万元", "收入 2,000,000 元"));
  CHECK(stands_in("二百万元", "收入200 万\n元"));
  CHECK(stands_in("1—2名", "确定1-2人"));
  CHECK(stands_in("五书", "申报“五书”（包括）"));
  CHECK(stands_in("（一）", "见(一)"));
  CHECK(stands_in("3", "结果为3."));
}

TEST_CASE("normal text: a number is never part of another one", "[study]") {
  CHECK_FALSE(stands_in("3人", "13人"));
  CHECK_FALSE(stands_in("3人", "30人"));
  CHECK_FALSE(stands_in("五人", "十五人"));
  CHECK_FALSE(stands_in("5%", "1.5%"));
  CHECK_FALSE(stands_in("不少于3人", "不少于4人"));
  CHECK_FALSE(stands_in("不少于3人", "少于3人"));
}

TEST_CASE("normal text: what is found leads back to its bytes", "[study]") {
  const std::string text = "前 人员不少于 三 名，后";
  const NormalText normal(text);
  const auto found =
      normal.find(NormalText("不少于3人"), {0, static_cast<std::uint32_t>(text.size())});
  REQUIRE(found.size() == 1);
  CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == "不少于 三 名");
  CHECK(normal.find(NormalText("不少于3人"), {0, 8}).empty());
  CHECK(normal.find(NormalText("不少于3人"), {found[0].begin + 1, found[0].end}).empty());
  CHECK(NormalText("").find(NormalText("x"), {0, 0}).empty());
}

TEST_CASE("normal text: small numbers in Chinese", "[study]") {
  CHECK(chinese_number(1) == "一");
  CHECK(chinese_number(10) == "十");
  CHECK(chinese_number(11) == "十一");
  CHECK(chinese_number(20) == "二十");
  CHECK(chinese_number(99) == "九十九");
}

}  // namespace
}  // namespace ipcheck

#include "io/persons.h"

#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("persons: what stands behind a word of signatures is masked", "[io]") {
  struct Row {
    std::string text, gives;
    bool in_cells = false;
  };
  const Row row = GENERATE(values<Row>({
      {"填表人：赵钱孙李，电话：0", "填表人：赵**李，电话：0"},
      {"填表人（签字）：赵钱孙", "填表人（签字）：赵*孙"},
      {"联系人 赵钱", "联系人 赵*"},
      {"名单（联系人: Li Si）", "名单（联系人: L* Si）"},
      {"{\"contact_phone\": \"abc\"}", "{\"contact_phone\": \"a*c\"}"},
      {"联系人,联系电话", "联系人,联系电话"},
      {"联系人,联系电话", "联系人,联系电话", true},
      {"填表人：,赵钱孙", "填表人：,赵*孙", true},
      {"填表人,赵钱孙", "填表人,赵钱孙"},
      {"填表人,赵钱孙", "填表人,赵*孙", true},
      {"联系人须为在职人员", "联系人须为在职人员"},
      {"审核人：", "审核人："},
      {"填报单位：示例局", "填报单位：示例局"},
      {"", ""},
      {"\xFF 联系人：\xFF", "\xFF 联系人：\xFF"},
  }));
  INFO(row.text);
  CHECK(Persons(test::small_schema()).hide_named(row.text, row.in_cells) == row.gives);
}

TEST_CASE("persons: a header is personal by its whole words", "[io]") {
  const Persons persons(test::small_schema());
  for (const char* header : {"联系人", " 联 系 人 ", "姓名", "经办人", "联系电话", "Phone"})
    CHECK(persons.is_word(header));
  for (const char* header : {"名称", "联系人数", "", "人数"}) CHECK_FALSE(persons.is_word(header));
}

TEST_CASE("persons: a row of headers names personal columns", "[io]") {
  struct Row {
    std::string text;
    std::vector<bool> named;
    bool figure = false;
  };
  const RowForm form{',', true, {}};
  const Row row = GENERATE(values<Row>({
      {"名称,姓名,\"联系\n电话\"", {false, true, true}},
      {" 经 办 人 ", {true}},
      {"名称,人数", {}},
      {"\"名称,姓名", {false, true}},
      {"姓名,２０２５", {true, false}, true},
      {"姓名,3.5%", {true, false}, true},
      {"姓名,2025年,", {true, false, false}},
      {"", {}},
  }));
  INFO(row.text);
  const Persons persons(test::small_schema());
  CHECK(persons.columns_named(row.text, form) == row.named);
  CHECK(has_figure(row.text, form) == row.figure);
  const std::string cut = "姓名," + std::string(4000, 'x');
  CHECK(persons.columns_named(cut, form) == std::vector<bool>{true, false, true});
}

TEST_CASE("persons: personal cells of a row are masked, slipped ones too", "[io]") {
  struct Row {
    std::string text, gives;
  };
  const RowForm form{',', true, {false, true, false}};
  const Row row = GENERATE(values<Row>({
      {"甲公司,赵钱孙,3", "甲公司,赵*孙,3"},
      {"甲公司,\"赵,孙\",3", "甲公司,\"赵*孙\",3"},
      {"甲,公司,赵钱孙,3", "甲,公*,赵*孙,3"},
      {"甲公司,赵钱孙,3,4,5", "甲公司,赵*孙,3*,4*,5"},
      {"甲公司,赵钱孙", "甲公司,赵*孙"},
      {"甲公司", "甲公司"},
      {"甲公司,,3", "甲公司,,3"},
      {"\"甲,赵钱孙,3", "\"甲,赵*孙,3*"},
      {"", ""},
  }));
  INFO(row.text);
  CHECK(hide_cells(row.text, form) == row.gives);
  CHECK(hide_cells(row.text, {',', true, {false, false}}) == row.text);
}

}  // namespace
}  // namespace ipcheck

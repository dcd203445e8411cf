#include "io/layout.h"

#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<GridSource::HeadRow> head_of(const Rows& rows) {
  std::vector<GridSource::HeadRow> out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back({{i + 1, i + 1}, rows[i], {}});
  return out;
}

/// `row 3: 名称 | 人数[人]`, `rows 2-3: …`; then `data 4` unless the next row.
std::string told(const std::optional<TableHead>& head) {
  if (!head) return "none";
  std::string text = "row " + std::to_string(head->first + 1);
  if (head->rows == 2) text += "+";
  text += ":";
  for (const HeaderText& header : head->headers) {
    text += " " + (header.shown().empty() ? "-" : header.shown());
    if (!header.unit.empty()) text += "[" + header.unit + "]";
    if (!header.money_unit.empty()) text += "{" + header.money_unit + "}";
  }
  if (head->data != head->first + head->rows) text += " data " + std::to_string(head->data + 1);
  return text;
}

TEST_CASE("layout: the header is found within the first 20 rows", "[io]") {
  struct Row {
    Rows rows;
    std::string gives;
  };
  const Row row = GENERATE(values<Row>({
      {{{"名称", "人数"}, {"甲", "3"}}, "row 1: 名称 人数"},
      {{{"名称"}, {"甲"}}, "row 1: 名称"},
      {{{"企业名称", "自编号"}, {"甲", "3"}}, "row 1: 企业名称 自编号"},
      {{{"2026年申报汇总表", "", ""}, {"", "", ""}, {"序号", "名称", "人数"}, {"1", "甲", "3"}},
       "row 3: 序号 名称 人数"},
      {{{"名称"}, {"序号", "企业名称", "人数"}, {"1", "甲", "3"}}, "row 2: 序号 企业名称 人数"},
      {{{"sep=,"}, {"名称", "人数"}}, "row 2: 名称 人数"},
      {{{"甲", "有计划", "3"}, {"名称", "有计划", "人数"}}, "row 2: 名称 有计划 人数"},
      {{{"name", "visits.Q1"}, {"甲", "3"}}, "row 1: name visits.Q1"},
      {{{"甲", "3"}, {"乙", "4"}}, "none"},
      {{}, "none"},
      {{{""}, {""}}, "none"},
      {Rows(20, {"说明文字"}), "none"},
  }));
  CHECK(told(find_head(test::small_schema(), head_of(row.rows), "", nullptr)) == row.gives);
}

TEST_CASE("layout: a header below the twentieth row is not looked for", "[io]") {
  for (std::size_t titles : {19u, 20u}) {
    Rows rows(titles, {"标题"});
    rows.push_back({"名称", "人数", "营业收入（元）"});
    CHECK(find_head(test::small_schema(), head_of(rows), "", nullptr).has_value() == (titles < 20));
  }
}

TEST_CASE("layout: units stand under, above or over the whole table", "[io]") {
  struct Row {
    Rows rows;
    std::string gives;
  };
  const Row row = GENERATE(values<Row>({
      {{{"名称", "人数", "营业收入"}, {"", "人", "万元"}, {"甲", "3", "4"}},
       "row 1: 名称 人数[人] 营业收入[万元] data 3"},
      {{{"名称", "人数", "营业收入"}, {"单位", "（人）", "（万元）"}, {"甲", "3", "4"}},
       "row 1: 名称 人数[人] 营业收入[万元] data 3"},
      {{{"", "人", "万元"}, {"名称", "人数", "营业收入"}, {"甲", "3", "4"}},
       "row 2: 名称 人数[人] 营业收入[万元]"},
      {{{"汇总表", "", "单位：万元"}, {"名称", "人数", "营业收入"}, {"甲", "3", "4"}},
       "row 2: 名称{万元} 人数{万元} 营业收入{万元}"},
      {{{"名称", "人数", "营业收入", "占比"}, {"甲", "1", "2", "3"}, {"乙", "3", "4", "5"}},
       "row 1: 名称 人数 营业收入 占比 data 3"},
      {{{"名称", "人数", "营业收入", "占比"}, {"甲", "乙", "丙", "丁"}, {"乙", "3", "4", "5"}},
       "row 1: 名称 人数 营业收入 占比 data 3"},
      {{{"名称", "人数", "营业收入", "占比"}, {"甲", "乙", "丙", "2"}, {"乙", "3", "4", "5"}},
       "row 1: 名称 人数 营业收入 占比"},
      {{{"名称", "人数", "营业收入", "占比"}, {"1", "2", "3", "4"}, {"乙", "3", "4", "5"}},
       "row 1: 名称 人数 营业收入 占比 data 3"},
      {{{"名称", "人数", "营业收入"}, {"甲", "3人", "4万元"}}, "row 1: 名称 人数 营业收入"},
  }));
  CHECK(told(find_head(test::small_schema(), head_of(row.rows), "", nullptr)) == row.gives);
}

TEST_CASE("layout: merged headers stand in two rows", "[io]") {
  struct Row {
    Rows rows;
    std::string gives;
    std::vector<std::uint32_t> spans = {};
  };
  const Row row = GENERATE(values<Row>({
      {{{"名称", "人员情况", "", "经营情况", ""},
        {"", "员工人数", "其他", "营业收入（元）", "占比"},
        {"甲", "3", "", "5", "6"}},
       "row 1+: 名称 人员情况/员工人数 人员情况/其他 经营情况/营业收入（元） 经营情况/占比"},
      {{{"名称", "经营情况", ""}, {"", "营业收入", "占比"}, {"", "万元", "%"}, {"甲", "3", "4"}},
       "row 1+: 名称 经营情况/营业收入[万元] 经营情况/占比[%] data 4"},
      {{{"名称", "经营情况", "", "人数"}, {"", "营业收入", "占比", "（人）"}},
       "row 1+: 名称 经营情况/营业收入 经营情况/占比 人数[人]"},
      {{{"汇总表", "", ""}, {"名称", "人数", "占比"}, {"甲", "3", "4"}}, "row 2: 名称 人数 占比"},
      {{{"名称", "人数", "", "占比"}, {"甲", "3", "约数", "4"}}, "row 1: 名称 人数 - 占比"},
      {{{"名称", "说明", ""}, {"甲", "有计划", "3"}}, "row 1: 名称 说明 -"},
      {{{"名称", "经营情况", ""}, {"", "营业收入", "占比"}},
       "row 1+: 名称 经营情况/营业收入 经营情况/占比",
       {1, 1, 1}},
      {{{"名称", "经营情况", "", "其他"}, {"", "营业收入", "占比", "人数"}},
       "row 1+: 名称 经营情况/营业收入 经营情况/占比 其他/人数",
       {1, 2, 1, 1}},
  }));
  auto rows = head_of(row.rows);
  rows[0].spans = row.spans;
  CHECK(told(find_head(test::small_schema(), rows, "", nullptr)) == row.gives);
}

TEST_CASE("layout: headers of the map count", "[io]") {
  const ColumnMap map{{{"公司", "name", "", "", false, {}}, {"人头", "staff", "", "", false, {}}}};
  const auto rows = head_of({{"表", "", ""}, {"公司", "人 头", "别的"}, {"甲", "3", ""}});
  CHECK(told(find_head(test::small_schema(), rows, "", nullptr)) == "none");
  CHECK(told(find_head(test::small_schema(), rows, "", &map)) == "row 2: 公司 人 头 别的");
}

TEST_CASE("layout: no header is told with what is near", "[io]") {
  struct Row {
    Rows rows;
    std::string says, helps;
  };
  const Row row = GENERATE(values<Row>({
      {{{"标题"}, {"企业名", "营业收人"}},
       "row 2 comes nearest (`企业名`、`营业收人`)",
       "`企业名` → `企业名称`、`营业收人` → `营业收入`"},
      {{{"甲", "149999199001010018"}}, "`甲`、`149999********0018`", "--map"},
      {{}, "the table is empty", "should be the header"},
  }));
  Diagnostics diags;
  no_header(test::small_schema(), head_of(row.rows), "a.csv", diags);
  REQUIRE(diags.all().size() == 1);
  CHECK(diags.all()[0].id == "no-header");
  CHECK_THAT(diags.all()[0].message.en, Catch::Matchers::Contains(row.says));
  CHECK_THAT(diags.all()[0].fix.en, Catch::Matchers::Contains(row.helps));
}

/// Sorts one row of a table whose header is 序号, 名称, 统一社会信用代码, 人数, 营业收入（元）.
std::string sorted(const std::vector<std::string>& cells) {
  const Rows rows = {{"汇总表", "", "", "", ""},
                     {"序号", "名称", "统一社会信用代码", "人数", "营业收入"},
                     {"", "", "", "人", "元"}};
  const Schema& schema = test::small_schema();
  const auto head_rows = head_of(rows);
  const auto head = find_head(schema, head_rows, "", nullptr);
  REQUIRE(head);
  std::vector<Question> questions;
  const auto columns = bind_columns(schema, head->headers, {}, "", nullptr, questions);
  const std::vector<std::uint32_t> selected = {1, 2, 3, 4};
  const RowSorter sorter(schema, head_rows, *head, columns, selected, "");
  Grid grid;
  grid.rows = 1;
  for (std::uint32_t column : selected)
    grid.columns.push_back({column < cells.size() ? std::string_view(cells[column]) : ""});
  grid.places = {{9, 9}};
  std::string_view lead;
  for (const std::string& cell : cells)
    if (lead.empty()) lead = cell;
  grid.leads = {lead};
  grid.widths = {static_cast<std::uint32_t>(cells.size())};
  const auto finding = sorter.sort(grid, 0);
  if (!finding) return "applicant";
  CHECK_FALSE(finding->reason.zh.empty());
  switch (finding->why) {
    case SetAside::Why::Rejected:
      return finding->second_table ? "second table" : "rejected";
    case SetAside::Why::Blank:
      return "blank";
    case SetAside::Why::Heading:
      return "heading";
    case SetAside::Why::Footer:
      return "footer";
  }
  return "";
}

TEST_CASE("layout: a row is an applicant unless it surely is none", "[io]") {
  struct Row {
    std::vector<std::string> cells;
    std::string gives;
  };
  const Row row = GENERATE(values<Row>({
      {{"1", "甲公司", "", "3", "4"}, "applicant"},
      {{"", "合计科技有限公司", "", "3", "4"}, "applicant"},
      {{"", "合计", "", "3", "4"}, "footer"},
      {{"", "合  计", "", "3", "4"}, "footer"},
      {{"合计", "", "", "3", "4"}, "footer"},
      {{"　合计：", "", "", "3", "4"}, "footer"},
      {{"合计", "25家", "", "3", "4"}, "footer"},
      {{"合计", "30家", "", "3", "4"}, "footer"},
      {{"合计", "共 25 家", "", "3", "4"}, "footer"},
      {{"合计（万元）", "", "", "", "4"}, "footer"},
      {{"共计25家", "", "", "", ""}, "footer"},
      {{"合计", "甲公司", "", "3", "4"}, "applicant"},
      {{"", "合计", "91140100MA0FAKE17N", "3", "4"}, "applicant"},
      {{"小计", "", "91140100MA0FAKE17N", "", ""}, "applicant"},
      {{"Total", "", "", "3", "4"}, "footer"},
      {{"Total Energy Ltd", "", "", "3", "4"}, "applicant"},
      {{"1", "Total", "", "3", "4"}, "applicant"},
      {{"平均值", "", "", "3", "4"}, "footer"},
      {{"", "平遥示例公司", "", "3", "4"}, "applicant"},
      {{"注：金额为万元", "", "", "", ""}, "footer"},
      {{"注1：金额为万元", "", "", "", ""}, "footer"},
      {{"注9：金额为万元", "", "", "", ""}, "footer"},
      {{"注10：金额为万元", "", "", "", ""}, "footer"},
      {{"备注", "", "", "", ""}, "footer"},
      {{"", "注：金额为万元", "", "", ""}, "footer"},
      {{"", "注册公司", "", "3", ""}, "applicant"},
      {{"填表人：王某", "审核人：李某", "", "联系电话：1", ""}, "footer"},
      {{"填表人：王某", "", "", "", ""}, "footer"},
      {{"单位负责人（签字）：", "", "", "", ""}, "footer"},
      {{"", "负责人才有限公司", "", "3", ""}, "applicant"},
      {{"2. 金额按万元填写。", "", "", "", ""}, "footer"},
      {{"2.5", "甲公司", "", "", ""}, "applicant"},
      {{"7", "", "", "", ""}, "blank"},
      {{"7", "", "", "5", ""}, "applicant"},
      {{"", "", "", "", ""}, "blank"},
      {{" ", "　", "", "", ""}, "blank"},
      {{"\x1A", "", "", "", ""}, "blank"},
      {{" ", "甲公司", "", "", ""}, "applicant"},
      {{"序号", "名称", "统一社会信用代码", "人数", "营业收入"}, "heading"},
      {{"序号", "名称 ", "统一社会信用代码", " 人数", "营业收入"}, "heading"},
      {{"汇总表"}, "heading"},
      {{"", "", "", "人", "元"}, "heading"},
      {{"序号", "统一社会信用代码", "名称", "营业收入", "人数"}, "second table"},
      {{"名称", "人数", "占比"}, "second table"},
      {{"名称", "甲公司", "", "", ""}, "applicant"},
  }));
  INFO(joined(row.cells, "|"));
  CHECK(sorted(row.cells) == row.gives);
}

}  // namespace
}  // namespace ipcheck

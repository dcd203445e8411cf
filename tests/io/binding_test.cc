#include "io/binding.h"

#include <chrono>

#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string_view word_of(ColumnUse use) {
  switch (use) {
    case ColumnUse::Unknown:
      return "unknown";
    case ColumnUse::Fact:
      return "";
    case ColumnUse::Ignored:
      return "ignored";
    case ColumnUse::By:
      return " by";
    case ColumnUse::On:
      return " on";
    case ColumnUse::Ground:
      return " ground";
  }
  return "";
}

/// `fact[unit].key own`, `fact by`, `unknown`, `ignored`.
std::string told(const TableColumn& column) {
  std::string text = column.fact == kNoFact ? "" : test::small_schema().facts[column.fact].name;
  if (!column.unit.empty()) text += "[" + column.unit + "]";
  if (!column.key.empty()) text += "." + column.key;
  if (column.own_name) text += " own";
  return text + std::string(word_of(column.use));
}

struct BoundTable {
  std::vector<TableColumn> columns;
  std::vector<Question> questions;

  std::string told() const {
    std::string text;
    for (const TableColumn& column : columns)
      text += (text.empty() ? "" : " | ") + ipcheck::told(column);
    return text;
  }
  std::string answers() const {
    std::string text;
    for (const Question& question : questions) {
      CHECK_FALSE(question.message.zh.empty());
      CHECK_FALSE(question.candidates.empty());
      text += (text.empty() ? "" : " | ") + question.map_line;
    }
    return text;
  }
};

BoundTable bound(const std::vector<std::string>& headers, const Rows& sample = {},
                 std::string_view applicant = "", const ColumnMap* map = nullptr) {
  BoundTable table;
  table.columns =
      bind_columns(test::small_schema(), headers, sample, applicant, map, table.questions);
  REQUIRE(table.columns.size() == headers.size());
  return table;
}

TEST_CASE("binding: a header is bound by its whole words", "[io]") {
  struct Row {
    std::string header, gives;
  };
  const Row row = GENERATE(values<Row>({
      {"staff", "staff own"},
      {"员工人数", "staff"},
      {"员工人数（人）", "staff[人]"},
      {"\xEF\xBB\xBF名称", "name"},
      {"营 业\n收 入\n（万元）", "income[万元]"},
      {"营业收入（万元）", "income[万元]"},
      {"营业收\xE2\x80\x8B入（千元）", "income[千元]"},
      {"非员工人数", "unknown"},
      {"员工人数代表", "unknown"},
      {"走访.Q1", "visits.Q1"},
      {"visits.Q2", "visits.Q2 own"},
      {"影响力", "influence"},
      {"影响力.评审人", "influence by"},
      {"影响力（日期）", "influence on"},
      {"影响力(理由)", "influence ground"},
      {"influence.by", "influence by"},
      {"评级.日期", "rank on"},
      {"名称.评审人", "unknown"},
      {"规模大", "unknown"},
      {"总人数", "total"},
      {"序号", "ignored"},
      {"No.", "ignored"},
      {"备注", "ignored"},
      {"Remarks", "ignored"},
      {"其他", "unknown"},
      {"", "unknown"},
  }));
  INFO(row.header);
  const BoundTable table = bound({row.header});
  CHECK(table.told() == row.gives);
  CHECK(table.questions.empty());
  CHECK_FALSE(table.columns[0].how.zh.empty());
  CHECK_FALSE(table.columns[0].how.en.empty());
}

TEST_CASE("binding: why a column was bound so, and what is near", "[io]") {
  struct Row {
    std::string header, zh, en;
  };
  const Row row = GENERATE(values<Row>({
      {"staff", "事实名", "the fact's own name"},
      {"人数", "名称相同", "same label"},
      {"营业收入（元）", "名称相同", "same label"},
      {"Income", "名称相同", "same label"},
      {"年收入（元）", "别名", "alias"},
      {"企业名", "不认识，相近的有 `企业名称`", "unknown, near `企业名称`"},
      {"规模大", "由系统推算，不读取", "derived, not read"},
      {"", "没有表头", "no header"},
  }));
  INFO(row.header);
  const BoundTable table = bound({row.header});
  CHECK(table.columns[0].how.zh == row.zh);
  CHECK(table.columns[0].how.en == row.en);
}

TEST_CASE("binding: merged headers count together before the lower one counts alone", "[io]") {
  struct Row {
    HeaderText header;
    std::string gives;
    std::string answers = {};
  };
  const Row row = GENERATE(values<Row>({
      {{.text = "员工人数", .parent = "人员情况"}, "staff"},
      {{.text = "人数", .parent = "员工"}, "staff"},
      {{.text = "收入", .parent = "营业"}, "income"},
      {{.text = "年收入", .parent = "经营情况（万元）"}, "income[万元]"},
      {{.text = "年收入", .parent = "经营情况", .unit = "千元"}, "income[千元]"},
      {{.text = "Q1", .parent = "走访"}, "visits.Q1"},
      {{.text = "评审人", .parent = "影响力"}, "influence by"},
      {{.text = "结论", .parent = "影响力"}, "influence"},
      {{.text = "影响力.评审人", .parent = "评审"}, "influence by"},
      {{.text = "结论", .parent = "名称"}, "unknown"},
      {{.text = "员工人数", .parent = "上年"}, "unknown", "上年/员工人数: {fact: staff}"},
      {{.text = "员工人数", .parent = "2024年"}, "unknown", "\"2024年/员工人数\": {fact: staff}"},
  }));
  INFO(row.header.shown());
  BoundTable table;
  table.columns = bind_columns(test::small_schema(), std::span(&row.header, 1), {}, "", nullptr,
                               table.questions);
  CHECK(table.told() == row.gives);
  CHECK(table.answers() == row.answers);
}

TEST_CASE("binding: what only the user can know is a question", "[io]") {
  struct Row {
    std::vector<std::string> headers;
    Rows sample;
    std::string gives, answers;
    std::string applicant = {};
  };
  const Row row = GENERATE(values<Row>({
      {{"负责人"}, {}, "unknown", "负责人: {fact: leader}"},
      {{"负责人"}, {}, "head", "", "center"},
      {{"名称", "企业名称"}, {}, "name | unknown", "企业名称: ignore"},
      {{"名称", "名称"}, {}, "name | unknown", "\"名称#2\": ignore"},
      {{"其他", "其他"}, {}, "unknown | unknown", ""},
      {{"走访.Q1", "走访.Q2", "visits.Q1"},
       {},
       "visits.Q1 | visits.Q2 | unknown",
       "visits.Q1: ignore"},
      {{"营业收入"}, {{"3"}}, "income", "营业收入: {fact: income, unit: 万元}"},
      {{"营业收入"}, {{"3"}, {"200万元"}}, "income", ""},
      {{"营业收入"}, {{"200万"}, {""}}, "income", ""},
      {{"营业收入"}, {{""}, {"无"}}, "income", ""},
      {{"营业收入"}, {}, "income", ""},
      {{"income"}, {{"3"}}, "income own", ""},
      {{"营业收入（万元）"}, {{"3"}}, "income[万元]", ""},
      {{"营业收入（人）"}, {{"3"}}, "income[人]", "营业收入（人）: {fact: income, unit: 元}"},
      {{"人数（万元）"}, {}, "staff[万元]", "人数（万元）: {fact: staff, unit: 人}"},
      {{"占比"}, {{"3"}}, "rate", ""},
      {{"人数"}, {{"3万元"}, {"4"}}, "staff", ""},
      {{"人数"}, {{"3平方米"}}, "staff", ""},
      {{"营业收入"}, {{"3人"}}, "income", ""},
      {{"营业收入"}, {{"3人"}, {"4"}}, "income", "营业收入: {fact: income, unit: 万元}"},
      {{"营业收入"}, {{"4"}, {"3人"}, {"5万元"}}, "income", ""},
      {{"篇数（万元）"}, {}, "papers[万元]", "篇数（万元）: {fact: papers, unit: 篇}"},
      {{"评分（万元）"}, {}, "mark[万元]", "评分（万元）: {fact: mark, unit: 个}"},
  }));
  INFO(row.headers[0]);
  const BoundTable table = bound(row.headers, row.sample, row.applicant);
  CHECK(table.told() == row.gives);
  CHECK(table.answers() == row.answers);
}

TEST_CASE("binding: an answer that a question offers settles it", "[io]") {
  const auto [header, cell] = GENERATE(values<std::pair<std::string, std::string>>({
      {"营业收入", "3"},
      {"营业收入（人）", "3"},
      {"营业收入（美元）", "3"},
      {"人数（万元）", "3"},
      {"占比（家）", "3"},
      {"篇数（万元）", "3"},
      {"评分（万元）", "3"},
      {"走访.Q1（万元）", "3"},
      {"负责人（万元）", "x"},
  }));
  INFO(header);
  const BoundTable asked = bound({header}, {{cell}});
  if (asked.questions.empty()) return;
  Sources sources;
  Diagnostics diags;
  const SourceId source =
      sources.add("map.yaml", "columns:\n  " + asked.questions.front().map_line + "\n");
  const ColumnMap map = load_column_map(test::small_schema(), sources, source, diags);
  CHECK(diags.all().empty());
  const BoundTable answered = bound({header}, {{cell}}, "", &map);
  CHECK(answered.answers().empty());
  CHECK(answered.columns[0].fact != kNoFact);
}

TEST_CASE("binding: a unit above the table is meant for amounts that give none", "[io]") {
  const std::vector<HeaderText> headers = {{.text = "营业收入", .money_unit = "万元"},
                                           {.text = "人数", .money_unit = "万元"}};
  BoundTable table;
  table.columns =
      bind_columns(test::small_schema(), headers, Rows{{"3", "4"}}, "", nullptr, table.questions);
  CHECK(table.told() == "income[万元] | staff");
  CHECK(table.questions.empty());
}

TEST_CASE("binding: an answer in the map counts, whatever the header says", "[io]") {
  struct Row {
    std::vector<std::string> headers;
    std::vector<ColumnMap::Entry> entries;
    std::string gives;
    std::string answers = {};
  };
  const Row row = GENERATE(values<Row>({
      {{"投入"}, {{"投入", "income", "万元", "", false, {}}}, "income[万元]"},
      {{"投 入"}, {{"投入", "income", "万元", "", false, {}}}, "income[万元]"},
      {{"年收入（万元）"}, {{"年收入（万元）", "income", "", "", false, {}}}, "income[万元]"},
      {{"年收入（万元）"}, {{"年收入（万元）", "income", "元", "", false, {}}}, "income[元]"},
      {{"名称"}, {{"名称", "", "", "", true, {}}}, "ignored"},
      {{"走一", "评"},
       {{"走一", "visits", "", "Q1", false, {}}, {"评", "influence", "", "by", false, {}}},
       "visits.Q1 | influence by"},
      {{"企业名称", "名称"}, {{"名称", "name", "", "", false, {}}}, "unknown | name"},
      {{"名称", "名称"}, {{"名称#2", "name", "", "", false, {}}}, "unknown | name"},
      {{"甲", "乙"},
       {{"甲", "name", "", "", false, {}}, {"乙", "name", "", "", false, {}}},
       "name | unknown",
       "乙: ignore"},
      {{"负责人"}, {{"负责人", "head", "", "", false, {}}}, "head"},
  }));
  INFO(row.headers[0]);
  const ColumnMap map{row.entries};
  const BoundTable table = bound(row.headers, {{"3"}}, "", &map);
  CHECK(table.told() == row.gives);
  CHECK(table.answers() == row.answers);
}

TEST_CASE("binding: a column of resident-ID numbers is noticed", "[io]") {
  const BoundTable table =
      bound({"编号", "名称"}, {{"1", "甲"}, {"149999199001010018", "乙"}, {"3", "丙"}});
  CHECK(table.columns[0].resident_ids);
  CHECK_FALSE(table.columns[1].resident_ids);
}

TEST_CASE("binding: sixteen thousand columns are no trouble", "[io]") {
  std::vector<std::string> headers = {"名称"};
  for (int i = 0; i < 16'000; ++i) headers.push_back("自定义栏目" + std::to_string(i));
  const auto start = std::chrono::steady_clock::now();
  const BoundTable table = bound(headers);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  CHECK(spent.count() < 5);  // a second comparison of all with all would take minutes
  CHECK(table.columns[0].fact != kNoFact);
}

}  // namespace
}  // namespace ipcheck

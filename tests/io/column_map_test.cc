#include "io/binding.h"
#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

struct ReadMap {
  Sources sources;
  Diagnostics diags;
  ColumnMap map;

  explicit ReadMap(const std::string& text) {
    map = load_column_map(test::small_schema(), sources, sources.add("map.yaml", text), diags);
  }
  std::string told() const {
    std::string text;
    for (const ColumnMap::Entry& e : map.entries) {
      text += text.empty() ? "" : " | ";
      text += e.header + "=" + (e.ignored ? "ignore" : e.fact);
      if (!e.key.empty()) text += "." + e.key;
      if (!e.unit.empty()) text += "[" + e.unit + "]";
    }
    return text;
  }
};

TEST_CASE("column map: says fact, unit or ignore of each header", "[io]") {
  struct Row {
    std::string text, gives;
  };
  const Row row = GENERATE(values<Row>({
      {"columns: {投入: {fact: income, unit: 万元}, 备注: ignore}",
       "投入=income[万元] | 备注=ignore"},
      {"columns:\n  人: staff\n", "人=staff"},
      {"columns: {走: {fact: visits.Q1}}", "走=visits.Q1"},
      {"columns: {评: {fact: influence.by}}", "评=influence.by"},
      {"columns:\n", ""},
      {"columns: {}", ""},
  }));
  INFO(row.text);
  const ReadMap read(row.text);
  CHECK(read.diags.all().empty());
  CHECK(read.told() == row.gives);
}

TEST_CASE("column map: faults are told with their place and a way to mend them", "[io]") {
  struct Row {
    std::string text, id, at, help;
  };
  const Row row = GENERATE(values<Row>({
      {"columns: {投入: {fact: incom}}", "unknown-fact", "incom", "did you mean `income`?"},
      {"columns: {投入: 营业收入}", "unknown-fact", "营业收入", "did you mean `income`?"},
      {"columns: {投入: 完全不同的东西}", "unknown-fact", "完全不同的东西",
       "a column that is not needed is `ignore`"},
      {"columns: {投入: {fact: name.x}}", "unknown-fact", "name.x", ""},
      {"columns: {投入: {fact: is_large}}", "derived-fact", "is_large", ""},
      {"columns: {投入: {fact: income, unti: 元}}", "unknown-key", "unti", "did you mean `unit`?"},
      {"columns: {投入: {fact: income, unit: 万块钱}}", "unknown-unit", "万块钱",
       "such as 元, 千元, 万元, 亿元, %, 人, 个, 件, 家, 年, 月"},
      {"columns: {投入: {unit: 元}}", "map-shape", "{unit: 元}", ""},
      {"column: {投入: income}", "unknown-key", "column", "did you mean `columns`?"},
      {"columns: {投 入: income, 投入: name}", "duplicate-key", "投入", ""},
      {"columns: {投入: income, 投入: name}", "duplicate-key", "投入", ""},
      {"- 1", "map-shape", "- 1", ""},
      {"columns: {}\n---\nzz: 1\n", "map-shape", "zz: 1", ""},
  }));
  INFO(row.text);
  const ReadMap read(row.text);
  REQUIRE_FALSE(read.diags.all().empty());
  const Diagnostic& diag = *read.diags.sorted()[0];
  CHECK(diag.id == row.id);
  CHECK(read.sources.text(diag.span) == row.at);
  if (!row.help.empty()) CHECK(diag.fix.en == row.help);
  CHECK(read.diags.has_errors());
}

TEST_CASE("column map: a draft read back gives the same binding", "[io]") {
  const std::vector<std::string> headers = {"序号",      "企业名称",
                                            "负责人",    "营业收入（万元）",
                                            "年收入",    "走访.Q1",
                                            "影响力",    "影响力.评审人",
                                            "备注",      "备注",
                                            "staff",     "a: b # \"c\\\"",
                                            "2024年度",  "营业收入（去年）",
                                            "占比（%）", "-",
                                            "yes",       "人数\n（专职）",
                                            "成立日期"};
  const std::vector<std::vector<std::string>> sample = {
      {"1", "甲", "乙", "3", "4", "1", "符合", "丙", "", "", "3"}};
  const Schema& schema = test::small_schema();
  std::vector<Question> questions, again;
  const auto columns = bind_columns(schema, headers, sample, "", nullptr, questions);
  CHECK(questions.size() == 3);
  const std::string draft = draft_column_map(schema, columns, questions);
  INFO(draft);
  const ReadMap read(draft);
  REQUIRE(read.diags.all().empty());
  const auto back = bind_columns(schema, headers, sample, "", &read.map, again);
  REQUIRE(again.size() == questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i)
    CHECK(again[i].map_line == questions[i].map_line);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    INFO(columns[i].header);
    CHECK(back[i].fact == columns[i].fact);
    CHECK(back[i].key == columns[i].key);
    CHECK(back[i].unit == columns[i].unit);
    CHECK(back[i].own_name == columns[i].own_name);
    if (columns[i].fact != kNoFact) CHECK(back[i].use == columns[i].use);
    for (const TableColumn& column : columns) {
      const bool listed = draft.find(column.header) != std::string::npos;
      const bool escaped = column.header.find('"') != std::string::npos;
      CHECK((listed || escaped));
    }
  }
}

}  // namespace
}  // namespace ipcheck

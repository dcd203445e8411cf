#include "io/cell_typer.h"

#include "io/odd_texts.h"
#include "io/typing.h"
#include "io/vocabulary.h"

namespace ipcheck {
namespace {

using test::grid_of;
using test::notices_of;
using test::odd_texts;
using test::shown;

/// What records make of the texts under that key, one applicant a text.
struct AsRecords {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;

  AsRecords(const Schema& schema, const std::string& key, const std::vector<std::string>& texts) {
    std::string json = "[";
    for (const std::string& text : texts)
      json +=
          (json.size() > 1 ? "," : "") + ("{" + test::quoted(key)) + ":" + test::quoted(text) + "}";
    const SourceId source = sources.add("a.json", json + "]");
    read_record_source(schema, sources, source, trees, batch, diags);
  }
};

void same_as_records(const Schema& schema, const std::string& header,
                     const std::vector<std::string>& texts) {
  const auto column = test::column_of(schema, header);
  if (!column || !schema.facts[column->fact].input) return;
  INFO(header << " -> " << schema.facts[column->fact].name);
  const AsRecords right(schema, header, texts);
  REQUIRE(right.batch.rows == texts.size());
  CellTyper typer(schema, std::vector<TypedColumn>{{0, *column}});
  Portion portion;
  std::vector<std::uint32_t> notice_columns;
  const Grid grid = grid_of({&texts, 1});
  for (int round = 0; round < 2; ++round) {  // the second from memory
    INFO("round " << round);
    typer.fill(grid, portion, notice_columns);
    const Batch& batch = portion.batch;
    REQUIRE(batch.rows == texts.size());
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      INFO("`" << texts[row] << "`");
      const std::string value = shown(batch, column->fact, row);
      if (value != shown(right.batch, column->fact, row))
        CHECK(value == shown(right.batch, column->fact, row));
    }
    const auto said = notices_of(batch), expected = notices_of(right.batch);
    REQUIRE(said.size() == expected.size());
    for (std::size_t i = 0; i < said.size(); ++i)
      if (said[i] != expected[i]) CHECK(said[i] == expected[i]);
    CHECK(notice_columns == std::vector<std::uint32_t>(batch.notices.size(), 0));
  }
}

TEST_CASE("cell typer: every cell of every shipped fact reads as in a record", "[io]") {
  static const auto rules = test::shipped_rules();
  const Schema& schema = rules->rules.schema;
  for (const Fact& fact : schema.facts) {
    const Kind kind = schema.types[fact.type].kind;
    same_as_records(schema, fact.name, odd_texts());
    same_as_records(schema, fact.label.zh, odd_texts());
    if (kind != Kind::Int && kind != Kind::Decimal) continue;
    for (const char* unit : {"万元", "元", "千元", "%", "月", "年", "人", "万人"})
      same_as_records(schema, fact.label.zh + "（" + unit + "）", odd_texts());
  }
}

TEST_CASE("cell typer: every cell of the small vocabulary reads as in a record", "[io]") {
  const Schema& schema = test::small_schema();
  for (const Fact& fact : schema.facts) {
    if (fact.type == kInvalidType || schema.types[fact.type].kind == Kind::Map) continue;
    same_as_records(schema, fact.name, odd_texts());
    same_as_records(schema, fact.label.zh, odd_texts());
  }
  same_as_records(schema, "营业收入（万元）", odd_texts());
  same_as_records(schema, "占比（%）", odd_texts());
}

/// A typer over the small vocabulary; columns by header, `fact.by` and so on with their use.
struct SmallTable {
  std::vector<TypedColumn> columns;
  std::unique_ptr<CellTyper> typer;
  Portion portion;
  std::vector<std::uint32_t> notice_columns;

  explicit SmallTable(const std::vector<std::string>& headers) {
    for (const std::string& header : headers) {
      auto column = test::column_of(test::small_schema(), header);
      TypedColumn typed{static_cast<std::uint32_t>(columns.size()), {}};
      if (column) typed.column = *column;
      columns.push_back(typed);
    }
  }

  void use(std::size_t column, ColumnUse use, const std::string& fact) {
    columns[column].column.use = use;
    columns[column].column.fact = test::small_schema().find(fact);
  }

  /// Shape: one vector a column.
  const Batch& fill(const std::vector<std::vector<std::string>>& texts,
                    std::vector<std::vector<char>> sorts = {}) {
    if (!typer) typer = std::make_unique<CellTyper>(test::small_schema(), columns);
    Grid grid = grid_of(texts);
    grid.sorts = std::move(sorts);
    typer->fill(grid, portion, notice_columns);
    return portion.batch;
  }

  std::string facts(const std::vector<std::string>& names, std::uint32_t row) const {
    std::string out;
    for (const std::string& name : names)
      out += (out.empty() ? "" : " ") + shown(portion.batch, test::small_schema().find(name), row);
    return out;
  }
  std::vector<std::string> notices() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < portion.batch.notices.size(); ++i) {
      const DataNotice& notice = portion.batch.notices[i];
      out.push_back(std::to_string(notice.row) + ":" + std::to_string(notice_columns[i]) + " " +
                    notice.id + " " + notice.name + " " + notice.reason);
    }
    return out;
  }
};

using Lines = std::vector<std::string>;

TEST_CASE("cell typer: columns of a map fact become one map in their order", "[io]") {
  SmallTable table({"visits.Q2", "staff", "visits.Q1", "visits.Q9"});
  table.fill({{"2", "", "x", "", "3", "n/a"},
              {"1", "1", "1", "1", "1", "1"},
              {"1", "4", "5", " ", "-1", ""},
              {"", "", "", "", "7", "/"}});
  Lines maps;
  for (std::uint32_t row = 0; row < 6; ++row) maps.push_back(table.facts({"visits", "staff"}, row));
  CHECK(maps ==
        Lines{"{'Q2': 2, 'Q1': 1} 1", "{'Q1': 4} 1", "{'Q1': 5} 1", "? 1", "{'Q2': 3} 1", "? 1"});
  CHECK(table.notices() == Lines{"2:0 invalid_value visits.Q2 not_a_number",
                                 "4:2 invalid_value visits.Q1 out_of_range",
                                 "4:3 invalid_value visits.Q9 unknown_value"});
  CHECK(table.portion.batch.unreadable.empty());
}

TEST_CASE("cell typer: notices stand by row, then by column", "[io]") {
  SmallTable table({"income", "staff", "grade"});
  table.fill({{"1", "x", "x"}, {"x", "1", "y"}, {"丁", "甲级", "丁"}});
  CHECK(table.notices() ==
        Lines{"0:1 invalid_value staff not_a_number", "0:2 invalid_value grade unknown_value",
              "1:0 invalid_value income not_a_number", "2:0 invalid_value income not_a_number",
              "2:1 invalid_value staff not_a_number", "2:2 invalid_value grade unknown_value"});
  CHECK(table.facts({"income", "staff", "grade"}, 0) == "1 ! !");
  CHECK(table.facts({"income", "staff", "grade"}, 1) == "! 1 'a'");
}

TEST_CASE("cell typer: a sheet's error cells are unreadable, #N/A is blank", "[io]") {
  SmallTable table({"staff", "name", "founded", "has_plan"});
  const std::vector<std::string> texts = {"#N/A", "#REF!", "#DIV/0!"};
  const std::vector<char> sorts(3, 'e');
  table.fill({texts, texts, texts, texts}, {sorts, sorts, sorts, sorts});
  CHECK(table.facts({"staff", "name", "founded", "has_plan"}, 0) == "? ? ? ?");
  CHECK(table.facts({"staff", "name", "founded", "has_plan"}, 1) == "! ! ! !");
  CHECK(table.notices().front() == "1:0 invalid_value staff not_a_number");
  CHECK(table.notices().size() == 8);
}

TEST_CASE("cell typer: the same text as text and as number is remembered apart", "[io]") {
  SmallTable table({"uscc", "founded"});
  for (int round = 0; round < 2; ++round) {
    table.fill({{"911401000000000000", "911401000000000000", "1E3", "1"},
                {"46097", "46097", "46097.5", "46097.5"}},
               {{'n', 't', 't', 't'}, {'n', 't', 'n', 't'}});
    CHECK(table.facts({"uscc", "founded"}, 0) == "! date('2026-03-16')");
    CHECK(table.facts({"founded"}, 2) == "date('2026-03-16')");
    CHECK(table.facts({"founded"}, 3) == "!");
  }
}

TEST_CASE("cell typer: who judged, when and why goes with the judgement", "[io]") {
  SmallTable table({"influence", "评审人", "日期", "理由"});
  table.use(1, ColumnUse::By, "influence");
  table.use(2, ColumnUse::On, "influence");
  table.use(3, ColumnUse::Ground, "influence");
  const Batch& batch = table.fill({{"符合", "", "不符合", "符合"},
                                   {" 专家组 ", "甲", "11010519491231002X", ""},
                                   {"2026-03-01", "", "", " "},
                                   {"好", "", "", ""}});
  REQUIRE(batch.decisions.size() == 2);
  CHECK(batch.decisions[0].row == 0);
  CHECK(batch.decisions[0].by + batch.decisions[0].on + batch.decisions[0].ground ==
        "专家组2026-03-01好");
  CHECK(batch.decisions[1].row == 2);
  CHECK(batch.decisions[1].by.find('*') != std::string::npos);
  CHECK(table.facts({"influence"}, 1) == "pending");
}

TEST_CASE("cell typer: a batch is used again for blocks of any size", "[io]") {
  SmallTable table({"staff", "fields", "body", "debts", "visits"});
  for (const std::uint32_t rows : {3, 1, 0, 5, 4}) {
    const std::vector<std::string> other(rows, "别的" + std::to_string(rows));
    const Batch& batch =
        table.fill({std::vector<std::string>(rows, rows == 1 ? "x" : "7"),
                    std::vector<std::string>(rows, "新能源、新材料"), other,
                    std::vector<std::string>(rows), std::vector<std::string>(rows, "Q1:2")});
    REQUIRE(batch.rows == rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
      CHECK(table.facts({"staff", "fields", "body", "debts", "visits"}, row) ==
            (rows == 1 ? "! " : "7 ") + ("['energy', 'materials'] '" + other[0]) + "' 0 {'Q1': 2}");
    }
    CHECK(batch.notices.size() == (rows == 1 ? 2 : rows));
    CHECK(batch.unlisted.size() == (rows == 0 ? 0u : 1u));
    CHECK(batch.facts[test::small_schema().find("name")].kind == Kind::Invalid);
  }
}

TEST_CASE("cell typer: more words than it remembers are read all the same", "[io]") {
  SmallTable table({"staff", "body"});
  std::vector<std::string> counts, bodies;
  for (int i = 0; i < 6000; ++i) {
    counts.push_back(std::to_string(i) + "人");
    bodies.push_back("主体" + std::to_string(i) + (i % 7 == 0 ? std::string(700, 'x') : ""));
  }
  for (int round = 0; round < 2; ++round) {
    const Batch& batch = table.fill({counts, bodies});
    for (std::uint32_t row = 0; row < 6000; ++row) {
      if (table.facts({"staff", "body"}, row) == std::to_string(row) + " '" + bodies[row] + "'")
        continue;
      FAIL_CHECK(row);
    }
    CHECK(batch.unlisted.size() == 6000);
  }
}

}  // namespace
}  // namespace ipcheck

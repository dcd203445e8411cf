#include "io/table.h"

#include <chrono>

#include "io/text_grid.h"
#include "io/xlsx/source.h"
#include "support/catch.h"
#include "support/workbook.h"

namespace ipcheck {
namespace {

using Rows = test::TextGrid::Rows;

const Rows kMessy = {{"2026年申报汇总表"},
                     {"序号", "企业名称", "统一社会信用代码", "人数", "营业收入", "备注"},
                     {"", "", "", "人", "万元", ""},
                     {"1", "甲公司", "91140100MA0FAKE17N", "3", "2.5", "好"},
                     {"2", "乙公司", "", "约5", "3"},
                     {},
                     {"3", "合计科技有限公司", "", "7人", "", ""},
                     {"序号", "企业名称", "统一社会信用代码", "人数", "营业收入", "备注"},
                     {"4", "丙公司", "", "8", "1", "", "多余"},
                     {"5", "丁公司", "", "9", "1", "", ""},
                     {"合计", "", "", "32", "7.5", ""},
                     {"注：金额为万元"}};

struct WholeRead {
  std::string rows, notices, aside, kept;
  std::string rejected;  // their texts
  std::uint64_t records = 0;
};

void add_rows(const Portion& portion, WholeRead& all) {
  const Schema& schema = test::small_schema();
  for (std::uint32_t row = 0; row < portion.places.size(); ++row) {
    all.rows += std::to_string(portion.places[row].row) + ":";
    for (FactId id = 0; id < schema.facts.size(); ++id) {
      const Cell cell = cell_at(portion.batch, portion.batch.facts[id], schema.facts[id].type, row);
      if (cell.state == Truth::True) all.rows += " " + to_source(cell.value);
    }
    all.rows += "\n";
    for (const auto& column : portion.kept) all.kept += std::string(column[row]) + ";";
  }
}

WholeRead read_all(TableReader& reader) {
  WholeRead all;
  TableBlock block;
  Portion portion;
  OtherTables others;
  while (reader.next(block)) {
    reader.read(block, portion);
    others.settle(portion);
    CHECK(portion.records == portion.places.size() + portion.set_aside.size());
    REQUIRE(portion.notice_places.size() == portion.batch.notices.size());
    all.records += portion.records;
    add_rows(portion, all);
    for (std::size_t i = 0; i < portion.batch.notices.size(); ++i)
      all.notices += portion.notice_places[i] + " " + portion.batch.notices[i].id + "\n";
    for (const SetAside& aside : portion.set_aside) {
      CHECK_FALSE(aside.reason.en.empty());
      all.aside += std::to_string(aside.place.row) + " " + std::string(word(aside.why)) + "\n";
      if (aside.why == SetAside::Why::Rejected) all.rejected += aside.text + "\n";
    }
  }
  return all;
}

struct Opened {
  Diagnostics diags;
  std::unique_ptr<TableReader> reader;

  explicit Opened(const Rows& rows, TableRequest request, std::uint32_t block_rows = 1000) {
    reader = read_grid(std::make_unique<test::TextGrid>(rows, block_rows), "csv", "a.csv",
                       test::small_schema(), request, {}, diags);
  }
};

TableRequest all_facts() {
  TableRequest request;
  for (FactId id = 0; id < test::small_schema().facts.size(); ++id) request.facts.push_back(id);
  return request;
}

TEST_CASE("table: every record is an applicant or set aside, for any block size", "[io]") {
  const std::uint32_t block_rows = GENERATE(1u, 2u, 3u, 5u, 1000u);
  INFO(block_rows);
  Opened opened(kMessy, all_facts(), block_rows);
  REQUIRE(opened.reader);
  const TableLayout& layout = opened.reader->layout();
  CHECK(layout.header_row == 2);
  CHECK(layout.header_rows == 1);
  CHECK(layout.questions.empty());
  const WholeRead all = read_all(*opened.reader);
  CHECK(all.records == kMessy.size());
  CHECK(all.rows ==
        "4: '甲公司' '91140100MA0FAKE17N' 3 25000\n"
        "5: '乙公司' 30000\n"
        "7: '合计科技有限公司' 7\n"
        "10: '丁公司' 9 10000\n");
  CHECK(all.notices == "5:4 invalid_value\n5:1 short_row\n");
  CHECK(all.aside ==
        "1 heading\n2 heading\n3 heading\n6 blank\n8 heading\n9 rejected\n11 footer\n12 footer\n");
}

TEST_CASE("table: only what is asked for is read, and only that is asked about", "[io]") {
  const Rows rows = {{"名称", "营业收入", "负责人", "人数"}, {"甲", "3", "乙", "4"}};
  const Schema& schema = test::small_schema();
  TableRequest request;
  request.facts = {schema.find("staff")};
  Opened narrow(rows, request);
  REQUIRE(narrow.reader);
  CHECK(narrow.reader->layout().questions.empty());
  CHECK(read_all(*narrow.reader).rows == "2: 4\n");
  Opened wide(rows, all_facts());
  CHECK(wide.reader->layout().questions.size() == 2);
}

TEST_CASE("table: columns are kept by header or fact, as they stand", "[io]") {
  TableRequest request = all_facts();
  request.keep = {"备注", "staff"};
  Opened opened(kMessy, request);
  REQUIRE(opened.reader);
  CHECK(opened.reader->kept_headers() == std::vector<std::string>{"备注", "人数"});
  CHECK(read_all(*opened.reader).kept == "好;3;;约5;;7人;;9;");

  request.keep.clear();
  request.keep_all = true;
  Opened everything(kMessy, request);
  CHECK(everything.reader->kept_headers().size() == 6);

  request.keep = {"备往"};
  request.keep_all = false;
  Opened wrong(kMessy, request);
  CHECK_FALSE(wrong.reader);
  REQUIRE(wrong.diags.has_errors());
  CHECK(wrong.diags.all()[0].fix.en == "did you mean `备注`?");
}

TEST_CASE("table: another table below is set aside from its header on", "[io]") {
  const Rows rows = {{"名称", "人数"}, {"甲", "3"}, {"人数", "名称"}, {"4", "乙"}, {"5", "丙"}};
  const std::uint32_t block_rows = GENERATE(1u, 2u, 3u, 1000u);
  INFO(block_rows);
  Opened opened(rows, all_facts(), block_rows);
  const WholeRead all = read_all(*opened.reader);
  CHECK(all.records == 5);
  CHECK(all.rows == "2: '甲' 3\n");
  CHECK(all.aside == "1 heading\n3 rejected\n4 rejected\n5 rejected\n");
}

TEST_CASE("table: below another header its personal columns are masked too", "[io]") {
  struct Case {
    Rows rows;
    std::string rejected;
  };
  const auto c = GENERATE(values<Case>({
      {{{"名称", "人数", "联系电话", "占比", "评分"},
        {"甲", "3", "李四", "5", "2"},
        {"人数", "姓名", "2025", "占比", "评分"},
        {"4", "赵钱孙李", "周吴", "1", "2"},
        {},
        {"5", "冯陈"},
        {"负责人", "部门", "x"},
        {"冯陈褚卫", "蒋沈韩杨", "朱秦尤许"}},
       "人数,姓名,2**5,占比,评分\n4,赵**李,周*,1,2\n5,冯*\n负责人,部*,x*\n冯**卫,蒋**杨,朱**许\n"},
      // A header that is too wide for the table begins no second one that is known as such.
      {{{"名称", "人数"},
        {"甲", "3"},
        {"乙", "4"},
        {"丙", "5"},
        {"序号", "部门", "姓名"},
        {"1", "x", "赵钱孙李"}},
       "序号,部门,姓名\n1,x,赵**李\n"},
      {{{"名称", "人数"},
        {"甲", "3"},
        {"乙", "4"},
        {"丙", "5"},
        {"甲", "3", "姓名"},
        {"乙", "4", "赵钱孙李"}},
       "甲,3,姓名\n乙,4,赵钱孙李\n"},
  }));
  const std::uint32_t block_rows = GENERATE(1u, 2u, 3u, 1000u);
  INFO(block_rows);
  Opened opened(c.rows, all_facts(), block_rows);
  REQUIRE(opened.reader);
  CHECK(read_all(*opened.reader).rejected == c.rejected);
  TableRequest shown = all_facts();
  shown.show_pii = true;
  Opened open(c.rows, shown, block_rows);
  CHECK(read_all(*open.reader).rejected.find('*') == std::string::npos);
}

TEST_CASE("table: a last column without a header does not make its rows too long", "[io]") {
  Opened opened({{"名称", "人数"}, {"甲", "3", "x"}, {"乙", "4", "y"}, {"丙", "5", "z"}},
                all_facts());
  REQUIRE(opened.reader->layout().columns.size() == 3);
  CHECK(read_all(*opened.reader).rows == "2: '甲' 3\n3: '乙' 4\n4: '丙' 5\n");
}

TEST_CASE("table: an answer that no column asks for is a warning", "[io]") {
  const ColumnMap map{{{"人头", "staff", "", "", false, {}}}};
  TableRequest request = all_facts();
  request.map = &map;
  Opened opened({{"名称", "人头数", "占比"}, {"甲", "3", "4"}}, request);
  REQUIRE(opened.reader);
  REQUIRE(opened.diags.all().size() == 1);
  CHECK(opened.diags.all()[0].id == "unknown-column");
  CHECK(opened.diags.all()[0].severity == Severity::Warning);
}

TEST_CASE("table: texts of rows set aside hold no personal numbers", "[io]") {
  Opened opened({{"名称", "人数"}, {"合计", "149999199001010018 13800138000"}}, all_facts());
  TableBlock block;
  Portion portion;
  REQUIRE(opened.reader->next(block));
  opened.reader->read(block, portion);
  REQUIRE(portion.set_aside.size() == 2);
  CHECK(portion.set_aside[1].text == "合计,149999********0018 138****8000");
}

/// A workbook's cells as `甲|3|…` for a row; an empty text is no cell.
std::string sheet_rows(const Rows& rows) {
  std::string xml;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    xml += "<row>";
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      if (rows[row][i].empty()) continue;
      const std::string place = static_cast<char>('A' + i) + std::to_string(row + 1);
      xml += "<c r=\"" + place + "\" t=\"str\"><v>" + rows[row][i] + "</v></c>";
    }
    xml += "</row>";
  }
  return xml;
}

/// What is kept of the rejected rows of a workbook.
std::vector<std::string> rejected_texts(const Rows& rows, TableRequest request) {
  Diagnostics diags;
  const auto book = open_xlsx_bytes(workbook_of_rows(sheet_rows(rows)), "t.xlsx", diags);
  REQUIRE(book);
  const auto reader =
      read_grid(book->sheet(0), "xlsx", "t.xlsx", test::small_schema(), request, {}, diags);
  REQUIRE(reader);
  TableBlock block;
  Portion portion;
  std::vector<std::string> texts;
  while (reader->next(block)) {
    reader->read(block, portion);
    for (const SetAside& aside : portion.set_aside)
      if (aside.why == SetAside::Why::Rejected) texts.push_back(aside.text);
  }
  return texts;
}

TEST_CASE("table: a rejected row of a workbook is kept whole, with persons masked", "[io]") {
  const Rows rows = {
      {"名称", "联系电话", "备注", "占比"},
      {"甲公司", "13800138000", "一", "5"},
      {"乙公司", "13900012345", "好\t吗", "", "", "多余 149999199001010018", "13900012345"},
      {"", "赵钱孙李", "", "3", "尾"},
      {"丙公司", "13800138000", "完", "7"}};
  TableRequest request;
  request.facts = {test::small_schema().find("staff")};  // in no column: nothing is read
  using Texts = std::vector<std::string>;
  CHECK(rejected_texts(rows, request) ==
        Texts{"乙公司\t139****2345\t好*吗\t\t\t多余 149999********0018\t139****2345",
              "\t赵**李\t\t3\t尾"});
  request.show_pii = true;
  CHECK(rejected_texts(rows, request) ==
        Texts{"乙公司\t139****2345\t好 吗\t\t\t多余 149999********0018\t139****2345",
              "\t赵钱孙李\t\t3\t尾"});
}

TEST_CASE("table: thousands of columns open at once", "[io]") {
  Rows rows(30);
  for (auto& row : rows)
    for (int i = 0; i < 5'000; ++i) row.push_back("文字" + std::to_string(i));
  rows[10] = {"名称", "人数", "占比"};
  rows[10].resize(5'000, "栏目");
  const auto start = std::chrono::steady_clock::now();
  Opened opened(rows, all_facts());
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  REQUIRE(opened.reader);
  CHECK(opened.reader->layout().header_row == 11);
  CHECK(spent.count() < 5);
}

}  // namespace
}  // namespace ipcheck

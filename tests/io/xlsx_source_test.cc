#include <algorithm>

#include "io/xlsx/source.h"
#include "support/catch.h"
#include "support/workbook.h"

namespace ipcheck {
namespace {

std::unique_ptr<XlsxWorkbook> opened(const std::string& bytes) {
  Diagnostics diags;
  auto book = open_xlsx_bytes(bytes, "t.xlsx", diags);
  for (const auto& diagnostic : diags.all()) UNSCOPED_INFO(diagnostic.message.en);
  REQUIRE(book);
  return book;
}

/// `2: 甲/t 3/n -` for every row of the selected columns.
std::string told(GridSource& source, std::vector<std::uint32_t> columns, std::uint32_t width) {
  source.select(std::move(columns), width);
  TableBlock block;
  Grid grid;
  std::string text;
  while (source.next(block)) {
    source.cut(block, grid);
    CHECK(grid.rows + grid.rejected.size() == block.records);
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      text += std::to_string(grid.places[row].row) + ":";
      for (std::size_t i = 0; i < grid.columns.size(); ++i) {
        const std::string_view cell = grid.columns[i][row];
        text += cell.data() == nullptr ? " -" : " " + std::string(cell) + "/" + grid.sorts[i][row];
      }
      text += "\n";
    }
    for (const auto& record : grid.rejected)
      text +=
          std::to_string(record.place.row) + "! " + record.reason.en + " [" + record.text + "]\n";
  }
  return text;
}

std::string cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"str\"><v>" + text + "</v></c>";
}

TEST_CASE("xlsx: shared strings, styles and types come together", "[io]") {
  const auto book = opened(workbook({
      .sheets = {{.name = "申报表",
                  .rows =
                      R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>
      <row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="1"><v>46097</v></c><c r="C3" s="2"><v>0.15</v></c>
      <c r="D3" s="3"><v>46097</v></c></row>)"}},
      .strings = "<si><t>日期</t></si><si><t>名称</t></si><si><t>甲公司</t></si>",
      .formats =
          R"(<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>)",
      .style_of = {0, 176, 10, 0},
  }));
  REQUIRE(book->sheets().size() == 1);
  CHECK(book->sheets()[0].name == "申报表");
  const auto sheet = book->sheet(0);
  CHECK(told(*sheet, {0, 1, 2, 3, 9}, 10) ==
        "1: 名称/t 日期/t - - -\n3: 甲公司/t 2026-03-16/t 15%/t 46097/n -\n");
  REQUIRE(sheet->head().size() == 2);
  CHECK(sheet->head()[1].place.row == 3);
  CHECK(sheet->head()[1].cells == std::vector<std::string>{"甲公司", "2026-03-16", "15%", "46097"});
  CHECK(sheet->cell_place(TableBlock(), {3, 0}, 27) == "AB3");
  CHECK(sheet->remarks().empty());
}

TEST_CASE("xlsx: several sheets, hidden ones named, any of them read", "[io]") {
  const auto book =
      opened(workbook({.sheets = {{.name = "一", .rows = "<row>" + cell("A1", "a") + "</row>"},
                                  {.name = "二",
                                   .rows = "<row>" + cell("A1", "b") + "</row>",
                                   .state = "veryHidden"}},
                       .properties = "date1904=\"1\""}));
  REQUIRE(book->sheets().size() == 2);
  CHECK_FALSE(book->sheets()[0].hidden);
  CHECK(book->sheets()[1].hidden);
  const auto first = book->sheet(0);
  const auto second = book->sheet(1);
  REQUIRE(first->traits().size() == 2);
  CHECK(first->traits()[0].name == "sheet");
  CHECK(first->traits()[0].value == "一");
  CHECK(first->traits()[0].why.en == "other sheets: `二` (hidden)");
  CHECK(first->traits()[1].name == "date_system");
  CHECK(first->traits()[1].value == "1904");
  REQUIRE(second->remarks().size() == 1);
  CHECK(second->remarks()[0].en == "the sheet `二` is hidden");
  CHECK(told(*second, {0}, 1) == "1: b/t\n");
  CHECK(told(*first, {0}, 1) == "1: a/t\n");
}

TEST_CASE("xlsx: dates of a 1904 workbook count from there", "[io]") {
  const auto book =
      opened(workbook({.sheets = {{.name = "一", .rows = "<row><c s=\"1\"><v>44635</v></c></row>"}},
                       .style_of = {0, 14},
                       .properties = "date1904=\"true\""}));
  CHECK(told(*book->sheet(0), {0}, 1) == "1: 2026-03-16/t\n");
}

TEST_CASE("xlsx: merged titles span columns, merged data is remarked and left blank", "[io]") {
  const auto book = opened(workbook(
      {.sheets = {
           {.name = "一",
            .rows = "<row r=\"1\">" + cell("A1", "标题") + "</row><row r=\"2\">" +
                    cell("A2", "名称") + cell("B2", "收入") + "</row><row r=\"3\">" +
                    cell("B3", "去年") + cell("C3", "今年") + "</row><row r=\"4\" hidden=\"1\">" +
                    cell("A4", "甲") + cell("B4", "1") + "</row><row r=\"5\">" + cell("B5", "2") +
                    "</row>",
            .after =
                R"(<mergeCells><mergeCell ref="A4:A5"/><mergeCell ref="B2:C2"/><mergeCell ref="A2:A3"/>
         <mergeCell ref="A1:C1"/></mergeCells>)",
            .before = R"(<cols><col min="3" max="4" hidden="1"/></cols>)"}}}));
  const auto sheet = book->sheet(0);
  REQUIRE(sheet->head().size() == 5);
  CHECK(sheet->head()[0].spans == std::vector<std::uint32_t>{3});
  CHECK(sheet->head()[1].spans == std::vector<std::uint32_t>{1, 2});
  CHECK(sheet->head()[2].cells == std::vector<std::string>{"", "去年", "今年"});
  CHECK(sheet->head()[2].spans.empty());
  REQUIRE(sheet->remarks().size() == 2);
  CHECK(sheet->remarks()[0].en == "1 hidden rows and 2 hidden columns were read like the others");
  CHECK(sheet->remarks()[1].en.starts_with(
      "1 data cells are merged over several rows, first `A4:A5`"));
  CHECK(told(*sheet, {0, 1}, 3).ends_with("4: 甲/t 1/t\n5: - 2/t\n"));
}

TEST_CASE("xlsx: a row too long, or with a cell twice, is set aside with its text", "[io]") {
  const auto book = opened(workbook_of_rows(
      "<row>" + cell("A1", "a") + cell("B1", "b") + cell("C1", " \xE3\x80\x80") + "</row><row>" +
      cell("A2", "a") + cell("D2", "d") + "</row><row>" + cell("A3", "x") + cell("A3", "y") +
      "</row><row>" + cell("B4", "b") + "</row>"));
  const auto sheet = book->sheet(0);
  CHECK(told(*sheet, {0, 1}, 2) ==
        "1: a/t b/t\n4: - b/t\n"
        "2! `D2` is filled but the table has 2 columns [a\t\t\td]\n"
        "3! the cell `A3` stands twice in the file: which value counts is not known [xy]\n");
}

TEST_CASE("xlsx: leads and widths are of the filled cells", "[io]") {
  const auto book =
      opened(workbook_of_rows("<row>" + cell("A1", "  ") + cell("C1", "合计") + cell("E1", "9") +
                              "</row><row>" + cell("B2", " ") + "</row>"));
  const auto sheet = book->sheet(0);
  sheet->select({4}, 5);
  TableBlock block;
  Grid grid;
  REQUIRE(sheet->next(block));
  sheet->cut(block, grid);
  REQUIRE(grid.rows == 2);
  CHECK(grid.leads[0] == "合计");
  CHECK(grid.widths[0] == 5);
  CHECK(grid.leads[1].empty());
  CHECK(grid.widths[1] == 2);
  CHECK_FALSE(sheet->next(block));
  CHECK_FALSE(sheet->next(block));
}

TEST_CASE("xlsx: many rows come in blocks of bounded size, in order", "[io]") {
  std::string rows;
  for (int i = 1; i <= 30000; ++i) rows += "<row><c><v>" + std::to_string(i) + "</v></c></row>";
  const auto book = opened(workbook_of_rows(rows));
  const auto sheet = book->sheet(0);
  CHECK(sheet->head().size() == 1000);
  sheet->select({0}, 1);
  TableBlock block;
  Grid grid;
  std::uint64_t expected = 1, index = 0;
  while (sheet->next(block)) {
    CHECK(block.index == index++);
    CHECK(block.records < 6000);
    CHECK(block.first.row == expected);
    sheet->cut(block, grid);
    for (std::uint32_t row = 0; row < grid.rows; ++row, ++expected) {
      REQUIRE(grid.places[row].row == expected);
      REQUIRE(grid.columns[0][row] == std::to_string(expected));
    }
  }
  CHECK(expected == 30001);
  CHECK(index > 5);
}

TEST_CASE("xlsx: strict namespaces, prefixes, absolute targets and odd names are read", "[io]") {
  const std::string strict = "http://purl.oclc.org/ooxml";
  const auto book = opened(zipped({
      {"_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" + strict +
                          "/officeDocument/relationships/officeDocument\" "
                          "Target=\"/XL/Book.xml\"/></Relationships>"},
      {"xl/book.xml",
       "<x:workbook xmlns:x=\"" + strict + "/spreadsheetml/main\" xmlns:q=\"" + strict +
           "/officeDocument/relationships\"><x:sheets><x:sheet name=\"S\" sheetId=\"1\" "
           "q:id=\"a\"/><x:sheet name=\"图\" sheetId=\"2\" q:id=\"c\"/></x:sheets></x:workbook>"},
      {"xl\\_rels\\book.xml.rels",
       "<Relationships><Relationship Id=\"a\" Type=\"" + strict +
           "/officeDocument/relationships/worksheet\" Target=\"../data/./s.xml\"/><Relationship "
           "Id=\"c\" "
           "Type=\"" +
           strict +
           "/officeDocument/relationships/chartsheet\" Target=\"c.xml\"/></Relationships>"},
      {"data/s.xml",
       "<x:worksheet xmlns:x=\"" + strict +
           "/spreadsheetml/main\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t>好"
           "</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"},
  }));
  REQUIRE(book->sheets().size() == 1);
  CHECK(told(*book->sheet(0), {0}, 1) == "1: 好/t\n");
}

TEST_CASE("xlsx: without its shared strings the cells that need them are errors", "[io]") {
  const auto book = opened(workbook_of_rows("<row><c t=\"s\"><v>3</v></c><c><v>1</v></c></row>"));
  CHECK(told(*book->sheet(0), {0, 1}, 2) == "1: #SHARED-STRING/e 1/n\n");
}

TEST_CASE("xlsx: an empty sheet has no rows", "[io]") {
  const auto book = opened(workbook_of_rows(""));
  const auto sheet = book->sheet(0);
  CHECK(sheet->head().empty());
  CHECK(told(*sheet, {}, 0) == "");
}

}  // namespace
}  // namespace ipcheck

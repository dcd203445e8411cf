#include "io/xlsx/rows.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// `2: B=text/t C=3/n` for every row, `|` between them.
std::string rows_of(const std::string& xml, std::size_t step, const XlsxContext& context) {
  SheetRows rows(context, "sheet1.xml");
  TableBlock block;
  rows.into(block);
  for (std::size_t at = 0; at < xml.size(); at += step)
    rows.feed(std::string_view(xml).substr(at, step));
  rows.finish();
  std::string text;
  std::size_t cell = 0;
  for (std::size_t row = 0; row < block.places.size(); ++row) {
    if (row > 0) text += '|';
    text += std::to_string(block.places[row].row) + ":";
    for (; cell < block.cells.size() && block.cells[cell].row == row; ++cell) {
      const std::string name = cell_name(1, block.cells[cell].column);
      text += " " + name.substr(0, name.size() - 1) + "=" + std::string(block.cells[cell].text) +
              "/" + block.cells[cell].sort;
    }
  }
  CHECK(cell == block.cells.size());
  return text;
}

std::string cells_of(const std::string& inside) {
  XlsxContext context;
  context.file = "t.xlsx";
  context.styles = {NumberFormat::Number, NumberFormat::Date, NumberFormat::Percent,
                    NumberFormat::Time};
  const std::string xml = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>" + inside +
                          "</sheetData></worksheet>";
  const std::string once = rows_of(xml, xml.size(), context);
  for (const std::size_t step : {1u, 2u, 3u, 7u, 64u}) CHECK(rows_of(xml, step, context) == once);
  return once;
}

std::string fault_of(const std::string& inside) {
  try {
    cells_of(inside);
  } catch (const XlsxFault& fault) {
    CHECK(fault.id == "xlsx-damaged");
    return fault.message.en;
  }
  return "none";
}

TEST_CASE("sheet rows: every type of cell becomes the text that is seen", "[io]") {
  struct Row {
    std::string cell, text;
  };
  const auto row = GENERATE(values<Row>({
      {R"(<c r="A1"><v>5</v></c>)", "1: A=5/n"},
      {R"(<c r="A1" t="n"><v>0.30000000000000004</v></c>)", "1: A=0.3/n"},
      {R"(<c r="A1"><v>110105194912310000</v></c>)", "1: A=1.1010519491231E+17/n"},
      {R"(<c r="A1"><v> 5
 </v></c>)",
       "1: A=5/n"},
      {R"(<c r="A1"><v>oops</v></c>)", "1: A=oops/e"},
      {R"(<c r="A1" s="1"><v>46097</v></c>)", "1: A=2026-03-16/t"},
      {R"(<c r="A1" s="1"><v>60</v></c>)", "1: A=1900-02-29/e"},
      {R"(<c r="A1" s="1"><v>-3</v></c>)", "1: A=-3/n"},
      {R"(<c r="A1" s="2"><v>0.15</v></c>)", "1: A=15%/t"},
      {R"(<c r="A1" s="3"><v>0.5</v></c>)", "1: A=12:00:00/t"},
      {R"(<c r="A1" s="99"><v>46097</v></c>)", "1: A=46097/n"},
      {R"(<c r="A1" s="1" t="str"><v>46097</v></c>)", "1: A=46097/t"},
      {R"(<c r="A1" t="str"><f>B1</f><v>文</v></c>)", "1: A=文/t"},
      {R"(<c r="A1" t="str"><f>B1</f><v></v></c>)", ""},
      {R"(<c r="A1"><f>1+1</f><v>2</v></c>)", "1: A=2/n"},
      {R"(<c r="A1"><f>1+1</f></c>)", "1: A=#FORMULA/e"},
      {R"(<c r="A1"><f>1+1</f><v/></c>)", "1: A=#FORMULA/e"},
      {R"(<c r="A1" t="str"><f>1+1</f></c>)", "1: A=#FORMULA/e"},
      {R"(<c r="A1" t="e"><v>#N/A</v></c>)", "1: A=#N/A/e"},
      {R"(<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>)", "1: A=#DIV/0!/e"},
      {R"(<c r="A1" t="b"><v>1</v></c>)", "1: A=TRUE/t"},
      {R"(<c r="A1" t="b"><v>0</v></c>)", "1: A=FALSE/t"},
      {R"(<c r="A1" t="b"><v>2</v></c>)", "1: A=2/e"},
      {R"(<c r="A1" t="d"><v>2026-03-16T08:00:00Z</v></c>)", "1: A=2026-03-16/t"},
      {R"(<c r="A1" t="d"><v>2026-03-16</v></c>)", "1: A=2026-03-16/t"},
      {R"(<c r="A1" t="s"><v>0</v></c>)", "1: A=#SHARED-STRING/e"},
      {R"(<c r="A1" t="s"><v>-1</v></c>)", "1: A=#SHARED-STRING/e"},
      {R"(<c r="A1" t="new"><v>x</v></c>)", "1: A=x/e"},
      {R"(<c r="A1" t="inlineStr"><is><t> 空格 </t></is></c>)", "1: A= 空格 /t"},
      {R"(<c r="A1" t="inlineStr"><is><r><rPr/><t>富</t></r><r><t>文_x000D_</t></r><rPh><t>x</t></rPh></is></c>)",
       "1: A=富文\r/t"},
      {R"(<c r="A1" t="inlineStr"><v>x</v></c>)", "1: A=x/t"},
      {R"(<c r="A1"><is><t>x</t></is></c>)", "1: A=x/t"},
      {R"(<c r="A1" t="str"><v><![CDATA[<v>]]>&#x4E2D;</v></c>)", "1: A=<v>中/t"},
      {R"(<c r="A1" s="1"/>)", ""},
      {R"(<c r="A1"><v></v></c>)", ""},
      {R"(<c r="A1"><extLst><ext><v>7</v><f>x</f></ext></extLst></c>)", ""},
  }));
  CAPTURE(row.cell);
  CHECK(cells_of("<row r=\"1\">" + row.cell + "</row>") == row.text);
}

TEST_CASE("sheet rows: places are as said, or follow from those before", "[io]") {
  CHECK(cells_of("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>") ==
        "1: A=1/n C=3/n|2: A=4/n");
  CHECK(
      cells_of(
          R"(<row r="5"><c r="B5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>)") ==
      "5: B=1/n C=2/n|6: A=3/n");
  CHECK(cells_of(R"(<row><c r="B9"><v>1</v></c></row>)") == "9: B=1/n");
  CHECK(cells_of(R"(<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>)") ==
        "1: A=1/n C=3/n");
  CHECK(cells_of(R"(<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)") ==
        "1: A=1/n A=2/n");
  CHECK(cells_of(R"(<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)") == "1048576: XFD=1/n");
  CHECK(cells_of(R"(<row r="1"><c r="A1" s="1"/></row><row r="2"/><row><c><v>3</v></c></row>)") ==
        "3: A=3/n");
  CHECK(cells_of("") == "");
}

TEST_CASE("sheet rows: prefixes, foreign attributes and elements do not matter", "[io]") {
  CHECK(cells_of(
            R"(<x:row r="2" x14ac:r="7"><x:c r="B2" q:t="s" t="str"><x:v>a</x:v></x:c></x:row>)") ==
        "2: B=a/t");
  CHECK(
      cells_of(R"(<row r="2"><c r="B2" ref="C3" t="str" type="n" style="x"><v>a</v></c></row>)") ==
      "2: B=a/t");
  CHECK(cells_of("<sheetData><row><c><v>1</v></c></row></sheetData>") == "");
}

TEST_CASE("sheet rows: a damaged place is refused, not repaired", "[io]") {
  CHECK(fault_of(R"(<row r="7"/><row r="5"/>)") ==
        "`t.xlsx`: the part `sheet1.xml` cannot be read: row 5 stands after row 7");
  for (const std::string bad :
       {R"(<row r="7"/><row r="7"/>)", R"(<row r="0"/>)", R"(<row r="x"/>)",
        R"(<row r="1048577"/>)", R"(<row r="1"><c r="A2"/></row>)",
        R"(<row r="1"><c r="1A"/></row>)", R"(<row r="1"><c r="XFE1"/></row>)",
        R"(<row r="1"><c r="A"/></row>)", R"(<row r="1"><c r=""/></row>)",
        R"(<row r="1"><c r="$A$1"/></row>)", R"(<row r="1"><c r="XFD1"/><c/></row>)",
        R"(<row r="1048576"/><row><c><v>1</v></c></row>)", R"(<row r="1"><c></row>)"}) {
    CAPTURE(bad);
    CHECK(fault_of(bad) != "none");
  }
}

TEST_CASE("sheet rows: a text beyond 16 MiB is an error cell", "[io]") {
  const std::string most(kMaxCellBytes, 'x');
  XlsxContext context;
  const auto read = [&](const std::string& text) {
    return rows_of("<worksheet><sheetData><row><c t=\"str\"><v>" + text +
                       "</v></c><c><v>1</v></c></row></sheetData></worksheet>",
                   1 << 16, context);
  };
  CHECK(read(most) == "1: A=" + most + "/t B=1/n");
  CHECK(read(most + "y") == "1: A=#TOO-LONG/e B=1/n");
}

TEST_CASE("cell names: letters and numbers, there and back", "[io]") {
  for (const auto& [name, column] :
       std::vector<std::pair<std::string, std::uint32_t>>{{"A7", 0},
                                                          {"Z7", 25},
                                                          {"AA7", 26},
                                                          {"AZ7", 51},
                                                          {"ZZ7", 701},
                                                          {"AAA7", 702},
                                                          {"XFD7", 16383}}) {
    CHECK(cell_name(7, column) == name);
    CellName at;
    REQUIRE(parse_cell_name(name, at));
    CHECK(at.row == 7);
    CHECK(at.column == column);
  }
  CellName at;
  CHECK(parse_cell_name("b7", at));
  for (const std::string bad :
       {"", "7", "A", "A0", "XFE1", "AAAA1", "A1048577", "A99999999999", "A1 ", "A-1"})
    CHECK_FALSE(parse_cell_name(bad, at));
}

}  // namespace
}  // namespace ipcheck

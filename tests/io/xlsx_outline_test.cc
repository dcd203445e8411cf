#include "io/xlsx/outline.h"
#include "support/catch.h"
#include "support/workbook.h"

namespace ipcheck {
namespace {

std::string told(const SheetOutline& outline) {
  std::string text = std::to_string(outline.hidden_rows) + " rows, " +
                     std::to_string(outline.hidden_columns) + " columns hidden;";
  for (const auto& cells : outline.merged)
    text += " " + cell_name(cells.first.row, cells.first.column) + ":" +
            cell_name(cells.last.row, cells.last.column);
  return text;
}

/// Both ways of reading must agree.
std::string outline_of(const std::string& xml) {
  const auto zip = open_zip_bytes(zipped({{"s.xml", xml}}), "t.xlsx");
  const std::string quick = told(read_outline(*zip, "s.xml"));
  CHECK(quick == told(read_outline_fully(*zip, "s.xml")));
  return quick;
}

TEST_CASE("outline: merged cells, hidden rows and columns", "[io]") {
  CHECK(outline_of(R"(<worksheet><cols><col min="2" max="4" hidden="1"/><col min="7" max="7"/>
    <col min="9" max="9" hidden="true"/></cols><sheetData><row r="1" hidden="1"><c/></row>
    <row r="2" hidden="0"/><row hidden='true'/><row r="4"/></sheetData>
    <mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="A1:C1"/><mergeCell ref="x"/>
    <mergeCell ref="C3:A1"/></mergeCells></worksheet>)") ==
        "2 rows, 4 columns hidden; A1:C1 B2:B3");
  CHECK(outline_of(R"(<x:worksheet><x:sheetData><x:row hidden="1"/></x:sheetData>
    <x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>)") ==
        "1 rows, 0 columns hidden; A1:B2");
  CHECK(outline_of(R"(<worksheet><sheetData /><mergeCell ref="A1:B2"/></worksheet>)") ==
        "0 rows, 0 columns hidden; A1:B2");
  CHECK(outline_of("<worksheet/>") == "0 rows, 0 columns hidden;");
}

TEST_CASE("outline: texts that look like tags count for nothing", "[io]") {
  CHECK(outline_of(
            R"(<worksheet><sheetData><row><c t="inlineStr"><is><t>hidden="1" sheetData></t></is>
    </c><c hidden="1"/></row><row><c><v>row hidden="1"</v></c></row></sheetData></worksheet>)") ==
        "0 rows, 0 columns hidden;");
  CHECK(outline_of(R"(<worksheet><!-- <sheetData> --><sheetData><row hidden="1"/></sheetData>
    <mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>)") ==
        "1 rows, 0 columns hidden; A1:B1");
}

TEST_CASE("outline: tags cut anywhere by the pieces they come in are found", "[io]") {
  const std::string row = R"(<row r="1" hidden="1"><c><v>1</v></c></row>)";
  for (std::size_t shift = 0; shift < row.size() + 3; ++shift) {
    std::string xml = "<worksheet>" + std::string(shift, ' ') + "<sheetData>";
    std::size_t rows = 0;
    for (; xml.size() < 3 * kXmlPiece; ++rows) xml += row;
    xml += "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";
    CAPTURE(shift);
    const auto zip = open_zip_bytes(zipped({{"s.xml", xml}}), "t.xlsx");
    REQUIRE(told(read_outline(*zip, "s.xml")) ==
            std::to_string(rows) + " rows, 0 columns hidden; A1:B1");
  }
  for (std::size_t shift = kXmlPiece - 200; shift < kXmlPiece + 20; shift += 3) {
    const std::string xml = "<worksheet><!--" + std::string(shift, 'x') +
                            "--><sheetData><row hidden=\"1\"/></sheetData><mergeCell "
                            "ref=\"A1:B1\"/></worksheet>";
    CAPTURE(shift);
    REQUIRE(outline_of(xml) == "1 rows, 0 columns hidden; A1:B1");
  }
}

TEST_CASE("outline: a tag is found whose first byte is as far behind as is looked", "[io]") {
  constexpr std::size_t kLooked = 512;
  std::string row = "<row a=\"\" hidden=\"1\"/>";
  row.insert(8, kLooked - row.find("hidden"), 'x');
  for (std::size_t shift = kXmlPiece - 800; shift < kXmlPiece; ++shift) {
    const std::string xml = "<worksheet><sheetData>" + std::string(shift, ' ') + row +
                            std::string(800, ' ') + "</sheetData></worksheet>";
    const auto zip = open_zip_bytes(zipped({{"s.xml", xml}}), "t.xlsx");
    CAPTURE(shift);
    REQUIRE(told(read_outline(*zip, "s.xml")) == "1 rows, 0 columns hidden;");
  }
}

TEST_CASE("outline: a part that breaks off is refused", "[io]") {
  for (const std::string xml : {"<worksheet><sheetData><row hidden=\"1\"/>", "<worksheet>", "", "x",
                                "<worksheet><sheetData", "<worksheet><sheetData></sheetData>"}) {
    const auto zip = open_zip_bytes(zipped({{"s.xml", xml}}), "t.xlsx");
    CAPTURE(xml);
    CHECK_THROWS_AS(read_outline(*zip, "s.xml"), XlsxFault);
  }
}

}  // namespace
}  // namespace ipcheck

// Files that are no workbook, broken ones and hostile ones.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "io/xlsx/package.h"
#include "io/xlsx/source.h"
#include "io/xlsx/zip.h"
#include "support/catch.h"
#include "support/workbook.h"

namespace ipcheck {
namespace {

namespace fs = std::filesystem;

struct Told {
  std::string id, en, fix;
};

Told refused(const std::string& bytes) {
  Diagnostics diags;
  CHECK_FALSE(open_xlsx_bytes(bytes, "t.xlsx", diags));
  REQUIRE(diags.all().size() == 1);
  return {diags.all()[0].id, diags.all()[0].message.en, diags.all()[0].fix.en};
}

std::string utf16(const std::string& name) {
  std::string wide;
  for (const char c : name) wide += std::string{c, '\0'};
  return wide;
}

/// An OLE container whose directory, in sector 3, holds `name`.
std::string ole(const std::string& name) {
  std::string bytes(512 * 6, '\0');
  bytes.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  bytes[30] = 9;
  bytes[48] = 3;
  const std::string wide = utf16(name);
  return bytes.replace(512 * 4 + 128, wide.size(), wide);
}

TEST_CASE("xlsx: what is no workbook is named for what it is", "[io]") {
  CHECK(refused(ole("EncryptedPackage")).id == "xlsx-encrypted");
  CHECK(refused(ole("Workbook")).en ==
        "`t.xlsx` is no xlsx workbook but an old Excel (.xls) or WPS (.et) file");
  CHECK(refused(ole("WordDocument")).en.find("Word document (.doc)") != std::string::npos);
  CHECK(refused("").en == "`t.xlsx` is no xlsx workbook but an empty file");
  CHECK(refused("\x1F\x8B\x08").en.ends_with("a gzip file"));
  CHECK(refused("%PDF-1.7").en.ends_with("a PDF file"));
  CHECK(refused("<html>").en.ends_with("a web page or an XML text"));
  CHECK(refused("ID;PWXL").en.ends_with("a SYLK file"));
  const Told csv = refused("名称,收入\n甲,1\n");
  CHECK(csv.id == "not-xlsx");
  CHECK(csv.fix == "if it is CSV, name it .csv; else save it as .xlsx");
  CHECK(refused(zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                        {"content.xml", "<x/>"}}))
            .en.ends_with("an OpenDocument file (.ods)"));
  CHECK(refused(zipped({{"word/document.xml", "<x/>"}})).en.ends_with("a Word document (.docx)"));
  CHECK(refused(zipped({{"xl/workbook.bin", "x"}})).en.ends_with("a binary workbook (.xlsb)"));
  CHECK(refused(zipped({{"a.csv", "x"}})).en.ends_with("a plain zip archive"));
  CHECK(refused(zipped({{"xl/workbook.xml", "<workbook><sheets/></workbook>"}})).id ==
        "xlsx-damaged");
}

TEST_CASE("xlsx: an encrypted zip is told", "[io]") {
  const ZipParts parts = parts_of({.sheets = {{.name = "一"}}});
  CHECK(refused(zipped(parts, "secret")).id == "xlsx-encrypted");
}

TEST_CASE("xlsx: a part packed in a way that nobody reads is damage, not a password", "[io]") {
  std::string bytes = workbook_of_rows("");
  for (const auto& [mark, field] : {std::pair{"PK\x03\x04", 8}, std::pair{"PK\x01\x02", 10}})
    for (std::size_t at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark, at + 1))
      bytes.replace(at + field, 2, std::string{97, 0});
  CHECK(refused(bytes).id == "xlsx-damaged");
}

TEST_CASE("xlsx: a file cut anywhere is refused or reads as it was", "[io]") {
  const std::string whole = workbook_of_rows("<row><c><v>1</v></c></row>");
  for (std::size_t size = 4; size < whole.size(); size += 7) {
    CAPTURE(size);
    const Told told = refused(whole.substr(0, size));
    REQUIRE(told.id == "xlsx-damaged");
    REQUIRE(told.en == "`t.xlsx` is cut short or damaged: it has no readable zip directory");
  }
}

std::string sheet_fault(const std::string& bytes) {
  Diagnostics diags;
  const auto book = open_xlsx_bytes(bytes, "t.xlsx", diags);
  REQUIRE(book);
  try {
    const auto sheet = book->sheet(0);
    TableBlock block;
    sheet->select({0}, 1);
    while (sheet->next(block)) {
    }
  } catch (const Failure& failure) {
    return failure.what.en;
  }
  return "none";
}

TEST_CASE("xlsx: a wrong checksum is found before the first row", "[io]") {
  std::string rows;
  for (int i = 0; i < 5000; ++i)
    rows += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  ZipParts parts = parts_of({.sheets = {{.name = "一", .rows = rows}}});
  std::string bytes = zipped(parts);
  const std::size_t directory = bytes.find("PK\x01\x02");
  REQUIRE(directory != std::string::npos);
  bytes[directory + 16] ^= 1;  // the CRC of the first entry, the sheet
  Diagnostics diags;
  const auto book = open_xlsx_bytes(bytes, "t.xlsx", diags);
  REQUIRE(book);
  try {
    book->sheet(0);
    FAIL("read in spite of its checksum");
  } catch (const Failure& failure) {
    CHECK(failure.what.en ==
          "`t.xlsx`: the part `xl/worksheets/sheet1.xml` cannot be read: its checksum does not "
          "match; open it in Excel or WPS, save it as .xlsx and try again");
  }
}

TEST_CASE("xlsx: broken compression is damage of the file, not of the disk", "[io]") {
  std::string bytes = workbook_of_rows(std::string(5000, ' '));
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  REQUIRE(bytes.starts_with("PK\x03\x04"));
  REQUIRE(at(8) == 8);                    // the sheet is deflated,
  bytes[30u + at(26) + at(28)] = '\x07';  // and no block is of type 3
  CHECK(sheet_fault(bytes) ==
        "`t.xlsx`: the part `xl/worksheets/sheet1.xml` cannot be read: its compressed data are "
        "broken; open it in Excel or WPS, save it as .xlsx and try again");
}

TEST_CASE("xlsx: entities, deep nesting and broken XML are refused", "[io]") {
  const auto with_sheet = [](const std::string& xml) {
    ZipParts parts = parts_of({.sheets = {{.name = "一"}}});
    parts[0].second = xml;
    return zipped(parts);
  };
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;\">]><worksheet><sheetData><row><c "
      "t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
  CHECK(sheet_fault(with_sheet(bomb)).find("declares a DTD") != std::string::npos);
  const std::string outside =
      "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet><sheetData/></worksheet>";
  CHECK(sheet_fault(with_sheet(outside)).find("declares a DTD") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  CHECK(sheet_fault(with_sheet(deep)).find("deeper than 64") != std::string::npos);
  CHECK(
      sheet_fault(
          with_sheet("<worksheet><sheetData><row><c><v>\xFF</v></c></row></sheetData></worksheet>"))
          .find("malformed XML at line 1, column 34") != std::string::npos);
  CHECK(sheet_fault(with_sheet("<worksheet a=\"" + std::string(3 << 20, 'x') + "\"/>"))
            .find("beyond 1 MiB") != std::string::npos);
}

TEST_CASE("xlsx: what inflates too far is refused", "[io]") {
  const std::string rows(66u << 20, ' ');
  CHECK(sheet_fault(workbook_of_rows(rows)).find("inflates beyond the limit") != std::string::npos);
  CHECK(sheet_fault(workbook_of_rows(rows.substr(0, 8u << 20))) == "none");
  const auto read = [&](std::size_t size, std::uint64_t limit) {
    const auto zip = open_zip_bytes(zipped({{"a", rows.substr(0, size)}}), "t.xlsx");
    const auto part = zip->open("a", limit);
    std::vector<char> piece(1 << 20);
    while (part->read(piece.data(), piece.size()) > 0) continue;
  };
  CHECK_NOTHROW(read(kMaxPartBytes, kMaxSheetBytes));
  CHECK_THROWS_AS(read(kMaxPartBytes + 1, kMaxSheetBytes), XlsxFault);
  CHECK_NOTHROW(read(1000, 1000));
  CHECK_THROWS_AS(read(1001, 1000), XlsxFault);
}

TEST_CASE("xlsx: targets never leave the workbook", "[io]") {
  CHECK(resolved_part("xl/workbook.xml", "worksheets/sheet1.xml") == "xl/worksheets/sheet1.xml");
  CHECK(resolved_part("xl/workbook.xml", "/xl/a.xml") == "xl/a.xml");
  CHECK(resolved_part("xl/workbook.xml", "../a/./b//c.xml") == "a/b/c.xml");
  CHECK(resolved_part("xl/workbook.xml", "..\\a.xml") == "a.xml");
  CHECK(resolved_part("", "xl/workbook.xml") == "xl/workbook.xml");
  CHECK(resolved_part("xl/workbook.xml", "../../../etc/passwd") == "");
  CHECK(resolved_part("xl/workbook.xml", "/../etc/passwd") == "");

  ZipParts parts = parts_of({.sheets = {{.name = "一"}}});
  for (auto& [name, xml] : parts) {
    if (name == "xl/_rels/workbook.xml.rels") {
      const std::string target = "worksheets/sheet1.xml";
      xml.replace(xml.find(target), target.size(), "../../etc/passwd");
    }
  }
  CHECK(sheet_fault(zipped(parts)).find("there is no such part") != std::string::npos);
}

TEST_CASE("xlsx: files, pipes and what is neither", "[io]") {
  const fs::path folder =
      fs::temp_directory_path() / ("ipcheck-xlsx-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string bytes = workbook_of_rows("<row><c><v>7</v></c></row>");
  const std::string file = (folder / "a.xlsx").string(), pipe = (folder / "pipe").string();
  std::ofstream(file, std::ios::binary) << bytes;
  Diagnostics diags;
  const auto book = open_xlsx(file, diags);
  REQUIRE(book);
  CHECK(book->sheet(0)->head().at(0).cells == std::vector<std::string>{"7"});

  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << bytes; });
  const auto piped = open_xlsx(pipe, diags);
  writer.join();
  REQUIRE(piped);
  CHECK(piped->sheet(0)->head().size() == 1);
  CHECK_FALSE(diags.has_errors());

  std::ofstream(file, std::ios::binary) << ole("EncryptedPackage");
  for (const auto& [path, id] : std::vector<std::pair<std::string, std::string>>{
           {folder.string(), "file-is-directory"},
           {(folder / "none").string(), "file-missing"},
           {"/dev/zero", "file-is-device"},
           {file, "xlsx-encrypted"}}) {
    Diagnostics faults;
    CHECK_FALSE(open_xlsx(path, faults));
    REQUIRE(faults.all().size() == 1);
    CHECK(faults.all()[0].id == id);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ipcheck

#include "support/workbook.h"

#include <zip.h>

#include <stdexcept>

namespace ipcheck {

std::string zipped(const ZipParts& parts, const std::string& password) {
  zip_error_t error = {};
  zip_source_t* to = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(to);
  zip_t* zip = zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : parts) {
    zip_source_t* from = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const zip_int64_t at = zip_file_add(zip, name.c_str(), from, ZIP_FL_ENC_UTF_8);
    if (at < 0) throw std::runtime_error("zip_file_add");
    const auto index = static_cast<zip_uint64_t>(at);
    zip_file_set_mtime(zip, index, 1'700'000'000, 0);
    if (!password.empty()) zip_file_set_encryption(zip, index, ZIP_EM_AES_256, password.c_str());
  }
  if (zip_close(zip) != 0) throw std::runtime_error("zip_close");
  zip_stat_t stat = {};
  zip_source_open(to);
  zip_source_stat(to, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(to, bytes.data(), bytes.size());
  zip_source_close(to);
  zip_source_free(to);
  return bytes;
}

namespace {

const std::string kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kOffice + "/" + type + "\" Target=\"" +
         target + "\"/>";
}

std::string relations(const std::string& inside) {
  return "<Relationships xmlns=\"" + kPackage + "\">" + inside + "</Relationships>";
}

std::string styles(const WorkbookParts& book) {
  std::string xml = "<styleSheet xmlns=\"" + kMain + "\"><numFmts>" + book.formats +
                    "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>";
  for (const int format : book.style_of) xml += "<xf numFmtId=\"" + std::to_string(format) + "\"/>";
  return xml + "</cellXfs></styleSheet>";
}

}  // namespace

ZipParts parts_of(const WorkbookParts& book) {
  std::string sheets, inside;
  ZipParts parts;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const auto& sheet = book.sheets[i];
    const std::string number = std::to_string(i + 1);
    sheets += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number +
              "\"" + (sheet.state.empty() ? "" : " state=\"" + sheet.state + "\"") + "/>";
    inside += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"" + kMain +
                           "\">" + sheet.before + "<sheetData>" + sheet.rows + "</sheetData>" +
                           sheet.after + "</worksheet>");
  }
  if (!book.strings.empty()) {
    inside += relation("rIdS", "sharedStrings", "sharedStrings.xml");
    parts.emplace_back("xl/sharedStrings.xml",
                       "<sst xmlns=\"" + kMain + "\">" + book.strings + "</sst>");
  }
  if (!book.style_of.empty()) {
    inside += relation("rIdT", "styles", "styles.xml");
    parts.emplace_back("xl/styles.xml", styles(book));
  }
  parts.emplace_back("xl/workbook.xml", "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kOffice +
                                            "\"><workbookPr " + book.properties + "/><sheets>" +
                                            sheets + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", relations(inside));
  parts.emplace_back("_rels/.rels",
                     relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
  return parts;
}

std::string workbook(const WorkbookParts& book) {
  return zipped(parts_of(book));
}

std::string workbook_of_rows(const std::string& rows, const std::string& after) {
  return workbook({.sheets = {{.name = "表", .rows = rows, .after = after}}});
}

}  // namespace ipcheck

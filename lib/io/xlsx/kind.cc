// Tested by tests/io/xlsx_damage_test.cc.
#include "io/xlsx/kind.h"

#include <array>

namespace ipcheck {
namespace {

constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// `name` as the directory of an OLE container writes it.
std::string utf16(std::string_view name) {
  std::string wide;
  for (const char c : name) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

XlsxFault kind_fault(const std::string& file, Text what, Text fix) {
  return xlsx_fault("not-xlsx",
                    {fmt::format("`{}` 不是 xlsx 工作簿，而是{}", file, what.zh),
                     fmt::format("`{}` is no xlsx workbook but {}", file, what.en)},
                    std::move(fix));
}

Text save_as_xlsx() {
  return say("用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx");
}

XlsxFault ole_fault(std::string_view head, const std::string& file) {
  if (head.find(utf16("EncryptedPackage")) != std::string_view::npos) return encrypted_fault(file);
  if (head.find(utf16("WordDocument")) != std::string_view::npos)
    return kind_fault(file, say("旧版 Word 文档（.doc）", "an old Word document (.doc)"),
                      say("把表格复制到工作簿，存为 .xlsx",
                          "copy its table into a workbook and save it as .xlsx"));
  return kind_fault(
      file, say("旧版 Excel（.xls）或 WPS 表格（.et）", "an old Excel (.xls) or WPS (.et) file"),
      save_as_xlsx());
}

struct Kind {
  std::string_view bytes, zh, en;
};

constexpr std::array kKinds = {
    Kind{"\x1F\x8B", "gzip 压缩文件", "a gzip file"},
    Kind{"%PDF-", "PDF 文件", "a PDF file"},
    Kind{"7z\xBC\xAF\x27\x1C", "7z 压缩文件", "a 7z archive"},
    Kind{"Rar!", "RAR 压缩文件", "a RAR archive"},
    Kind{"ID;P", "SYLK 文件", "a SYLK file"},
    Kind{"<", "网页或 XML 文本", "a web page or an XML text"},
};

struct Package {
  std::string_view part, zh, en;
};

constexpr std::array kPackages = {
    Package{"xl/workbook.bin", "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"},
    Package{"word/document.xml", "Word 文档（.docx）", "a Word document (.docx)"},
    Package{"ppt/presentation.xml", "演示文稿（.pptx）", "a presentation (.pptx)"},
    Package{"Index/Document.iwa", "Numbers 表格", "a Numbers spreadsheet"},
};

}  // namespace

XlsxFault encrypted_fault(const std::string& file) {
  return xlsx_fault("xlsx-encrypted",
                    say("`{}` 有打开密码，无法读取", "`{}` is encrypted with a password", file),
                    say("用 Excel 或 WPS 打开，取消密码后另存为 .xlsx",
                        "open it in Excel or WPS, remove the password and save it as .xlsx"));
}

XlsxFault not_zip_fault(std::string_view head, const std::string& file) {
  if (head.starts_with(kOle)) return ole_fault(head, file);
  if (head.empty())
    return kind_fault(file, say("空文件", "an empty file"),
                      say("检查文件是否完整", "check that the file is complete"));
  for (const Kind& kind : kKinds) {
    if (head.starts_with(kind.bytes))
      return kind_fault(file, {std::string(kind.zh), std::string(kind.en)}, save_as_xlsx());
  }
  return kind_fault(file, say("别的文件（可能是文本）", "something else (a text?)"),
                    say("若是 CSV，把扩展名改为 .csv；否则另存为 .xlsx",
                        "if it is CSV, name it .csv; else save it as .xlsx"));
}

XlsxFault not_workbook_fault(ZipFile& zip, const std::string& file) {
  for (const Package& package : kPackages) {
    if (zip.has(package.part))
      return kind_fault(file, {std::string(package.zh), std::string(package.en)}, save_as_xlsx());
  }
  if (zip.has("mimetype") &&
      zip.whole("mimetype").starts_with("application/vnd.oasis.opendocument"))
    return kind_fault(file, say("OpenDocument 文件（.ods 等）", "an OpenDocument file (.ods)"),
                      say("用 LibreOffice、Excel 或 WPS 打开，另存为 .xlsx",
                          "open it in LibreOffice, Excel or WPS and save it as .xlsx"));
  return kind_fault(
      file, say("普通 zip 压缩文件", "a plain zip archive"),
      say("先解压，再给出其中的 .xlsx 或 .csv", "unpack it and give the .xlsx or .csv inside"));
}

long ole_directory(std::string_view head) {
  const auto byte = [&](std::size_t at) {
    return at < head.size() ? static_cast<unsigned long>(static_cast<unsigned char>(head[at])) : 0;
  };
  const unsigned long shift = byte(30) | byte(31) << 8;
  const unsigned long sector = byte(48) | byte(49) << 8 | byte(50) << 16 | byte(51) << 24;
  if (shift > 16) return 0;
  return static_cast<long>((sector + 1) << shift);
}

}  // namespace ipcheck

// Tested by tests/text/file_test.cc.
#include "text/file_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/utf8.h"

namespace ipcheck {
namespace {

struct Magic {
  std::string_view bytes;
  FileKind kind;
};

constexpr std::array kMagics = {
    Magic{"PK\x03\x04", {"zip", "xlsx 或 zip 文件", "an xlsx or zip file"}},
    Magic{"PK\x05\x06", {"zip", "空的 zip 文件", "an empty zip file"}},
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
          {"xls", "旧版 Excel（xls）或 WPS（et）文件", "an old Excel (xls) or WPS (et) file"}},
    Magic{"\x1F\x8B", {"gzip", "gzip 压缩文件", "a gzip file"}},
    Magic{"\x28\xB5\x2F\xFD", {"zstd", "zstd 压缩文件", "a zstd file"}},
    Magic{"\x7F"
          "ELF",
          {"elf", "可执行文件（ELF）", "an ELF program"}},
    Magic{"%PDF-", {"pdf", "PDF 文件", "a PDF file"}},
    Magic{"\x89PNG", {"png", "PNG 图片", "a PNG picture"}},
    Magic{"\xFF\xD8\xFF", {"jpeg", "JPEG 图片", "a JPEG picture"}},
};

constexpr FileKind kHtml = {"html", "HTML 网页", "an HTML page"};
constexpr FileKind kSylk = {"sylk", "SYLK（slk）表格", "a SYLK (slk) table"};

constexpr std::array<std::string_view, 6> kSylkRecords = {"B;", "C;", "F;", "NN;", "O;", "P;"};

bool looks_like_html(std::string_view bytes) {
  std::string head;
  for (const char c : trim(bytes.substr(0, 1024))) {
    head += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

// `ID;P` alone may be the header of a table; SYLK goes on with a line of another record type.
bool looks_like_sylk(std::string_view bytes) {
  const std::size_t end = bytes.find_first_of("\r\n");
  if (!bytes.starts_with("ID;P") || end == std::string_view::npos) return false;
  const std::string_view next =
      bytes.substr(std::min(bytes.find_first_not_of("\r\n", end), bytes.size()));
  return std::any_of(kSylkRecords.begin(), kSylkRecords.end(),
                     [next](std::string_view record) { return next.starts_with(record); });
}

}  // namespace

const FileKind* file_kind(std::string_view first_bytes) {
  for (const Magic& magic : kMagics) {
    if (first_bytes.starts_with(magic.bytes)) return &magic.kind;
  }
  if (looks_like_html(first_bytes)) return &kHtml;
  return looks_like_sylk(first_bytes) ? &kSylk : nullptr;
}

}  // namespace ipcheck

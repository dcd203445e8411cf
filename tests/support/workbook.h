#pragma once
// Workbooks made part by part, so that a test writes each oddity exactly.

#include <string>
#include <utility>
#include <vector>

namespace ipcheck {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // name, bytes

/// A zip of the parts; with a password, encrypted (AES-256).
std::string zipped(const ZipParts& parts, const std::string& password = "");

struct WorkbookParts {
  struct Sheet {
    std::string name;
    std::string rows;   // what stands in sheetData
    std::string after;  // and behind it: mergeCells
    std::string before;
    std::string state;  // hidden, veryHidden
  };
  std::vector<Sheet> sheets;
  std::string strings;        // `<si>…</si>…`; empty: no such part
  std::string formats;        // `<numFmt …/>…`
  std::vector<int> style_of;  // number format of style 0, 1, 2 …; empty: no such part
  std::string properties;     // `date1904="1"`
};

ZipParts parts_of(const WorkbookParts& book);
std::string workbook(const WorkbookParts& book);
/// One sheet `表` of these rows.
std::string workbook_of_rows(const std::string& rows, const std::string& after = "");

}  // namespace ipcheck

#pragma once
// Which parts a workbook is made of: relationships and workbook.xml. Private to io.

#include <string>
#include <string_view>
#include <vector>

#include "io/xlsx/zip.h"

namespace ipcheck {

struct XlsxPackage {
  struct Sheet {
    std::string name;
    bool hidden = false;
    std::string part;  // empty: the workbook names none, or one outside of it
  };
  std::vector<Sheet> sheets;    // worksheets only, in the order of the tabs
  std::string strings, styles;  // parts; empty: none
  bool system_1904 = false;
};

/// Errors: throws XlsxFault; `not-xlsx` when the zip holds something else.
XlsxPackage read_package(ZipFile& zip, const std::string& file);

/// The part that `target` means in a relationship of `part`; empty when it leaves the package.
std::string resolved_part(std::string_view part, std::string_view target);

}  // namespace ipcheck

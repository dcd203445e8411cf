#pragma once
// One worksheet as a GridSource. Private to io.

#include <memory>
#include <string>
#include <vector>

#include "io/grid.h"
#include "io/xlsx/rows.h"
#include "io/xlsx/zip.h"

namespace ipcheck {

/// What the sheets of a workbook share.
struct XlsxBook {
  std::unique_ptr<ZipFile> zip;
  XlsxContext context;
};

/// Errors: throws XlsxFault.
std::unique_ptr<GridSource> open_xlsx_grid(std::shared_ptr<XlsxBook> book, const std::string& part,
                                           std::vector<GridSource::Trait> traits,
                                           std::vector<Text> remarks);

}  // namespace ipcheck

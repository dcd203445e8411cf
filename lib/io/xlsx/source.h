#pragma once
// XLSX (and XLSM) workbooks as grids.

#include <memory>
#include <string>
#include <vector>

#include "io/grid.h"
#include "text/diagnostic.h"

namespace ipcheck {

struct XlsxSheet {
  std::string name;
  bool hidden = false;
};

class XlsxWorkbook {
 public:
  virtual ~XlsxWorkbook() = default;
  /// Worksheets only, in the order of the tabs.
  virtual const std::vector<XlsxSheet>& sheets() const = 0;
  /// A sheet to read; it outlives the workbook. Rows without a text are not delivered, whether the
  /// file holds them or not; numbers, dates and percentages are texts as a reader of the sheet sees
  /// them, with all digits. Errors: throws Failure (a part is damaged or too large).
  /// Threads: sheets of one workbook are read by one caller at a time.
  virtual std::unique_ptr<GridSource> sheet(std::size_t index) = 0;
};

/// Opens a file, a FIFO or `-`; the latter two are read into memory first (at most 256 MiB).
/// Errors: nullptr with diagnostics: as `read_bytes`, and `xlsx-damaged`, `xlsx-encrypted`,
/// `xlsx-too-large`, `not-xlsx` (which says what it is).
std::unique_ptr<XlsxWorkbook> open_xlsx(const std::string& path, Diagnostics& diags);
/// The same of bytes in memory; `name` is how messages call them.
std::unique_ptr<XlsxWorkbook> open_xlsx_bytes(std::string bytes, const std::string& name,
                                              Diagnostics& diags);

}  // namespace ipcheck

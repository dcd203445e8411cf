#pragma once
// What a file is that is no XLSX workbook: told by name, with what to do. Private to io.

#include <string>
#include <string_view>

#include "io/xlsx/zip.h"

namespace ipcheck {

XlsxFault encrypted_fault(const std::string& file);
/// `head`: the first bytes of a file that is no zip; of an OLE container the directory too.
XlsxFault not_zip_fault(std::string_view head, const std::string& file);
/// A zip without a workbook: ods, docx, xlsb …
XlsxFault not_workbook_fault(ZipFile& zip, const std::string& file);

/// Where the directory of an OLE container (xls, et, an encrypted xlsx) begins, in bytes.
long ole_directory(std::string_view head);

}  // namespace ipcheck

#pragma once
// styles.xml: which cell style shows its number as what. Private to io.

#include <vector>

#include "io/xlsx/number.h"
#include "io/xlsx/zip.h"

namespace ipcheck {

/// Shape: index: the `s` of a cell; one beyond the end is Number.
using XlsxStyles = std::vector<NumberFormat>;

/// Errors: throws XlsxFault.
XlsxStyles read_styles(ZipPart& part);

}  // namespace ipcheck

#pragma once
// The loops as compiled for each kind of processor. Only csv_scan.cc calls them.

#include "io/csv/scan.h"

namespace ipcheck {

CsvSplit split_csv_portable(const CsvBytes& bytes, CsvSplit& split);
void mark_csv_portable(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
#if defined(__x86_64__)
CsvSplit split_csv_avx2(const CsvBytes& bytes, CsvSplit& split);
void mark_csv_avx2(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
#endif

}  // namespace ipcheck

#pragma once
// The loops as compiled for each kind of processor, and what they are made of. Private to the
// scanner.

#include "io/csv/scan.h"

namespace ipcheck {

/// What stands where in 64 bytes, a bit a byte.
struct CsvWord {
  std::uint64_t quotes, delimiters, feeds, returns;

  std::uint64_t line_ends() const { return feeds | returns; }
};

CsvSplit split_csv_portable(const CsvBytes& bytes, CsvSplit& split);
void mark_csv_portable(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
#if defined(__x86_64__)
CsvSplit split_csv_avx2(const CsvBytes& bytes, CsvSplit& split);
void mark_csv_avx2(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
CsvSplit split_csv_avx512(const CsvBytes& bytes, CsvSplit& split);
void mark_csv_avx512(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
#endif

}  // namespace ipcheck

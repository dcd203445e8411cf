// Tested by tests/io/csv_agree_test.cc.
#include "io/csv/scan.h"

#include "io/csv/scan_kinds.h"

namespace ipcheck {
namespace {

#if defined(__x86_64__)
bool has_avx2() {
  static const bool kHas = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
  return kHas;
}
#endif

}  // namespace

CsvSplit split_csv(const CsvBytes& bytes, CsvSplit& split, [[maybe_unused]] CsvLoops loops) {
#if defined(__x86_64__)
  if (loops == CsvLoops::Best && has_avx2()) return split_csv_avx2(bytes, split);
#endif
  return split_csv_portable(bytes, split);
}

void mark_csv(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks,
              [[maybe_unused]] CsvLoops loops) {
#if defined(__x86_64__)
  if (loops == CsvLoops::Best && has_avx2()) return mark_csv_avx2(bytes, split, marks);
#endif
  mark_csv_portable(bytes, split, marks);
}

}  // namespace ipcheck

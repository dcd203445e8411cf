// Tested by tests/io/csv_agree_test.cc.
#include "io/csv/scan.h"

#include "io/csv/scan_kinds.h"

namespace ipcheck {
namespace {

struct Loops {
  CsvSplit (*split)(const CsvBytes& bytes, CsvSplit& split);
  void (*mark)(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks);
};

constexpr Loops kPortable = {split_csv_portable, mark_csv_portable};

#if defined(__x86_64__)
constexpr Loops kAvx2 = {split_csv_avx2, mark_csv_avx2};
constexpr Loops kAvx512 = {split_csv_avx512, mark_csv_avx512};

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

bool has_avx512() {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vbmi2");
}

const Loops& loops_of(CsvLoops asked) {
  static const Loops& avx2 = has_avx2() ? kAvx2 : kPortable;
  static const Loops& best = has_avx512() ? kAvx512 : avx2;
  return asked == CsvLoops::Best ? best : asked == CsvLoops::Avx2 ? avx2 : kPortable;
}
#else
const Loops& loops_of(CsvLoops) {
  return kPortable;
}
#endif

}  // namespace

CsvSplit split_csv(const CsvBytes& bytes, CsvSplit& split, CsvLoops loops) {
  return loops_of(loops).split(bytes, split);
}

void mark_csv(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks, CsvLoops loops) {
  loops_of(loops).mark(bytes, split, marks);
}

}  // namespace ipcheck

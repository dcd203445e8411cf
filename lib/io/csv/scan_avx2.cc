// Tested by tests/io/csv_agree_test.cc. The loops for processors with AVX2; empty elsewhere.
#include "io/csv/scan_kinds.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define IPCHECK_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#include "io/csv/scan_loops.inc"

namespace ipcheck {
namespace {

IPCHECK_TARGET inline std::uint64_t equal(__m256i low, __m256i high, char to) {
  const __m256i wanted = _mm256_set1_epi8(to);
  const auto a = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted)));
  const auto b = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)));
  return a | std::uint64_t{b} << 32;
}

IPCHECK_TARGET inline CsvWord CsvLoad::load(const char* bytes, char delimiter) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32));
  return {equal(low, high, '"'), equal(low, high, delimiter), equal(low, high, '\n'),
          equal(low, high, '\r')};
}

}  // namespace

IPCHECK_TARGET CsvSplit split_csv_avx2(const CsvBytes& bytes, CsvSplit& split) {
  return split_loop(bytes, split);
}

IPCHECK_TARGET void mark_csv_avx2(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks) {
  mark_loop(bytes, split, marks);
}

}  // namespace ipcheck
#endif

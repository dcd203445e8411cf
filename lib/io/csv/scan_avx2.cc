// Tested by tests/io/csv_agree_test.cc. The loops for processors with AVX2; empty elsewhere.
#include "io/csv/scan_kinds.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define IPCHECK_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace ipcheck {
namespace {

class CsvLoad {
 public:
  IPCHECK_TARGET explicit CsvLoad(char delimiter)
      : quote_(_mm256_set1_epi8('"')),
        delimiter_(_mm256_set1_epi8(delimiter)),
        feed_(_mm256_set1_epi8('\n')),
        return_(_mm256_set1_epi8('\r')) {}

  IPCHECK_TARGET CsvWord load(const char* bytes) const {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32));
    return {equal(low, high, quote_), equal(low, high, delimiter_), equal(low, high, feed_),
            equal(low, high, return_)};
  }
  IPCHECK_TARGET static std::uint32_t lowest(std::uint64_t bits) {
    return static_cast<std::uint32_t>(_tzcnt_u64(bits));
  }

 private:
  IPCHECK_TARGET static std::uint64_t equal(__m256i low, __m256i high, __m256i to) {
    const auto a = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, to)));
    const auto b = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, to)));
    return a | std::uint64_t{b} << 32;
  }

  __m256i quote_, delimiter_, feed_, return_;
};

}  // namespace
}  // namespace ipcheck

#include "io/csv/scan_loops.inc"

namespace ipcheck {

IPCHECK_TARGET CsvSplit split_csv_avx2(const CsvBytes& bytes, CsvSplit& split) {
  return split_loop(bytes, split);
}

IPCHECK_TARGET void mark_csv_avx2(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks) {
  mark_loop(bytes, split, marks);
}

}  // namespace ipcheck
#endif

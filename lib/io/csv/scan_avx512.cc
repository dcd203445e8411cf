// Tested by tests/io/csv_agree_test.cc. The loops for processors with AVX-512 (VBMI2); empty
// elsewhere.
#include "io/csv/scan_kinds.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include <array>

#define IPCHECK_TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))

namespace ipcheck {
namespace {

class CsvLoad {
 public:
  IPCHECK_TARGET explicit CsvLoad(char delimiter)
      : quote_(_mm512_set1_epi8('"')),
        delimiter_(_mm512_set1_epi8(delimiter)),
        feed_(_mm512_set1_epi8('\n')),
        return_(_mm512_set1_epi8('\r')) {}

  IPCHECK_TARGET CsvWord load(const char* bytes) const {
    const __m512i word = _mm512_loadu_si512(bytes);
    return {_mm512_cmpeq_epi8_mask(word, quote_), _mm512_cmpeq_epi8_mask(word, delimiter_),
            _mm512_cmpeq_epi8_mask(word, feed_), _mm512_cmpeq_epi8_mask(word, return_)};
  }
  /// Sixteen are written at a time.
  IPCHECK_TARGET static void put_bits(std::uint64_t bits, std::uint32_t at, std::uint32_t* to) {
    alignas(64) static constexpr auto kPlaces = [] {
      std::array<std::uint8_t, 64> places{};
      for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint8_t>(i);
      return places;
    }();
    const __m512i first = _mm512_set1_epi32(static_cast<int>(at));
    __m512i places = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(kPlaces.data()));
    for (int left = _mm_popcnt_u64(bits); left > 0; left -= 16, to += 16) {
      const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places));
      _mm512_storeu_si512(to, _mm512_add_epi32(wide, first));
      places = _mm512_alignr_epi32(places, places, 4);
    }
  }

 private:
  __m512i quote_, delimiter_, feed_, return_;
};

}  // namespace
}  // namespace ipcheck

#include "io/csv/scan_loops.inc"

namespace ipcheck {

IPCHECK_TARGET CsvSplit split_csv_avx512(const CsvBytes& bytes, CsvSplit& split) {
  return split_loop(bytes, split);
}

IPCHECK_TARGET void mark_csv_avx512(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks) {
  mark_loop(bytes, split, marks);
}

}  // namespace ipcheck
#endif

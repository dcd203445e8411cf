// Tested by tests/io/csv_agree_test.cc. The loops on words of eight bytes, for any processor.
#include <bit>
#include <cstdint>
#include <cstring>

#include "io/csv/scan.h"
#include "io/csv/scan_kinds.h"

#define IPCHECK_TARGET

namespace ipcheck {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101;

/// Bit i: whether byte i of `word` is zero. Exact, unlike the shorter forms.
std::uint64_t zero_bytes(std::uint64_t word) {
  constexpr std::uint64_t kLow = 0x7F * kOnes;
  const std::uint64_t high = ~(((word & kLow) + kLow) | word | kLow);
  return (high >> 7) * 0x0102040810204080 >> 56;
}

class CsvLoad {
 public:
  explicit CsvLoad(char delimiter) : delimiters_(static_cast<unsigned char>(delimiter) * kOnes) {}

  CsvWord load(const char* bytes) const {
    CsvWord result = {};
    for (unsigned i = 0; i < 64; i += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes + i, 8);
      if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
      result.quotes |= zero_bytes(word ^ '"' * kOnes) << i;
      result.delimiters |= zero_bytes(word ^ delimiters_) << i;
      result.feeds |= zero_bytes(word ^ '\n' * kOnes) << i;
      result.returns |= zero_bytes(word ^ '\r' * kOnes) << i;
    }
    return result;
  }
  static std::uint32_t lowest(std::uint64_t bits) {
    constexpr std::uint64_t kTop = std::uint64_t{1} << 63;
    return static_cast<std::uint32_t>(std::countr_zero(bits | kTop));
  }

 private:
  std::uint64_t delimiters_;  // eight of them
};

}  // namespace
}  // namespace ipcheck

#include "io/csv/scan_loops.inc"

namespace ipcheck {

CsvSplit split_csv_portable(const CsvBytes& bytes, CsvSplit& split) {
  return split_loop(bytes, split);
}

void mark_csv_portable(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks) {
  mark_loop(bytes, split, marks);
}

}  // namespace ipcheck

#pragma once
// Which applicants of a table stand in it twice: by credit code, in the order of the table, in
// bounded memory.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "io/grid.h"
#include "report/score/large_pages.h"
#include "value/column.h"

namespace ipcheck {

/// 64 bits that stand for a code: two different codes of a million share them once in tens of
/// millions of tables. Never 0.
std::uint64_t code_hash(std::string_view code);
/// The hashes of a batch's codes, 0 where a row has none. Threads: any number.
void hash_codes(const Batch& batch, FactId fact, std::vector<std::uint64_t>& out);

/// Takes the rows of all blocks in order. Threads: one caller at a time.
class RepeatedCodes {
 public:
  /// Codes that are remembered; 18 MiB.
  static constexpr std::size_t kMost = 1'000'000;

  /// `most` is less only in tests.
  explicit RepeatedCodes(std::size_t most = kMost) : most_(most) {}

  void add(std::span<const std::uint64_t> hashes, std::span<const RowPlace> places);

  /// Rows whose code an earlier row has.
  std::uint64_t count() const { return count_; }
  /// The first of them, and the row that it repeats; 0: none.
  std::uint64_t row() const { return row_; }
  std::uint64_t earlier() const { return earlier_; }
  /// Codes that were remembered when there were more; 0: all were compared.
  std::uint64_t compared() const { return full_ ? used_ : 0; }

 private:
  /// A code that was seen; hash 0: free. Shape: 12 bytes, one line of the cache as a rule.
  struct Slot {
    std::uint32_t low, high;  // halves of the hash
    std::uint32_t row;

    bool is_free() const { return (low | high) == 0; }
    bool holds(std::uint64_t hash) const { return (std::uint64_t{high} << 32 | low) == hash; }
  };

  void add(std::uint64_t hash, std::uint64_t row);
  std::size_t first_slot(std::uint64_t high) const {
    return static_cast<std::size_t>((high * slots_.size()) >> 32);
  }
  void grow();

  std::size_t most_, used_ = 0;
  bool full_ = false;
  std::uint64_t count_ = 0, row_ = 0, earlier_ = 0;
  std::vector<Slot, LargePages<Slot>> slots_;  // open addressing
};

}  // namespace ipcheck

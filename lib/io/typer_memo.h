#pragma once
// Texts that were read before, to the number of their answer: few columns hold more than some
// hundred different words. Private to io.

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

/// Shape: bounded; what no longer fits is not remembered.
class TextMemo {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kMaxTexts = 4096, kMaxBytes = 512;

  TextMemo() : slots_(64) {}

  /// The answer to a text of that sort (Grid::sorts); kNone: not remembered.
  std::uint32_t find(std::string_view text, char sort) const {
    const Print print = print_of(text, sort);
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      const Slot& slot = slots_[(print.place + i) & (slots_.size() - 1)];
      if (slot.answer == kNone) return kNone;
      if (slot.a == print.a && slot.b == print.b && slot.tag == print.tag &&
          (text.size() <= kInline || std::memcmp(slot.text, text.data(), text.size()) == 0))
        return slot.answer;
    }
    return kNone;
  }
  /// Whether `add` would remember the text. Shape: it is not remembered yet.
  bool takes(std::string_view text) const { return count_ < kMaxTexts && text.size() <= kMaxBytes; }
  void add(std::string_view text, char sort, std::uint32_t answer);

 private:
  static constexpr std::size_t kInline = 16, kMaxProbes = 16;
  static constexpr std::array<std::array<std::uint64_t, 2>, kInline + 1> kMasks = [] {
    std::array<std::array<std::uint64_t, 2>, kInline + 1> masks{};
    for (std::size_t n = 0; n <= kInline; ++n) {
      for (std::size_t i = 0; i < n; ++i) masks[n][i / 8] |= std::uint64_t{0xFF} << 8 * (i % 8);
    }
    return masks;
  }();

  /// Texts of up to 16 bytes are equal if and only if `a`, `b` and `tag` are.
  struct Print {
    std::uint64_t a = 0, b = 0, place = 0;
    std::uint32_t tag = 0;  // size and sort
  };
  struct Slot {
    std::uint64_t a = 0, b = 0;
    const char* text = nullptr;
    std::uint32_t tag = 0, answer = kNone;
  };

  /// The `n` <= 16 bytes at `p`, zeros behind them. Bytes beyond are looked at where they share a
  /// page with the text, and dropped: no branch depends on the length of a word.
  __attribute__((no_sanitize("address"))) static void first_sixteen(const char* p, std::size_t n,
                                                                    std::uint64_t& a,
                                                                    std::uint64_t& b) {
    constexpr std::size_t kPage = 4096;
    char copy[kInline] = {};
    const char* from = p;
    if ((reinterpret_cast<std::uintptr_t>(p) & (kPage - 1)) > kPage - kInline) {
      std::memcpy(copy, p, n);
      from = copy;
    }
    __builtin_memcpy(&a, from, 8);
    __builtin_memcpy(&b, from + 8, 8);
    a &= kMasks[n][0];
    b &= kMasks[n][1];
  }

  static std::uint64_t eight(const char* p) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    return word;
  }
  static std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }

  static Print print_of(std::string_view text, char sort) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15, kOther = 0xC2B2AE3D27D4EB4F;
    const char* p = text.data();
    const std::size_t n = text.size();
    Print print;
    print.tag = static_cast<std::uint32_t>(n) << 8 | static_cast<unsigned char>(sort);
    if (n > kInline) {
      for (std::size_t i = 0; i + kInline < n; i += kInline) {
        print.a = mixed(print.a ^ eight(p + i) ^ kOdd, kOther);
        print.b = mixed(print.b ^ eight(p + i + 8) ^ kOther, kOdd);
      }
      print.a ^= eight(p + n - 16);
      print.b ^= eight(p + n - 8);
    } else {
      first_sixteen(p, n, print.a, print.b);
    }
    print.place = mixed(print.a ^ kOdd ^ print.tag, print.b ^ kOther);
    return print;
  }

  bool place(const Slot& slot, std::size_t at);
  void grow();

  std::vector<Slot> slots_;  // a power of two of them
  std::deque<std::string> texts_;
  std::size_t count_ = 0;
};

}  // namespace ipcheck

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
    if (text.size() > kInline || crosses_page(text.data())) return find_slowly(text, sort);
    Print print = {.tag = tag_of(text, sort)};
    load_sixteen(text.data(), text.size(), print.a, print.b);
    print.place = short_place(print);
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      const Slot& slot = slots_[(print.place + i) & (slots_.size() - 1)];
      if (slot.a == print.a && slot.b == print.b && slot.tag == print.tag) return slot.answer;
      if (slot.answer == kNone) return kNone;
    }
    return kNone;
  }
  /// Whether `add` would remember the text. Shape: it is not remembered yet.
  bool takes(std::string_view text) const { return count_ < kMaxTexts && text.size() <= kMaxBytes; }
  void add(std::string_view text, char sort, std::uint32_t answer);

 private:
  static constexpr std::size_t kInline = 16, kMaxProbes = 16;
  static constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15, kOther = 0xC2B2AE3D27D4EB4F;
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

  /// Whether 16 bytes from `p` on may reach into another page.
  static bool crosses_page(const char* p) {
    constexpr std::uintptr_t kPage = 4096;
    return (reinterpret_cast<std::uintptr_t>(p) & (kPage - 1)) > kPage - kInline;
  }
  /// The `n` <= 16 bytes at `p`, zeros behind them. Bytes beyond are looked at, as they share a
  /// page with the text, and dropped: no branch depends on the length of a word.
  __attribute__((no_sanitize("address"))) static void load_sixteen(const char* p, std::size_t n,
                                                                   std::uint64_t& a,
                                                                   std::uint64_t& b) {
    __builtin_memcpy(&a, p, 8);
    __builtin_memcpy(&b, p + 8, 8);
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

  static std::uint32_t tag_of(std::string_view text, char sort) {
    return static_cast<std::uint32_t>(text.size()) << 8 | static_cast<unsigned char>(sort);
  }
  static std::uint64_t short_place(const Print& print) {
    return mixed(print.a ^ kOdd ^ print.tag, print.b ^ kOther);
  }
  static Print print_of(std::string_view text, char sort);
  std::uint32_t find_slowly(std::string_view text, char sort) const;

  bool place(const Slot& slot, std::size_t at);
  void grow();

  std::vector<Slot> slots_;  // a power of two of them
  std::deque<std::string> texts_;
  std::size_t count_ = 0;
};

}  // namespace ipcheck

#pragma once
// Texts that were read before, to the number of their answer: few columns hold more than some
// hundred different words. Private to io.

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
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
  std::uint32_t find(std::string_view text, char sort) {
    const Recent* recent = sort == 't' ? recent_of(text) : nullptr;
    return recent != nullptr ? 2 * recent->half : search(text, sort);
  }
  /// out[i] = values[answer / 2] for the texts from `at` on, while they are short ones of sort 't'
  /// that were found lately and whose answers are even. Where that ends.
  template <class Value>
  std::uint32_t copy_recent(std::span<const std::string_view> texts, std::uint32_t at,
                            const Value* values, Value* out) const {
    std::size_t i = at;
    for (; i < texts.size(); ++i) {
      const Recent* recent = recent_of(texts[i]);
      if (recent == nullptr) break;
      out[i] = values[recent->half];
    }
    return static_cast<std::uint32_t>(i);
  }
  /// Whether `add` would remember the text. Shape: it is not remembered yet.
  bool takes(std::string_view text) const { return count_ < kMaxTexts && text.size() <= kMaxBytes; }
  void add(std::string_view text, char sort, std::uint32_t answer);

 private:
  static constexpr std::size_t kInline = 16, kMaxProbes = 16, kRecent = 128;
  static constexpr std::uint64_t kTaken = std::uint64_t{kInline} << 56;  // no size
  static constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15, kOther = 0xC2B2AE3D27D4EB4F;
  // Hidden: reached without a look into a table of addresses.
  [[gnu::visibility(
      "hidden")]] static constexpr std::array<std::array<std::uint64_t, 2>, kInline + 1>
      kMasks = [] {
        std::array<std::array<std::uint64_t, 2>, kInline + 1> masks{};
        for (std::size_t n = 0; n <= kInline; ++n) {
          for (std::size_t i = 0; i < n; ++i) masks[n][i / 8] |= std::uint64_t{0xFF} << 8 * (i % 8);
        }
        return masks;
      }();

  /// Texts of up to 16 bytes are equal if and only if their prints are.
  struct Print {
    std::uint64_t a = 0, b = 0;
    std::uint32_t tag = 0xFFFFFFFF;  // size and sort
    friend bool operator==(const Print&, const Print&) = default;
  };
  struct Slot {
    Print print;
    std::uint32_t answer = kNone;
    const char* text = nullptr;
  };
  /// A text of less than 16 bytes and sort 't' that was found lately, its size in the last byte,
  /// and half of its even answer: most cells of a column are one of a few words.
  struct Recent {
    std::uint64_t a = 0, b = kTaken;
    std::uint32_t half = 0;
  };

  /// Whether the 16 bytes from `p` on lie in one page; false for nullptr.
  static bool is_readable(const char* p) {
    constexpr std::uintptr_t kPage = 4096;
    return ((reinterpret_cast<std::uintptr_t>(p) - 1) & (kPage - 1)) < kPage - kInline;
  }
  /// nullptr: not found lately. Bytes behind the text are looked at, as they share a page with it,
  /// and dropped: no branch depends on the length of a word. Another thread may write those bytes.
  __attribute__((no_sanitize("address"), no_sanitize("thread"))) const Recent* recent_of(
      std::string_view text) const {
    const std::size_t n = text.size();
    if (n >= kInline || !is_readable(text.data())) return nullptr;
    std::uint64_t a, b;
    __builtin_memcpy(&a, text.data(), 8);
    __builtin_memcpy(&b, text.data() + 8, 8);
    a &= kMasks[n][0];
    b = (b & kMasks[n][1]) | n << 56;
    const Recent& recent = recent_[recent_place(a, b)];
    return recent.a == a && recent.b == b ? &recent : nullptr;
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
  static std::size_t recent_place(std::uint64_t a, std::uint64_t b) {
    static_assert(kRecent == 1 << 7);
    return ((a ^ b) * kOdd) >> (64 - 7);
  }
  static std::uint64_t place_of(const Print& print) {
    return mixed(print.a ^ kOdd ^ print.tag, print.b ^ kOther);
  }
  static Print print_of(std::string_view text, char sort);
  std::uint32_t search(std::string_view text, char sort);

  void place(const Slot& slot);
  void grow();

  std::vector<Slot> slots_;  // a power of two of them
  std::deque<std::string> texts_;
  std::size_t count_ = 0;
  std::array<Recent, kRecent> recent_;
};

}  // namespace ipcheck

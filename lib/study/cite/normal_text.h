#pragma once
// A text as citations are held against it: white space, width, quotes and the way numbers are
// written do not count (二百万元, 200 万元 and 2,000,000元 are one), and every place leads back to
// the bytes that it came from.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/decimal.h"

namespace ipcheck {

/// Bytes [begin, end) of a source.
struct Extent {
  std::uint32_t begin = 0, end = 0;
  bool contains(const Extent& other) const { return begin <= other.begin && other.end <= end; }
  friend bool operator==(const Extent&, const Extent&) = default;
};

/// A number stands in the normal text between kNumberBegin and kNumberEnd, in digits.
inline constexpr char kNumberBegin = '\x01', kNumberEnd = '\x02';

class NormalText {
 public:
  explicit NormalText(std::string_view source);

  const std::string& text() const { return text_; }
  /// Where `figure`, a normal text too, stands within `inside`: in order, not overlapping.
  std::vector<Extent> find(const NormalText& figure, Extent inside) const;
  /// The normal text of source bytes.
  std::string within(Extent extent) const;
  /// The source bytes of normal bytes [begin, end).
  Extent source_of(std::size_t begin, std::size_t end) const;

 private:
  void add(std::u32string_view points, Extent from);

  std::string text_;
  std::vector<Extent> from_;  // index: byte of `text_`
};

/// The number that begins at `at` of a normal text (at its kNumberBegin); `after`: behind it.
std::optional<Decimal> number_at(std::string_view normal, std::size_t at, std::size_t* after);

/// 1 to 99 in Chinese: 十一.
std::string chinese_number(std::uint32_t n);

}  // namespace ipcheck

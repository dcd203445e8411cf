#pragma once
// Exact decimals: a 128-bit coefficient and a scale, checked. Money is a Decimal in yuan; no double
// ever touches it.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ipcheck {

using Int128 = __int128;

/// Value = coefficient / 10^scale, 0 <= scale <= kMaxScale, kept without trailing zeros after the
/// point.
struct Decimal {
  static constexpr int kMaxScale = 36;

  Int128 coefficient = 0;
  std::int32_t scale = 0;

  static constexpr Decimal of(std::int64_t whole) { return {whole, 0}; }
  /// `-?digits[.digits]`, ASCII only; nothing else (no exponent, no grouping: cells are normalised
  /// before). Errors: nullopt when malformed or beyond 38 digits.
  static std::optional<Decimal> parse(std::string_view text);

  bool is_integer() const { return scale == 0; }
  /// Errors: nullopt when not an integer or outside int64.
  std::optional<std::int64_t> to_int64() const;
  /// Plain notation, no exponent, no trailing zeros: `2000000`, `1999999.99`.
  std::string str() const;

  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.coefficient == b.coefficient && a.scale == b.scale;
  }
  /// Exact for any scales: never rounds, never overflows.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    return a.scale == b.scale ? a.coefficient <=> b.coefficient : compare_scales(a, b);
  }

 private:
  static std::strong_ordering compare_scales(const Decimal& a, const Decimal& b);
};

/// Errors: nullopt on overflow; division also by zero. Division rounds half-even to 18 places.
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
Decimal negate(const Decimal& a);

}  // namespace ipcheck

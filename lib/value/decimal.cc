// Tested by tests/value/decimal_test.cc.
#include "value/decimal.h"

#include <algorithm>
#include <array>

namespace ipcheck {
namespace {

using Uint128 = unsigned __int128;

constexpr int kMaxDigits = 38;
constexpr int kDivisionPlaces = 18;

constexpr std::array<Uint128, kMaxDigits + 1> kPowers = [] {
  std::array<Uint128, kMaxDigits + 1> powers{};
  powers[0] = 1;
  for (int i = 1; i <= kMaxDigits; ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();
constexpr Uint128 kLimit = kPowers[kMaxDigits];  // magnitudes are below it

Uint128 magnitude(Int128 value) {
  return value < 0 ? -static_cast<Uint128>(value) : static_cast<Uint128>(value);
}

/// 256 bits, least significant limb first: products and dividends before they are cut to 38 digits.
struct Wide {
  std::array<std::uint64_t, 4> limbs{};

  static Wide of(Uint128 value) {
    return {{static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64), 0, 0}};
  }
  bool fits_128() const { return limbs[2] == 0 && limbs[3] == 0; }
  Uint128 low() const { return static_cast<Uint128>(limbs[1]) << 64 | limbs[0]; }

  friend std::strong_ordering operator<=>(const Wide& a, const Wide& b) {
    return std::lexicographical_compare_three_way(a.limbs.rbegin(), a.limbs.rend(),
                                                  b.limbs.rbegin(), b.limbs.rend());
  }
};

Wide add_wide(const Wide& a, const Wide& b) {
  Wide sum;
  Uint128 carry = 0;
  for (int i = 0; i < 4; ++i) {
    carry += static_cast<Uint128>(a.limbs[i]) + b.limbs[i];
    sum.limbs[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return sum;
}

/// Shape: a >= b.
Wide subtract_wide(const Wide& a, const Wide& b) {
  Wide difference;
  std::uint64_t borrow = 0;
  for (int i = 0; i < 4; ++i) {
    const Uint128 take = static_cast<Uint128>(b.limbs[i]) + borrow;
    borrow = a.limbs[i] < take ? 1 : 0;
    difference.limbs[i] = static_cast<std::uint64_t>(a.limbs[i] - take);
  }
  return difference;
}

Wide multiply_wide(Uint128 a, Uint128 b) {
  const Wide x = Wide::of(a), y = Wide::of(b);
  Wide product;
  for (int i = 0; i < 2; ++i) {
    Uint128 carry = 0;
    for (int j = 0; j < 2; ++j) {
      carry += static_cast<Uint128>(x.limbs[i]) * y.limbs[j] + product.limbs[i + j];
      product.limbs[i + j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    product.limbs[i + 2] = static_cast<std::uint64_t>(carry);
  }
  return product;
}

/// `value` becomes value / 10; the remainder is returned.
std::uint64_t divide_by_ten(Wide& value) {
  Uint128 rest = 0;
  for (int i = 3; i >= 0; --i) {
    rest = rest << 64 | value.limbs[i];
    value.limbs[i] = static_cast<std::uint64_t>(rest / 10);
    rest %= 10;
  }
  return static_cast<std::uint64_t>(rest);
}

/// `dividend` becomes the remainder; the quotient is returned. Shape: both below 10^75.
Wide divide_wide(Wide& dividend, const Wide& divisor) {
  std::array<Wide, 256> doublings;
  int count = 0;
  for (Wide d = divisor; d <= dividend; d = add_wide(d, d)) doublings[count++] = d;
  Wide quotient;
  for (int bit = count - 1; bit >= 0; --bit) {
    if (dividend < doublings[bit]) continue;
    dividend = subtract_wide(dividend, doublings[bit]);
    quotient.limbs[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
  return quotient;
}

std::optional<Decimal> canonical(bool negative, Uint128 value, int scale) {
  if (value == 0) return Decimal{};
  while (scale > 0 && value % 10 == 0) {
    value /= 10;
    --scale;
  }
  if (value >= kLimit || scale > Decimal::kMaxScale) return std::nullopt;
  const Int128 coefficient = static_cast<Int128>(value);
  return Decimal{negative ? -coefficient : coefficient, scale};
}

std::optional<Decimal> canonical(bool negative, Wide value, int scale) {
  while (scale > 0 && !value.fits_128()) {
    if (divide_by_ten(value) != 0) return std::nullopt;
    --scale;
  }
  if (!value.fits_128()) return std::nullopt;
  return canonical(negative, value.low(), scale);
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != text.npos && fraction.empty())) return std::nullopt;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
  if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return std::nullopt;

  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  if (whole.size() + fraction.size() > kMaxDigits || fraction.size() > kMaxScale)
    return std::nullopt;
  Int128 coefficient = 0;
  for (const char c : whole) coefficient = coefficient * 10 + (c - '0');
  for (const char c : fraction) coefficient = coefficient * 10 + (c - '0');
  return Decimal{negative ? -coefficient : coefficient, static_cast<std::int32_t>(fraction.size())};
}

std::optional<std::int64_t> Decimal::to_int64() const {
  if (scale != 0 || coefficient < INT64_MIN || coefficient > INT64_MAX) return std::nullopt;
  return static_cast<std::int64_t>(coefficient);
}

std::string Decimal::str() const {
  std::string digits;  // backwards
  Uint128 rest = magnitude(coefficient);
  for (int place = 0; rest != 0 || place <= scale; ++place) {
    if (place == scale && scale > 0) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
  }
  if (coefficient < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::strong_ordering Decimal::compare_scales(const Decimal& a, const Decimal& b) {
  const bool negative = a.coefficient < 0;
  if (negative != (b.coefficient < 0)) return a.coefficient <=> b.coefficient;
  Uint128 x = magnitude(a.coefficient), y = magnitude(b.coefficient);
  const bool a_coarse = a.scale < b.scale;
  Uint128& coarse = a_coarse ? x : y;
  const Uint128 power = kPowers[a_coarse ? b.scale - a.scale : a.scale - b.scale];
  // Beyond the limit of any coefficient the coarser side is the greater one, whatever the other is.
  constexpr Uint128 kSmall = Uint128{1} << 63;
  if ((coarse < kSmall && power < kSmall) || coarse <= kLimit / power)
    coarse *= power;
  else
    coarse = kLimit;
  return negative ? y <=> x : x <=> y;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  if (a.scale == b.scale) {
    const Int128 sum = a.coefficient + b.coefficient;  // both below 10^38: no overflow
    return canonical(sum < 0, magnitude(sum), a.scale);
  }
  const Decimal& coarse = a.scale < b.scale ? a : b;
  const Decimal& fine = a.scale < b.scale ? b : a;
  const Uint128 power = kPowers[fine.scale - coarse.scale];
  // 2 * 10^38 less a coefficient still has 39 digits, and the last one is not zero.
  if (magnitude(coarse.coefficient) >= (2 * kLimit + power - 1) / power) return std::nullopt;
  const Uint128 x = magnitude(coarse.coefficient) * power, y = magnitude(fine.coefficient);
  const bool negative = coarse.coefficient < 0;
  if (negative == (fine.coefficient < 0)) return canonical(negative, x + y, fine.scale);
  return x >= y ? canonical(negative, x - y, fine.scale) : canonical(!negative, y - x, fine.scale);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
  return add(a, negate(b));
}

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  const bool negative = (a.coefficient < 0) != (b.coefficient < 0);
  const Uint128 x = magnitude(a.coefficient), y = magnitude(b.coefficient);
  const int scale = a.scale + b.scale;
  if ((x >> 64) == 0 && (y >> 64) == 0) return canonical(negative, x * y, scale);
  return canonical(negative, multiply_wide(x, y), scale);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.coefficient == 0) return std::nullopt;
  const bool negative = (a.coefficient < 0) != (b.coefficient < 0);
  const Uint128 x = magnitude(a.coefficient), y = magnitude(b.coefficient);
  const int shift = kDivisionPlaces + b.scale - a.scale;
  if (shift >= 0 && shift <= 19 + kDivisionPlaces && x < kLimit / kPowers[shift]) {
    const Uint128 dividend = x * kPowers[shift];
    Uint128 quotient = dividend / y;
    const Uint128 twice = dividend % y * 2;  // below 2 * 10^38
    if (twice > y || (twice == y && quotient % 2 == 1)) ++quotient;
    return canonical(negative, quotient, kDivisionPlaces);
  }
  Wide rest = multiply_wide(x, kPowers[std::max(b.scale - a.scale, 0)]);
  const Wide divisor = multiply_wide(y, kPowers[std::max(a.scale - b.scale, 0)]);
  const Wide whole = divide_wide(rest, divisor);
  if (!whole.fits_128() || whole.low() >= kLimit) return std::nullopt;
  Wide quotient = multiply_wide(whole.low(), kPowers[kDivisionPlaces]);
  Uint128 fraction = 0;
  for (int place = 0; place < kDivisionPlaces; ++place) {
    const Wide twice = add_wide(rest, rest), four = add_wide(twice, twice);
    rest = add_wide(add_wide(four, four), twice);
    fraction = fraction * 10 + divide_wide(rest, divisor).low();
  }
  quotient = add_wide(quotient, Wide::of(fraction));
  const auto half = add_wide(rest, rest) <=> divisor;
  if (half > 0 || (half == 0 && quotient.limbs[0] % 2 == 1))
    quotient = add_wide(quotient, Wide::of(1));
  return canonical(negative, quotient, kDivisionPlaces);
}

Decimal negate(const Decimal& a) {
  return {-a.coefficient, a.scale};
}

}  // namespace ipcheck

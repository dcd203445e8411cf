#include "value/decimal.h"

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"

namespace ipcheck {
namespace {

/// Integers of any size, decimal digits least significant first: slow and plain, the oracle here.
struct Big {
  bool negative = false;
  std::vector<int> digits;

  void trim() {
    while (!digits.empty() && digits.back() == 0) digits.pop_back();
    if (digits.empty()) negative = false;
  }
};

Big big(const std::string& text) {
  Big out;
  for (std::size_t i = text.size(); i-- > 0;)
    if (text[i] == '-')
      out.negative = true;
    else
      out.digits.push_back(text[i] - '0');
  out.trim();
  return out;
}

int compare_magnitude(const Big& a, const Big& b) {
  if (a.digits.size() != b.digits.size()) return a.digits.size() < b.digits.size() ? -1 : 1;
  for (std::size_t i = a.digits.size(); i-- > 0;)
    if (a.digits[i] != b.digits[i]) return a.digits[i] < b.digits[i] ? -1 : 1;
  return 0;
}

int compare(const Big& a, const Big& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  return a.negative ? -compare_magnitude(a, b) : compare_magnitude(a, b);
}

Big shifted(Big a, int places) {
  if (!a.digits.empty()) a.digits.insert(a.digits.begin(), static_cast<std::size_t>(places), 0);
  return a;
}

Big plus(const Big& a, const Big& b) {
  Big out;
  if (a.negative == b.negative) {
    out.negative = a.negative;
    int carry = 0;
    for (std::size_t i = 0; i < std::max(a.digits.size(), b.digits.size()) || carry; ++i) {
      carry += (i < a.digits.size() ? a.digits[i] : 0) + (i < b.digits.size() ? b.digits[i] : 0);
      out.digits.push_back(carry % 10);
      carry /= 10;
    }
  } else {
    const Big& large = compare_magnitude(a, b) >= 0 ? a : b;
    const Big& small = &large == &a ? b : a;
    out.negative = large.negative;
    int borrow = 0;
    for (std::size_t i = 0; i < large.digits.size(); ++i) {
      int d = large.digits[i] - borrow - (i < small.digits.size() ? small.digits[i] : 0);
      borrow = d < 0 ? 1 : 0;
      out.digits.push_back(d + 10 * borrow);
    }
  }
  out.trim();
  return out;
}

Big times(const Big& a, const Big& b) {
  Big out;
  out.negative = a.negative != b.negative;
  out.digits.assign(a.digits.size() + b.digits.size() + 1, 0);
  for (std::size_t i = 0; i < a.digits.size(); ++i)
    for (std::size_t j = 0; j < b.digits.size(); ++j)
      out.digits[i + j] += a.digits[i] * b.digits[j];
  for (std::size_t i = 0; i + 1 < out.digits.size(); ++i) {
    out.digits[i + 1] += out.digits[i] / 10;
    out.digits[i] %= 10;
  }
  out.trim();
  return out;
}

/// Magnitudes alone.
Big quotient_half_even(Big a, Big b) {
  a.negative = b.negative = false;
  Big out, rest;
  out.digits.assign(a.digits.size(), 0);
  Big minus_b = b;
  minus_b.negative = true;
  for (std::size_t i = a.digits.size(); i-- > 0;) {
    rest.digits.insert(rest.digits.begin(), a.digits[i]);
    rest.trim();
    while (compare(rest, b) >= 0) {
      rest = plus(rest, minus_b);
      ++out.digits[i];
    }
  }
  out.trim();
  const int half = compare(plus(rest, rest), b);
  const bool odd = !out.digits.empty() && out.digits[0] % 2 == 1;
  return half > 0 || (half == 0 && odd) ? plus(out, big("1")) : out;
}

std::optional<std::string> str_of(Big value, int scale) {
  value.trim();
  while (scale > 0 && (value.digits.empty() || value.digits[0] == 0)) {
    if (!value.digits.empty()) value.digits.erase(value.digits.begin());
    --scale;
  }
  if (value.digits.size() > 38 || scale > 36) return std::nullopt;
  while (value.digits.size() <= static_cast<std::size_t>(scale)) value.digits.push_back(0);
  std::string out = value.negative ? "-" : "";
  for (std::size_t i = value.digits.size(); i-- > 0;) {
    out += static_cast<char>('0' + value.digits[i]);
    if (static_cast<int>(i) == scale && scale > 0) out += '.';
  }
  return out;
}

std::optional<std::string> str_of(const std::optional<Decimal>& value) {
  return value ? std::optional(value->str()) : std::nullopt;
}

/// The digits of a decimal as an integer.
Big coefficient_of(const Decimal& d) {
  std::string text = d.str();
  text.erase(std::remove(text.begin(), text.end(), '.'), text.end());
  return big(text);
}

/// Decimals of all sizes: small ones, ones with many zeros, ones at the limits.
class Source {
 public:
  Decimal next() {
    for (;;) {
      const int size = pick(1, 38);
      std::string digits;
      for (int i = 0; i < size; ++i) digits += digit();
      const int scale = pick(0, std::min(36, size + 6));
      while (static_cast<int>(digits.size()) <= scale) digits.insert(0, "0");
      if (scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
      if (pick(0, 1) == 1) digits.insert(0, "-");
      if (const auto value = Decimal::parse(digits)) return *value;
    }
  }
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

 private:
  char digit() {
    static constexpr char kLikely[] = "00001234567899995";
    return kLikely[pick(0, 16)];
  }
  std::mt19937 random_{20260601};
};

Decimal dec(const std::string& text) {
  const auto value = Decimal::parse(text);
  REQUIRE(value);
  return *value;
}

TEST_CASE("decimal: text is read exactly or refused", "[value]") {
  struct Row {
    std::string text, gives;  // empty: refused
  };
  const auto row = GENERATE(values<Row>({
      {"0", "0"},
      {"-0", "0"},
      {"-0.000", "0"},
      {"007", "7"},
      {"2000000", "2000000"},
      {"1999999.99", "1999999.99"},
      {"1.500", "1.5"},
      {"-0.05", "-0.05"},
      {"0.000000000000000000000000000000000001", "0.000000000000000000000000000000000001"},
      {"0.0000000000000000000000000000000000001", ""},
      {"0.10000000000000000000000000000000000000000000", "0.1"},
      {"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
      {"-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999"},
      {"100000000000000000000000000000000000000", ""},
      {"00000000000000000000000000000000000000000001", "1"},
      {"", ""},
      {"-", ""},
      {".", ""},
      {".5", ""},
      {"5.", ""},
      {"+5", ""},
      {"1e3", ""},
      {"1,000", ""},
      {" 1", ""},
      {"1.2.3", ""},
      {"--1", ""},
      {"0x10", ""},
      {"１", ""},
  }));
  INFO(row.text);
  const auto value = Decimal::parse(row.text);
  REQUIRE(value.has_value() == !row.gives.empty());
  if (value) CHECK(value->str() == row.gives);
}

TEST_CASE("decimal: only whole numbers within 64 bits are integers", "[value]") {
  CHECK(dec("3.0").is_integer());
  CHECK(dec("3.0").to_int64() == 3);
  CHECK_FALSE(dec("3.5").to_int64());
  CHECK(dec("9223372036854775807").to_int64() == std::numeric_limits<std::int64_t>::max());
  CHECK(dec("-9223372036854775808").to_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(dec("9223372036854775808").to_int64());
  CHECK_FALSE(dec("-9223372036854775809").to_int64());
}

TEST_CASE("decimal: money at its threshold is compared to the last fen", "[value]") {
  const Decimal limit = Decimal::of(2'000'000);
  CHECK(dec("1999999.99") < limit);
  CHECK(dec("1999999.999999999999999999") < limit);
  CHECK(dec("2000000.00") == limit);
  CHECK(dec("2000000.01") > limit);
  CHECK(dec("-0.1") < Decimal::of(0));
  CHECK(dec("-99999999999999999999999999999999999999") < dec("-0.000000000000000000000000000001"));
}

TEST_CASE("decimal: comparison agrees with plain big integers", "[value]") {
  Source source;
  for (int i = 0; i < 40000; ++i) {
    const Decimal a = source.next();
    Decimal b = source.next();
    if (i % 4 == 0) b = a;
    if (i % 4 == 1 && b.scale > a.scale)  // almost equal: a and one unit of b's last place
      b = add(a, Decimal{b.coefficient < 0 ? -1 : 1, b.scale}).value_or(b);
    const int scale = std::max(a.scale, b.scale);
    const int want = compare(shifted(coefficient_of(a), scale - a.scale),
                             shifted(coefficient_of(b), scale - b.scale));
    const auto got = a <=> b;
    if ((got < 0) != (want < 0) || (got > 0) != (want > 0)) FAIL(a.str() + " <=> " + b.str());
    if ((a == b) != (want == 0)) FAIL(a.str() + " == " + b.str());
  }
}

TEST_CASE("decimal: sums and products are exact or refused", "[value]") {
  Source source;
  int refused = 0;
  for (int i = 0; i < 40000; ++i) {
    const Decimal a = source.next(), b = source.next();
    const int scale = std::max(a.scale, b.scale);
    const Big x = shifted(coefficient_of(a), scale - a.scale);
    const Big y = shifted(coefficient_of(b), scale - b.scale);
    if (str_of(add(a, b)) != str_of(plus(x, y), scale)) FAIL(a.str() + " + " + b.str());
    Big minus_y = y;
    minus_y.negative = !y.negative && !y.digits.empty();
    if (str_of(subtract(a, b)) != str_of(plus(x, minus_y), scale)) FAIL(a.str() + " - " + b.str());
    const auto product = str_of(times(coefficient_of(a), coefficient_of(b)), a.scale + b.scale);
    if (str_of(multiply(a, b)) != product) FAIL(a.str() + " * " + b.str());
    refused += product ? 0 : 1;
  }
  CHECK(refused > 1000);
  CHECK(refused < 39000);
}

TEST_CASE("decimal: division rounds half to even at 18 places", "[value]") {
  CHECK(divide(dec("24"), dec("12"))->str() == "2");
  CHECK(divide(dec("1"), dec("3"))->str() == "0.333333333333333333");
  CHECK(divide(dec("2"), dec("3"))->str() == "0.666666666666666667");
  CHECK(divide(dec("-2"), dec("3"))->str() == "-0.666666666666666667");
  CHECK(divide(dec("0.000000000000000001"), dec("2"))->str() == "0");
  CHECK(divide(dec("0.000000000000000003"), dec("2"))->str() == "0.000000000000000002");
  CHECK(divide(dec("0.000000000000000005"), dec("2"))->str() == "0.000000000000000002");
  CHECK_FALSE(divide(dec("1"), dec("0")));
  CHECK_FALSE(divide(dec("0"), dec("0")));
  CHECK_FALSE(divide(dec("99999999999999999999999999999999999999"), dec("0.1")));
  CHECK(divide(dec("99999999999999999999999999999999999999"), dec("1")));

  Source source;
  for (int i = 0; i < 3000; ++i) {
    const Decimal a = source.next(), b = source.next();
    if (b.coefficient == 0) continue;
    Big quotient = quotient_half_even(shifted(coefficient_of(a), b.scale + 18),
                                      shifted(coefficient_of(b), a.scale));
    quotient.negative = (a.coefficient < 0) != (b.coefficient < 0);
    if (str_of(divide(a, b)) != str_of(quotient, 18)) FAIL(a.str() + " / " + b.str());
  }
}

TEST_CASE("decimal: results are canonical", "[value]") {
  const auto sum = add(dec("0.5"), dec("0.5"));
  CHECK(sum == Decimal::of(1));
  CHECK(multiply(dec("0.5"), dec("2")) == Decimal::of(1));
  CHECK(multiply(dec("20000000000000000000000000000000000"), dec("0.0005"))->str() ==
        "10000000000000000000000000000000");
  CHECK(divide(dec("5"), dec("0.5")) == Decimal::of(10));
  CHECK(negate(Decimal::of(0)) == Decimal::of(0));
}

}  // namespace
}  // namespace ipcheck

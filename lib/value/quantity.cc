// Tested by tests/value/number_test.cc.
#include "value/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/utf8.h"
#include "value/cell.h"
#include "value/code_points.h"
#include "value/numeral.h"

namespace ipcheck {
namespace {

using View = std::u32string_view;

constexpr View kVague[] = {U"约",   U"近",   U"左右", U"上下", U"以上", U"以下", U"以内", U"以外",
                           U"余",   U"多",   U"超",   U"逾",   U"不足", U"不到", U"不满", U"不少于",
                           U"不低", U"不高", U"不超", U"至少", U"至多", U"最多", U"最少", U"大概",
                           U"大于", U"小于", U"低于", U"高于", U"几",   U"数十", U"数百", U"十来",
                           U"~",    U"≈",    U"≥",    U"≤",    U">",    U"<",    U"±",    U"+"};

struct Prefix {
  View text, unit;
};
constexpr std::array kPrefixes = {
    Prefix{U"人民币", U"元"}, Prefix{U"百分之", U"%"}, Prefix{U"rmb", U"元"},
    Prefix{U"cny", U"元"},    Prefix{U"¥", U"元"},     Prefix{U"us$", U"美元"},
    Prefix{U"usd", U"美元"},  Prefix{U"hk$", U"港元"}, Prefix{U"hkd", U"港元"},
    Prefix{U"eur", U"欧元"},  Prefix{U"gbp", U"英镑"}, Prefix{U"$", U"美元"},
    Prefix{U"€", U"欧元"},    Prefix{U"£", U"英镑"}};

char32_t lower(char32_t c) {
  return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
}

bool is_digit(char32_t c) {
  return is_arabic_digit(c) || is_chinese_digit(c);
}

/// A range, or two values in one cell: something that parts stands between two numbers.
std::string between_numbers(View text) {
  constexpr View kRange = U"-~—–―至到", kTwo = U"/、;|&和及与\\\n\t";
  const auto first = std::find_if(text.begin(), text.end(), is_digit);
  const auto last = std::find_if(text.rbegin(), text.rend(), is_digit).base();
  char32_t before = U' ';  // the last one that is no space
  for (auto at = first; at < last; ++at) {
    if (*at != U' ') {
      if (is_arabic_digit(*at) && is_arabic_digit(before) && at[-1] == U' ') return "two_values";
      before = *at;
    }
    if (kRange.find(*at) != View::npos) return "not_exact";
    if (kTwo.find(*at) != View::npos) return "two_values";
  }
  return {};
}

std::u32string prepared(std::string_view text) {
  std::u32string out = decode(trim(text));
  for (char32_t& c : out) c = lower(half_width(c));
  return out;
}

void erase_spaces(std::u32string& text) {
  const auto space = [](char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; };
  text.erase(std::remove_if(text.begin(), text.end(), space), text.end());
}

std::string reason_against(View text) {
  if (std::none_of(text.begin(), text.end(), is_digit) && text.find(U'十') == View::npos)
    return "not_a_number";
  const bool signed_number = text.starts_with(U'+');
  for (const View word : kVague)
    if (text.find(word, signed_number ? 1 : 0) != View::npos) return "not_exact";
  if (read_date(encode(text))) return "not_a_number";
  return between_numbers(text);
}

/// 元整 and 圆整 are 元; a full stop at the end says nothing.
View unit_text(View rest) {
  if (rest.ends_with(U'。')) rest.remove_suffix(1);
  if (rest == U"元整" || rest == U"圆整" || rest == U"元正" || rest == U"圆正")
    return rest.substr(0, 1);
  return rest;
}

Quantity refused(std::string reason) {
  Quantity quantity;
  quantity.invalid = std::move(reason);
  return quantity;
}

std::string reason_of(const Numeral& numeral, View text) {
  if (numeral.several) return "not_exact";
  return text.find(U',') == View::npos ? "not_a_number" : "two_values";
}

}  // namespace

Quantity read_quantity(std::string_view text) {
  if (text.size() > 400) return refused("not_a_number");
  std::u32string points = prepared(text);
  if (std::string reason = reason_against(points); !reason.empty()) return refused(reason);
  erase_spaces(points);
  View rest = points, prefix_unit;
  bool negative = false;
  for (bool more = true; more && !rest.empty();) {
    more = false;
    for (const Prefix& prefix : kPrefixes) {
      if (!prefix_unit.empty() || !rest.starts_with(prefix.text)) continue;
      prefix_unit = prefix.unit;
      rest.remove_prefix(prefix.text.size());
      more = true;
    }
    if (!negative && (rest.starts_with(U'-') || rest.starts_with(U'+'))) {
      negative = rest[0] == U'-';
      rest.remove_prefix(1);
      more = negative;
    }
  }
  const Numeral numeral = read_numeral(rest);
  if (!numeral.value) return refused(reason_of(numeral, rest));
  Quantity quantity;
  quantity.value = negative ? negate(*numeral.value) : *numeral.value;
  quantity.chinese = numeral.chinese;
  quantity.multiplier =
      encode(rest.substr(numeral.multiplier_begin, numeral.end - numeral.multiplier_begin));
  const View suffix = unit_text(rest.substr(numeral.end));
  quantity.unit = encode(suffix.empty() ? prefix_unit : suffix);
  if (!suffix.empty() && suffix[0] < 0x80 && !is_known_unit(quantity.unit))  // 1e3, 1.2.3
    return refused("not_a_number");
  if (!suffix.empty() && !prefix_unit.empty() &&
      unit_named(encode(suffix)).base != unit_named(encode(prefix_unit)).base)
    return refused("not_a_number");
  return quantity;
}

std::optional<Decimal> read_scientific(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == text.npos) return std::nullopt;
  const auto mantissa = Decimal::parse(text.substr(0, e));
  std::string_view tail = text.substr(e + 1);
  if (tail.starts_with('+') && !tail.starts_with("+-")) tail.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(tail.data(), tail.data() + tail.size(), exponent);
  if (!mantissa || error != std::errc{} || end != tail.data() + tail.size()) return std::nullopt;
  if (tail.empty() || exponent < -36 || exponent > 37) return std::nullopt;
  const std::string power = exponent < 0 ? "0." + std::string(-exponent - 1, '0') + "1"
                                         : "1" + std::string(exponent, '0');
  return multiply(*mantissa, *Decimal::parse(power));
}

NumberReading read_number(std::string_view text) {
  Quantity quantity = read_quantity(text);
  return {quantity.value, std::move(quantity.unit), std::move(quantity.invalid)};
}

}  // namespace ipcheck

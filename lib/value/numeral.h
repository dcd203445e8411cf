#pragma once
// The grammar of numerals, arabic and Chinese mixed: 2,000,000 · 0.02亿 · 一百零五 · 1亿2000万 ·
// 二〇二六. Used by quantity.cc alone.

#include <optional>
#include <string_view>

#include "value/decimal.h"

namespace ipcheck {

struct Numeral {
  std::optional<Decimal> value;
  std::size_t end = 0;               // code points read
  std::size_t multiplier_begin = 0;  // where the multiplying words at the end begin (== end: none)
  bool chinese = false;
  bool several = false;  // 三四: an estimate (three or four)
};

/// The longest numeral at the start of `text`; no value: there is none, or it is malformed,
/// colloquial (一万五) or too long.
Numeral read_numeral(std::u32string_view text);

bool is_arabic_digit(char32_t c);
bool is_chinese_digit(char32_t c);
/// The power of ten that 十百千万亿 stand for; 0: none of them.
int power_of(char32_t c);

}  // namespace ipcheck

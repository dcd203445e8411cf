#pragma once
// Numbers as people write them: full width, grouped, 200万, 0.02亿元, ¥, 三, 两百万. Used by
// cell.cc alone; what it cannot read exactly it refuses with a reason.

#include <optional>
#include <string>
#include <string_view>

#include "value/decimal.h"

namespace ipcheck {

struct Quantity {
  std::optional<Decimal> value;  // with 十百千万亿 multiplied out
  std::string multiplier;        // `万` of 200万元 and 两百万元; empty: none
  std::string unit;              // the rest: `元`; a currency sign gives its unit
  bool chinese = false;          // the number was written in Chinese numerals
  std::string invalid;           // not_a_number, not_exact, two_values, out_of_range
};
Quantity read_quantity(std::string_view text);

/// `1.5E-3`, as spreadsheets store numbers; nullopt when it is something else or too long.
std::optional<Decimal> read_scientific(std::string_view text);

}  // namespace ipcheck

#pragma once
// What a cited figure says in numbers: 不少于3人 is at least 3 人, 1—2名 is at least 1 and at
// most 2.

#include <optional>
#include <string_view>
#include <vector>

#include "expr/expr.h"
#include "value/date.h"
#include "value/decimal.h"

namespace ipcheck {

struct FigureNumber {
  Decimal value;              // scaled by its unit
  std::string unit;           // base unit, where the figure names one that is known
  std::optional<Op> compare;  // Ge, Gt, Le, Lt: what the words around it ask for
};

/// The numbers of a figure, in order; 以上 and 以下, 不满 and 超过 as civil law reads them.
/// Source: 民法典 art. 1259.
std::vector<FigureNumber> numbers_in(std::string_view figure);

/// Words of the text that lay something down: 应当, 不得, 不少于 …; the first in `sentence`, by
/// bytes, and its length. Size 0: none.
struct NormativeWord {
  std::size_t at = 0, size = 0;
};
NormativeWord normative_word(std::string_view sentence);

}  // namespace ipcheck

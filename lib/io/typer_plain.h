#pragma once
// Cells as most tables write them, read without looking twice: `123`, `1,234.50`, 2026-03-16, a
// plain name, a credit code. Each reader takes a text only when it is sure that `read_cell` says
// the same; false: ask `read_cell`. Private to io.

#include <array>
#include <cstdint>
#include <string_view>

#include "value/date.h"
#include "value/decimal.h"
#include "value/schema.h"

namespace ipcheck {

struct CellContext;

/// An unsigned number of at most 18 digits and its sign.
struct PlainDigits {
  std::int64_t coefficient = 0;  // with its sign
  std::int32_t scale = 0;
};

/// `-?digits[.digits]`, also in groups of three.
bool plain_digits(std::string_view text, PlainDigits& out);

/// How the plain numbers of one column become values of their fact.
class PlainNumbers {
 public:
  PlainNumbers() = default;
  PlainNumbers(const Schema& schema, FactId fact, TypeId type, const CellContext& context);

  bool read(std::string_view text, std::int64_t& out) const;
  bool read(std::string_view text, Decimal& out) const;

 private:
  bool within(Int128 coefficient, std::int32_t scale) const;

  bool usable_ = false;   // a plain number has a value here, and the same for every one
  bool percent_ = false;  // a share below 1 is suspicious
  std::int64_t factor_ = 1;
  std::int32_t zeros_ = 0;                 // of a power of ten
  std::int64_t least_ = 0, greatest_ = 0;  // of the fact's range, where it has ends
  bool has_least_ = false, has_greatest_ = false;
};

/// Years 1900 to 2100: yyyy-m-d, yyyy/m/d, yyyy.m.d, yyyymmdd.
bool plain_date(std::string_view text, std::int64_t& days);

/// A text that has no blanks at its ends, is no word for nothing and holds no resident-ID number.
bool plain_string(std::string_view text);

/// A right credit code in capitals.
bool plain_uscc(std::string_view text);

}  // namespace ipcheck

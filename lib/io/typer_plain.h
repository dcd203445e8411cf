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

  bool read(std::string_view text, std::int64_t& out) const {
    if (text.size() - 1 >= kFewDigits || !whole_) return read_long(text, out);
    std::int64_t value = 0;
    for (const char c : text) {
      const unsigned digit = static_cast<unsigned char>(c) - unsigned{'0'};
      if (digit > 9) return read_long(text, out);
      value = value * 10 + digit;
    }
    value *= factor_;
    if (value < least_ || value > greatest_) return false;
    out = value;
    return true;
  }
  bool read(std::string_view text, Decimal& out) const;

 private:
  static constexpr std::size_t kFewDigits = 6;  // times any factor they fit

  bool read_long(std::string_view text, std::int64_t& out) const;
  bool within(std::int64_t coefficient, std::int32_t scale) const;

  bool usable_ = false;   // a plain number has a value here, and the same for every one
  bool percent_ = false;  // a share below 1 is suspicious
  bool whole_ = false;    // usable for whole numbers
  std::int64_t factor_ = 1;
  std::int32_t zeros_ = 0;                                 // of a power of ten
  std::int64_t least_ = INT64_MIN, greatest_ = INT64_MAX;  // of the fact's range, where it has ends
};

/// Years 1900 to 2100: yyyy-m-d, yyyy/m/d, yyyy.m.d, yyyymmdd.
bool plain_date(std::string_view text, std::int64_t& days);

/// A text that has no blanks at its ends, is no word for nothing and holds no resident-ID number.
bool plain_string(std::string_view text);

/// A right credit code in capitals.
bool plain_uscc(std::string_view text);

}  // namespace ipcheck

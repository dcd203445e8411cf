// Tested by tests/io/cell_typer_test.cc, tests/fuzz/fuzz_cell.cc.
#include "io/typer_plain.h"

#include "value/cell.h"
#include "value/cell_kinds.h"

namespace ipcheck {
namespace {

constexpr std::array<std::int64_t, 19> kPowers = [] {
  std::array<std::int64_t, 19> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();
constexpr std::ptrdiff_t kMaxDigits = 18;

unsigned digit(char c) {
  return static_cast<unsigned char>(c) - unsigned{'0'};
}

/// `1,234,567` from its first comma on; `digits` stand before it.
const char* read_groups(const char* p, const char* end, std::ptrdiff_t& digits,
                        std::uint64_t& value) {
  if (digits < 1 || digits > 3) return nullptr;
  while (p != end && *p == ',') {
    if (end - p < 4 || digit(p[1]) > 9 || digit(p[2]) > 9 || digit(p[3]) > 9) return nullptr;
    if ((digits += 3) > kMaxDigits) return nullptr;
    value = value * 1000 + digit(p[1]) * 100 + digit(p[2]) * 10 + digit(p[3]);
    p += 4;
  }
  return p;
}

bool among_blanks(std::string_view text) {
  return is_blank_cell(text) || is_nothing_cell(text);
}

/// Whether 17 digits in a row, half or full width, stand somewhere in the text.
bool has_long_digit_run(std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wide = i + 2 < text.size() && text[i] == '\xEF' && text[i + 1] == '\xBC' &&
                      static_cast<unsigned char>(text[i + 2]) - 0x90u <= 9;
    run = wide || digit(text[i]) <= 9 ? run + 1 : 0;
    if (wide) i += 2;
    if (run == 17) return true;
  }
  return false;
}

/// A byte that digits, half or full width, are made of.
bool in_digits(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte - 0x30u <= 9 || byte - 0x90u <= 9 || byte == 0xEF || byte == 0xBC;
}

/// The same, mostly told from every seventeenth byte: a run has one of them inside.
bool may_hold_id(std::string_view text) {
  for (std::size_t i = 16; i < text.size(); i += 17) {
    if (!in_digits(text[i])) continue;
    std::size_t begin = i, end = i + 1;
    while (begin > 0 && in_digits(text[begin - 1])) --begin;
    while (end < text.size() && in_digits(text[end])) ++end;
    if (end - begin >= 17 && has_long_digit_run(text)) return true;
  }
  return false;
}

/// Whether a character that begins with this byte may be white space: ASCII, U+0085, U+00A0,
/// U+1680, U+180E, U+2000 to U+2060, U+3000, U+FEFF.
bool may_be_blank(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte <= 0x20 || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF;
}

char lead_of_last(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return text[at];
}

/// The characters of a credit code, modulo 31; letters have kLetter set besides, all else kNoCode.
constexpr std::uint8_t kLetter = 0x80, kNoCode = 0x40;
constexpr std::array<std::uint8_t, 256> kUsccValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoCode);
  std::uint8_t next = 0;
  for (const char c : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
    values[static_cast<unsigned char>(c)] =
        static_cast<std::uint8_t>(next < 10 ? next : next + 4 * 31);
    ++next;
  }
  return values;
}();
static_assert((kUsccValues['A'] & kUsccValues['Y'] & kLetter) != 0 &&
              ((kUsccValues['A'] | kUsccValues['Y']) & kNoCode) == 0);

}  // namespace

bool plain_digits(std::string_view text, PlainDigits& out) {
  const char* p = text.data();
  const char* const end = p + text.size();
  const bool negative = p != end && *p == '-';
  p += negative ? 1 : 0;
  const char* const begin = p;
  std::uint64_t value = 0;
  while (p != end && digit(*p) <= 9) value = value * 10 + digit(*p++);  // too many: told below
  std::ptrdiff_t digits = p - begin;
  if (p != end && *p == ',') p = read_groups(p, end, digits, value);
  if (p == nullptr || digits == 0) return false;
  out.scale = 0;
  if (p != end && *p == '.') {
    const char* const point = p++;
    while (p != end && digit(*p) <= 9) value = value * 10 + digit(*p++);
    const std::ptrdiff_t places = p - point - 1;
    if (places == 0) return false;
    digits += places;
    out.scale = static_cast<std::int32_t>(places);
  }
  if (p != end || digits > kMaxDigits) return false;
  const auto number = static_cast<std::int64_t>(value);
  out.coefficient = negative ? -number : number;
  return true;
}

// What `read_cell` makes of 1 and 3 tells what it does with every plain number: nothing, or one
// multiplication.
PlainNumbers::PlainNumbers(const Schema& schema, FactId id, TypeId type,
                           const CellContext& context) {
  const Fact& fact = schema.facts[id];
  Fact boundless;
  boundless.unit = fact.unit;
  const auto number_of = [&](std::string_view text) -> std::optional<Decimal> {
    const CellReading reading = read_cell(schema, type, boundless, text, context);
    if (!reading.value) return std::nullopt;
    return reading.value->is<std::int64_t>() ? Decimal::of(reading.value->as<std::int64_t>())
                                             : reading.value->as<Decimal>();
  };
  const auto one = number_of("1"), three = number_of("3");
  if (!one || !three || multiply(*one, Decimal::of(3)) != three) return;
  const auto factor = one->to_int64();
  const auto bound = [](const std::optional<Decimal>& end) {
    const auto whole = end ? end->to_int64() : std::optional<std::int64_t>(0);
    return whole && *whole > -kPowers[18] && *whole < kPowers[18] ? whole : std::nullopt;
  };
  const auto least = bound(fact.min), greatest = bound(fact.max);
  if (!factor || *factor < 1 || *factor > kPowers[12] || !least || !greatest) return;
  usable_ = true;
  const UnitId unit = schema.types[type].unit != 0 ? schema.types[type].unit : fact.unit;
  percent_ = schema.units[unit].symbol == "%";
  factor_ = *factor;
  while (zeros_ < 12 && kPowers[zeros_] < factor_) ++zeros_;
  if (kPowers[zeros_] != factor_) zeros_ = 0;
  whole_ = !percent_;
  if (fact.min) least_ = *least;
  if (fact.max) greatest_ = *greatest;
}

bool PlainNumbers::within(std::int64_t coefficient, std::int32_t scale) const {
  if (scale == 0) return least_ <= coefficient && coefficient <= greatest_;
  return coefficient >= static_cast<Int128>(least_) * kPowers[scale] &&
         coefficient <= static_cast<Int128>(greatest_) * kPowers[scale];
}

bool PlainNumbers::read_long(std::string_view text, std::int64_t& out) const {
  PlainDigits digits;
  if (!whole_ || !plain_digits(text, digits) || digits.scale != 0) return false;
  std::int64_t value = 0;
  if (__builtin_mul_overflow(digits.coefficient, factor_, &value)) return false;
  if (value < least_ || value > greatest_) return false;
  out = value;
  return true;
}

bool PlainNumbers::read(std::string_view text, Decimal& out) const {
  PlainDigits digits;
  if (!usable_ || !plain_digits(text, digits)) return false;
  std::int64_t coefficient = digits.coefficient;
  std::int32_t scale = digits.scale;
  const std::int64_t magnitude = coefficient < 0 ? -coefficient : coefficient;
  if (percent_ && magnitude != 0 && (factor_ != 1 || magnitude < kPowers[scale])) return false;
  if (scale < zeros_ || zeros_ == 0) {  // what is left of the factor
    const std::int64_t rest = zeros_ == 0 ? factor_ : kPowers[zeros_ - scale];
    if (zeros_ != 0) scale = 0;
    if (__builtin_mul_overflow(coefficient, rest, &coefficient)) return false;
  } else {
    scale -= zeros_;
  }
  for (; scale > 0 && coefficient % 10 == 0; --scale) coefficient /= 10;
  if (!within(coefficient, scale)) return false;
  out.coefficient = coefficient;
  out.scale = scale;
  return true;
}

bool plain_date(std::string_view text, std::int64_t& days) {
  if (text.size() < 8 || text.size() > 10) return false;
  const auto number = [text](std::size_t at, std::size_t size) {
    int value = 0;
    for (std::size_t i = at; i < at + size; ++i) {
      if (digit(text[i]) > 9) return -1;
      value = value * 10 + static_cast<int>(digit(text[i]));
    }
    return value;
  };
  const int year = number(0, 4);
  if (year < 1900 || year > 2100) return false;
  const char mark = text[4];
  int month = 0, day = 0;
  if (text.size() == 8 && digit(mark) <= 9) {
    month = number(4, 2);
    day = number(6, 2);
  } else {
    if (mark != '-' && mark != '/' && mark != '.') return false;
    const std::size_t second = text[6] == mark ? 6 : 7;
    if (text[second] != mark || text.size() - second < 2 || text.size() - second > 3) return false;
    month = number(5, second - 5);
    day = number(second + 1, text.size() - second - 1);
  }
  const auto date = Date::of(year, month, day);
  if (date) days = date->days;
  return date.has_value();
}

bool plain_string(std::string_view text) {
  if (text.empty() || may_be_blank(text[0])) return false;
  const char last = text.back();
  if (last >= 0 ? last <= 0x20 : may_be_blank(lead_of_last(text))) return false;
  if (text.size() <= 12) {
    const auto first = static_cast<unsigned char>(text[0]);
    const bool letter = (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') ||
                        (first >= 'a' && first <= 'z');
    const bool ideograph = first >= 0xE4 && first <= 0xE9 && first != 0xE6;
    const bool surely = (letter && first != 'n' && first != 'N') || ideograph;
    if (!surely && among_blanks(text)) return false;
  }
  return text.size() < 17 || !may_hold_id(text);
}

// The weights of the digits are the powers of 3. A resident-ID number begins with 17 digits; every
// such run within 18 characters has those from the second to the seventeenth.
bool plain_uscc(std::string_view text) {
  constexpr std::size_t kSize = 18;
  if (text.size() != kSize) return false;
  const auto value = [text](std::size_t i) {
    return kUsccValues[static_cast<unsigned char>(text[i])];
  };
  const std::uint8_t last = value(kSize - 1);
  std::uint64_t sum = 0;
  std::uint8_t all = 0;
  for (std::size_t i = kSize - 2; i > 0; i -= 2) {
    sum = sum * 9 + value(i) * 3u + value(i - 1);
    all |= value(i) | value(i - 1);
  }
  const bool letter = (all & kLetter) != 0;
  all |= value(0) | last;
  return letter && (all & kNoCode) == 0 && (sum * 3 + value(0) + last) % 31 == 0;
}

}  // namespace ipcheck

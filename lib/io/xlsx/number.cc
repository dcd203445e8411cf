// Tested by tests/io/xlsx_number_test.cc.
#include "io/xlsx/number.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "value/date.h"

namespace ipcheck {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The first section of a format code, in small letters, without what is shown as it stands
/// (quoted, escaped), colours, locales and AM/PM; `[h]`, `[mm]`, `[ss]` become \1.
std::string bare_format(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = lower(code[i]);
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*' || c == '!') {
      ++i;
    } else if (c == '[') {
      const std::size_t close = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, close - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
        bare += '\1';
      i = close;
    } else {
      bare += c;
    }
  }
  for (const std::string_view word : {"general", "am/pm", "a/p", "g/通用格式"}) {
    for (std::size_t at; (at = bare.find(word)) != std::string::npos;)
      bare.replace(at, word.size(), word == "general" || word.front() == 'g' ? "0" : "h");
  }
  return bare;
}

std::optional<double> parsed(std::string_view raw) {
  double value = 0;
  if (raw.starts_with('+')) raw.remove_prefix(1);
  const auto [end, fault] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (fault == std::errc::result_out_of_range || fault != std::errc() ||
      end != raw.data() + raw.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// Up to 15 digits, the last not zero, and the power of ten of the first.
struct Digits {
  bool negative = false;
  std::string digits;  // "0" for zero
  int power = 0;
};

Digits digits_of(double value) {
  std::array<char, 40> buffer;
  const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                          std::fabs(value), std::chars_format::scientific, 14);
  (void)fault;  // the buffer is large enough for any double
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t e = text.find('e');
  Digits result;
  result.negative = value < 0;
  for (const char c : text.substr(0, e)) {
    if (c != '.') result.digits += c;
  }
  result.digits.erase(std::max<std::size_t>(1, result.digits.find_last_not_of('0') + 1));
  const char* from = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(from, text.data() + text.size(), result.power);
  return result;
}

std::string written(const Digits& number) {
  const std::string& digits = number.digits;
  std::string text = number.negative ? "-" : "";
  const int count = static_cast<int>(digits.size());
  if (number.power >= 15 || number.power < -10) {
    text += digits[0];
    if (count > 1) text += '.' + digits.substr(1);
    return text + fmt::format("E{:+03}", number.power);
  }
  if (number.power < 0) {
    return text + "0." + std::string(static_cast<std::size_t>(-number.power - 1), '0') + digits;
  }
  const int whole = number.power + 1;
  if (count <= whole)
    return text + digits + std::string(static_cast<std::size_t>(whole - count), '0');
  const auto cut = static_cast<std::size_t>(whole);
  return text + digits.substr(0, cut) + '.' + digits.substr(cut);
}

/// Written as we would: at most 15 digits, no zeros or signs that say nothing.
bool plain(std::string_view raw) {
  if (raw.starts_with('-')) {
    raw.remove_prefix(1);
    if (raw == "0") return false;
  }
  if (raw.empty() || raw.size() > 16 || !digit(raw.front()) || !digit(raw.back())) return false;
  const std::size_t point = raw.find('.');
  if (raw.size() > (point == std::string_view::npos ? 15 : 16)) return false;
  if (raw.front() == '0' && raw.size() > 1 && raw[1] != '.') return false;
  if (point != std::string_view::npos && raw.back() == '0') return false;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (!digit(raw[i]) && i != point) return false;
  }
  return true;
}

std::string clock(double days, bool elapsed) {
  const auto seconds = static_cast<long long>(std::floor(days * 86400 + 0.5));
  const long long hours = elapsed ? seconds / 3600 : seconds / 3600 % 24;
  return fmt::format("{:02}:{:02}:{:02}", hours, seconds / 60 % 60, seconds % 60);
}

std::string day_text(long long serial, bool system_1904) {
  const Date epoch = *(system_1904 ? Date::of(1904, 1, 1) : Date::of(1899, 12, 30));
  const bool before_gap = !system_1904 && serial < 60;  // as 29 February 1900 is counted after it
  return Date{static_cast<std::int32_t>(epoch.days + serial + (before_gap ? 1 : 0))}.str();
}

}  // namespace

NumberFormat builtin_format(unsigned id) {
  if (id == 9 || id == 10) return NumberFormat::Percent;
  if (id == 34 || id == 35 || id == 55 || id == 56) return NumberFormat::MaybeDate;
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
      (id >= 50 && id <= 58))
    return NumberFormat::Date;
  if ((id >= 18 && id <= 21) || id == 32 || id == 33 || id == 45 || id == 47)
    return NumberFormat::Time;
  return id == 46 ? NumberFormat::Elapsed : NumberFormat::Number;
}

NumberFormat custom_format(std::string_view code) {
  const std::string bare = bare_format(code);
  const auto has = [&](std::string_view any) {
    return bare.find_first_of(any) != std::string::npos;
  };
  const bool exponent =
      bare.find("e+") != std::string::npos || bare.find("e-") != std::string::npos;
  const bool clock = has("hs\1");
  if (has("yd") || (has("e") && !exponent) || (has("m") && !clock)) return NumberFormat::Date;
  if (has("\1")) return NumberFormat::Elapsed;
  if (clock) return NumberFormat::Time;
  return has("%") ? NumberFormat::Percent : NumberFormat::Number;
}

std::optional<std::string_view> number_text(std::string_view raw, std::string& store) {
  if (plain(raw)) return raw;
  const std::optional<double> value = parsed(raw);
  if (!value) return std::nullopt;
  store = *value == 0 ? "0" : written(digits_of(*value));
  return store;
}

std::optional<std::string> percent_text(std::string_view raw) {
  const std::optional<double> value = parsed(raw);
  if (!value) return std::nullopt;
  if (*value == 0) return "0%";
  Digits digits = digits_of(*value);
  digits.power += 2;
  return written(digits) + '%';
}

std::optional<DateText> serial_text(std::string_view raw, NumberFormat format, bool system_1904) {
  const std::optional<double> value = parsed(raw);
  const double last = system_1904 ? 2957003 : 2958465;  // 9999-12-31
  if (!value || *value < 0 || *value >= last + 1) return std::nullopt;
  if (format == NumberFormat::Elapsed) return DateText{clock(*value, true)};
  if (format == NumberFormat::Time) return DateText{clock(*value, false)};
  if (format == NumberFormat::MaybeDate && *value < 1) return DateText{clock(*value, false)};
  // Half a millisecond is what computed times are off by.
  const auto serial = std::min(static_cast<long long>(std::floor(*value + 0.0005 / 86400)),
                               static_cast<long long>(last));
  if (system_1904) return DateText{day_text(serial, true)};
  if (serial == 0)
    return *value > 0 ? DateText{clock(*value, false)} : DateText{"1900-01-00", true};
  if (serial == 60) return DateText{"1900-02-29", true};
  return DateText{day_text(serial, false)};
}

}  // namespace ipcheck

// Tested by tests/value/number_test.cc.
#include <algorithm>

#include "text/utf8.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

/// Takes digits off the front, at most `most`; nullopt when there is none or one too many.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t size = 0;
  while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
  if (size < least || size > most) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, size)) value = value * 10 + (c - '0');
  text.remove_prefix(size);
  return value;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// The time of day that a database or spreadsheet adds: `T08:30`, `00:00:00`. Time zones are
/// refused: they could mean another day.
bool is_time_of_day(std::string_view text) {
  if (text.empty()) return true;
  take(text, "T");
  const auto hour = take_number(text, 1, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return false;
  const auto minute = take_number(text, 2, 2);
  if (!minute || *minute > 59) return false;
  if (!take(text, ":")) return text.empty();
  const auto second = take_number(text, 2, 2);
  if (!second || *second > 59) return false;
  return text.empty() || (take(text, ".") && text.find_first_not_of('0') == text.npos);
}

std::optional<Date> eight_digits(std::string_view text) {
  const auto number = take_number(text, 8, 8);
  if (!number || !text.empty()) return std::nullopt;
  return Date::of(*number / 10000, *number / 100 % 100, *number % 100);
}

}  // namespace

std::optional<Date> read_date(std::string_view given) {
  if (given.size() > 100) return std::nullopt;
  std::string text = half_width(trim(given));
  std::string time;
  if (const auto colon = text.find(':'); colon != text.npos) {  // a time of day behind ` ` or `T`
    const auto gap = text.find_last_of(" T", colon);
    if (gap == text.npos) return std::nullopt;
    time = text.substr(text[gap] == 'T' ? gap : gap + 1);
    text.erase(gap);
  }
  if (text.find("年") != text.npos)  // 2026 年 3 月 16 日
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  if (!is_time_of_day(time)) return std::nullopt;
  if (const auto date = eight_digits(text)) return date;

  std::string_view rest = text;
  const auto year = take_number(rest, 4, 4);
  if (!year || rest.empty()) return std::nullopt;
  const bool chinese = take(rest, "年");
  const char separator = rest.empty() ? '\0' : rest[0];
  if (!chinese && (separator != '-' && separator != '/' && separator != '.')) return std::nullopt;
  if (!chinese) rest.remove_prefix(1);
  const auto month = take_number(rest, 1, 2);
  if (!month || !(chinese ? take(rest, "月") : take(rest, {&separator, 1}))) return std::nullopt;
  const auto day = take_number(rest, 1, 2);
  if (!day) return std::nullopt;
  if (chinese && !take(rest, "日")) take(rest, "号");
  return rest.empty() ? Date::of(*year, *month, *day) : std::nullopt;
}

}  // namespace ipcheck

#pragma once
// Civil days (proleptic Gregorian, Asia/Shanghai by convention) and the published calendar of
// working days.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

/// A day, counted from 1970-01-01. Years 1900-2100 are what records may hold; arithmetic reaches
/// 0001-9999.
struct Date {
  std::int32_t days = 0;

  static std::optional<Date> of(int year, int month, int day);  // nullopt: no such day
  static std::optional<Date> parse_iso(std::string_view text);  // YYYY-MM-DD alone
  int year() const;
  int month() const;
  int day() const;
  int weekday() const;      // 1 Monday .. 7 Sunday
  std::string str() const;  // YYYY-MM-DD

  friend auto operator<=>(const Date&, const Date&) = default;
};

/// nullopt outside years 1-9999. 29 February and the 31st fall back to the month's last day.
std::optional<Date> add_days(Date d, std::int64_t n);
std::optional<Date> add_months(Date d, std::int64_t n);
std::optional<Date> add_years(Date d, std::int64_t n);
/// Whole months / years from a to b, rounded down (negative when b < a). Source: 民法典 art. 202
/// anniversaries.
std::int64_t months_between(Date a, Date b);
std::int64_t years_between(Date a, Date b);

/// Working days as published year by year: Monday to Friday, less `off`, plus `worked`. Nothing
/// beyond the published years is ever guessed. Source: the State Council office's yearly notices,
/// cited in rules/calendar/cn-workdays.yaml.
struct WorkCalendar {
  Date valid_from;
  Date valid_through;
  std::vector<Date> off;     // sorted
  std::vector<Date> worked;  // sorted

  bool covers(Date d) const { return valid_from <= d && d <= valid_through; }
  std::optional<bool> is_workday(Date d) const;  // nullopt: outside the calendar
  /// The n-th working day after d (d itself is not counted; n = 0 is d; negative n goes back).
  /// nullopt: the way leaves the calendar.
  std::optional<Date> add_workdays(Date d, std::int64_t n) const;
  /// Working days in (a, b]; negative when b < a. nullopt: leaves the calendar.
  std::optional<std::int64_t> workdays_between(Date a, Date b) const;
};

}  // namespace ipcheck

// Tested by tests/value/date_test.cc.
#include "value/date.h"

#include <algorithm>

namespace ipcheck {
namespace {

struct Civil {
  int year, month, day;
};

// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and
// civil_from_days, eras of 400 years that begin on 1 March.
std::int32_t days_from_civil(int year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_from_days(std::int32_t days) {
  const std::int64_t z = std::int64_t{days} + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = static_cast<int>(z - era * 146097);
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int year = year_of_era + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

int days_in_month(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool holds(const std::vector<Date>& sorted, Date d) {
  return std::binary_search(sorted.begin(), sorted.end(), d);
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{days_from_civil(year, month, day)};
}

std::optional<Date> Date::parse_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
             day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return of(*year, *month, *day);
}

int Date::year() const {
  return civil_from_days(days).year;
}
int Date::month() const {
  return civil_from_days(days).month;
}
int Date::day() const {
  return civil_from_days(days).day;
}

int Date::weekday() const {
  return static_cast<int>(((std::int64_t{days} + 3) % 7 + 7) % 7) + 1;  // 1970-01-01: Thursday
}

std::string Date::str() const {
  const Civil civil = civil_from_days(days);
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t first, std::size_t end, int value) {
    for (; value > 0 && end > first; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, civil.year);
  put(5, 7, civil.month);
  put(8, 10, civil.day);
  return text;
}

std::optional<Date> add_days(Date d, std::int64_t n) {
  static const std::int32_t kFirst = days_from_civil(1, 1, 1);
  static const std::int32_t kLast = days_from_civil(9999, 12, 31);
  std::int64_t days = 0;
  if (__builtin_add_overflow(std::int64_t{d.days}, n, &days)) return std::nullopt;
  if (days < kFirst || days > kLast) return std::nullopt;
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<Date> add_months(Date d, std::int64_t n) {
  const Civil civil = civil_from_days(d.days);
  std::int64_t months = 0;
  if (__builtin_add_overflow(std::int64_t{civil.year} * 12 + civil.month - 1, n, &months))
    return std::nullopt;
  if (months < 12 || months >= 10000 * 12) return std::nullopt;
  const int year = static_cast<int>(months / 12), month = static_cast<int>(months % 12) + 1;
  return Date::of(year, month, std::min(civil.day, days_in_month(year, month)));
}

std::optional<Date> add_years(Date d, std::int64_t n) {
  std::int64_t months = 0;
  if (__builtin_mul_overflow(n, std::int64_t{12}, &months)) return std::nullopt;
  return add_months(d, months);
}

std::int64_t months_between(Date a, Date b) {
  const Civil from = civil_from_days(a.days), to = civil_from_days(b.days);
  const std::int64_t months = (to.year - from.year) * 12 + (to.month - from.month);
  // The anniversary lies in b's month; when it is still to come, the last month is not whole.
  const int anniversary = std::min(from.day, days_in_month(to.year, to.month));
  return to.day < anniversary ? months - 1 : months;
}

std::int64_t years_between(Date a, Date b) {
  const std::int64_t months = months_between(a, b);
  return (months >= 0 ? months : months - 11) / 12;
}

std::optional<bool> WorkCalendar::is_workday(Date d) const {
  if (!covers(d)) return std::nullopt;
  if (d.weekday() > 5) return holds(worked, d);
  return !holds(off, d);
}

std::optional<Date> WorkCalendar::add_workdays(Date d, std::int64_t n) const {
  const int step = n < 0 ? -1 : 1;
  while (n != 0) {
    d.days += step;
    const auto workday = is_workday(d);
    if (!workday) return std::nullopt;
    if (*workday) n -= step;
  }
  return d;
}

std::optional<std::int64_t> WorkCalendar::workdays_between(Date a, Date b) const {
  if (b < a) {
    const auto forward = workdays_between(b, a);
    return forward ? std::optional(-*forward) : std::nullopt;
  }
  if (a != b && (!covers(Date{a.days + 1}) || !covers(b))) return std::nullopt;
  std::int64_t count = 0;
  for (Date d{a.days + 1}; d <= b; ++d.days) count += is_workday(d).value_or(false) ? 1 : 0;
  return count;
}

}  // namespace ipcheck

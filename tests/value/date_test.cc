#include "value/date.h"

#include <limits>
#include <string>

#include "support/catch.h"

namespace ipcheck {
namespace {

Date day(const std::string& text) {
  const auto date = Date::parse_iso(text);
  INFO(text);
  REQUIRE(date);
  return *date;
}

std::string str(const std::optional<Date>& date) {
  return date ? date->str() : "none";
}

void add_range(std::vector<Date>& days, const std::string& first, const std::string& last) {
  for (Date d = day(first); d <= day(last); ++d.days) days.push_back(d);
}

/// The calendar of 2024 to 2026 as the yearly notices of the State Council office give it.
WorkCalendar published() {
  WorkCalendar calendar{day("2024-01-01"), day("2026-12-31"), {}, {}};
  const std::pair<const char*, const char*> off[] = {
      {"2024-01-01", "2024-01-01"}, {"2024-02-10", "2024-02-17"}, {"2024-04-04", "2024-04-06"},
      {"2024-05-01", "2024-05-05"}, {"2024-06-10", "2024-06-10"}, {"2024-09-15", "2024-09-17"},
      {"2024-10-01", "2024-10-07"}, {"2025-01-01", "2025-01-01"}, {"2025-01-28", "2025-02-04"},
      {"2025-04-04", "2025-04-06"}, {"2025-05-01", "2025-05-05"}, {"2025-05-31", "2025-06-02"},
      {"2025-10-01", "2025-10-08"}, {"2026-01-01", "2026-01-03"}, {"2026-02-15", "2026-02-23"},
      {"2026-04-04", "2026-04-06"}, {"2026-05-01", "2026-05-05"}, {"2026-06-19", "2026-06-21"},
      {"2026-09-25", "2026-09-27"}, {"2026-10-01", "2026-10-07"}};
  for (const auto& [first, last] : off) add_range(calendar.off, first, last);
  for (const char* worked : {"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11",
                             "2024-09-14", "2024-09-29", "2024-10-12", "2025-01-26", "2025-02-08",
                             "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14",
                             "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"})
    calendar.worked.push_back(day(worked));
  return calendar;
}

TEST_CASE("date: civil days and day numbers are inverse over four centuries", "[value]") {
  Date d = day("1800-01-01");
  int weekday = 3;  // a Wednesday
  for (int year = 1800; year <= 2200; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int dom = 1; dom <= 31; ++dom) {
        const auto made = Date::of(year, month, dom);
        if (!made) continue;
        if (*made != d || d.year() != year || d.month() != month || d.day() != dom ||
            d.weekday() != weekday || Date::parse_iso(d.str()) != d)
          FAIL(d.str());
        ++d.days;
        weekday = weekday % 7 + 1;
      }
  CHECK(d == day("2201-01-01"));
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2026-06-01").weekday() == 1);
  CHECK(day("0001-01-01").days == -719162);
  CHECK(day("9999-12-31").days == 2932896);
}

TEST_CASE("date: days that do not exist are refused", "[value]") {
  for (const char* text :
       {"2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "2024-00-10",
        "2024-01-00", "2024-01-32", "0000-01-01", "2024-1-01", "2024/01/01", "2024-01-01 ", "",
        "20240101", "2024-0a-01", "-024-01-01"}) {
    INFO(text);
    CHECK_FALSE(Date::parse_iso(text));
  }
  CHECK(Date::parse_iso("2024-02-29"));
  CHECK(Date::parse_iso("2000-02-29"));
}

TEST_CASE("date: months and years fall back to the month's last day", "[value]") {
  CHECK(str(add_years(day("2024-02-29"), 1)) == "2025-02-28");
  CHECK(str(add_years(day("2024-02-29"), 4)) == "2028-02-29");
  CHECK(str(add_years(day("2024-02-29"), -1)) == "2023-02-28");
  CHECK(str(add_months(day("2026-01-31"), 1)) == "2026-02-28");
  CHECK(str(add_months(day("2026-01-31"), -2)) == "2025-11-30");
  CHECK(str(add_months(day("2026-12-15"), 1)) == "2027-01-15");
  CHECK(str(add_months(day("2026-01-15"), -1)) == "2025-12-15");
  CHECK(str(add_days(day("2024-02-28"), 2)) == "2024-03-01");
  CHECK(str(add_months(day("9999-12-01"), 1)) == "none");
  CHECK(str(add_months(day("0001-01-01"), -1)) == "none");
  CHECK(str(add_days(day("9999-12-31"), 1)) == "none");
  CHECK(str(add_days(day("0001-01-01"), -1)) == "none");
  CHECK(str(add_days(day("2026-01-01"), std::numeric_limits<std::int64_t>::max())) == "none");
  CHECK(str(add_days(day("2026-01-01"), std::numeric_limits<std::int64_t>::min())) == "none");
  CHECK(str(add_months(day("2026-01-01"), std::numeric_limits<std::int64_t>::max())) == "none");
  CHECK(str(add_years(day("2026-01-01"), std::numeric_limits<std::int64_t>::max())) == "none");
  CHECK(str(add_years(day("2026-01-01"), std::numeric_limits<std::int64_t>::min())) == "none");
}

TEST_CASE("date: whole months and years are counted at the anniversary", "[value]") {
  CHECK(years_between(day("2024-06-02"), day("2026-06-01")) == 1);
  CHECK(years_between(day("2024-06-01"), day("2026-06-01")) == 2);
  CHECK(years_between(day("2024-05-31"), day("2026-06-01")) == 2);
  CHECK(years_between(day("2024-02-29"), day("2025-02-27")) == 0);
  CHECK(years_between(day("2024-02-29"), day("2025-02-28")) == 1);
  CHECK(years_between(day("2026-06-01"), day("2026-05-31")) == -1);
  CHECK(years_between(day("2026-06-01"), day("2025-06-01")) == -1);
  CHECK(years_between(day("2026-06-01"), day("2025-05-31")) == -2);
  CHECK(months_between(day("2026-01-31"), day("2026-02-27")) == 0);
  CHECK(months_between(day("2026-01-31"), day("2026-02-28")) == 1);
  CHECK(months_between(day("2026-01-31"), day("2026-03-30")) == 1);
  CHECK(months_between(day("2026-03-31"), day("2026-02-28")) == -1);
  CHECK(months_between(day("2026-03-31"), day("2026-02-27")) == -2);
}

TEST_CASE("date: months_between is the greatest n whose anniversary has come", "[value]") {
  for (Date a = day("2023-12-25"); a <= day("2024-03-05"); ++a.days)
    for (Date b = day("2022-01-20"); b <= day("2026-03-05"); ++b.days) {
      const std::int64_t n = months_between(a, b);
      if (*add_months(a, n) > b || *add_months(a, n + 1) <= b) FAIL(a.str() + " to " + b.str());
      const std::int64_t years = years_between(a, b);
      if (*add_years(a, years) > b || *add_years(a, years + 1) <= b)
        FAIL(a.str() + " to " + b.str());
    }
}

TEST_CASE("workdays: the fifth and the seventh working day after an event", "[value]") {
  struct Row {
    std::string event, seventh, fifth;
  };
  const auto row = GENERATE(values<Row>({{"2026-02-06", "2026-02-24", "2026-02-13"},
                                         {"2026-02-11", "2026-02-27", "2026-02-25"},
                                         {"2026-04-28", "2026-05-11", "2026-05-08"},
                                         {"2026-09-17", "2026-09-28", "2026-09-23"},
                                         {"2026-09-23", "2026-10-10", "2026-10-08"},
                                         {"2025-09-26", "2025-10-13", "2025-10-10"},
                                         {"2025-12-29", "2026-01-08", "2026-01-06"},
                                         {"2026-12-22", "2026-12-31", "2026-12-29"}}));
  INFO(row.event);
  const WorkCalendar calendar = published();
  const Date event = day(row.event);
  CHECK(str(calendar.add_workdays(event, 7)) == row.seventh);
  CHECK(str(calendar.add_workdays(event, 5)) == row.fifth);
  CHECK(calendar.workdays_between(event, day(row.seventh)) == 7);
  CHECK(calendar.workdays_between(day(row.fifth), event) == -5);
}

TEST_CASE("workdays: a year has as many as published", "[value]") {
  const WorkCalendar calendar = published();
  CHECK(calendar.workdays_between(day("2023-12-31"), day("2024-12-31")) == 251);
  CHECK(calendar.workdays_between(day("2024-12-31"), day("2025-12-31")) == 248);
  CHECK(calendar.workdays_between(day("2025-12-31"), day("2026-12-31")) == 248);
}

TEST_CASE("workdays: nothing beyond the calendar is guessed", "[value]") {
  const WorkCalendar calendar = published();
  CHECK_FALSE(calendar.is_workday(day("2027-01-01")));
  CHECK_FALSE(calendar.is_workday(day("2023-12-31")));
  CHECK(calendar.is_workday(day("2026-12-31")) == true);
  CHECK(calendar.is_workday(day("2026-02-14")) == true);
  CHECK(calendar.is_workday(day("2026-02-16")) == false);
  CHECK(str(calendar.add_workdays(day("2026-12-23"), 7)) == "none");
  CHECK(str(calendar.add_workdays(day("2026-12-31"), 1)) == "none");
  CHECK(str(calendar.add_workdays(day("2027-05-01"), 0)) == "2027-05-01");
  CHECK(str(calendar.add_workdays(day("2024-01-02"), -1)) == "none");
  CHECK(str(calendar.add_workdays(day("2024-01-08"), -2)) == "2024-01-04");
  CHECK(str(calendar.add_workdays(day("2026-01-01"), std::numeric_limits<std::int64_t>::max())) ==
        "none");
  CHECK(str(calendar.add_workdays(day("2026-01-01"), std::numeric_limits<std::int64_t>::min())) ==
        "none");
  CHECK_FALSE(calendar.workdays_between(day("2026-12-01"), day("2027-01-01")));
  CHECK_FALSE(calendar.workdays_between(day("2027-01-01"), day("2026-12-01")));
  CHECK_FALSE(calendar.workdays_between(day("2023-12-30"), day("2024-01-02")));
  CHECK(calendar.workdays_between(day("2027-01-01"), day("2027-01-01")) == 0);
}

}  // namespace
}  // namespace ipcheck

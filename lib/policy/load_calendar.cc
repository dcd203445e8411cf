// The calendar of working days. Tested by tests/policy/calendar_test.cc.
#include <algorithm>

#include "policy/load_parts.h"

namespace ipcheck {
namespace {

std::optional<Date> read_day(Loading& loading, TreeRef node) {
  auto day = node.is_scalar() ? Date::parse_iso(node.text()) : std::nullopt;
  if (!day) expected(loading.diags, node, {"日期 YYYY-MM-DD", "a date YYYY-MM-DD"});
  return day;
}

/// A day, or [first, last].
void read_days(Loading& loading, TreeRef list, std::vector<Date>& out) {
  for (TreeRef item : read_items(loading.diags, list, {"日期列表", "a list of dates"})) {
    if (!item.is_sequence()) {
      if (auto day = read_day(loading, item)) out.push_back(*day);
      continue;
    }
    if (item.size() != 2) {
      expected(loading.diags, item, {"[首日, 末日]", "[first day, last day]"});
      continue;
    }
    auto first = read_day(loading, item.item(0));
    auto last = read_day(loading, item.item(1));
    if (!first || !last) continue;
    if (*last < *first || last->days - first->days > 366) {
      loading.diags.error("empty-range", item.span(),
                          say("日期范围不成立", "not a range of days within a year"));
      continue;
    }
    for (std::int32_t d = first->days; d <= last->days; ++d) out.push_back(Date{d});
  }
}

void sort_unique(std::vector<Date>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}  // namespace

void load_calendar(Loading& loading, TreeRef root) {
  WorkCalendar& calendar = loading.rules.calendar;
  MapReader map(loading.diags, root, {"日历", "calendar"});
  map.text("calendar");
  map.both("title", true);
  map.need("valid_from");
  map.need("valid_through");
  auto from = map.date("valid_from");
  auto through = map.date("valid_through");
  for (TreeRef item :
       read_items(loading.diags, map.need("years"), {"年份列表", "a list of years"})) {
    MapReader year(loading.diags, item, {"年份", "year"});
    year.need("year");
    year.both("notice", true);
    read_days(loading, year.take("off"), calendar.off);
    read_days(loading, year.take("worked"), calendar.worked);
    year.finish();
  }
  map.finish();
  sort_unique(calendar.off);
  sort_unique(calendar.worked);
  if (!from || !through) return;
  bool first = calendar.valid_through == Date{} && calendar.valid_from == Date{};
  calendar.valid_from = first ? *from : std::min(calendar.valid_from, *from);
  calendar.valid_through = first ? *through : std::max(calendar.valid_through, *through);
}

}  // namespace ipcheck

#include <algorithm>

#include "agree/oracle.h"
#include "expr/functions.h"
#include "text/regex.h"
#include "text/utf8.h"

namespace ipcheck::naive {
namespace {

const Answer kFault{Truth::Fault, {}};

Answer known(Value value) {
  return {Truth::True, std::move(value)};
}
Answer date_or(Truth otherwise, std::optional<Date> date) {
  return date ? known({*date}) : Answer{otherwise, {}};
}
bool is_decimal(const Value& v) {
  return v.is<Decimal>();
}
Decimal decimal(const Value& v) {
  return v.is<Decimal>() ? v.as<Decimal>() : Decimal::of(v.as<std::int64_t>());
}

bool less(const Value& a, const Value& b) {
  return a.is<Date>() ? a.as<Date>() < b.as<Date>() : decimal(a) < decimal(b);
}

Answer sum(const ValueList& items) {
  if (std::none_of(items.begin(), items.end(), is_decimal)) {
    Int128 total = 0;
    for (const Value& item : items) {
      total += item.as<std::int64_t>();
      if (total < INT64_MIN || total > INT64_MAX) return kFault;
    }
    return known({static_cast<std::int64_t>(total)});
  }
  Decimal total;
  for (const Value& item : items) {
    const auto next = add(total, decimal(item));
    if (!next) return kFault;
    total = *next;
  }
  return known({total});
}

Answer extreme(const ValueList& items, bool least) {
  if (items.empty()) return kFault;
  return known(least ? *std::min_element(items.begin(), items.end(), less)
                     : *std::max_element(items.begin(), items.end(), less));
}

Answer call_date(const WorkCalendar& calendar, std::string_view name, const std::vector<Value>& v) {
  if (name == "date" && v.size() == 1)
    return date_or(Truth::Fault, Date::parse_iso(v[0].as<std::string>()));
  if (name == "date") {
    for (const Value& part : v)
      if (part.as<std::int64_t>() < 0 || part.as<std::int64_t>() > 9999) return kFault;
    const auto part = [&v](int i) { return static_cast<int>(v[i].as<std::int64_t>()); };
    return date_or(Truth::Fault, Date::of(part(0), part(1), part(2)));
  }
  const Date d = v[0].as<Date>();
  if (name == "year_of") return known({std::int64_t{d.year()}});
  if (name == "years_between") return known({years_between(d, v[1].as<Date>())});
  if (name == "months_between") return known({months_between(d, v[1].as<Date>())});
  if (name == "workdays_between") {
    const auto days = calendar.workdays_between(d, v[1].as<Date>());
    return days ? known({*days}) : Answer{Truth::Pending, {}};
  }
  const std::int64_t n = v[1].as<std::int64_t>();
  if (name == "add_days") return date_or(Truth::Fault, add_days(d, n));
  if (name == "add_months") return date_or(Truth::Fault, add_months(d, n));
  if (name == "add_years") return date_or(Truth::Fault, add_years(d, n));
  return date_or(Truth::Pending, calendar.add_workdays(d, n));
}

Answer call_text(std::string_view name, const std::string& text, const std::string& other) {
  if (name == "startsWith") return known({text.rfind(other, 0) == 0});
  if (name == "contains") return known({text.find(other) != text.npos});
  if (name == "endsWith")
    return known({text.size() >= other.size() &&
                  text.compare(text.size() - other.size(), other.size(), other) == 0});
  const Regex regex(other);
  return regex.ok() ? known({regex.found_in(text)}) : kFault;
}

}  // namespace

Answer apply(const WorkCalendar& calendar, const Function& function, const std::vector<Value>& v) {
  const std::string_view name = function.name;
  if (name == "size") {
    if (v[0].is<std::string>())
      return known({static_cast<std::int64_t>(code_points(v[0].as<std::string>()))});
    const std::size_t count =
        v[0].is<ValueMap>() ? v[0].as<ValueMap>().size() : v[0].as<ValueList>().size();
    return known({static_cast<std::int64_t>(count)});
  }
  if (name == "lowerAscii") {
    std::string text = v[0].as<std::string>();
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return known({text});
  }
  if (name == "startsWith" || name == "endsWith" || name == "contains" || name == "matches")
    return call_text(name, v[0].as<std::string>(), v[1].as<std::string>());
  if (name == "sum") return sum(v[0].as<ValueList>());
  if (name == "min" || name == "max")
    return extreme(v[0].is<ValueList>() ? v[0].as<ValueList>() : ValueList(v), name == "min");
  if (name == "abs") {
    if (v[0].is<Decimal>())
      return known({decimal(v[0]) < Decimal{} ? negate(decimal(v[0])) : decimal(v[0])});
    const std::int64_t n = v[0].as<std::int64_t>();
    return n == INT64_MIN ? kFault : known({n < 0 ? -n : n});
  }
  return call_date(calendar, name, v);
}

}  // namespace ipcheck::naive

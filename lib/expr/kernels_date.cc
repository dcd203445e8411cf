// Tested by tests/expr/functions_test.cc.
#include <optional>

#include "expr/kernels.h"
#include "expr/strict.h"

namespace ipcheck {
namespace {

/// `make(row)` gives the day; none is `otherwise`.
template <class Make>
void make_dates(const KernelCall& call, Column& out, State otherwise, Make make) {
  out.ints.resize(call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    const std::optional<Date> date = make(row);
    out.ints[row] = date ? date->days : 0;
    return date ? State::Known : otherwise;
  });
}

template <class Count>
void count_between(const KernelCall& call, Column& out, Count count) {
  out.ints.resize(call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    const std::optional<std::int64_t> n =
        count(date_at(*call.args[0], row), date_at(*call.args[1], row));
    out.ints[row] = n.value_or(0);
    return n ? State::Known : State::Pending;  // only the calendar can fail to reach
  });
}

bool is_small(std::int64_t value) {
  return value >= 0 && value <= 9999;
}

}  // namespace

void date_of_text(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Fault,
             [&](std::uint32_t row) { return Date::parse_iso(text_at(*call.args[0], row)); });
}

void date_of_parts(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Fault, [&](std::uint32_t row) -> std::optional<Date> {
    const std::int64_t y = int_at(*call.args[0], row), m = int_at(*call.args[1], row),
                       d = int_at(*call.args[2], row);
    if (!is_small(y) || !is_small(m) || !is_small(d)) return std::nullopt;
    return Date::of(static_cast<int>(y), static_cast<int>(m), static_cast<int>(d));
  });
}

void year_of(const KernelCall& call, Column& out) {
  out.ints.resize(call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    out.ints[row] = date_at(*call.args[0], row).year();
    return State::Known;
  });
}

void add_days_to(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Fault, [&](std::uint32_t row) {
    return add_days(date_at(*call.args[0], row), int_at(*call.args[1], row));
  });
}

void add_months_to(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Fault, [&](std::uint32_t row) {
    return add_months(date_at(*call.args[0], row), int_at(*call.args[1], row));
  });
}

void add_years_to(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Fault, [&](std::uint32_t row) {
    return add_years(date_at(*call.args[0], row), int_at(*call.args[1], row));
  });
}

void years_from(const KernelCall& call, Column& out) {
  count_between(call, out, [](Date a, Date b) { return std::optional(years_between(a, b)); });
}

void months_from(const KernelCall& call, Column& out) {
  count_between(call, out, [](Date a, Date b) { return std::optional(months_between(a, b)); });
}

void add_workdays_to(const KernelCall& call, Column& out) {
  make_dates(call, out, State::Pending, [&](std::uint32_t row) {
    return call.calendar->add_workdays(date_at(*call.args[0], row), int_at(*call.args[1], row));
  });
}

void workdays_from(const KernelCall& call, Column& out) {
  count_between(call, out, [&](Date a, Date b) { return call.calendar->workdays_between(a, b); });
}

}  // namespace ipcheck

// Tested by tests/expr/functions_test.cc.
#include <optional>

#include "expr/kernels.h"
#include "expr/strict.h"

namespace ipcheck {
namespace {

/// Room for one value a row, of the kind that `out` has.
void make_room(Column& out, std::uint32_t rows) {
  if (out.kind == Kind::Decimal)
    out.decimals.resize(rows);
  else
    out.ints.resize(rows);
}

Decimal decimal_at(const Column& column, std::uint32_t at) {
  return column.kind == Kind::Int ? Decimal::of(column.ints[at]) : column.decimals[at];
}

/// The worst state among the items of a cell.
State worst_item(const Column& list, std::uint32_t row) {
  State state = State::Known;
  for (std::uint32_t i = list.offsets[row]; i < list.offsets[row + 1]; ++i)
    state = worse(state, state_at(list.parts[0], i));
  return state;
}

State sum_ints(const Column& items, std::uint32_t begin, std::uint32_t end, std::int64_t& sum) {
  sum = 0;
  for (std::uint32_t i = begin; i < end; ++i)
    if (__builtin_add_overflow(sum, items.ints[i], &sum)) return State::Fault;
  return State::Known;
}

State sum_decimals(const Column& items, std::uint32_t begin, std::uint32_t end, Decimal& sum) {
  sum = {};
  for (std::uint32_t i = begin; i < end; ++i) {
    const auto next = add(sum, decimal_at(items, i));
    if (!next) return State::Fault;
    sum = *next;
  }
  return State::Known;
}

void put(Column& out, std::uint32_t row, const Column& from, std::uint32_t at) {
  if (out.kind == Kind::Decimal)
    out.decimals[row] = decimal_at(from, at);
  else
    out.ints[row] = from.ints[at];
}

/// `before(a, b)` says that a is to be taken rather than b.
template <class Before>
void pick_item(const KernelCall& call, Column& out, Before before) {
  make_room(out, call.rows);
  const Column& list = *call.args[0];
  each_known(call, out, [&](std::uint32_t row) {
    const std::uint32_t at = row_in(list, row);
    const std::uint32_t begin = list.offsets[at], end = list.offsets[at + 1];
    if (begin == end) return State::Fault;
    if (const State state = worst_item(list, at); state != State::Known) return state;
    std::uint32_t best = begin;
    for (std::uint32_t i = begin + 1; i < end; ++i)
      if (before(order(list.parts[0], i, list.parts[0], best))) best = i;
    put(out, row, list.parts[0], best);
    return State::Known;
  });
}

template <class Before>
void pick_argument(const KernelCall& call, Column& out, Before before) {
  make_room(out, call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    const Column* best = call.args[0];
    for (const Column* arg : call.args.subspan(1))
      if (before(order(*arg, row, *best, row))) best = arg;
    put(out, row, *best, row_in(*best, row));
    return State::Known;
  });
}

constexpr auto kLess = [](std::strong_ordering o) { return o < 0; };
constexpr auto kGreater = [](std::strong_ordering o) { return o > 0; };

}  // namespace

void sum_of(const KernelCall& call, Column& out) {
  make_room(out, call.rows);
  const Column& list = *call.args[0];
  each_known(call, out, [&](std::uint32_t row) {
    const std::uint32_t at = row_in(list, row);
    if (const State state = worst_item(list, at); state != State::Known) return state;
    if (out.kind == Kind::Decimal)
      return sum_decimals(list.parts[0], list.offsets[at], list.offsets[at + 1], out.decimals[row]);
    return sum_ints(list.parts[0], list.offsets[at], list.offsets[at + 1], out.ints[row]);
  });
}

void least_of(const KernelCall& call, Column& out) {
  pick_item(call, out, kLess);
}
void greatest_of(const KernelCall& call, Column& out) {
  pick_item(call, out, kGreater);
}
void least(const KernelCall& call, Column& out) {
  pick_argument(call, out, kLess);
}
void greatest(const KernelCall& call, Column& out) {
  pick_argument(call, out, kGreater);
}

void absolute(const KernelCall& call, Column& out) {
  make_room(out, call.rows);
  const Column& a = *call.args[0];
  each_known(call, out, [&](std::uint32_t row) {
    const std::uint32_t at = row_in(a, row);
    if (out.kind == Kind::Decimal) {
      const Decimal value = decimal_at(a, at);
      out.decimals[row] = value.coefficient < 0 ? negate(value) : value;
      return State::Known;
    }
    const std::int64_t value = a.ints[at];
    if (value == INT64_MIN) return State::Fault;
    out.ints[row] = value < 0 ? -value : value;
    return State::Known;
  });
}

}  // namespace ipcheck

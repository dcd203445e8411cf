// Comparisons and membership: one loop a kind, a constant side read once.
// Tested by tests/expr/run_test.cc.
#include <algorithm>
#include <array>
#include <functional>
#include <type_traits>

#include "expr/step_call.h"

namespace ipcheck {
namespace {

struct Each {
  std::uint32_t operator()(std::uint32_t row) const { return row; }
};
struct Same {
  std::uint32_t operator()(std::uint32_t) const { return 0; }
};

/// Calls `f` with how to find each side's row.
template <class F>
void by_constness(const Column& a, const Column& b, F f) {
  if (a.constant)
    b.constant ? f(Same{}, Same{}) : f(Same{}, Each{});
  else
    b.constant ? f(Each{}, Same{}) : f(Each{}, Each{});
}

constexpr auto kKnown = static_cast<std::uint8_t>(State::Known);

/// Known: the answer as a truth; unknown: the worse of both states. Without a branch a row.
constexpr std::uint8_t answer(std::uint8_t state, bool holds) {
  const auto yes = static_cast<std::uint8_t>(holds ? Truth::True : Truth::False);
  return state == kKnown ? yes : state;
}

template <class Value, class Compare>
void compare_values(const StepCall& call, Column& out, std::vector<Value> Column::*values,
                    Compare compare) {
  const Column &a = *call.args[0], &b = *call.args[1];
  const std::uint32_t rows = call.rows;
  out.truth.resize(rows);
  auto* __restrict to = reinterpret_cast<std::uint8_t*>(out.truth.data());
  const auto* as = reinterpret_cast<const std::uint8_t*>(a.state.data());
  const auto* bs = reinterpret_cast<const std::uint8_t*>(b.state.data());
  const Value* av = (a.*values).data();
  const Value* bv = (b.*values).data();
  by_constness(a, b, [&](auto ia, auto ib) {
    for (std::uint32_t i = 0; i < rows; ++i) {
      const std::uint8_t state = std::min(as[ia(i)], bs[ib(i)]);
      if constexpr (std::is_same_v<Value,
                                   std::string_view>)  // an unknown text has no bytes to read
        to[i] = state == kKnown ? answer(state, compare(av[ia(i)], bv[ib(i)])) : state;
      else
        to[i] = answer(state, compare(av[ia(i)], bv[ib(i)]));
    }
  });
}

/// A constant of decimals at every scale that it can be written in: a row's side is most often
/// written with another number of places, and one multiplication for all rows will do.
struct Threshold {
  std::array<Int128, Decimal::kMaxScale + 1> coefficient{};
  std::int32_t first = 0, last = -1;  // scales that have one

  explicit Threshold(const Decimal& constant) : first(constant.scale), last(constant.scale) {
    Int128 value = constant.coefficient;
    coefficient[first] = value;
    while (last < Decimal::kMaxScale && !__builtin_mul_overflow(value, Int128{10}, &value))
      coefficient[++last] = value;
  }
  bool reaches(const Decimal& a) const { return first <= a.scale && a.scale <= last; }
};

/// `compare_values` of decimals with a constant on the right.
template <class Compare>
void compare_with_constant(const StepCall& call, Column& out, Compare compare) {
  const Column &a = *call.args[0], &b = *call.args[1];
  const Decimal constant = b.decimals[0];
  const Threshold threshold(constant);
  const auto constant_state = static_cast<std::uint8_t>(b.state[0]);
  const std::uint32_t rows = call.rows;
  out.truth.resize(rows);
  for (std::uint32_t i = 0; i < rows; ++i) {
    const Decimal& value = a.decimals[i];
    const bool holds = threshold.reaches(value)
                           ? compare(value.coefficient, threshold.coefficient[value.scale])
                           : compare(value, constant);
    const auto state = std::min(static_cast<std::uint8_t>(a.state[i]), constant_state);
    out.truth[i] = static_cast<Truth>(answer(state, holds));
  }
}

template <class Compare>
void compare_cells(const StepCall& call, Column& out, Compare compare) {
  const Column &a = *call.args[0], &b = *call.args[1];
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const State state = worse(state_at(a, i), state_at(b, i));
    out.truth[i] = unknown(state);
    if (state != State::Known) continue;
    const std::strong_ordering by = order(a, i, b, i);
    out.truth[i] = truth(compare(by < 0 ? -1 : by > 0 ? 1 : 0, 0));
  }
}

/// `compare` is one of std::less<> and its kin.
template <class Compare>
void compare_columns(const StepCall& call, Column& out, Compare compare) {
  switch (call.args[0]->kind) {
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      return compare_values(call, out, &Column::ints, compare);
    case Kind::Decimal:
      if (call.args[1]->constant && !call.args[0]->constant)
        return compare_with_constant(call, out, compare);
      return compare_values(call, out, &Column::decimals, compare);
    case Kind::String:
      return compare_values(call, out, &Column::strings, compare);
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      return compare_cells(call, out, compare);
  }
}

bool is_plain(Kind kind) {
  return kind == Kind::Int || kind == Kind::Date || kind == Kind::Enum || kind == Kind::Decimal ||
         kind == Kind::String;
}

void equal_cells(const StepCall& call, Column& out, bool negated) {
  const Column &a = *call.args[0], &b = *call.args[1];
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const Truth t = equal(a, i, b, i);
    out.truth[i] = negated ? flip(t) : t;
  }
}

/// Members of a constant list of small whole numbers (enum members as a rule) as bits of one word;
/// false when they are not such.
bool small_set(const Column& list, std::uint64_t& bits) {
  if (!list.constant || list.state[0] != State::Known) return false;
  const Column& items = list.parts[0];
  if (items.kind != Kind::Enum && items.kind != Kind::Int) return false;
  bits = 0;
  for (std::uint32_t i = list.offsets[0]; i < list.offsets[1]; ++i) {
    if (items.state[i] != State::Known || items.ints[i] >= 64) return false;
    if (items.ints[i] >= 0)
      bits |= std::uint64_t{1} << items.ints[i];
    else if (items.kind == Kind::Int)
      return false;  // a negative enum member matches nothing
  }
  return true;
}

void in_small_set(const StepCall& call, Column& out, std::uint64_t bits) {
  const Column& item = *call.args[0];
  const std::uint32_t rows = call.rows;
  out.truth.resize(rows);
  for (std::uint32_t i = 0; i < rows; ++i) {
    const std::uint32_t at = row_in(item, i);
    const auto value = static_cast<std::uint64_t>(item.ints[at]);
    const bool holds = value < 64 && ((bits >> (value & 63)) & 1) != 0;
    out.truth[i] = static_cast<Truth>(answer(static_cast<std::uint8_t>(item.state[at]), holds));
  }
}

}  // namespace

void run_eq(const StepCall& call, Column& out) {
  if (!is_plain(call.args[0]->kind)) return equal_cells(call, out, false);
  compare_columns(call, out, std::equal_to<>());
}
void run_ne(const StepCall& call, Column& out) {
  if (!is_plain(call.args[0]->kind)) return equal_cells(call, out, true);
  compare_columns(call, out, std::not_equal_to<>());
}
void run_lt(const StepCall& call, Column& out) {
  compare_columns(call, out, std::less<>());
}
void run_le(const StepCall& call, Column& out) {
  compare_columns(call, out, std::less_equal<>());
}
void run_gt(const StepCall& call, Column& out) {
  compare_columns(call, out, std::greater<>());
}
void run_ge(const StepCall& call, Column& out) {
  compare_columns(call, out, std::greater_equal<>());
}

void run_in(const StepCall& call, Column& out) {
  const Column &item = *call.args[0], &list = *call.args[1];
  std::uint64_t bits = 0;
  if (small_set(list, bits) && item.kind == list.parts[0].kind)
    return in_small_set(call, out, bits);
  const std::int64_t* row_of = call.args.size() > 2 ? call.args[2]->ints.data() : nullptr;
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t at = row_in(list, row_of ? static_cast<std::uint32_t>(row_of[i]) : i);
    const State state = worse(state_at(item, i), list.state[at]);
    out.truth[i] = state == State::Known
                       ? contains(list.parts[0], list.offsets[at], list.offsets[at + 1], item, i)
                       : unknown(state);
  }
}

}  // namespace ipcheck

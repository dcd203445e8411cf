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

/// Comparing two cells of collections or records: each item with its like, or each with each.
std::size_t work_of(const Column& a, const Column& b, std::uint32_t row) {
  const bool each = a.kind == Kind::Set || b.kind == Kind::Set || a.kind == Kind::Map;
  if (each) return std::size_t{item_count(a, row)} * item_count(b, row);
  return std::min(weigh(a, row), weigh(b, row));
}

void equal_cells(const StepCall& call, Column& out, bool negated) {
  const Column &a = *call.args[0], &b = *call.args[1];
  const bool weighs = is_collection(a.kind) || a.kind == Kind::Record;
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const bool fits = !weighs || call.frame.budget.take_work(work_of(a, b, i));
    const Truth t = fits ? equal(a, i, b, i) : Truth::Fault;
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
  const bool nested = call.step.space != 0;  // elsewhere the work grows with the batch alone
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t at = row_in(list, row_of ? static_cast<std::uint32_t>(row_of[i]) : i);
    const State state = worse(state_at(item, i), list.state[at]);
    const std::uint32_t begin = list.offsets[at], end = list.offsets[at + 1];
    if (state != State::Known)
      out.truth[i] = unknown(state);
    else if (nested && !call.frame.budget.take_work(weigh(list.parts[0], begin, end)))
      out.truth[i] = Truth::Fault;
    else
      out.truth[i] = contains(list.parts[0], begin, end, item, i);
  }
}

}  // namespace ipcheck

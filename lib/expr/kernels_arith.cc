// Checked arithmetic; `+` also joins texts and lists.
// Tested by tests/expr/run_test.cc.
#include <optional>

#include "expr/step_call.h"

namespace ipcheck {
namespace {

/// `compute(a, b, &result)` is true when there is no result.
template <class Compute>
void compute_ints(const StepCall& call, Column& out, Compute compute) {
  const Column &a = *call.args[0], &b = *call.args[1];
  out.state.resize(call.rows);
  out.ints.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t x = row_in(a, i), y = row_in(b, i);
    std::int64_t result = 0;
    const bool fails = compute(a.ints[x], b.ints[y], &result);
    const State state = worse(a.state[x], b.state[y]);
    out.state[i] = fails ? worse(state, State::Fault) : state;
    out.ints[i] = result;
  }
}

template <class Compute>
void compute_decimals(const StepCall& call, Column& out, Compute compute) {
  const Column &a = *call.args[0], &b = *call.args[1];
  out.state.resize(call.rows);
  out.decimals.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t x = row_in(a, i), y = row_in(b, i);
    const State state = worse(a.state[x], b.state[y]);
    std::optional<Decimal> result;
    if (state == State::Known) result = compute(a.decimals[x], b.decimals[y]);
    out.state[i] = state == State::Known && !result ? State::Fault : state;
    out.decimals[i] = result.value_or(Decimal{});
  }
}

bool quotient(std::int64_t a, std::int64_t b, std::int64_t* result) {
  if (b == 0 || (a == INT64_MIN && b == -1)) return true;
  *result = a / b;
  return false;
}

bool remainder(std::int64_t a, std::int64_t b, std::int64_t* result) {
  if (b == 0 || (a == INT64_MIN && b == -1)) return true;
  *result = a % b;
  return false;
}

void join_texts(const StepCall& call, Column& out) {
  const Column &a = *call.args[0], &b = *call.args[1];
  out.state.resize(call.rows);
  out.strings.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t x = row_in(a, i), y = row_in(b, i);
    out.state[i] = worse(a.state[x], b.state[y]);
    out.strings[i] = {};
    if (out.state[i] != State::Known) continue;
    const std::size_t size = a.strings[x].size() + b.strings[y].size();
    if (size > kMaxTextBytes || !call.frame.budget.take(size)) {
      out.state[i] = State::Fault;
      continue;
    }
    std::string& joined = call.texts->emplace_back();
    joined.reserve(size);
    joined.append(a.strings[x]).append(b.strings[y]);
    out.strings[i] = joined;
  }
}

void push_side(Column& out, const Column& from, std::uint32_t row) {
  const std::uint32_t at = row_in(from, row);
  const std::uint32_t begin = from.offsets[at], end = from.offsets[at + 1];
  if (out.kind == Kind::Set)
    push_new(out.parts[0], out.offsets.back(), from.parts[0], begin, end);
  else
    push_range(out.parts[0], from.parts[0], begin, end);
}

void join_lists(const StepCall& call, Column& out) {
  const Column &a = *call.args[0], &b = *call.args[1];
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const State state = worse(state_at(a, i), state_at(b, i));
    if (state != State::Known || !call.frame.budget.take(weigh(a, i) + weigh(b, i))) {
      push_unknown(out, worse(state, State::Fault));
      continue;
    }
    push_side(out, a, i);
    push_side(out, b, i);
    close_collection(out);
  }
}

}  // namespace

void run_neg(const StepCall& call, Column& out) {
  const Column& a = *call.args[0];
  out.state.resize(call.rows);
  if (out.kind == Kind::Decimal) {
    out.decimals.resize(call.rows);
    for (std::uint32_t i = 0; i < call.rows; ++i) {
      out.state[i] = a.state[row_in(a, i)];
      out.decimals[i] = negate(a.decimals[row_in(a, i)]);
    }
    return;
  }
  out.ints.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const bool fails = __builtin_sub_overflow(std::int64_t{0}, a.ints[row_in(a, i)], &out.ints[i]);
    const State state = a.state[row_in(a, i)];
    out.state[i] = fails ? worse(state, State::Fault) : state;
  }
}

void run_add(const StepCall& call, Column& out) {
  if (out.kind == Kind::String) return join_texts(call, out);
  if (is_collection(out.kind)) return join_lists(call, out);
  if (out.kind == Kind::Decimal)
    return compute_decimals(call, out, [](auto& a, auto& b) { return add(a, b); });
  compute_ints(call, out, [](auto a, auto b, auto* r) { return __builtin_add_overflow(a, b, r); });
}

void run_sub(const StepCall& call, Column& out) {
  if (out.kind == Kind::Decimal)
    return compute_decimals(call, out, [](auto& a, auto& b) { return subtract(a, b); });
  compute_ints(call, out, [](auto a, auto b, auto* r) { return __builtin_sub_overflow(a, b, r); });
}

void run_mul(const StepCall& call, Column& out) {
  if (out.kind == Kind::Decimal)
    return compute_decimals(call, out, [](auto& a, auto& b) { return multiply(a, b); });
  compute_ints(call, out, [](auto a, auto b, auto* r) { return __builtin_mul_overflow(a, b, r); });
}

void run_div(const StepCall& call, Column& out) {
  if (out.kind == Kind::Decimal)
    return compute_decimals(call, out, [](auto& a, auto& b) { return divide(a, b); });
  compute_ints(call, out, quotient);
}

void run_mod(const StepCall& call, Column& out) {
  if (out.kind == Kind::Decimal)  // outside the profile: `check` refuses it
    return compute_decimals(call, out, [](auto&, auto&) { return std::optional<Decimal>(); });
  compute_ints(call, out, remainder);
}

}  // namespace ipcheck

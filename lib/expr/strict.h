#pragma once
// How strict kernels walk their rows: unknown arguments first, then one value a row.

#include "expr/columns.h"
#include "expr/functions.h"

namespace ipcheck {

/// The worst state of some arguments in a row.
inline State worst_of(std::span<const Column* const> args, std::uint32_t row) {
  State state = State::Known;
  for (const Column* arg : args) state = worse(state, state_at(*arg, row));
  return state;
}

/// Fills the states of `out` and calls `body(row)` for every row whose arguments are all known;
/// `body` gives the row's state and writes its value. Shape: the values of `out` have `rows`
/// elements already.
template <class Body>
void each_known(const KernelCall& call, Column& out, Body body) {
  out.state.resize(call.rows);
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const State state = worst_of(call.args, row);
    out.state[row] = state == State::Known ? body(row) : state;
  }
}

/// The same for a truth.
template <class Body>
void each_known_truth(const KernelCall& call, Column& out, Body body) {
  out.truth.resize(call.rows);
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const State state = worst_of(call.args, row);
    out.truth[row] = state == State::Known ? body(row) : unknown(state);
  }
}

inline std::int64_t int_at(const Column& column, std::uint32_t row) {
  return column.ints[row_in(column, row)];
}
inline std::string_view text_at(const Column& column, std::uint32_t row) {
  return column.strings[row_in(column, row)];
}
inline Date date_at(const Column& column, std::uint32_t row) {
  return {static_cast<std::int32_t>(int_at(column, row))};
}

}  // namespace ipcheck

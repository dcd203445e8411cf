#pragma once
// The logic of ipcheck: unknowns and faults are values, `&&` and `||` absorb what does not matter,
// and the order of operands never matters. Source: cel-cpp eval/eval/logic_step.cc for the
// absorption, design for the order of unknowns.

#include <algorithm>
#include <cstdint>

namespace ipcheck {

/// Ordered so that `&&` is min. Missing: a paper could settle it. Pending: a person must decide.
/// Fault: could not be computed. NotApplicable occurs in criteria and tree nodes alone: it counts
/// as met in `all` and is left out of `any`.
enum class Truth : std::uint8_t { False, Missing, Pending, Fault, True, NotApplicable };

/// The same order for values that are not truths.
enum class State : std::uint8_t { Missing = 1, Pending = 2, Fault = 3, Known = 4 };

constexpr Truth both(Truth a, Truth b) {
  return std::min(a, b);
}
constexpr Truth flip(Truth a) {
  return a == Truth::True ? Truth::False : a == Truth::False ? Truth::True : a;
}
constexpr Truth either(Truth a, Truth b) {
  return flip(both(flip(a), flip(b)));
}
constexpr Truth truth(bool b) {
  return b ? Truth::True : Truth::False;
}
constexpr Truth unknown(State s) {
  return static_cast<Truth>(s);
}
constexpr bool is_unknown(Truth t) {
  return t == Truth::Missing || t == Truth::Pending || t == Truth::Fault;
}
constexpr State worse(State a, State b) {
  return std::min(a, b);
}

}  // namespace ipcheck

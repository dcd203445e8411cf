#pragma once
// The switch of mutants: put into copies of sources by mutants.py, never into the sources
// themselves.

#include <type_traits>

/// Whether mutant `number` is the one that runs; notes that the place was reached.
bool ipcheck_mutant_runs(int number);

/// Constants stay what they are: what the compiler computes knows no mutants.
constexpr bool ipcheck_mutant(int number) {
  return !std::is_constant_evaluated() && ipcheck_mutant_runs(number);
}

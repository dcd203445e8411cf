#pragma once
// The function table: one row a function. Parser, checker, runner, SQL, documentation and tests
// read that row and nothing else.

#include <span>
#include <string_view>

#include "text/say.h"
#include "value/column.h"
#include "value/date.h"
#include "value/truth.h"

namespace ipcheck {

/// What a kernel gets: argument columns of one space (constants may be one element long), the
/// number of rows, the calendar.
struct KernelCall {
  std::span<const Column* const> args;
  std::uint32_t rows = 0;
  const WorkCalendar* calendar = nullptr;
  const void* prepared = nullptr;            // what `prepare` made (a compiled regex), or nullptr
  std::deque<std::string>* texts = nullptr;  // owner of new string bytes
};
using Kernel = void (*)(const KernelCall& call, Column& out);

/// Signatures: "(date, int[月]) -> date". Types: bool (also a judgement), int, decimal, number,
/// date, string, list(…), set(…), map(string, …), and the type variables T and U. `number` is int
/// or decimal and one variable for the whole signature: its unit, and decimal if any argument is
/// one, carry over to a `number` result. int and decimal results have no unit unless one is
/// written; a parameter with a unit takes that unit or none, one without takes any. Overloads are
/// rows of the same name.
struct Function {
  std::string_view name;       // as called; methods take the receiver as first argument
  bool method = false;         // x.f(y) — `size` exists as both
  std::string_view signature;  // see below
  Kernel kernel = nullptr;
  std::string_view sql;      // template for the SQL back end, {0} {1}; empty: outside SQL
  std::string_view example;  // an expression …
  std::string_view gives;    // … and what `eval` prints for it
  Text doc;                  // one sentence
  Text unknown;              // what an unknown argument does
};

std::span<const Function> functions();

/// The word that state('ID') gives: met, not_met, missing, pending, not_applicable.
std::string_view state_word(Truth state);

}  // namespace ipcheck

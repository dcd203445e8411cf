// Truths and trees of criteria: loops over bytes that the compiler turns into vector instructions.
// Tested by tests/expr/run_test.cc.
#include <cassert>
#include <cstring>

#include "expr/functions.h"
#include "expr/step_call.h"

namespace ipcheck {
namespace {

using Byte = std::uint8_t;

constexpr Byte kFalse = 0, kMissing = 1, kPending = 2, kFault = 3, kTrue = 4, kNotApplicable = 5;
static_assert(static_cast<Byte>(Truth::False) == kFalse);
static_assert(static_cast<Byte>(Truth::Missing) == kMissing);
static_assert(static_cast<Byte>(Truth::Pending) == kPending);
static_assert(static_cast<Byte>(Truth::Fault) == kFault);
static_assert(static_cast<Byte>(Truth::True) == kTrue);
static_assert(static_cast<Byte>(Truth::NotApplicable) == kNotApplicable);

const Byte* bytes(const Column& column) {
  return reinterpret_cast<const Byte*>(column.truth.data());
}
Byte* room(Column& out, std::uint32_t rows) {
  out.truth.resize(rows);
  return reinterpret_cast<Byte*>(out.truth.data());
}

/// `flip` of truth.h without a branch: 0 and 4 change places.
constexpr Byte flip_byte(Byte t) {
  return static_cast<Byte>(t ^ ((t & 3) == 0 ? 4 : 0));
}
constexpr Byte least(Byte a, Byte b) {
  return a < b ? a : b;
}

/// Combines one column after another into `out`.
template <class First, class Next>
void fold_parts(const StepCall& call, Column& out, First first, Next next) {
  const std::uint32_t rows = call.rows;  // bytes written could alias it
  Byte* __restrict to = room(out, rows);
  const Byte* a = bytes(*call.args[0]);
  for (std::uint32_t i = 0; i < rows; ++i) to[i] = first(a[i]);
  for (const Column* arg : call.args.subspan(1)) {
    const Byte* b = bytes(*arg);
    for (std::uint32_t i = 0; i < rows; ++i) to[i] = next(to[i], b[i]);
  }
}

/// check && soft(should), before faults become pending.
template <bool kCheck, bool kShould>
Byte substance(Byte check, Byte should) {
  Byte t = kTrue;
  if constexpr (kCheck) t = check;
  if constexpr (kShould) t = least(t, should == kFalse ? kPending : should);
  return t;
}

template <bool kApplies, bool kCheck, bool kShould>
void criterion(const StepCall& call, Column& out) {
  const std::uint32_t rows = call.rows;
  Byte* __restrict to = room(out, rows);
  std::size_t next = 0;
  const Byte* applies = kApplies ? bytes(*call.args[next++]) : nullptr;
  const Byte* check = kCheck ? bytes(*call.args[next++]) : nullptr;
  const Byte* should = kShould ? bytes(*call.args[next++]) : nullptr;
  for (std::uint32_t i = 0; i < rows; ++i) {
    Byte t = substance<kCheck, kShould>(kCheck ? check[i] : kTrue, kShould ? should[i] : kTrue);
    if constexpr (kApplies) {
      const Byte unsure = t == kTrue ? kTrue : applies[i];
      t = applies[i] == kTrue ? t : applies[i] == kFalse ? kNotApplicable : unsure;
    }
    to[i] = t == kFault ? kPending : t;
  }
}

/// Copies one row of a plain column to another.
template <class Value>
void choose_values(const StepCall& call, std::vector<Value> Column::*values, Column& out) {
  const Column &c = *call.args[0], &yes = *call.args[1], &no = *call.args[2];
  out.state.resize(call.rows);
  (out.*values).resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const Truth t = c.truth[i];
    const Column& from = t == Truth::True ? yes : no;
    const std::uint32_t at = row_in(from, i);
    out.state[i] = is_unknown(t) ? static_cast<State>(t) : from.state[at];
    (out.*values)[i] = is_unknown(t) ? Value{} : (from.*values)[at];
  }
}

void choose_truths(const StepCall& call, Column& out) {
  const Byte* c = bytes(*call.args[0]);
  const Column &yes = *call.args[1], &no = *call.args[2];
  const std::uint32_t rows = call.rows;
  Byte* __restrict to = room(out, rows);
  const Byte *a = bytes(yes), *b = bytes(no);
  if (!yes.constant && !no.constant) {
    for (std::uint32_t i = 0; i < rows; ++i)
      to[i] = c[i] == kTrue ? a[i] : c[i] == kFalse ? b[i] : c[i];
    return;
  }
  for (std::uint32_t i = 0; i < rows; ++i)
    to[i] = c[i] == kTrue ? a[row_in(yes, i)] : c[i] == kFalse ? b[row_in(no, i)] : c[i];
}

void write_words(const StepCall& call, Column& out, std::string_view (*word)(Truth)) {
  out.state.assign(call.rows, State::Known);
  out.strings.resize(call.rows);
  const Column& a = *call.args[0];
  for (std::uint32_t i = 0; i < call.rows; ++i) out.strings[i] = word(a.truth[row_in(a, i)]);
}

std::string_view verdict_word(Truth t) {
  switch (t) {
    case Truth::False:
      return "ineligible";
    case Truth::Missing:
      return "incomplete";
    case Truth::Pending:
    case Truth::Fault:
      return "needs_review";
    case Truth::True:
    case Truth::NotApplicable:
      return "eligible";
  }
  return {};
}

}  // namespace

std::string_view state_word(Truth t) {
  switch (t) {
    case Truth::False:
      return "not_met";
    case Truth::Missing:
      return "missing";
    case Truth::Pending:
    case Truth::Fault:
      return "pending";
    case Truth::True:
      return "met";
    case Truth::NotApplicable:
      return "not_applicable";
  }
  return {};
}

void run_not(const StepCall& call, Column& out) {
  fold_parts(call, out, flip_byte, least);
}

void run_and(const StepCall& call, Column& out) {
  fold_parts(
      call, out, [](Byte a) { return a; }, least);
}

void run_or(const StepCall& call, Column& out) {
  fold_parts(call, out, flip_byte, [](Byte a, Byte b) { return least(a, flip_byte(b)); });
  const std::uint32_t rows = call.rows;
  Byte* to = room(out, rows);
  for (std::uint32_t i = 0; i < rows; ++i) to[i] = flip_byte(to[i]);
}

void run_cond(const StepCall& call, Column& out) {
  switch (out.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return choose_truths(call, out);
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      return choose_values(call, &Column::ints, out);
    case Kind::Decimal:
      return choose_values(call, &Column::decimals, out);
    case Kind::String:
      return choose_values(call, &Column::strings, out);
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  const Column& c = *call.args[0];
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    if (is_unknown(c.truth[i]))
      push_unknown(out, static_cast<State>(c.truth[i]));
    else
      push_copy(call, out, *call.args[c.truth[i] == Truth::True ? 1 : 2], i);
  }
}

void run_known(const StepCall& call, Column& out) {
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i)
    out.truth[i] = truth(state_at(*call.args[0], i) == State::Known);
}

void run_criterion(const StepCall& call, Column& out) {
  static constexpr StepKernel kByParts[8] = {
      nullptr,
      criterion<true, false, false>,
      criterion<false, true, false>,
      criterion<true, true, false>,
      criterion<false, false, true>,
      criterion<true, false, true>,
      criterion<false, true, true>,
      criterion<true, true, true>,
  };
  kByParts[call.step.payload](call, out);
}

void run_at_least(const StepCall& call, Column& out) {
  Byte* to = room(out, call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    std::uint32_t met = 0, missing = 0, open = 0, applicable = 0;
    for (const Column* arg : call.args) {
      const Truth t = arg->truth[i];
      met += t == Truth::True;
      missing += t == Truth::Missing;
      open += is_unknown(t);
      applicable += t != Truth::NotApplicable;
    }
    const std::uint32_t k = std::min(call.step.payload, applicable);
    to[i] = applicable == 0  ? kNotApplicable
            : met >= k       ? kTrue
            : met + open < k ? kFalse
            : missing > 0    ? kMissing
                             : kPending;
  }
}

void run_choose(const StepCall& call, Column& out) {
  const Column& selector = *call.args[0];
  const std::vector<std::int64_t>& members = call.members->ints;
  std::int64_t most = -1;
  for (const std::int64_t member : members) most = std::max(most, member);
  std::vector<const Column*> by_member(static_cast<std::size_t>(most + 1), nullptr);
  for (std::size_t k = 0; k < members.size(); ++k)
    by_member[static_cast<std::size_t>(members[k])] = call.args[k + 1];
  out.truth.resize(call.rows);
  for (std::uint32_t i = 0; i < call.rows; ++i) {
    const std::uint32_t at = row_in(selector, i);
    const std::int64_t member = selector.ints[at];
    const bool listed = selector.state[at] == State::Known && member >= 0 && member <= most;
    const Column* branch = listed ? by_member[static_cast<std::size_t>(member)] : nullptr;
    out.truth[i] = branch ? branch->truth[i] : Truth::Missing;
  }
}

void run_state_word(const StepCall& call, Column& out) {
  write_words(call, out, state_word);
}
void run_verdict_word(const StepCall& call, Column& out) {
  write_words(call, out, verdict_word);
}

}  // namespace ipcheck

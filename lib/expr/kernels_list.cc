// Collections: literals, indexing, fields, and the reductions of macros over their items.
// Tested by tests/expr/run_test.cc.
#include <utility>

#include "expr/step_call.h"
#include "expr/strict.h"

namespace ipcheck {
namespace {

/// The items of one row of the space that a macro runs over.
struct Range {
  std::uint32_t begin, end;
};

/// Empties the plain arrays of a column that is filled cell by cell.
void restart(Column& out) {
  out.truth.clear();
  out.state.clear();
  out.ints.clear();
  out.decimals.clear();
  out.strings.clear();
}

/// Calls `body(row, range)` for each row whose list is known, `otherwise(row, state)` for the rest.
template <class Body, class Otherwise>
void each_range(const StepCall& call, Body body, Otherwise otherwise) {
  const std::vector<std::uint32_t>& offsets = call.frame.item_offsets[call.step.payload];
  const std::vector<State>& states = call.frame.list_state[call.step.payload];
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    if (states[row] == State::Known)
      body(row, Range{offsets[row], offsets[row + 1]});
    else
      otherwise(row, states[row]);
  }
}

template <class Reduce>
void reduce_truths(const StepCall& call, Column& out, Reduce reduce) {
  const Truth* items = call.args[0]->truth.data();
  out.truth.resize(call.rows);
  each_range(
      call, [&](std::uint32_t row, Range range) { out.truth[row] = reduce(items, range); },
      [&](std::uint32_t row, State state) { out.truth[row] = unknown(state); });
}

Truth all_of(const Truth* items, Range range) {
  Truth t = Truth::True;
  for (std::uint32_t i = range.begin; i < range.end; ++i) t = both(t, items[i]);
  return t;
}

Truth any_of(const Truth* items, Range range) {
  Truth t = Truth::False;
  for (std::uint32_t i = range.begin; i < range.end; ++i) t = either(t, items[i]);
  return t;
}

/// Unknown items matter only while they could make the count one or not one. A fault always does:
/// CEL counts every item.
Truth one_of(const Truth* items, Range range) {
  std::uint32_t held = 0;
  bool faulty = false;
  Truth open = Truth::True;  // the worst unknown
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    held += items[i] == Truth::True;
    faulty |= items[i] == Truth::Fault;
    if (is_unknown(items[i])) open = both(open, items[i]);
  }
  if (held > 1) return faulty ? Truth::Fault : Truth::False;
  return open != Truth::True ? open : truth(held == 1);
}

/// The worst unknown of the conditions of a range; Known: none.
State worst_condition(const Truth* conditions, Range range) {
  State state = State::Known;
  for (std::uint32_t i = range.begin; i < range.end; ++i)
    if (is_unknown(conditions[i])) state = worse(state, static_cast<State>(conditions[i]));
  return state;
}

void push_kept(const StepCall& call, const Column& items, const Truth* conditions, Range range,
               Column& out) {
  if (!call.frame.budget.take(width(out.kind) + weigh(items, range.begin, range.end)))
    return push_unknown(out, State::Fault);
  if (conditions == nullptr) {
    push_range(out.parts[0], items, range.begin, range.end);
  } else {
    for (std::uint32_t i = range.begin; i < range.end; ++i)
      if (conditions[i] == Truth::True) push_row(out.parts[0], items, i);
  }
  close_collection(out);
}

State worst_kept(const Column& items, const Truth* conditions, Range range) {
  State state = State::Known;
  for (std::uint32_t i = range.begin; i < range.end; ++i)
    if (conditions == nullptr || conditions[i] == Truth::True)
      state = worse(state, state_at(items, i));
  return state;
}

std::uint32_t find_key(const Column& map, std::uint32_t at, const Column& key, std::uint32_t row) {
  for (std::uint32_t k = map.offsets[at]; k < map.offsets[at + 1]; ++k)
    if (equal(map.parts[0], k, key, row) == Truth::True) return k;
  return map.offsets[at + 1];
}

std::uint32_t find_place(const Column& list, std::uint32_t at, const Column& key,
                         std::uint32_t row) {
  const std::int64_t index = int_at(key, row);
  const std::uint32_t count = list.offsets[at + 1] - list.offsets[at];
  if (index < 0 || index >= count) return list.offsets[at + 1];
  return list.offsets[at] + static_cast<std::uint32_t>(index);
}

bool holds_key(const Column& keys, std::uint32_t begin, const Column& key, std::uint32_t row) {
  const auto end = static_cast<std::uint32_t>(keys.rows());
  return contains(keys, begin, end, key, row) == Truth::True;
}

/// What a literal of a row takes with its items; each is compared with each where they must differ.
bool fits(const StepCall& call, std::uint32_t row, bool differ) {
  std::size_t bytes = width(call.step.kind);
  for (const Column* item : call.args) bytes += weigh(*item, row);
  Budget& budget = call.frame.budget;
  const std::size_t count = call.args.size();
  return budget.take(bytes) && (!differ || budget.take_work(count * count / 8));
}

bool keys_repeat(const StepCall& call, std::uint32_t row) {
  for (std::size_t a = 0; a < call.args.size(); a += 2)
    for (std::size_t b = a + 2; b < call.args.size(); b += 2)
      if (equal(*call.args[a], row, *call.args[b], row) == Truth::True) return true;
  return false;
}

}  // namespace

void run_index(const StepCall& call, Column& out) {
  const Column &from = *call.args[0], &key = *call.args[1];
  const std::int64_t* row_of = call.args.size() > 2 ? call.args[2]->ints.data() : nullptr;
  const bool is_map = from.kind == Kind::Map, nested = call.step.space != 0;
  const auto lacking = static_cast<State>(call.step.payload);
  if (!is_collection(out.kind) && out.kind != Kind::Record) restart(out);
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const std::uint32_t at = row_in(from, row_of ? static_cast<std::uint32_t>(row_of[row]) : row);
    const State state = worse(from.state[at], state_at(key, row));
    if (state != State::Known) {
      push_unknown(out, state);
      continue;
    }
    if (is_map && nested &&
        !call.frame.budget.take_work(
            weigh(from.parts[0], from.offsets[at], from.offsets[at + 1]))) {
      push_unknown(out, State::Fault);
      continue;
    }
    const std::uint32_t k = is_map ? find_key(from, at, key, row) : find_place(from, at, key, row);
    if (k == from.offsets[at + 1])
      push_unknown(out, lacking);
    else
      push_copy(call, out, from.parts[is_map ? 1 : 0], k);
  }
}

void run_field(const StepCall& call, Column& out) {
  const Column& record = *call.args[0];
  if (!is_collection(out.kind) && out.kind != Kind::Record) restart(out);
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const State state = state_at(record, row);
    if (state == State::Known)
      push_copy(call, out, record.parts[call.step.payload], row_in(record, row));
    else
      push_unknown(out, state);
  }
}

void run_list_lit(const StepCall& call, Column& out) {
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const State state = worst_of(call.args, row);
    if (state != State::Known || !fits(call, row, out.kind == Kind::Set)) {
      push_unknown(out, worse(state, State::Fault));
      continue;
    }
    const std::uint32_t first = out.offsets.back();
    for (const Column* item : call.args)
      if (out.kind != Kind::Set || !holds_key(out.parts[0], first, *item, row))
        push_row(out.parts[0], *item, row);
    close_collection(out);
  }
}

void run_map_lit(const StepCall& call, Column& out) {
  for (std::uint32_t row = 0; row < call.rows; ++row) {
    const State state = worst_of(call.args, row);
    if (state != State::Known || !fits(call, row, true) || keys_repeat(call, row)) {
      push_unknown(out, worse(state, State::Fault));
      continue;
    }
    for (std::size_t i = 0; i < call.args.size(); ++i)
      push_row(out.parts[i % 2], *call.args[i], row);
    close_collection(out);
  }
}

void run_all(const StepCall& call, Column& out) {
  reduce_truths(call, out, all_of);
}
void run_exists(const StepCall& call, Column& out) {
  reduce_truths(call, out, any_of);
}
void run_exists_one(const StepCall& call, Column& out) {
  reduce_truths(call, out, one_of);
}

void run_filter(const StepCall& call, Column& out) {
  const Column& items = *call.args[0];
  const Truth* conditions = call.args[1]->truth.data();
  each_range(
      call,
      [&](std::uint32_t, Range range) {
        const State state = worst_condition(conditions, range);
        if (state == State::Known)
          push_kept(call, items, conditions, range, out);
        else
          push_unknown(out, state);
      },
      [&](std::uint32_t, State state) { push_unknown(out, state); });
}

void run_map(const StepCall& call, Column& out) {
  const bool filtered = call.args.size() == 2;
  const Truth* conditions = filtered ? call.args[0]->truth.data() : nullptr;
  const Column& items = *call.args[filtered ? 1 : 0];
  each_range(
      call,
      [&](std::uint32_t, Range range) {
        State state = filtered ? worst_condition(conditions, range) : State::Known;
        state = worse(state, worst_kept(items, conditions, range));
        if (state == State::Known)
          push_kept(call, items, conditions, range, out);
        else
          push_unknown(out, state);
      },
      [&](std::uint32_t, State state) { push_unknown(out, state); });
}

}  // namespace ipcheck

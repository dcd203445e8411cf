// Moving columns between spaces: entering the items of a list, repeating an outer value for each
// item. Tested by tests/expr/run_test.cc.
#include <algorithm>

#include "expr/step_call.h"

namespace ipcheck {
namespace {

template <class Value>
void gather_values(const std::vector<Value>& from, std::span<const std::uint32_t> rows,
                   std::vector<Value>& out) {
  out.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) out[i] = from[rows[i]];
}

void push_weighed(Budget& budget, Column& out, const Column& from, std::uint32_t row) {
  if (budget.take(weigh(from, row)))
    push_row(out, from, row);
  else
    push_unknown(out, State::Fault);
}

/// out[i] = from[rows[i]]. Shape: collections and records of `out` are empty.
void gather(Budget& budget, const Column& from, std::span<const std::uint32_t> rows, Column& out) {
  if (holds_truth(out.kind)) return gather_values(from.truth, rows, out.truth);
  switch (out.kind) {
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      gather_values(from.ints, rows, out.ints);
      break;
    case Kind::Decimal:
      gather_values(from.decimals, rows, out.decimals);
      break;
    case Kind::String:
      gather_values(from.strings, rows, out.strings);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      for (const std::uint32_t row : rows) push_weighed(budget, out, from, row);
      return;
  }
  gather_values(from.state, rows, out.state);
}

/// The lists that a space is entered by, one for each row of the parent.
struct Lists {
  const Column& list;
  const std::int64_t* row_of;

  std::uint32_t at(std::uint32_t row) const {
    return row_in(list, row_of ? static_cast<std::uint32_t>(row_of[row]) : row);
  }
  std::uint32_t size(std::uint32_t row) const {
    const std::uint32_t i = at(row);
    return list.state[i] == State::Known ? list.offsets[i + 1] - list.offsets[i] : 0;
  }
};

/// The row of the batch that a row of some space belongs to.
std::uint32_t root_of(const Frame& frame, std::span<const Space> spaces, SpaceId space,
                      std::uint32_t row) {
  for (; space != 0; space = spaces[space].parent) row = frame.parent_row[space][row];
  return row;
}

/// Turns the lists of those rows of the batch into faults whose items do not fit.
void refuse_excess(const Frame& frame, std::span<const Space> spaces, SpaceId parent,
                   const Lists& lists, std::size_t most, std::vector<State>& states) {
  std::size_t taken = 0;
  for (std::uint32_t row = 0, next = 0; row < states.size(); row = next) {
    const std::uint32_t root = root_of(frame, spaces, parent, row);
    std::size_t own = 0;
    for (next = row; next < states.size() && root_of(frame, spaces, parent, next) == root; ++next)
      own += lists.size(next);
    if (taken + own <= most)
      taken += own;
    else
      for (std::uint32_t i = row; i < next; ++i) states[i] = worse(states[i], State::Fault);
  }
}

}  // namespace

void push_copy(const StepCall& call, Column& out, const Column& from, std::uint32_t row) {
  if (is_collection(out.kind) || out.kind == Kind::Record)
    push_weighed(call.frame.budget, out, from, row);
  else
    push_row(out, from, row);
}

void enter_space(Frame& frame, std::span<const Space> spaces, SpaceId space, const Column& list,
                 const std::int64_t* row_of, std::size_t item_bytes, Column& items,
                 const Column** view) {
  const Lists lists{list, row_of};
  const SpaceId parent = spaces[space].parent;
  std::vector<std::uint32_t>& parents = frame.parent_row[space];
  std::vector<std::uint32_t>& offsets = frame.item_offsets[space];
  std::vector<State>& states = frame.list_state[space];
  std::vector<std::uint32_t>& picks = frame.picks;
  if (list.constant && list.state[0] != State::Known) {  // a fact that no row has
    states.assign(frame.rows[parent], list.state[0]);
    offsets.assign(states.size() + 1, 0);
    parents.clear();
    frame.rows[space] = 0;
    *view = &items;
    return;
  }
  states.resize(frame.rows[parent]);
  std::size_t total = 0;
  for (std::uint32_t row = 0; row < states.size(); ++row) {
    states[row] = list.state[lists.at(row)];
    total += lists.size(row);
  }
  if (const std::size_t most = frame.budget.left / item_bytes; total > most) {
    frame.budget.refuse();
    refuse_excess(frame, spaces, parent, lists, most, states);
  }

  parents.clear();
  picks.clear();
  offsets.assign(1, 0);
  for (std::uint32_t row = 0; row < states.size(); ++row) {
    const std::uint32_t count = states[row] == State::Known ? lists.size(row) : 0;
    const std::uint32_t begin = list.offsets[lists.at(row)];
    parents.insert(parents.end(), count, row);
    for (std::uint32_t i = 0; i < count; ++i) picks.push_back(begin + i);
    offsets.push_back(static_cast<std::uint32_t>(picks.size()));
  }
  frame.rows[space] = static_cast<std::uint32_t>(picks.size());
  frame.budget.take(picks.size() * item_bytes);
  const Column& from = list.parts[0];
  const bool in_place = !list.constant && row_of == nullptr && from.kind == items.kind &&
                        from.rows() == picks.size();  // item i of the space is item i of the list
  if (!in_place && from.kind != Kind::Invalid) gather(frame.budget, from, picks, items);
  *view = in_place ? &from : &items;
}

void run_broadcast(const StepCall& call, Column& out) {
  gather(call.frame.budget, *call.args[0], call.frame.parent_row[call.step.space], out);
}

void run_spread(const StepCall& call, Column& out) {
  const Column& a = *call.args[0];
  if (holds_truth(out.kind)) {
    out.truth.assign(call.rows, a.truth[0]);
    return;
  }
  switch (out.kind) {
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      out.ints.assign(call.rows, a.ints[0]);
      break;
    case Kind::Decimal:
      out.decimals.assign(call.rows, a.decimals[0]);
      break;
    case Kind::String:
      out.strings.assign(call.rows, a.strings[0]);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      for (std::uint32_t row = 0; row < call.rows; ++row) push_copy(call, out, a, 0);
      return;
  }
  out.state.assign(call.rows, a.state[0]);
}

void run_row_map(const StepCall& call, Column& out) {
  out.state.assign(call.rows, State::Known);
  out.ints.resize(call.rows);
  const auto& own = call.frame.parent_row[call.step.space];
  std::copy(own.begin(), own.end(), out.ints.begin());
  const auto ancestor = static_cast<SpaceId>(call.step.payload);
  for (SpaceId space = call.spaces[call.step.space].parent; space != ancestor;
       space = call.spaces[space].parent) {
    const auto& parents = call.frame.parent_row[space];
    for (std::int64_t& row : out.ints) row = parents[static_cast<std::size_t>(row)];
  }
}

void run_convert(const StepCall& call, Column& out) {
  const Column& a = *call.args[0];
  if (out.kind == Kind::Decimal && a.kind == Kind::Int) {
    out.state.assign(a.state.begin(), a.state.end());
    out.decimals.resize(call.rows);
    for (std::uint32_t row = 0; row < call.rows; ++row)
      out.decimals[row] = Decimal::of(a.ints[row]);
    return;
  }
  for (std::uint32_t row = 0; row < call.rows; ++row) push_copy(call, out, a, row);
}

}  // namespace ipcheck

#pragma once
// Reading and building columns cell by cell, whatever their kind: what the kernels of lists, maps
// and records stand on. Kernels of plain numbers and truths use the arrays themselves.

#include <compare>
#include <deque>
#include <span>
#include <string>

#include "value/column.h"

namespace ipcheck {

/// Bytes of one text that a condition makes; beyond it a row is a fault.
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;

constexpr bool holds_truth(Kind kind) {
  return kind == Kind::Bool || kind == Kind::Judgement;
}
constexpr bool is_collection(Kind kind) {
  return kind == Kind::List || kind == Kind::Set || kind == Kind::Map;
}

/// An empty column of a type, with its parts.
Column shape_of(const Types& types, TypeId type);
/// Makes `column` empty and of the kind of `shape`; keeps the memory it has.
void clear_like(Column& column, const Column& shape);

inline std::uint32_t row_in(const Column& column, std::uint32_t row) {
  return column.constant ? 0 : row;
}
/// Known, or why not. A known truth is Known.
inline State state_at(const Column& column, std::uint32_t row) {
  const std::uint32_t at = row_in(column, row);
  if (!holds_truth(column.kind)) return column.state[at];
  const Truth t = column.truth[at];
  return is_unknown(t) ? static_cast<State>(t) : State::Known;
}

/// Number of items in a cell of a collection column.
inline std::uint32_t item_count(const Column& column, std::uint32_t row) {
  const std::uint32_t at = row_in(column, row);
  return column.offsets[at + 1] - column.offsets[at];
}

/// `out`, cleared, gets `rows` times the one cell of a constant column. Shape: no collection, no
/// record.
void spread(Column& out, const Column& constant, std::uint32_t rows);
/// Appends a cell of another column of the same kind; an int cell also to a decimal column, a list
/// also to a set (doubles fall away).
void push_row(Column& out, const Column& from, std::uint32_t row);
/// Appends the cells [begin, end) of a column that is not constant.
void push_range(Column& out, const Column& from, std::uint32_t begin, std::uint32_t end);
/// The same, without those that `out` holds from `first` on: what makes a set.
void push_new(Column& out, std::uint32_t first, const Column& from, std::uint32_t begin,
              std::uint32_t end);
void push_unknown(Column& out, State state);
/// Ends the list, set or map whose items were pushed to `parts`.
void close_collection(Column& out);
/// Appends a literal or a parameter; Null is `absent`. `texts` keeps the bytes.
void push_value(Column& out, const Schema& schema, TypeId type, const Value& value, State absent,
                std::deque<std::string>& texts);

/// CEL's `==` on two cells. Sets know no order; int and decimal compare exactly; an unknown item
/// makes the answer unknown only where it matters.
Truth equal(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j);
/// Order of two known cells of a plain kind.
std::strong_ordering order(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j);
/// Whether a collection holds a value (of a map: as a key).
Truth contains(const Column& items, std::uint32_t begin, std::uint32_t end, const Column& value,
               std::uint32_t row);

}  // namespace ipcheck

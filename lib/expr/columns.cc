// Tested by tests/expr/run_test.cc.
#include "expr/columns.h"

#include <cassert>

namespace ipcheck {
namespace {

Decimal decimal_at(const Column& column, std::uint32_t row) {
  return column.kind == Kind::Int ? Decimal::of(column.ints[row]) : column.decimals[row];
}

void push_items(Column& out, const Column& from, std::uint32_t row) {
  const std::uint32_t first = out.offsets.back();
  if (out.kind == Kind::Set && from.kind != Kind::Set) {
    push_new(out.parts[0], first, from.parts[0], from.offsets[row], from.offsets[row + 1]);
  } else {
    for (std::size_t part = 0; part < out.parts.size(); ++part)
      push_range(out.parts[part], from.parts[part], from.offsets[row], from.offsets[row + 1]);
  }
  close_collection(out);
}

template <class Value>
void append_range(std::vector<Value>& out, const std::vector<Value>& from, std::uint32_t begin,
                  std::uint32_t end) {
  out.insert(out.end(), from.begin() + begin, from.begin() + end);
}

std::int64_t whole(const Value& value) {
  if (value.is<std::int64_t>()) return value.as<std::int64_t>();
  return value.is<Decimal>() ? value.as<Decimal>().to_int64().value_or(0) : 0;
}

Truth lists_equal(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  if (item_count(a, i) != item_count(b, j)) return Truth::False;
  Truth all = Truth::True;
  for (std::uint32_t k = 0; k < item_count(a, i); ++k)
    all = both(all, equal(a.parts[0], a.offsets[i] + k, b.parts[0], b.offsets[j] + k));
  return all;
}

Truth subset(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  Truth all = Truth::True;
  for (std::uint32_t k = a.offsets[i]; k < a.offsets[i + 1]; ++k)
    all = both(all, contains(b.parts[0], b.offsets[j], b.offsets[j + 1], a.parts[0], k));
  return all;
}

Truth maps_equal(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  if (item_count(a, i) != item_count(b, j)) return Truth::False;
  Truth all = Truth::True;
  for (std::uint32_t k = a.offsets[i]; k < a.offsets[i + 1]; ++k) {
    Truth found = Truth::False;
    for (std::uint32_t m = b.offsets[j]; m < b.offsets[j + 1]; ++m)
      found = either(
          found, both(equal(a.parts[0], k, b.parts[0], m), equal(a.parts[1], k, b.parts[1], m)));
    all = both(all, found);
  }
  return all;
}

Truth records_equal(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  Truth all = Truth::True;
  for (std::size_t field = 0; field < a.parts.size(); ++field)
    all = both(all, equal(a.parts[field], i, b.parts[field], j));
  return all;
}

}  // namespace

Column shape_of(const Types& types, TypeId id) {
  const Type& type = types[id];
  Column shape;
  shape.kind = type.kind;
  if (type.kind == Kind::Map) shape.parts.push_back(shape_of(types, type.key));
  if (is_collection(type.kind)) {
    shape.parts.push_back(shape_of(types, type.item));
    shape.offsets.push_back(0);
  }
  for (const RecordField& field : type.fields) shape.parts.push_back(shape_of(types, field.type));
  return shape;
}

void clear_like(Column& column, const Column& shape) {
  column.kind = shape.kind;
  column.constant = false;
  column.truth.clear();
  column.state.clear();
  column.ints.clear();
  column.decimals.clear();
  column.strings.clear();
  column.offsets.assign(is_collection(shape.kind) ? 1 : 0, 0);
  column.parts.resize(shape.parts.size());
  for (std::size_t part = 0; part < shape.parts.size(); ++part)
    clear_like(column.parts[part], shape.parts[part]);
}

void spread(Column& out, const Column& constant, std::uint32_t rows) {
  if (holds_truth(out.kind)) return out.truth.assign(rows, constant.truth[0]);
  const State state = state_at(constant, 0);
  const bool known = state == State::Known;
  out.state.assign(rows, state);
  if (out.kind == Kind::Decimal)
    out.decimals.assign(rows, known ? decimal_at(constant, 0) : Decimal{});
  else if (out.kind == Kind::String)
    out.strings.assign(rows, known ? constant.strings[0] : std::string_view{});
  else
    out.ints.assign(rows, known ? constant.ints[0] : 0);
}

void push_row(Column& out, const Column& from, std::uint32_t row) {
  row = row_in(from, row);
  if (holds_truth(out.kind)) {
    out.truth.push_back(from.truth[row]);
    return;
  }
  const State state = state_at(from, row);
  if (state != State::Known) return push_unknown(out, state);
  switch (out.kind) {
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      out.ints.push_back(from.ints[row]);
      break;
    case Kind::Decimal:
      out.decimals.push_back(decimal_at(from, row));
      break;
    case Kind::String:
      out.strings.push_back(from.strings[row]);
      break;
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
      return push_items(out, from, row);
    case Kind::Record:
      for (std::size_t field = 0; field < out.parts.size(); ++field)
        push_row(out.parts[field], from.parts[field], row);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Invalid:
      break;
  }
  out.state.push_back(State::Known);
}

void push_range(Column& out, const Column& from, std::uint32_t begin, std::uint32_t end) {
  if (begin == end) return;  // an empty list may not know the kind of its items
  if (holds_truth(out.kind)) return append_range(out.truth, from.truth, begin, end);
  if (out.kind == from.kind && out.parts.empty()) {
    append_range(out.state, from.state, begin, end);
    if (out.kind == Kind::Decimal)
      append_range(out.decimals, from.decimals, begin, end);
    else if (out.kind == Kind::String)
      append_range(out.strings, from.strings, begin, end);
    else
      append_range(out.ints, from.ints, begin, end);
    return;
  }
  for (std::uint32_t i = begin; i < end; ++i) push_row(out, from, i);
}

void push_new(Column& out, std::uint32_t first, const Column& from, std::uint32_t begin,
              std::uint32_t end) {
  for (std::uint32_t i = begin; i < end; ++i)
    if (contains(out, first, static_cast<std::uint32_t>(out.rows()), from, i) != Truth::True)
      push_row(out, from, i);
}

void push_unknown(Column& out, State state) {
  if (holds_truth(out.kind)) {
    out.truth.push_back(unknown(state));
    return;
  }
  out.state.push_back(state);
  switch (out.kind) {
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      out.ints.push_back(0);
      break;
    case Kind::Decimal:
      out.decimals.emplace_back();
      break;
    case Kind::String:
      out.strings.emplace_back();
      break;
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
      out.offsets.push_back(out.offsets.back());
      break;
    case Kind::Record:
      for (Column& field : out.parts) push_unknown(field, state);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Invalid:
      break;
  }
}

void close_collection(Column& out) {
  out.offsets.push_back(static_cast<std::uint32_t>(out.parts[0].rows()));
  out.state.push_back(State::Known);
}

void push_value(Column& out, const Schema& schema, TypeId id, const Value& value, State absent,
                std::deque<std::string>& texts) {
  if (value.is_null()) return push_unknown(out, absent);
  const Type& type = schema.types[id];
  switch (type.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      out.truth.push_back(truth(value.as<bool>()));
      return;
    case Kind::Int:
      out.ints.push_back(whole(value));
      break;
    case Kind::Decimal:
      out.decimals.push_back(value.is<Decimal>() ? value.as<Decimal>() : Decimal::of(whole(value)));
      break;
    case Kind::Date:
      out.ints.push_back(value.as<Date>().days);
      break;
    case Kind::String:
      out.strings.push_back(texts.emplace_back(value.as<std::string>()));
      break;
    case Kind::Enum: {  // an id that the enum lacks is equal to no member and to no unlisted value
      const auto index = schema.domains[type.domain].index_of(value.as<std::string>());
      out.ints.push_back(index ? std::int64_t{*index} : -1);
      break;
    }
    case Kind::List:
    case Kind::Set:
      for (const Value& item : value.as<ValueList>())
        push_value(out.parts[0], schema, type.item, item, absent, texts);
      return close_collection(out);
    case Kind::Map:
      for (const auto& [key, item] : value.as<ValueMap>()) {
        push_value(out.parts[0], schema, type.key, key, absent, texts);
        push_value(out.parts[1], schema, type.item, item, absent, texts);
      }
      return close_collection(out);
    case Kind::Record:  // only facts are records
    case Kind::Invalid:
      return push_unknown(out, State::Fault);
  }
  out.state.push_back(State::Known);
}

Truth equal(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  const State state = worse(state_at(a, i), state_at(b, j));
  if (state != State::Known) return unknown(state);
  i = row_in(a, i);
  j = row_in(b, j);
  switch (a.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return truth(a.truth[i] == b.truth[j]);
    case Kind::Int:
      if (b.kind == Kind::Decimal) return truth(decimal_at(a, i) == b.decimals[j]);
      return truth(a.ints[i] == b.ints[j]);
    case Kind::Date:
    case Kind::Enum:
      return truth(a.ints[i] == b.ints[j]);
    case Kind::Decimal:
      return truth(a.decimals[i] == decimal_at(b, j));
    case Kind::String:
      return truth(a.strings[i] == b.strings[j]);
    case Kind::List:
    case Kind::Set:
      if (a.kind == Kind::List && b.kind == Kind::List) return lists_equal(a, i, b, j);
      return both(subset(a, i, b, j), subset(b, j, a, i));
    case Kind::Map:
      return maps_equal(a, i, b, j);
    case Kind::Record:
      return records_equal(a, i, b, j);
    case Kind::Invalid:
      break;
  }
  return Truth::False;
}

std::strong_ordering order(const Column& a, std::uint32_t i, const Column& b, std::uint32_t j) {
  i = row_in(a, i);
  j = row_in(b, j);
  if (holds_truth(a.kind)) return a.truth[i] <=> b.truth[j];
  if (a.kind == Kind::String) return a.strings[i].compare(b.strings[j]) <=> 0;
  if (a.kind == Kind::Decimal || b.kind == Kind::Decimal)
    return decimal_at(a, i) <=> decimal_at(b, j);
  return a.ints[i] <=> b.ints[j];
}

Truth contains(const Column& items, std::uint32_t begin, std::uint32_t end, const Column& value,
               std::uint32_t row) {
  Truth found = Truth::False;
  for (std::uint32_t k = begin; k < end && found != Truth::True; ++k)
    found = either(found, equal(items, k, value, row));
  return found;
}

}  // namespace ipcheck

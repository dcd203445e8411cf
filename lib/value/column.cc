// Tested by tests/value/column_test.cc.
#include "value/column.h"

#include <cassert>

namespace ipcheck {
namespace {

/// The number of `parts` that a column of this kind has.
std::size_t part_count(const Type& type) {
  switch (type.kind) {
    case Kind::List:
    case Kind::Set:
      return 1;
    case Kind::Map:
      return 2;
    case Kind::Record:
      return type.fields.size();
    case Kind::Invalid:
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Date:
    case Kind::String:
    case Kind::Enum:
      return 0;
  }
  return 0;
}

void begin_column(Column& column, const Type& type) {
  if (column.kind != Kind::Invalid) return;
  column.kind = type.kind;
  column.parts.resize(part_count(type));
  if (type.kind == Kind::List || type.kind == Kind::Set || type.kind == Kind::Map)
    column.offsets.push_back(0);
}

std::int64_t whole(const Value& value) {
  if (value.is<std::int64_t>()) return value.as<std::int64_t>();
  return value.as<Decimal>().to_int64().value_or(0);
}

Decimal exact(const Value& value) {
  return value.is<Decimal>() ? value.as<Decimal>() : Decimal::of(value.as<std::int64_t>());
}

std::int64_t member(Batch& batch, DomainId id, const std::string& text) {
  const Domain& domain = batch.schema->domains[id];
  if (const auto index = domain.index_of(text)) return *index;
  return static_cast<std::int64_t>(domain.members.size()) + batch.unlisted_index(text);
}

const Value* field_of(const Value& record, const std::string& name) {
  if (!record.is<ValueMap>()) return nullptr;
  for (const auto& [key, value] : record.as<ValueMap>())
    if (key.is<std::string>() && key.as<std::string>() == name) return &value;
  return nullptr;
}

void append_parts(Batch& batch, Column& column, const Type& type, const Value& value) {
  const bool known = !value.is_null();
  if (type.kind == Kind::Record) {
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const Value* field = field_of(value, type.fields[i].name);
      append(batch, column.parts[i], type.fields[i].type, field ? *field : Value{}, State::Missing);
    }
    return;
  }
  if (known && type.kind == Kind::Map) {
    for (const auto& [key, item] : value.as<ValueMap>()) {
      append(batch, column.parts[0], type.key, key, State::Missing);
      append(batch, column.parts[1], type.item, item, State::Missing);
    }
  } else if (known) {
    for (const Value& item : value.as<ValueList>())
      append(batch, column.parts[0], type.item, item, State::Missing);
  }
  const Column& first = column.parts[0];
  column.offsets.push_back(first.kind == Kind::Invalid ? 0
                                                       : static_cast<std::uint32_t>(first.rows()));
}

Value collection(const Batch& batch, const Column& column, const Type& type, std::uint32_t row) {
  if (type.kind == Kind::Map) {
    ValueMap map;
    for (std::uint32_t i = column.offsets[row]; i < column.offsets[row + 1]; ++i)
      map.emplace_back(cell_at(batch, column.parts[0], type.key, i).value,
                       cell_at(batch, column.parts[1], type.item, i).value);
    return {std::move(map)};
  }
  ValueList list;
  list.reserve(column.offsets[row + 1] - column.offsets[row]);
  for (std::uint32_t i = column.offsets[row]; i < column.offsets[row + 1]; ++i)
    list.push_back(cell_at(batch, column.parts[0], type.item, i).value);
  return {std::move(list)};
}

Value record(const Batch& batch, const Column& column, const Type& type, std::uint32_t row) {
  ValueMap fields;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    Cell field = cell_at(batch, column.parts[i], type.fields[i].type, row);
    if (field.state == Truth::True)
      fields.emplace_back(Value{type.fields[i].name}, std::move(field.value));
  }
  return {std::move(fields)};
}

Value plain_value(const Batch& batch, const Column& column, const Type& type, std::uint32_t row) {
  switch (type.kind) {
    case Kind::Int:
      return {column.ints[row]};
    case Kind::Decimal:
      return {column.decimals[row]};
    case Kind::Date:
      return {Date{static_cast<std::int32_t>(column.ints[row])}};
    case Kind::String:
      return {std::string(column.strings[row])};
    case Kind::Enum: {
      const auto& members = batch.schema->domains[type.domain].members;
      const auto index = static_cast<std::size_t>(column.ints[row]);
      return {index < members.size() ? members[index].id : batch.unlisted[index - members.size()]};
    }
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
      return collection(batch, column, type, row);
    case Kind::Record:
      return record(batch, column, type, row);
    case Kind::Bool:
    case Kind::Judgement:
      return {column.truth[row] == Truth::True};
    case Kind::Invalid:
      break;
  }
  return {};
}

bool is_truth(Kind kind) {
  return kind == Kind::Bool || kind == Kind::Judgement;
}

void empty(Column& column) {
  column.kind = Kind::Invalid;
  column.constant = false;
  column.truth.clear();
  column.state.clear();
  column.ints.clear();
  column.decimals.clear();
  column.strings.clear();
  column.offsets.clear();
  for (Column& part : column.parts) empty(part);
}

template <class T>
void append_range(std::vector<T>& to, const std::vector<T>& from, std::uint32_t begin,
                  std::uint32_t end) {
  to.insert(to.end(), from.begin() + begin, from.begin() + end);
}

/// The items behind the rows [begin, end) of a list, set or map.
void append_items(Batch& to, Column& column, const Type& type, const Batch& from,
                  const Column& rows, std::uint32_t begin, std::uint32_t end) {
  const TypeId types[] = {type.kind == Kind::Map ? type.key : type.item, type.item};
  for (std::size_t i = 0; i < column.parts.size(); ++i)
    append_rows(to, column.parts[i], types[i], from, rows.parts[i], rows.offsets[begin],
                rows.offsets[end]);
  const std::uint32_t shift = column.offsets.back() - rows.offsets[begin];
  for (std::uint32_t row = begin; row < end; ++row)
    column.offsets.push_back(rows.offsets[row + 1] + shift);
}

}  // namespace

void Batch::clear() {
  rows = 0;
  for (Column& column : facts) empty(column);
  records.clear();
  notices.clear();
  decisions.clear();
  unreadable.clear();
  unlisted_by_text_.clear();
  unlisted.clear();
  owned_texts.clear();
}

bool Batch::given(FactId fact, std::uint32_t row) const {
  if (fact >= facts.size() || facts[fact].kind == Kind::Invalid) return false;
  const Column& column = facts[fact];
  const std::uint32_t at = column.constant ? 0 : row;
  if (column.kind == Kind::Bool || column.kind == Kind::Judgement)
    return !is_unknown(column.truth[at]);
  return column.state[at] == State::Known;
}

std::uint32_t Batch::unlisted_index(std::string_view text) {
  if (const auto at = unlisted_by_text_.find(text); at != unlisted_by_text_.end())
    return at->second;
  const auto index = static_cast<std::uint32_t>(unlisted.size());
  unlisted_by_text_.emplace(unlisted.emplace_back(text), index);
  return index;
}

Cell cell_at(const Batch& batch, const Column& column, TypeId id, std::uint32_t row) {
  if (column.kind == Kind::Invalid) return {};
  const Type& type = batch.schema->types[id];
  if (column.constant) row = 0;
  if (column.kind == Kind::Bool || column.kind == Kind::Judgement) {
    const Truth truth = column.truth[row];
    if (is_unknown(truth) || truth == Truth::NotApplicable) return {truth, {}};
  } else if (column.state[row] != State::Known) {
    return {unknown(column.state[row]), {}};
  }
  return {Truth::True, plain_value(batch, column, type, row)};
}

void append(Batch& batch, Column& column, TypeId id, const Value& value, State absent_state) {
  const Type& type = batch.schema->types[id];
  begin_column(column, type);
  const bool known = !value.is_null();
  if (is_truth(type.kind)) {
    column.truth.push_back(known ? truth(value.as<bool>()) : unknown(absent_state));
    return;
  }
  column.state.push_back(known ? State::Known : absent_state);
  switch (type.kind) {
    case Kind::Int:
      column.ints.push_back(known ? whole(value) : 0);
      break;
    case Kind::Decimal:
      column.decimals.push_back(known ? exact(value) : Decimal{});
      break;
    case Kind::Date:
      column.ints.push_back(known ? value.as<Date>().days : 0);
      break;
    case Kind::String:
      column.strings.push_back(
          known ? std::string_view(batch.owned_texts.emplace_back(value.as<std::string>()))
                : std::string_view{});
      break;
    case Kind::Enum:
      column.ints.push_back(known ? member(batch, type.domain, value.as<std::string>()) : 0);
      break;
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
      append_parts(batch, column, type, value);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Invalid:
      break;
  }
}

void clear(Column& column, const Types& types, TypeId id) {
  empty(column);
  const Type& type = types[id];
  begin_column(column, type);
  if (type.kind == Kind::Record) {
    for (std::size_t i = 0; i < type.fields.size(); ++i)
      clear(column.parts[i], types, type.fields[i].type);
  } else if (!column.parts.empty()) {
    clear(column.parts.front(), types, type.kind == Kind::Map ? type.key : type.item);
    clear(column.parts.back(), types, type.item);
  }
}

void append_rows(Batch& to, Column& column, TypeId id, const Batch& from, const Column& rows,
                 std::uint32_t begin, std::uint32_t end) {
  if (begin == end) return;
  const Type& type = to.schema->types[id];
  begin_column(column, type);
  if (is_truth(type.kind)) return append_range(column.truth, rows.truth, begin, end);
  append_range(column.state, rows.state, begin, end);
  switch (type.kind) {
    case Kind::Int:
    case Kind::Date:
      append_range(column.ints, rows.ints, begin, end);
      break;
    case Kind::Decimal:
      append_range(column.decimals, rows.decimals, begin, end);
      break;
    case Kind::String:
      append_range(column.strings, rows.strings, begin, end);
      break;
    case Kind::Enum: {
      const auto listed = static_cast<std::int64_t>(to.schema->domains[type.domain].members.size());
      for (std::uint32_t row = begin; row < end; ++row) {
        const std::int64_t index = rows.ints[row];
        column.ints.push_back(
            index < listed ? index : listed + to.unlisted_index(from.unlisted[index - listed]));
      }
      break;
    }
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
      append_items(to, column, type, from, rows, begin, end);
      break;
    case Kind::Record:
      for (std::size_t i = 0; i < type.fields.size(); ++i)
        append_rows(to, column.parts[i], type.fields[i].type, from, rows.parts[i], begin, end);
      break;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Invalid:
      break;
  }
}

}  // namespace ipcheck

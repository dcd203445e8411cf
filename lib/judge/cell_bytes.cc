// Tested by tests/judge/cell_bytes_test.cc.
#include "judge/cell_bytes.h"

#include <cstring>

namespace ipcheck {
namespace {

template <class Number>
void add_number(Number number, std::string& out) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

void add_text(std::string_view text, std::string& out) {
  add_number(static_cast<std::uint64_t>(text.size()), out);
  out += text;
}

/// The index of a member; of a text that the list does not know, the text: its index is the batch's
/// own.
void add_member(const Batch& batch, const Type& type, std::int64_t index, std::string& out) {
  const auto listed = static_cast<std::int64_t>(batch.schema->domains[type.domain].members.size());
  if (index < listed) return add_number(index, out);
  add_number(listed, out);
  add_text(batch.unlisted[static_cast<std::size_t>(index - listed)], out);
}

void add_items(const Batch& batch, const Column& column, const Type& type, std::uint32_t row,
               std::string& out) {
  const std::uint32_t begin = column.offsets[row], end = column.offsets[row + 1];
  add_number(end - begin, out);
  for (std::uint32_t item = begin; item < end; ++item) {
    if (type.kind == Kind::Map) add_cell_bytes(batch, column.parts[0], type.key, item, out);
    add_cell_bytes(batch, column.parts.back(), type.item, item, out);
  }
}

void add_value(const Batch& batch, const Column& column, const Type& type, std::uint32_t row,
               std::string& out) {
  switch (column.kind) {
    case Kind::Int:
    case Kind::Date:
      return add_number(column.ints[row], out);
    case Kind::Decimal:
      add_number(column.decimals[row].coefficient, out);
      return add_number(column.decimals[row].scale, out);
    case Kind::String:
      return add_text(column.strings[row], out);
    case Kind::Enum:
      return add_member(batch, type, column.ints[row], out);
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
      return add_items(batch, column, type, row, out);
    case Kind::Record:
      for (std::size_t i = 0; i < type.fields.size(); ++i)
        add_cell_bytes(batch, column.parts[i], type.fields[i].type, row, out);
      return;
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Invalid:
      return;
  }
}

}  // namespace

void add_cell_bytes(const Batch& batch, const Column& column, TypeId id, std::uint32_t row,
                    std::string& out) {
  out += static_cast<char>(column.kind);
  if (column.kind == Kind::Invalid) return;
  if (column.constant) row = 0;
  if (column.kind == Kind::Bool || column.kind == Kind::Judgement) {
    out += static_cast<char>(column.truth[row]);
    return;
  }
  out += static_cast<char>(column.state[row]);
  if (column.state[row] == State::Known)
    add_value(batch, column, batch.schema->types[id], row, out);
}

}  // namespace ipcheck

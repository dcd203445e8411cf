// Tested by tests/expr/budget_test.cc.
#include "expr/budget.h"

#include "expr/columns.h"

namespace ipcheck {

std::size_t width(Kind kind) {
  constexpr std::size_t kState = sizeof(State);
  switch (kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return sizeof(Truth);
    case Kind::Int:
    case Kind::Date:
    case Kind::Enum:
      return kState + sizeof(std::int64_t);
    case Kind::Decimal:
      return kState + sizeof(Decimal);
    case Kind::String:
      return kState + sizeof(std::string_view);
    case Kind::List:
    case Kind::Set:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  return 16;
}

std::size_t weigh(const Column& column, std::uint32_t begin, std::uint32_t end) {
  constexpr std::size_t kLeast = 8;
  std::size_t bytes = (end - begin) * std::max(width(column.kind), kLeast);
  if (begin == end) return bytes;  // an empty list may not know the kind of its items
  if (column.kind == Kind::String)
    for (std::uint32_t i = begin; i < end; ++i) bytes += column.strings[i].size();
  const bool items = is_collection(column.kind);
  for (const Column& part : column.parts)
    bytes +=
        items ? weigh(part, column.offsets[begin], column.offsets[end]) : weigh(part, begin, end);
  return bytes;
}

std::size_t weigh(const Column& column, std::uint32_t row) {
  row = row_in(column, row);
  return weigh(column, row, row + 1);
}

}  // namespace ipcheck

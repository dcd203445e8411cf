// Tested by tests/io/grouped_table_test.cc.
#include "io/fold_rows.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ipcheck {
namespace {

/// Folds one fact. Values are only taken out of their columns where rows have to be put together.
class Fold {
 public:
  Fold(const HeldRows& held, FactId fact, Batch& out, Column& column)
      : held_(held),
        fact_(out.schema->facts[fact]),
        from_(held.batch.facts[fact]),
        out_(out),
        column_(column) {}

  Folded scalar(std::span<const std::uint32_t> rows) {
    std::optional<std::uint32_t> first;
    for (const std::uint32_t row : rows) {
      if (!known(row)) continue;
      if (!first)
        first = row;
      else if (!equal(*first, row))
        return refuse(Disagreement{*first, row, ""});
    }
    first ? copy(*first) : blank(rows.front());
    return {};
  }

  Folded items(std::span<const std::uint32_t> rows, bool distinct) {
    if (auto only = the_only(rows)) return copy(*only);
    ValueList all;
    std::unordered_set<std::string> seen;
    for (const std::uint32_t row : rows) {
      Value list = value(row);
      for (Value& item : list.as<ValueList>())
        if (!distinct || seen.insert(to_source(item)).second) all.push_back(std::move(item));
    }
    append(out_, column_, fact_.type, Value{std::move(all)}, State::Missing);
    return {};
  }

  Folded entries(std::span<const std::uint32_t> rows) {
    if (auto only = the_only(rows)) return copy(*only);
    ValueMap all;
    std::unordered_map<std::string, std::pair<std::size_t, std::uint32_t>> seen;
    for (const std::uint32_t row : rows) {
      Value map = value(row);
      for (ValuePair& entry : map.as<ValueMap>()) {
        const std::string key = entry.first.as<std::string>();
        auto [at, fresh] = seen.try_emplace(key, all.size(), row);
        if (fresh) {
          all.push_back(std::move(entry));
          continue;
        }
        Value& before = all[at->second.first].second;
        if (before.is_null())
          before = std::move(entry.second);
        else if (!entry.second.is_null() && !(before == entry.second))
          return refuse(Disagreement{at->second.second, row, key});
      }
    }
    append(out_, column_, fact_.type, Value{std::move(all)}, State::Missing);
    return {};
  }

  Folded refuse(std::optional<Disagreement> disagreement) {
    append(out_, column_, fact_.type, Value{}, State::Missing);
    return {true, std::move(disagreement)};
  }

  std::vector<std::uint32_t> known_rows(std::span<const std::uint32_t> rows) const {
    std::vector<std::uint32_t> given;
    for (const std::uint32_t row : rows)
      if (known(row)) given.push_back(row);
    return given;
  }

  Folded blank(std::uint32_t row) {
    if (!fact_.absent) return copy(row);
    append(out_, column_, fact_.type, *fact_.absent, State::Missing);
    return {};
  }

 private:
  bool known(std::uint32_t row) const {
    if (from_.kind == Kind::Bool || from_.kind == Kind::Judgement)
      return !is_unknown(from_.truth[row]);
    return from_.state[row] == State::Known;
  }

  bool equal(std::uint32_t a, std::uint32_t b) const {
    switch (from_.kind) {
      case Kind::Bool:
      case Kind::Judgement:
        return from_.truth[a] == from_.truth[b];
      case Kind::Int:
      case Kind::Date:
      case Kind::Enum:
        return from_.ints[a] == from_.ints[b];
      case Kind::Decimal:
        return from_.decimals[a] == from_.decimals[b];
      case Kind::String:
        return from_.strings[a] == from_.strings[b];
      case Kind::List:
      case Kind::Set:
      case Kind::Map:
      case Kind::Record:
      case Kind::Invalid:
        break;
    }
    return value(a) == value(b);
  }

  Value value(std::uint32_t row) const {
    return cell_at(held_.batch, from_, fact_.type, row).value;
  }

  static std::optional<std::uint32_t> the_only(std::span<const std::uint32_t> rows) {
    return rows.size() == 1 ? std::optional(rows.front()) : std::nullopt;
  }

  Folded copy(std::uint32_t row) {
    append_rows(out_, column_, fact_.type, held_.batch, from_, row, row + 1);
    return {};
  }

  const HeldRows& held_;
  const Fact& fact_;
  const Column& from_;
  Batch& out_;
  Column& column_;
};

}  // namespace

Folded fold_fact(const HeldRows& held, FactId fact, std::span<const std::uint32_t> rows, Batch& out,
                 Column& column) {
  Fold fold(held, fact, out, column);
  if (std::any_of(rows.begin(), rows.end(),
                  [&](std::uint32_t row) { return held.unreadable(fact, row); }))
    return fold.refuse(std::nullopt);
  const Kind kind = out.schema->type_of(fact).kind;
  if (kind != Kind::List && kind != Kind::Set && kind != Kind::Map) return fold.scalar(rows);
  const std::vector<std::uint32_t> given = fold.known_rows(rows);
  if (given.empty()) return fold.blank(rows.front());
  return kind == Kind::Map ? fold.entries(given) : fold.items(given, kind == Kind::Set);
}

}  // namespace ipcheck

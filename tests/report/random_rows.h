#pragma once
// Applicants of any values that the facts' types allow, odd ones too: what a table may hold.

#include <random>

#include "value/column.h"

namespace ipcheck {

class RandomRows {
 public:
  RandomRows(const Schema& schema, std::uint64_t seed) : schema_(schema), random_(seed) {}

  /// A batch with values, blanks, unreadable cells and decisions for `facts`.
  void fill(Batch& batch, std::uint32_t rows, const std::vector<FactId>& facts) {
    batch.facts.resize(schema_.facts.size());
    batch.clear();
    batch.schema = &schema_;
    batch.rows = rows;
    if (one_in(2)) batch.unreadable.assign(std::size_t{rows} * schema_.facts.size(), 0);
    for (FactId fact : facts) {
      if (one_in(6)) continue;  // no such column in the table
      for (std::uint32_t row = 0; row < rows; ++row) fill_cell(batch, row, fact);
    }
    if (one_in(2)) decide(batch, facts);
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  void fill_cell(Batch& batch, std::uint32_t row, FactId id) {
    const Fact& fact = schema_.facts[id];
    const bool blank = one_in(8);
    const Kind kind = schema_.type_of(id).kind;
    const bool judged = kind == Kind::Judgement || fact.judged;
    const Value value = blank ? Value{} : any(fact.type);
    append(batch, batch.facts[id], fact.type, value, judged ? State::Pending : State::Missing);
    if (blank && !batch.unreadable.empty() && one_in(2))
      batch.unreadable[std::size_t{id} * batch.rows + row] = 1;
  }

  void decide(Batch& batch, const std::vector<FactId>& facts) {
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      for (FactId fact : facts) {
        if (schema_.type_of(fact).kind != Kind::Judgement || one_in(2)) continue;
        batch.decisions.push_back({row, fact, text(), one_in(2) ? "2026-05-01" : "", text()});
      }
    }
  }

  std::string text() {
    static constexpr const char* kTexts[] = {
        "",         "甲\u200B乙",         "13800138000", "a,\"b\"\n",
        "示例公司", "91149900MA403M940T", "山西\u00A0省"};
    return one_in(12) ? "第" + std::to_string(below(100000)) + "家" : kTexts[below(7)];
  }

  Value any(TypeId id) {
    const Type& type = schema_.types[id];
    switch (type.kind) {
      case Kind::Bool:
      case Kind::Judgement:
        return {one_in(2)};
      case Kind::Int:
        return {static_cast<std::int64_t>(one_in(9) ? below(100000) : below(12))};
      case Kind::Decimal:
        return {Decimal::parse(std::to_string(below(9) * 500000) + (one_in(2) ? "" : ".25"))
                    .value_or(Decimal{})};
      case Kind::Date:
        return {Date{static_cast<std::int32_t>(19000 + below(20) * 120)}};
      case Kind::String:
        return {text()};
      case Kind::Enum: {
        const std::vector<Member>& members = schema_.domains[type.domain].members;
        if (members.empty() || one_in(5)) return {"别的" + std::to_string(below(3))};
        return {members[below(static_cast<std::uint32_t>(members.size()))].id};
      }
      case Kind::List:
      case Kind::Set:
      case Kind::Map:
      case Kind::Record:
        return collection(type);
      case Kind::Invalid:
        break;
    }
    return {};
  }

  Value collection(const Type& type) {
    ValueMap fields;
    for (const RecordField& field : type.fields)
      if (!one_in(4)) fields.emplace_back(Value{field.name}, any(field.type));
    if (type.kind == Kind::Record) return {std::move(fields)};
    ValueList items;
    for (std::uint32_t i = below(3); i > 0; --i) items.push_back(any(type.item));
    if (type.kind != Kind::Map) return {std::move(items)};
    ValueMap entries;
    for (Value& item : items) entries.emplace_back(any(type.key), std::move(item));
    return {std::move(entries)};
  }

  const Schema& schema_;
  std::mt19937_64 random_;
};

}  // namespace ipcheck

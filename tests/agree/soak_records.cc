#include <algorithm>

#include "agree/soak_make.h"

namespace ipcheck::soak {

Date Maker::as_of() {
  return *Date::parse_iso(
      one_of({"2026-06-01", "2026-06-18", "2026-01-31", "2026-02-01", "2027-01-01"}));
}

Value Maker::list(const Schema& schema, const Fact& fact, const Type& type) {
  ValueList items;
  for (std::uint32_t i = below(4); i > 0; --i) {
    Value item = value(schema, fact, type.item);
    const bool again = std::find(items.begin(), items.end(), item) != items.end();
    if (type.kind == Kind::List || !again) items.push_back(std::move(item));
  }
  return {std::move(items)};
}

Value Maker::value(const Schema& schema, const Fact& fact, TypeId id) {
  const Type& type = schema.types[id];
  const auto decimal = [](const std::string& text) { return Value{*Decimal::parse(text)}; };
  switch (type.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return {one_in(2)};
    case Kind::Int: {
      const std::int64_t least = fact.min ? 0 : -2;
      if (fact.name == "years") return {std::int64_t{one_in(2) ? 2025 : 3}};
      if (one_in(40)) return {one_in(2) ? INT64_MAX : fact.min ? INT64_MAX - 1 : INT64_MIN};
      return {least + std::int64_t{below(9)}};
    }
    case Kind::Decimal: {
      if (fact.max) return decimal(one_of({"0", "0.49", "0.5", "2.5", "2.51", "33.3", "100"}));
      if (!fact.min && one_in(6)) return decimal(one_of({"-3.25", "-0.01", "-2000000"}));
      if (one_in(30))
        return decimal(one_of({"99999999999999999999999999999999999999", "0.000000000000000001"}));
      return decimal(one_of({"0", "0.5", "1.5", "1.49", "2.5", "5000", "4999.99", "1999999.99",
                             "2000000", "2000000.01"}));
    }
    case Kind::Date:
      return {*Date::parse_iso(one_of({"2026-01-31", "2026-06-18", "2024-02-29", "2026-12-30",
                                       "1999-12-31", "2026-06-01", "2026-03-15", "2026-03-16",
                                       "1900-01-01", "2100-12-31", "2026-06-19", "2026-05-29"}))};
    case Kind::String:
      return {one_of({"a", "b", "ab", "A甲", "甲乙", "zz"})};
    case Kind::Enum: {
      const Domain& domain = schema.domains[type.domain];
      if (domain.open && one_in(5)) return {one_of({"别的", "另一种"})};
      return {domain.members[below(domain.members.size())].id};
    }
    case Kind::List:
    case Kind::Set:
      return list(schema, fact, type);
    case Kind::Map: {
      ValueMap map;
      for (const char* key : {"a", "b", "ab", "甲"})
        if (one_in(2)) map.emplace_back(Value{key}, value(schema, fact, type.item));
      return {std::move(map)};
    }
    case Kind::Record: {
      ValueMap fields;
      for (const RecordField& field : type.fields)
        fields.emplace_back(Value{field.name},
                            one_in(8) ? Value{} : value(schema, fact, field.type));
      return {std::move(fields)};
    }
    case Kind::Invalid:
      break;
  }
  return {};
}

std::vector<Given> Maker::records(const Schema& schema, std::size_t count) {
  std::vector<Given> out(count);
  for (Given& given : out) {
    const std::uint32_t gaps =
        std::initializer_list<std::uint32_t>{3, 8, 30, 1000}.begin()[below(4)];
    for (const Fact& fact : schema.facts) {
      const Kind kind = schema.types[fact.type].kind;
      if (!fact.input || one_in(gaps) || (fact.derive && !one_in(3))) continue;
      const bool scalar = kind == Kind::Int || kind == Kind::Decimal || kind == Kind::Date ||
                          kind == Kind::Bool || kind == Kind::Judgement;
      if (scalar && one_in(60))
        given.unreadable.insert(fact.name);
      else
        given.facts[fact.name] = value(schema, fact, fact.type);
    }
  }
  return out;
}

}  // namespace ipcheck::soak

#pragma once
// One value outside a column: literals, parameters, defaults, what `eval` prints, what explanations
// show.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "value/date.h"
#include "value/decimal.h"

namespace ipcheck {

struct Value;
using ValueList = std::vector<Value>;
struct ValuePair;
using ValueMap = std::vector<ValuePair>;  // in file order

/// Null stands for "nothing"; a Judgement is a bool (met); an Enum is its member id, or the text as
/// given when unlisted.
struct Value {
  std::variant<std::monostate, bool, std::int64_t, Decimal, Date, std::string, ValueList, ValueMap>
      v;

  bool is_null() const { return std::holds_alternative<std::monostate>(v); }
  template <class T>
  bool is() const {
    return std::holds_alternative<T>(v);
  }
  template <class T>
  const T& as() const {
    return std::get<T>(v);
  }
  template <class T>
  T& as() {
    return std::get<T>(v);
  }
  friend bool operator==(const Value& a, const Value& b);
};

/// An entry of a map. Not a std::pair: clang 14 cannot lay out a pair of a type that holds it.
struct ValuePair {
  Value first, second;

  ValuePair(Value key, Value item) : first(std::move(key)), second(std::move(item)) {}
  friend bool operator==(const ValuePair&, const ValuePair&) = default;
};

/// As a condition would write it: `3`, `2000000`, `'industrial_park'`, `date('2026-03-16')`, `['a',
/// 'b']`.
std::string to_source(const Value& value);

}  // namespace ipcheck

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
using ValueMap = std::vector<std::pair<Value, Value>>;  // in file order

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
  friend bool operator==(const Value&, const Value&) = default;
};

/// As a condition would write it: `3`, `2000000`, `'industrial_park'`, `date('2026-03-16')`, `['a',
/// 'b']`.
std::string to_source(const Value& value);

}  // namespace ipcheck

#include "agree/oracle.h"

namespace ipcheck::naive {
namespace {

bool is_number(const Value& v) {
  return v.is<std::int64_t>() || v.is<Decimal>();
}
Decimal decimal(const Value& v) {
  return v.is<Decimal>() ? v.as<Decimal>() : Decimal::of(v.as<std::int64_t>());
}

}  // namespace

const Value* find(const ValueMap& map, const Value& key) {
  for (const auto& [k, value] : map)
    if (same(k, key, false) == Truth::True) return &value;
  return nullptr;
}

Truth holds(const ValueList& list, const Value& item, bool as_sets) {
  Truth found = Truth::False;
  for (const Value& each : list) {
    if (found == Truth::True) break;
    found = either(found, same(each, item, as_sets));
  }
  return found;
}

namespace {

Truth same_lists(const ValueList& a, const ValueList& b, bool as_sets) {
  if (!as_sets && a.size() != b.size()) return Truth::False;
  Truth all = Truth::True;
  if (!as_sets) {
    for (std::size_t i = 0; i < a.size(); ++i) all = both(all, same(a[i], b[i], false));
    return all;
  }
  for (const Value& item : a) all = both(all, holds(b, item, false));
  for (const Value& item : b) all = both(all, holds(a, item, false));
  return all;
}

Truth same_maps(const ValueMap& a, const ValueMap& b) {
  if (a.size() != b.size()) return Truth::False;
  Truth all = Truth::True;
  for (const auto& [key, value] : a) {
    const Value* other = find(b, key);
    all = both(all, other ? same(value, *other, false) : Truth::False);
  }
  return all;
}

}  // namespace

Truth same(const Value& a, const Value& b, bool as_sets) {
  if (a.is_null() || b.is_null()) return Truth::Missing;
  if (is_number(a) && is_number(b)) return truth(decimal(a) == decimal(b));
  if (a.is<ValueList>() && b.is<ValueList>())
    return same_lists(a.as<ValueList>(), b.as<ValueList>(), as_sets);
  if (a.is<ValueMap>() && b.is<ValueMap>()) return same_maps(a.as<ValueMap>(), b.as<ValueMap>());
  return truth(a == b);
}

}  // namespace ipcheck::naive

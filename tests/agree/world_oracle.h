#pragma once
// The oracle over the small world of tests/expr.

#include "agree/oracle.h"
#include "expr/world.h"

namespace ipcheck::naive {

inline Setting setting_of(const World& world) {
  Setting out{world.schema, world.calendar, world.as_of, world.params};
  for (const auto& [name, expr] : world.derive)
    out.derived[world.schema.find(name)] = {&expr, world.params};
  return out;
}

inline Facts facts_of(const World& world, const Record& record,
                      const std::vector<std::string>& unreadable = {}) {
  Facts out{std::vector<Value>(world.schema.facts.size()),
            std::vector<char>(world.schema.facts.size())};
  for (const auto& [name, value] : record) out.values[world.schema.find(name)] = value;
  for (const std::string& name : unreadable) out.unreadable[world.schema.find(name)] = 1;
  return out;
}

}  // namespace ipcheck::naive

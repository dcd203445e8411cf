// Tested by tests/study/shrink_test.cc.
#include "study/proof/shrink.h"

#include <algorithm>

namespace ipcheck {
namespace {

std::vector<std::string> names_of(const World& world) {
  std::vector<std::string> out;
  for (const auto& [name, value] : world.facts) out.push_back(name);
  return out;
}

/// Half of the items at a time, then a quarter, … then each alone.
template <class Items>
void keep_fewest(World& world, const std::string& name, const Shows& shows) {
  const std::size_t all = world.facts.at(name).as<Items>().size();
  for (std::size_t size = std::max<std::size_t>(all / 2, 1); all > 0; size /= 2) {
    for (std::size_t at = 0; at < world.facts.at(name).as<Items>().size();) {
      World less = world;
      Items& items = less.facts.at(name).as<Items>();
      const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
      const std::size_t count = std::min(size, items.size() - at);
      items.erase(first, first + static_cast<std::ptrdiff_t>(count));
      if (shows(less))
        world = std::move(less);
      else
        at += count;
    }
    if (size == 1) return;
  }
}

void take_plainer(World& world, const std::string& name, const Shows& shows,
                  const Plainer& plainer) {
  for (const Value& value : plainer(name)) {
    const Value& now = world.facts.at(name);
    if (value == now) return;
    if (value.is_null() || value.v.index() != now.v.index()) continue;
    World other = world;
    other.facts[name] = value;
    if (!shows(other)) continue;
    world = std::move(other);
    return;
  }
}

}  // namespace

Plainer telling_ones(const RuleSet& rules, const Policy& policy, Date as_of) {
  return [&rules, &policy, as_of](const std::string& name) {
    const FactId fact = rules.schema.find(name);
    return fact == kNoFact ? std::vector<Value>{} : telling_values(rules, policy, fact, as_of);
  };
}

World simplest(World world, const Shows& shows) {
  for (const std::string& name : names_of(world)) {
    World less = world;
    less.facts.erase(name);
    if (shows(less)) world = std::move(less);
  }
  return world;
}

World plainest(World world, const Shows& shows, const Plainer& plainer) {
  constexpr int kMostRounds = 3;
  for (int round = 0; round < kMostRounds; ++round) {
    const World before = world;
    world = simplest(std::move(world), shows);
    for (const std::string& name : names_of(world)) {
      const Value& value = world.facts.at(name);
      if (value.is<ValueList>())
        keep_fewest<ValueList>(world, name, shows);
      else if (value.is<ValueMap>())
        keep_fewest<ValueMap>(world, name, shows);
      else if (!value.is<bool>())
        take_plainer(world, name, shows, plainer);
    }
    if (world == before) break;
  }
  return world;
}

}  // namespace ipcheck

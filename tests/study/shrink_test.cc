// How examples become plain.
#include "study/proof/shrink.h"

#include <algorithm>

#include "support/catch.h"

namespace ipcheck {
namespace {

Value whole(std::int64_t n) {
  return {n};
}

ValueList upto(std::int64_t n) {
  ValueList out;
  for (std::int64_t i = 1; i <= n; ++i) out.push_back(whole(i));
  return out;
}

const Plainer kNothing = [](const std::string&) { return std::vector<Value>{}; };

TEST_CASE("shrink: facts that show nothing are left out", "[study]") {
  const World found{"organization", {{"a", whole(1)}, {"b", whole(2)}, {"c", {true}}}};
  const World left = plainest(
      found, [](const World& w) { return w.facts.count("b") != 0; }, kNothing);
  CHECK(left == World{"organization", {{"b", whole(2)}}});
}

TEST_CASE("shrink: collections keep the fewest items", "[study]") {
  const auto holds = [](const World& w, std::initializer_list<std::int64_t> wanted) {
    const auto at = w.facts.find("set");
    if (at == w.facts.end()) return false;
    const ValueList& items = at->second.as<ValueList>();
    for (const std::int64_t n : wanted)
      if (std::find(items.begin(), items.end(), whole(n)) == items.end()) return false;
    return true;
  };
  int asked = 0;
  const World found{"", {{"set", {upto(256)}}}};
  const World left = plainest(
      found,
      [&](const World& w) {
        ++asked;
        return holds(w, {3, 200});
      },
      kNothing);
  CHECK(left.facts.at("set") == Value{ValueList{whole(3), whole(200)}});
  CHECK(asked < 100);
  const World empty = plainest(
      found, [](const World& w) { return w.facts.count("set") != 0; }, kNothing);
  CHECK(empty.facts.at("set") == Value{ValueList{}});
  ValueMap map;
  for (const char* key : {"Q1", "Q2", "Q3"}) map.emplace_back(Value{std::string(key)}, whole(2));
  const World entries = plainest(
      World{"", {{"map", {map}}}},
      [](const World& w) {
        const auto at = w.facts.find("map");
        return at != w.facts.end() && !at->second.as<ValueMap>().empty();
      },
      kNothing);
  CHECK(entries.facts.at("map").as<ValueMap>().size() == 1);
}

TEST_CASE("shrink: a value becomes the first plainer one that shows it too", "[study]") {
  const Plainer plainer = [](const std::string& name) {
    if (name != "staff") return std::vector<Value>{};
    return std::vector<Value>{{}, whole(2), whole(3), whole(4), {std::string("3")}};
  };
  struct Row {
    std::int64_t from, least, to;
  };
  const auto row = GENERATE(values<Row>({{917, 3, 3}, {917, 1, 2}, {917, 5, 917}, {3, 1, 2}}));
  CAPTURE(row.from, row.least);
  const World left = plainest(
      World{"", {{"staff", whole(row.from)}, {"other", whole(7)}}},
      [&](const World& w) {
        const auto at = w.facts.find("staff");
        return at != w.facts.end() && at->second.is<std::int64_t>() &&
               at->second.as<std::int64_t>() >= row.least && w.facts.count("other") != 0;
      },
      plainer);
  CHECK(left == World{"", {{"staff", whole(row.to)}, {"other", whole(7)}}});
}

TEST_CASE("shrink: what goes with a change goes too", "[study]") {
  // `b` may go once `a` is 1.
  const Plainer plainer = [](const std::string& name) {
    return name == "a" ? std::vector<Value>{whole(1)} : std::vector<Value>{};
  };
  const World left = plainest(
      World{"", {{"a", whole(50)}, {"b", {true}}}},
      [](const World& w) {
        const auto a = w.facts.find("a");
        return a != w.facts.end() && (a->second == whole(1) || w.facts.count("b") != 0);
      },
      plainer);
  CHECK(left == World{"", {{"a", whole(1)}}});
}

}  // namespace
}  // namespace ipcheck

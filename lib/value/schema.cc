// Tested by tests/value/schema_test.cc.
#include "value/schema.h"

#include <algorithm>
#include <cassert>

#include "text/utf8.h"

namespace ipcheck {

void Domain::index() {
  by_folded.clear();
  const auto put = [this](std::string_view word, std::uint32_t member) {
    if (std::string key = fold(word); !key.empty()) by_folded.emplace(std::move(key), member);
  };
  for (std::uint32_t i = 0; i < members.size(); ++i) put(members[i].id, i);
  for (std::uint32_t i = 0; i < members.size(); ++i) {
    put(members[i].label.zh, i);
    put(members[i].label.en, i);
  }
  for (std::uint32_t i = 0; i < members.size(); ++i)
    for (const std::string& alias : members[i].aliases) put(alias, i);
}

std::optional<std::uint32_t> Domain::index_of(std::string_view id) const {
  const auto at = std::find_if(members.begin(), members.end(),
                               [id](const Member& member) { return member.id == id; });
  if (at == members.end()) return std::nullopt;
  return static_cast<std::uint32_t>(at - members.begin());
}

std::optional<std::uint32_t> Domain::find(std::string_view text) const {
  if (const auto exact = by_folded.find(std::string(text)); exact != by_folded.end())
    return exact->second;
  const auto at = by_folded.find(fold(text));
  return at == by_folded.end() ? std::nullopt : std::optional(at->second);
}

UnitId Schema::unit_id(std::string_view symbol) {
  if (symbol.empty()) return 0;
  const std::string base = unit_named(symbol).base;
  const auto at = std::find_if(units.begin() + 1, units.end(),
                               [&base](const Unit& unit) { return unit.symbol == base; });
  if (at != units.end()) return static_cast<UnitId>(at - units.begin());
  units.push_back({base, base, Decimal::of(1)});
  return static_cast<UnitId>(units.size() - 1);
}

FactId Schema::add(Fact fact) {
  const auto id = static_cast<FactId>(facts.size());
  const bool is_new = by_name_.emplace(fact.name, id).second;
  assert(is_new);
  (void)is_new;
  const auto put = [this, id](std::string_view word) {
    if (word.empty()) return;
    std::vector<FactId>& ids = by_word_[std::string(word)];
    if (ids.empty() || ids.back() != id) ids.push_back(id);  // ids are added in ascending order
  };
  const auto put_folded = [&put](std::string_view word) {
    const std::string key = fold(word);
    put(key);
    if (const auto bracket = key.find('('); bracket != key.npos) put(key.substr(0, bracket));
  };
  put(fold(fact.name));
  put_folded(fact.label.zh);
  put_folded(fact.label.en);
  for (const std::string& alias : fact.aliases) put_folded(alias);
  facts.push_back(std::move(fact));
  return id;
}

FactId Schema::find(std::string_view name) const {
  const auto at = by_name_.find(std::string(name));
  return at == by_name_.end() ? kNoFact : at->second;
}

const std::vector<FactId>& Schema::matching(std::string_view text) const {
  static const std::vector<FactId> kNone;
  const auto at = by_word_.find(fold(text));
  return at == by_word_.end() ? kNone : at->second;
}

const Domain* Schema::domain_of(TypeId type) const {
  while (types[type].kind == Kind::List || types[type].kind == Kind::Set ||
         types[type].kind == Kind::Map)
    type = types[type].item;
  return types[type].kind == Kind::Enum ? &domains[types[type].domain] : nullptr;
}

const Value* Param::at(Date as_of) const {
  const Value* in_force = nullptr;
  for (const Dated& dated : values)
    if (!dated.from || *dated.from <= as_of) in_force = &dated.value;
  return in_force;
}

}  // namespace ipcheck

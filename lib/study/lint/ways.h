#pragma once
// The ways in which the facts of a few conditions can be given or lacking. Private to lint.

#include <set>

#include "study/world.h"

namespace ipcheck {

/// Ways that a question of lint runs at most.
inline constexpr std::size_t kMostWays = 4096;

/// How a question reads a fact.
enum class Reading : std::uint8_t {
  Compared,  // with constants, or a truth or closed list: its telling values stand for all
  Used,      // in sums, calls, macros: some values are tried
};

/// A fact of a question and the values that are tried; one more stands for its absence.
struct Tried {
  FactId fact = kNoFact;
  Reading reading = Reading::Used;
  std::vector<Value> values;
  bool may_lack = false;
  std::size_t ways() const { return values.size() + (may_lack ? 1 : 0); }
};

/// Rows of a grid: the last way of a fact that may lack is its absence.
struct Grid {
  std::vector<Tried> facts;
  std::uint32_t rows = 1;

  std::size_t way(std::uint32_t row, std::size_t fact) const {
    for (std::size_t i = 0; i < fact; ++i) row /= static_cast<std::uint32_t>(facts[i].ways());
    return row % facts[fact].ways();
  }
  bool lacks(std::uint32_t row, std::size_t fact) const {
    return facts[fact].may_lack && way(row, fact) == facts[fact].values.size();
  }
};

/// Facts that conditions read, through derivations too; ascending, each once.
std::vector<FactId> facts_behind(const RuleSet& rules, const std::vector<const Expr*>& conditions);

/// The facts of `conditions` with their values, fewer of the used ones where there are too many
/// ways. `asked_first`: facts that are always given.
std::vector<Tried> ways_of(const RuleSet& rules, const Policy& policy, Date as_of,
                           std::vector<const Expr*> conditions,
                           const std::set<FactId>& asked_first);

/// At most one more than `kMostWays`.
std::size_t ways_in_all(const std::vector<Tried>& facts);

}  // namespace ipcheck

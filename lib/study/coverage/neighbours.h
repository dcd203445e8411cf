#pragma once
// Applicants one or two facts away from those that cases describe: where missing cases are looked
// for. Private to lib/study.

#include <array>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "study/cases/groups.h"
#include "study/world.h"

namespace ipcheck {

/// A case's applicant as values. Shape: index FactId; Null: absent.
struct Seed {
  const CaseFile* file = nullptr;
  const Case* test = nullptr;  // nullptr: nobody, who says nothing
  std::uint32_t row = 0;       // of its group
  std::string applicant;
  std::vector<Value> values;
};

struct Change {
  FactId fact = kNoFact;
  const Value* value = nullptr;
};
struct Neighbour {
  std::uint32_t seed = 0;
  std::uint8_t count = 0;  // changes
  std::array<Change, 2> changes{};
};

/// Seeds and what could be changed in them, for one scheme and day. Not movable: neighbours point
/// in.
class Neighbourhood {
 public:
  /// `group` holds cases of the scheme; values that any of `groups` gives to a fact are tried too.
  Neighbourhood(const RuleSet& rules, const CaseGroup& group, std::uint32_t scheme,
                const std::deque<CaseGroup>& groups);
  Neighbourhood(const Neighbourhood&) = delete;
  Neighbourhood& operator=(const Neighbourhood&) = delete;

  const std::vector<Seed>& seeds() const { return seeds_; }
  const std::vector<FactId>& facts() const { return facts_; }
  /// Also look at these facts (of notices, outputs, scores).
  void add_facts(const std::vector<FactId>& facts);

  /// The seeds themselves, then every one-fact change of at most `seeds` of them.
  std::vector<Neighbour> one_change(std::size_t seeds, std::size_t most);
  /// Changes of one of `first` and one other fact.
  std::vector<Neighbour> two_changes(const std::vector<FactId>& first, std::size_t seeds,
                                     std::size_t most);

  /// `schema`: the rules' own, or a copy of it with other defaults.
  void read(std::span<const Neighbour> neighbours, const Schema& schema, Batch& batch) const;
  /// The lines of a case that gives this applicant: `base`, `set`, and `as_of` where the file has
  /// another; indented by four.
  std::string record_lines(const Neighbour& neighbour, Date as_of) const;

 private:
  void add_seeds(std::uint32_t scheme);
  void add_values(FactId fact, const std::deque<CaseGroup>& groups);
  void add_relative(std::uint32_t scheme);
  void relate(std::uint32_t seed, const Expr& expr, const NodeSteps& steps);
  void try_around(std::uint32_t seed, FactId fact, const Decimal& goal, const Decimal& step);
  const std::vector<const Value*>& values_for(const Seed& seed, FactId fact);
  void add_collections(const Seed& seed, FactId fact, std::vector<const Value*>& out);
  const Value* keep(Value value);

  const RuleSet& rules_;
  const CaseGroup& group_;
  const std::deque<CaseGroup>& groups_;
  std::vector<Seed> seeds_;
  std::vector<FactId> facts_;
  std::deque<Value> kept_;
  std::map<FactId, std::vector<const Value*>> values_;
  std::map<std::pair<const Seed*, FactId>, std::vector<const Value*>> of_seed_;
  std::map<std::pair<std::uint32_t, FactId>, std::vector<Value>> relative_;  // seed, fact
};

/// What a row gives, as Seed::values.
std::vector<Value> given_values(const Batch& batch, std::uint32_t row);

/// Days on which a parameter or a comparison with `as_of` could change: those named by parameters,
/// with the day before and after. Shape: the first two dozen.
std::set<Date> telling_days(const Policy& policy);

}  // namespace ipcheck

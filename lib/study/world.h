#pragma once
// Applicants that nobody is: what a witness, a generated case or a counterexample says of each
// fact, and the values worth trying.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "value/column.h"

namespace ipcheck {

/// A made-up applicant; facts left out are absent.
struct World {
  std::string applicant;               // kind, may be empty
  std::map<std::string, Value> facts;  // by name, so that it reads under two rule sets; enum by id;
                                       // judgement as bool
  friend bool operator==(const World&, const World&) = default;
};

/// What a row gives; a value that absence stands for (`Fact::absent`) is left out.
World world_of(const Batch& batch, std::uint32_t row);

/// One row a world. Facts that the schema lacks or only derives, and values that do not fit their
/// fact's type, are left out. Shape: `batch` is fresh or cleared.
void read_worlds(const Schema& schema, std::span<const World> worlds, Batch& batch);

/// The record file (YAML) that reads back to the same world.
std::string record_text(const Schema& schema, const World& world);
/// The same as one line `{a: 1, b: met}`, as a case of a test file writes it.
std::string flow_text(const Schema& schema, const World& world);
/// One value as such a line writes it.
std::string flow_text(const Schema& schema, TypeId type, const Value& value);

/// A text as such a line writes it: plain where YAML reads it as this very text, else in quotes.
std::string yaml_text(const std::string& text);

/// Values of a fact that could make a difference to conditions of `policy`: thresholds one step
/// below, at and one step above (`step_of`), members of enums and of the lists that they are
/// compared with, both truths, items for sets, Null (absent). Ascending, each once; within the
/// fact's range.
std::vector<Value> telling_values(const RuleSet& rules, const Policy& policy, FactId fact,
                                  Date as_of);
/// The same for these conditions of it alone: scorecards, notices and what derives other facts are
/// left out.
std::vector<Value> telling_values(const RuleSet& rules, const Policy& policy,
                                  std::span<const Expr* const> conditions, FactId fact, Date as_of);

/// The smallest difference that is worth a case: 1 of whole numbers and days, 0.01 of decimals, or
/// the last place of `near` where that is smaller.
Decimal step_of(const Schema& schema, TypeId type, const Decimal& near);

/// Null, truths, numbers, dates, texts, collections; each ascending.
bool comes_before(const Value& a, const Value& b);

}  // namespace ipcheck

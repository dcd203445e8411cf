#pragma once
// A small world for conditions: facts of every kind, parameters, a calendar, records written as
// values. Shared by the tests of the engine, the agreement of engines and the benchmark.

#include <map>
#include <string>
#include <vector>

#include "expr/check.h"
#include "expr/parse.h"
#include "expr/program.h"

namespace ipcheck {

/// A record: facts by name; Null is absent.
using Record = std::map<std::string, Value>;

struct World {
  Schema schema;
  std::vector<Param> params;
  Sources sources;
  WorkCalendar calendar;
  Date as_of;
  std::map<std::string, Expr> derive;  // by fact
  std::unordered_map<FactId, Derivation> derivations;

  World();
  World(const World&) = delete;

  /// Parses and checks; throws std::runtime_error with the diagnostics if that fails.
  Expr expr(const std::string& text);
  /// Gives a fact a derivation.
  void set_derive(const std::string& fact, const std::string& text);
  /// `unreadable` names facts of row 0 whose text was no value.
  Batch batch(const std::vector<Record>& records,
              const std::vector<std::vector<std::string>>& unreadable = {}) const;
  ProgramBuilder builder() const { return {schema, as_of, calendar, derivations}; }

  FactId add_fact(const std::string& name, TypeId type);
  void add_param(const std::string& name, TypeId type, Value value, UnitId unit = 0);
};

/// A cell in one word: its value as a condition would write it, or missing, pending, fault,
/// not_applicable. Sets are sorted.
std::string show(const Batch& batch, const Column& column, TypeId type, std::uint32_t row);

/// The answer of one condition for each record.
std::vector<std::string> answers(World& world, const std::string& text, const Batch& batch);
/// For one record.
std::string answer(World& world, const std::string& text, const Record& record = {});

}  // namespace ipcheck

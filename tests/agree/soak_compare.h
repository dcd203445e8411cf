#pragma once
// One rule set and some applicants: the engine against the oracle and the solver.

#include <array>
#include <memory>
#include <optional>

#include "agree/soak_text.h"
#include "support/rules.h"

namespace ipcheck::soak {

/// What was compared so far.
struct Counts {
  std::uint64_t rule_sets = 0, schemes = 0, rows = 0, readings = 0;
  std::uint64_t solved = 0, not_solved = 0, no_candidate = 0, inexact = 0;
  std::array<std::uint64_t, 6> states{};    // of schemes, index Truth; NotApplicable: nothing asked
  std::array<std::uint64_t, 6> criteria{};  // of criteria
  std::array<std::uint64_t, 6> by_solver{};
  std::map<std::string, std::uint64_t> constructs;  // in how many rule sets
};

struct Mismatch {
  std::uint32_t row = 0;
  std::string scheme, what;
  bool solver = false;
};

/// Rule set and applicants as files would hold them.
struct Files {
  std::string rules;
  std::vector<Given> records;
  Date as_of;
};

/// Loads it twice: as written, for the oracle; and with each condition printed and read again, for
/// the engine.
class Pair {
 public:
  explicit Pair(const std::string& rules);

  std::string refused;  // empty, or why the rules do not load
  std::unique_ptr<test::Loaded> written, printed;
  std::vector<std::string> schemes;
  const Policy& policy() const { return written->rules.policies.front(); }
};

/// The engine over chunks of 1, 7 and all rows against the oracle; `wrong` plants a fault into the
/// oracle.
std::optional<Mismatch> compare(const Pair& rules, const std::vector<Given>& records, Date as_of,
                                Counts& counts, bool wrong = false);
/// The reader of records against values: both ways must make the same columns.
std::optional<Mismatch> compare_reading(const Pair& rules, const std::vector<Given>& records,
                                        Date as_of, Counts& counts);
/// The solver's reading of one scheme against the engine's. Errors: throws Failure without Z3.
std::optional<Mismatch> compare_solver(const Pair& rules, const std::string& scheme,
                                       const std::vector<Given>& records, Date as_of,
                                       Counts& counts);

/// Columns of these records.
void fill(const Schema& schema, std::span<const Given> records, Batch& batch);
/// What a batch gives, as records.
std::vector<Given> given_of(const Batch& batch);

}  // namespace ipcheck::soak

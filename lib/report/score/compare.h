#pragma once
// What changed since an earlier run: its result, held by applicant, against the rows of this one.

#include <array>
#include <atomic>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/table.h"
#include "report/score/rows.h"

namespace ipcheck {

/// The columns of a result as facts, so that a table reader finds its header.
Schema result_schema(std::span<const std::string> schemes);

class EarlierRun {
 public:
  /// `kept_headers`: of this run; `whole_input`: they are all columns of its table. Units:
  /// `memory` in bytes.
  EarlierRun(std::vector<std::string> schemes, std::vector<std::string> kept_headers,
             bool whole_input, std::uint64_t memory);

  /// Takes the whole result; the reader keeps all columns. Errors: false when it has no verdict, or
  /// one in other words than results have, or neither id nor row; throws Failure beyond `memory`.
  bool read(TableReader& reader);

  /// What changed for a row of schemes[scheme]: `new`, `same`, or `verdict ineligible→eligible;
  /// failing −OCB-6; 专职人员 2→3`. Threads: any number.
  std::string change(const ScoredRow& row, std::size_t scheme);

  struct Totals {
    static constexpr std::size_t kNew = 4, kFirst = 5;
    std::uint64_t same = 0, changed = 0, fresh = 0, gone = 0;
    /// [scheme][from Outcome, kNew for none][to Outcome]
    std::vector<std::array<std::array<std::uint64_t, 4>, 5>> moves;
    std::vector<std::string> first_gone;  // id, else `#row`; in the order of the earlier result
  };
  /// Once every row was asked about.
  Totals totals() const;

 private:
  struct Old {
    std::uint64_t place = 0;
    Outcome outcome = Outcome::Eligible;
    std::string cells;  // score, failing, missing, pending, decisions, kept …: each with its end
    std::atomic<bool> met = false;
  };
  struct Columns;
  struct Carried {
    bool score = false, failing = false, missing = false, pending = false;
  };

  void take(const Portion& portion, std::uint32_t row, const Columns& columns, std::size_t scheme);
  Old* find(const ScoredRow& row, std::size_t scheme);
  void add_causes(const ScoredRow& row, std::string_view cells, std::string& out) const;

  std::vector<std::string> schemes_, kept_headers_;
  bool whole_input_;
  std::uint64_t memory_, bytes_ = 0;
  std::vector<Carried> carried_;  // by the earlier result, index: scheme
  bool has_decisions_ = false;
  bool foreign_ = false;           // a verdict in words for people: `needs review`
  std::vector<std::size_t> kept_;  // columns of the earlier result by kept column of this run
  std::unordered_map<std::string, Old> old_;
  std::vector<std::array<std::array<std::atomic<std::uint64_t>, 4>, 5>> moves_;
  std::atomic<std::uint64_t> same_ = 0, changed_ = 0;
};

}  // namespace ipcheck

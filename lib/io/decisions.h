#pragma once
// What a panel decided, from the table that it filled in: judgements with who, when and why, joined
// to the applicants of another table by credit code, else by row number.

#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/table.h"

namespace ipcheck {

/// The headers under which a panel's table carries the row number of the applicants' table.
inline constexpr std::string_view kRowHeaders[] = {"行号", "row"};

class Decisions {
 public:
  /// Things that were not applied: how many, and the rows of the first ones.
  struct Left {
    static constexpr std::size_t kFirst = 5;
    std::uint64_t count = 0;
    std::vector<std::uint64_t> rows;  // ascending, at most kFirst
    void add(std::uint64_t row);
  };
  struct Report {
    std::uint64_t applied = 0;   // judgements that the applicants' table left open
    std::uint64_t agreeing = 0;  // that it gave alike
    Left contradicting;          // that it gives otherwise; rows of the applicants' table
    Left disagreeing;            // two decisions on one judgement; rows of the panel's table
    Left unplaced;               // neither credit code nor row number; rows of the panel's table
    Left unknown;                // applicants who are not there; rows of the panel's table
    Left unreadable;             // cells that are no decision; rows of the panel's table
  };

  /// Reads the whole table. Shape: `reader` reads the judged facts and `id`, and keeps all columns.
  Decisions(TableReader& reader, const Schema& schema, FactId id);

  /// Fills judgements that are open in the rows of `portion`. Threads: any number.
  void apply(Portion& portion) const;
  /// Once everything was applied.
  Report report() const;

 private:
  struct Given {
    Value value;
    Decision words;  // its row: of the panel's table
    bool disputed = false;
  };
  struct Applicant {
    explicit Applicant(std::uint64_t at) : row(at) {}
    std::uint64_t row;  // of the panel's table
    std::vector<Given> given;
    mutable std::atomic<bool> met = false;
  };

  void take(Portion& portion, std::size_t row_column);
  void add(Applicant& to, Given given);
  const Applicant* applicant_of(const Portion& portion, std::uint32_t row) const;
  void give(const Given& given, std::uint32_t row, bool said, Portion& portion) const;

  const Schema& schema_;
  FactId id_;
  std::deque<Applicant> applicants_;
  std::unordered_map<std::string, Applicant*> by_code_;
  std::unordered_map<std::uint64_t, Applicant*> by_row_;
  mutable std::mutex mutex_;
  mutable Report report_;
};

}  // namespace ipcheck

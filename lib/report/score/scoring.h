#pragma once
// A portion of a table to rows of the result: what a thread does with each block. Computes only
// what is asked for.

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/table.h"
#include "judge/explain.h"
#include "report/score/report_stats.h"
#include "report/score/rows.h"
#include "report/score/totals.h"

namespace ipcheck {

/// What a batch is asked. Immutable; shared by threads.
struct ScoreTask {
  const Compiled* compiled = nullptr;
  FactId id = kNoFact, name = kNoFact;  // facts that identify an applicant
  Lang lang = Lang::Zh;                 // of `reasons`
  bool show_pii = false;
  bool points = true, notices = true, reasons = true;
  bool grade = true;
  bool rank = false;              // ScoredRow::rank_keys
  bool details = false;           // ScoredRow::details, for the report page
  bool decisions = false;         // ScoredRow::decisions
  bool panel = false;             // ScoredRow::open, and what a panel looks at for `reasons`
  std::vector<bool> secret_kept;  // by kept column: personal data, shown masked; may be short
  std::vector<Outcome> only;      // rows with one of these under some scheme; empty: all
};

/// Receives one applicant at a time, in row order: a row for each asked scheme.
/// Shape: views last for the call.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void applicant(std::span<const ScoredRow> rows) = 0;
};

/// One a thread; keeps its memory from block to block.
class Scorer {
 public:
  explicit Scorer(const ScoreTask& task);
  ~Scorer();

  /// Runs the program over the portion and hands its rows on. `totals` grows by what the portion
  /// holds (records set aside too); `stats` may be null.
  void score(const Portion& portion, RowSink& sink, ScoreTotals& totals, ReportStats* stats);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ipcheck

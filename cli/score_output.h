#pragma once
// What takes the rows of a batch: the formatted stream, a workbook, a report page; at once, or in
// the order of their ranks at the end.

#include <memory>
#include <string>
#include <vector>

#include "cli/output_file.h"
#include "report/score/format.h"
#include "report/score/html_report.h"
#include "report/score/panel.h"
#include "report/score/ranking.h"
#include "report/score/scoring.h"
#include "report/score/workbook.h"

namespace ipcheck {

/// A block's results on their way from a thread to the output. Reused from block to block.
struct ScoredBlock {
  std::string bytes;  // formatted rows
  std::string rows;   // rows as append_row's bytes, for takers of rows
  CellChanges changes;
};

/// What `score` writes.
struct ScoreOutputs {
  const RowFormat* format = nullptr;  // nullptr: no stream of rows
  std::ostream* out = nullptr;
  ScoreWorkbook* workbook = nullptr;
  HtmlReport* report = nullptr;
  Ranking* ranking = nullptr;
  PanelSheet* panel = nullptr;
  bool one_below = false;
  std::size_t schemes = 1;
  std::vector<Outcome> only;  // with a ranking: applied when rows come out of it

  /// Rows must outlive their block.
  bool takes_rows() const {
    return workbook != nullptr || report != nullptr || ranking != nullptr || panel != nullptr;
  }

  /// Whether some row has one of the verdicts of `only`.
  bool is_wanted(std::span<const ScoredRow> rows) const;

  /// For a thread: formats and keeps what the commit will need.
  void prepare(std::span<const ScoredRow> rows, ScoredBlock& block) const {
    if (format != nullptr && ranking == nullptr) write(rows, block.bytes, block.changes);
    if (takes_rows()) keep(rows, block);
  }
  /// In order, one at a time.
  void commit(ScoredBlock& block);
  /// Rows of the ranking, if any; `standings` receives their counts by Standing.
  void finish(CellChanges& changes, std::array<std::uint64_t, 4>& standings);

 private:
  void write(std::span<const ScoredRow> rows, std::string& bytes, CellChanges& changes) const {
    if (!one_below) return format->row(rows, bytes, changes);
    for (const ScoredRow& row : rows) format->row({&row, 1}, bytes, changes);
  }
  static void keep(std::span<const ScoredRow> rows, ScoredBlock& block);
};

}  // namespace ipcheck

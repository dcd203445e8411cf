#pragma once
// The sheet for a panel: the judgements that are still open in some row as blank columns, each with
// who, when and why beside it, and what is asked. Read back by `--decisions`.

#include <iosfwd>
#include <set>
#include <string>
#include <vector>

#include "report/form/form.h"
#include "report/score/format.h"
#include "report/spool.h"

namespace ipcheck {

/// Rows wait in a temporary file until it is known which judgements are open. Threads: one.
class PanelSheet {
 public:
  /// `form` is the blank form of the asked schemes; `folder` takes temporary files.
  PanelSheet(Form form, const std::vector<std::string>& kept_headers, std::string folder);

  /// One applicant, with a row for each asked scheme; left out when nothing is open.
  void add(std::span<const ScoredRow> rows);

  /// The sheet as CSV, what is asked as a text for people beside it.
  void write_csv(std::ostream& out, bool bom, CellChanges& changes);
  void write_questions(std::ostream& out) const;
  /// Both as a workbook. Errors: throws Failure (more rows than a sheet holds).
  void write_workbook(std::ostream& out);

  std::uint64_t rows() const { return rows_; }
  /// Rows that wait for a person, though no judgement can be filled in for them (a shortfall of a
  /// general rule, a fault).
  std::uint64_t without_question() const { return without_; }

 private:
  std::vector<FormField> open_fields() const;
  void set_columns();
  std::string t(const char* zh, const char* en) const { return form_.lang == Lang::Zh ? zh : en; }

  Form form_;
  std::vector<std::string> kept_headers_;  // that a reader takes for nothing else
  std::vector<std::size_t> kept_;          // of them, in ScoredRow::kept
  std::string folder_;
  Spool spool_;
  std::set<FactId> open_;
  std::uint64_t rows_ = 0, without_ = 0;
  std::vector<ScoreColumn> columns_;  // once the rows are there; blank ones are `Kept` beyond them
  std::size_t first_blank_ = 0;       // in `columns_`
};

}  // namespace ipcheck

#pragma once
// The result of `score` as a workbook: summary, list, reasons, rows not read. Sheets are filled
// side by side as rows come, so memory stays bounded.

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/score/rows.h"
#include "report/score/totals.h"
#include "report/workbook.h"

namespace ipcheck {

/// The sentences of a totals sheet, row by row: a head, then cells. Private to lib/report.
struct SummaryRow {
  enum class Kind : std::uint8_t { Title, Section, Head, Cells, Words, Warning, Gap };
  Kind kind = Kind::Cells;
  std::vector<std::string> cells;
  std::vector<std::uint64_t> counts;  // numbers behind `cells`
  std::string share;                  // behind them; may be empty
};
std::vector<SummaryRow> summary_rows(const ScoreTotals& totals, const ScoreHead& head, Lang lang);

/// Errors: throws Failure. Threads: one.
class ScoreWorkbook {
 public:
  /// `folder` holds temporary files.
  ScoreWorkbook(ScoreHead head, std::vector<ScoreColumn> columns, Lang lang,
                const std::string& folder);

  /// One applicant: a row of the list, with a row for each scheme of `columns` side by side, and
  /// their reasons. Shape: in the order in which they shall stand.
  void add(std::span<const ScoredRow> rows);
  /// A record that is no applicant.
  void reject(const SetAside& record);
  void finish(const ScoreTotals& totals, std::ostream& out);

 private:
  /// A table that goes on in another sheet where one is full: 名单, 名单 (2) …
  struct Part {
    std::string name;
    std::vector<std::string> headers;
    std::vector<double> widths;
    SheetId sheet = 0;
    std::uint32_t next = 0;  // row to be written
    std::uint32_t sheets = 0;
  };
  struct Item {
    std::string_view id, kind;
    LookId look = kPlainLook;
  };

  std::string t(const char* zh, const char* en) const { return lang_ == Lang::Zh ? zh : en; }
  void make_looks();
  void open(Part& part);
  void close(Part& part);
  std::uint32_t row_of(Part& part);
  std::string header_of(const ScoreColumn& column) const;
  std::string missing_words(const ScoredRow& row);
  void write_cell(std::uint32_t row, std::uint32_t column, const ScoreColumn& what,
                  const ScoredRow& from);
  void write_reasons(const ScoredRow& row);
  const std::string& title_of(std::string_view scheme, std::string_view item);
  const Scheme* scheme_of(std::string_view id) const;
  void write_summary(const ScoreTotals& totals);

  ScoreHead head_;
  std::vector<ScoreColumn> columns_;
  Lang lang_;
  Workbook book_;
  SheetId summary_ = 0;
  Part list_, reasons_, rejects_;
  LookId title_ = 0, head_look_ = 0, bold_ = 0, text_ = 0, warning_ = 0, count_ = 0, middle_ = 0;
  std::map<Outcome, LookId> outcome_looks_;
  std::map<std::pair<std::string, std::string>, std::string, std::less<>> titles_;
};

}  // namespace ipcheck

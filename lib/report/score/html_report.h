#pragma once
// `score --report`: a batch as one page that needs no network. Rows go into the page as data, in
// both languages; the page's own script sorts, filters and draws them.
//
// What writes a batch does: HtmlReport report(out, head, lang); for each row in the order of the
// result `report.add(row)`, for each record set aside `report.reject(record)`; then
// `report.finish(totals, stats)`. Each thread feeds a ReportStats of its own, merged in any order.

#include <cstdint>
#include <iosfwd>
#include <memory>

#include "report/score/report_stats.h"
#include "report/score/rows.h"

namespace ipcheck {

struct ScoreHead;
struct ScoreTotals;

class HtmlReport {
 public:
  /// Rows that one page carries. Beyond them the page keeps, in this order, eligible, to be
  /// reviewed, incomplete, near misses (one failing id), other ineligible ones; within the last
  /// kind that does not fit wholly, those with the smallest hash of their row number. The page says
  /// how many of each it shows; its totals, funnel and histograms count every row.
  static constexpr std::size_t kMostRows = 50'000;
  /// Rejected records that the page lists; the others are counted.
  static constexpr std::size_t kMostRejects = 1'000;

  /// `lang` is what the page opens in. `head` and `out` outlive the report.
  /// Shape: memory is bounded by `most_rows`, whatever the table's size.
  HtmlReport(std::ostream& out, const ScoreHead& head, Lang lang,
             std::size_t most_rows = kMostRows);
  ~HtmlReport();
  HtmlReport(const HtmlReport&) = delete;
  HtmlReport& operator=(const HtmlReport&) = delete;

  /// The next row of the result. Titles, clauses and labels of its ids come from the rules;
  /// `row.details` adds what was seen, required and lacking. Long texts are cut.
  void add(const ScoredRow& row);
  /// A record that is no applicant: its place and reason, never its text.
  void reject(const SetAside& record);
  /// Writes the page. Once, last.
  void finish(const ScoreTotals& totals, const ReportStats& stats);

 private:
  struct Page;
  std::unique_ptr<Page> page_;
};

}  // namespace ipcheck

#pragma once
// An invented result: what `score` would hand to a workbook, hostile names and all.

#include <sstream>
#include <string>

#include "report/score/workbook.h"
#include "report/world.h"

namespace ipcheck {

inline const std::string kScoredScheme = "shanxi-operation-center-basic";

inline ScoreHead scored_head(const ReportWorld& world) {
  return {.rules = &world.rules,
          .schemes = {world.rules.policy_of_scheme(kScoredScheme)->scheme(kScoredScheme)},
          .as_of = *Date::of(2026, 6, 1),
          .input = "申报.csv",
          .version = "0.1.0",
          .rules_sha256 = "0123456789abcdef",
          .rejects = ""};
}

inline std::vector<ScoreColumn> scored_columns() {
  std::vector<ScoreColumn> columns;
  for (ScoreField field :
       {ScoreField::Row, ScoreField::Id, ScoreField::Name, ScoreField::Verdict, ScoreField::Score,
        ScoreField::Rank, ScoreField::Standing, ScoreField::Failing, ScoreField::Missing,
        ScoreField::Pending, ScoreField::Reasons})
    columns.push_back({.field = field, .header = ""});
  columns.push_back({.field = ScoreField::Kept, .kept = 0, .header = "备注"});
  return columns;
}

/// Writes `rows` applicants (and as many reasons and rejects as there are among them) as XLSX.
inline std::string scored_book(const ReportWorld& world, Lang lang, std::uint32_t rows = 8) {
  constexpr std::string_view kNames[] = {
      "示例轴承有限公司",   "=1+1",        "+86", "-2", "@SUM(A1)", "\u202E<b>&\"'",
      "http://example.org", "示例\x01光学"};
  constexpr std::string_view kFailing[] = {"OCB-6", "OCB-4"};
  constexpr std::string_view kMissing[] = {"has_plan"};
  constexpr std::string_view kPending[] = {"OCB-2"};
  constexpr RowReason kWords[] = {
      {"OCB-6", "2人，要求 ≥ 3人，差 1人", "2, required ≥ 3, short by 1"}};
  ScoreWorkbook book(scored_head(world), scored_columns(), lang, "/tmp");
  ScoreTotals totals;
  for (std::uint32_t i = 0; i < rows; ++i) {
    ScoredRow row;
    row.place = {.row = i + 2, .line = i + 2};
    row.id = "123456789012345678";
    row.name = kNames[i % std::size(kNames)];
    row.scheme = kScoredScheme;
    row.outcome = static_cast<Outcome>(i % 4);
    row.score = "61.5";
    row.rank = i + 1;
    row.standing = i == 0 ? Standing::In : Standing::Out;
    if (row.outcome == Outcome::Ineligible) row.failing = kFailing, row.details = kWords;
    if (row.outcome == Outcome::Incomplete) row.missing = kMissing, row.reasons = "缺少建设方案";
    if (row.outcome == Outcome::NeedsReview) row.pending = kPending;
    constexpr std::string_view kKept[] = {"0012"};
    row.kept = kKept;
    totals.add(0, row);
    book.add(std::span(&row, 1));
  }
  SetAside bad{.place = {.row = rows + 2, .line = rows + 2},
               .column = 7,
               .reason = {"引号没有闭合", "a quote is not closed"},
               .text = "\"示例,11010519491231002X"};
  totals.add(bad);
  book.reject(bad);
  totals.applicants = rows, totals.records = rows + 1;
  std::ostringstream out;
  book.finish(totals, out);
  return out.str();
}

}  // namespace ipcheck

#include "report/score/workbook.h"
#include "report/scored.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("score workbook: equal rows give equal bytes", "[report]") {
  ReportWorld world("rules");
  std::string first = scored_book(world, Lang::Zh);
  CHECK(first.substr(0, 2) == "PK");
  CHECK(first == scored_book(world, Lang::Zh));
  CHECK(first != scored_book(world, Lang::En));
}

TEST_CASE("score workbook: the summary counts verdicts and says the draft aloud", "[report]") {
  ReportWorld world("rules");
  ScoreTotals totals;
  constexpr std::string_view kFailing[] = {"OCB-6"};
  ScoredRow row;
  row.outcome = Outcome::Ineligible;
  row.failing = kFailing;
  totals.add(0, row);
  totals.applicants = 1, totals.records = 3, totals.blank = 2;
  bool draft = false, verdicts = false, commonest = false, blank = false, closing = false;
  for (const SummaryRow& line : summary_rows(totals, scored_head(world), Lang::Zh)) {
    const std::string first = line.cells.empty() ? "" : line.cells.front();
    draft |=
        line.kind == SummaryRow::Kind::Warning && first.find("征求意见稿") != std::string::npos;
    verdicts |= line.counts == std::vector<std::uint64_t>{0, 1, 0, 0, 1, 1};
    commonest |= first == "OCB-6" && line.cells.at(1) == "运营业务的专职人员至少3人" &&
                 line.counts == std::vector<std::uint64_t>{1} && line.share == "100.0%";
    blank |= first == "空行" && line.counts == std::vector<std::uint64_t>{2};
    closing |= first == "初筛结果，不代表审批决定。";
  }
  CHECK(draft);
  CHECK(verdicts);
  CHECK(commonest);
  CHECK(blank);
  CHECK(closing);
}

TEST_CASE("standing: each has a word of its own, unranked has none", "[report]") {
  CHECK(standing_words(Standing::Unranked).empty());
  CHECK(standing_words(Standing::In).zh == "入选");
  CHECK(standing_words(Standing::Tied).zh == "并列");
  CHECK(standing_words(Standing::Out).zh == "未入选");
}

}  // namespace
}  // namespace ipcheck

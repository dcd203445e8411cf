#include <sstream>

#include "report/score/totals.h"
#include "report/world.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

const std::string kScheme = "shanxi-operation-center-basic";

ScoredRow row(Outcome outcome, std::span<const std::string_view> failing) {
  ScoredRow row;
  row.scheme = kScheme;
  row.outcome = outcome;
  row.failing = failing;
  return row;
}

constexpr std::string_view kBoth[] = {"OCB-6", "OCB-4"};
constexpr std::string_view kOne[] = {"OCB-6"};

/// Four applicants, of whom one is one criterion short, and six other records.
ScoreTotals some_totals() {
  ScoreTotals totals;
  totals.add(0, row(Outcome::Ineligible, kBoth));
  totals.add(0, row(Outcome::Ineligible, kOne));
  totals.add(0, row(Outcome::Eligible, {}));
  totals.add(0, row(Outcome::NeedsReview, {}));
  totals.applicants = 4;
  for (SetAside::Why why : {SetAside::Why::Rejected, SetAside::Why::Rejected, SetAside::Why::Blank,
                            SetAside::Why::Heading, SetAside::Why::Footer, SetAside::Why::Footer})
    totals.add(SetAside{.why = why});
  totals.records = 10;
  totals.duplicates = 1;
  totals.data_notices.add("invalid_value", 3);
  return totals;
}

TEST_CASE("totals: ids are counted and ranked, equal counts by id", "[report]") {
  IdCounts counts;
  std::string moved = "b";
  counts.add("a");
  counts.add(moved);
  moved = "c";  // other text at the same place
  counts.add(moved, 2);
  counts.add("b");
  REQUIRE(counts.ranked().size() == 3);
  CHECK(counts.ranked()[0] == IdCounts::Ranked{"b", 2});
  CHECK(counts.ranked()[1] == IdCounts::Ranked{"c", 2});
  CHECK(counts.ranked(1).size() == 1);
  CHECK(counts.of("a") == 1);
  CHECK(counts.of("z") == 0);
}

TEST_CASE("totals: two halves make the whole", "[report]") {
  ScoreTotals whole = some_totals(), sum;
  sum.merge(ScoreTotals{});
  sum.merge(some_totals());
  CHECK(whole.add_up());
  CHECK(sum.add_up());
  sum.merge(some_totals());
  CHECK(sum.records == 20);
  CHECK(sum.rejected == 4);
  CHECK(sum.footers == 4);
  REQUIRE(sum.schemes.size() == 1);
  CHECK(sum.schemes[0].rows() == 8);
  CHECK(sum.schemes[0].near_misses == 2);
  CHECK(sum.schemes[0].near.of("OCB-6") == 2);
  CHECK(sum.schemes[0].near.of("OCB-4") == 0);
  CHECK(sum.schemes[0].failing.of("OCB-6") == 4);
  CHECK(sum.data_notices.of("invalid_value") == 6);
  ++sum.blank;
  CHECK_FALSE(sum.add_up());
}

TEST_CASE("totals: shares round to a tenth, counts are grouped", "[report]") {
  CHECK(share(1, 3) == "33.3%");
  CHECK(share(2, 3) == "66.7%");
  CHECK(share(0, 5) == "0.0%");
  CHECK(share(5, 5) == "100.0%");
  CHECK(share(1, 0).empty());
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(12345678) == "12,345,678");
}

TEST_CASE("totals: items are called by their titles", "[report]") {
  ReportWorld world("rules");
  const Policy& policy = *world.rules.policy_of_scheme(kScheme);
  Date day = *Date::of(2026, 6, 1);
  CHECK(item_title(world.rules, policy, "OCB-6", day).zh == "运营业务的专职人员至少3人");
  CHECK(item_title(world.rules, policy, kScheme, day) == policy.scheme(kScheme)->title);
  CHECK(item_title(world.rules, policy, "full_time_staff", day).zh == "专职工作人员");
  CHECK_FALSE(item_title(world.rules, policy, "OCR-1", day).empty());
  CHECK(item_title(world.rules, policy, "nothing", day).empty());
}

TEST_CASE("totals: the summary says verdicts, what fails, and where every row went", "[report]") {
  ReportWorld world("rules");
  ScoreHead head{.rules = &world.rules,
                 .schemes = {world.rules.policy_of_scheme(kScheme)->scheme(kScheme)},
                 .as_of = *Date::of(2026, 6, 1),
                 .input = "a\x1b[31m.csv",
                 .version = "0.1.0",
                 .rules_sha256 = "0123456789abcdef",
                 .rejects = "r.csv",
                 .unknown_columns = {"备\x1b注", "13912345678"}};
  std::ostringstream out;
  ScoreTotals totals = some_totals();
  totals.schemes[0].missing.add("alliance_members");
  render_text(totals, head, TextStyle{.lang = Lang::Zh}, out);
  std::string text = out.str();
  INFO(text);
  for (const char* words :
       {"a\\u{1b}[31m.csv：4 个申请人", "判定日 2026-06-01", "征求意见稿，尚未施行",
        "最常见的未达到条件", "OCB-6  运营业务的专职人员至少3人", "只差一项：1",
        "共 10 行 = 判定 4 + 未读入 2 + 空行 1 + 标题和表头 1 + 合计和注释 2",
        "未读入的行及原因见 r.csv", "信用代码重复 1 行",
        "不认识、未用的列：备\\u{1b}注、139****5678",
        "invalid_value  有的值无法识别，按未提供处理  3", "初筛结果，不代表审批决定。",
        "规则 0123456789ab"})
    CHECK(text.find(words) != std::string::npos);
  std::ostringstream quiet;
  render_text(some_totals(), head, TextStyle{.lang = Lang::En, .quiet = true}, quiet);
  INFO(quiet.str());
  CHECK(quiet.str().find("draft") != std::string::npos);  // no quiet mode hides it
  CHECK(quiet.str().find("10 rows = 4 judged + 2 rejected") != std::string::npos);
  CHECK(quiet.str().find("OCB-6") == std::string::npos);
  std::ostringstream nothing;
  render_text(some_totals(), head, TextStyle{.lang = Lang::Zh}, nothing);
  CHECK(nothing.str().find("不认识") == std::string::npos);  // nobody lacks anything
}

}  // namespace
}  // namespace ipcheck

#include "report/score/compare.h"

#include "io/text_grid.h"
#include "support/catch.h"
#include "text/file.h"

namespace ipcheck {
namespace {

using Rows = test::TextGrid::Rows;
using Views = std::vector<std::string_view>;

bool take(const Rows& rows, std::span<const std::string> schemes, EarlierRun& earlier) {
  const Schema schema = result_schema(schemes);
  Diagnostics diags;
  auto reader = read_grid(std::make_unique<test::TextGrid>(rows, 2), "csv", "old.csv", schema,
                          {.keep_all = true}, {}, diags);
  REQUIRE(reader);
  return earlier.read(*reader);
}

const std::vector<std::string> kOne = {"pilot"};
const Rows kOld = {{"row", "id", "name", "verdict", "score", "failing", "pending", "人数", "备注"},
                   {"2", "A", "甲", "ineligible", "61", "X-1;X-2", "", "2", "'=1"},
                   {"3", "", "乙", "needs_review", "", "", "P-1", "5", ""},
                   {"4", "C", "丙", "eligible", "70", "", "", "9", ""},
                   {"5", "A", "甲二", "eligible", "80", "", "", "9", ""},
                   {"6", "", "丁", "incomplete", "", "", "", "", ""}};

struct Case {
  ScoredRow row;
  Views failing, pending, kept;
  std::string change;
};

TEST_CASE("compare: a row says what changed since the earlier run, and what did it", "[report]") {
  EarlierRun earlier(kOne, {"人数", "备注"}, false, 0);
  REQUIRE(take(kOld, kOne, earlier));
  const Case c =
      GENERATE(Case{{.place = {12, 0}, .id = "A", .outcome = Outcome::Ineligible, .score = "61"},
                    {"X-2", "X-1"},
                    {},
                    {"2", "=1"},
                    "same"},
               Case{{.place = {12, 0}, .id = "A", .outcome = Outcome::Eligible, .score = "64"},
                    {},
                    {},
                    {"3", "=1"},
                    "verdict ineligible→eligible; score 61→64; failing −X-1 −X-2; 人数 2→3"},
               Case{{.place = {5, 0}, .id = "A", .outcome = Outcome::Eligible, .score = "80"},
                    {},
                    {},
                    {"9", ""},
                    "same"},
               Case{{.place = {3, 0}, .id = "", .outcome = Outcome::Ineligible},
                    {"X-3"},
                    {},
                    {"5", "复核"},
                    "verdict needs_review→ineligible; failing +X-3; pending −P-1; 备注 –→复核"},
               Case{{.place = {4, 0}, .id = "C", .outcome = Outcome::Eligible, .score = "70"},
                    {},
                    {},
                    {"10", ""},
                    "same"},
               Case{{.place = {2, 0}, .id = "D"}, {}, {}, {"1", ""}, "new"},
               Case{{.place = {3, 0}, .id = "", .outcome = Outcome::NeedsReview},
                    {},
                    {"P-1"},
                    {"5", ""},
                    "same"});
  ScoredRow row = c.row;
  row.failing = c.failing, row.pending = c.pending, row.kept = c.kept;
  CHECK(earlier.change(row, 0) == c.change);
}

TEST_CASE("compare: an unchanged input says that the rules or the date did it", "[report]") {
  const Views kept = {"9", ""};
  ScoredRow row{.place = {4, 0}, .id = "C", .outcome = Outcome::Ineligible, .score = "70"};
  row.kept = kept;
  EarlierRun whole(kOne, {"人数", "备注"}, true, 0);
  REQUIRE(take(kOld, kOne, whole));
  CHECK(whole.change(row, 0) == "verdict eligible→ineligible; input same: rules or date");
  EarlierRun more(kOne, {"人数", "备注", "新列"}, true, 0);
  REQUIRE(take(kOld, kOne, more));
  const Views three = {"9", "", "x"};
  row.kept = three;
  CHECK(more.change(row, 0) == "verdict eligible→ineligible");
}

TEST_CASE("compare: what the earlier result does not carry is no change", "[report]") {
  EarlierRun earlier(kOne, {}, false, 0);
  REQUIRE(take({{"row", "verdict"}, {"2", "ineligible"}}, kOne, earlier));
  const Views failing = {"X-1"};
  ScoredRow row{.place = {2, 0}, .id = "A", .outcome = Outcome::Ineligible, .score = "7"};
  row.failing = failing;
  CHECK(earlier.change(row, 0) == "same");
}

TEST_CASE("compare: totals count moves and name who is gone", "[report]") {
  EarlierRun earlier(kOne, {}, false, 0);
  REQUIRE(take(kOld, kOne, earlier));
  earlier.change({.place = {4, 0}, .id = "C", .outcome = Outcome::Ineligible}, 0);
  earlier.change({.place = {9, 0}, .id = "Z", .outcome = Outcome::Eligible}, 0);
  earlier.change({.place = {6, 0}, .id = "", .outcome = Outcome::Incomplete}, 0);
  const EarlierRun::Totals totals = earlier.totals();
  CHECK(totals.same == 1);
  CHECK(totals.changed == 1);
  CHECK(totals.fresh == 1);
  CHECK(totals.gone == 3);
  CHECK(totals.first_gone == std::vector<std::string>{"A", "#3", "A"});
  CHECK(totals.moves[0][0][1] == 1);
  CHECK(totals.moves[0][EarlierRun::Totals::kNew][0] == 1);
}

TEST_CASE("compare: schemes stand side by side, or one below the other", "[report]") {
  const std::vector<std::string> two = {"a", "b"};
  const bool below = GENERATE(false, true);
  const Rows rows =
      below ? Rows{{"row", "id", "scheme", "verdict"},
                   {"2", "A", "a", "eligible"},
                   {"2", "A", "b", "ineligible"}}
            : Rows{{"row", "id", "verdict@a", "verdict@b"}, {"2", "A", "eligible", "ineligible"}};
  EarlierRun earlier(two, {}, false, 0);
  REQUIRE(take(rows, two, earlier));
  CHECK(earlier.change({.place = {2, 0}, .id = "A", .outcome = Outcome::Eligible}, 0) == "same");
  CHECK(earlier.change({.place = {2, 0}, .id = "A", .outcome = Outcome::Eligible}, 1) ==
        "verdict ineligible→eligible");
}

TEST_CASE("compare: a table that is no result is told, one too large too", "[report]") {
  EarlierRun none(kOne, {}, false, 0);
  CHECK_FALSE(take({{"row", "id", "name"}, {"2", "A", "甲"}}, kOne, none));
  EarlierRun blind(kOne, {}, false, 0);
  CHECK_FALSE(take({{"name", "verdict"}, {"甲", "eligible"}}, kOne, blind));
  EarlierRun tight(kOne, {}, false, 300);
  CHECK_THROWS_AS(take(kOld, kOne, tight), Failure);
}

}  // namespace
}  // namespace ipcheck

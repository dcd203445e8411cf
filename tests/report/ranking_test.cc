#include "report/score/ranking.h"

#include <algorithm>
#include <deque>
#include <filesystem>

#include "report/score/row_bytes.h"
#include "support/catch.h"
#include "text/file.h"

namespace ipcheck {
namespace {

/// A row with `points` (twice, as a known score is), -1: none.
struct Made {
  std::uint64_t row = 0;
  int points = 0, staff = 0;
  Outcome outcome = Outcome::Eligible;
};

void add(Ranking& ranking, const Made& made) {
  std::string name = "单位" + std::to_string(made.row);
  std::vector<Decimal> keys;
  if (made.points >= 0)
    keys = {Decimal::of(made.points), Decimal::of(made.points), Decimal::of(made.staff)};
  std::vector<std::string_view> failing = {"A", "B-1"};
  ScoredRow row{
      .place = {made.row, made.row + 1}, .name = name, .scheme = "s", .outcome = made.outcome};
  row.failing = failing;
  row.rank_keys = keys;
  ranking.add(row);
}

std::string result(const std::vector<Made>& rows, std::uint64_t memory, std::uint64_t top = 0) {
  Ranking ranking(std::filesystem::temp_directory_path().string(), memory, top);
  for (const Made& made : rows) add(ranking, made);
  std::string out;
  ranking.finish([&](const ScoredRow& row) {
    out += std::to_string(row.place.row) + ":" + std::to_string(row.rank);
    out += row.standing == Standing::In     ? "in"
           : row.standing == Standing::Tied ? "tied"
           : row.standing == Standing::Out  ? "out"
                                            : "";
    out += ' ';
    CHECK(row.name == "单位" + std::to_string(row.place.row));
    CHECK(row.failing.size() == 2);
  });
  return out;
}

const std::vector<Made> kFive = {{2, 60, 3}, {3, 80, 3}, {4, 80, 3}, {5, 80, 4}, {6, 50, 9}};

TEST_CASE("ranking: the greater first, equals share a rank in the table's order", "[report]") {
  CHECK(result(kFive, 1 << 20) == "5:1 3:2 4:2 2:4 6:5 ");
}

TEST_CASE("ranking: a cut between ranks, through equals, at and beyond the end", "[report]") {
  CHECK(result(kFive, 1 << 20, 1) == "5:1in 3:2out 4:2out 2:4out 6:5out ");
  CHECK(result(kFive, 1 << 20, 2) == "5:1in 3:2tied 4:2tied 2:4out 6:5out ");
  CHECK(result(kFive, 1 << 20, 3) == "5:1in 3:2in 4:2in 2:4out 6:5out ");
  CHECK(result(kFive, 1 << 20, 5) == "5:1in 3:2in 4:2in 2:4in 6:5in ");
  CHECK(result(kFive, 1 << 20, 9) == "5:1in 3:2in 4:2in 2:4in 6:5in ");
}

TEST_CASE("ranking: the ineligible and those without points follow unranked", "[report]") {
  const std::vector<Made> rows = {{2, 90, 3, Outcome::Ineligible},
                                  {3, 10, 3, Outcome::NeedsReview},
                                  {4, -1, 0, Outcome::Eligible},
                                  {5, 20, 3, Outcome::Incomplete},
                                  {6, -1, 0, Outcome::Incomplete}};
  CHECK(result(rows, 1 << 20, 1) == "5:1in 3:2out 4:0 6:0 2:0 ");
  CHECK(result({}, 1 << 20, 1) == "");
}

TEST_CASE("ranking: what spills to disk comes out the same", "[report]") {
  std::vector<Made> rows;
  std::uint32_t seed = 1;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    seed = seed * 1664525 + 1013904223;
    rows.push_back({i + 2, static_cast<int>(seed >> 27), static_cast<int>(seed >> 20 & 3),
                    seed % 5 == 0 ? Outcome::Ineligible : Outcome::Eligible});
  }
  const std::string whole = result(rows, 1u << 30, 700);
  CHECK(result(rows, 1, 700) == whole);  // a run for each row
  CHECK(result(rows, 50'000, 700) == whole);
  CHECK(whole.find("tied") != std::string::npos);
}

TEST_CASE("ranking: a folder that takes no file is named", "[report]") {
  Ranking ranking("/nonexistent-folder", 1, 0);
  try {
    add(ranking, {2, 60, 3});
    FAIL("written into a folder that does not exist");
  } catch (const Failure& failure) {
    CHECK(failure.what.en.find("/nonexistent-folder") != std::string::npos);
  }
}

TEST_CASE("row bytes: a row comes back as it was", "[report]") {
  std::vector<std::string_view> failing = {"A"}, missing = {"x", "y.k"}, none, kept = {"", "=1"};
  std::vector<RowReason> details = {{"A", "两人", "two"}};
  std::vector<Decimal> keys = {*Decimal::parse("61.5"), Decimal::of(-3)};
  ScoredRow row{.place = {7, 9}, .id = "91140100MA0FAKE17N", .name = "甲", .scheme = "s"};
  row.outcome = Outcome::NeedsReview;
  row.score_min = "61.5", row.score_max = "80", row.grade = "良", row.reasons = "因为";
  row.rank = 12, row.standing = Standing::Tied;
  row.failing = failing, row.missing = missing, row.pending = none, row.kept = kept;
  row.details = details, row.rank_keys = keys;
  std::string bytes;
  append_row(row, bytes);
  append_row(row, bytes);
  RowBytesReader rows(bytes);
  auto both = rows.read(2);
  REQUIRE(both.size() == 2);
  for (const ScoredRow& one : both) {
    const ScoredRow* back = &one;
    CHECK(back->place.row == 7);
    CHECK(back->place.line == 9);
    CHECK(back->id == row.id);
    CHECK(back->outcome == row.outcome);
    CHECK(back->score == "");
    CHECK(back->score_max == "80");
    CHECK(back->reasons == "因为");
    CHECK(back->rank == 12);
    CHECK(back->standing == Standing::Tied);
    CHECK(std::equal(back->missing.begin(), back->missing.end(), missing.begin(), missing.end()));
    CHECK(std::equal(back->kept.begin(), back->kept.end(), kept.begin(), kept.end()));
    CHECK(back->pending.empty());
    REQUIRE(back->details.size() == 1);
    CHECK(back->details[0].en == "two");
    CHECK(std::equal(back->rank_keys.begin(), back->rank_keys.end(), keys.begin(), keys.end()));
  }
  CHECK(rows.read(2).empty());
}

}  // namespace
}  // namespace ipcheck

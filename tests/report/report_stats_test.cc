#include "report/score/report_stats.h"

#include "io/record.h"
#include "report/world.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

struct Stats {
  ReportWorld world{"tests/report/rules"};
  Compiled compiled;
  Batch batch;
  std::deque<Tree> trees;
  Frame frame;

  explicit Stats(const std::string& records, std::string scheme = "demo-grant") {
    std::vector<std::string> asked = {std::move(scheme)};
    compiled = compile(world.rules, asked, *Date::of(2026, 6, 1), false);
    SourceId source = world.sources.add("records.yaml", records);
    read_record_source(world.rules.schema, world.sources, source, trees, batch, world.diags);
    REQUIRE(world.diags.error_count() == 0);
    judge(compiled, batch, frame);
  }

  ReportStats of(std::uint32_t from, std::uint32_t to) {
    ReportStats stats(compiled);
    for (std::uint32_t row = from; row < to; ++row) stats.add(frame, row);
    return stats;
  }
  ReportStats all() { return of(0, batch.rows); }
};

const Threshold& threshold(const ReportStats& stats, std::string_view criterion) {
  for (const Threshold& t : stats.schemes().front().thresholds) {
    if (t.criterion == criterion) return t;
  }
  FAIL("no threshold of " << criterion);
  return stats.schemes().front().thresholds.front();
}

/// `-1: 2, 0: 1`: bins with rows, counted from the threshold.
std::string bins(const Threshold& t) {
  std::string out;
  for (int i = 0; i < Threshold::kBins; ++i) {
    std::uint64_t n = t.bins[static_cast<std::size_t>(i)];
    if (n == 0) continue;
    out +=
        (out.empty() ? "" : ", ") + std::to_string(i - Threshold::kHalf) + ": " + std::to_string(n);
  }
  return out;
}

}  // namespace

TEST_CASE("report_stats: applicants go on until a step that they fail", "[report]") {
  Stats world(
      "- {staff: 3, projects: 5, grade: a, influence: {met: true}, team: {met: true}, has_plan: "
      "是}\n"
      "- {staff: 2, projects: 5}\n"
      "- {projects: 5, grade: a}\n"
      "- {staff: 3, projects: 4, income: 1}\n"
      "- {staff: 3, projects: 5, grade: a, influence: {met: false}}\n");
  std::string got;
  const ReportStats stats = world.all();
  for (const FunnelStep& step : stats.schemes().front().funnel)
    got += step.id + " " + std::to_string(step.met) + "+" + std::to_string(step.open) + "-" +
           std::to_string(step.out) + "\n";
  CHECK(got ==
        "G-1 3+1-1\n"
        "G-2 2+1-1\n"
        "G-3 2+1-0\n"
        "G-4 1+1-1\n"
        "G-5 1+1-0\n"
        "G-6 1+1-0\n");
  CHECK(stats.schemes().front().funnel[0].title.zh == "专职人员不少于3人");
  CHECK(stats.schemes().front().funnel[1].title.en == "Amount or projects");
  CHECK(stats.schemes().front().funnel[2].cite == "二/3 乙级以上");
}

TEST_CASE("report_stats: what comes to a step is what the step before let go on", "[report]") {
  Stats world("- {staff: 3}\n- {staff: 2}\n- {}\n- {staff: 9, projects: 5, has_plan: 否}\n");
  std::uint64_t came = world.batch.rows;
  const ReportStats stats = world.all();
  for (const FunnelStep& step : stats.schemes().front().funnel) {
    INFO(step.id);
    CHECK(step.met + step.open + step.out == came);
    came = step.met + step.open;
  }
}

TEST_CASE("report_stats: distances count from the threshold, the limit itself on its right side",
          "[report]") {
  Stats world("- {staff: 2}\n- {staff: 3}\n- {staff: 4}\n- {staff: 0}\n- {staff: 900}\n- {}\n");
  const ReportStats stats = world.all();
  const Threshold& t = threshold(stats, "G-1");
  CHECK(t.op == ">=");
  CHECK(t.limit.str() == "3");
  CHECK(t.step.str() == "1");
  CHECK(bins(t) == "-3: 1, -1: 1, 0: 1, 1: 1, 10: 1");
  CHECK(t.unknown == 1);
}

TEST_CASE("report_stats: an amount has steps of about a tenth of its threshold", "[report]") {
  Stats world(
      "- {income: 1999999.99}\n- {income: 2000000}\n- {income: 2199999.99}\n- {income: 2200000}\n"
      "- {income: 0}\n- {income: 900000000}\n");
  const ReportStats stats = world.all();
  const Threshold& t = threshold(stats, "G-2a");
  CHECK(t.step.str() == "200000");
  CHECK(bins(t) == "-10: 1, -1: 1, 0: 2, 1: 1, 10: 1");
}

TEST_CASE("report_stats: below an upper limit is the side that meets", "[report]") {
  Stats world("- {debts: 0}\n- {debts: 1}\n- {debts: 4}\n- {}\n");
  const ReportStats stats = world.all();
  const Threshold& t = threshold(stats, "G-5");
  CHECK(t.op == "<=");
  CHECK(bins(t) == "-4: 1, -1: 1, 0: 2");
  CHECK(t.unknown == 0);
}

TEST_CASE("report_stats: parts merged in any order are the whole", "[report]") {
  Stats world(
      "- {staff: 3}\n- {staff: 2, debts: 7}\n- {}\n- {staff: 9, income: 5}\n- {projects: 9}\n");
  const ReportStats whole = world.all();
  ReportStats merged = world.of(2, 5);
  merged.merge(world.of(0, 2));
  for (std::size_t i = 0; i < whole.schemes().front().thresholds.size(); ++i) {
    const Threshold& a = whole.schemes().front().thresholds[i];
    const Threshold& b = merged.schemes().front().thresholds[i];
    CHECK(bins(a) == bins(b));
    CHECK(a.unknown == b.unknown);
  }
  for (std::size_t i = 0; i < whole.schemes().front().funnel.size(); ++i) {
    const FunnelStep& a = whole.schemes().front().funnel[i];
    const FunnelStep& b = merged.schemes().front().funnel[i];
    CHECK(a.met == b.met);
    CHECK(a.open == b.open);
    CHECK(a.out == b.out);
  }
}

TEST_CASE("report_stats: points fall into classes that widen with their range", "[report]") {
  PointHistogram points;
  for (const char* text : {"3", "3.9", "4", "-0.5", "", "n/a"}) points.add(text);
  CHECK(points.width() == 1);
  using Bins = std::vector<std::pair<std::int64_t, std::uint64_t>>;
  CHECK(points.bins() == Bins{{-1, 1}, {0, 0}, {1, 0}, {2, 0}, {3, 2}, {4, 1}});
  points.add("25");
  CHECK(points.width() == 5);
  CHECK(points.bins() == Bins{{-5, 1}, {0, 3}, {5, 0}, {10, 0}, {15, 0}, {20, 0}, {25, 1}});
  points.add("125");
  CHECK(points.width() == 10);
  CHECK(points.bins().front() == std::pair<std::int64_t, std::uint64_t>{-10, 1});
  CHECK(points.bins()[1] == std::pair<std::int64_t, std::uint64_t>{0, 3});
  CHECK(points.bins().back() == std::pair<std::int64_t, std::uint64_t>{120, 1});
  points.add("99999999999999999999");
  CHECK(points.bins().size() <= PointHistogram::kMostBins + 1);
  std::uint64_t sum = 0;
  for (auto [low, count] : points.bins()) sum += count;
  CHECK(sum == 7);
}

#include "report/score/scoring.h"

#include <filesystem>
#include <fstream>

#include "io/vocabulary.h"
#include "report/score_run.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

constexpr const char* kPolicy = R"yaml(policy: tiny
title: {zh: 小办法, en: Tiny measures}
issuer: {zh: 示例局, en: Bureau}
status: draft
vocabulary: [small]
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一, figure: 不少于3人}}
criteria:
  T-1: {title: {zh: 人数, en: Staff}, cite: {at: 一}, check: staff >= params.staff_min}
  T-2: {title: {zh: 计划, en: Plan}, cite: {at: 二}, check: has_plan}
  T-3: {title: {zh: 影响, en: Influence}, cite: {at: 三}, check: influence}
schemes:
  tiny-basic:
    title: {zh: 基本, en: Basic}
    applicant: organization
    require: {all: [T-1, T-2]}
    form: [founded]
    notices:
      - {id: small_staff, when: "state('T-1') == 'not_met'", text: {zh: 人少, en: few}}
  tiny-full:
    title: {zh: 完整, en: Full}
    applicant: organization
    require: {all: [T-1, T-2, T-3]}
    scorecard:
      basis: project_default
      initial: 10
      characteristics:
        - {id: staff, title: {zh: 人数, en: Staff}, of: staff, missing: 0..20, bands: [{below: 3, points: 0}, {from: 3, points: 20}]}
      grades: [{id: fail, title: {zh: 低, en: Low}, below: 30}, {id: pass, title: {zh: 高, en: High}, from: 30}]
      rank: [income desc, founded asc]
)yaml";

constexpr const char* kTable =
    "name,uscc,staff,has_plan,influence,founded,income,contact_phone,备注\n"
    "甲,91140100MA0FAKE17N,3,是,符合,2020-01-01,200,13800000001,\n"
    "乙,bad,2,是,,,1,13800000002,149999199001010018 见附件\n"
    "丙,,约5,否,符合,2021-01-01,300,,=1\n"
    "丁,,,,,,,,\n"
    "合计,,5,,,,,,\n";

struct Tiny {
  std::unique_ptr<test::Loaded> loaded =
      test::rules_from({{"small.yaml", test::kVocabulary}, {"tiny.yaml", kPolicy}});
  Compiled compiled;
  ScoreTask task;

  explicit Tiny(const std::vector<std::string>& schemes) {
    for (const Diagnostic& d : loaded->diags.all()) FAIL(d.message.en);
    compiled = compile(loaded->rules, schemes, *Date::of(2026, 6, 1), true);
    task.compiled = &compiled;
    task.rank = true;
    task.id = loaded->rules.schema.find("uscc");
    task.name = loaded->rules.schema.find("name");
  }
  ScoreRunResult run(std::vector<std::string> keep = {}) const {
    const auto path = std::filesystem::temp_directory_path() / "ipcheck-scoring-test.csv";
    std::ofstream(path, std::ios::binary) << kTable;
    TableRequest request = score_request(task);
    request.keep = std::move(keep);
    ScoreRunResult result = run_score(task, loaded->rules.schema, path.string(), request, 1);
    std::filesystem::remove(path);
    REQUIRE(result.opened);
    return result;
  }
};

template <class List>
std::string listed_ids(const List& ids) {
  std::string out;
  for (std::string_view id : ids) out += (out.empty() ? "" : ";") + std::string(id);
  return out;
}

std::string line_of(const ScoredRow& row) {
  return std::to_string(row.place.row) + " " + std::string(row.name) + " " +
         std::string(word(row.outcome)) + " -" + listed_ids(row.failing) + " ?" +
         listed_ids(row.missing) + " !" + listed_ids(row.pending) + " #" + listed_ids(row.notices);
}

std::vector<std::string> lines_of_rows(const std::string& bytes) {
  std::vector<std::string> lines;
  RowBytesReader reader(bytes);
  for (auto rows = reader.read(); !rows.empty(); rows = reader.read())
    lines.push_back(line_of(rows.front()));
  return lines;
}

TEST_CASE("scoring: verdict, lists and notices of every row", "[report]") {
  const Tiny tiny({"tiny-basic"});
  CHECK(lines_of_rows(tiny.run().rows) ==
        std::vector<std::string>{"2 甲 eligible - ? ! #draft",
                                 "3 乙 ineligible -T-1 ? ! #uscc_invalid;draft;small_staff",
                                 "4 丙 ineligible -T-2 ?staff ! #invalid_value;draft",
                                 "5 丁 incomplete - ?staff;has_plan ! #draft"});
}

TEST_CASE("scoring: what is not asked for is not made", "[report]") {
  Tiny tiny({"tiny-full"});
  tiny.task.notices = tiny.task.reasons = tiny.task.points = tiny.task.rank = false;
  const std::string bytes = tiny.run().rows;
  RowBytesReader reader(bytes);
  for (auto rows = reader.read(); !rows.empty(); rows = reader.read()) {
    CHECK(rows.front().notices.empty());
    CHECK(rows.front().reasons.empty());
    CHECK(rows.front().score_min.empty());
    CHECK(rows.front().rank_keys.empty());
    CHECK(rows.front().details.empty());
  }
}

TEST_CASE("scoring: points with their interval, grade and what ranks equal ones", "[report]") {
  const Tiny tiny({"tiny-full"});
  const std::string bytes = tiny.run().rows;
  RowBytesReader reader(bytes);
  std::vector<std::string> points;
  std::vector<std::vector<std::string>> keys;
  for (auto rows = reader.read(); !rows.empty(); rows = reader.read()) {
    const ScoredRow& row = rows.front();
    points.push_back(std::string(row.score) + "/" + std::string(row.score_min) + "/" +
                     std::string(row.score_max) + "/" + std::string(row.grade));
    for (keys.emplace_back(); const Decimal& key : row.rank_keys) keys.back().push_back(key.str());
  }
  CHECK(points == std::vector<std::string>{"30/30/30/高", "10/10/10/低", "/10/30/", "/10/30/"});
  const std::string days = std::to_string(-Date::of(2020, 1, 1)->days);
  CHECK(keys[0] == std::vector<std::string>{"30", "30", "200", days});
  const std::string unknown = std::to_string(INT64_MIN);
  CHECK(keys[1] == std::vector<std::string>{"10", "10", "1", unknown});
  CHECK(keys[3] == std::vector<std::string>{"10", "30", unknown, unknown});
}

TEST_CASE("scoring: only rows with a verdict that is asked for under some scheme", "[report]") {
  Tiny tiny({"tiny-basic", "tiny-full"});
  CHECK(lines_of_rows(tiny.run().rows).size() == 8);
  tiny.task.only = {Outcome::Eligible};
  const ScoreRunResult eligible = tiny.run();
  CHECK(lines_of_rows(eligible.rows).size() == 2);
  CHECK(eligible.totals.applicants == 4);  // counted all the same
  CHECK(eligible.totals.schemes[1].rows() == 4);
  tiny.task.only = {Outcome::NeedsReview};
  CHECK(tiny.run().rows.empty());
  tiny.task.only = {Outcome::Ineligible, Outcome::Incomplete};
  CHECK(lines_of_rows(tiny.run().rows).size() == 6);
}

TEST_CASE("scoring: totals add up, and count what failed, lacks and was set aside", "[report]") {
  const Tiny tiny({"tiny-basic"});
  const ScoreTotals totals = tiny.run().totals;
  CHECK(totals.add_up());
  CHECK(totals.records == 6);
  CHECK(totals.applicants == 4);
  CHECK(totals.headings == 1);
  CHECK(totals.footers == 1);
  REQUIRE(totals.schemes.size() == 1);
  CHECK(totals.schemes[0].outcomes == std::array<std::uint64_t, 4>{1, 2, 1, 0});
  CHECK(totals.schemes[0].near_misses == 2);
  CHECK(totals.schemes[0].failing.of("T-1") == 1);
  CHECK(totals.schemes[0].missing.of("staff") == 2);
  CHECK(totals.data_notices.of("uscc_invalid") == 1);
}

TEST_CASE("scoring: kept columns go through as given, but for numbers of persons", "[report]") {
  Tiny tiny({"tiny-basic"});
  tiny.task.secret_kept = {false, true};
  auto kept = [&](std::uint64_t& masked) {
    const ScoreRunResult result = tiny.run({"备注", "contact_phone", "income"});
    masked = result.totals.masked;
    std::vector<std::string> out;
    RowBytesReader reader(result.rows);
    for (auto rows = reader.read(); !rows.empty(); rows = reader.read())
      out.push_back(listed_ids(rows.front().kept));
    return out;
  };
  std::uint64_t masked = 0;
  CHECK(kept(masked) == std::vector<std::string>{"138****0001;200",
                                                 "149999********0018 见附件;138****0002;1",
                                                 "=1;;300", ""});
  CHECK(masked == 3);
  tiny.task.show_pii = true;
  CHECK(kept(masked)[1] == "149999199001010018 见附件;13800000002;1");
  CHECK(masked == 0);
}

TEST_CASE("scoring: an id or a name that is personal data is masked, unless it is to be shown",
          "[report]") {
  Tiny tiny({"tiny-basic"});
  tiny.task.name = tiny.loaded->rules.schema.find("contact_phone");
  const ScoreRunResult hidden = tiny.run();
  CHECK(lines_of_rows(hidden.rows)[0].starts_with("2 138****0001 "));
  CHECK(hidden.totals.masked == 2);
  tiny.task.show_pii = true;
  CHECK(lines_of_rows(tiny.run().rows)[0].starts_with("2 13800000001 "));
}

TEST_CASE("scoring: reasons name what fails, lacks and is to be judged, in the asked language",
          "[report]") {
  Tiny tiny({"tiny-full"});
  tiny.task.details = true;
  auto second = [&](std::size_t& details) {
    const ScoreRunResult result = tiny.run();
    RowBytesReader reader(result.rows);
    reader.read();
    const ScoredRow row = reader.read().front();
    details = row.details.size();
    return std::string(row.reasons);
  };
  std::size_t details = 0;
  const std::string zh = second(details);
  CHECK(details == 2);
  CHECK(zh.find("T-1 人数：2人") != std::string::npos);
  CHECK(zh.find("待判断 T-3 影响") != std::string::npos);
  tiny.task.lang = Lang::En;
  CHECK(second(details).find("T-1 Staff: 2") != std::string::npos);
}

}  // namespace
}  // namespace ipcheck

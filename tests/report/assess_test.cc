#include "report/world.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

constexpr const char* kRules = "tests/report/rules";

std::vector<std::string> ids(const std::vector<Verdict>& verdicts) {
  std::vector<std::string> out;
  for (const Verdict& v : verdicts) out.push_back(v.scheme->id);
  return out;
}

}  // namespace

using Ids = std::vector<std::string>;

TEST_CASE("schemes_for: asked wins over apply_for, that over the kind of applicant", "[report]") {
  ReportWorld world(kRules);
  REQUIRE_FALSE(world.diags.has_errors());
  bool survey = true;
  RecordInfo info{.applicant = "person", .apply_for = {"demo-plan"}};
  CHECK(schemes_for(world.rules, info, Ids{"demo-grant"}, survey) == Ids{"demo-grant"});
  CHECK_FALSE(survey);
  CHECK(schemes_for(world.rules, info, {}, survey) == Ids{"demo-plan"});
  CHECK_FALSE(survey);
  info.apply_for.clear();
  CHECK(schemes_for(world.rules, info, {}, survey) == Ids{"demo-cases"});
  CHECK(survey);
  info.applicant = "organization";
  CHECK(schemes_for(world.rules, info, {}, survey) == Ids{"demo-grant", "demo-plan", "demo-cases"});
  info.applicant.clear();
  CHECK(schemes_for(world.rules, info, {}, survey).size() == 3);
}

TEST_CASE("assess: a survey judges only schemes of which a fact was given", "[report]") {
  ReportWorld world(kRules);
  VerdictReport report = world.report("applicant: organization\nhas_plan: 是\n");
  REQUIRE(report.applicants.size() == 1);
  const ApplicantReport& a = report.applicants[0];
  CHECK(report.survey);
  CHECK(ids(a.verdicts) == Ids{"demo-grant", "demo-plan"});
  REQUIRE(a.not_judged.size() == 1);
  CHECK(a.not_judged[0]->id == "demo-cases");
}

TEST_CASE("assess: an empty record is surveyed and judged under nothing", "[report]") {
  ReportWorld world(kRules);
  VerdictReport report = world.report("{}\n");
  REQUIRE(report.applicants.size() == 1);
  CHECK(report.applicants[0].verdicts.empty());
  CHECK(report.applicants[0].not_judged.size() == 3);
}

TEST_CASE("assess: a named scheme is judged though no fact was given", "[report]") {
  ReportWorld world(kRules);
  VerdictReport report = world.report("{}\n", {"demo-plan"});
  REQUIRE(report.applicants[0].verdicts.size() == 1);
  CHECK(report.applicants[0].verdicts[0].outcome == Outcome::Incomplete);
  CHECK_FALSE(report.survey);
}

TEST_CASE("assess: every applicant keeps its own date, schemes and place", "[report]") {
  ReportWorld world(kRules);
  VerdictReport report = world.report(
      "name: 甲\napply_for: [demo-plan]\nhas_plan: 是\n---\n"
      "name: 乙\nas_of: 2025-01-02\ndebts: 1\n---\n"
      "name: 丙\napply_for: [demo-plan, no-such-scheme]\nhas_plan: 否\n");
  REQUIRE(report.applicants.size() == 3);
  CHECK_FALSE(report.survey);
  CHECK(report.applicants[0].info.name == "甲");
  CHECK(report.applicants[0].as_of == *Date::of(2026, 6, 1));
  CHECK(report.applicants[0].verdicts[0].outcome == Outcome::Eligible);
  CHECK(report.applicants[1].as_of == *Date::of(2025, 1, 2));
  CHECK(report.applicants[1].survey);
  CHECK(ids(report.applicants[1].verdicts) == Ids{"demo-grant", "demo-cases"});
  CHECK(ids(report.applicants[2].verdicts) == Ids{"demo-plan"});
  CHECK(report.applicants[2].verdicts[0].outcome == Outcome::Ineligible);
}

TEST_CASE("assess: notices about data stand at their applicant", "[report]") {
  ReportWorld world(kRules);
  VerdictReport report = world.report("staff: 3\n---\nstaff: many\n");
  REQUIRE(report.applicants.size() == 2);
  CHECK(report.applicants[0].notices.empty());
  REQUIRE(report.applicants[1].notices.size() == 1);
  CHECK(report.applicants[1].notices[0].id == "invalid_value");
  CHECK(report.applicants[1].notices[0].name == "staff");
}

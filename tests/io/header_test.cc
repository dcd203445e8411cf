#include "io/header.h"

#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// `fact`, `fact / fact` or `none`; then `[unit]`, `.key`, and `own` for the fact's own id.
std::string told(const HeaderMatch& match) {
  std::string text;
  for (FactId id : match.facts)
    text += (text.empty() ? "" : " / ") + test::small_schema().facts[id].name;
  if (text.empty()) return "none";
  if (!match.unit.empty()) text += " [" + match.unit + "]";
  if (!match.key.empty()) text += " ." + match.key;
  return match.own_name ? text + " own" : text;
}

struct Row {
  std::string header, gives;
  std::string applicant = {};
};

void check(const Row& row) {
  INFO(row.header << " (" << row.applicant << ")");
  const HeaderMatch match = match_header(test::small_schema(), row.header, row.applicant);
  CHECK(told(match) == row.gives);
  CHECK(match.settled() == (match.facts.size() == 1));
}

TEST_CASE("header: a fact is known by its id, labels and aliases", "[io]") {
  check(GENERATE(values<Row>({
      {"staff", "staff own"},
      {" staff ", "staff own"},
      {"Staff", "staff"},
      {"STAFF", "staff"},
      {"人数（专职）", "staff"},
      {"人数(专职)", "staff"},
      {"人数", "staff"},
      {"员工人数", "staff"},
      {"员工 人数", "staff"},
      {"There is a plan", "has_plan"},
      {"has_plan", "has_plan own"},
      {"contact_phone", "contact_phone own"},
      {"名称", "name"},
      {"企业名称", "name"},
      {"企业", "none"},
      {"", "none"},
      {"（万元）", "none"},
  })));
}

TEST_CASE("header: brackets at the end hold a unit, if it is one", "[io]") {
  check(GENERATE(values<Row>({
      {"营业收入（万元）", "income [万元]"},
      {"营业收入(万元)", "income [万元]"},
      {"营业收入[万元]", "income [万元]"},
      {"营业收入【万元】", "income [万元]"},
      {"营业收入（单位：万元）", "income [万元]"},
      {"营业收入（单位:元）", "income [元]"},
      {"营业收入 （ 亿元 ） ", "income [亿元]"},
      {"年收入（千元）", "income [千元]"},
      {"income（万元）", "income [万元] own"},
      {"人数（人）", "staff [人]"},
      {"占比（%）", "rate [%]"},
      {"营业收入（去年）", "none"},
      {"营业收入（万元", "none"},
      {"营业收入（）", "none"},
      {"未知（万元）", "none"},
  })));
}

TEST_CASE("header: what follows a dot is the key of a map", "[io]") {
  check(GENERATE(values<Row>({
      {"visits.Q1", "visits .Q1 own"},
      {"走访.Q2", "visits .Q2"},
      {"走访 . Q2 ", "visits .Q2"},
      {"visits.Q1.x", "visits .Q1.x own"},
      {"visits.Q9", "visits .Q9 own"},
      {"staff.Q1", "none"},
      {".Q1", "none"},
      {"未知.Q1", "none"},
  })));
}

TEST_CASE("header: a word of two facts is settled by the applicant or not at all", "[io]") {
  check(GENERATE(values<Row>({
      {"负责人", "leader / head"},
      {"负责人", "leader", "organization"},
      {"负责人", "head", "center"},
      {"负责人", "head", "department"},
      {"负责人", "leader / head", "person"},
      {"leader", "leader own", "center"},
      {"人数", "staff", "center"},
  })));
}

TEST_CASE("header: the nearest name or label is offered", "[io]") {
  struct Near {
    const char* header;
    const char* gives;
  };
  const Near row = GENERATE(values<Near>({
      {"stafff", "staff"},
      {"has-plan", "has_plan"},
      {"营业收人", "营业收入"},
      {"企业名", "企业名称"},
      {"something else", ""},
  }));
  INFO(row.header);
  CHECK(nearest_header(test::small_schema(), row.header) == row.gives);
}

}  // namespace
}  // namespace ipcheck

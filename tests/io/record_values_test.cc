#include "io/reading.h"

namespace ipcheck {
namespace {

using test::check;
using Read = test::RecordRead;
using Row = test::RecordCase;

TEST_CASE("record: values are typed by their fact, whatever key names it", "[io]") {
  check(GENERATE(values<Row>({
      {"staff: 3", "staff=3"},
      {"人数: 3", "staff=3"},
      {"人数（专职）: 3人", "staff=3"},
      {"员工人数: 三", "staff=3"},
      {"Staff: '3'", "staff=3"},
      {"人数（人）: 3", "staff=3"},
      {"name: no", "name='no'"},
      {"name: 0123", "name='0123'"},
      {"name: 1e3", "name='1e3'"},
      {"has_plan: no", "has_plan=false"},
      {"是否有计划: 有", "has_plan=true"},
      {"has_plan: true", "has_plan=true"},
      {"founded: 2020-01-02", "founded=date('2020-01-02')"},
      {"成立日期: 2020年1月2日", "founded=date('2020-01-02')"},
      {"grade: 甲级", "grade='a'"},
      {"等级: b", "grade='b'"},
      {"rate: 5%", "rate=5"},
      {"rate: 0.05", "rate=0.05", "suspicious_value rate"},
      {"staff: 3\nhas_plan: 是\ngrade: a", "staff=3; has_plan=true; grade='a'"},
  })));
}

TEST_CASE("record: money takes its unit from value, key or the fact's own name", "[io]") {
  check(GENERATE(values<Row>({
      {"income: 2000000", "income=2000000"},
      {"income: 200万元", "income=2000000"},
      {"营业收入（万元）: 200", "income=2000000"},
      {"营业收入【亿元】: 0.02", "income=2000000"},
      {"income（万元）: 200", "income=2000000"},
      {"营业收入: 200万元", "income=2000000"},
      {"营业收入: 2000000", "income!", "invalid_value income ambiguous_unit", "invalid-value"},
      {"营业收入（千元）: 200万元", "income=2000000", "suspicious_value income"},
      {"income: -0.01", "income!", "invalid_value income out_of_range", "invalid-value"},
      {"income: 0", "income=0"},
  })));
}

TEST_CASE("record: a value that cannot be read is told and filled by nothing", "[io]") {
  check(GENERATE(values<Row>({
      {"staff: many", "staff!", "invalid_value staff not_a_number", "invalid-value"},
      {"staff: 3.5", "staff!", "invalid_value staff not_integer", "invalid-value"},
      {"staff: -1", "staff!", "invalid_value staff out_of_range", "invalid-value"},
      {"has_plan: 待定", "has_plan!", "invalid_value has_plan not_boolean", "invalid-value"},
      {"founded: 2024-02-30", "founded!", "invalid_value founded invalid_date", "invalid-value"},
      {"grade: c", "grade!", "invalid_value grade unknown_value", "invalid-value"},
      {"body: 村委会", "body='村委会'", "unlisted_value body"},
      {"debts: x", "debts!", "invalid_value debts not_a_number", "invalid-value"},
      {"- debts: x\n- debts: 2\n- staff: 3", "debts! | debts=2 | staff=3; debts=0",
       "invalid_value debts not_a_number", "invalid-value"},
      {"total: x\nstaff: 3", "staff=3; total!", "invalid_value total not_a_number",
       "invalid-value"},
      {"is_large: true", "", "", "derived-fact"},
      {"规模大: 是\nstaff: 1", "staff=1", "", "derived-fact"},
  })));
}

TEST_CASE("record: nothing given is nothing known", "[io]") {
  check(GENERATE(values<Row>({
      {"{}", ""},
      {"staff:", ""},
      {"staff: ~", ""},
      {"staff: null\nhas_plan: 是", "has_plan=true"},
      {"staff: ''", ""},
      {"staff: /", ""},
      {"grade: 无", ""},
      {"has_plan: 无", "has_plan=false"},
      {"debts:", ""},
      {"fields: []", "fields=[]"},
      {"fields: 无", "fields=[]"},
      {"visits: {}", "visits={}"},
      {"influence: {}", ""},
      {"applicant:\napply_for:\nas_of:", ""},
  })));
  CHECK(Read("{}").batch.rows == 1);
}

TEST_CASE("record: sets and lists come as a list or as one text", "[io]") {
  check(GENERATE(values<Row>({
      {"fields: [energy, 新材料]", "fields=['energy', 'materials']"},
      {"fields: 新能源、新材料", "fields=['energy', 'materials']"},
      {"fields: 新能源", "fields=['energy']"},
      {"fields: [energy, 新能源]", "fields=['energy']"},
      {"fields: [energy, ~]", "fields=['energy']"},
      {"fields: ☑新能源 □新材料", "fields=['energy']"},
      {"fields: [energy, 煤]", "fields!", "invalid_value fields unknown_value", "invalid-value"},
      {"targets: [甲、乙, 丙]", "targets=['甲、乙', '丙']"},
      {"targets: 甲、乙、甲", "targets=['甲', '乙', '甲']"},
      {"targets: [甲, 甲]", "targets=['甲', '甲']"},
      {"years: [2024, 2024, 2025年]", "years=[2024, 2025]"},
      {"years: [2024, 1899]", "years!", "invalid_value years out_of_range", "invalid-value"},
      {"years: [1900, 2100]", "years=[1900, 2100]"},
      {"years: [2100, 2101]", "years!", "invalid_value years out_of_range", "invalid-value"},
      {"works: [{title: 甲, pages: 3}]", "works=[{'title': '甲', 'pages': 3}]"},
      {"works: [{title: 甲, pages: x}]", "works!", "invalid_value works.pages not_a_number",
       "invalid-value"},
      {"works: [{title: 甲, pages: 3, page: 4}]", "works=[{'title': '甲', 'pages': 3}]", "",
       "unknown-key"},
  })));
}

TEST_CASE("record: an entry of a map that cannot be read is missing by itself", "[io]") {
  check(GENERATE(values<Row>({
      {"visits: {Q1: 1, Q2: 2次}", "visits={'Q1': 1, 'Q2': 2}"},
      {"visits: Q1：1；Q2：2", "visits={'Q1': 1, 'Q2': 2}"},
      {"visits: {Q1: 1, Q2: x}", "visits={'Q1': 1}", "invalid_value visits.Q2 not_a_number",
       "invalid-value"},
      {"visits: {Q1: 1, Q2: ~}", "visits={'Q1': 1}"},
      {"visits: {Q1: 1, Q5: 2}", "visits={'Q1': 1}", "invalid_value visits.Q5 unknown_value",
       "invalid-value"},
      {"visits: {Q1: -1, Q2: 0}", "visits={'Q2': 0}", "invalid_value visits.Q1 out_of_range",
       "invalid-value"},
      {"visits.Q1: 1\n走访.Q2: 2", "visits={'Q1': 1, 'Q2': 2}"},
      {"visits.Q1: 1\nvisits.Q2: x", "visits={'Q1': 1}", "invalid_value visits.Q2 not_a_number",
       "invalid-value"},
      {"visits.Q1: 1\nvisits.Q5: 2", "visits={'Q1': 1}", "invalid_value visits.Q5 unknown_value",
       "invalid-value"},
      {"visits.Q1: 1\n走访.Q1: 2", "visits={}", "invalid_value visits.Q1 two_values",
       "duplicate-fact"},
      {"visits: {Q1: 1}\nvisits.Q2: 2", "visits={'Q1': 1, 'Q2': 2}"},
      {"visits: {Q1: 1}\nvisits.Q1: 2", "visits={}", "invalid_value visits.Q1 two_values",
       "duplicate-fact"},
      {"visits.Q1: 1\nvisits: {Q2: 2}", "visits!", "invalid_value visits two_values",
       "duplicate-fact"},
  })));
}

TEST_CASE("record: a value of another shape is refused", "[io]") {
  check(GENERATE(values<Row>({
      {"staff: [3]", "staff!", "invalid_value staff not_a_number", "invalid-value"},
      {"staff: {a: 3}", "staff!", "invalid_value staff not_a_number", "invalid-value"},
      {"income: [1]", "income!", "invalid_value income not_a_number", "invalid-value"},
      {"has_plan: [是]", "has_plan!", "invalid_value has_plan not_boolean", "invalid-value"},
      {"founded: {year: 2020}", "founded!", "invalid_value founded invalid_date", "invalid-value"},
      {"grade: [a]", "grade!", "invalid_value grade unknown_value", "invalid-value"},
      {"grade: {value: a}", "grade!", "invalid_value grade unknown_value", "invalid-value"},
      {"name: [甲]", "name!", "invalid_value name unknown_value", "invalid-value"},
      {"fields: {energy: 1}", "fields!", "invalid_value fields unknown_value", "invalid-value"},
      {"fields: [[energy]]", "fields!", "invalid_value fields unknown_value", "invalid-value"},
      {"visits: [1, 2]", "visits!", "invalid_value visits unknown_value", "invalid-value"},
      {"visits: {Q1: [1]}", "visits={}", "invalid_value visits.Q1 not_a_number", "invalid-value"},
      {"works: [甲]", "works!", "invalid_value works unknown_value", "invalid-value"},
      {"influence: [met]", "influence!", "invalid_value influence unknown_value", "invalid-value"},
      {"debts: []", "debts!", "invalid_value debts not_a_number", "invalid-value"},
  })));
}

TEST_CASE("record: a judgement keeps who decided, when and why", "[io]") {
  struct Judged {
    const char* text;
    const char* facts;
    const char* decision;
    const char* ids = "";
  };
  const Judged row = GENERATE(values<Judged>({
      {"influence: met", "influence=true", ""},
      {"influence: 不符合", "influence=false", ""},
      {"influence: 待定", "", ""},
      {"influence: {met: true, by: 专家组, on: 2026-05-20, ground: 前三}", "influence=true",
       "influence 专家组 2026-05-20 前三"},
      {"影响力: {结论: 否, 评审人: 甲, 日期: 2026-05-20, 理由: 乙}", "influence=false",
       "influence 甲 2026-05-20 乙"},
      {"influence: {met: ~, by: 专家组}", "", ""},
      {"influence: {by: 专家组}", "", ""},
      {"influence: {met: true, bye: 甲}", "influence=true", "influence   ", "unknown-key"},
      {"influence: {met: perhaps, by: 甲}", "influence!", "", "invalid-value"},
      {"rank: {value: 高, by: 甲}", "rank='high'", "rank 甲  "},
      {"rank: low", "rank='low'", ""},
      {"rank: {value: middle, by: 甲}", "rank!", "", "invalid-value"},
  }));
  INFO(row.text);
  const Read read(row.text);
  std::string decisions;
  for (const Decision& decision : read.batch.decisions) {
    decisions += test::small_schema().facts[decision.fact].name + " " + decision.by + " " +
                 decision.on + " " + decision.ground;
  }
  CHECK(read.facts() == row.facts);
  CHECK(decisions == row.decision);
  CHECK(read.ids() == row.ids);
}

TEST_CASE("record: a judgement that one applicant lacks is pending, another fact missing", "[io]") {
  const Read read("- {influence: met, rank: high, staff: 1}\n- {}\n");
  const auto state = [&](const char* name) {
    const FactId id = test::small_schema().find(name);
    return cell_at(read.batch, read.batch.facts[id], test::small_schema().facts[id].type, 1).state;
  };
  CHECK(state("influence") == Truth::Pending);
  CHECK(state("rank") == Truth::Pending);
  CHECK(state("staff") == Truth::Missing);
}

TEST_CASE("record: a credit code is kept, and told with the likely one", "[io]") {
  check(GENERATE(values<Row>({
      {"uscc: 91140100MA0FAKE17N", "uscc='91140100MA0FAKE17N'"},
      {"uscc: ９１１４０１００ma0fake17n", "uscc='91140100MA0FAKE17N'"},
      {"uscc: 91140100MAOFAKE17N", "uscc='91140100MAOFAKE17N'", "uscc_invalid uscc",
       "uscc-invalid"},
      {"uscc: 91140100MA0FAKE17", "uscc='91140100MA0FAKE17'", "uscc_invalid uscc", "uscc-invalid"},
      {"uscc: 9.11401E+17", "uscc!", "invalid_value uscc precision_lost", "invalid-value"},
  })));
  const Read read("uscc: 91140100MAOFAKE17N");
  REQUIRE(read.batch.notices.size() == 1);
  CHECK(read.batch.notices[0].message.en.find("`91140100MA0FAKE17N`") != std::string::npos);
}

}  // namespace
}  // namespace ipcheck

#include "io/reading.h"

namespace ipcheck {
namespace {

using test::check;
using Read = test::RecordRead;
using Row = test::RecordCase;

TEST_CASE("record: a fact under two keys is neither value", "[io]") {
  check(GENERATE(values<Row>({
      {"staff: 3\n人数: 4", "staff!", "invalid_value staff two_values", "duplicate-fact"},
      {"staff: 3\n人数: 3", "staff!", "invalid_value staff two_values", "duplicate-fact"},
      {"staff: 3\n人数: 4\n员工人数: 5", "staff!",
       "invalid_value staff two_values; invalid_value staff two_values",
       "duplicate-fact; duplicate-fact"},
      {"debts: 1\n失信次数: 2", "debts!", "invalid_value debts two_values", "duplicate-fact"},
      {"- staff: 3\n- 人数: 4", "staff=3 | staff=4"},
  })));
}

TEST_CASE("record: an unknown or ambiguous key is told and the rest is kept", "[io]") {
  check(GENERATE(values<Row>({
      {"stafff: 3\ngrade: a", "grade='a'", "unknown_fact stafff", "unknown-fact"},
      {"负责人: 甲", "", "unknown_fact 负责人", "ambiguous-key"},
      {"applicant: organization\n负责人: 甲", "leader='甲'"},
      {"负责人: 甲\napplicant: 运营中心", "head='甲'"},
      {"applicant: person\n负责人: 甲", "", "unknown_fact 负责人", "ambiguous-key"},
      {"applicant: organisation\nstaff: 3", "staff=3", "", "unknown-applicant"},
      {"applicant: [organization]\nstaff: 3", "staff=3", "", "unknown-applicant"},
      {"as_of: soon\nstaff: 3", "staff=3", "", "invalid-date"},
      {"as_of: [2026-06-01]", "", "", "invalid-date"},
      {"apply_for: {a: b}\nstaff: 3", "staff=3", "", "invalid-value"},
      {"apply_for: [[a]]", "", "", "invalid-value"},
  })));
}

TEST_CASE("record: documents and lists are several applicants", "[io]") {
  check(GENERATE(values<Row>({
      {"staff: 1\n---\nstaff: 2\n", "staff=1 | staff=2"},
      {"- staff: 1\n- staff: 2", "staff=1 | staff=2"},
      {"- staff: 1\n- {}\n- staff: 3", "staff=1 |  | staff=3"},
      {"- staff: 1\n- 人数\n- staff: 3", "staff=1 | staff=3", "", "not-a-record"},
      {"staff: 1\n---\nstaff: x", "staff=1 | staff!", "1 invalid_value staff not_a_number",
       "invalid-value"},
      {"staff：1", "", "", "not-a-record"},
      {"3", "", "", "not-a-record"},
      {"- [staff, 1]", "", "", "not-a-record"},
      {"[]", ""},
  })));
  CHECK(Read("[]").batch.rows == 0);
}

TEST_CASE("record: JSON is read as YAML is, with its own booleans and numbers", "[io]") {
  check(
      GENERATE(values<Row>({
          {R"({"staff": 3, "has_plan": true})", "staff=3; has_plan=true"},
          {R"({"staff": "3人", "has_plan": "否"})", "staff=3; has_plan=false"},
          {R"({"has_plan": false, "staff": null})", "has_plan=false"},
          {R"({"income": 1999999.99})", "income=1999999.99"},
          {R"({"staff": 3.0})", "staff=3"},
          {R"({"staff": 3.5})", "staff!", "invalid_value staff not_integer", "invalid-value"},
          {R"({"staff": true})", "staff!", "invalid_value staff not_a_number", "invalid-value"},
          {R"([{"人数": 1}, {"人数": 2}])", "staff=1 | staff=2"},
          {R"({"fields": ["energy"], "visits": {"Q1": 1}})", "fields=['energy']; visits={'Q1': 1}"},
          {R"({"influence": {"met": true}})", "influence=true"},
      })),
      "r.json");
  CHECK(Read("{\"staff\": 1}\n{\"staff\": 2}\n", "r.ndjson").facts() == "staff=1 | staff=2");
  CHECK(Read("{\"staff\": 1}", "-").facts() == "staff=1");
}

TEST_CASE("record: the format is told by name, else by the first character", "[io]") {
  CHECK(record_format("a.json", "staff: 3") == RecordFormat::Json);
  CHECK(record_format("a.ndjson", "") == RecordFormat::Json);
  CHECK(record_format("a.jsonl", "") == RecordFormat::Json);
  CHECK(record_format("a.yaml", "{}") == RecordFormat::Yaml);
  CHECK(record_format("a.yml", "[]") == RecordFormat::Yaml);
  CHECK(record_format("-", " \n{}") == RecordFormat::Json);
  CHECK(record_format("-", "[]") == RecordFormat::Json);
  CHECK(record_format("-", "staff: 3") == RecordFormat::Yaml);
}

TEST_CASE("record: who applies, for what and when is kept by the row", "[io]") {
  struct Info {
    const char* text;
    const char* gives;
  };
  const Info row = GENERATE(values<Info>({
      {"applicant: organization\nname: 甲公司", "甲公司, organization, , -"},
      {"applicant: 单位", ", organization, , -"},
      {"applicant: 个人", ", person, , -"},
      {"applicant: organisation", ", , , -"},
      {"企业名称: 甲公司", "甲公司, , , -"},
      {"apply_for: a", ", , a, -"},
      {"apply_for: [a, b]", ", , a b, -"},
      {"apply_for: [a, ~]", ", , a, -"},
      {"as_of: 2026-06-01", ", , , 2026-06-01"},
      {"as_of: 2026年6月1日", ", , , 2026-06-01"},
      {"as_of: soon", ", , , -"},
  }));
  INFO(row.text);
  const Read read(row.text);
  REQUIRE(read.batch.records.size() == 1);
  const RecordInfo& info = read.batch.records[0];
  std::string schemes;
  for (const std::string& scheme : info.apply_for) schemes += (schemes.empty() ? "" : " ") + scheme;
  CHECK(info.name + ", " + info.applicant + ", " + schemes + ", " +
            (info.as_of ? info.as_of->str() : "-") ==
        row.gives);
  CHECK(info.source == "r.yaml");
}

TEST_CASE("record: a fault comes with the way to mend it", "[io]") {
  struct Help {
    const char* text;
    const char* fix;
  };
  const Help row = GENERATE(values<Help>({
      {"stafff: 3", "did you mean `staff`?"},
      {"员工人: 3", "did you mean `员工人数`?"},
      {"something quite else: 3", ""},
      {"负责人: 甲", "write the fact's own name, such as `leader`"},
      {"applicant: organisation", "did you mean `organization`?"},
      {"staff：3", "write the colon as `:` followed by a space"},
      {"works: [{titel: 甲}]", "did you mean `title`?"},
  }));
  INFO(row.text);
  const Read read(row.text);
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].fix.en == row.fix);
}

TEST_CASE("record: a resident-ID number is told as such and never repeated", "[io]") {
  const Row row = GENERATE(values<Row>({
      {"name: 14999919900101107X", "", "personal_data name"},
      {"name: 甲 14999919900101107X", "", "personal_data name"},
      {"身份证号: 14999919900101107X", "", "unknown_fact 身份证号; personal_data 身份证号"},
      {"14999919900101107X: 甲", "", "unknown_fact 149999********107X"},
      {"staff: 14999919900101107X", "", "personal_data staff; invalid_value staff not_a_number"},
      {"grade: 14999919900101107X", "", "personal_data grade; invalid_value grade unknown_value"},
      {"body: 14999919900101107X", "", "personal_data body; unlisted_value body"},
      {"uscc: 14999919900101107X", "", "personal_data uscc; uscc_invalid uscc"},
      {"targets: [甲, 14999919900101107X]", "", "personal_data targets"},
      {"targets: 甲、14999919900101107X", "", "personal_data targets"},
      {"visits: {14999919900101107X: 1}", "",
       "invalid_value visits.149999********107X unknown_value"},
      {"visits.14999919900101107X: 1", "", "invalid_value visits.149999********107X unknown_value"},
      {"influence: {met: true, by: 14999919900101107X}", "", ""},
      {"influence: {met: true, 14999919900101107X: 1}", "", ""},
      {"applicant: 14999919900101107X", "", ""},
      {"as_of: 14999919900101107X", "", ""},
  }));
  INFO(row.text);
  const Read read(row.text);
  CHECK(read.notices() == row.notices);
  CHECK(read.said().find("19900101107X") == std::string::npos);
}

TEST_CASE("record: a private value that cannot be read is not repeated", "[io]") {
  const Read read("contact_phone: 1380013800");
  CHECK(read.facts() == "contact_phone!");
  CHECK(read.notices() == "invalid_value contact_phone out_of_range");
  CHECK(read.said().find("1380013800") == std::string::npos);
  REQUIRE(read.diags.all().size() == 1);
  CHECK_FALSE(read.diags.all()[0].span.known());
}

TEST_CASE("record: a file holds so many applicants and no more", "[io]") {
  const std::string one = GENERATE(as<std::string>(), "- {}\n", "--- {}\n");
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += one;
  CHECK(Read(text).batch.rows == 50'000);
  const Read beyond(text + one);
  CHECK(beyond.batch.rows == 0);
  REQUIRE(beyond.diags.all().size() == 1);
  CHECK(beyond.diags.all()[0].id == "too-large");
  CHECK(beyond.sources.position(beyond.diags.all()[0].span).line == 50'001);
}

TEST_CASE("record: kinds of applicant have a word in both languages", "[io]") {
  CHECK(applicant_words("organization") == Text{"单位", "organization"});
  CHECK(applicant_words("center").zh == "运营中心");
  CHECK(applicant_words("alien") == Text{"alien", "alien"});
}

}  // namespace
}  // namespace ipcheck

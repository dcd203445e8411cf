#include "report/form/form.h"

#include <algorithm>
#include <sstream>

#include "io/binding.h"
#include "io/header.h"
#include "io/record.h"
#include "support/catch.h"
#include "support/rules.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

const Date kDay = *Date::of(2026, 6, 1);

std::vector<std::string> all_schemes(const RuleSet& rules) {
  std::vector<std::string> ids;
  for (const Policy& policy : rules.policies) {
    for (const Scheme& scheme : policy.schemes) ids.push_back(scheme.id);
  }
  return ids;
}

/// Something that may be written into the field.
std::string sample(const Schema& schema, const FormField& field) {
  const Fact& fact = schema.facts[field.fact];
  if (field.several && field.options.size() > 1)
    return field.options.front() + "；" + field.options.back();
  if (!field.options.empty()) return field.options.back();
  if (fact.format == "uscc") return "91140100MA0FAKE17N";
  if (fact.pattern == "[0-9]{6}") return "140100";
  switch (schema.types[field.type].kind) {
    case Kind::Int:
      return field.min ? field.min->str() : "7";
    case Kind::Decimal:
      return "1.5";
    case Kind::Date:
      return "2026-03-16";
    case Kind::Set:
    case Kind::List:
      return schema.types[schema.types[field.type].item].kind == Kind::Int ? "2024；2025"
                                                                           : "甲；乙";
    default:
      return "示例";
  }
}

CellReading read(const Schema& schema, const FormField& field, const std::string& text) {
  HeaderMatch match = match_header(schema, field.header, "");
  const Fact& fact = schema.facts[field.fact];
  return read_cell(schema, field.type, fact, text,
                   {.own_name = match.own_name, .unit = match.unit});
}

const FormField* field_of(const Form& form, std::string_view name, std::string_view key = "") {
  for (const FormField& field : form.fields) {
    if (form.rules->schema.facts[field.fact].name == name && field.key == key) return &field;
  }
  return nullptr;
}

TEST_CASE("form: every field of every scheme binds back and reads what it offers", "[report]") {
  auto loaded = test::shipped_rules();
  const RuleSet& rules = loaded->rules;
  for (Lang lang : {Lang::Zh, Lang::En}) {
    for (const std::string& id : all_schemes(rules)) {
      Form form = blank_form(rules, std::vector{id}, kDay, lang);
      std::vector<std::string> headers;
      for (const FormField& field : form.fields) {
        INFO(id << " " << field.header);
        HeaderMatch match = match_header(rules.schema, field.header, "");
        REQUIRE(match.settled());
        CHECK(match.facts.front() == field.fact);
        CHECK(match.key == field.key);
        CHECK(match.unit == field.unit);
        headers.push_back(field.header);
        for (const std::string& option : field.options) {
          INFO(option);
          CHECK(read(rules.schema, field, option).value);
        }
        std::string text = sample(rules.schema, field);
        INFO(text);
        CHECK(read(rules.schema, field, text).value);
      }
      std::sort(headers.begin(), headers.end());
      CHECK(std::adjacent_find(headers.begin(), headers.end()) == headers.end());
    }
  }
}

TEST_CASE("form: what the criteria read is there, what is only derived is not", "[report]") {
  auto loaded = test::shipped_rules();
  const RuleSet& rules = loaded->rules;
  for (const std::string& id : all_schemes(rules)) {
    const std::vector<std::string> ids{id};
    Form form = blank_form(rules, ids, kDay, Lang::Zh);
    Compiled compiled = compile(rules, ids, kDay, false);
    for (FactId fact : compiled.schemes.front().facts) {
      const Fact& f = rules.schema.facts[fact];
      bool there = std::any_of(form.fields.begin(), form.fields.end(),
                               [&](const FormField& field) { return field.fact == fact; });
      bool told = std::find(form.not_tabular.begin(), form.not_tabular.end(), fact) !=
                  form.not_tabular.end();
      INFO(id << " " << f.name);
      CHECK((there || told) == f.input);
    }
  }
}

TEST_CASE("form: money is asked in 万元 and ranges follow", "[report]") {
  auto loaded = test::rules_from({{"p.yaml", R"yaml(policy: p
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  name: {type: string, label: {zh: 单位名称, en: Name}}
  contact: {type: string, pii: true, label: {zh: 联系人, en: Contact}}
  spend: {type: money, unit: 元, range: [10000, 5000000], label: {zh: 研发费用, en: Spending}}
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}
  kind: {type: enum, values: {x: {zh: 种一, en: X}, y: {zh: 种二, en: Y}}, label: {zh: 种类, en: Kind}}
  visits: {type: {map: integer}, keys: [Q1, Q2], unit: 次, label: {zh: 走访, en: Visits}}
  meetings: {type: {map: integer}, unit: 人, label: {zh: 会面, en: Meetings}}
  team: {type: judgement, label: {zh: 队伍, en: Team}}
  twice: {type: integer, label: {zh: 两倍, en: Twice}, derive: staff + staff, input: false}
  extra: {type: integer, label: {zh: 其他, en: Extra}}
  never: {type: boolean, label: {zh: 不问, en: Never asked}}
criteria:
  A: {title: {zh: 费用, en: Spending}, check: spend > spend - spend, cite: {at: 一}}
  B: {title: {zh: 人数, en: Staff}, applies: kind == 'x', check: twice > staff, cite: {at: 二}}
  C: {title: {zh: 走访, en: Visits}, check: "visits['Q1'] > visits['Q2']", cite: {at: 三}}
  D: {title: {zh: 会面, en: Meetings}, check: "meetings.all(k, meetings[k] > staff)", cite: {at: 四}}
  E: {title: {zh: 队伍, en: Team}, check: team, cite: {at: 五}}
schemes:
  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: {all: [A, B, C, D, E]}, form: [contact, extra]}
)yaml"}});
  for (const Diagnostic* d : loaded->diags.sorted()) UNSCOPED_INFO(d->message.en);
  REQUIRE_FALSE(loaded->diags.has_errors());
  Form form = blank_form(loaded->rules, std::vector<std::string>{"s"}, kDay, Lang::Zh);
  std::ostringstream csv;
  write_form_csv(form, csv);
  CHECK(csv.str() ==
        "\xEF\xBB\xBF单位名称,研发费用（万元）,种类,人数（人）,走访.Q1,走访.Q2,队伍,其他\r\n");
  const FormField& spend = *field_of(form, "spend");
  CHECK(spend.min == Decimal::of(1));
  CHECK(spend.max == Decimal::of(500));
  CHECK(spend.need == FormNeed::Required);
  CHECK(kind_words(form, spend) == "数字，可有小数（万元），1 至 500");
  CHECK(use_words(form, spend, 4) == "A 费用（一）");
  CHECK(read(loaded->rules.schema, spend, "200.5").value == Value{*Decimal::parse("2005000")});
  CHECK(field_of(form, "kind")->need == FormNeed::Required);
  CHECK(field_of(form, "staff")->need == FormNeed::Conditional);
  CHECK(field_of(form, "visits", "Q2")->need == FormNeed::Required);
  CHECK(field_of(form, "team")->need == FormNeed::Panel);
  CHECK(field_of(form, "extra")->need == FormNeed::Optional);
  CHECK(field_of(form, "twice") == nullptr);
  CHECK(field_of(form, "never") == nullptr);
  CHECK(form.personal == std::vector<FactId>{loaded->rules.schema.find("contact")});
  CHECK(form.not_tabular == std::vector<FactId>{loaded->rules.schema.find("meetings")});
  Form english = blank_form(loaded->rules, std::vector<std::string>{"s"}, kDay, Lang::En);
  CHECK(field_of(english, "spend")->header == "Spending (CNY)");
  CHECK(field_of(english, "spend")->max == Decimal::of(5'000'000));
  CHECK(field_of(english, "staff")->header == "Staff");
}

/// The record with every field filled in.
std::string filled_in(const Form& form, const std::string& yaml) {
  std::string out;
  std::istringstream lines(yaml);
  std::size_t next = 0;
  for (std::string line; std::getline(lines, line); out += line + "\n") {
    bool field = !line.starts_with("#") && line.ends_with(":");
    if (field) line += " '" + sample(form.rules->schema, form.fields[next++]) + "'";
  }
  REQUIRE(next == form.fields.size());
  return out;
}

TEST_CASE("form: the YAML form reads as a record, blank and filled in", "[report]") {
  auto loaded = test::shipped_rules();
  const RuleSet& rules = loaded->rules;
  for (Lang lang : {Lang::Zh, Lang::En}) {
    for (const std::string& id : all_schemes(rules)) {
      Form form = blank_form(rules, std::vector{id}, kDay, lang);
      std::ostringstream blank;
      write_form_yaml(form, blank);
      for (bool filled : {false, true}) {
        Diagnostics diags;
        Batch batch;
        std::deque<Tree> trees;
        std::string text = filled ? filled_in(form, blank.str()) : blank.str();
        SourceId source = loaded->sources.add("form.yaml", text);
        read_record_source(rules.schema, loaded->sources, source, trees, batch, diags);
        INFO(id << "\n" << text);
        for (const Diagnostic* d : diags.sorted()) UNSCOPED_INFO(d->message.zh);
        for (const DataNotice& n : batch.notices) UNSCOPED_INFO(n.id << " " << n.message.zh);
        CHECK_FALSE(diags.has_errors());
        REQUIRE(batch.rows == 1);
        CHECK(batch.records[0].apply_for == std::vector{id});
        std::size_t given = 0;
        for (const FormField& field : form.fields) {
          INFO(field.header);
          bool there = batch.given(field.fact, 0);
          given += there;
          CHECK(there == filled);
        }
        CHECK(given == (filled ? form.fields.size() : 0));
        bool faulty = std::any_of(
            batch.notices.begin(), batch.notices.end(),
            [](const DataNotice& n) { return n.id == "invalid_value" || n.id == "unknown_fact"; });
        CHECK_FALSE(faulty);
      }
    }
  }
}

TEST_CASE("form: a label that looks like a formula is a text in CSV, and binds back", "[report]") {
  const auto [label, cell] = GENERATE(values<std::pair<std::string, std::string>>({
      {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
      {"+1+1", "\"'+1+1\""},
      {"-2+3", "\"'-2+3\""},
      {"@SUM(A1)", "\"'@SUM(A1)\""},
      {"＝1", "\"'＝1\""},
      {"'quoted", "\"''quoted\""},
      {"a,b", "\"a,b\""},
      {"人数", "人数"},
  }));
  std::string quoted;
  for (char c : label) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  auto loaded = test::rules_from({{"p.yaml",
                                   "policy: p\ntitle: {zh: 示例, en: Example}\n"
                                   "issuer: {zh: 某局, en: A bureau}\n"
                                   "status: in_force\n"
                                   "facts:\n  staff: {type: integer, label: {zh: '" +
                                       quoted +
                                       "', en: Staff}}\n"
                                       "criteria:\n  A: {title: {zh: 甲, en: A}, cite: "
                                       "{at: 一}, check: staff > 0}\n"
                                       "schemes:\n  s: {title: {zh: 甲, en: A}, applicant: "
                                       "organization, require: {all: [A]}}\n"}});
  INFO(label);
  REQUIRE_FALSE(loaded->diags.has_errors());
  const Form form = blank_form(loaded->rules, std::vector<std::string>{"s"}, kDay, Lang::Zh);
  std::ostringstream csv;
  write_form_csv(form, csv);
  CHECK(csv.str() == "\xEF\xBB\xBF" + cell + "\r\n");
  std::vector<Question> questions;
  const std::string header = label == "人数" || label == "a,b" ? label : "'" + label;
  const std::vector<std::string> headers = {header};
  const auto columns = bind_columns(loaded->rules.schema, headers, {}, "", nullptr, questions);
  CHECK(columns[0].fact == loaded->rules.schema.find("staff"));
  CHECK(questions.empty());
}

TEST_CASE("form: codes may be chosen from a short list, a long one is told in a note", "[report]") {
  auto small =
      test::rules_from({{"p.yaml",
                         "policy: p\ntitle: {zh: 示例, en: Example}\n"
                         "issuer: {zh: 某局, en: A bureau}\nstatus: in_force\n"
                         "codes:\n  places:\n    title: {zh: 地方, en: places}\n"
                         "    cite: {at: 某标准}\n    values:\n"
                         "      '10': {zh: 丙市, en: C}\n"
                         "      '11': {zh: 甲县, en: A, in: '10'}\n"
                         "      '12': {zh: 乙县, en: B, in: '10', replaced: {by: '11', on: "
                         "2020-01-31}}\n"
                         "facts:\n  place: {type: string, pattern: '[0-9]{2}', codes: "
                         "places, named: '1[1-9]', label: {zh: 地方, en: Place}}\n"
                         "params:\n  here: {value: ['11'], cite: {at: 一}}\n"
                         "criteria:\n  A-1: {title: {zh: 甲, en: A}, cite: {at: 一}, "
                         "check: place in params.here}\n"
                         "schemes:\n  s: {title: {zh: 甲, en: A}, applicant: "
                         "organization, require: {all: [A-1]}}\n"}});
  REQUIRE(small->ids() == std::vector<std::string>{});
  const Form form = blank_form(small->rules, std::vector<std::string>{"s"}, kDay, Lang::Zh);
  const FormField* place = field_of(form, "place");
  REQUIRE(place != nullptr);
  CHECK(place->options == std::vector<std::string>{"11 甲县"});
  CHECK(place->open);

  auto shipped = test::shipped_rules();
  const Form long_form =
      blank_form(shipped->rules, std::vector<std::string>{"jinzhong-patent-pilot"}, kDay, Lang::Zh);
  const FormField* region = field_of(long_form, "region_code");
  REQUIRE(region != nullptr);
  CHECK(region->options.empty());
  CHECK(kind_words(long_form, *region) == "行政区划代码或名称");
}

}  // namespace
}  // namespace ipcheck

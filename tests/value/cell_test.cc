#include "value/cell.h"

#include <map>
#include <string>

#include "support/catch.h"
#include "value/pattern.h"

namespace ipcheck {
namespace {

/// A small vocabulary with every kind of fact.
class World {
 public:
  Schema schema;

  World() {
    const DomainId level = domain(
        false, {{"provincial", "省级"}, {"municipal", "市级"}, {"none", "无"}, {"other", "其他"}});
    const DomainId body =
        domain(true, {{"industrial_park", "产业园区"}, {"university_or_institute", "高校院所"}});
    const DomainId field = domain(true, {{"新能源", ""}, {"新材料", ""}, {"现代装备制造", ""}});
    const DomainId grade = domain(false, {{"A", ""}, {"B", ""}});
    schema.domains[grade].members[0].aliases = {"A类"};
    schema.domains[grade].index();
    Types& types = schema.types;
    number("amount", Kind::Decimal, "元", 0);
    number("staff", Kind::Int, "人", 0);
    number("bodies", Kind::Int, "家", 0);
    number("projects", Kind::Int, "个", 0);
    number("patents", Kind::Int, "件", 0);
    number("ip_years", Kind::Decimal, "年", 0);
    number("ratio", Kind::Decimal, "%", 0, 100);
    number("year", Kind::Int, "", 1900, 2100);
    number("plain", Kind::Decimal, "");
    add("flag", kBoolType);
    add("verdict", kJudgementType);
    add("day", kDateType);
    add("text", kStringType);
    add("uscc", kStringType).format = "uscc";
    add("region", kStringType).pattern = "[0-9]{6}";
    add("double_cell", kStringType).format = "two_values";
    add("phone", kStringType).pii = true;
    schema.facts[schema.find("phone")].pattern = "1[0-9]{10}";
    add("level", types.enumeration(level));
    add("body", types.enumeration(body));
    add("fields", types.set(types.enumeration(field)));
    add("grades", types.set(types.enumeration(grade)));
    add("targets", types.list(kStringType));
    number("years", Kind::Int, "年", 1900, 2100);
    schema.facts[schema.find("years")].type = types.set(types.number(Kind::Int, unit("年")));
    number("visits", Kind::Int, "次", 0);
    schema.facts[schema.find("visits")].type =
        types.map(kStringType, types.number(Kind::Int, unit("次")));
  }

 private:
  UnitId unit(std::string_view symbol) { return schema.unit_id(symbol); }

  DomainId domain(bool open, std::vector<std::pair<std::string, std::string>> members) {
    Domain made;
    made.open = open;
    for (auto& [id, zh] : members) made.members.push_back({id, {zh, ""}, {}});
    made.index();
    schema.domains.push_back(std::move(made));
    return static_cast<DomainId>(schema.domains.size() - 1);
  }

  Fact& add(const std::string& name, TypeId type) {
    Fact fact;
    fact.name = name;
    fact.type = type;
    return schema.facts[schema.add(std::move(fact))];
  }

  void number(const std::string& name, Kind kind, const std::string& symbol,
              std::optional<int> min = {}, std::optional<int> max = {}) {
    Fact& fact = add(name, schema.types.number(kind, unit(symbol)));
    fact.unit = unit(symbol);
    if (min) fact.min = Decimal::of(*min);
    if (max) fact.max = Decimal::of(*max);
  }
};

const World& world() {
  static const World made;
  return made;
}

/// `value`, `absent` or `! reason`; `? ` before a suspicious value; ` + text` for unlisted ones.
std::string told(const CellReading& reading) {
  if (!reading.invalid.empty()) return "! " + reading.invalid;
  if (!reading.value) return "absent";
  std::string text = (reading.suspicious ? "? " : "") + to_source(*reading.value);
  for (const std::string& unlisted : reading.unlisted) text += " + " + unlisted;
  return text;
}

struct Row {
  std::string fact, text, gives;
  std::string header = {};  // the unit in the header; `own`: under the fact's own name
};

void check(const Row& row) {
  INFO(row.fact << " [" << row.header << "]: " << row.text);
  CellContext context;
  context.own_name = row.header == "own";
  context.typed_number = row.header == "typed";
  if (!context.own_name && !context.typed_number) context.unit = row.header;
  const FactId fact = world().schema.find(row.fact);
  REQUIRE(fact != kNoFact);
  const CellReading reading = read_cell(world().schema, fact, row.text, context);
  CHECK(told(reading) == row.gives);
  CHECK(reading.why.empty() == reading.invalid.empty());
  CHECK(reading.suspicion.empty() != reading.suspicious);
  if (!reading.invalid.empty()) CHECK_FALSE(reading.value);
}

TEST_CASE("cell: money needs a unit from somewhere and gets it once", "[value]") {
  check(GENERATE(values<Row>({
      {"amount", "2000000", "2000000", "own"},
      {"amount", "1999999.99", "1999999.99", "own"},
      {"amount", "200万元", "2000000", "own"},
      {"amount", "200万", "2000000", "own"},
      {"amount", "0", "0", "own"},
      {"amount", "2000000", "! ambiguous_unit"},
      {"amount", "2,000,000", "! ambiguous_unit"},
      {"amount", "200万", "2000000"},
      {"amount", "200万元", "2000000"},
      {"amount", "0.02亿元", "2000000"},
      {"amount", "0.02亿", "2000000"},
      {"amount", "2000千元", "2000000"},
      {"amount", "2百万元", "2000000"},
      {"amount", "￥2,000,000", "2000000"},
      {"amount", "¥200万", "2000000"},
      {"amount", "两百万元", "2000000"},
      {"amount", "贰佰万元整", "2000000"},
      {"amount", "２００万元", "2000000"},
      {"amount", "RMB 2000000", "2000000"},
      {"amount", "200", "2000000", "万元"},
      {"amount", "199.999999", "1999999.99", "万元"},
      {"amount", "2000", "2000000", "千元"},
      {"amount", "0.02", "2000000", "亿元"},
      {"amount", "2000000", "2000000", "元"},
      {"amount", "200万元", "2000000", "万元"},
      {"amount", "200万", "2000000", "万元"},
      {"amount", "200 万元", "2000000", " 万元 "},
      {"amount", "两百万元", "2000000", "万元"},
      {"amount", "200万", "2000000", "元"},
      {"amount", "200元", "? 200", "万元"},
      {"amount", "0.12亿元", "? 12000000", "万元"},
      {"amount", "0.123456789亿元", "? 12345678.9", "万元"},
      {"amount", "0.00元", "? 0", "万元"},
      {"amount", "-1元", "! out_of_range", "万元"},
      {"amount", "200万元", "? 2000000", "千元"},
      {"amount", "两百万元", "? 2000000", "千元"},
      {"amount", "200万元", "! ambiguous_unit", "件"},
      {"amount", "200万", "! ambiguous_unit", "千元"},
      {"amount", "2亿", "! ambiguous_unit", "万元"},
      {"amount", "200", "! ambiguous_unit", "美元"},
      {"amount", "200万美元", "! ambiguous_unit", "own"},
      {"amount", "$200", "! ambiguous_unit"},
      {"amount", "200人", "! ambiguous_unit"},
      {"amount", "200", "! ambiguous_unit", "件"},
      {"amount", "200", "! ambiguous_unit", "件/万元"},
      {"amount", "-1", "! out_of_range", "own"},
      {"amount", "约200万元", "! not_exact"},
      {"amount", "200万元以上", "! not_exact"},
      {"amount", "100-200万元", "! not_exact"},
      {"amount", "3/200万元", "! two_values"},
      {"amount", "很多", "! not_a_number"},
      {"amount", "1e3", "! not_a_number", "own"},
      {"amount", "1.5E6", "! not_a_number", "own"},
      {"plain", "1.5E6", "1500000", "typed"},
      {"plain", "1.5E-2", "0.015", "typed"},
      {"amount", "无", "absent"},
      {"amount", "", "absent"},
      {"amount", "—", "absent"},
      {"amount", "/", "absent"},
      {"amount", "99999999999999999999999999999999999999", "! out_of_range", "万元"},
  })));
}

TEST_CASE("cell: counts, years and percents", "[value]") {
  check(GENERATE(values<Row>({
      {"staff", "3", "3"},
      {"staff", "0", "0"},
      {"staff", "3人", "3"},
      {"staff", "3名", "3"},
      {"staff", "3 个", "3"},
      {"staff", "3.0", "3"},
      {"staff", "三", "3"},
      {"staff", "十二人", "12"},
      {"staff", "１２", "12"},
      {"staff", "1,200", "1200"},
      {"staff", "1.2万人", "12000"},
      {"staff", "3", "3", "人"},
      {"staff", "3人", "3", "人"},
      {"staff", "3", "3", "含兼职"},
      {"staff", "3.5", "! not_integer"},
      {"staff", "-1", "! out_of_range"},
      {"staff", "9223372036854775808", "! out_of_range"},
      {"staff", "99999999999999999999", "! out_of_range"},
      {"staff", "约3", "! not_exact"},
      {"staff", "3人左右", "! not_exact"},
      {"staff", "3-5", "! not_exact"},
      {"staff", "三四人", "! not_exact"},
      {"staff", "3、5", "! two_values"},
      {"staff", "abc", "! not_a_number"},
      {"staff", "是", "! not_a_number"},
      {"staff", "一般", "! not_a_number"},
      {"staff", "3件", "! ambiguous_unit"},
      {"staff", "200万元", "! ambiguous_unit"},
      {"staff", "3", "! ambiguous_unit", "万元"},
      {"staff", "1.2E1", "12", "typed"},
      {"staff", "12.0", "12", "typed"},
      {"staff", "暂无", "absent"},
      {"staff", "N/A", "absent"},
      {"staff", "--", "absent"},
      {"staff", "　", "absent"},
      {"bodies", "10家", "10"},
      {"bodies", "10户", "10"},
      {"bodies", "10人", "! ambiguous_unit"},
      {"projects", "5项", "5"},
      {"projects", "5", "5", "项"},
      {"patents", "5件", "5"},
      {"patents", "5项", "5"},
      {"ip_years", "2", "2"},
      {"ip_years", "2年", "2"},
      {"ip_years", "24个月", "2"},
      {"ip_years", "24", "2", "月"},
      {"ip_years", "25个月", "2.083333333333333333"},
      {"ip_years", "23个月", "1.916666666666666667"},
      {"ip_years", "2年3个月", "2.25"},
      {"ip_years", "两年半", "2.5"},
      {"ip_years", "1.5", "1.5"},
      {"ip_years", "2", "! ambiguous_unit", "年/月"},
      {"ip_years", "2年", "2", "年/月"},
      {"ip_years", "18个月", "? 1.5", "年"},
      {"ip_years", "2年", "? 2", "月"},
      {"ip_years", "24.5个月", "! not_integer"},
      {"ip_years", "2年13个月", "! not_a_number"},
      {"ip_years", "2019年至今", "! not_a_number"},
      {"ratio", "5", "5"},
      {"ratio", "5%", "5"},
      {"ratio", "5", "5", "%"},
      {"ratio", "5％", "5", "%"},
      {"ratio", "0.05", "? 0.05"},
      {"ratio", "0.05", "? 0.05", "%"},
      {"ratio", "0.05%", "0.05"},
      {"ratio", "1", "1"},
      {"ratio", "0", "0"},
      {"ratio", "100", "100"},
      {"ratio", "100.01", "! out_of_range"},
      {"ratio", "5‰", "! not_a_number"},
      {"year", "2026", "2026"},
      {"year", "2026年", "2026"},
      {"year", "2026年度", "2026"},
      {"year", "1899", "! out_of_range"},
      {"year", "1900", "1900"},
      {"year", "2100", "2100"},
      {"year", "2101", "! out_of_range"},
      {"year", "2026人", "! ambiguous_unit"},
      {"plain", "-1.5", "-1.5"},
      {"plain", "012", "12"},
  })));
}

TEST_CASE("cell: yes and no, and judgements", "[value]") {
  check(GENERATE(values<Row>({
      {"flag", "是", "true"},
      {"flag", "有", "true"},
      {"flag", "√", "true"},
      {"flag", "✓", "true"},
      {"flag", "☑", "true"},
      {"flag", "Y", "true"},
      {"flag", "ＹＥＳ", "true"},
      {"flag", "True", "true"},
      {"flag", "1", "true"},
      {"flag", "on", "true"},
      {"flag", "否", "false"},
      {"flag", "无", "false"},
      {"flag", "没有", "false"},
      {"flag", "×", "false"},
      {"flag", "✗", "false"},
      {"flag", "n", "false"},
      {"flag", "No", "false"},
      {"flag", "FALSE", "false"},
      {"flag", "0", "false"},
      {"flag", "off", "false"},
      {"flag", "☑是 □否", "true"},
      {"flag", "□是 ☑否", "false"},
      {"flag", "是□ 否√", "false"},
      {"flag", "□是 □否", "absent"},
      {"flag", "√是 √否", "! not_boolean"},
      {"flag", "", "absent"},
      {"flag", "/", "absent"},
      {"flag", "－", "absent"},
      {"flag", "待定", "! not_boolean"},
      {"flag", "2", "! not_boolean"},
      {"flag", "x", "! not_boolean"},
      {"verdict", "符合", "true"},
      {"verdict", "通过", "true"},
      {"verdict", "是", "true"},
      {"verdict", "√", "true"},
      {"verdict", "met", "true"},
      {"verdict", "Met", "true"},
      {"verdict", "不符合", "false"},
      {"verdict", "不通过", "false"},
      {"verdict", "否", "false"},
      {"verdict", "×", "false"},
      {"verdict", "not_met", "false"},
      {"verdict", "NOT_MET", "false"},
      {"verdict", "待定", "absent"},
      {"verdict", "未评", "absent"},
      {"verdict", "", "absent"},
      {"verdict", "无", "absent"},
      {"verdict", "较好", "! not_boolean"},
      {"verdict", "有", "! not_boolean"},
  })));
}

TEST_CASE("cell: dates", "[value]") {
  check(GENERATE(values<Row>({
      {"day", "2026-03-16", "date('2026-03-16')"},
      {"day", "2026/3/16", "date('2026-03-16')"},
      {"day", "2026.3.16", "date('2026-03-16')"},
      {"day", "2026年3月16日", "date('2026-03-16')"},
      {"day", "20260316", "date('2026-03-16')"},
      {"day", "46097", "? date('2026-03-16')"},
      {"day", "46097", "? date('2026-03-16')", "typed"},
      {"day", "46097.5", "? date('2026-03-16')", "typed"},
      {"day", "46097.5", "! invalid_date"},
      {"day", "20000", "? date('1954-10-03')"},
      {"day", "19999", "! invalid_date"},
      {"day", "80001", "! invalid_date"},
      {"day", "460970", "! invalid_date"},
      {"day", "4609701", "! invalid_date"},
      {"day", "01/02/03", "! invalid_date"},
      {"day", "2024-02-30", "! invalid_date"},
      {"day", "2026年3月", "! invalid_date"},
      {"day", "明天", "! invalid_date"},
      {"day", "1899-12-31", "! out_of_range"},
      {"day", "1900-01-01", "date('1900-01-01')"},
      {"day", "2100-12-31", "date('2100-12-31')"},
      {"day", "2101-01-01", "! out_of_range"},
      {"day", "", "absent"},
      {"day", "无", "absent"},
      {"day", "——", "absent"},
  })));
}

TEST_CASE("cell: texts and codes", "[value]") {
  check(GENERATE(values<Row>({
      {"text", " 某某公司 ", "'某某公司'"},
      {"text", "no", "'no'"},
      {"text", "1e3", "'1e3'"},
      {"text", "0123", "'0123'"},
      {"text", "1.23E+17", "'1.23E+17'"},
      {"text", "０", "'０'"},
      {"text", "无", "absent"},
      {"text", "/", "absent"},
      {"text", "", "absent"},
      {"uscc", "91140100MA0FAKE17N", "'91140100MA0FAKE17N'"},
      {"uscc", "９１１４０１００ｍａ０ｆａｋｅ１７ｎ", "'91140100MA0FAKE17N'"},
      {"uscc", "91140100MAOFAKE17N", "'91140100MAOFAKE17N'"},
      {"uscc", "9.11401E+17", "! precision_lost"},
      {"uscc", "1.23E+17", "! precision_lost"},
      {"uscc", "123456789012345000", "! precision_lost"},
      {"uscc", "123456789012345678", "! precision_lost", "typed"},
      {"uscc", "123456789012345678", "'123456789012345678'"},
      {"uscc", "", "absent"},
      {"region", "140100", "'140100'"},
      {"region", "１４０１００", "'140100'"},
      {"region", "140100.0", "'140100'", "typed"},
      {"region", "14010", "! out_of_range"},
      {"region", "1401000", "! out_of_range"},
      {"region", "太原", "! out_of_range"},
      {"region", "1.401E5", "! precision_lost"},
      {"phone", "13800138000", "'13800138000'"},
      {"phone", "1.38E+10", "! precision_lost"},
      {"double_cell", "3/200万元", "! two_values"},
      {"double_cell", "3", "! two_values"},
      {"double_cell", "", "absent"},
  })));
}

TEST_CASE("cell: values of a list of values", "[value]") {
  check(GENERATE(values<Row>({
      {"level", "provincial", "'provincial'"},
      {"level", "省级", "'provincial'"},
      {"level", " 省 级 ", "'provincial'"},
      {"level", "PROVINCIAL", "'provincial'"},
      {"level", "无", "'none'"},
      {"level", "", "absent"},
      {"level", "/", "absent"},
      {"level", "乡级", "! unknown_value"},
      {"level", "省级、市级", "! unknown_value"},
      {"level", "☑省级 □市级", "'provincial'"},
      {"level", "□省级 ■市级 □其他：____", "'municipal'"},
      {"level", "□省级 □市级", "absent"},
      {"level", "☑省级 ☑市级", "! two_values"},
      {"level", "其他：区级", "'other'"},
      {"level", "☑其他：区级", "'other'"},
      {"body", "产业园区", "'industrial_park'"},
      {"body", "industrial_park", "'industrial_park'"},
      {"body", "村委会", "'村委会' + 村委会"},
      {"body", "其他：村委会", "'村委会' + 村委会"},
      {"body", "无", "absent"},
  })));
}

TEST_CASE("cell: sets and lists", "[value]") {
  check(GENERATE(values<Row>({
      {"fields", "新能源", "['新能源']"},
      {"fields", "新能源、新材料", "['新能源', '新材料']"},
      {"fields", "新能源；新材料", "['新能源', '新材料']"},
      {"fields", "新能源;新材料", "['新能源', '新材料']"},
      {"fields", "新能源, 新材料", "['新能源', '新材料']"},
      {"fields", "新能源，新材料", "['新能源', '新材料']"},
      {"fields", "新能源\n新材料", "['新能源', '新材料']"},
      {"fields", "新能源、新能源", "['新能源']"},
      {"fields", "新能源、、", "['新能源']"},
      {"fields", "新能源汽车", "['新能源汽车'] + 新能源汽车"},
      {"fields", "煤化工、新能源", "['煤化工', '新能源'] + 煤化工"},
      {"fields", "新能源（风电、光伏）", "['新能源（风电、光伏）'] + 新能源（风电、光伏）"},
      {"fields", "☑新能源 □新材料", "['新能源']"},
      {"fields", "□新能源 ☑新材料 ☑现代装备制造", "['新材料', '现代装备制造']"},
      {"fields", "√新能源 ×新材料", "['新能源']"},
      {"fields", "新能源■ 新材料□", "['新能源']"},
      {"fields", "□新能源 ☑其他：碳纤维", "['碳纤维'] + 碳纤维"},
      {"fields", "☑其他：碳纤维、石墨烯", "['碳纤维', '石墨烯'] + 碳纤维 + 石墨烯"},
      {"fields", "其他：碳纤维", "['碳纤维'] + 碳纤维"},
      {"fields", "□新能源 □新材料", "absent"},
      {"fields", "无", "[]"},
      {"fields", "", "absent"},
      {"fields", "—", "absent"},
      {"fields", "、", "absent"},
      {"grades", "A、B", "['A', 'B']"},
      {"grades", "Ａ类", "['A']"},
      {"grades", "A、Z", "! unknown_value"},
      {"targets", "t1、t2、t1", "['t1', 't2', 't1']"},
      {"targets", "无", "[]"},
      {"years", "2024、2025", "[2024, 2025]"},
      {"years", "2024,2025", "[2024, 2025]"},
      {"years", "2024年、2025年", "[2024, 2025]"},
      {"years", "2024", "[2024]"},
      {"years", "2024-2025", "! not_exact"},
      {"years", "2024、1800", "! out_of_range"},
      {"visits", "Q1：1；Q2：2次", "{'Q1': 1, 'Q2': 2}"},
      {"visits", "Q1=1, Q2=0", "{'Q1': 1, 'Q2': 0}"},
      {"visits", "Q1：一", "{'Q1': 1}"},
      {"visits", "Q1：x", "! not_a_number"},
      {"visits", "3", "! two_values"},
      {"visits", "Q1:1;Q1:2", "! two_values"},
      {"visits", "", "absent"},
  })));
}

TEST_CASE("cell: without splitting a text is one item", "[value]") {
  CellContext context;
  context.collection = false;
  const FactId targets = world().schema.find("targets");
  CHECK(told(read_cell(world().schema, targets, "甲、乙", context)) == "['甲、乙']");
}

TEST_CASE("cell: personal values are masked in messages", "[value]") {
  const auto read = [](const char* fact, const char* text) {
    return read_cell(world().schema, world().schema.find(fact), text, {});
  };
  CHECK(read("phone", "1380013800").why.zh.find("1380013800") == std::string::npos);
  CHECK(read("staff", "14999919900101107X").why.en.find("19900101107X") == std::string::npos);
}

TEST_CASE("cell: a near miss is met with the right word", "[value]") {
  const auto reading = read_cell(world().schema, world().schema.find("level"), "provincal", {});
  CHECK(reading.why.en == "`provincal` is not one of the values; did you mean `provincial`");
}

TEST_CASE("pattern: a fault of the pattern is told and matches nothing", "[value]") {
  CHECK(pattern_fault("[0-9]{6}").empty());
  CHECK_FALSE(pattern_fault("(").empty());
  CHECK_FALSE(pattern_fault(R"((a)\1)").empty());
  CHECK(matches_whole("[0-9]{6}", "140100"));
  CHECK_FALSE(matches_whole("[0-9]{6}", "1401000"));
  CHECK_FALSE(matches_whole("(", "("));
}

}  // namespace
}  // namespace ipcheck

#include <algorithm>

#include "policy/load.h"
#include "support/catch.h"
#include "support/rules.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr const char* kVocabulary =
    "vocabulary: places\n"
    "title: {zh: 地方, en: Places}\n"
    "codes:\n"
    "  places:\n"
    "    title: {zh: 地方, en: places}\n"
    "    cite: {at: 某标准}\n"
    "    endings: [市, 县]\n"
    "    values:\n"
    "      '12': {zh: 甲县, en: A, in: '10'}\n"
    "      '10': {zh: 乙市, en: B}\n"
    "      '11': {zh: 丙县, en: C, in: '10', replaced: {by: '12', on: 2020-01-31}}\n"
    "    without_code:\n"
    "      - {names: [丁区], text: {zh: 无, en: none}}\n"
    "facts:\n"
    "  place: {type: string, pattern: '[0-9]{2}', codes: places, label: {zh: 地方, en: Place}}\n"
    "  places: {type: {set: string}, pattern: '[0-9]{2}', codes: places, label: {zh: 各地, en: "
    "All}}\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("codes: a list loads whole, whatever the order of its entries and files", "[policy]") {
  std::string lists = kVocabulary;
  const std::size_t facts = lists.find("facts:");
  auto loaded =
      test::rules_from({{"a.yaml", "vocabulary: a\ntitle: {zh: 甲, en: A}\n" + lists.substr(facts)},
                        {"z.yaml", lists.substr(0, facts)}});
  CHECK(loaded->ids() == std::vector<std::string>{});
  const Schema& schema = loaded->rules.schema;
  REQUIRE(schema.code_lists.size() == 2);
  const CodeList& list = schema.code_lists[1];
  CHECK(list.source == "某标准");
  REQUIRE(list.entries.size() == 3);
  CHECK(list.entries[0].within == 1);
  CHECK(list.entries[2].replaced_by == 0);
  CHECK(list.entries[2].replaced_on == Date::of(2020, 1, 31));
  CHECK(schema.codes_of(schema.facts[schema.find("place")]) == &list);
  const CellReading cell = read_cell(schema, schema.find("places"), "乙市甲县、10", {});
  CHECK(cell.value == Value{ValueList{Value{std::string("12")}, Value{std::string("10")}}});
}

TEST_CASE("codes: a fault in a list has its id and its place", "[policy]") {
  struct Row {
    const char* from;
    const char* to;
    const char* id;
    const char* underlined;
  };
  const auto row = GENERATE(values<Row>({
      {"codes: places, label: {zh: 地方", "codes: place, label: {zh: 地方", "unknown-codes",
       "place"},
      {"in: '10'}", "in: '19'}", "unknown-code", "'19'"},
      {"{by: '12', on", "{by: '13', on", "unknown-code", "'13'"},
      {", on: 2020-01-31", "", "missing-key", "{by: '12'}"},
      {"{zh: 乙市, en: B}", "{zh: 乙市, en: B, in: '12'}", "too-deep", "'12'"},
      {"in: '10', replaced: {by: '12', on: 2020-01-31}", "replaced: {by: '11', on: 2020-01-31}",
       "unexpected-shape", "'11'"},
      {"type: string, pattern: '[0-9]{2}', codes", "type: string, codes", "unexpected-shape",
       "places"},
      {"type: string, pattern", "type: integer, pattern", "unexpected-shape", "places"},
      {"    cite: {at: 某标准}\n", "", "missing-key", ""},
      {"names: [丁区]", "name: [丁区]", "unknown-key", "name"},
  }));
  INFO(row.to);
  auto loaded = test::rules_from({{"v.yaml", replaced(kVocabulary, row.from, row.to)}});
  const auto ids = loaded->ids();
  INFO(joined(ids, " "));
  CHECK(std::find(ids.begin(), ids.end(), row.id) != ids.end());
  if (*row.underlined != '\0') CHECK(loaded->underlined(row.id) == row.underlined);
}

TEST_CASE("codes: every shipped name is read as its own code and no other", "[policy]") {
  auto loaded = test::shipped_rules();
  const Schema& schema = loaded->rules.schema;
  REQUIRE(schema.code_lists.size() == 2);
  const CodeList& list = schema.code_lists[1];
  const FactId region = schema.find("employer_region");
  for (const CodeEntry& entry : list.entries) {
    const CodeEntry& now = entry.replaced_by == kNoEntry ? entry : list.entries[entry.replaced_by];
    std::vector<std::string> names{entry.label.zh, entry.label.en};
    names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
    std::string path = entry.label.zh;
    for (auto up = entry.within; up != kNoEntry; up = list.entries[up].within)
      names.push_back(path = list.entries[up].label.zh + path);
    for (const std::string& name : names) {
      INFO(name);
      CHECK(read_cell(schema, region, name, {}).value == Value{now.code});
    }
    if (entry.within != kNoEntry) {
      INFO(entry.code);
      CHECK(entry.code.substr(0, 2) == list.entries[entry.within].code.substr(0, 2));
    }
  }
}

TEST_CASE("codes: the counties of both dated lists have names, and the parameter holds 25",
          "[policy]") {
  auto loaded = test::shipped_rules();
  const Policy* policy = loaded->rules.policy_of_scheme("zhejiang-envoy-region");
  REQUIRE(policy != nullptr);
  const Param* counties = policy->param("counties");
  REQUIRE(counties != nullptr);
  CHECK(counties->at(*Date::of(2024, 7, 31)) == nullptr);
  const Value* now = counties->at(*Date::of(2024, 8, 1));
  REQUIRE(now != nullptr);
  const auto& codes = now->as<ValueList>();
  CHECK(codes.size() == 25);
  const CodeList& list = loaded->rules.schema.code_lists[1];
  for (const Value& code : codes) {
    INFO(code.as<std::string>());
    CHECK(list.entry(code.as<std::string>()) != nullptr);
  }
  for (const char* left : {"330326", "330802", "331102"}) {
    CHECK(list.entry(left) != nullptr);
    CHECK(std::find(codes.begin(), codes.end(), Value{std::string(left)}) == codes.end());
  }
}

}  // namespace
}  // namespace ipcheck

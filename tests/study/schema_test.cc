#include "study/schema/schema.h"

#include "support/catch.h"
#include "support/golden.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

TEST_CASE("schema: the schemas in rules/schema are those of the shipped rules", "[study]") {
  auto loaded = test::shipped_rules();
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  CHECK(schema_kinds().size() == 5);
  for (std::string_view kind : schema_kinds()) {
    check_golden("../rules/schema/" + std::string(kind) + ".schema.json",
                 schema_text(kind, loaded->rules));
  }
}

TEST_CASE("schema: a record's schema knows the facts, words and schemes of its rule set",
          "[study]") {
  auto loaded = test::rules_from({{"a.yaml", R"yaml(policy: a
title: {zh: 甲, en: A}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  way: {type: enum, label: {zh: 方式（选一）, en: 'The "way"'}, aliases: [途径], values: {post: {zh: 邮寄, en: Post, aliases: [信函]}}}
  hidden: {type: boolean, input: false, derive: way == 'post', label: {zh: 推算, en: Derived}}
  fee: {type: money, range: [0, null], label: {zh: 费用, en: Fee}}
criteria: {A-1: {title: {zh: 方式, en: Way}, cite: {at: 一}, check: hidden}}
schemes: {a-scheme: {title: {zh: 甲, en: A}, applicant: person, require: {all: [A-1]}}}
)yaml"}});
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const std::string text = schema_text("record", loaded->rules);
  auto has = [&](const std::string& part) { return text.find(part) != std::string::npos; };
  CHECK(has(
      R"("way": {"description": "方式（选一） / The \"way\"", "allOf": [{"enum": ["post", "邮寄", "Post", "信函", null]}]})"));
  CHECK(has(R"("方式": {"$ref": "#/$defs/record/properties/way"})"));
  CHECK(has(R"("途径": {"$ref": "#/$defs/record/properties/way"})"));
  CHECK(has(
      R"("fee": {"description": "费用（元） / Fee", "allOf": [{"type": ["number", "string", "null"], "minimum": 0}]})"));
  CHECK(has(R"("费用": {"type": ["string", "null"])"));
  CHECK(has(R"({"enum": ["a-scheme"]})"));
  CHECK_FALSE(has("hidden"));
  CHECK_FALSE(has("推算"));
}

TEST_CASE("schema: there is none of an unknown kind", "[study]") {
  const RuleSet none;
  CHECK(schema_text("recrod", none).empty());
}

}  // namespace
}  // namespace ipcheck

// Schemas of records and tests from the facts of a rule set. Tested by tests/study/schema_test.cc.
#include "study/schema/schema.h"

#include <algorithm>
#include <array>
#include <map>

#include "study/schema/parts.h"

namespace ipcheck {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"policy", "vocabulary", "calendar", "test",
                                                    "record"};

/// A JSON string.
std::string quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// 专职工作人员（人） / Full-time staff
std::string description(const Schema& schema, const Fact& fact) {
  std::string zh = fact.label.zh;
  const std::string& unit = schema.units[fact.unit].symbol;
  if (!unit.empty()) zh += "（" + unit + "）";
  return quoted(zh + " / " + fact.label.en);
}

/// Ids, labels and aliases of an enum.
std::string words_of(const Domain& domain) {
  std::vector<std::string> words;
  auto add = [&](const std::string& word) {
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(word);
  };
  for (const Member& m : domain.members) add(m.id);
  for (const Member& m : domain.members) {
    add(m.label.zh), add(m.label.en);
    for (const std::string& alias : m.aliases) add(alias);
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return "{\"enum\": [" + out + ", null]}";
}

/// Codes and names for an editor to offer; any other text may be a code or a longer name.
std::string codes_schema(const CodeList& codes) {
  std::string out;
  for (const CodeEntry& entry : codes.entries)
    out += (out.empty() ? "" : ", ") + quoted(entry.code) + ", " + quoted(entry.label.zh);
  return "{\"anyOf\": [{\"enum\": [" + out + "]}, {\"type\": [\"string\", \"number\", \"null\"]}]}";
}

std::string range_of(const Fact& fact) {
  std::string out;
  if (fact.min) out += ", \"minimum\": " + fact.min->str();
  if (fact.max) out += ", \"maximum\": " + fact.max->str();
  return out;
}

/// What a value of `type` may look like in YAML or JSON.
std::string value_schema(const Schema& schema, const Fact& fact, TypeId type) {
  const Type& t = schema.types[type];
  const std::string decision = "{\"$ref\": \"#/$defs/decision\"}";
  switch (t.kind) {
    case Kind::Invalid:
      return "{}";
    case Kind::Bool:
      return "{\"anyOf\": [{\"enum\": [true, false, \"是\", \"否\"]}, {\"type\": [\"string\", "
             "\"integer\", \"null\"]}]}";
    case Kind::Judgement:
      return "{\"anyOf\": [{\"enum\": [\"met\", \"not_met\", \"符合\", \"不符合\"]}, {\"type\": "
             "[\"boolean\", \"string\", \"null\"]}, " +
             decision + "]}";
    case Kind::Int:
      return "{\"type\": [\"integer\", \"string\", \"null\"]" + range_of(fact) + "}";
    case Kind::Decimal:
      return "{\"type\": [\"number\", \"string\", \"null\"]" + range_of(fact) + "}";
    case Kind::Date:
      return "{\"type\": [\"string\", \"integer\", \"null\"]}";
    case Kind::String:
      if (const CodeList* codes = schema.codes_of(fact)) return codes_schema(*codes);
      return "{\"type\": [\"string\", \"number\", \"boolean\", \"null\"]}";
    case Kind::Enum: {
      const Domain& domain = *schema.domain_of(type);
      std::string words = words_of(domain);
      if (domain.open) words = "{\"anyOf\": [" + words + ", {\"type\": \"string\"}]}";
      return fact.judged ? "{\"anyOf\": [" + words + ", " + decision + "]}" : words;
    }
    case Kind::List:
    case Kind::Set:
      return "{\"anyOf\": [{\"type\": \"array\", \"items\": " + value_schema(schema, fact, t.item) +
             "}, {\"type\": [\"string\", \"number\", \"null\"]}]}";
    case Kind::Map: {
      std::string keys;
      for (const std::string& key : fact.keys) keys += (keys.empty() ? "" : ", ") + quoted(key);
      if (!keys.empty()) keys = "\"propertyNames\": {\"enum\": [" + keys + "]}, ";
      return "{\"type\": [\"object\", \"null\"], " + keys +
             "\"additionalProperties\": " + value_schema(schema, fact, t.item) + "}";
    }
    case Kind::Record: {
      std::string fields;
      for (const RecordField& field : t.fields) {
        fields += (fields.empty() ? "" : ", ") + quoted(field.name) + ": " +
                  value_schema(schema, fact, field.type);
      }
      return "{\"type\": [\"object\", \"null\"], \"properties\": {" + fields + "}}";
    }
  }
  return "{}";
}

/// Labels and aliases, each with the facts that it names.
std::map<std::string, std::vector<FactId>> words_for_facts(const Schema& schema) {
  std::map<std::string, std::vector<FactId>> out;
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    const Fact& fact = schema.facts[id];
    if (!fact.input) continue;
    std::vector<std::string> words{fact.label.zh};
    words.push_back(fact.label.zh.substr(0, fact.label.zh.find("（")));
    words.insert(words.end(), fact.aliases.begin(), fact.aliases.end());
    for (const std::string& word : words) {
      std::vector<FactId>& facts = out[word];
      if (std::find(facts.begin(), facts.end(), id) == facts.end()) facts.push_back(id);
    }
  }
  return out;
}

/// A label's value; a money label needs the unit in its value.
std::string word_schema(const Schema& schema, const std::vector<FactId>& facts) {
  if (facts.size() != 1) return "{}";
  const Fact& fact = schema.facts[facts.front()];
  if (schema.units[fact.unit].symbol == "元" && schema.types[fact.type].kind == Kind::Decimal) {
    return "{\"type\": [\"string\", \"null\"], \"description\": " +
           quoted(fact.name + "，须带单位，如 200万元 / with its unit: 200万元") + "}";
  }
  return "{\"$ref\": " + quoted("#/$defs/record/properties/" + fact.name) + "}";
}

std::string scheme_ids(const RuleSet& rules) {
  std::string out;
  for (const Policy& policy : rules.policies) {
    for (const Scheme& scheme : policy.schemes)
      out += (out.empty() ? "" : ", ") + quoted(scheme.id);
  }
  return out;
}

std::string record_schema(const RuleSet& rules) {
  const Schema& schema = rules.schema;
  std::string out = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "ipcheck: record",
  "anyOf": [{"$ref": "#/$defs/record"}, {"type": "array", "items": {"$ref": "#/$defs/record"}}],
  "$defs": {
    "decision": {
      "type": "object", "additionalProperties": false, "description": "判断及判断人、日期、理由 / who decided, when and why",
      "properties": {
        "met": {"type": ["boolean", "string", "null"]}, "value": {"type": ["string", "null"]}, "结论": {"type": ["boolean", "string", "null"]},
        "by": {"type": "string"}, "on": {"type": "string"}, "ground": {"type": "string"},
        "评审人": {"type": "string"}, "日期": {"type": "string"}, "理由": {"type": "string"}
      }
    },
    "record": {
      "type": "object", "additionalProperties": false,
      "patternProperties": {"[.（(]": {}},
      "properties": {
        "applicant": {"enum": ["organization", "application", "center", "person", "assignment", "region", "department", "单位", "申请", "运营中心", "个人", "服务关系", "区域", "部门"], "description": "申请人种类 / kind of applicant"},
)json";
  std::string ids = "{\"enum\": [" + scheme_ids(rules) + "]}";
  out += "        \"apply_for\": {\"anyOf\": [{\"type\": \"array\", \"items\": " + ids + "}, " +
         ids + "], \"description\": \"申报事项 / schemes to judge\"},\n";
  out +=
      "        \"as_of\": {\"type\": [\"string\", \"integer\", \"null\"], \"description\": "
      "\"判定日 / as-of date\"}";
  auto words = words_for_facts(schema);
  for (const Fact& fact : schema.facts) {
    words.erase(fact.name);
    if (!fact.input) continue;
    out += ",\n        " + quoted(fact.name) + ": {\"description\": " + description(schema, fact) +
           ", \"allOf\": [" + value_schema(schema, fact, fact.type) + "]}";
  }
  for (const auto& [word, facts] : words)
    out += ",\n        " + quoted(word) + ": " + word_schema(schema, facts);
  return out + "\n      }\n    }\n  }\n}\n";
}

std::string test_schema(const RuleSet& rules) {
  std::string facts;
  for (const Fact& fact : rules.schema.facts) {
    if (!fact.input) continue;
    facts += facts.empty() ? "" : ",\n";
    facts += "        " + quoted(fact.name) +
             ": {\"description\": " + description(rules.schema, fact) + "}";
  }
  constexpr std::string_view kPlace = "{facts}";
  std::string out(kTestSchema);
  return out.replace(out.find(kPlace), kPlace.size(), facts);
}

}  // namespace

std::span<const std::string_view> schema_kinds() {
  return kKinds;
}

std::string schema_text(std::string_view kind, const RuleSet& rules) {
  if (kind == "policy") return std::string(kPolicySchema) + std::string(kRuleDefinitions);
  if (kind == "vocabulary") return std::string(kVocabularySchema) + std::string(kRuleDefinitions);
  if (kind == "calendar") return std::string(kCalendarSchema);
  if (kind == "test") return test_schema(rules);
  if (kind == "record") return record_schema(rules);
  return {};
}

}  // namespace ipcheck

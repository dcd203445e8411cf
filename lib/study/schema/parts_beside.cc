// What stands beside rules: calendars and test files, as lib/policy and load_cases read them.
// Tested by tests/study/schema_test.cc, which holds every shipped file against them.
#include "study/schema/parts.h"

namespace ipcheck {

const std::string_view kCalendarSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "ipcheck: calendar",
  "type": "object",
  "required": ["calendar", "title", "valid_from", "valid_through", "years"],
  "additionalProperties": false,
  "properties": {
    "calendar": {"type": "string"},
    "title": {"$ref": "#/$defs/texts"},
    "valid_from": {"$ref": "#/$defs/date"},
    "valid_through": {"$ref": "#/$defs/date", "description": "此日之后不作推测 / nothing is guessed after this day"},
    "years": {
      "type": "array",
      "items": {
        "type": "object", "additionalProperties": false, "required": ["year", "notice"],
        "properties": {
          "year": {"type": "integer"},
          "notice": {"$ref": "#/$defs/texts", "description": "发布该年安排的通知 / the notice that published the year"},
          "off": {"$ref": "#/$defs/days", "description": "放假日 / days without work"},
          "worked": {"$ref": "#/$defs/days", "description": "调休上班的周末 / weekend days on which people work"}
        }
      }
    }
  },
  "$defs": {
    "texts": {
      "type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}
    },
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "days": {
      "type": "array", "description": "日期或 [首日, 末日] / a day, or [first, last]",
      "items": {"anyOf": [{"$ref": "#/$defs/date"}, {"type": "array", "minItems": 2, "maxItems": 2, "items": {"$ref": "#/$defs/date"}}]}
    }
  }
}
)json";

const std::string_view kTestSchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "ipcheck: tests",
  "type": "object",
  "required": ["tests", "cases"],
  "additionalProperties": false,
  "properties": {
    "tests": {"type": "string", "description": "被测政策 / policy that is tested"},
    "as_of": {"$ref": "#/$defs/date", "description": "判定日 / default date of all cases"},
    "bases": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/base"}, "description": "基础记录 / records that cases start from"},
    "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}},
    "equivalent": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["mutant", "why"], "properties": {"mutant": {"type": "string"}, "why": {"type": "object", "additionalProperties": false, "required": ["zh", "en"], "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}}}, "description": "等价变异及理由 / mutants that no case can tell from the rules, and why"}
  },
  "$defs": {
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "names": {"type": "array", "items": {"type": "string"}},
    "verdict": {"enum": ["eligible", "ineligible", "incomplete", "needs_review"]},
    "case": {
      "type": "object", "additionalProperties": false, "required": ["name", "scheme"],
      "oneOf": [{"required": ["expect"]}, {"required": ["vary", "rows"]}],
      "properties": {
        "name": {"type": "string", "description": "一句成立的话，文件内唯一 / a true sentence, unique in the file"},
        "scheme": {"type": "string"},
        "base": {"type": "string"},
        "set": {"$ref": "#/$defs/fields"},
        "as_of": {"$ref": "#/$defs/date"},
        "expect": {"$ref": "#/$defs/expect"},
        "vary": {"type": "string", "description": "逐行变化的事实 / fact that the rows change"},
        "rows": {
          "type": "array",
          "items": {
            "type": "array", "minItems": 2, "maxItems": 3, "description": "[值, 结论, 决定性列表] / [value, verdict, list that decides]",
            "prefixItems": [{}, {"$ref": "#/$defs/verdict"}, {"$ref": "#/$defs/names"}]
          }
        }
      }
    },
    "expect": {
      "type": "object", "additionalProperties": false, "required": ["verdict"],
      "properties": {
        "verdict": {"$ref": "#/$defs/verdict"},
        "failing": {"$ref": "#/$defs/names"},
        "pending": {"$ref": "#/$defs/names"},
        "missing": {"$ref": "#/$defs/names"},
        "notices": {"$ref": "#/$defs/names"},
        "data_notices": {"$ref": "#/$defs/names"},
        "outputs": {"type": "object"},
        "state": {"type": "object", "additionalProperties": {"enum": ["met", "not_met", "missing", "pending", "not_applicable"]}},
        "score": {
          "type": "object", "additionalProperties": false,
          "properties": {"points": {"type": ["number", "string"]}, "grade": {"type": "string"}}
        }
      }
    },
    "base": {"$ref": "#/$defs/fields", "properties": {"from": {"type": "string", "description": "先套用的基础记录 / base below this one"}}},
    "fields": {
      "type": "object",
      "properties": {
{facts}
      }
    }
  }
}
)json";

}  // namespace ipcheck

// Keys of rules as lib/policy reads them. Tested by tests/study/schema_test.cc, which holds
// every shipped file against them.
#include "study/schema/parts.h"

namespace ipcheck {

const std::string_view kPolicySchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "ipcheck: policy",
  "type": "object",
  "required": ["policy", "title"],
  "if": {"required": ["extends"]},
  "else": {"required": ["issuer", "status", "schemes"]},
  "additionalProperties": false,
  "properties": {
    "policy": {"$ref": "#/$defs/id", "description": "政策编号，全库唯一 / id of the policy, unique in the rule set"},
    "extends": {"$ref": "#/$defs/id", "description": "被调整的政策 / policy that this overlay adapts"},
    "title": {"$ref": "#/$defs/texts"},
    "issuer": {"$ref": "#/$defs/texts", "description": "发文机关 / who issued it"},
    "document": {
      "type": ["object", "null"], "additionalProperties": false, "description": "文号与成文日期 / document number and date",
      "properties": {"number": {"type": ["string", "null"]}, "date": {"$ref": "#/$defs/date_or_null"}}
    },
    "status": {"enum": ["draft", "in_force", "expired", "repealed"], "description": "征求意见、有效、失效、废止 / draft shows in every verdict"},
    "status_note": {"$ref": "#/$defs/texts", "description": "征求意见或失效的说明 / required for draft and expired"},
    "effective": {
      "type": ["object", "null"], "additionalProperties": false, "description": "施行期间 / in force from … to",
      "properties": {"from": {"$ref": "#/$defs/date_or_null"}, "to": {"$ref": "#/$defs/date_or_null"}}
    },
    "vocabulary": {"type": "array", "items": {"$ref": "#/$defs/id"}, "description": "用到的词汇文件 / vocabularies that it uses"},
    "codes": {"$ref": "#/$defs/code_lists"},
    "facts": {"$ref": "#/$defs/facts"},
    "params": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/param"}, "description": "参数：门槛与清单 / dated numbers and lists"},
    "criteria": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/criterion"}, "description": "条件 / named conditions"},
    "provisions": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/provision"}, "description": "不作条件的规定 / what gates nothing: benefits, duties, procedure"},
    "schemes": {"type": "object", "additionalProperties": {"$ref": "#/$defs/scheme"}, "description": "事项 / what one applies for"},
    "notices": {"$ref": "#/$defs/data_notices"},
    "claims": {"type": ["array", "null"], "items": {"$ref": "#/$defs/claim"}, "description": "待证明的性质 / properties that `rules prove` proves"},
    "set": {
      "type": "object", "additionalProperties": false, "description": "对被扩展政策的改动 / changes of an overlay, key by key",
      "properties": {
        "params": {"type": "object", "additionalProperties": {"type": "object"}},
        "criteria": {"type": "object", "additionalProperties": {"type": "object"}},
        "provisions": {"type": "object", "additionalProperties": {"type": "object"}},
        "schemes": {"type": "object", "additionalProperties": {"type": "object"}}
      }
    }
  },
)json";

const std::string_view kVocabularySchema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "ipcheck: vocabulary",
  "type": "object",
  "required": ["vocabulary", "title"],
  "additionalProperties": false,
  "properties": {
    "vocabulary": {"$ref": "#/$defs/id", "description": "词汇编号，与文件名相同 / id, the file's stem"},
    "title": {"$ref": "#/$defs/texts"},
    "codes": {"$ref": "#/$defs/code_lists"},
    "facts": {"$ref": "#/$defs/facts"},
    "notices": {"$ref": "#/$defs/data_notices"}
  },
)json";

const std::string_view kRuleDefinitions = R"json(  "$defs": {
    "id": {"type": "string", "minLength": 1},
    "texts": {
      "type": "object", "additionalProperties": false, "required": ["zh", "en"],
      "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}
    },
    "cel": {"type": ["string", "boolean", "integer"], "description": "CEL 条件 / a condition or value in CEL"},
    "number": {"type": ["number", "string"], "description": "数，可带单位 / a number, perhaps with its unit: 200万元"},
    "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date_or_null": {"anyOf": [{"$ref": "#/$defs/date"}, {"type": "null"}]},
    "words": {"anyOf": [{"type": "array", "items": {"type": ["string", "number", "boolean"]}}, {"type": "string"}]},
    "names": {"type": "array", "items": {"$ref": "#/$defs/id"}},
    "cite": {
      "type": "object", "additionalProperties": false, "required": ["at"],
      "properties": {
        "at": {"type": "string", "description": "原文位置 / place in the text"},
        "figure": {"type": "string", "description": "原文数字与比较词，如 不少于3人 / the figure with its comparator"}
      }
    },
    "facts": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/fact"}, "description": "事实：要填的内容 / typed inputs"},
    "type": {
      "anyOf": [
        {"enum": ["boolean", "integer", "decimal", "money", "date", "string", "enum", "judgement"]},
        {
          "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
          "properties": {
            "set": {"$ref": "#/$defs/type"}, "list": {"$ref": "#/$defs/type"}, "map": {"$ref": "#/$defs/type"},
            "record": {"type": "object", "additionalProperties": {"$ref": "#/$defs/type"}}
          }
        }
      ]
    },
    "fact": {
      "type": "object", "additionalProperties": false, "required": ["type", "label"],
      "properties": {
        "type": {"$ref": "#/$defs/type", "description": "类型 / type"},
        "unit": {"type": "string", "description": "基本单位；金额固定为元 / base unit; money is always 元"},
        "range": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["number", "string", "null"]}, "description": "取值范围，含两端，null 不限 / inclusive, null for no limit"},
        "values": {
          "type": "object", "description": "枚举值 / enum ids with labels",
          "additionalProperties": {
            "type": "object", "additionalProperties": false, "required": ["zh", "en"],
            "properties": {"zh": {"type": "string"}, "en": {"type": "string"}, "aliases": {"$ref": "#/$defs/words"}}
          }
        },
        "open": {"type": "boolean", "description": "保留清单外的值 / keeps unlisted values, with a notice"},
        "judged": {"type": "boolean", "description": "由人判断的枚举，未填为待定 / an enum that a person decides"},
        "label": {"$ref": "#/$defs/texts"},
        "aliases": {"$ref": "#/$defs/words", "description": "表头同义词 / header synonyms"},
        "pii": {"type": "boolean", "description": "个人信息，输出时遮盖 / personal, masked in output"},
        "input": {"type": "boolean", "description": "false：只能推算 / false: derived only"},
        "absent": {"type": ["string", "number", "boolean"], "description": "未填时视为 / what absence reads as"},
        "derive": {"$ref": "#/$defs/cel", "description": "未填时的推算式 / value when the record has none"},
        "pattern": {"type": "string", "description": "RE2，整体匹配 / whole match"},
        "format": {"enum": ["uscc"]},
        "codes": {"$ref": "#/$defs/id", "description": "代码表：可以写名称 / list of codes: names are read too; needs pattern"},
        "named": {"type": "string", "description": "RE2：可用名称表示的代码 / the codes that may be given by name"},
        "keys": {"$ref": "#/$defs/words", "description": "映射仅有的键 / the only keys of a map"},
        "changeable": {"enum": ["easy", "medium", "hard", "never"], "description": "改变的难度 / how easily it changes"},
        "proof": {"$ref": "#/$defs/texts", "description": "证明材料 / the paper that shows it"},
        "applicant": {"$ref": "#/$defs/words", "description": "所属申请人种类 / kinds of applicant"}
      }
    },
    "code_lists": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/codes"}, "description": "代码表：代码的名称 / lists of codes with their names"},
    "codes": {
      "type": "object", "additionalProperties": false, "required": ["title", "cite", "values"],
      "properties": {
        "title": {"$ref": "#/$defs/texts"},
        "cite": {"$ref": "#/$defs/cite", "description": "代码的出处 / where the codes come from"},
        "endings": {"$ref": "#/$defs/words", "description": "可省的词尾，如 市 / a name may stand without them"},
        "values": {
          "type": "object", "description": "代码与名称 / codes with their names",
          "additionalProperties": {
            "type": "object", "additionalProperties": false, "required": ["zh", "en"],
            "properties": {
              "zh": {"type": "string"}, "en": {"type": "string"}, "aliases": {"$ref": "#/$defs/words"},
              "in": {"type": "string", "description": "上级的代码 / the code that it lies in"},
              "replaced": {
                "type": "object", "additionalProperties": false, "required": ["by", "on"], "description": "已变更为 / what took its place",
                "properties": {"by": {"type": "string"}, "on": {"$ref": "#/$defs/date"}}
              }
            }
          }
        },
        "without_code": {
          "type": ["array", "null"], "description": "没有代码的名称 / known names that have no code",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["names", "text"],
            "properties": {"names": {"$ref": "#/$defs/words"}, "text": {"$ref": "#/$defs/texts", "description": "该怎么写 / what to write instead"}}
          }
        }
      }
    },
    "param": {
      "type": "object", "additionalProperties": false, "oneOf": [{"required": ["value"]}, {"required": ["values"]}],
      "properties": {
        "value": {"description": "值，始终有效 / the value, always in force"},
        "values": {
          "type": "array", "minItems": 1, "description": "按日期先后的值 / dated values, ascending",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["value"],
            "properties": {"from": {"$ref": "#/$defs/date_or_null"}, "value": {}}
          }
        },
        "unit": {"type": "string"},
        "cite": {"$ref": "#/$defs/cite"},
        "label": {"$ref": "#/$defs/texts"}
      }
    },
    "criterion": {
      "type": "object", "additionalProperties": false, "required": ["title", "cite"], "anyOf": [{"required": ["check"]}, {"required": ["should"]}],
      "properties": {
        "title": {"$ref": "#/$defs/texts", "description": "可含 {参数} / may hold {param}"},
        "cite": {"$ref": "#/$defs/cite"},
        "applies": {"$ref": "#/$defs/cel", "description": "为假则不适用 / false: not applicable"},
        "check": {"$ref": "#/$defs/cel", "description": "不满足即不符合 / a shortfall is a refusal"},
        "should": {"$ref": "#/$defs/cel", "description": "一般应满足，不满足由人决定 / a shortfall is for a person to decide"},
        "evidence": {"$ref": "#/$defs/names", "description": "旁列的事实 / facts shown beside it"},
        "reading": {"$ref": "#/$defs/texts", "description": "对歧义的理解 / how an ambiguity is read"},
        "failed": {"$ref": "#/$defs/texts", "description": "不符合时的说法 / sentence for a failure"}
      }
    },
    "provision": {
      "type": "object", "additionalProperties": false, "required": ["kind", "title", "cite"],
      "properties": {
        "kind": {"enum": ["benefit", "obligation", "procedure", "quota", "consequence", "note"]},
        "title": {"$ref": "#/$defs/texts"},
        "text": {"$ref": "#/$defs/texts"},
        "evidence": {"$ref": "#/$defs/names", "description": "旁列的事实 / facts that tell whether it was done"},
        "cite": {"$ref": "#/$defs/cite"}
      }
    },
    "node": {
      "anyOf": [
        {"$ref": "#/$defs/id"},
        {
          "type": "object", "additionalProperties": false,
          "oneOf": [{"required": ["all"]}, {"required": ["any"]}, {"required": ["at_least", "of"]}, {"required": ["choose", "of"]}],
          "properties": {
            "id": {"$ref": "#/$defs/id"},
            "title": {"$ref": "#/$defs/texts"},
            "all": {"$ref": "#/$defs/nodes"},
            "any": {"$ref": "#/$defs/nodes"},
            "at_least": {"type": "integer", "minimum": 1},
            "choose": {"$ref": "#/$defs/id", "description": "枚举事实 / an enum fact"},
            "of": {"anyOf": [{"$ref": "#/$defs/nodes"}, {"type": "object", "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/node"}}}]}
          }
        }
      ]
    },
    "nodes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/node"}},
    "scheme": {
      "type": "object", "additionalProperties": false, "required": ["title", "applicant", "require"],
      "properties": {
        "title": {"$ref": "#/$defs/texts"},
        "applicant": {"$ref": "#/$defs/words", "description": "organization, application, center, person, assignment, region, department"},
        "require": {"$ref": "#/$defs/node", "description": "条件树 / the tree of conditions"},
        "form": {"$ref": "#/$defs/names", "description": "申请表还要填的事实 / facts that the form asks for besides"},
        "notices": {"type": ["array", "null"], "items": {"$ref": "#/$defs/notice"}},
        "outputs": {"type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/output"}},
        "scorecard": {"$ref": "#/$defs/scorecard"},
        "next": {"$ref": "#/$defs/texts", "description": "符合后怎么办 / what an eligible applicant does next"}
      }
    },
    "notice": {
      "type": "object", "additionalProperties": false, "required": ["id", "text"],
      "properties": {
        "id": {"$ref": "#/$defs/id"}, "when": {"$ref": "#/$defs/cel"}, "text": {"$ref": "#/$defs/texts"},
        "cite": {"$ref": "#/$defs/cite"}, "fact": {"$ref": "#/$defs/id"}
      }
    },
    "data_notices": {
      "type": ["array", "null"], "description": "数据提示 / notices at the applicant",
      "items": {"allOf": [{"$ref": "#/$defs/notice"}, {"required": ["when"]}]}
    },
    "output": {
      "type": "object", "additionalProperties": false, "required": ["type", "title", "value"],
      "properties": {
        "type": {
          "anyOf": [
            {"enum": ["date", "integer", "decimal", "money", "boolean", "string"]},
            {"type": "object", "additionalProperties": false, "maxProperties": 1, "properties": {"list": {"enum": ["string"]}, "enum": {"anyOf": [{"type": "object", "additionalProperties": {"$ref": "#/$defs/texts"}}, {"$ref": "#/$defs/names"}]}}}
          ]
        },
        "title": {"$ref": "#/$defs/texts"}, "when": {"$ref": "#/$defs/cel"}, "value": {"$ref": "#/$defs/cel"}, "cite": {"$ref": "#/$defs/cite"}
      }
    },
    "ends": {
      "type": "object",
      "properties": {"from": {"$ref": "#/$defs/number"}, "above": {"$ref": "#/$defs/number"}, "below": {"$ref": "#/$defs/number"}, "to": {"$ref": "#/$defs/number"}}
    },
    "claim": {
      "type": "object", "additionalProperties": false,
      "properties": {
        "monotone": {"$ref": "#/$defs/id", "description": "有大小的事实 / a fact whose values have an order"},
        "direction": {"enum": ["up", "down"], "description": "up：增大不会变差 / up: more never makes it worse"},
        "scheme": {"$ref": "#/$defs/id"},
        "implies": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"}, "description": "符合前者的都符合后者 / whoever meets the first meets the second"},
        "equivalent": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"}, "description": "由同样的申请人符合 / met by the same applicants"},
        "decisive": {"type": "string", "description": "能独自决定结果的条件 / a criterion that can decide alone"},
        "unreachable": {"type": "string", "description": "没有人得到的结论，或没有人符合的条件 / a verdict of the scheme, or an id that nobody meets"}
      },
      "oneOf": [
        {"required": ["monotone", "scheme", "direction"]},
        {"required": ["implies"]},
        {"required": ["equivalent"]},
        {"required": ["decisive", "scheme"]},
        {"required": ["unreachable"]}
      ]
    },
    "scorecard": {
      "type": "object", "additionalProperties": false, "required": ["basis", "characteristics"],
      "properties": {
        "basis": {"enum": ["policy", "project_default", "bureau"]},
        "owner": {"$ref": "#/$defs/texts"},
        "initial": {"$ref": "#/$defs/number"},
        "characteristics": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["id", "title"], "anyOf": [{"required": ["bands"]}, {"required": ["points"]}],
            "properties": {
              "id": {"$ref": "#/$defs/id"}, "title": {"$ref": "#/$defs/texts"}, "group": {"$ref": "#/$defs/id"}, "of": {"$ref": "#/$defs/id"},
              "missing": {"$ref": "#/$defs/number", "description": "未填时的分值或 最低..最高 / points or least..most"},
              "points": {"anyOf": [{"$ref": "#/$defs/cel"}, {"type": "object", "additionalProperties": {"$ref": "#/$defs/number"}}]},
              "bands": {"type": "array", "items": {"$ref": "#/$defs/ends", "required": ["points"], "properties": {"points": {"$ref": "#/$defs/number"}}}}
            }
          }
        },
        "groups": {
          "type": "array",
          "items": {
            "type": "object", "additionalProperties": false, "required": ["id"],
            "properties": {"id": {"$ref": "#/$defs/id"}, "title": {"$ref": "#/$defs/texts"}, "floor": {"$ref": "#/$defs/number"}, "cap": {"$ref": "#/$defs/number"}}
          }
        },
        "veto": {
          "type": "array",
          "items": {"type": "object", "additionalProperties": false, "required": ["criterion"], "properties": {"criterion": {"$ref": "#/$defs/id"}, "title": {"$ref": "#/$defs/texts"}}}
        },
        "grades": {
          "type": "array",
          "items": {"$ref": "#/$defs/ends", "required": ["id", "title"], "properties": {"id": {"$ref": "#/$defs/id"}, "title": {"$ref": "#/$defs/texts"}}}
        },
        "rank": {"type": "array", "items": {"type": "string", "pattern": " (asc|desc)$"}}
      }
    }
  }
}
)json";

}  // namespace ipcheck

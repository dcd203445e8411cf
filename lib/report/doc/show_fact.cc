// A fact as `rules show` tells it. Tested by tests/report/show_test.cc.
#include "policy/words.h"
#include "report/doc/show_model.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

std::string number_id(const Schema& schema, const Type& type) {
  if (type.kind == Kind::Int) return "integer";
  return schema.units[type.unit].symbol == "元" ? "money" : "decimal";
}

Text number_words(const Schema& schema, const Type& type) {
  if (type.kind == Kind::Int) return {"整数", "integer"};
  if (schema.units[type.unit].symbol == "元") return {"金额", "money"};
  return {"小数", "decimal"};
}

Text record_words(const Schema& schema, const Type& type) {
  std::vector<Text> fields;
  for (const RecordField& field : type.fields)
    fields.push_back(Text{field.name + " ", field.name + " "} + type_words(schema, field.type));
  return Text{"记录（", "record ("} + listed(fields) + Text{"）", ")"};
}

Text range_words(const Fact& fact) {
  if (fact.min && fact.max) return say("{} 至 {}", "{} to {}", fact.min->str(), fact.max->str());
  if (fact.min) return say("≥ {}", "≥ {}", fact.min->str());
  if (fact.max) return say("≤ {}", "≤ {}", fact.max->str());
  return {};
}

/// 整数（人），≥ 0
Text whole_type(const Schema& schema, const Fact& fact) {
  Text text = type_words(schema, fact.type);
  const std::string& unit = schema.units[fact.unit].symbol;
  if (!unit.empty()) text = std::move(text) + Text{"（" + unit + "）", " (" + unit + ")"};
  Text range = range_words(fact);
  if (!range.empty()) text = std::move(text) + Text{"，", ", "} + range;
  const Domain* domain = schema.domain_of(fact.type);
  if (domain != nullptr && domain->open)
    text = std::move(text) + Text{"，可有未列出的值", ", other values are kept"};
  if (fact.judged) text = std::move(text) + Text{"，由人评判", ", a person decides"};
  return text;
}

Value range_value(const Fact& fact) {
  if (!fact.min && !fact.max) return {};
  auto end = [](const std::optional<Decimal>& d) { return d ? Value{*d} : Value{}; };
  return Value{ValueList{end(fact.min), end(fact.max)}};
}

/// One line a value: industry_leader 行业龙头企业（龙头企业、链主企业）.
ShowField values_field(const Domain& domain) {
  ShowField field{.key = "values", .label = {"取值", "values"}};
  ValueList list;
  for (const Member& member : domain.members) {
    bool first = field.text.empty();
    std::string more_zh, more_en;
    if (!member.aliases.empty()) {
      more_zh = "（" + joined(member.aliases, "、") + "）";
      more_en = " (" + joined(member.aliases, ", ") + ")";
    }
    std::string break_ = first ? "" : "\n";
    field.text = std::move(field.text) + Text{break_ + member.id + " " + member.label.zh + more_zh,
                                              break_ + member.id + " " + member.label.en + more_en};
    ValueMap map;
    map.emplace_back(Value{std::string("id")}, Value{member.id});
    map.emplace_back(Value{std::string("zh")}, Value{member.label.zh});
    map.emplace_back(Value{std::string("en")}, Value{member.label.en});
    map.emplace_back(Value{std::string("aliases")},
                     member.aliases.empty() ? Value{ValueList{}} : names_value(member.aliases));
    list.push_back(Value{std::move(map)});
  }
  field.value = Value{std::move(list)};
  return field;
}

/// One line a code: 140702 榆次区.
ShowField codes_field(const CodeList& codes) {
  ShowField field{.key = "codes", .label = {"代码", "codes"}};
  ValueList list;
  for (const CodeEntry& entry : codes.entries) {
    std::string more_zh, more_en;
    if (!entry.aliases.empty()) {
      more_zh = "（" + joined(entry.aliases, "、") + "）";
      more_en = " (" + joined(entry.aliases, ", ") + ")";
    }
    const std::string break_ = field.text.empty() ? "" : "\n";
    const Text line = codes.words(entry.code, true);
    field.text =
        std::move(field.text) + Text{break_ + line.zh + more_zh, break_ + line.en + more_en};
    ValueMap map;
    map.emplace_back(Value{std::string("code")}, Value{entry.code});
    map.emplace_back(Value{std::string("zh")}, Value{entry.label.zh});
    map.emplace_back(Value{std::string("en")}, Value{entry.label.en});
    map.emplace_back(Value{std::string("aliases")},
                     entry.aliases.empty() ? Value{ValueList{}} : names_value(entry.aliases));
    if (entry.replaced_by != kNoEntry)
      map.emplace_back(Value{std::string("replaced_by")},
                       Value{codes.entries[entry.replaced_by].code});
    list.push_back(Value{std::move(map)});
  }
  field.value = Value{std::move(list)};
  return field;
}

Text absent_words(const Schema& schema, const Fact& fact) {
  if (fact.absent)
    return Text{"视为", "reads as "} + value_words(schema, fact.type, fact.unit, *fact.absent);
  bool judged = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
  return judged ? Text{"待人工判断", "pending: a person has not decided yet"} : Text{};
}

ShowField names_field(std::string_view key, Text label, const std::vector<std::string>& names) {
  return {.key = key,
          .label = std::move(label),
          .text = {joined(names, "、"), joined(names, ", ")},
          .value = names_value(names)};
}

ShowField word_field(std::string_view key, Text label, const std::string& word) {
  return {.key = key, .label = std::move(label), .text = {word, word}};
}

}  // namespace

std::string type_id(const Schema& schema, TypeId id) {
  const Type& type = schema.types[id];
  switch (type.kind) {
    case Kind::Invalid:
      return {};
    case Kind::Bool:
      return "boolean";
    case Kind::Judgement:
      return "judgement";
    case Kind::Int:
    case Kind::Decimal:
      return number_id(schema, type);
    case Kind::Date:
      return "date";
    case Kind::String:
      return "string";
    case Kind::Enum:
      return "enum";
    case Kind::List:
      return "{list: " + type_id(schema, type.item) + "}";
    case Kind::Set:
      return "{set: " + type_id(schema, type.item) + "}";
    case Kind::Map:
      return "{map: " + type_id(schema, type.item) + "}";
    case Kind::Record: {
      std::vector<std::string> fields;
      for (const RecordField& field : type.fields)
        fields.push_back(field.name + ": " + type_id(schema, field.type));
      return "{record: {" + joined(fields, ", ") + "}}";
    }
  }
  return {};
}

Text type_words(const Schema& schema, TypeId id) {
  const Type& type = schema.types[id];
  switch (type.kind) {
    case Kind::Invalid:
      return {"（有误）", "(in error)"};
    case Kind::Bool:
      return {"是否", "yes or no"};
    case Kind::Judgement:
      return {"人工评判（符合或不符合）", "judgement (met or not met)"};
    case Kind::Int:
    case Kind::Decimal:
      return number_words(schema, type);
    case Kind::Date:
      return {"日期", "date"};
    case Kind::String:
      return {"文字", "text"};
    case Kind::Enum:
      return {"单选", "one of a list"};
    case Kind::List:
      return type_words(schema, type.item) + Text{"的列表", ", several in order"};
    case Kind::Set: {
      bool choice = schema.types[type.item].kind == Kind::Enum;
      if (choice) return {"多选", "any of a list"};
      return type_words(schema, type.item) + Text{"的集合", ", several"};
    }
    case Kind::Map:
      return Text{"按名称的", "by name: "} + type_words(schema, type.item);
    case Kind::Record:
      return record_words(schema, type);
  }
  return {};
}

ShowItem shown_fact(const ShowContext& context, FactId id) {
  const Schema& schema = context.rules.schema;
  const Fact& fact = schema.facts[id];
  ShowItem item{.id = fact.name, .title = fact.label};
  std::string type = type_id(schema, fact.type);
  item.add({.key = "type",
            .label = {"类型", "type"},
            .text = whole_type(schema, fact),
            .value = Value{type}});
  const std::string& unit = schema.units[fact.unit].symbol;
  if (!unit.empty()) item.add({.key = "unit", .value = Value{unit}});
  item.add({.key = "range", .value = range_value(fact)});
  if (const Domain* domain = schema.domain_of(fact.type)) {
    item.add(values_field(*domain));
    item.add({.key = "open", .value = Value{domain->open}});
  }
  if (fact.judged) item.add({.key = "judged", .value = Value{true}});
  item.add(names_field("keys", {"允许的键", "keys"}, fact.keys));
  item.add(word_field("pattern", {"格式", "pattern"}, fact.pattern));
  if (const CodeList* codes = schema.codes_of(fact)) {
    item.add(codes_field(*codes));
    item.add(word_field("codes_from", {"代码出处", "codes from"}, codes->source));
    item.add(word_field("named", {"可用名称的代码", "by name"}, fact.named));
  }
  item.add(word_field("format", {"校验", "format"}, fact.format));
  item.add({.key = "absent",
            .label = {"未提供时", "absent"},
            .text = absent_words(schema, fact),
            .value = fact.absent.value_or(Value{})});
  if (fact.derive) {
    std::string text(fact.derive.text());
    item.add({.key = "derive", .label = {"推算", "derived"}, .text = {text, text}, .code = true});
  }
  item.add(names_field("aliases", {"别名", "aliases"}, fact.aliases));
  item.add({.key = "proof", .label = {"证明", "shown by"}, .text = fact.proof});
  if (!fact.input)
    item.add({.key = "input",
              .label = {"填报", "input"},
              .text = {"不得填报，只由推算得出", "never given, only derived"},
              .value = Value{false}});
  if (fact.pii)
    item.add({.key = "pii",
              .label = {"个人信息", "personal data"},
              .text = {"输出时遮盖", "masked in outputs"},
              .value = Value{true}});
  std::string changeable(word(fact.changeable));
  if (!changeable.empty()) item.add({.key = "changeable", .value = Value{changeable}});
  item.add({.key = "applicant", .value = names_value(fact.applicants)});
  item.add({.key = "declared_in", .value = Value{place_words(context.sources, fact.span)}});
  return item;
}

}  // namespace ipcheck

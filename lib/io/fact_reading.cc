// Tested by tests/io/record_values_test.cc, cell_typer_test.cc.
#include "io/fact_reading.h"

#include "text/suggest.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// No rule compares such numbers, so they go no further than the readers.
void hide_ids(Value& value) {
  if (value.is<std::string>()) value = Value{mask_ids(value.as<std::string>())};
  if (!value.is<ValueList>()) return;
  ValueList list = value.as<ValueList>();
  for (Value& item : list) hide_ids(item);
  value = Value{std::move(list)};
}

std::string nearest_member(const Schema& schema, TypeId type, std::string_view text) {
  const Type& own = schema.types[type];
  const DomainId domain =
      own.domain == 0 && own.item != 0 ? schema.types[own.item].domain : own.domain;
  std::vector<std::string_view> words;
  for (const Member& member : schema.domains[domain].members) {
    words.push_back(member.id);
    words.push_back(member.label.zh);
    words.insert(words.end(), member.aliases.begin(), member.aliases.end());
  }
  return std::string(nearest(text, words).value_or(""));
}

Text unlisted_message(const Schema& schema, TypeId type, const std::string& name,
                      const std::string& text) {
  Text message = say("`{}` 的值 `{}` 不在清单内", "`{}` has the value `{}`, which is on no list",
                     name, mask_numbers(text));
  if (const std::string near = nearest_member(schema, type, text); !near.empty()) {
    const Text hint = say("，是否想写 `{}`？", "; did you mean `{}`?", near);
    message = {message.zh + hint.zh, message.en + hint.en};
  }
  return message;
}

Text unreadable_message(const std::string& name, const Text& why, bool secret) {
  if (secret) return say("`{}` 的值无法读取", "the value of `{}` cannot be read", name);
  const Text head = say("`{}`：", "`{}`: ", name);
  return {head.zh + why.zh, head.en + why.en};
}

void check_format(const Fact& fact, const std::string& name, FactReading& reading) {
  if (fact.format != "uscc" || !reading.value->is<std::string>()) return;
  reading.value = Value{normalise_uscc(reading.value->as<std::string>())};
  if (auto fault = uscc_fault(reading.value->as<std::string>()))
    reading.remarks.push_back({"uscc_invalid", name, "", std::move(fault->message)});
}

}  // namespace

std::string wrong_form_reason(Kind kind) {
  return kind == Kind::Int || kind == Kind::Decimal ? "not_a_number"
         : kind == Kind::Bool                       ? "not_boolean"
         : kind == Kind::Date                       ? "invalid_date"
                                                    : "unknown_value";
}

Text unknown_fact_message(std::string_view key) {
  return say("没有事实 `{}`", "unknown fact `{}`", mask_ids(key));
}

Text unknown_key_message(const Fact& fact, const std::string& key) {
  return say("`{}` 没有键 `{}`，可用：{}", "`{}` has no key `{}`, only {}", fact.name, key,
             joined(fact.keys, ", "));
}

Remark personal_data_remark(const std::string& name) {
  return {"personal_data", name, "",
          say("`{}` 像是身份证号，规则不需要，已遮盖",
              "`{}` looks like a resident-ID number; no rule needs it, it is masked", name)};
}

FactReading read_fact_text(const Schema& schema, FactId fact, TypeId type, const std::string& name,
                           std::string_view text, const CellContext& context) {
  FactReading reading;
  const bool personal = mask_ids(text) != text;
  if (personal) reading.remarks.push_back(personal_data_remark(name));
  CellReading cell = read_cell(schema, type, schema.facts[fact], text, context);
  if (!cell.invalid.empty()) {
    reading.unreadable = true;
    reading.secret = personal || schema.facts[fact].pii;
    reading.remarks.push_back({"invalid_value", name, std::move(cell.invalid),
                               unreadable_message(name, cell.why, reading.secret)});
    return reading;
  }
  for (const std::string& unlisted : cell.unlisted)
    reading.remarks.push_back(
        {"unlisted_value", name, "", unlisted_message(schema, type, name, unlisted)});
  if (cell.suspicious)
    reading.remarks.push_back({"suspicious_value", name, "", std::move(cell.suspicion)});
  reading.value = std::move(cell.value);
  if (reading.value) check_format(schema.facts[fact], name, reading);
  if (reading.value && personal) hide_ids(*reading.value);
  return reading;
}

}  // namespace ipcheck

// Values of facts, as records give them. Tested by tests/io/record_values_test.cc.
#include <algorithm>
#include <utility>

#include "io/fact_reading.h"
#include "io/record_reader.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {

std::optional<Value> ValueReader::read(FactId id, const CellContext& context, TreeRef node,
                                       RecordRow& row) {
  const Fact& fact = schema_.facts[id];
  return read_value(id, fact.type, fact.name, context, node, row);
}

void ValueReader::notice(const RecordRow& row, std::string id, FactId fact, std::string name,
                         std::string reason, Text message, Span span) {
  batch_.notices.push_back({row.index, std::move(id), fact, std::move(name), std::move(reason),
                            std::move(message), span});
}

void ValueReader::unreadable(FactId id, const std::string& name, const std::string& reason,
                             const Text& message, Span span, RecordRow& row) {
  row.values.erase(id);
  row.unreadable.push_back(id);
  notice(row, "invalid_value", id, name, reason, message, span);
}

void ValueReader::personal_data(const RecordRow& row, const std::string& name, TreeRef node,
                                FactId fact) {
  Remark remark = personal_data_remark(name);
  notice(row, remark.id, fact, name, "", std::move(remark.message), node.span());
}

std::optional<Value> ValueReader::read_value(FactId id, TypeId type, const std::string& name,
                                             const CellContext& context, TreeRef node,
                                             RecordRow& row) {
  if (node.is_null()) return std::nullopt;
  const Type& t = schema_.types[type];
  if (node.is_scalar()) return read_scalar(id, type, name, context, node, row);
  bool collection = t.kind == Kind::List || t.kind == Kind::Set;
  if (node.is_sequence() && collection) return read_items(id, type, name, context, node, row);
  if (node.is_map() && t.kind == Kind::Map) return read_map(id, context, node, row);
  if (node.is_map() && t.kind == Kind::Record)
    return read_struct(id, type, name, context, node, row);
  bool judged = t.kind == Kind::Judgement || (t.kind == Kind::Enum && schema_.facts[id].judged);
  if (node.is_map() && judged) return read_judged(id, type, name, context, node, row);
  return wrong_shape(id, name, type, node, row);
}

std::optional<Value> ValueReader::wrong_shape(FactId id, const std::string& name, TypeId type,
                                              TreeRef node, RecordRow& row) {
  Kind kind = schema_.types[type].kind;
  std::string reason = wrong_form_reason(kind);
  bool many = kind == Kind::List || kind == Kind::Set;
  Text message = many ? say("`{}` 应为一组值", "`{}` takes a list of values", name)
                 : kind == Kind::Map
                     ? say("`{}` 应为 `键: 值`", "`{}` takes `key: value` pairs", name)
                 : kind == Kind::Record ? say("`{}` 应为若干字段", "`{}` takes fields", name)
                                        : say("`{}` 应为单个值", "`{}` takes one value", name);
  diags_.warning("invalid-value", node.span(), message);
  unreadable(id, name, reason, message, node.span(), row);
  return std::nullopt;
}

std::optional<Value> ValueReader::read_scalar(FactId id, TypeId type, const std::string& name,
                                              const CellContext& context, TreeRef node,
                                              RecordRow& row) {
  FactReading reading = read_fact_text(schema_, id, type, name, node.text(), context);
  for (Remark& remark : reading.remarks) {
    if (remark.id == "invalid_value") {
      diags_.warning("invalid-value", reading.secret ? Span{} : node.span(), remark.message).file =
          file_;
      unreadable(id, name, remark.reason, remark.message, node.span(), row);
      continue;
    }
    if (remark.id == "uscc_invalid") diags_.warning("uscc-invalid", node.span(), remark.message);
    notice(row, std::move(remark.id), id, name, "", std::move(remark.message), node.span());
  }
  return std::move(reading.value);
}

std::optional<Value> ValueReader::read_items(FactId id, TypeId type, const std::string& name,
                                             CellContext context, TreeRef node, RecordRow& row) {
  const Type& t = schema_.types[type];
  context.collection = false;
  ValueList list;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::size_t faults = row.unreadable.size();
    auto item = read_value(id, t.item, name, context, node.item(i), row);
    if (row.unreadable.size() != faults) return std::nullopt;
    if (!item) continue;
    bool doubled = t.kind == Kind::Set && std::find(list.begin(), list.end(), *item) != list.end();
    if (!doubled) list.push_back(std::move(*item));
  }
  return Value{std::move(list)};
}

std::optional<Value> ValueReader::read_map(FactId id, const CellContext& context, TreeRef node,
                                           RecordRow& row) {
  ValueMap map;
  for (std::size_t i = 0; i < node.size(); ++i) {
    TreeRef key = node.key(i);
    read_entry(id, key.text(), key.span(), context, node.value(i), row, map);
  }
  return Value{std::move(map)};
}

void ValueReader::read_entry(FactId id, std::string_view key_text, Span key_span,
                             const CellContext& context, TreeRef node, RecordRow& row,
                             ValueMap& map) {
  const Fact& fact = schema_.facts[id];
  std::string key = mask_ids(trim(key_text));
  std::string name = fact.name + "." + key;
  auto refuse = [&](const char* diag, const char* reason, const Text& message) {
    diags_.warning(diag, key_span, message);
    notice(row, "invalid_value", id, name, reason, message, key_span);
  };
  if (!fact.keys.empty() && std::find(fact.keys.begin(), fact.keys.end(), key) == fact.keys.end()) {
    return refuse("invalid-value", "unknown_value", unknown_key_message(fact, key));
  }
  auto is_same = [&](const ValuePair& entry) { return entry.first == Value{key}; };
  if (auto first = std::find_if(map.begin(), map.end(), is_same); first != map.end()) {
    map.erase(first);
    return refuse("duplicate-fact", "two_values",
                  say("`{}` 给了两次", "`{}` is given twice", name));
  }
  std::size_t faults = row.unreadable.size();
  auto item = read_value(id, schema_.types[fact.type].item, name, context, node, row);
  row.unreadable.resize(faults);
  if (item && !item->is_null()) map.emplace_back(Value{key}, std::move(*item));
}

std::optional<Value> ValueReader::read_struct(FactId id, TypeId type, const std::string& name,
                                              const CellContext& context, TreeRef node,
                                              RecordRow& row) {
  const auto& fields = schema_.types[type].fields;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::string_view key = node.key(i).text();
    std::vector<std::string_view> names;
    for (const RecordField& field : fields) names.push_back(field.name);
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    auto& diag =
        diags_.warning("unknown-key", node.key(i).span(),
                       say("`{}` 没有字段 `{}`", "`{}` has no field `{}`", name, mask_ids(key)));
    if (auto near = nearest(key, names))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }
  ValueMap values;
  for (const RecordField& field : fields) {
    TreeRef value = node.find(field.name);
    auto item = value ? read_value(id, field.type, name + "." + field.name, context, value, row)
                      : std::nullopt;
    values.emplace_back(Value{field.name}, item.value_or(Value{}));
  }
  return Value{std::move(values)};
}

/// {met: true, by: …, on: …, ground: …}; a judged enum has `value` for `met`.
std::optional<Value> ValueReader::read_judged(FactId id, TypeId type, const std::string& name,
                                              const CellContext& context, TreeRef node,
                                              RecordRow& row) {
  Decision decision{.row = row.index, .fact = id};
  TreeRef verdict;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::string_view key = node.key(i).text();
    std::string text = mask_ids(node.value(i).text());
    if (key == "met" || key == "value" || key == "结论")
      verdict = node.value(i);
    else if (key == "by" || key == "评审人")
      decision.by = text;
    else if (key == "on" || key == "日期")
      decision.on = text;
    else if (key == "ground" || key == "理由")
      decision.ground = text;
    else
      diags_.warning("unknown-key", node.key(i).span(),
                     say("判断没有键 `{}`，可用：met、by、on、ground",
                         "a judgement has no key `{}`, only met, by, on, ground", mask_ids(key)));
  }
  if (!verdict) return std::nullopt;
  auto value = read_value(id, type, name, context, verdict, row);
  if (value && !value->is_null()) batch_.decisions.push_back(std::move(decision));
  return value;
}

}  // namespace ipcheck

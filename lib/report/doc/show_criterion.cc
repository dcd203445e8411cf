// A criterion, a provision and a parameter as `rules show` tells them. Tested by
// tests/report/show_test.cc.
#include "policy/words.h"
#include "report/doc/show_model.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

/// The enum that an operator of the condition compares the parameter's texts with.
TypeId met_in(const Schema& schema, const Policy& policy, const Param& param, const Expr& expr) {
  for (NodeId id = 0; id < expr.nodes.size(); ++id) {
    const Op op = expr[id].op;
    if (op != Op::In && op != Op::Eq && op != Op::Ne) continue;
    for (std::size_t side : {0, 1}) {
      const Node& node = expr[expr.args_of(id)[side]];
      bool same = node.op == Op::Param && node.type != kInvalidType &&
                  node.payload < policy.params.size() && &policy.params[node.payload] == &param;
      const TypeId other = expr[expr.args_of(id)[1 - side]].type;
      if (same && schema.types[other].kind == Kind::Enum) return other;
    }
  }
  return kInvalidType;
}

/// The enum whose ids a parameter of the policy holds; kInvalidType: none.
TypeId met_type(const Schema& schema, const Policy& policy, const Param& param) {
  for (const Criterion& c : policy.criteria) {
    for (const Condition* part : {&c.applies, &c.check, &c.should}) {
      TypeId met = met_in(schema, policy, param, part->expr);
      if (met != kInvalidType) return met;
    }
  }
  return kInvalidType;
}

/// A value of the parameter: ids of an enum by their labels.
Text param_words(const ShowContext& context, const Param& param, const Value& value) {
  const Schema& schema = context.rules.schema;
  TypeId met = kInvalidType;
  for (const Policy& policy : context.rules.policies) {
    const Param* first = policy.params.data();
    if (&param >= first && &param < first + policy.params.size())
      met = met_type(schema, policy, param);
  }
  if (met == kInvalidType) return value_words(schema, param.type, param.unit, value);
  if (!value.is<ValueList>()) return value_words(schema, met, param.unit, value);
  std::vector<Text> words;
  for (const Value& item : value.as<ValueList>())
    words.push_back(value_words(schema, met, param.unit, item));
  return listed(words);
}

/// 3人; or a line a date: 2024-08-01 起 26家.
ShowField values_field(const ShowContext& context, const Param& param) {
  ShowField field{.key = "values", .label = {"取值", "value"}};
  ValueList list;
  for (const Param::Dated& dated : param.values) {
    Text words = param_words(context, param, dated.value);
    if (dated.from) {
      std::string from = dated.from->str();
      words = Text{from + " 起 ", "from " + from + " "} + words;
    }
    std::string lead = field.text.empty() ? "" : "\n";
    field.text = std::move(field.text) + Text{lead, lead} + words;
    ValueMap map;
    map.emplace_back(Value{std::string("from")}, dated.from ? Value{*dated.from} : Value{});
    map.emplace_back(Value{std::string("value")}, dated.value);
    list.push_back(Value{std::move(map)});
  }
  field.value = Value{std::move(list)};
  return field;
}

/// `full_time_staff_min = 3人` a line.
ShowField thresholds(const ShowContext& context, const Policy& policy, const Reads& reads) {
  ShowField field{.key = "params", .label = {"参数", "parameters"}};
  ValueList names;
  for (std::size_t i = 0; i < policy.params.size(); ++i) {
    if (!reads.params()[i]) continue;
    const Param& param = policy.params[i];
    const Value* value = param.at(context.as_of);
    Text words = value == nullptr ? Text{"该日尚无取值", "no value yet at that date"}
                                  : param_words(context, param, *value);
    std::string lead = (field.text.empty() ? "" : "\n") + param.name + " = ";
    field.text = std::move(field.text) + Text{lead, lead} + words;
    names.push_back(Value{param.name});
  }
  if (!names.empty()) field.value = Value{std::move(names)};
  return field;
}

ShowField facts_field(const Schema& schema, std::string_view key, Text label,
                      const std::vector<bool>& wanted) {
  ShowField field{.key = key, .label = std::move(label)};
  std::vector<Text> words;
  ValueList names;
  for (FactId id = 0; id < wanted.size(); ++id) {
    if (!wanted[id]) continue;
    const Fact& fact = schema.facts[id];
    words.push_back(fact.label + Text{"（" + fact.name + "）", " (" + fact.name + ")"});
    names.push_back(Value{fact.name});
  }
  field.text = listed(words);
  if (!names.empty()) field.value = Value{std::move(names)};
  return field;
}

ShowField evidence_field(const Schema& schema, const std::vector<FactId>& facts) {
  std::vector<bool> wanted(schema.facts.size(), false);
  for (FactId id : facts) wanted[id] = true;
  return facts_field(schema, "evidence", {"一并查看", "evidence"}, wanted);
}

std::string_view kind_id(ProvisionKind kind) {
  switch (kind) {
    case ProvisionKind::Benefit:
      return "benefit";
    case ProvisionKind::Obligation:
      return "obligation";
    case ProvisionKind::Procedure:
      return "procedure";
    case ProvisionKind::Quota:
      return "quota";
    case ProvisionKind::Consequence:
      return "consequence";
    case ProvisionKind::Note:
      return "note";
  }
  return {};
}

Text kind_words(ProvisionKind kind) {
  switch (kind) {
    case ProvisionKind::Benefit:
      return {"支持", "benefit"};
    case ProvisionKind::Obligation:
      return {"义务", "obligation"};
    case ProvisionKind::Procedure:
      return {"程序", "procedure"};
    case ProvisionKind::Quota:
      return {"名额", "quota"};
    case ProvisionKind::Consequence:
      return {"后果", "consequence"};
    case ProvisionKind::Note:
      return {"说明", "note"};
  }
  return {};
}

}  // namespace

ShowItem shown_criterion(const ShowContext& context, const Policy& policy, const Criterion& c) {
  const Schema& schema = context.rules.schema;
  ShowItem item{.id = c.id, .title = filled(c.title, policy, schema, context.as_of)};
  item.add(cite_field(c.cite));
  item.add(condition_field(context, policy, "applies", {"适用于", "applies"}, c.applies));
  item.add(condition_field(context, policy, "check", {"条件", "check"}, c.check));
  item.add(condition_field(context, policy, "should", {"原则性条件", "should"}, c.should));
  Reads reads(context.rules, policy);
  reads.condition(c.applies), reads.condition(c.check), reads.condition(c.should);
  item.add(thresholds(context, policy, reads));
  item.add(facts_field(schema, "facts", {"所用信息", "reads"}, reads.facts()));
  item.add(evidence_field(schema, c.evidence));
  item.add({.key = "reading", .label = {"读法", "reading"}, .text = c.reading});
  item.add({.key = "failed",
            .label = {"未达到时", "when not met"},
            .text = filled(c.failed, policy, schema, context.as_of)});
  item.add({.key = "declared_in", .value = Value{place_words(context.sources, c.span)}});
  return item;
}

ShowItem shown_provision(const ShowContext& context, const Provision& p) {
  ShowItem item{.id = p.id, .title = p.title};
  item.add({.key = "kind",
            .label = {"类别", "kind"},
            .text = kind_words(p.kind),
            .value = Value{std::string(kind_id(p.kind))}});
  item.add({.key = "text", .label = {"内容", "text"}, .text = p.text});
  item.add(evidence_field(context.rules.schema, p.evidence));
  item.add(cite_field(p.cite));
  return item;
}

ShowItem shown_param(const ShowContext& context, const Param& param) {
  const Schema& schema = context.rules.schema;
  ShowItem item{.id = param.name, .title = param.label};
  item.add(values_field(context, param));
  const std::string& unit = schema.units[param.unit].symbol;
  if (!unit.empty()) item.add({.key = "unit", .value = Value{unit}});
  item.add(cite_field(param.cite));
  Span span = param.values.empty() ? param.span : param.values.front().span;
  std::string place = place_words(context.sources, span);
  item.add({.key = "declared_in", .label = {"出自", "from"}, .text = {place, place}});
  return item;
}

}  // namespace ipcheck

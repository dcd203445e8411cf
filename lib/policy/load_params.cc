// Dated parameters. Tested by tests/policy/load_test.cc.
#include "policy/load_parts.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

TypeId type_of(Schema& schema, const Value& value, UnitId unit) {
  Types& types = schema.types;
  if (value.is<bool>()) return kBoolType;
  if (value.is<std::int64_t>()) return types.number(Kind::Int, unit);
  if (value.is<Decimal>()) return types.number(Kind::Decimal, unit);
  if (value.is<Date>()) return kDateType;
  if (value.is<std::string>()) return kStringType;
  if (value.is<ValueList>()) {
    const auto& list = value.as<ValueList>();
    return types.list(list.empty() ? kStringType : type_of(schema, list.front(), unit));
  }
  if (value.is<ValueMap>()) {
    const auto& map = value.as<ValueMap>();
    return types.map(kStringType,
                     map.empty() ? kStringType : type_of(schema, map.front().second, unit));
  }
  return kInvalidType;
}

/// Scales a number written in `unit` to its base unit; money is always a decimal.
void to_base(const Unit& unit, Value& value) {
  if (value.is<ValueList>()) {
    for (Value& item : value.as<ValueList>()) to_base(unit, item);
  } else if (value.is<ValueMap>()) {
    for (auto& [key, item] : value.as<ValueMap>()) to_base(unit, item);
  } else if (value.is<std::int64_t>() || value.is<Decimal>()) {
    bool whole = value.is<std::int64_t>();
    Decimal number = whole ? Decimal::of(value.as<std::int64_t>()) : value.as<Decimal>();
    number = multiply(number, unit.factor).value_or(number);
    auto integer = number.to_int64();
    bool stays_whole = whole && integer && unit.base != "元";
    value = stays_whole ? Value{*integer} : Value{number};
  }
}

bool same_type(Loading& loading, const Param& param, TypeId type, TreeRef node) {
  if (param.type == kInvalidType || param.type == type) return true;
  loading.diags.error(
      "type-mismatch", node.span(),
      say("参数 `{}` 各时期的值类型不同", "the dated values of `{}` differ in type", param.name));
  return false;
}

void add_value(Loading& loading, Param& param, TreeRef node, std::optional<Date> from,
               const std::string& unit) {
  if (!node) return;
  std::string found;
  auto value = read_plain_value(loading.diags, node, found);
  if (!value) return;
  if (!unit.empty()) to_base(unit_named(unit), *value);
  std::string base = !unit.empty() ? unit_named(unit).base : found;
  if (!base.empty()) param.unit = loading.rules.schema.unit_id(base);
  TypeId type = type_of(loading.rules.schema, *value, param.unit);
  if (!same_type(loading, param, type, node)) return;
  param.type = type;
  param.values.push_back({from, std::move(*value), node.span()});
}

void add_dated_values(Loading& loading, Param& param, TreeRef list, const std::string& unit) {
  for (TreeRef item :
       read_items(loading.diags, list, {"{from, value} 的列表", "a list of {from, value}"})) {
    MapReader map(loading.diags, item, {"参数值", "dated value"});
    auto from = map.date("from");
    add_value(loading, param, map.need("value"), from, unit);
    map.finish();
  }
}

void load_param(Loading& loading, Policy& policy, const Entry& entry, const std::string& file) {
  Param param{.name = std::string(entry.key.text()), .span = entry.key.span(), .declared_in = file};
  MapReader map(loading.diags, entry.value, {"参数", "parameter"}, entry.over);
  if (!map) return;
  std::string unit = map.text("unit");
  TreeRef value = map.take("value");
  TreeRef values = map.take("values");
  if (entry.over && entry.over.is_map() && entry.over.find("value")) values = {};
  if (value) add_value(loading, param, value, std::nullopt, unit);
  if (values) add_dated_values(loading, param, values, unit);
  if (!value && !values) map.need("value");
  param.cite = read_citation(loading.diags, map.take("cite"));
  param.label = map.both("label", false);
  map.finish();
  policy.params.push_back(std::move(param));
}

}  // namespace

void load_params(Loading& loading, Policy& policy, const Layers& layers) {
  for (const Entry& entry : merged_entries(loading, layers, "params")) {
    load_param(loading, policy, entry, layers.files[entry.over ? entry.over_layer : entry.layer]);
  }
}

}  // namespace ipcheck

// Tested by tests/policy/words_test.cc.
#include "policy/words.h"

namespace ipcheck {
namespace {

/// 1234567.5 -> 1,234,567.5
std::string grouped(const std::string& digits) {
  std::size_t point = std::min(digits.find('.'), digits.size());
  std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::string out = digits;
  for (std::size_t i = point; i > first + 3; i -= 3) out.insert(i - 3, ",");
  return out;
}

/// Yuan as Chinese readers say it: 200万元, 1.2亿元, 1999999.99元.
std::string yuan(const Decimal& amount) {
  struct Step {
    std::int64_t size;
    const char* name;
  };
  for (Step step : {Step{100'000'000, "亿元"}, Step{10'000, "万元"}}) {
    auto scaled = divide(amount, Decimal::of(step.size));
    bool large = amount >= Decimal::of(step.size) || amount <= Decimal::of(-step.size);
    if (large && scaled && scaled->scale <= 2) return scaled->str() + step.name;
  }
  return amount.str() + "元";
}

Text number_words(const Decimal& number, std::string_view unit) {
  if (unit == "元") return {yuan(number), "CNY " + grouped(number.str())};
  if (unit == "%") return {number.str() + "%", number.str() + "%"};
  std::string zh_unit = unit == "月" ? "个月" : std::string(unit);
  if (unit == "年")
    return {number.str() + "年", number.str() + (number == Decimal::of(1) ? " year" : " years")};
  return {number.str() + zh_unit, grouped(number.str())};
}

Text joined(const std::vector<Text>& parts) {
  Text out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.zh += (i ? "、" : "") + parts[i].zh;
    out.en += (i ? ", " : "") + parts[i].en;
  }
  if (parts.empty()) return say("（空）", "(none)");
  return out;
}

Text member_words(const Domain* domain, const std::string& id) {
  if (domain == nullptr) return {id, id};
  auto index = domain->index_of(id);
  return index ? domain->members[*index].label : Text{id, id};
}

Text truth_words(TypeId type, bool yes) {
  if (type == kJudgementType) return yes ? say("符合", "met") : say("不符合", "not met");
  return yes ? say("是", "yes") : say("否", "no");
}

}  // namespace

Text with_unit(const Value& value, std::string_view unit) {
  if (value.is<std::int64_t>()) return number_words(Decimal::of(value.as<std::int64_t>()), unit);
  if (value.is<Decimal>()) return number_words(value.as<Decimal>(), unit);
  if (value.is<bool>()) return truth_words(kBoolType, value.as<bool>());
  if (value.is<Date>()) return {value.as<Date>().str(), value.as<Date>().str()};
  if (value.is<std::string>()) return {value.as<std::string>(), value.as<std::string>()};
  std::vector<Text> parts;
  if (value.is<ValueList>()) {
    for (const Value& item : value.as<ValueList>()) parts.push_back(with_unit(item, unit));
  } else if (value.is<ValueMap>()) {
    for (const auto& [key, item] : value.as<ValueMap>()) {
      Text k = with_unit(key, ""), v = with_unit(item, unit);
      parts.push_back({k.zh + " " + v.zh, k.en + " " + v.en});
    }
  } else {
    return say("空", "nothing");
  }
  return joined(parts);
}

Text value_words(const Schema& schema, TypeId type, UnitId unit, const Value& value) {
  const Type& t = schema.types[type];
  if (value.is<bool>()) return truth_words(type, value.as<bool>());
  if (value.is<std::string>()) return member_words(schema.domain_of(type), value.as<std::string>());
  if (value.is<ValueList>() && t.item != kInvalidType) {
    std::vector<Text> parts;
    for (const Value& item : value.as<ValueList>())
      parts.push_back(value_words(schema, t.item, unit, item));
    return joined(parts);
  }
  return with_unit(value, schema.units[unit].symbol);
}

Text value_words(const Schema& schema, const Fact& fact, TypeId type, const Value& value) {
  const CodeList* codes = schema.codes_of(fact);
  if (codes == nullptr) return value_words(schema, type, fact.unit, value);
  if (value.is<std::string>()) return codes->words(value.as<std::string>());
  if (!value.is<ValueList>()) return value_words(schema, type, fact.unit, value);
  std::vector<Text> parts;
  for (const Value& item : value.as<ValueList>())
    parts.push_back(value_words(schema, fact, schema.types[type].item, item));
  return joined(parts);
}

std::string_view word(GateKind kind) {
  switch (kind) {
    case GateKind::Criterion:
      return "criterion";
    case GateKind::All:
      return "all";
    case GateKind::Any:
      return "any";
    case GateKind::AtLeast:
      return "at_least";
    case GateKind::Choose:
      return "choose";
  }
  return {};
}

std::string_view word(ScoreBasis basis) {
  switch (basis) {
    case ScoreBasis::Policy:
      return "policy";
    case ScoreBasis::ProjectDefault:
      return "project_default";
    case ScoreBasis::Bureau:
      return "bureau";
  }
  return {};
}

std::string_view word(Changeable changeable) {
  switch (changeable) {
    case Changeable::Unsaid:
      return {};
    case Changeable::Easy:
      return "easy";
    case Changeable::Medium:
      return "medium";
    case Changeable::Hard:
      return "hard";
    case Changeable::Never:
      return "never";
  }
  return {};
}

Text state_words(Truth state) {
  switch (state) {
    case Truth::True:
      return {"达到", "met"};
    case Truth::False:
      return {"未达到", "not met"};
    case Truth::Missing:
      return {"缺少材料", "missing"};
    case Truth::Pending:
    case Truth::Fault:
      return {"待人工判断", "pending"};
    case Truth::NotApplicable:
      return {"不适用", "not applicable"};
  }
  return {};
}

}  // namespace ipcheck

// Between worlds and the solver's values. Tested by tests/agree/solver_test.cc.
#include <algorithm>

#include "study/proof/applicant.h"

namespace ipcheck {
namespace {

std::optional<std::int64_t> whole(const std::string& text) {
  Ratio ratio;
  if (!read_ratio(text, ratio) || ratio.denominator != 1) return std::nullopt;
  if (ratio.numerator < INT64_MIN || ratio.numerator > INT64_MAX) return std::nullopt;
  return static_cast<std::int64_t>(ratio.numerator);
}

/// The ratio as an exact decimal, if it is one.
std::optional<Decimal> decimal(const std::string& text) {
  Ratio ratio;
  if (!read_ratio(text, ratio)) return std::nullopt;
  for (std::int32_t scale = 0; scale <= 18; ++scale) {
    if (ratio.numerator % ratio.denominator == 0) {
      Int128 coefficient = ratio.numerator / ratio.denominator;
      while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
      }
      return Decimal{coefficient, scale};
    }
    if (__builtin_mul_overflow(ratio.numerator, Int128{10}, &ratio.numerator)) break;
  }
  return std::nullopt;
}

Value plain_value(const TextPool& texts, Kind kind, const std::string& text) {
  if (holds_truth(kind)) return {text == kYes};
  if (kind == Kind::Decimal) {
    const auto d = decimal(text);
    return d ? Value{*d} : Value{};
  }
  const auto n = whole(text);
  if (!n) return {};
  if (kind == Kind::Int) return {*n};
  if (kind == Kind::Date) return {Date{static_cast<std::int32_t>(*n)}};
  return *n >= 0 ? Value{texts.text(*n)} : Value{};
}

}  // namespace

std::vector<std::string> Applicant::wanted(const FactVariable& variable) const {
  const Term& term = variable.term;
  std::vector<std::string> out{variable.given};
  if (holds_truth(term.kind)) {
    out.push_back(term.at(Truth::True));
  } else if (!is_collection(term.kind)) {
    if (!term.value.empty()) out.push_back(term.value);
  }
  for (const TermItem& item : term.items) {
    out.push_back(item.present);
    if (term.kind == Kind::Map) out.push_back(item.value->value);
  }
  for (const auto& [present, predicate] : term.members) {
    const auto at = queries_.find(predicate);
    if (at == queries_.end()) continue;
    for (const Smt& item : at->second) {
      out.push_back(item);
      out.push_back("(" + predicate + " " + item + ")");
    }
  }
  return out;
}

std::vector<std::string> Applicant::wanted() const {
  std::vector<std::string> out;
  for (const auto& [key, variable] : facts_) {
    const auto own = wanted(variable);
    out.insert(out.end(), own.begin(), own.end());
  }
  return out;
}

std::optional<Value> Applicant::value(const FactVariable& variable,
                                      std::span<const std::string> values, std::size_t& at) const {
  const std::size_t end = at + wanted(variable).size();
  const Term& term = variable.term;
  const bool given = values[at++] == kYes;
  Value out;
  if (term.kind == Kind::Map) {
    ValueMap map;
    for (std::size_t i = 0; i < term.items.size(); ++i, at += 2)
      if (values[at] == kYes && variable.keys[i] >= 0)
        map.emplace_back(Value{texts.text(variable.keys[i])},
                         plain_value(texts, term.items[i].value->kind, values[at + 1]));
    out = {std::move(map)};
  } else if (is_collection(term.kind)) {
    ValueList list;
    for (std::size_t i = 0; i < term.items.size(); ++i, ++at) {
      if (values[at] != kYes) continue;
      Value item;
      if (term.items[i].value->kind == Kind::Int)
        item.v = variable.keys[i];
      else if (variable.keys[i] >= 0)
        item.v = texts.text(variable.keys[i]);
      if (!item.is_null()) list.push_back(item);
    }
    for (; at + 1 < end; at += 2) {
      const auto n = whole(values[at]);
      if (!n || values[at + 1] != kYes) continue;
      const Value item{*n};
      if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
    }
    out = {std::move(list)};
  } else if (at < end) {
    out = plain_value(texts, term.kind, values[at]);
  }
  at = end;
  if (!given) return std::nullopt;
  return out;
}

World Applicant::world(std::span<const std::string> values) const {
  World out;
  std::size_t at = 0;
  for (const auto& [key, variable] : facts_)
    if (auto given = value(variable, values, at); given && !given->is_null())
      out.facts[variable.name] = std::move(*given);
  return out;
}

std::vector<std::string> Applicant::plain() const {
  std::vector<std::string> out;
  for (const auto& [key, variable] : facts_) {
    if (variable.odd != kNo) out.push_back("(not " + variable.odd + ")");
    if (variable.term.kind == Kind::Decimal)
      out.push_back("(is_int (* 100.0 " + variable.term.value + "))");
    if (variable.term.more != "0") out.push_back("(= 0 " + variable.term.more + ")");
  }
  return out;
}

std::vector<Smt> Applicant::complete() const {
  std::vector<Smt> out;
  for (const auto& [key, variable] : facts_) out.push_back(variable.given);
  return out;
}

Term Applicant::constant(const Schema& schema, TypeId id, const Value& value) {
  const Type& type = schema.types[id];
  switch (type.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return terms.truth(value.as<bool>() ? kYes : kNo);
    case Kind::Int: {
      const std::int64_t n = value.is<std::int64_t>() ? value.as<std::int64_t>()
                                                      : value.as<Decimal>().to_int64().value_or(0);
      return terms.whole(Kind::Int, number(n), n, n);
    }
    case Kind::Date: {
      const std::int64_t n = value.as<Date>().days;
      return terms.whole(Kind::Date, number(n), n, n);
    }
    case Kind::Decimal: {
      Term out = terms.known(Kind::Decimal);
      out.value =
          number(value.is<Decimal>() ? value.as<Decimal>() : Decimal::of(value.as<std::int64_t>()));
      return out;
    }
    case Kind::String:
    case Kind::Enum:
      return terms.text(type.kind, texts.id(value.as<std::string>()));
    case Kind::List:
    case Kind::Set: {
      Term out = terms.known(type.kind);
      for (const Value& item : value.as<ValueList>())
        out.items.push_back(
            {kYes, std::make_shared<const Term>(constant(schema, type.item, item))});
      return out;
    }
    case Kind::Map: {
      Term out = terms.known(type.kind);
      for (const auto& [key, item] : value.as<ValueMap>())
        out.items.push_back({kYes, std::make_shared<const Term>(constant(schema, type.item, item)),
                             std::make_shared<const Term>(constant(schema, type.key, key))});
      return out;
    }
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  Term out = terms.known(type.kind);
  out.opaque = kYes;
  return out;
}

bool Applicant::holds_items(const Schema& schema, const FactVariable& variable, const Value& value,
                            std::vector<Smt>& out) {
  const Term& term = variable.term;
  const Type& type = schema.types[variable.type];
  const bool map = term.kind == Kind::Map;
  if (term.opaque != kNo) return false;
  std::vector<bool> held(term.items.size(), false);
  std::int64_t more = 0;
  const auto hold = [&](const Value& item, const Value* entry) {
    const Term constant = this->constant(schema, map ? type.key : type.item, item);
    for (std::size_t i = 0; i < term.items.size(); ++i) {
      const Term& known = map ? *term.items[i].key : *term.items[i].value;
      if (known.value != constant.value) continue;
      more += held[i];
      held[i] = true;
      if (entry != nullptr)
        out.push_back(terms.smt.equal(term.items[i].value->value,
                                      this->constant(schema, type.item, *entry).value));
      return true;
    }
    if (term.members.empty()) return false;
    out.push_back(terms.smt.applied(term.members[0].second, constant.value));
    return true;
  };
  if (map) {
    for (const auto& [key, item] : value.as<ValueMap>())
      if (!hold(key, &item)) return false;
  } else {
    for (const Value& item : value.as<ValueList>())
      if (!hold(item, nullptr)) return false;
  }
  for (std::size_t i = 0; i < held.size(); ++i)
    out.push_back(held[i] ? term.items[i].present : terms.smt.negated(term.items[i].present));
  if (term.members.empty()) {
    if (term.more != "0") out.push_back(terms.smt.equal(term.more, number(more)));
    return true;
  }
  // Of what else was asked: not there.
  for (const Smt& asked : queries_[term.members[0].second]) {
    std::vector<Smt> one;
    for (const Value& item : value.as<ValueList>())
      one.push_back(terms.smt.equal(asked, constant(schema, type.item, item).value));
    out.push_back(terms.smt.either(
        terms.smt.any(one), terms.smt.negated(terms.smt.applied(term.members[0].second, asked))));
  }
  return true;
}

bool Applicant::is(const Schema& schema, const FactVariable& variable, const Value& value,
                   std::vector<Smt>& out) {
  const Term& term = variable.term;
  if (is_collection(term.kind)) return holds_items(schema, variable, value, out);
  const Term constant = this->constant(schema, variable.type, value);
  if (holds_truth(term.kind)) {
    const Smt& yes = term.at(Truth::True);
    out.push_back(constant.at(Truth::True) == kYes ? yes : terms.smt.negated(yes));
    return true;
  }
  if (!term.ids.empty() && !std::binary_search(term.ids.begin(), term.ids.end(), constant.ids[0]))
    return false;
  out.push_back(terms.smt.equal(term.value, constant.value));
  return true;
}

std::optional<std::vector<Smt>> Applicant::is(const Schema& schema, const World& world) {
  std::vector<Smt> out;
  for (const auto& [key, variable] : facts_) {
    const auto at = world.facts.find(variable.name);
    const bool given = at != world.facts.end() && !at->second.is_null();
    out.push_back(given ? variable.given : terms.smt.negated(variable.given));
    if (given && !is(schema, variable, at->second, out)) return std::nullopt;
  }
  return out;
}

}  // namespace ipcheck

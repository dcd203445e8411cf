// Which values of a fact could make a difference. Tested by tests/study/world_test.cc.

#include <algorithm>

#include "expr/functions.h"
#include "policy/derivation.h"
#include "study/lint/rows.h"
#include "study/world.h"
#include "value/pattern.h"

namespace ipcheck {
namespace {

/// Of list constants: more than these are cut, so that a list of 26 counties costs a few tries.
constexpr std::size_t kMaxItems = 40;

bool is_truth_operator(Op op) {
  return op == Op::And || op == Op::Or || op == Op::Not || op == Op::Cond;
}

std::optional<Decimal> number_of(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  if (value.is<Date>()) return Decimal::of(value.as<Date>().days);
  return std::nullopt;
}

/// The constants that one condition holds against a fact.
class Constants {
 public:
  Constants(const Expr& expr, std::span<const Param> params, Date as_of, FactId fact)
      : expr_(expr), params_(params), as_of_(as_of) {
    std::vector<NodeId> parent(expr_.nodes.size(), kNoNode);
    for (NodeId id = 0; id < expr_.nodes.size(); ++id)
      for (const NodeId arg : expr_.args_of(id)) parent[arg] = id;
    for (NodeId id = 0; id < expr_.nodes.size(); ++id) {
      if (expr_[id].op != Op::Fact || expr_[id].payload != fact) continue;
      NodeId atom = id;
      while (parent[atom] != kNoNode && !is_truth_operator(expr_[parent[atom]].op))
        atom = parent[atom];
      below(atom);
    }
  }

  std::vector<Value> values;           // literals and parameters
  std::vector<std::string> functions;  // called beside them
  bool dated = false;                  // `as_of` stands beside them

 private:
  void below(NodeId id) {
    const Node& node = expr_[id];
    if (node.op == Op::Literal) values.push_back(expr_.literals[node.payload]);
    if (node.op == Op::AsOf) dated = true;
    if (node.op == Op::Call) functions.emplace_back(ipcheck::functions()[node.payload].name);
    if (node.op == Op::Param && node.payload < params_.size()) {
      if (const Value* value = params_[node.payload].at(as_of_)) values.push_back(*value);
    }
    for (const NodeId arg : expr_.args_of(id)) below(arg);
  }

  const Expr& expr_;
  std::span<const Param> params_;
  Date as_of_;
};

class Telling {
 public:
  Telling(const RuleSet& rules, const Fact& fact, Date as_of)
      : rules_(rules), schema_(rules.schema), fact_(fact), as_of_(as_of) {}

  void constants(const Constants& found) {
    for (const Value& value : found.values) {
      if (value.is<ValueList>())
        for (const Value& item : value.as<ValueList>()) constants_.push_back(item);
      if (value.is<ValueList>()) lists_.push_back(value.as<ValueList>());
      if (!value.is<ValueList>() && !value.is<ValueMap>()) constants_.push_back(value);
    }
    if (found.dated) add_days_around(found);
  }
  void bands(const Scorecard& card, FactId id) {
    for (const Characteristic& item : card.characteristics) {
      for (const Band& band : item.bands) {
        if (item.of == id && band.low) constants_.push_back({*band.low});
        if (item.of == id && band.high) constants_.push_back({*band.high});
      }
    }
  }

  std::vector<Value> take() {
    of_type(fact_.type);
    out_.emplace_back();
    std::sort(out_.begin(), out_.end(), comes_before);
    out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
    return std::move(out_);
  }

 private:
  void add_days_around(const Constants& found) {
    constants_.push_back({as_of_});
    constants_.push_back({static_cast<std::int64_t>(as_of_.year())});
    for (const Value& value : found.values) {
      if (!value.is<std::int64_t>()) continue;
      for (const std::string& function : found.functions) shift(function, value.as<std::int64_t>());
    }
  }
  void shift(std::string_view function, std::int64_t by) {
    for (const std::int64_t n : {by, -by}) {
      std::optional<Date> day;
      if (function == "add_days") day = add_days(as_of_, n);
      if (function == "add_months" || function == "months_between") day = add_months(as_of_, n);
      if (function == "add_years" || function == "years_between") day = add_years(as_of_, n);
      if (function == "add_workdays" || function == "workdays_between")
        day = rules_.calendar.add_workdays(as_of_, n);
      if (day) constants_.push_back({*day});
    }
  }

  void of_type(TypeId id) {
    switch (schema_.types[id].kind) {
      case Kind::Bool:
      case Kind::Judgement:
        for (const bool truth : {false, true}) out_.push_back({truth});
        return;
      case Kind::Int:
      case Kind::Decimal:
      case Kind::Date:
        for (const Value& value : numbers(id)) out_.push_back(value);
        return;
      case Kind::String:
      case Kind::Enum:
        for (const Value& value : words(id)) out_.push_back(value);
        return;
      case Kind::List:
      case Kind::Set:
        return collections(schema_.types[id].item);
      case Kind::Map:
        return maps(schema_.types[id].item);
      case Kind::Record:
      case Kind::Invalid:
        return;
    }
  }

  bool is_in_range(const Decimal& number) const {
    return (!fact_.min || *fact_.min <= number) && (!fact_.max || number <= *fact_.max);
  }

  void add_number(TypeId id, const Decimal& number, std::vector<Value>& out) const {
    const Kind kind = schema_.types[id].kind;
    if (kind == Kind::Decimal && is_in_range(number)) out.push_back({number});
    const auto whole = number.to_int64();
    if (kind == Kind::Int && whole && is_in_range(number)) out.push_back({*whole});
    constexpr std::int64_t kFirst = -25567, kLast = 47846;  // the days of 1900 to 2100
    if (kind == Kind::Date && whole && *whole >= kFirst && *whole <= kLast)
      out.push_back({Date{static_cast<std::int32_t>(*whole)}});
  }

  std::vector<Value> numbers(TypeId id) const {
    std::vector<Value> out;
    const bool day = schema_.types[id].kind == Kind::Date;
    for (const Value& value : constants_) {
      const auto number = number_of(value);
      if (!number || value.is<Date>() != day) continue;
      const Decimal step = step_of(schema_, id, *number);
      add_number(id, *number, out);
      for (const auto& beside : {subtract(*number, step), add(*number, step)})
        if (beside) add_number(id, *beside, out);
    }
    if (out.empty() && !day)
      for (const std::int64_t n : {0, 1}) add_number(id, Decimal::of(n), out);
    return out;
  }

  /// Members, or texts that the fact's pattern takes: those compared with, codes of a list in and
  /// out of a prefix, and one that nothing is compared with.
  std::vector<Value> words(TypeId id) const {
    std::vector<Value> out;
    if (const Domain* domain = schema_.domain_of(id)) {
      for (const Member& member : domain->members) out.push_back({member.id});
      return out;
    }
    auto add = [&](const std::string& text) {
      if (fact_.pattern.empty() || matches_whole(fact_.pattern, text)) out.push_back({text});
    };
    for (const Value& value : constants_) {
      if (!value.is<std::string>()) continue;
      if (out.size() < kMaxItems) add(value.as<std::string>());
      add_codes(value.as<std::string>(), out);
    }
    if (fact_.pattern.empty()) add("甲");
    return out;
  }

  void add_codes(const std::string& prefix, std::vector<Value>& out) const {
    const CodeList* codes = schema_.codes_of(fact_);
    if (codes == nullptr) return;
    for (const bool inside : {true, false}) {
      const auto it =
          std::find_if(codes->entries.begin(), codes->entries.end(), [&](const CodeEntry& entry) {
            return entry.code.starts_with(prefix) == inside && entry.code != prefix &&
                   (fact_.pattern.empty() || matches_whole(fact_.pattern, entry.code));
          });
      if (it != codes->entries.end()) out.push_back({it->code});
    }
  }

  std::vector<Value> items(TypeId id) const {
    const Kind kind = schema_.types[id].kind;
    if (kind == Kind::String || kind == Kind::Enum) return words(id);
    return kind == Kind::Int || kind == Kind::Decimal || kind == Kind::Date ? numbers(id)
                                                                            : std::vector<Value>{};
  }

  /// Nothing, each item alone, the lists of the rules whole and less each of their items.
  void collections(TypeId item) {
    std::vector<Value> known = items(item);
    out_.push_back({ValueList{}});
    for (const Value& one : known) out_.push_back({ValueList{one}});
    for (const ValueList& list : lists_) {
      ValueList whole;
      for (const Value& one : list)
        if (std::find(known.begin(), known.end(), one) != known.end()) whole.push_back(one);
      for (std::size_t left = 0; left < whole.size() && whole.size() <= kMaxItems; ++left) {
        ValueList rest = whole;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left));
        out_.push_back({std::move(rest)});
      }
      out_.push_back({std::move(whole)});
    }
  }

  /// Every key with the same number: below, at and above each threshold.
  void maps(TypeId item) {
    std::vector<std::string> keys = fact_.keys;
    for (const ValueList& list : lists_)
      for (const Value& one : list)
        if (keys.empty() && one.is<std::string>()) keys.push_back(one.as<std::string>());
    if (keys.empty()) keys.emplace_back("甲");
    out_.push_back({ValueMap{}});
    for (const Value& value : items(item)) {
      ValueMap all;
      for (const std::string& key : keys) all.emplace_back(Value{key}, value);
      out_.push_back({std::move(all)});
    }
  }

  const RuleSet& rules_;
  const Schema& schema_;
  const Fact& fact_;
  Date as_of_;
  std::vector<Value> constants_;
  std::vector<ValueList> lists_;
  std::vector<Value> out_;
};

}  // namespace

std::vector<Value> telling_values(const RuleSet& rules, const Policy& policy, FactId fact,
                                  Date as_of) {
  Telling telling(rules, rules.schema.facts[fact], as_of);
  auto look = [&](const Expr& expr, std::span<const Param> params) {
    telling.constants({expr, params, as_of, fact});
  };
  for (const Expr* expr : conditions_of(rules, policy)) look(*expr, policy.params);
  for (const NoticeRule& notice : rules.data_notices)
    if (notice.when) look(notice.when.expr, {});
  for (const auto& entry : rules.derived) {
    const Derivation derived = derivation_of(rules, policy, entry.first);
    if (derived.expr != nullptr) look(*derived.expr, derived.params);
  }
  for (const Scheme& scheme : policy.schemes)
    if (scheme.scorecard) telling.bands(*scheme.scorecard, fact);
  return telling.take();
}

std::vector<Value> telling_values(const RuleSet& rules, const Policy& policy,
                                  std::span<const Expr* const> conditions, FactId fact,
                                  Date as_of) {
  Telling telling(rules, rules.schema.facts[fact], as_of);
  for (const Expr* expr : conditions) telling.constants({*expr, policy.params, as_of, fact});
  return telling.take();
}

Decimal step_of(const Schema& schema, TypeId type, const Decimal& near) {
  if (schema.types[type].kind != Kind::Decimal) return Decimal::of(1);
  return {1, std::max(2, near.scale)};
}

bool comes_before(const Value& a, const Value& b) {
  if (a.v.index() != b.v.index()) return a.v.index() < b.v.index();
  if (a.is<bool>()) return !a.as<bool>() && b.as<bool>();
  if (a.is<std::int64_t>()) return a.as<std::int64_t>() < b.as<std::int64_t>();
  if (a.is<Decimal>()) return a.as<Decimal>() < b.as<Decimal>();
  if (a.is<Date>()) return a.as<Date>() < b.as<Date>();
  if (a.is<std::string>()) return a.as<std::string>() < b.as<std::string>();
  if (a.is<ValueList>()) {
    const ValueList &x = a.as<ValueList>(), &y = b.as<ValueList>();
    return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(), comes_before);
  }
  if (!a.is<ValueMap>()) return false;
  const ValueMap &x = a.as<ValueMap>(), &y = b.as<ValueMap>();
  return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(),
                                      [](const ValuePair& one, const ValuePair& other) {
                                        if (one.first != other.first)
                                          return comes_before(one.first, other.first);
                                        return comes_before(one.second, other.second);
                                      });
}

}  // namespace ipcheck

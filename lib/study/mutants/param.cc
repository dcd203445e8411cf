// Faults in parameters and in what absence means. Tested by tests/study/mutate_test.cc.
#include <algorithm>

#include "policy/derivation.h"
#include "study/mutants/list.h"
#include "study/world.h"

namespace ipcheck {
namespace {

/// The members that the items of a list are taken from: of the list's own type, or of what it is
/// compared with.
const Domain* domain_of_items(const MutantList& list, std::uint32_t param) {
  const Schema& schema = list.rules.schema;
  const Type& type = schema.types[list.policy.params[param].type];
  if (type.item != 0 && schema.types[type.item].kind == Kind::Enum)
    return schema.domain_of(type.item);
  auto look = [&](const Condition& condition) -> const Domain* {
    const Expr& expr = condition.expr;
    for (const Node& node : expr.nodes) {
      if (node.op != Op::In) continue;
      const Node& item = expr[expr.args[node.first_arg]];
      const Node& in = expr[expr.args[node.first_arg + 1]];
      if (in.op == Op::Param && in.payload == param && schema.types[item.type].kind == Kind::Enum)
        return schema.domain_of(item.type);
    }
    return nullptr;
  };
  for (const Criterion& c : list.policy.criteria)
    for (const Condition* part : {&c.applies, &c.check, &c.should})
      if (const Domain* found = look(*part)) return found;
  return nullptr;
}

class Params {
 public:
  explicit Params(MutantList& list) : list_(list) {}

  void run() {
    for (param_ = 0; param_ < list_.policy.params.size(); ++param_) {
      schemes_ = list_.schemes_of_param(param_);
      find_derived();
      if (schemes_.empty() && derived_.empty()) continue;
      const Param& param = list_.policy.params[param_];
      for (dated_ = 0; dated_ < param.values.size(); ++dated_) value(param);
    }
  }

 private:
  /// Facts that are derived with the parameter.
  void find_derived() {
    derived_.clear();
    for (const auto& [fact, original] : list_.rules.derived) {
      const Derivation derivation = derivation_of(list_.rules, list_.policy, fact);
      if (derivation.expr == nullptr || derivation.params.data() != list_.policy.params.data())
        continue;
      for (const Node& node : derivation.expr->nodes)
        if (node.op == Op::Param && node.payload == param_) derived_.push_back(fact);
    }
    std::sort(derived_.begin(), derived_.end());
  }

  void value(const Param& param) {
    const Param::Dated& dated = param.values[dated_];
    prefix_ = param.name + (dated.from ? "@" + dated.from->str() : "") + "/";
    if (dated.from) {
      move_start(*dated.from, 1);
      move_start(*dated.from, -1);
    }
    const Value& v = dated.value;
    if (v.is<bool>()) replace("flip", {!v.as<bool>()});
    if (v.is<std::int64_t>()) step(Decimal::of(v.as<std::int64_t>()), true);
    if (v.is<Decimal>()) step(v.as<Decimal>(), false);
    for (const int days : {1, -1})
      if (v.is<Date>()) replace(days > 0 ? "+1" : "-1", {Date{v.as<Date>().days + days}});
    if (v.is<std::string>()) text(v.as<std::string>());
    if (v.is<ValueList>()) items(v.as<ValueList>());
  }

  void step(const Decimal& number, bool whole) {
    const Decimal by = whole ? Decimal::of(1) : step_of(list_.rules.schema, kDecimalType, number);
    for (const bool up : {true, false}) {
      const auto other = up ? add(number, by) : subtract(number, by);
      if (!other) continue;
      replace((up ? "+" : "-") + by.str(), whole ? Value{*other->to_int64()} : Value{*other});
    }
  }

  /// A prefix loses its last character, a pattern its anchors.
  void text(const std::string& t) {
    if (t.starts_with('^')) replace("drop:^", {t.substr(1)});
    if (t.ends_with('$')) replace("drop:$", {t.substr(0, t.size() - 1)});
    if (t.starts_with('^') || t.ends_with('$') || t.empty()) return;
    std::size_t cut = t.size() - 1;
    while (cut > 0 && (static_cast<unsigned char>(t[cut]) & 0xC0) == 0x80) --cut;
    replace("cut", {t.substr(0, cut)});
  }

  void items(const ValueList& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      ValueList less = list;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      replace("drop:" + word(list[i]), {std::move(less)});
      for (const std::int64_t by : {1, -1}) {
        if (!list[i].is<std::int64_t>()) continue;
        ValueList moved = list;
        moved[i] = {list[i].as<std::int64_t>() + by};
        replace(word(list[i]) + (by > 0 ? "+1" : "-1"), {std::move(moved)});
      }
    }
    const Domain* domain = domain_of_items(list_, param_);
    for (std::size_t m = 0; domain != nullptr && m < domain->members.size(); ++m) {
      const Value member{domain->members[m].id};
      if (std::find(list.begin(), list.end(), member) != list.end()) continue;
      ValueList more = list;
      more.push_back(member);
      replace("add:" + word(member), {std::move(more)});
    }
  }

  static std::string word(const Value& value) {
    return value.is<std::string>() ? value.as<std::string>() : to_source(value);
  }

  void replace(const std::string& name, Value value) {
    Param changed = list_.policy.params[param_];
    const Span span = changed.values[dated_].span;
    std::string text = flow_text(list_.rules.schema, kInvalidType, value);
    const bool money = list_.rules.schema.units[changed.unit].symbol == "元";
    if (money && value.is<Decimal>()) text += "元";
    changed.values[dated_].value = std::move(value);
    put(name, say("`{}` 改为 {}", "`{}` is {}", changed.name, text), span, text, changed);
  }

  void move_start(Date from, int days) {
    Param changed = list_.policy.params[param_];
    changed.values[dated_].from = Date{from.days + days};
    const std::string text = changed.values[dated_].from->str();
    put(days > 0 ? "from+1" : "from-1", say("`{}` 自 {} 起", "`{}` from {} on", changed.name, text),
        changed.values[dated_].span, "", changed);
  }

  void put(const std::string& name, Text what, Span span, const std::string& text,
           const Param& changed) {
    Mutant& mutant = list_.add(prefix_ + name, what, span);
    if (!text.empty()) mutant.edits.push_back({span, text});
    mutant.facts = facts_;
    mutant.schemes = schemes_;
    for (const FactId fact : derived_)
      for (const std::uint32_t scheme : list_.schemes_of_fact(fact))
        if (std::find(mutant.schemes.begin(), mutant.schemes.end(), scheme) == mutant.schemes.end())
          mutant.schemes.push_back(scheme);
    mutant.change = [at = param_, changed](Policy& policy) { policy.params[at] = changed; };
  }

  MutantList& list_;
  std::uint32_t param_ = 0;
  std::size_t dated_ = 0;
  std::string prefix_;
  std::vector<std::uint32_t> schemes_;
  std::vector<FactId> derived_, facts_;
};

}  // namespace

void add_param_mutants(MutantList& list) {
  Params(list).run();
}

/// What absence stands for, and derivations, of the facts that the policy declares itself.
void add_fact_mutants(MutantList& list) {
  for (FactId id = 0; id < list.rules.schema.facts.size(); ++id) {
    const Fact& fact = list.rules.schema.facts[id];
    const std::vector<std::uint32_t> schemes = list.schemes_of_fact(id);
    if (fact.declared_in != list.policy.id || schemes.empty()) continue;
    if (fact.absent) {
      Mutant& mutant =
          list.add(fact.name + "/drop:absent",
                   say("`{}` 不填时不再视为 {}", "`{}` absent is no longer {}", fact.name,
                       flow_text(list.rules.schema, fact.type, *fact.absent)),
                   fact.span);
      mutant.schemes = schemes;
      mutant.facts = {id};
      mutant.changes_reading = true;
      mutant.change_facts = [id](RuleSet& rules) {
        rules.schema.facts[id].absent.reset();
        return std::shared_ptr<void>();
      };
    }
    const auto derived = list.rules.derived.find(id);
    if (derived == list.rules.derived.end() || derived->second.expr == nullptr) continue;
    ConditionSite site{.prefix = fact.name + "/derive",
                       .expr = derived->second.expr,
                       .find = {},
                       .params = derived->second.params,
                       .schemes = schemes,
                       .derived = id};
    add_condition_mutants(list, site);
  }
}

}  // namespace ipcheck

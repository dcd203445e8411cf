#include "agree/oracle.h"

#include <algorithm>

namespace ipcheck::naive {
namespace {

Answer known(Value value) {
  return {Truth::True, std::move(value)};
}
bool is_number(const Value& v) {
  return v.is<std::int64_t>() || v.is<Decimal>();
}
Decimal decimal(const Value& v) {
  return v.is<Decimal>() ? v.as<Decimal>() : Decimal::of(v.as<std::int64_t>());
}

Answer whole(std::int64_t a, std::int64_t b, Op op) {
  Int128 result = 0;
  if ((op == Op::Div || op == Op::Mod) && b == 0) return {Truth::Fault, {}};
  if (op == Op::Add) result = Int128{a} + b;
  if (op == Op::Sub) result = Int128{a} - b;
  if (op == Op::Mul) result = Int128{a} * b;
  if (op == Op::Div) result = Int128{a} / b;
  if (op == Op::Mod) result = a == INT64_MIN && b == -1 ? Int128{INT64_MAX} + 1 : Int128{a} % b;
  if (result < INT64_MIN || result > INT64_MAX) return {Truth::Fault, {}};
  return known({static_cast<std::int64_t>(result)});
}

Answer exact(const Decimal& a, const Decimal& b, Op op) {
  std::optional<Decimal> result;
  if (op == Op::Add) result = add(a, b);
  if (op == Op::Sub) result = subtract(a, b);
  if (op == Op::Mul) result = multiply(a, b);
  if (op == Op::Div) result = divide(a, b);
  return result ? known({*result}) : Answer{Truth::Fault, {}};
}

Answer negated(Answer a) {
  if (a.state == Truth::True) a.value = Value{!a.value.as<bool>()};
  return a;
}

const char* state_name(Truth t) {
  switch (t) {
    case Truth::True:
      return "met";
    case Truth::False:
      return "not_met";
    case Truth::Missing:
      return "missing";
    case Truth::Pending:
    case Truth::Fault:
      return "pending";
    case Truth::NotApplicable:
      return "not_applicable";
  }
  return "";
}

const char* verdict_name(Truth t) {
  if (t == Truth::False) return "ineligible";
  if (t == Truth::Missing) return "incomplete";
  return is_unknown(t) ? "needs_review" : "eligible";
}

int order(const Value& a, const Value& b) {
  const auto sign = [](auto by) { return by < 0 ? -1 : by > 0 ? 1 : 0; };
  if (is_number(a)) return sign(decimal(a) <=> decimal(b));
  if (a.is<Date>()) return sign(a.as<Date>() <=> b.as<Date>());
  if (a.is<bool>()) return int(a.as<bool>()) - int(b.as<bool>());
  return sign(a.as<std::string>().compare(b.as<std::string>()));
}

}  // namespace

Answer of(Truth t) {
  if (is_unknown(t)) return {t, {}};
  return known({t == Truth::True});
}
Truth as_truth(const Answer& answer) {
  if (answer.state != Truth::True) return answer.state;
  return truth(answer.value.as<bool>());
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(name);
}

Answer Oracle::walk(const Expr& expr) {
  const Expr* outer = std::exchange(expr_, &expr);
  std::map<NodeId, Value> outer_variables = std::exchange(variables_, {});
  Answer answer = walk(expr.root());
  expr_ = outer;
  variables_ = std::move(outer_variables);
  return answer;
}

Truth Oracle::truth_of(const Expr& expr) {
  return as_truth(walk(expr));
}

Answer Oracle::walk(NodeId id) {
  Answer answer = compute(id);
  if (answer.state == Truth::True) retype(answer.value, (*expr_)[id].type);
  return answer;
}

/// An int where the tree says decimal becomes one, also inside lists and maps.
void Oracle::retype(Value& value, TypeId id) const {
  const Type& type = setting_.schema.types[id];
  if (type.kind == Kind::Decimal && value.is<std::int64_t>()) value = Value{decimal(value)};
  if (value.is<ValueList>())
    for (Value& item : value.as<ValueList>()) retype(item, type.item);
  if (value.is<ValueMap>() && type.kind == Kind::Map)
    for (auto& [key, item] : value.as<ValueMap>()) retype(item, type.item);
}

Answer Oracle::compute(NodeId id) {
  const Node& node = (*expr_)[id];
  const auto args = expr_->args_of(id);
  switch (node.op) {
    case Op::Literal:
      return known(expr_->literals[node.payload]);
    case Op::Fact:
      return fact(node.payload);
    case Op::Param:
      return param(node);
    case Op::Variable: {
      const Value& value = variables_.at(node.payload);
      return value.is_null() ? Answer{Truth::Missing, {}} : known(value);
    }
    case Op::AsOf:
      return known({setting_.as_of});
    case Op::Not:
      return negated(walk(args[0]));
    case Op::And:
    case Op::Or:
      return logic(id);
    case Op::Cond: {
      Answer c = walk(args[0]);
      if (c.state != Truth::True) return c;
      return walk(args[c.value.as<bool>() ? 1 : 2]);
    }
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      return compare(id);
    case Op::In:
      return member(id);
    case Op::Neg:
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Div:
    case Op::Mod:
      return arithmetic(id);
    case Op::Index:
      return index(id);
    case Op::Select:
      return select(id);
    case Op::ListLit:
      return list(id);
    case Op::MapLit:
      return map(id);
    case Op::Call:
      return call(id);
    case Op::All:
    case Op::Exists:
    case Op::ExistsOne:
      return quantify(id);
    case Op::Filter:
    case Op::Map:
      return collect(id);
    case Op::Known:
      return of(truth(walk(args[0]).state == Truth::True));
    case Op::StateOf:
      return known({std::string(state_name(setting_.state_of(expr_->names[node.payload])))});
    case Op::Verdict:
      return known({std::string(verdict_name(setting_.root()))});
    case Op::Name:
      break;
  }
  return {Truth::Fault, {}};
}

Answer Oracle::fact(FactId id) {
  const Fact& fact = setting_.schema.facts[id];
  if (!facts_.values[id].is_null()) return known(facts_.values[id]);
  if (!facts_.unreadable.empty() && facts_.unreadable[id]) return {Truth::Missing, {}, {fact.name}};
  if (fact.absent) return known(*fact.absent);
  if (const auto derived = setting_.derived.find(id); derived != setting_.derived.end()) {
    const auto outer = std::exchange(params_, derived->second.params);
    Answer answer = walk(*derived->second.expr);
    params_ = outer;
    if (answer.state == Truth::Missing && answer.lacks.empty() && fact.input)
      answer.lacks = {fact.name};
    return answer;
  }
  const bool person = fact.judged || setting_.schema.types[fact.type].kind == Kind::Judgement;
  if (person) return {Truth::Pending};
  return {Truth::Missing, {}, {fact.name}};
}

Answer Oracle::param(const Node& node) {
  const auto& values = params_[node.payload].values;
  for (auto at = values.rbegin(); at != values.rend(); ++at)
    if (!at->from || *at->from <= setting_.as_of) return known(at->value);
  return {Truth::Pending};
}

Answer Oracle::logic(NodeId id) {
  const bool is_and = (*expr_)[id].op == Op::And;
  Truth t = truth(is_and);
  std::vector<std::string> lacks;
  for (const NodeId arg : expr_->args_of(id)) {
    if (t == truth(!is_and)) break;
    const Answer next = walk(arg);
    t = is_and ? both(t, as_truth(next)) : either(t, as_truth(next));
    add_new(lacks, next.lacks);
  }
  Answer out = of(t);
  if (t == Truth::Missing) out.lacks = std::move(lacks);
  return out;
}

Answer Oracle::all_known(NodeId id, std::vector<Value>& out) {
  Answer worst{Truth::True};
  for (const NodeId arg : expr_->args_of(id)) {
    Answer answer = walk(arg);
    worst.state = both(worst.state, answer.state);
    add_new(worst.lacks, answer.lacks);
    out.push_back(std::move(answer.value));
  }
  if (worst.state != Truth::Missing) worst.lacks.clear();
  return worst;
}

Answer Oracle::compare(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  const bool sets = kind(expr_->args_of(id)[0]) == Kind::Set;
  switch ((*expr_)[id].op) {
    case Op::Eq:
      return of(same(v[0], v[1], sets));
    case Op::Ne:
      return of(flip(same(v[0], v[1], sets)));
    case Op::Lt:
      return of(truth(order(v[0], v[1]) < 0));
    case Op::Le:
      return of(truth(order(v[0], v[1]) <= 0));
    case Op::Gt:
      return of(truth(order(v[0], v[1]) > 0));
    default:
      return of(truth(setting_.wrong ? order(v[0], v[1]) > 0 : order(v[0], v[1]) >= 0));
  }
}

Answer Oracle::arithmetic(NodeId id) {
  const Op op = (*expr_)[id].op;
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  if (op == Op::Neg)
    return v[0].is<Decimal>() ? known({negate(v[0].as<Decimal>())})
                              : whole(0, v[0].as<std::int64_t>(), Op::Sub);
  if (v[0].is<std::string>()) return known({v[0].as<std::string>() + v[1].as<std::string>()});
  if (v[0].is<ValueList>()) {
    ValueList joined = v[0].as<ValueList>();
    const bool set = kind(id) == Kind::Set;
    for (const Value& item : v[1].as<ValueList>())
      if (!set || holds(joined, item, false) != Truth::True) joined.push_back(item);
    return known({joined});
  }
  if (v[0].is<Decimal>() || v[1].is<Decimal>()) return exact(decimal(v[0]), decimal(v[1]), op);
  return whole(v[0].as<std::int64_t>(), v[1].as<std::int64_t>(), op);
}

Answer Oracle::member(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  if (v[1].is<ValueMap>()) return of(truth(find(v[1].as<ValueMap>(), v[0]) != nullptr));
  return of(holds(v[1].as<ValueList>(), v[0], false));
}

bool Oracle::given(NodeId id) const {
  const auto args = expr_->args_of(id);
  switch ((*expr_)[id].op) {
    case Op::Fact:
      return true;
    case Op::Index:
    case Op::Select:
    case Op::Filter:
      return given(args[0]);
    case Op::Variable:
      return given(expr_->args_of((*expr_)[id].payload)[0]);
    case Op::Cond:
      return given(args[1]) || given(args[2]);
    case Op::Map:
      return given(args.back());
    default:
      return false;
  }
}

/// The fact whose entry or field it would have been; `inside`: of items that are not at hand.
FactId Oracle::source(NodeId id, bool inside) {
  const Node& node = (*expr_)[id];
  auto args = expr_->args_of(id);
  if (node.op == Op::Fact) return node.payload;
  if (node.op == Op::Variable) return source(expr_->args_of(node.payload)[0], inside);
  if (node.op == Op::Filter) return source(args[0], inside);
  if (node.op == Op::Map) return source(args.back(), true);
  if (node.op == Op::Cond && !inside)
    return source(args[as_truth(walk(args[0])) == Truth::True ? 1 : 2], inside);
  if (node.op == Op::Cond) args = args.subspan(1);
  for (const NodeId arg : args)
    if (const FactId found = source(arg, inside); found != kNoFact) return found;
  return kNoFact;
}

/// What somebody could still give; of a map that a condition wrote there is nothing to give.
Answer Oracle::lacking(NodeId from, const std::string& key) {
  if (kind(from) != Kind::Record && !given(from)) return {Truth::Fault};
  const FactId fact = source(from, false);
  if (fact == kNoFact) return {Truth::Missing};
  return {Truth::Missing, {}, {setting_.schema.facts[fact].name + "." + key}};
}

Answer Oracle::index(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  const Value* item = nullptr;
  if (v[0].is<ValueMap>()) {
    item = find(v[0].as<ValueMap>(), v[1]);
    if (!item)
      return lacking(expr_->args_of(id)[0],
                     v[1].is<std::string>() ? v[1].as<std::string>() : to_source(v[1]));
  } else {
    const auto& items = v[0].as<ValueList>();
    const std::int64_t at = v[1].as<std::int64_t>();
    if (at < 0 || at >= static_cast<std::int64_t>(items.size())) return {Truth::Fault, {}};
    item = &items[static_cast<std::size_t>(at)];
  }
  return item->is_null() ? Answer{Truth::Missing, {}} : known(*item);
}

Answer Oracle::select(NodeId id) {
  const NodeId from = expr_->args_of(id)[0];
  const Answer record = walk(from);
  if (record.state != Truth::True) return record;
  const std::string& name = expr_->names[(*expr_)[id].payload];
  const Value* field = find(record.value.as<ValueMap>(), {name});
  if (field && !field->is_null()) return known(*field);
  return lacking(from, name);
}

Answer Oracle::list(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  return known({ValueList(v)});
}

Answer Oracle::map(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  ValueMap map;
  for (std::size_t i = 0; i < v.size(); i += 2) {
    if (find(map, v[i])) return {Truth::Fault, {}};
    map.emplace_back(v[i], v[i + 1]);
  }
  return known({map});
}

Answer Oracle::call(NodeId id) {
  std::vector<Value> v;
  if (Answer worst = all_known(id, v); worst.state != Truth::True) return worst;
  return apply(setting_.calendar, functions()[(*expr_)[id].payload], v);
}

std::string show(const Schema& schema, const Answer& answer, TypeId type) {
  if (answer.state == Truth::Missing) return "missing";
  if (answer.state == Truth::Pending) return "pending";
  if (answer.state == Truth::Fault) return "fault";
  if (answer.state == Truth::NotApplicable) return "not_applicable";
  if (schema.types[type].kind != Kind::Set) return to_source(answer.value);
  std::vector<std::string> items;
  for (const Value& item : answer.value.as<ValueList>()) items.push_back(to_source(item));
  std::sort(items.begin(), items.end());
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return "[" + text + "]";
}

}  // namespace ipcheck::naive

#include "expr/conditions.h"

namespace ipcheck {
namespace {

DomainId add_domain(Schema& schema, const std::string& name, bool open,
                    std::vector<Member> members) {
  Domain domain;
  domain.name = name;
  domain.open = open;
  domain.members = std::move(members);
  domain.index();
  schema.domains.push_back(std::move(domain));
  return static_cast<DomainId>(schema.domains.size() - 1);
}

ValueList texts(std::initializer_list<const char*> words) {
  ValueList list;
  for (const char* word : words) list.push_back({std::string(word)});
  return list;
}

}  // namespace

Conditions::Conditions() {
  Types& types = schema.types;
  const auto whole = [&](const char* unit) {
    return types.number(Kind::Int, schema.unit_id(unit));
  };
  const TypeId money = types.number(Kind::Decimal, schema.unit_id("元"));
  const TypeId body =
      types.enumeration(add_domain(schema, "body_type", true,
                                   {{"industry_leader", {"行业龙头企业", "Industry leader"}, {}},
                                    {"industrial_park", {"产业园区", "Park"}, {}},
                                    {"university", {"高等学校", "University"}, {}}}));
  const TypeId severity = types.enumeration(
      add_domain(schema, "violation_severity", false, {{"minor", {}, {}}, {"serious", {}, {}}}));
  const TypeId field = types.enumeration(add_domain(
      schema, "fields", false, {{"ai", {}, {}}, {"chips", {}, {}}, {"medicine", {}, {}}}));
  for (const char* name : {"full_time_staff", "total_staff", "rd_staff"})
    add_fact(name, whole("人"));
  for (const char* name : {"transfer_amount", "income"}) add_fact(name, money);
  add_fact("points", kIntType);
  add_fact("rate", kDecimalType);
  for (const char* name : {"founded_on", "received_on"}) add_fact(name, kDateType);
  for (const char* name : {"name", "region_code"}) add_fact(name, kStringType);
  add_fact("body_type", body);
  add_fact("violation_severity", severity);
  add_fact("fields", types.set(field));
  add_fact("other_fields", types.set(field));
  add_fact("years", types.set(whole("年")));
  add_fact("tags", types.list(kStringType));
  add_fact("effect", kJudgementType);
  for (const char* name : {"has_letter", "is_public"}) add_fact(name, kBoolType);
  add_fact("visits", types.map(kStringType, whole("次")));
  add_fact("members", types.list(types.intern({.kind = Kind::Record,
                                               .fields = {{"family", kStringType, {}},
                                                          {"service", whole("年"), {}},
                                                          {"field", field, {}}}})));
  params_text_ = sources.add("params.yaml", "[industry_leader, industrial_prak]");
  add_param("staff_min", whole("人"), {std::int64_t{3}});
  add_param("amount_min", money, {Decimal::of(2'000'000)});
  add_param("body_types", types.list(kStringType), {texts({"industry_leader", "university"})});
  add_param("wrong_types", types.list(kStringType),
            {texts({"industry_leader", "industrial_prak"})});
  params.back().values[0].span = {params_text_, 18, 33};
  add_param("main_type", kStringType, {std::string("university")});
  add_param("listed", types.list(kStringType), {texts({"ai", "chips"})});
  add_param("prefix", kStringType, {std::string("14")});
  add_param("reply_days", whole("工作日"), {std::int64_t{7}});
  add_param("years_min", whole("年"), {std::int64_t{2}});
  add_param("months_min", whole("月"), {std::int64_t{24}});
  add_param("offsets", types.list(kIntType), {ValueList{{std::int64_t{1}}, {std::int64_t{2}}}});
  add_param("type_by_code", types.map(kStringType, kStringType),
            {ValueMap{{{std::string("a")}, {std::string("university")}}}});
  add_param("plain", kIntType, {std::int64_t{5}});
}

void Conditions::add_fact(const std::string& name, TypeId type) {
  schema.add({.name = name, .type = type, .unit = schema.types[type].unit});
}

void Conditions::add_param(const std::string& name, TypeId type, Value value, UnitId unit) {
  params.push_back(
      {.name = name, .type = type, .unit = unit, .values = {{.value = std::move(value)}}});
}

CheckScope Conditions::scope(const std::string& where) {
  CheckScope scope{.schema = &schema, .params = params, .criteria = criteria, .where = where};
  scope.known_allowed = where != "check";
  scope.state_allowed = where == "when";
  if (where == "check" || where == "applies" || where == "when") scope.expected = kBoolType;
  return scope;
}

namespace {

void put_tree(const Expr& expr, NodeId id, std::string& out) {
  static constexpr const char* kNames[] = {
      "lit",  "name", "fact",   "param",      "var",    "as_of",    "not",    "and",   "or",
      "cond", "eq",   "ne",     "lt",         "le",     "gt",       "ge",     "in",    "neg",
      "add",  "sub",  "mul",    "div",        "mod",    "index",    "select", "list",  "map",
      "call", "all",  "exists", "exists_one", "filter", "map_each", "known",  "state", "verdict"};
  const Node& node = expr[id];
  const bool named = node.op == Op::Name || node.op == Op::Param || node.op == Op::Select ||
                     node.op == Op::Call || node.op == Op::StateOf ||
                     (node.op >= Op::All && node.op <= Op::Map);
  out += node.op == Op::Literal ? "" : std::string("(") + kNames[static_cast<int>(node.op)];
  if (node.op == Op::Literal) {
    const Value& value = expr.literals[node.payload];
    out += to_source(value) + (value.is<Decimal>() ? "d" : "");
    return;
  }
  if (named) out += " " + expr.names[node.payload];
  for (const NodeId arg : expr.args_of(id)) {
    out += ' ';
    put_tree(expr, arg, out);
  }
  out += ')';
}

}  // namespace

std::string tree(const Expr& expr) {
  std::string out;
  put_tree(expr, expr.root(), out);
  return out;
}

}  // namespace ipcheck

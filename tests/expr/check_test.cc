#include "expr/check.h"

#include "expr/conditions.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// A checked condition, or nothing with its faults in `diags`.
std::optional<Expr> checked(Conditions& world, const std::string& text, Diagnostics& diags,
                            TypeId expected = kInvalidType) {
  auto expr = parse(world.sources, world.sources.add("c", text), diags);
  CheckScope scope = world.scope("");
  scope.expected = expected;
  if (!expr || !check(*expr, scope, world.sources, diags)) return std::nullopt;
  return expr;
}

std::string type_of(const Conditions& world, const Expr& expr, const std::string& text) {
  for (NodeId id = 0; id < expr.nodes.size(); ++id)
    if (expr.text_of(id) == text) return describe(world.schema, expr[id].type).en;
  return "no such node";
}

TEST_CASE("check: the case files say types and faults", "[expr]") {
  const std::vector<ConditionCase> cases = condition_cases("types.spec");
  REQUIRE(cases.size() >= 120);
  for (const ConditionCase& one : cases) check_case(one);
}

TEST_CASE("check: operands take the type of what they meet", "[expr]") {
  struct Case {
    std::string text, node, type;
  };
  const auto c = GENERATE(values<Case>({
      {"full_time_staff >= 3", "3", "integer (人)"},
      {"income >= 3", "3", "integer (元)"},
      {"income >= 3.5", "3.5", "money (元)"},
      {"full_time_staff in [1, 2]", "2", "integer (人)"},
      {"body_type == 'university'", "'university'", "enum `body_type`"},
      {"'university' == body_type", "'university'", "enum `body_type`"},
      {"body_type in ['university']", "['university']", "list of enum `body_type`"},
      {"body_type in params.body_types", "params.body_types", "list of enum `body_type`"},
      {"body_type == params.main_type", "params.main_type", "enum `body_type`"},
      {"body_type in (has_letter ? params.body_types : ['university'])", "params.body_types",
       "list of enum `body_type`"},
      {"body_type in params.body_types + ['university']", "['university']",
       "list of enum `body_type`"},
      {"params.body_types.exists(t, t == body_type)", "params.body_types",
       "list of enum `body_type`"},
      {"params.body_types.exists(t, t == 'university' && t == body_type)", "'university'",
       "enum `body_type`"},
      {"params.body_types.filter(t, t != 'university').exists(u, u == body_type)", "'university'",
       "enum `body_type`"},
      {"{'a': 'industry_leader', 'b': 'university'}['a'] == body_type", "'university'",
       "enum `body_type`"},
      {"params.listed.exists(p, fields.exists(f, f == p))", "params.listed",
       "list of enum `fields`"},
      {"tags == []", "[]", "list of string"},
      {"[] == fields.map(f, f)", "[]", "list of enum `fields`"},
      {"size([]) == 0", "[]", "list of integer"},
      {"has_letter ? tags : []", "[]", "list of string"},
      {"years.exists(y, y == 2024)", "2024", "integer (年)"},
      {"body_type == 'university' || region_code == 'university'", "region_code == 'university'",
       "boolean"},
  }));
  INFO(c.text);
  Conditions world;
  Diagnostics diags;
  const auto expr = checked(world, c.text, diags);
  for (const Diagnostic& found : diags.all()) UNSCOPED_INFO(found.message.en);
  REQUIRE(expr);
  CHECK(type_of(world, *expr, c.node) == c.type);
}

TEST_CASE("check: texts of a map meet an enum only where they are written down", "[expr]") {
  struct Case {
    std::string text;
    bool right;
  };
  const auto c = GENERATE(values<Case>({
      {"{'a': 'university'}['a'] == body_type", true},
      {"{'a': region_code}['a'] == body_type", false},
      {"{region_code: 'university'}['a'] == body_type", true},
  }));
  INFO(c.text);
  Conditions world;
  Diagnostics diags;
  checked(world, c.text, diags);
  CHECK(diags.has_errors() != c.right);
}

TEST_CASE("check: every node of a right condition has a type", "[expr]") {
  for (const ConditionCase& one : condition_cases("types.spec")) {
    if (!one.faults.empty()) continue;
    INFO(one.condition);
    Conditions world;
    Diagnostics diags;
    auto expr = parse(world.sources, world.sources.add("c", one.condition), diags);
    REQUIRE(expr);
    REQUIRE(check(*expr, world.scope(one.where), world.sources, diags));
    for (const Node& node : expr->nodes) {
      CHECK(node.type != kInvalidType);
      CHECK(node.op != Op::Name);
    }
  }
}

TEST_CASE("check: a value of a parameter that the enum lacks is shown in the parameter", "[expr]") {
  Conditions world;
  Diagnostics diags;
  CHECK_FALSE(checked(world, "body_type in params.wrong_types", diags));
  REQUIRE(diags.all().size() == 1);
  const Diagnostic& fault = diags.all()[0];
  CHECK(world.sources.name(fault.span.source) == "params.yaml");
  CHECK(world.sources.text(fault.span) == "industrial_prak");
  REQUIRE(fault.notes.size() == 1);
  CHECK(world.sources.text(fault.notes[0].span) == "params.wrong_types");
}

TEST_CASE("check: the root fits what stands around it", "[expr]") {
  struct Case {
    std::string text, expected, fault;
  };
  const auto c = GENERATE(values<Case>({
      {"effect", "bool", ""},
      {"has_letter", "bool", ""},
      {"points", "bool", "type-mismatch: points"},
      {"points", "int", ""},
      {"full_time_staff", "int", ""},
      {"rate", "int", "type-mismatch: rate"},
      {"points + 0.5", "int", "type-mismatch: points + 0.5"},
      {"points", "money", ""},
      {"income", "money", ""},
      {"full_time_staff", "money", "unit-mismatch: full_time_staff"},
      {"name", "money", "type-mismatch: name"},
      {"as_of", "date", ""},
      {"'2024-01-01'", "date", "type-mismatch: '2024-01-01'"},
      {"has_letter ? 'university' : params.main_type", "body_type", ""},
      {"has_letter ? 'university' : 'uni'", "body_type", "unknown-enum-value: 'uni'"},
      {"name", "body_type", "type-mismatch: name"},
      {"fields", "fields", ""},
      {"['ai', 'chips']", "fields", ""},
      {"['ai', 'chip']", "fields", "unknown-enum-value: 'chip'"},
      {"params.listed.filter(f, f != 'ai')", "fields", ""},
      {"params.listed.filter(f, f != 'aii')", "fields", "unknown-enum-value: 'aii'"},
      {"params.offsets.map(k, year_of(as_of) + k)", "years", ""},
      {"tags", "fields", "type-mismatch: tags"},
      {"[]", "fields", ""},
  }));
  INFO(c.text << " as " << c.expected);
  Conditions world;
  Diagnostics diags;
  const FactId fact = world.schema.find(c.expected);
  const TypeId expected = c.expected == "bool"   ? kBoolType
                          : c.expected == "int"  ? kIntType
                          : c.expected == "date" ? kDateType
                          : c.expected == "money"
                              ? world.schema.facts[world.schema.find("income")].type
                              : world.schema.facts[fact].type;
  const auto expr = checked(world, c.text, diags, expected);
  CHECK(expr.has_value() == c.fault.empty());
  std::string faults;
  for (const Diagnostic& found : diags.all())
    faults += found.id + ": " + std::string(world.sources.text(found.span));
  CHECK(faults == c.fault);
}

TEST_CASE("check: facts are listed once, ascending", "[expr]") {
  Conditions world;
  Diagnostics diags;
  const auto expr = checked(
      world, "tags.exists(t, t == name) && points > 1 && known(founded_on) && points < 5", diags);
  REQUIRE(expr);
  const std::vector<FactId> expected{world.schema.find("points"), world.schema.find("founded_on"),
                                     world.schema.find("name"), world.schema.find("tags")};
  CHECK(facts_read(*expr) == expected);
}

TEST_CASE("check: a long wrong condition ends soon, with a bounded list", "[expr]") {
  Conditions world;
  for (const std::string term : {"xyzzy > 1 && ", "['a'].exists(x, x == body_type) && "}) {
    std::string text;
    while (text.size() + term.size() + 4 < kMaxExprLength) text += term;
    Diagnostics diags;
    CHECK_FALSE(checked(world, text + "true", diags));
    CHECK(diags.all().size() >= 1);
    CHECK(diags.all().size() <= 100);
  }
  std::string nested, closing;
  for (int i = 0; i < 120; ++i) {
    nested += "['ai'].exists(x" + std::to_string(i) + ", ";
    closing += ")";
  }
  std::string body = "true";
  for (int i = 0; i < 120; ++i) body += " && fields.exists(f, f == x" + std::to_string(i) + ")";
  Diagnostics diags;
  CHECK(checked(world, nested + body + closing, diags));
}

}  // namespace
}  // namespace ipcheck

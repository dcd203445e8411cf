#include <random>

#include "expr/conditions.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

/// Random conditions with every operand in brackets, so that every tree can occur.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::string expression(int depth) {
    if (depth == 0) return leaf();
    const auto operand = [&] { return "(" + expression(depth - 1 - below(2) * (depth > 1)) + ")"; };
    switch (below(16)) {
      case 0:
        return operand() + " && " + operand() + (below(2) != 0 ? " && " + operand() : "");
      case 1:
        return operand() + " || " + operand();
      case 2:
        return operand() + " ? " + operand() + " : " + operand();
      case 3:
        return "!" + operand();
      case 4:
        return "-" + operand();
      case 5:
        return operand() + one_of({" == ", " != ", " < ", " <= ", " > ", " >= ", " in "}) +
               operand();
      case 6:
        return operand() + one_of({" + ", " - ", " * ", " / ", " % "}) + operand();
      case 7:
        return operand() + one_of({" + ", " - ", " * ", " / ", " % "}) + operand();
      case 8:
        return operand() + "[" + operand() + "]";
      case 9:
        return operand() + one_of({".a", ".size", ".`a-b`", ".`x y.z`", ".in"});
      case 10:
        return "[" + operand() + ", " + operand() + "]";
      case 11:
        return "{" + operand() + ": " + operand() + "}";
      case 12:
        return one_of({"f", "known", "date"}) + "(" + operand() + ")";
      case 13:
        return operand() + ".f(" + operand() + ", " + operand() + ")";
      case 14:
        return operand() + one_of({".all", ".exists", ".exists_one", ".filter", ".map"}) + "(v, " +
               operand() + ")";
      default:
        return operand() + ".map(w, " + operand() + ", " + operand() + ")";
    }
  }

 private:
  std::string leaf() {
    return one_of({"a",
                   "params.x",
                   "as_of",
                   "1",
                   "-1",
                   "0",
                   "9223372036854775807",
                   "-9223372036854775808",
                   "1.5",
                   "-1.5",
                   "1.0",
                   "-2.0",
                   "'a'",
                   R"('it\'s "x" \\ \n \x01')",
                   "'知识产权'",
                   "''",
                   "true",
                   "false",
                   "[]",
                   "{}",
                   "state('A-1')",
                   "v",
                   "f()",
                   "verdict"});
  }
  std::string one_of(std::initializer_list<const char*> texts) {
    return texts.begin()[below(static_cast<int>(texts.size()))];
  }
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::mt19937 random_;
};

std::optional<Expr> parse_text(Sources& sources, const std::string& text) {
  Diagnostics diags;
  return parse(sources, sources.add("c", text), diags);
}

TEST_CASE("print: what is printed parses to the same tree", "[expr]") {
  Generator generator(20260601);
  const Schema schema;
  for (int i = 0; i < 20'000; ++i) {
    Sources sources;
    const std::string text = generator.expression(1 + i % 5);
    const auto expr = parse_text(sources, text);
    INFO(text);
    REQUIRE(expr);
    const std::string printed = print(*expr, schema, {});
    INFO(printed);
    const auto again = parse_text(sources, printed);
    REQUIRE(again);
    REQUIRE(tree(*again) == tree(*expr));
    REQUIRE(print(*again, schema, {}) == printed);
    REQUIRE(printed.size() <= text.size() + 20);
  }
}

TEST_CASE("print: brackets stand only where they are needed", "[expr]") {
  struct Case {
    std::string text, printed;
  };
  const auto c = GENERATE(values<Case>({
      {"((a))", "a"},
      {"(a)+(b)", "a + b"},
      {"(a + b) + c", "a + b + c"},
      {"a + (b + c)", "a + (b + c)"},
      {"(a * b) + c", "a * b + c"},
      {"a * (b + c)", "a * (b + c)"},
      {"(a && b) || c", "a && b || c"},
      {"a && (b || c)", "a && (b || c)"},
      {"(a == b) && c", "a == b && c"},
      {"(a == b) == c", "a == b == c"},
      {"a == (b == c)", "a == (b == c)"},
      {"!(a)", "!a"},
      {"!(a.b)", "!a.b"},
      {"(!a).b", "(!a).b"},
      {"-(1)", "-(1)"},
      {"-(-1)", "--1"},
      {"!(-a)", "!(-a)"},
      {"(-1).f()", "(-1).f()"},
      {"(a ? b : c) ? d : e", "(a ? b : c) ? d : e"},
      {"a ? (b ? c : d) : (e ? f : g)", "a ? (b ? c : d) : e ? f : g"},
      {"(a + b).f((c))", "(a + b).f(c)"},
      {"(a || b)[(0)]", "(a || b)[0]"},
      {"[(a),(b)]", "[a, b]"},
      {"{('k'):(1)}", "{'k': 1}"},
      {"a.map(x,(x),(1))", "a.map(x, x, 1)"},
      {"\"a'b\"", "'a\\'b'"},
      {"r'\\d'", "'\\\\d'"},
      {"2.50", "2.5"},
      {"2.0", "2.0"},
      {"1e3", "1000.0"},
      {"0x10", "16"},
  }));
  Sources sources;
  const auto expr = parse_text(sources, c.text);
  INFO(c.text);
  REQUIRE(expr);
  CHECK(print(*expr, Schema{}, {}) == c.printed);
}

TEST_CASE("print: one node of a checked condition", "[expr]") {
  Conditions world;
  Diagnostics diags;
  auto expr =
      parse_text(world.sources, "(full_time_staff)>=(params.staff_min)&&tags.exists(t,t.size()>0)");
  REQUIRE(expr);
  REQUIRE(check(*expr, world.scope("check"), world.sources, diags));
  const auto args = expr->args_of(expr->root());
  CHECK(print(*expr, args[0], world.schema, world.params) == "full_time_staff >= params.staff_min");
  CHECK(print(*expr, args[1], world.schema, world.params) == "tags.exists(t, t.size() > 0)");
}

}  // namespace
}  // namespace ipcheck

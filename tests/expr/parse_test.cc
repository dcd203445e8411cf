#include "expr/parse.h"

#include <functional>

#include "expr/conditions.h"
#include "support/catch.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// The tree of a condition, or the id and underlined text of its fault.
std::string parsed(const std::string& text) {
  Sources sources;
  Diagnostics diags;
  const auto expr = parse(sources, sources.add("c", text), diags);
  if (expr) {
    CHECK(diags.all().empty());
    return tree(*expr);
  }
  REQUIRE(diags.all().size() == 1);
  const Diagnostic& fault = diags.all()[0];
  return fault.id + ": " + std::string(sources.text(fault.span));
}

TEST_CASE("parse: operators bind as in CEL", "[expr]") {
  struct Case {
    std::string text, tree;
  };
  const auto c = GENERATE(values<Case>({
      {"a || b && c", "(or (name a) (and (name b) (name c)))"},
      {"a && b == c", "(and (name a) (eq (name b) (name c)))"},
      {"a == b + c", "(eq (name a) (add (name b) (name c)))"},
      {"a + b * c", "(add (name a) (mul (name b) (name c)))"},
      {"a - b - c", "(sub (sub (name a) (name b)) (name c))"},
      {"a - (b - c)", "(sub (name a) (sub (name b) (name c)))"},
      {"a / b % c", "(mod (div (name a) (name b)) (name c))"},
      {"a < b == c", "(eq (lt (name a) (name b)) (name c))"},
      {"a in b in c", "(in (in (name a) (name b)) (name c))"},
      {"-a * b", "(mul (neg (name a)) (name b))"},
      {"!a.b", "(not (select b (name a)))"},
      {"!a && b", "(and (not (name a)) (name b))"},
      {"!!a", "(not (not (name a)))"},
      {"--a", "(neg (neg (name a)))"},
      {"-1.f()", "(call .f -1)"},
      {"-(1).f()", "(neg (call .f 1))"},
      {"--1", "(neg -1)"},
      {"1 - -1", "(sub 1 -1)"},
      {"1-1", "(sub 1 1)"},
      {"a ? b : c ? d : e", "(cond (name a) (name b) (cond (name c) (name d) (name e)))"},
      {"a || b ? c : d", "(cond (or (name a) (name b)) (name c) (name d))"},
      {"a && b && c", "(and (name a) (name b) (name c))"},
      {"(a && b) && c", "(and (name a) (name b) (name c))"},
      {"a && (b && c)", "(and (name a) (name b) (name c))"},
      {"(a && b) && (c && d)", "(and (name a) (name b) (name c) (name d))"},
      {"a && (b || c) && d", "(and (name a) (or (name b) (name c)) (name d))"},
      {"a.b.c[d].e", "(select e (index (select c (select b (name a))) (name d)))"},
      {"a.in", "(select in (name a))"},
      {"a.`b-c`", "(select b-c (name a))"},
      {"params.x", "(param x)"},
      {"params.x.y", "(select y (param x))"},
      {"params['x']", "(index (name params) 'x')"},
      {"f()", "(call f)"},
      {"f(a, b)", "(call f (name a) (name b))"},
      {"a.f(b)", "(call .f (name a) (name b))"},
      {"known(a)", "(known (name a))"},
      {"state('A-1') == 'met'", "(eq (state A-1) 'met')"},
      {"f(1, state('A'))", "(call f 1 (state A))"},
      {"state(a)", "(call state (name a))"},
      {"a.all(x, x > 0)", "(all x (name a) (gt (name x) 0))"},
      {"a.exists(x, true)", "(exists x (name a) true)"},
      {"a.exists_one(x, true)", "(exists_one x (name a) true)"},
      {"a.filter(x, x)", "(filter x (name a) (name x))"},
      {"a.map(x, 1)", "(map_each x (name a) 1)"},
      {"a.map(x, x, 1)", "(map_each x (name a) (name x) 1)"},
      {"all(a)", "(call all (name a))"},
      {"[]", "(list)"},
      {"[1, 2.0,]", "(list 1 2d)"},
      {"{}", "(map)"},
      {"{'a': 1, 'b': 2,}", "(map 'a' 1 'b' 2)"},
      {"a // no\n&& b", "(and (name a) (name b))"},
      {"\ta\r\n&&\fb", "(and (name a) (name b))"},
      {"inside", "(name inside)"},
      {"a.size().f(b)[0]", "(index (call .f (call .size (name a)) (name b)) 0)"},
      {"!-a", "expr-syntax: -"},
      {"a ? b", "expr-syntax: b"},
      {"", "expr-syntax: "},
      {"  ", "expr-syntax:   "},
      {"a\x01", "expr-syntax: \x01"},
      {"a \xff", "expr-syntax: \xff"},
  }));
  INFO(c.text);
  CHECK(parsed(c.text) == c.tree);
}

TEST_CASE("parse: a NUL is a fault with a place", "[expr]") {
  CHECK(parsed(std::string("a\0b", 3)) == std::string("expr-syntax: \0", 14));
}

TEST_CASE("parse: spans cover a node and its brackets belong to its parent", "[expr]") {
  Sources sources;
  Diagnostics diags;
  const auto expr = parse(sources, sources.add("c", " (a + b) * -c.size( ) "), diags);
  REQUIRE(expr);
  std::vector<std::string> texts;
  for (NodeId id = 0; id < expr->nodes.size(); ++id) texts.emplace_back(expr->text_of(id));
  CHECK(texts == std::vector<std::string>{"a", "b", "a + b", "c", "c.size( )", "-c.size( )",
                                          "(a + b) * -c.size( )"});
}

TEST_CASE("parse: the case files say what is found", "[expr]") {
  const std::vector<ConditionCase> cases = condition_cases("syntax.spec");
  REQUIRE(cases.size() >= 100);
  for (const ConditionCase& one : cases) check_case(one);
}

struct Nest {
  const char* what;
  std::function<std::string(int)> make;  // that many levels deep
};

TEST_CASE("parse: nesting is refused one beyond the limit", "[expr]") {
  const std::vector<Nest> nests = {
      {"brackets", [](int n) { return repeat("(", n) + "a" + repeat(")", n); }},
      {"not", [](int n) { return repeat("!", n) + "a"; }},
      {"minus", [](int n) { return repeat("-", n) + "a"; }},
      {"minus before a number", [](int n) { return repeat("-", n + 1) + "1"; }},
      {"sum", [](int n) { return "1" + repeat(" + 1", n); }},
      {"product", [](int n) { return "1" + repeat(" * 1", n); }},
      {"comparison", [](int n) { return "a" + repeat(" == a", n); }},
      {"ternary", [](int n) { return repeat("a ? b : ", n) + "c"; }},
      {"ternary in the condition",
       [](int n) { return repeat("(", n) + "a" + repeat(" ? b : c)", n); }},
      {"fields", [](int n) { return "a" + repeat(".b", n); }},
      {"methods", [](int n) { return "a" + repeat(".f()", n); }},
      {"indices", [](int n) { return "a" + repeat("[0]", n); }},
      {"keys", [](int n) { return repeat("a[", n) + "0" + repeat("]", n); }},
      {"lists", [](int n) { return repeat("[", n) + "0" + repeat("]", n); }},
      {"maps", [](int n) { return repeat("{0: ", n) + "0" + repeat("}", n); }},
      {"calls", [](int n) { return repeat("f(", n) + "0" + repeat(")", n); }},
      {"macros", [](int n) { return repeat("a.all(x, ", n) + "b" + repeat(")", n); }},
      {"and in or",
       [](int n) { return repeat("(a && (b || ", n / 2) + "a" + repeat("))", n / 2); }},
  };
  for (const Nest& nest : nests) {
    INFO(nest.what);
    CHECK(parsed(nest.make(kMaxExprDepth)).substr(0, 5) != "expr-");
    CHECK(parsed(nest.make(kMaxExprDepth + 2)).substr(0, 14) == "expr-too-deep:");
    if (std::string(nest.what) != "and in or")
      CHECK(parsed(nest.make(kMaxExprDepth + 1)).substr(0, 14) == "expr-too-deep:");
    const std::string most = nest.make(10'000);
    const bool fits = most.size() <= kMaxExprLength;
    CHECK(parsed(fits ? most : nest.make(8'000)).substr(0, 14) == "expr-too-deep:");
  }
  for (const char* open : {"(", "[", "{0:", "!", "-", "a?b:", "f(", "a.all(x,", "a["})
    CHECK(parsed(repeat(open, 12'000)).substr(0, 14) == "expr-too-deep:");
}

TEST_CASE("parse: chains of and and or are one level, whatever their length", "[expr]") {
  const int terms = static_cast<int>(kMaxExprLength / 3);
  const std::string chain = "a" + repeat("&&a", terms - 1);
  REQUIRE(chain.size() + 3 >= kMaxExprLength);
  Sources sources;
  Diagnostics diags;
  const auto expr = parse(sources, sources.add("c", chain), diags);
  REQUIRE(expr);
  CHECK((*expr)[expr->root()].arg_count == static_cast<std::uint32_t>(terms));
}

TEST_CASE("parse: length counts code points and is refused one beyond the limit", "[expr]") {
  const auto padded = [](std::size_t points) {
    return "a == '" + repeat("中", static_cast<int>(points) - 7) + "'";
  };
  CHECK(parsed(padded(kMaxExprLength)).substr(0, 4) == "(eq ");
  CHECK(parsed(padded(kMaxExprLength + 1)) == "expr-too-long: a");
}

struct ScalarCase {
  const char* style;
  std::string yaml;
};

TEST_CASE("parse: a fault points into the scalar as it stands in the file", "[expr]") {
  const auto c = GENERATE(values<ScalarCase>({
      {"plain", "标题: 知识产权\nwhen: name == '专利' && full_time_staff BAD 3\n"},
      {"single quoted", "标题: 知识产权\nwhen: 'name == ''专利'' && full_time_staff BAD 3'\n"},
      {"double quoted", "标题: 知识产权\nwhen: \"name == '\\u4e13利' && full_time_staff BAD 3\"\n"},
      {"literal", "标题: 知识产权\nwhen: |\n  name == '专利' &&\n    full_time_staff BAD 3\n"},
      {"folded",
       "标题: 知识产权\r\nwhen: >-\r\n  name == '专利'\r\n  && full_time_staff BAD 3\r\n"},
  }));
  INFO(c.style);
  Sources sources;
  Diagnostics diags;
  const SourceId file = sources.add("规则.yaml", c.yaml);
  const auto trees = read_yaml(sources, file, diags);
  REQUIRE(diags.all().empty());
  REQUIRE(trees.size() == 1);
  CHECK_FALSE(parse(sources, trees[0].top().find("when"), diags));
  REQUIRE(diags.all().size() == 1);
  const Span span = diags.all()[0].span;
  CHECK(sources.text(span) == "BAD");
  CHECK(span.begin == c.yaml.find("BAD"));
}

TEST_CASE("check: a fault points into the scalar as it stands in the file", "[expr]") {
  const auto c = GENERATE(values<ScalarCase>({
      {"plain", "when: name == '专利' && full_tme_staff > 3\n"},
      {"single quoted", "when: 'name == ''专利'' && full_tme_staff > 3'\n"},
      {"double quoted", "when: \"name == \\\"专利\\\" && full_tme_staff > 3\"\n"},
      {"literal", "when: |\n  name == '专利' &&\n\n  full_tme_staff\n  > 3\n"},
      {"folded", "when: >\n  name == '专利'\n  && full_tme_staff > 3\n"},
  }));
  INFO(c.style);
  Conditions world;
  Diagnostics diags;
  const SourceId file = world.sources.add("规则.yaml", c.yaml);
  const auto trees = read_yaml(world.sources, file, diags);
  REQUIRE(trees.size() == 1);
  auto expr = parse(world.sources, trees[0].top().find("when"), diags);
  REQUIRE(expr);
  CHECK_FALSE(check(*expr, world.scope("check"), world.sources, diags));
  REQUIRE(diags.all().size() == 1);
  CHECK(diags.all()[0].span ==
        Span{file, static_cast<std::uint32_t>(c.yaml.find("full_tme_staff")),
             static_cast<std::uint32_t>(c.yaml.find("full_tme_staff") + 14)});
}

}  // namespace
}  // namespace ipcheck

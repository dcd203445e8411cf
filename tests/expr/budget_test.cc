#include "expr/budget.h"

#include "expr/world.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

std::string repeated(const std::string& head, const std::string& step, int times) {
  std::string out = head;
  for (int i = 0; i < times; ++i) out += step;
  return out;
}

/// `[0, 1, …]` of a hundred.
std::string hundred() {
  std::string out = "[0";
  for (int i = 1; i < 100; ++i) out += ", " + std::to_string(i);
  return out + "]";
}

}  // namespace

TEST_CASE("budget: what is taken is gone, and what is not there is refused", "[expr]") {
  Budget budget{10};
  CHECK(budget.take(9));
  CHECK(budget.take(1));
  CHECK(budget.take(0));
  CHECK_FALSE(budget.spent);
  CHECK_FALSE(budget.take(1));
  CHECK(budget.spent);
  CHECK(budget_of(1) == kMaxMade);
  CHECK(budget_of(1024) == kMaxMade);
  CHECK(budget_of(1025) == kMaxMade + kMaxMadeARow);
}

TEST_CASE("budget: however a value grows, it ends as a fault", "[expr]") {
  World world;
  const std::string loops = hundred() + ".all(a, " + hundred() + ".all(b, ";
  const auto text = GENERATE_COPY(
      as<std::string>(), repeated("[1]", ".map(u, [u, u])", 30),
      repeated("[n]", ".map(u, [u, u])", 30), repeated("[n]", ".map(u, {'a': u, 'b': u})", 30),
      repeated("['x']", ".map(u, u + u)", 40), repeated("[title]", ".map(u, u + u)", 40),
      repeated("[[1]]", ".map(u, u + u)", 40), repeated("[names]", ".map(u, u + u)", 40),
      repeated("[names]", ".map(u, n > 0 ? u + u : u)", 40),
      repeated("[[n]]", ".map(u, u.map(v, v) + u.filter(v, v > 0))", 40),
      repeated("[n]", ".map(u, [u, u])", 20) + ".map(u, [u, u, u, u, u, u, u, u])",
      loops + hundred() + ".all(c, " + hundred() + ".all(d, a + b + c + d >= 0))))",
      loops + hundred() + ".all(c, " + hundred() + ".all(d, n + a + b + c + d > 0))))",
      loops + repeated("[title + 'xx']", ".map(u, u + u)", 18) +
          ".all(t, (a + b > 0 ? t : title).matches('(a|aa)*b'))))");
  INFO(text);
  CHECK(answer(world, text,
               {{"n", Value{std::int64_t{5}}},
                {"title", Value{"xx"}},
                {"names", Value{ValueList{{"a"}, {"b"}}}}}) == "fault");
}

TEST_CASE("budget: hundreds of thousands of items in a macro are not too many", "[expr]") {
  World world;
  const std::string one = hundred();
  const std::string tens = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
  CHECK(answer(world, one + ".all(a, " + one + ".all(b, " + tens + ".all(c, a + b + c + n > 0)))",
               {{"n", Value{std::int64_t{5}}}}) == "true");
  CHECK(answer(world, "size(" + one + ".map(a, " + one + ".map(b, a + b)))", {}) == "100");
}

TEST_CASE("budget: a condition that is refused leaves the others as they are", "[expr]") {
  World world;
  ProgramBuilder builder = world.builder();
  const Expr bomb = world.expr("true || size(" + repeated("[1]", ".map(u, [u, u])", 30) + ") > 0");
  const Expr good = world.expr("2 in [1, 2].map(x, x + 1)");
  const StepId refused = builder.add(bomb, world.params).back();
  const StepId kept = builder.add(good, world.params).back();
  const Program program = builder.build();
  CHECK(program.spent);
  Frame frame;
  run(program, world.batch({{}}), frame);
  CHECK(frame.truth(refused, 0) == Truth::Fault);
  CHECK(frame.truth(kept, 0) == Truth::True);
}

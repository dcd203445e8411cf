#include "expr/program.h"

#include <algorithm>
#include <array>
#include <thread>

#include "expr/step_call.h"
#include "expr/world.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

constexpr Truth F = Truth::False, M = Truth::Missing, P = Truth::Pending, X = Truth::Fault,
                T = Truth::True, N = Truth::NotApplicable;

/// The truth of a step that reads no record.
Truth settled(const World& world, ProgramBuilder& builder, StepId step) {
  const Program program = builder.build();
  Frame frame;
  run(program, world.batch({{}, {}}), frame);
  CHECK(frame.truth(step, 0) == frame.truth(step, 1));
  return frame.truth(step, 1);
}

std::size_t count(const Program& program, Code code) {
  return static_cast<std::size_t>(
      std::count_if(program.steps.begin(), program.steps.end(),
                    [code](const Step& s) { return s.code == static_cast<std::uint16_t>(code); }));
}

}  // namespace

TEST_CASE("program: equal sub-trees are one step", "[expr]") {
  World world;
  ProgramBuilder builder = world.builder();
  const auto a = builder.add(world.expr("n > 3 && flag"), world.params);
  const auto b = builder.add(world.expr("other || (n > params.least)"), world.params);
  const Program program = builder.build();
  CHECK(count(program, Code::Gt) == 1);
  CHECK(count(program, Code::Fact) == 3);
  CHECK(program.facts == std::vector<FactId>{world.schema.find("flag"), world.schema.find("other"),
                                             world.schema.find("n")});
  CHECK(a.back() != b.back());
}

TEST_CASE("program: macros over the same list share its items", "[expr]") {
  World world;
  ProgramBuilder builder = world.builder();
  builder.add(world.expr("names.exists(x, x == 'a') && names.all(y, y != 'b' && n > 0)"),
              world.params);
  builder.add(world.expr("names.all(x, names.exists(y, y == 'a'))"), world.params);
  const Program program = builder.build();
  CHECK(program.spaces.size() == 2);
  CHECK(count(program, Code::Exists) == 1);
}

TEST_CASE("program: what reads no record is computed once, when building", "[expr]") {
  World world;
  const char* text = GENERATE(
      "1 + 2 * 3 > 6", "params.numbers.map(k, k * 2)", "year_of(as_of) + params.least",
      "date('2026-03-16') < as_of", "params.numbers.all(k, params.numbers.exists(j, j >= k))",
      "params.later > 1", "1 / (params.least - 3) > 0", "size(params.words) == 2 ? 'x' : 'y'");
  INFO(text);
  ProgramBuilder builder = world.builder();
  const StepId root = builder.add(world.expr(text), world.params).back();
  const Program program = builder.build();
  CHECK(count(program, Code::Constant) == program.steps.size());
  CHECK(program.constants[program.steps[root].payload].constant);
}

TEST_CASE("program: a constant that decides a condition leaves no work", "[expr]") {
  World world;
  ProgramBuilder builder = world.builder();
  const auto steps = builder.add(world.expr("params.least > 3 && n > 1"), world.params);
  CHECK(settled(world, builder, steps.back()) == F);
}

TEST_CASE("program: the state of a criterion follows from its three parts", "[expr]") {
  struct Row {
    Truth applies, check, should, state;
  };
  const auto row = GENERATE(values<Row>({
      {T, T, T, T}, {T, F, T, F}, {T, T, F, P}, {T, F, F, F}, {T, M, F, M}, {T, P, T, P},
      {T, X, T, P}, {T, T, X, P}, {T, T, M, M}, {F, F, T, N}, {F, M, M, N}, {F, T, T, N},
      {M, T, T, T}, {M, F, T, M}, {P, F, T, P}, {P, M, T, P}, {M, P, T, M}, {X, F, T, P},
      {X, T, T, T}, {M, X, T, M}, {P, T, F, P},
  }));
  World world;
  CAPTURE(int(row.applies), int(row.check), int(row.should));
  ProgramBuilder builder = world.builder();
  const StepId step = builder.criterion(builder.always(row.applies), builder.always(row.check),
                                        builder.always(row.should));
  CHECK(settled(world, builder, step) == row.state);
}

TEST_CASE("program: not applicable is one constant, whatever stands before it", "[expr]") {
  World world;
  ProgramBuilder builder = world.builder();
  builder.always(F);
  const StepId first = builder.always(N), second = builder.always(N);
  CHECK(first == second);
  CHECK(settled(world, builder, second) == N);
}

TEST_CASE("program: absent parts of a criterion are met", "[expr]") {
  struct Row {
    int parts;
    Truth part, state;
  };
  const auto row = GENERATE(values<Row>({{1, F, N},
                                         {1, T, T},
                                         {1, M, T},
                                         {2, F, F},
                                         {2, X, P},
                                         {4, F, P},
                                         {4, M, M},
                                         {4, X, P},
                                         {0, T, T}}));
  World world;
  const Record record{{"flag", {row.part == T}}, {"n", {std::int64_t{0}}}};
  ProgramBuilder builder = world.builder();
  const std::string text = row.part == M ? "other" : row.part == X ? "1 / n > 0" : "flag";
  const StepId part = builder.add(world.expr(text), world.params).back();
  const StepId step =
      builder.criterion(row.parts == 1 ? part : kNoStep, row.parts == 2 ? part : kNoStep,
                        row.parts == 4 ? part : kNoStep);
  const Program program = builder.build();
  Frame frame;
  run(program, world.batch({record, record, record}), frame);
  CAPTURE(row.parts, int(row.part));
  CHECK(frame.truth(step, 2) == row.state);
}

TEST_CASE("program: all, any and at_least over every pair of states", "[expr]") {
  struct Row {
    Truth a, b, all, any, two;
  };
  const auto row = GENERATE(values<Row>({
      {F, F, F, F, F},
      {F, M, F, M, F},
      {F, P, F, P, F},
      {F, T, F, T, F},
      {F, N, F, F, F},
      {M, M, M, M, M},
      {M, P, M, M, M},
      {M, T, M, T, M},
      {M, N, M, M, M},
      {P, P, P, P, P},
      {P, T, P, T, P},
      {P, N, P, P, P},
      {T, T, T, T, T},
      {T, N, T, T, T},
      {N, N, N, N, N},
  }));
  const bool swapped = GENERATE(false, true);
  World world;
  CAPTURE(int(row.a), int(row.b), swapped);
  ProgramBuilder builder = world.builder();
  const std::vector<StepId> parts{builder.always(swapped ? row.b : row.a),
                                  builder.always(swapped ? row.a : row.b)};
  const StepId all = builder.all(parts), any = builder.any(parts), two = builder.at_least(2, parts),
               one = builder.at_least(1, parts);
  const Program program = builder.build();
  Frame frame;
  run(program, world.batch({{}, {}, {}}), frame);
  CHECK(frame.truth(all, 2) == row.all);
  CHECK(frame.truth(any, 2) == row.any);
  CHECK(frame.truth(two, 2) == row.two);
  CHECK(frame.truth(one, 2) == row.any);
}

TEST_CASE("program: at_least counts those that could still be met", "[expr]") {
  struct Row {
    std::uint32_t k;
    std::vector<Truth> parts;
    Truth state;
  };
  const auto row = GENERATE(values<Row>({
      {2, {T, T, F, F}, T},
      {3, {T, T, F, F}, F},
      {3, {T, T, M, F}, M},
      {3, {T, T, P, F}, P},
      {4, {T, T, P, F}, F},
      {3, {T, T, N, N}, T},
      {3, {T, P, N, N}, P},
      {1, {}, N},
      {1, {F}, F},
  }));
  World world;
  ProgramBuilder builder = world.builder();
  std::vector<StepId> parts;
  for (const Truth t : row.parts) parts.push_back(builder.always(t));
  CAPTURE(row.k, row.parts.size());
  CHECK(settled(world, builder, builder.at_least(row.k, parts)) == row.state);
}

TEST_CASE("program: choose takes the branch of the selector", "[expr]") {
  struct Row {
    const char* field;
    Truth state;
  };
  const auto row = GENERATE(
      values<Row>({{"ai", T}, {"chips", P}, {"medicine", N}, {"energy", M}, {nullptr, M}}));
  World world;
  ProgramBuilder builder = world.builder();
  const std::vector<std::pair<std::uint32_t, StepId>> branches{
      {0, builder.always(T)}, {1, builder.always(P)}, {2, builder.always(N)}};
  const StepId step = builder.choose(builder.fact(world.schema.find("field")), branches);
  const Program program = builder.build();
  Frame frame;
  Record record;
  if (row.field != nullptr) record["field"] = Value{row.field};
  run(program, world.batch({record, {{"field", {"ai"}}}}), frame);
  CHECK(frame.truth(step, 0) == row.state);
  CHECK(frame.truth(step, 1) == T);
}

TEST_CASE("program: state and verdict are words of their steps", "[expr]") {
  World world;
  struct Row {
    Truth t;
    const char *state, *verdict;
  };
  const auto row = GENERATE(values<Row>({{F, "not_met", "ineligible"},
                                         {M, "missing", "incomplete"},
                                         {P, "pending", "needs_review"},
                                         {T, "met", "eligible"},
                                         {N, "not_applicable", "eligible"}}));
  Diagnostics diags;
  const std::vector<std::string> criteria{"A-1"};
  const CheckScope scope{.schema = &world.schema, .state_allowed = true, .criteria = criteria};
  const auto written = [&](const std::string& text) {
    auto expr = parse(world.sources, world.sources.add("when", text), diags);
    REQUIRE((expr && check(*expr, scope, world.sources, diags)));
    return *expr;
  };
  const Expr state = written("state('A-1') == '" + std::string(row.state) + "'");
  const Expr verdict = written("verdict == '" + std::string(row.verdict) + "'");
  ProgramBuilder builder = world.builder();
  const StepId step = builder.always(row.t);
  const std::unordered_map<std::string, StepId> steps{{"A-1", step}};
  const StepId a = builder.add(state, {}, &steps, step).back();
  const StepId b = builder.add(verdict, {}, &steps, step).back();
  const Program program = builder.build();
  Frame frame;
  run(program, world.batch({{}}), frame);
  CHECK(frame.truth(a, 0) == T);
  CHECK(frame.truth(b, 0) == T);
}

TEST_CASE("program: the steps of a derivation can be asked for", "[expr]") {
  World world;
  world.set_derive("derived", "n + 1");
  ProgramBuilder builder = world.builder();
  builder.fact(world.schema.find("derived"));
  CHECK(builder.derivation(world.schema.find("derived")).size() == 3);
  CHECK(builder.derivation(world.schema.find("n")).empty());
}

TEST_CASE("program: threads share a program, each with a frame of its own", "[expr]") {
  World world;
  const Expr expr =
      world.expr("title.matches('^a') && names.exists(x, x + title == 'aa') && n > 2");
  ProgramBuilder builder = world.builder();
  const StepId root = builder.add(expr, world.params).back();
  const Program program = builder.build();
  std::vector<Record> records;
  for (std::int64_t i = 0; i < 200; ++i)
    records.push_back(
        {{"title", {i % 3 ? "a" : "b"}}, {"n", {i % 7}}, {"names", {ValueList{{"a"}}}}});
  const Batch batch = world.batch(records);
  std::array<Frame, 4> frames;
  std::vector<std::thread> threads;
  for (Frame& frame : frames)
    threads.emplace_back([&program, &batch, &frame] {
      for (int i = 0; i < 20; ++i) run(program, batch, frame);
    });
  for (std::thread& thread : threads) thread.join();
  for (std::uint32_t row = 0; row < batch.rows; ++row)
    for (const Frame& frame : frames)
      REQUIRE(frame.truth(root, row) == truth(row % 3 != 0 && row % 7 > 2));
}

TEST_CASE("program: every opcode has a name of its own", "[expr]") {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kCodes; ++i) names.push_back(name_of(static_cast<Code>(i)));
  std::sort(names.begin(), names.end());
  CHECK(std::unique(names.begin(), names.end()) == names.end());
}

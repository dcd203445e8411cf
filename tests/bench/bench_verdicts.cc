// Verdicts of the shipped recognition scheme over 2048 applicants: the outcome alone, and with the
// lists of what fails, is missing and is pending. 2 % of the values are missing.

#include <benchmark/benchmark.h>

#include <random>

#include "judge/judge.h"
#include "support/rules.h"

using namespace ipcheck;

namespace {

constexpr std::uint32_t kRows = 2048;
const std::vector<std::string> kScheme = {"shanxi-operation-center-recognition"};

Value random_value(const Schema& schema, const Fact& fact, std::mt19937& random) {
  auto chance = [&](int percent) { return static_cast<int>(random() % 100) < percent; };
  if (const Domain* domain = schema.domain_of(fact.type)) {
    return Value{domain->members[random() % domain->members.size()].id};
  }
  switch (schema.types[fact.type].kind) {
    case Kind::Int:
      return Value{static_cast<std::int64_t>(random() % 20)};
    case Kind::Decimal:
      return Value{Decimal::of(static_cast<std::int64_t>(random() % 5'000'000))};
    default:
      return Value{chance(90)};
  }
}

struct World {
  std::unique_ptr<test::Loaded> loaded = test::shipped_rules(kScheme);
  Compiled compiled = compile(loaded->rules, kScheme, *Date::of(2026, 6, 1), false);
  Batch batch;

  World() {
    std::mt19937 random(7);
    const Schema& schema = loaded->rules.schema;
    batch.schema = &schema;
    batch.rows = kRows;
    batch.facts.resize(schema.facts.size());
    for (FactId id : compiled.schemes[0].facts) {
      const Fact& fact = schema.facts[id];
      const bool judged = schema.types[fact.type].kind == Kind::Judgement;
      for (std::uint32_t row = 0; row < kRows; ++row) {
        const bool missing = random() % 50 == 0;
        Value value = missing ? Value{} : random_value(schema, fact, random);
        append(batch, batch.facts[id], fact.type, value, judged ? State::Pending : State::Missing);
      }
    }
  }
};

void per_row(benchmark::State& state) {
  state.counters["per_row"] = benchmark::Counter(
      kRows, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void outcomes(benchmark::State& state) {
  const World world;
  Frame frame;
  for (auto _ : state) {
    judge(world.compiled, world.batch, frame);
    for (std::uint32_t row = 0; row < kRows; ++row) {
      benchmark::DoNotOptimize(outcome(world.compiled, world.compiled.schemes[0], frame, row));
    }
  }
  per_row(state);
}
BENCHMARK(outcomes)->Name("verdict/outcome");

void lists(benchmark::State& state) {
  const World world;
  Frame frame;
  Brief brief_lists;
  for (auto _ : state) {
    judge(world.compiled, world.batch, frame);
    for (std::uint32_t row = 0; row < kRows; ++row) {
      brief(world.compiled, world.compiled.schemes[0], world.batch, frame, row, brief_lists);
      benchmark::DoNotOptimize(brief_lists.failing.data());
    }
  }
  per_row(state);
}
BENCHMARK(lists)->Name("verdict/lists");

}  // namespace

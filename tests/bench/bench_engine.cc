// The verdict of one scheme, a row: engine at several chunk sizes against the oracle. The scheme
// has the size and the mix of the recognition of an operation center: judgements, booleans, counts,
// sums of money, kinds of bodies; 2 % of the values are missing.

#include <benchmark/benchmark.h>

#include <random>

#include "agree/world_oracle.h"

using namespace ipcheck;

namespace {

constexpr std::uint32_t kRows = 2048;

const std::vector<std::string> kConditions = {
    "kind == 'park' ? level_of_park in ['ai', 'chips'] : kind in params.bodies",
    "has_charter",
    "has_office && has_sign",
    "office_area >= params.area_min",
    "has_budget",
    "full_time >= params.least",
    "has_patent_engineer || has_lawyer",
    "funds >= params.funds_min",
    "transfer_amount >= params.floor",
    "transfers_done >= params.least",
    "sme_service && sme_count >= params.least",
    "plan_sound && plan_feasible",
    "team_fit",
    "effect_shown && effect_lasting",
    "cooperation",
    "has_database && has_platform && has_tools",
    "no_violation || violation_minor",
    "has_letter && has_statement",
    "impact",
    "outlook",
};

struct Scheme {
  World world;
  std::vector<Expr> conditions;
  std::vector<Record> records;

  Scheme() {
    world.add_fact("kind", world.schema.facts[world.schema.find("body")].type);
    world.add_fact("level_of_park", world.schema.facts[world.schema.find("field")].type);
    for (const char* name : kFlags) world.add_fact(name, kBoolType);
    for (const char* name : kJudgements) world.add_fact(name, kJudgementType);
    for (const char* name : kCounts) world.add_fact(name, kIntType);
    for (const char* name : kSums) world.add_fact(name, kDecimalType);
    world.add_param("area_min", kIntType, {std::int64_t{4}});
    world.add_param("funds_min", kDecimalType, {Decimal::of(500'000)});
    for (const std::string& text : kConditions) conditions.push_back(world.expr(text));
    fill();
  }

  Program program(StepId& root) const {
    ProgramBuilder builder = world.builder();
    std::vector<StepId> criteria;
    for (const Expr& condition : conditions)
      criteria.push_back(
          builder.criterion(kNoStep, builder.add(condition, world.params).back(), kNoStep));
    root = builder.all(criteria);
    return builder.build();
  }

 private:
  static constexpr const char* kFlags[] = {
      "has_charter",  "has_office",  "has_sign",     "has_budget",   "has_patent_engineer",
      "has_lawyer",   "sme_service", "has_tools",    "has_database", "has_platform",
      "no_violation", "has_letter",  "has_statement"};
  static constexpr const char* kJudgements[] = {"plan_sound",      "plan_feasible",  "team_fit",
                                                "effect_shown",    "effect_lasting", "cooperation",
                                                "violation_minor", "impact",         "outlook"};
  static constexpr const char* kCounts[] = {"office_area", "full_time", "transfers_done",
                                            "sme_count"};
  static constexpr const char* kSums[] = {"funds", "transfer_amount"};

  void fill() {
    std::mt19937_64 random(1);
    const auto missing = [&random] { return random() % 100 < 2; };
    const auto likely = [&random] { return random() % 100 < 93; };
    for (std::uint32_t row = 0; row < kRows; ++row) {
      Record r;
      for (const char* name : kFlags)
        if (!missing()) r[name] = Value{likely()};
      for (const char* name : kJudgements)
        if (!missing()) r[name] = Value{likely()};
      for (const char* name : kCounts)
        if (!missing()) r[name] = Value{static_cast<std::int64_t>(likely() ? 3 + random() % 9 : 1)};
      for (const char* name : kSums)
        if (!missing())
          r[name] = Value{Decimal{Int128(likely() ? 200'000'001 + random() % 1000 : 1'999'999), 2}};
      if (!missing()) r["kind"] = Value{random() % 4 == 0 ? "park" : "leader"};
      if (!missing()) r["level_of_park"] = Value{"ai"};
      records.push_back(std::move(r));
    }
  }
};

const Scheme& scheme() {
  static const Scheme kScheme;
  return kScheme;
}

void per_row(benchmark::State& state, std::size_t rows) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows));
  state.counters["per_row"] =
      benchmark::Counter(static_cast<double>(state.iterations() * rows),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void engine(benchmark::State& state) {
  StepId root = kNoStep;
  const Program program = scheme().program(root);
  const auto rows = static_cast<std::uint32_t>(state.range(0));
  const Batch batch =
      scheme().world.batch({scheme().records.begin(), scheme().records.begin() + rows});
  Frame frame;
  for (auto _ : state) {
    run(program, batch, frame);
    benchmark::DoNotOptimize(frame.truth(root, 0));
  }
  per_row(state, rows);
}
BENCHMARK(engine)->Arg(1)->Arg(64)->Arg(2048);

void oracle(benchmark::State& state) {
  const naive::Setting setting = naive::setting_of(scheme().world);
  std::vector<naive::Facts> applicants;
  for (const Record& record : scheme().records)
    applicants.push_back(naive::facts_of(scheme().world, record));
  for (auto _ : state) {
    for (const naive::Facts& facts : applicants) {
      Truth all = Truth::True;
      for (const Expr& condition : scheme().conditions) {
        const Truth t = naive::Oracle(setting, facts).truth_of(condition);
        all = both(all, t == Truth::Fault ? Truth::Pending : t);
        if (all == Truth::False) break;
      }
      benchmark::DoNotOptimize(all);
    }
  }
  per_row(state, kRows);
}
BENCHMARK(oracle)->Unit(benchmark::kMillisecond);

void build(benchmark::State& state) {
  for (auto _ : state) {
    StepId root = kNoStep;
    benchmark::DoNotOptimize(scheme().program(root).steps.size());
  }
}
BENCHMARK(build)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();

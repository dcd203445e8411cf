// What the solver reads out of the rules against the engine: one applicant after another is fixed
// in the encoding, and what the solver then finds for every scheme is what the engine says.
// IPCHECK_AGREE_SEED and IPCHECK_AGREE_COUNT (applicants a scheme) make longer soaks.

#include <cstdlib>
#include <random>

#include "study/proof/prover.h"
#include "support/catch.h"
#include "support/rules.h"

using namespace ipcheck;

namespace {

constexpr Date kAsOf{20605};  // 2026-06-01

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// One scheme with what the solver takes its root for.
struct Asked {
  Compiled compiled;
  const Compiled* program = &compiled;
  SmtText smt;
  Applicant applicant;
  Encoder encoder;
  Solver solver;
  Engine engine;
  Term root, by_gates;

  Asked(const RuleSet& rules, const std::string& scheme, Date as_of)
      : compiled(compile(rules, std::vector<std::string>{scheme}, as_of, false)),
        applicant(smt, std::span(&program, 1)),
        encoder(compiled, applicant),
        solver({.milliseconds = 10000}),
        engine(compiled),
        root(encoder.step(compiled.schemes[0].root)),
        by_gates(encoder.scheme(compiled.schemes[0])) {}

  /// What the solver makes of the world: index of a Truth; -1: not representable, -2: no answer.
  std::pair<int, int> solved(const World& world) {
    const auto conditions = applicant.is(compiled.rules->schema, world);
    if (!conditions) return {-1, -1};
    std::vector<std::string> wanted, values;
    for (const Term* term : {&root, &by_gates})
      wanted.insert(wanted.end(), term->is.begin(), term->is.end());
    solver.tell(smt.take());
    if (solver.ask(*conditions, wanted, values) != Answer::Sat) return {-2, -2};
    std::pair<int, int> out{-3, -3};
    for (int t = 0; t < 6; ++t) {
      if (values[t] == "true") out.first = out.first == -3 ? t : -4;
      if (values[t + 6] == "true") out.second = out.second == -3 ? t : -4;
    }
    return out;
  }
};

/// What every fact of a scheme may be worth trying.
struct Choices {
  std::vector<std::pair<std::string, std::vector<Value>>> facts;

  /// Texts that the encoding has no candidate for are left out; `left_out` counts them.
  Choices(const RuleSet& rules, Asked& asked, std::size_t& left_out) {
    const CompiledScheme& scheme = asked.compiled.schemes[0];
    for (const FactId fact : scheme.facts) {
      const std::string& name = rules.schema.facts[fact].name;
      std::vector<Value> values;
      for (const Value& value : telling_values(rules, *scheme.policy, fact, kAsOf)) {
        const World alone{{}, {{name, value}}};
        const bool known = asked.applicant.is(rules.schema, alone).has_value();
        left_out += !known;
        if (known) values.push_back(value);
      }
      facts.emplace_back(name, std::move(values));
    }
  }
  World world(std::mt19937_64& random) const {
    World out;
    const auto absent = random() % 4 == 0 ? 3 : 12;  // one in so many facts
    for (const auto& [name, values] : facts) {
      if (values.empty() || random() % absent == 0) continue;
      const Value& value = values[random() % values.size()];
      if (!value.is_null()) out.facts[name] = value;
    }
    return out;
  }
};

std::string told(const RuleSet& rules, const World& world) {
  return flow_text(rules.schema, world);
}

}  // namespace

TEST_CASE("agree: the solver reads every scheme as the engine does", "[solver]") {
  const auto loaded = test::shipped_rules();
  const std::uint64_t count = from_environment("IPCHECK_AGREE_COUNT", 120);
  std::mt19937_64 random(from_environment("IPCHECK_AGREE_SEED", 1));
  std::size_t compared = 0, skipped = 0, left_out = 0;
  std::array<std::size_t, 6> seen{};
  for (const Policy& policy : loaded->rules.policies) {
    for (const Scheme& scheme : policy.schemes) {
      Asked asked(loaded->rules, scheme.id, kAsOf);
      const Choices choices(loaded->rules, asked, left_out);
      for (std::uint64_t i = 0; i < count; ++i) {
        const World world = choices.world(random);
        const auto [steps, gates] = asked.solved(world);
        if (steps == -1) {
          ++skipped;
          continue;
        }
        const Truth engine = asked.engine.run(world).truth(asked.compiled.schemes[0].root, 0);
        ++compared;
        ++seen[static_cast<std::size_t>(engine)];
        if (steps == static_cast<int>(engine) && gates == steps) continue;
        INFO(scheme.id << " " << told(loaded->rules, world));
        CHECK(steps == static_cast<int>(engine));
        CHECK(gates == static_cast<int>(engine));
      }
    }
  }
  INFO(compared << " compared, " << skipped << " skipped, " << left_out << " values left out");
  CHECK(compared > 20 * skipped);
  CHECK(left_out < 40);
  for (const Truth t : {Truth::False, Truth::Missing, Truth::Pending, Truth::True})
    CHECK(seen[static_cast<std::size_t>(t)] > 10);
}

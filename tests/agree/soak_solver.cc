#include <algorithm>

#include "agree/soak_compare.h"
#include "study/proof/prover.h"

namespace ipcheck::soak {
namespace {

constexpr unsigned kMilliseconds = 1000;

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
  bool exact;

  Asked(const RuleSet& rules, const std::string& scheme, Date as_of)
      : compiled(compile(rules, std::vector<std::string>{scheme}, as_of, false)),
        applicant(smt, std::span(&program, 1)),
        encoder(compiled, applicant),
        solver({.milliseconds = kMilliseconds}),
        engine(compiled),
        root(encoder.step(compiled.schemes[0].root)),
        by_gates(encoder.scheme(compiled.schemes[0])),
        exact(encoder.outside().empty()) {}

  /// The one truth that holds of six; -1: none or several.
  static int only(std::span<const std::string> values) {
    if (std::count(values.begin(), values.end(), "true") != 1) return -1;
    return static_cast<int>(std::find(values.begin(), values.end(), "true") - values.begin());
  }

  /// What the encoding has words for: texts among its candidates, amounts up to 10^18.
  World sayable(const Given& given) {
    const Decimal most{Int128{1'000'000'000'000'000'000}, 0};
    World out;
    for (const auto& [name, value] : given.facts) {
      if (value.is<Decimal>() && std::max(value.as<Decimal>(), negate(value.as<Decimal>())) > most)
        continue;
      const World alone{{}, {{name, value}}};
      if (!value.is_null() && applicant.is(compiled.rules->schema, alone)) out.facts[name] = value;
    }
    return out;
  }

  /// Empty, or what differs.
  std::string compare(const World& world, Counts& counts) {
    auto conditions = applicant.is(compiled.rules->schema, world);
    if (!conditions) {
      ++counts.no_candidate;
      return {};
    }
    const Truth truth = engine.run(world).truth(compiled.schemes[0].root, 0);
    if (!exact) {  // any of what cannot be said: the engine's answer must be among it
      conditions->push_back(root.at(truth));
      conditions->push_back(by_gates.at(truth));
    }
    std::vector<std::string> wanted, values;
    for (const Term* term : {&root, &by_gates})
      wanted.insert(wanted.end(), term->is.begin(), term->is.end());
    solver.tell(smt.take());
    const Answer answer = solver.ask(*conditions, wanted, values);
    if (answer == Answer::Unknown) {
      ++counts.not_solved;
      return {};
    }
    ++counts.solved;
    ++counts.by_solver[static_cast<std::size_t>(truth)];
    counts.inexact += !exact;
    if (answer == Answer::Unsat)
      return "the solver knows no such applicant with the engine's verdict";
    const int steps = only(std::span(values).first(6)), gates = only(std::span(values).last(6));
    if (steps == static_cast<int>(truth) && gates == steps) return {};
    return "engine " + std::to_string(static_cast<int>(truth)) + ", solver " +
           std::to_string(steps) + " by steps, " + std::to_string(gates) + " by gates";
  }
};

}  // namespace

std::optional<Mismatch> compare_solver(const Pair& rules, const std::string& scheme,
                                       const std::vector<Given>& records, Date as_of,
                                       Counts& counts) {
  Asked asked(rules.printed->rules, scheme, as_of);
  for (std::uint32_t row = 0; row < records.size(); ++row) {
    if (!records[row].unreadable.empty()) continue;
    const World world = asked.sayable(records[row]);
    if (std::string what = asked.compare(world, counts); !what.empty())
      return Mismatch{row, scheme, what, true};
  }
  return std::nullopt;
}

}  // namespace ipcheck::soak

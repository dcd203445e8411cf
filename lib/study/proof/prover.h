#pragma once
// Questions about made-up applicants: is there one of whom all this holds? Every answer that names
// one was confirmed by the caller with the engine; the solver alone is not believed.

#include <deque>
#include <span>

#include "study/proof/encode.h"
#include "study/proof/shrink.h"

namespace ipcheck {

/// An applicant that the solver found, or that there is none.
struct Found {
  Answer answer = Answer::Unknown;
  World world;
  Text why;  // Unknown: what stood in the way
};

class Prover {
 public:
  /// `programs` outlive the prover. Errors: as Solver.
  Prover(std::span<const Compiled* const> programs, const SolverLimits& limits);

  SmtText smt;
  Applicant applicant;

  /// An applicant of whom all `conditions` hold; plain texts and amounts if there is such a one.
  /// `also`: terms whose values are wanted too.
  Found find(const std::vector<Smt>& conditions, const std::vector<Smt>& also = {},
             std::vector<std::string>* values = nullptr);
  std::size_t questions() const { return solver_.questions(); }

 private:
  Solver solver_;
};

/// The verdict is `eligible`; is what else.
inline Smt eligible(SmtText& smt, const Term& root) {
  return smt.either(root.at(Truth::True), root.at(Truth::NotApplicable));
}

/// Verdicts by the engine.
class Engine {
 public:
  explicit Engine(const Compiled& compiled) : compiled_(compiled) {}
  /// Of compiled scheme number `scheme`.
  Outcome outcome(const World& world, std::size_t scheme = 0);
  /// Runs the world; then truths can be read off the frame.
  const Frame& run(const World& world);

 private:
  const Compiled& compiled_;
  Batch batch_;
  Frame frame_;
};

}  // namespace ipcheck

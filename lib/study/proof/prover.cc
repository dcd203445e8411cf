// Tested by tests/study/relation_test.cc.
#include "study/proof/prover.h"

#include <algorithm>

namespace ipcheck {

Prover::Prover(std::span<const Compiled* const> programs, const SolverLimits& limits)
    : applicant(smt, programs), solver_(limits) {}

Found Prover::find(const std::vector<Smt>& conditions, const std::vector<Smt>& also,
                   std::vector<std::string>* values) {
  Found out;
  if (std::find(conditions.begin(), conditions.end(), kNo) != conditions.end()) {
    out.answer = Answer::Unsat;
    return out;
  }
  solver_.tell(smt.take());
  std::vector<std::string> wanted = applicant.wanted();
  const std::size_t own = wanted.size();
  wanted.insert(wanted.end(), also.begin(), also.end());
  std::vector<std::string> found, with_plain = conditions;
  const std::vector<std::string> plain = applicant.plain();
  with_plain.insert(with_plain.end(), plain.begin(), plain.end());
  out.answer = solver_.ask(with_plain, wanted, found);
  if (out.answer != Answer::Sat && !plain.empty())
    out.answer = solver_.ask(conditions, wanted, found);
  if (out.answer == Answer::Unknown)
    out.why = say("求解器未能作答：{}", "the solver gave no answer: {}", solver_.why());
  if (out.answer != Answer::Sat) return out;
  out.world = applicant.world(std::span(found).first(own));
  if (values != nullptr)
    values->assign(found.begin() + static_cast<std::ptrdiff_t>(own), found.end());
  return out;
}

const Frame& Engine::run(const World& world) {
  batch_.clear();
  read_worlds(compiled_.rules->schema, std::span(&world, 1), batch_);
  judge(compiled_, batch_, frame_);
  return frame_;
}

Outcome Engine::outcome(const World& world, std::size_t scheme) {
  return ipcheck::outcome(compiled_, compiled_.schemes[scheme], run(world), 0);
}

}  // namespace ipcheck

#pragma once
// The program while it is being built: steps shared by value, constants computed at once. Only the
// files of the builder see it.

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "expr/prepared.h"

namespace ipcheck {

struct Assembly {
  const Schema& schema;
  Date as_of;
  const std::unordered_map<FactId, Derivation>& derived;
  Program program;
  Frame folding;  // one row; holds the items of constant lists
  std::unordered_map<std::string, StepId> by_content;
  std::size_t constants_left = 4 * kMaxMade;
  std::vector<bool> constant_space{false};  // index SpaceId: items of a constant, read by constants
  std::vector<std::uint32_t> depth{0};      // index SpaceId
  std::vector<StepId> items{kNoStep};       // index SpaceId: the Items step
  std::map<std::tuple<SpaceId, StepId, bool>, SpaceId> spaces;
  struct FactSteps {
    StepId step = kNoStep;
    const Param* params = nullptr;  // that its derivation reads: an overlay has its own
    std::vector<StepId> derivation;
  };
  std::unordered_map<FactId, FactSteps> facts;
  /// Where the parameters of a fact's derivation stand now; nullptr: it has none.
  const Param* params_of(FactId fact) const;

  Assembly(const Schema& schema, Date as_of, const WorkCalendar& calendar,
           const std::unordered_map<FactId, Derivation>& derived);

  const Step& step(StepId id) const { return program.steps[id]; }
  bool is_constant(StepId id) const { return step(id).code == std::uint16_t(Code::Constant); }
  /// The one element of a constant that is the same for every row; nullptr: not such.
  const Column* scalar(StepId id) const;

  /// The step of this content; computed at once when all its arguments are constants.
  StepId emit(Code code, TypeId type, SpaceId space, std::span<const StepId> args,
              std::uint32_t payload = 0);
  StepId constant(TypeId type, const Value& value);
  StepId unknown_constant(TypeId type, State state);
  StepId truth_constant(Truth t);
  StepId add_constant(TypeId type, SpaceId space, Column column);

  /// The innermost of the spaces of some steps (they are nested in one another).
  SpaceId innermost(std::span<const StepId> steps) const;
  SpaceId inner(SpaceId a, SpaceId b) const { return depth[a] < depth[b] ? b : a; }
  /// The step repeated for the items of `space`; constants stay as they are.
  StepId align(StepId id, SpaceId space);
  /// The same, constants repeated too: what kernels without a constant side take.
  StepId full(StepId id, SpaceId space);
  std::vector<StepId> full(std::span<const StepId> steps, SpaceId space);
  /// kNoStep where the rows of `space` are the rows of the step.
  StepId row_map(StepId id, SpaceId space);
  SpaceId enter(SpaceId parent, StepId list, bool constant);
  StepId convert(StepId id, TypeId type);

  StepId fact(FactId id);
  std::vector<StepId> lower(const Expr& expr, std::span<const Param> params,
                            const std::unordered_map<std::string, StepId>* criterion_step,
                            StepId verdict_step);
  /// Once all steps are there.
  void weigh_items();

 private:
  bool folds(Code code, SpaceId space, std::span<const StepId> args) const;
  Column folded(StepId id);
  void fold(StepId id);
  void prepare(StepId id);
  bool differs(TypeId from, TypeId to) const;
};

}  // namespace ipcheck

// Tested by tests/expr/program_test.cc.
#include <algorithm>

#include "expr/assembly.h"

namespace ipcheck {
namespace {

State absent_state(const Schema& schema, const Fact& fact) {
  const bool person = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
  return person ? State::Pending : State::Missing;
}

}  // namespace

const Param* Assembly::params_of(FactId fact) const {
  const auto at = derived.find(fact);
  return at == derived.end() ? nullptr : at->second.params.data();
}

StepId Assembly::fact(FactId id) {
  const Param* params = params_of(id);
  if (const auto at = facts.find(id); at != facts.end() && at->second.params == params)
    return at->second.step;
  const Fact& fact = schema.facts[id];
  std::vector<StepId> args{fact.absent ? constant(fact.type, *fact.absent)
                                       : unknown_constant(fact.type, absent_state(schema, fact))};
  if (const auto at = derived.find(id); at != derived.end() && at->second.expr != nullptr) {
    // A fact derived from itself is absent; policy/load refuses it.
    facts[id] = {args[0], params, {}};
    std::vector<StepId> steps = lower(*at->second.expr, at->second.params, nullptr, kNoStep);
    args.push_back(convert(steps.back(), fact.type));
    facts[id].derivation = std::move(steps);
  }
  program.facts.push_back(id);
  FactSteps& known = facts[id];
  known.params = params;
  return known.step = emit(Code::Fact, fact.type, 0, args, id);
}

ProgramBuilder::ProgramBuilder(const Schema& schema, Date as_of, const WorkCalendar& calendar,
                               const std::unordered_map<FactId, Derivation>& derived)
    : assembly_(std::make_unique<Assembly>(schema, as_of, calendar, derived)) {}
ProgramBuilder::~ProgramBuilder() = default;

std::vector<StepId> ProgramBuilder::add(
    const Expr& expr, std::span<const Param> params,
    const std::unordered_map<std::string, StepId>* criterion_step, StepId verdict_step) {
  return assembly_->lower(expr, params, criterion_step, verdict_step);
}

StepId ProgramBuilder::criterion(StepId applies, StepId check, StepId should) {
  std::vector<StepId> parts;
  std::uint32_t which = 0, bit = 1;
  for (const StepId part : {applies, check, should}) {
    if (part != kNoStep) {
      parts.push_back(part);
      which |= bit;
    }
    bit *= 2;
  }
  if (parts.empty()) return always(Truth::True);
  return assembly_->emit(Code::Criterion, kBoolType, 0, assembly_->full(parts, 0), which);
}

// The states of criteria are ordered so that `all` is `&&` and `any` is `||`, NotApplicable being
// neutral in both.
StepId ProgramBuilder::all(std::span<const StepId> parts) {
  if (parts.empty()) return always(Truth::NotApplicable);
  if (parts.size() == 1) return parts[0];
  return assembly_->emit(Code::And, kBoolType, 0, assembly_->full(parts, 0));
}

StepId ProgramBuilder::any(std::span<const StepId> parts) {
  if (parts.empty()) return always(Truth::NotApplicable);
  if (parts.size() == 1) return parts[0];
  return assembly_->emit(Code::Or, kBoolType, 0, assembly_->full(parts, 0));
}

StepId ProgramBuilder::at_least(std::uint32_t k, std::span<const StepId> parts) {
  if (parts.empty()) return always(Truth::NotApplicable);
  return assembly_->emit(Code::AtLeast, kBoolType, 0, assembly_->full(parts, 0), k);
}

StepId ProgramBuilder::choose(StepId selector,
                              std::span<const std::pair<std::uint32_t, StepId>> branches) {
  if (branches.empty()) return always(Truth::Missing);
  Column members = shape_of(assembly_->schema.types, kIntType);
  std::vector<StepId> args{selector};
  for (const auto& [member, step] : branches) {
    members.ints.push_back(member);
    members.state.push_back(State::Known);
    args.push_back(assembly_->full(step, 0));
  }
  assembly_->program.constants.push_back(std::move(members));
  return assembly_->emit(Code::Choose, kBoolType, 0, args,
                         static_cast<std::uint32_t>(assembly_->program.constants.size() - 1));
}

StepId ProgramBuilder::fact(FactId fact) {
  return assembly_->fact(fact);
}

const std::vector<StepId>& ProgramBuilder::derivation(FactId fact) const {
  static const std::vector<StepId> kNone;
  const auto at = assembly_->facts.find(fact);
  const bool known =
      at != assembly_->facts.end() && at->second.params == assembly_->params_of(fact);
  return known ? at->second.derivation : kNone;
}

StepId ProgramBuilder::always(Truth t) {
  return assembly_->truth_constant(t);
}

void Assembly::weigh_items() {
  std::vector<std::size_t>& bytes = program.prepared_->item_bytes;
  bytes.assign(program.spaces.size(), kItemBytes);
  for (const Step& made : program.steps) {
    if (made.code == static_cast<std::uint16_t>(Code::Constant)) continue;
    bytes[made.space] += width(made.kind);
    if (made.code == static_cast<std::uint16_t>(Code::Items))
      bytes[program.spaces[made.space].parent] += kItemBytes;
  }
}

Program ProgramBuilder::build() {
  assembly_->weigh_items();
  std::vector<FactId>& facts = assembly_->program.facts;
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return std::move(assembly_->program);
}

}  // namespace ipcheck

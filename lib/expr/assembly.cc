// Tested by tests/expr/program_test.cc.
#include "expr/assembly.h"

#include <algorithm>
#include <cassert>

#include "expr/functions.h"
#include "expr/kernels.h"

namespace ipcheck {
namespace {

void append_bytes(std::string& key, std::uint32_t value) {
  key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string content(Code code, TypeId type, SpaceId space, std::span<const StepId> args,
                    std::uint32_t payload) {
  std::string key;
  for (const std::uint32_t part : {std::uint32_t(code), type, space, payload})
    append_bytes(key, part);
  for (const StepId arg : args) append_bytes(key, arg);
  return key;
}

}  // namespace

Assembly::Assembly(const Schema& schema_, Date as_of_, const WorkCalendar& calendar,
                   const std::unordered_map<FactId, Derivation>& derived_)
    : schema(schema_), as_of(as_of_), derived(derived_) {
  program.prepared_->calendar = &calendar;
  make_room(program, folding);
  folding.rows[0] = 1;
  folding.budget.left = kMaxMade;
}

const Column* Assembly::scalar(StepId id) const {
  if (!is_constant(id)) return nullptr;
  const Column& column = program.constants[step(id).payload];
  return column.constant ? &column : nullptr;
}

bool Assembly::folds(Code code, SpaceId space, std::span<const StepId> args) const {
  if (code == Code::Fact || code == Code::RowMap) return false;
  if ((code == Code::Spread || code == Code::Items) && !constant_space[space]) return false;
  return std::all_of(args.begin(), args.end(), [this](StepId arg) { return is_constant(arg); });
}

StepId Assembly::emit(Code code, TypeId type, SpaceId space, std::span<const StepId> args,
                      std::uint32_t payload) {
  const auto [at, is_new] = by_content.emplace(content(code, type, space, args, payload),
                                               static_cast<StepId>(program.steps.size()));
  if (!is_new) return at->second;
  const StepId id = at->second;
  Step made{.code = static_cast<std::uint16_t>(code),
            .kind = schema.types[type].kind,
            .space = space,
            .type = type,
            .first_arg = static_cast<std::uint32_t>(program.args.size()),
            .arg_count = static_cast<std::uint32_t>(args.size()),
            .payload = payload};
  const bool now = folds(code, space, args);
  program.args.insert(program.args.end(), args.begin(), args.end());
  program.steps.push_back(made);
  program.prepared_->shapes.push_back(shape_of(schema.types, type));
  program.prepared_->regexes.push_back(nullptr);
  prepare(id);
  if (now) fold(id);
  return id;
}

/// Compiles what a call needs only once.
void Assembly::prepare(StepId id) {
  if (step(id).code != static_cast<std::uint16_t>(Code::Call)) return;
  if (functions()[step(id).payload].kernel != matches) return;
  const Column* pattern = scalar(program.args_of(id)[1]);
  if (pattern == nullptr || pattern->state[0] != State::Known) return;
  program.prepared_->regexes[id] =
      &program.prepared_->owned_regexes.emplace_back(pattern->strings[0]);
}

/// Runs the step on one row. Within a macro that is a row for each item: once the budget lacks
/// them, the condition is a fault, and so is what is left of it.
Column Assembly::folded(StepId id) {
  const Step& made = step(id);
  Budget& budget = folding.budget;
  if (made.space != 0 && made.code != static_cast<std::uint16_t>(Code::Items) && !budget.spent)
    budget.take(folding.rows[made.space] * width(made.kind));
  if (budget.spent) {
    Column fault = program.prepared_->shapes[id];
    push_unknown(fault, State::Fault);
    fault.constant = true;
    return fault;
  }
  for (const StepId arg : program.args_of(id))
    folding.view[arg] = &program.constants[step(arg).payload];
  Runner{program, nullptr, folding, program.prepared_->texts}.run(id);
  Column& own = folding.columns[id];
  Column column = folding.view[id] == &own ? std::move(own) : folding.column(id);
  column.constant = made.space == 0;
  return column;
}

/// Keeps the step's column as a constant.
void Assembly::fold(StepId id) {
  make_room(program, folding);
  program.constants.push_back(folded(id));
  Step& made = program.steps[id];
  made.code = static_cast<std::uint16_t>(Code::Constant);
  made.arg_count = 0;
  made.payload = static_cast<std::uint32_t>(program.constants.size() - 1);
}

StepId Assembly::add_constant(TypeId type, SpaceId space, Column column) {
  program.constants.push_back(std::move(column));
  return emit(Code::Constant, type, space, {},
              static_cast<std::uint32_t>(program.constants.size() - 1));
}

StepId Assembly::constant(TypeId type, const Value& value) {
  std::string key = "=" + to_source(value);
  append_bytes(key, type);
  if (const auto at = by_content.find(key); at != by_content.end()) return at->second;
  Column column = shape_of(schema.types, type);
  push_value(column, schema, type, value, State::Missing, program.prepared_->texts);
  column.constant = true;
  const StepId id = add_constant(type, 0, std::move(column));
  by_content.emplace(std::move(key), id);
  return id;
}

StepId Assembly::unknown_constant(TypeId type, State state) {
  std::string key = "?" + std::to_string(static_cast<int>(state));
  append_bytes(key, type);
  if (const auto at = by_content.find(key); at != by_content.end()) return at->second;
  Column column = shape_of(schema.types, type);
  push_unknown(column, state);
  column.constant = true;
  const StepId id = add_constant(type, 0, std::move(column));
  by_content.emplace(std::move(key), id);
  return id;
}

StepId Assembly::truth_constant(Truth t) {
  if (t == Truth::True || t == Truth::False) return constant(kBoolType, {t == Truth::True});
  if (t != Truth::NotApplicable) return unknown_constant(kBoolType, static_cast<State>(t));
  if (const auto at = by_content.find("n/a"); at != by_content.end()) return at->second;
  Column column = shape_of(schema.types, kBoolType);
  column.truth.push_back(t);
  column.constant = true;
  const StepId id = add_constant(kBoolType, 0, std::move(column));
  by_content.emplace("n/a", id);
  return id;
}

SpaceId Assembly::innermost(std::span<const StepId> steps) const {
  SpaceId space = 0;
  for (const StepId id : steps) space = inner(space, step(id).space);
  return space;
}

StepId Assembly::align(StepId id, SpaceId space) {
  if (scalar(id) != nullptr || step(id).space == space) return id;
  const StepId outer = align(id, program.spaces[space].parent);
  return emit(Code::Broadcast, step(id).type, space, std::span(&outer, 1));
}

StepId Assembly::full(StepId id, SpaceId space) {
  if (scalar(id) == nullptr) return align(id, space);
  return emit(Code::Spread, step(id).type, space, std::span(&id, 1));
}

std::vector<StepId> Assembly::full(std::span<const StepId> steps, SpaceId space) {
  std::vector<StepId> out(steps.begin(), steps.end());
  const bool one_row =
      std::all_of(steps.begin(), steps.end(), [this](StepId id) { return scalar(id) != nullptr; });
  if (one_row && space == 0) return out;  // computed at once
  for (StepId& id : out) id = full(id, space);
  return out;
}

StepId Assembly::row_map(StepId id, SpaceId space) {
  if (scalar(id) != nullptr || step(id).space == space) return kNoStep;
  return emit(Code::RowMap, kIntType, space, {}, step(id).space);
}

SpaceId Assembly::enter(SpaceId parent, StepId list, bool constant) {
  const auto [at, is_new] = spaces.emplace(std::tuple(parent, list, constant),
                                           static_cast<SpaceId>(program.spaces.size()));
  if (!is_new) return at->second;
  const SpaceId space = at->second;
  program.spaces.push_back({.parent = parent, .list = list});
  constant_space.push_back(constant);
  depth.push_back(depth[parent] + 1);
  const Type& type = schema.types[step(list).type];
  const StepId map = constant ? kNoStep : row_map(list, parent);
  std::vector<StepId> args{constant ? align(list, parent) : list};
  if (map != kNoStep) args.push_back(map);
  items.push_back(emit(Code::Items, type.kind == Kind::Map ? type.key : type.item, space, args));
  return space;
}

bool Assembly::differs(TypeId from, TypeId to) const {
  const Type &a = schema.types[from], &b = schema.types[to];
  if (a.kind == Kind::Int && b.kind == Kind::Decimal) return true;
  if (a.kind == Kind::List && b.kind == Kind::Set) return true;
  if (a.kind != b.kind || !is_collection(a.kind)) return false;
  return a.item != kInvalidType && differs(a.item, b.item);
}

StepId Assembly::convert(StepId id, TypeId type) {
  if (!differs(step(id).type, type)) return id;
  return emit(Code::Convert, type, step(id).space, std::span(&id, 1));
}

}  // namespace ipcheck

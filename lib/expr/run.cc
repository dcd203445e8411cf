// Tested by tests/expr/run_test.cc.
#include <cassert>

#include "expr/functions.h"
#include "expr/prepared.h"

namespace ipcheck {

void run_call(const StepCall& call, Column& out) {
  const KernelCall inner{call.args, call.rows, call.calendar, call.prepared, call.texts};
  functions()[call.step.payload].kernel(inner, out);
}

void make_room(const Program& program, Frame& frame) {
  frame.columns.resize(program.steps.size());
  frame.view.resize(program.steps.size());
  frame.parent_row.resize(program.spaces.size());
  frame.item_offsets.resize(program.spaces.size());
  frame.list_state.resize(program.spaces.size());
  frame.rows.resize(program.spaces.size());
}

void Runner::run_fact(StepId id) {
  const Step& step = program.steps[id];
  const auto args = program.args_of(id);
  const bool given =
      step.payload < batch->facts.size() && batch->facts[step.payload].kind != Kind::Invalid;
  const Column& own = given ? batch->facts[step.payload] : frame.column(args[0]);
  const bool nested = is_collection(step.kind) || step.kind == Kind::Record;
  if (args.size() == 1 && (!own.constant || (nested && batch->unreadable.empty()))) {
    frame.view[id] = &own;
    return;
  }
  Column& out = frame.columns[id];
  clear_like(out, program.prepared_->shapes[id]);
  frame.view[id] = &out;
  if (args.size() == 1 && batch->unreadable.empty() && !nested)
    return spread(out, own, batch->rows);
  const Column& derived = frame.column(args.size() == 1 ? args[0] : args[1]);
  const std::size_t first = std::size_t{step.payload} * batch->rows;
  for (std::uint32_t row = 0; row < batch->rows; ++row) {
    const bool unreadable = !batch->unreadable.empty() && batch->unreadable[first + row] != 0;
    if (unreadable && !given) {
      push_unknown(out, State::Missing);
      continue;
    }
    const bool fill = args.size() == 2 && !unreadable && state_at(own, row) != State::Known;
    push_row(out, fill ? derived : own, row);
  }
}

void Runner::run_items(StepId id) {
  const Step& step = program.steps[id];
  const auto args = program.args_of(id);
  Column& out = frame.columns[id];
  clear_like(out, program.prepared_->shapes[id]);
  const std::int64_t* row_of = args.size() > 1 ? frame.column(args[1]).ints.data() : nullptr;
  const std::vector<std::size_t>& known = program.prepared_->item_bytes;
  const std::size_t item_bytes =
      step.space < known.size() ? known[step.space] : kItemBytes + width(out.kind);
  enter_space(frame, program.spaces, step.space, frame.column(args[0]), row_of, item_bytes, out,
              &frame.view[id]);
}

namespace {

/// Takes what reading the texts of a step inside macros weighs.
bool may_read(const StepCall& call) {
  const auto code = static_cast<Code>(call.step.code);
  const bool reads = code == Code::Call || (code >= Code::Eq && code <= Code::Ge);
  if (call.step.space == 0 || !reads) return true;
  std::size_t bytes = 0;
  for (const Column* arg : call.args) {
    if (arg->kind != Kind::String) continue;
    if (arg->constant)
      bytes += arg->strings[0].size() * call.rows;
    else
      for (const std::string_view text : arg->strings) bytes += text.size();
  }
  return call.frame.budget.take_work(bytes);
}

}  // namespace

void Runner::run_kernel(StepId id) {
  const Step& step = program.steps[id];
  const Program::Prepared& prepared = *program.prepared_;
  frame.args.clear();
  for (const StepId arg : program.args_of(id)) frame.args.push_back(frame.view[arg]);
  Column& out = frame.columns[id];
  const bool nested = is_collection(step.kind) || step.kind == Kind::Record;
  if (nested || out.kind != step.kind) clear_like(out, prepared.shapes[id]);
  const auto code = static_cast<Code>(step.code);
  StepCall call{.step = step,
                .args = frame.args,
                .rows = frame.rows[step.space],
                .frame = frame,
                .spaces = program.spaces,
                .calendar = prepared.calendar,
                .prepared = prepared.regexes[id],
                .texts = &texts};
  if (code == Code::Choose) call.members = &program.constants[step.payload];
  frame.view[id] = &out;
  if (may_read(call)) return kernel_of(code)(call, out);
  clear_like(out, prepared.shapes[id]);
  for (std::uint32_t row = 0; row < call.rows; ++row) push_unknown(out, State::Fault);
}

void Runner::run(StepId id) {
  const Step& step = program.steps[id];
  switch (static_cast<Code>(step.code)) {
    case Code::Constant:
      frame.view[id] = &program.constants[step.payload];
      break;
    case Code::Fact:
      run_fact(id);
      break;
    case Code::Items:
      run_items(id);
      break;
    default:
      run_kernel(id);
      break;
  }
}

void run(const Program& program, const Batch& batch, Frame& frame) {
  make_room(program, frame);
  frame.texts.clear();
  frame.budget = {budget_of(batch.rows)};
  frame.rows[0] = batch.rows;
  Runner runner{program, &batch, frame, frame.texts};
  for (StepId id = 0; id < program.steps.size(); ++id) runner.run(id);
}

}  // namespace ipcheck

#pragma once
// All conditions of the asked schemes as straight-line steps: step i writes column i over a chunk
// of rows; no jumps, no stack. Equal sub-trees are one step. Lists live in spaces of their own: the
// body of a macro runs once over the flattened items. Criteria trees lower to the same steps as
// conditions.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expr/budget.h"
#include "expr/expr.h"
#include "value/column.h"
#include "value/date.h"

namespace ipcheck {

using StepId = std::uint32_t;
using SpaceId = std::uint32_t;
inline constexpr StepId kNoStep = 0xFFFFFFFF;

/// One line of the program. `code` names a kernel family; opcode table: program.cc.
struct Step {
  std::uint16_t code = 0;
  Kind kind = Kind::Invalid;  // of the column it writes
  SpaceId space = 0;          // rows it runs over; 0: the batch
  TypeId type = kInvalidType;
  std::uint32_t first_arg = 0, arg_count = 0;  // StepIds in Program::args
  std::uint32_t payload = 0;                   // FactId, constant index, function index, k, …
};

/// A row space: the batch, or the items of the list that `list` writes in `parent`.
struct Space {
  SpaceId parent = 0;
  StepId list = kNoStep;
};

struct Assembly;
struct Runner;

/// Immutable after `build`; shared by threads.
class Program {
 public:
  std::vector<Step> steps;
  std::vector<StepId> args;
  std::vector<Space> spaces{Space{}};
  std::vector<Column> constants;
  std::vector<FactId> facts;  // read by the program, ascending: what a reader must decode
  bool spent = false;         // a condition makes more constants than it may: it is a fault

  Program();
  ~Program();
  Program(Program&&) noexcept;
  Program& operator=(Program&&) noexcept;

  std::span<const StepId> args_of(StepId id) const {
    return {args.data() + steps[id].first_arg, steps[id].arg_count};
  }

 private:
  friend struct Assembly;
  friend struct Runner;
  friend void run(const Program&, const Batch&, class Frame&);
  struct Prepared;  // regexes, calendar, texts
  std::unique_ptr<Prepared> prepared_;
};

/// What a run leaves behind: one column a step, kept until the next run. One a thread; reused from
/// chunk to chunk.
class Frame {
 public:
  std::vector<Column> columns;      // index StepId; empty for Fact steps (see `column`)
  std::vector<const Column*> view;  // index StepId: the column to read, wherever it lives
  std::vector<std::vector<std::uint32_t>>
      parent_row;                   // index SpaceId: row of the parent space for each item
  std::vector<std::uint32_t> rows;  // index SpaceId
  std::vector<std::vector<std::uint32_t>>
      item_offsets;  // index SpaceId: rows of the parent + 1; where each one's items begin
  std::vector<std::vector<State>> list_state;  // index SpaceId: of the list, for each parent row
  std::deque<std::string> texts;               // bytes of strings made by the run
  std::vector<std::uint32_t> picks;            // scratch
  std::vector<const Column*> args;             // scratch
  Budget budget;                               // of this run

  const Column& column(StepId id) const { return *view[id]; }
  Truth truth(StepId id, std::uint32_t row) const {
    const Column& c = *view[id];
    return c.truth[c.constant ? 0 : row];
  }
};

/// Runs every step over the batch. Never throws for data; a row's fault is a state in its column.
/// Threads: any number, each with its own Frame. Shape: any rows >= 0.
void run(const Program& program, const Batch& batch, Frame& frame);

/// How a fact with `derive` is computed: the checked condition and the parameters it may read.
struct Derivation {
  const Expr* expr = nullptr;
  std::span<const Param> params;
};

/// Builds one program from many conditions and trees.
class ProgramBuilder {
 public:
  /// `derived`: fact -> checked expression; an `add` reads it as it is then, so a policy may bring
  /// its own parameters. All arguments outlive the builder; the calendar outlives the Program.
  ProgramBuilder(const Schema& schema, Date as_of, const WorkCalendar& calendar,
                 const std::unordered_map<FactId, Derivation>& derived);
  ~ProgramBuilder();

  /// Steps of every node of a checked condition (index NodeId); the root's is the last. Params
  /// become literals of the as-of date (before their first date: Pending). `criterion_step`
  /// resolves state('ID'), `verdict_step` the word `verdict` (both may be absent).
  std::vector<StepId> add(const Expr& expr, std::span<const Param> params,
                          const std::unordered_map<std::string, StepId>* criterion_step = nullptr,
                          StepId verdict_step = kNoStep);

  /// The state of a criterion (design 3): NotApplicable, else `check && soft(should)`; faults
  /// become Pending. kNoStep: part absent.
  StepId criterion(StepId applies, StepId check, StepId should);
  StepId all(
      std::span<const StepId> parts);  // NotApplicable counts as met; all of them: NotApplicable
  StepId any(std::span<const StepId> parts);  // NotApplicable is left out
  StepId at_least(std::uint32_t k, std::span<const StepId> parts);
  /// branches: (member index of the selector's enum, step). The selector unknown or of another
  /// member: Missing.
  StepId choose(StepId selector, std::span<const std::pair<std::uint32_t, StepId>> branches);
  StepId fact(FactId fact);
  /// Steps of the derivation that the Fact step of `fact` reads (index NodeId); empty: it has none
  /// or nothing reads it.
  const std::vector<StepId>& derivation(FactId fact) const;
  StepId always(Truth t);

  Program build();

 private:
  std::unique_ptr<Assembly> assembly_;
};

}  // namespace ipcheck

#pragma once
// What the steps of a program are, and the kernels that compute them. Only the files that build and
// run programs include this.

#include "expr/columns.h"
#include "expr/program.h"

namespace ipcheck {

/// The opcodes. In brackets the arguments; after `:` the payload.
enum class Code : std::uint16_t {
  Constant,   // []: index in Program::constants
  Fact,       // [default] or [default, derived]: FactId
  Items,      // [list] or [list, row map]: enters its space; the items (of a map: the keys)
  Broadcast,  // [a]: a column of the parent space, repeated for each item
  Spread,     // [a]: a constant, repeated for each row
  RowMap,     // []: ancestor space; its row for each row of this space
  Convert,    // [a]: int to decimal, list to set, also inside collections
  Not,        // [a]
  And,
  Or,    // [a, …], none of them constant
  Cond,  // [c, then, else], c not constant
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,   // [a, b]
  In,   // [item, collection] or [item, collection, row map]
  Neg,  // [a]
  Add,
  Sub,
  Mul,
  Div,
  Mod,        // [a, b]
  Index,      // [collection, key] or [collection, key, row map]: State of a lacking key
  Field,      // [record]: number of the field
  ListLit,    // [items…]
  MapLit,     // [key, value, …]
  Call,       // [args…]: index of the Function
  All,        //
  Exists,     //
  ExistsOne,  // [body]: space of the items
  Filter,     // [items, condition]: space
  Map,        // [body] or [condition, body]: space
  Known,      // [fact]
  Criterion,  // [applies?, check?, should?], none constant: bits 1, 2, 4 say which
  AtLeast,    // [parts…], none constant: k
  Choose,  // [selector, branches…], branches not constant: index of the constant with the members
  StateWord,    // [criterion]
  VerdictWord,  // [scheme]
};
inline constexpr std::size_t kCodes = static_cast<std::size_t>(Code::VerdictWord) + 1;

/// One step over one chunk. Arguments stand in the step's own space or are constant, unless the
/// opcode says otherwise.
struct StepCall {
  const Step& step;
  std::span<const Column* const> args;
  std::uint32_t rows = 0;
  Frame& frame;
  std::span<const Space> spaces;
  const Column* members = nullptr;         // Choose
  const WorkCalendar* calendar = nullptr;  // Call
  const void* prepared = nullptr;          // Call
  std::deque<std::string>* texts = nullptr;
};
using StepKernel = void (*)(const StepCall& call, Column& out);

/// nullptr for the opcodes that `run` itself computes (Constant, Fact, Items).
StepKernel kernel_of(Code code);
const char* name_of(Code code);

/// Appends a cell as push_row does; a collection or record that the budget lacks is a fault.
void push_copy(const StepCall& call, Column& out, const Column& from, std::uint32_t row);

/// Fills a space of the frame from its list: rows, parent rows, item ranges, state a parent row.
/// `row_of` (nullptr: same row) is the list's row for each parent row; `view` gets the items, in
/// `items` or where they lie. `item_bytes`: what the plain columns of the space take for an item.
/// Errors: where the budget lacks bytes for all items, the rows of the batch that do not fit are a
/// fault and have none.
void enter_space(Frame& frame, std::span<const Space> spaces, SpaceId space, const Column& list,
                 const std::int64_t* row_of, std::size_t item_bytes, Column& items,
                 const Column** view);

void run_not(const StepCall&, Column&);
void run_and(const StepCall&, Column&);
void run_or(const StepCall&, Column&);
void run_cond(const StepCall&, Column&);
void run_known(const StepCall&, Column&);
void run_criterion(const StepCall&, Column&);
void run_at_least(const StepCall&, Column&);
void run_choose(const StepCall&, Column&);
void run_state_word(const StepCall&, Column&);
void run_verdict_word(const StepCall&, Column&);
void run_eq(const StepCall&, Column&);
void run_ne(const StepCall&, Column&);
void run_lt(const StepCall&, Column&);
void run_le(const StepCall&, Column&);
void run_gt(const StepCall&, Column&);
void run_ge(const StepCall&, Column&);
void run_in(const StepCall&, Column&);
void run_neg(const StepCall&, Column&);
void run_add(const StepCall&, Column&);
void run_sub(const StepCall&, Column&);
void run_mul(const StepCall&, Column&);
void run_div(const StepCall&, Column&);
void run_mod(const StepCall&, Column&);
void run_index(const StepCall&, Column&);
void run_field(const StepCall&, Column&);
void run_list_lit(const StepCall&, Column&);
void run_map_lit(const StepCall&, Column&);
void run_call(const StepCall&, Column&);
void run_all(const StepCall&, Column&);
void run_exists(const StepCall&, Column&);
void run_exists_one(const StepCall&, Column&);
void run_filter(const StepCall&, Column&);
void run_map(const StepCall&, Column&);
void run_broadcast(const StepCall&, Column&);
void run_spread(const StepCall&, Column&);
void run_row_map(const StepCall&, Column&);
void run_convert(const StepCall&, Column&);

}  // namespace ipcheck

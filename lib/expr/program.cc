// Tested by tests/expr/program_test.cc.
#include "expr/program.h"

#include <array>

#include "expr/prepared.h"

namespace ipcheck {
namespace {

struct Opcode {
  Code code;
  const char* name;
  StepKernel kernel;
};

constexpr std::array<Opcode, kCodes> kOpcodes = {{
    {Code::Constant, "constant", nullptr},
    {Code::Fact, "fact", nullptr},
    {Code::Items, "items", nullptr},
    {Code::Broadcast, "broadcast", run_broadcast},
    {Code::Spread, "spread", run_spread},
    {Code::RowMap, "row_map", run_row_map},
    {Code::Convert, "convert", run_convert},
    {Code::Not, "not", run_not},
    {Code::And, "and", run_and},
    {Code::Or, "or", run_or},
    {Code::Cond, "cond", run_cond},
    {Code::Eq, "eq", run_eq},
    {Code::Ne, "ne", run_ne},
    {Code::Lt, "lt", run_lt},
    {Code::Le, "le", run_le},
    {Code::Gt, "gt", run_gt},
    {Code::Ge, "ge", run_ge},
    {Code::In, "in", run_in},
    {Code::Neg, "neg", run_neg},
    {Code::Add, "add", run_add},
    {Code::Sub, "sub", run_sub},
    {Code::Mul, "mul", run_mul},
    {Code::Div, "div", run_div},
    {Code::Mod, "mod", run_mod},
    {Code::Index, "index", run_index},
    {Code::Field, "field", run_field},
    {Code::ListLit, "list", run_list_lit},
    {Code::MapLit, "map_literal", run_map_lit},
    {Code::Call, "call", run_call},
    {Code::All, "all", run_all},
    {Code::Exists, "exists", run_exists},
    {Code::ExistsOne, "exists_one", run_exists_one},
    {Code::Filter, "filter", run_filter},
    {Code::Map, "map", run_map},
    {Code::Known, "known", run_known},
    {Code::Criterion, "criterion", run_criterion},
    {Code::AtLeast, "at_least", run_at_least},
    {Code::Choose, "choose", run_choose},
    {Code::StateWord, "state_word", run_state_word},
    {Code::VerdictWord, "verdict_word", run_verdict_word},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kOpcodes.size(); ++i)
    if (kOpcodes[i].code != static_cast<Code>(i)) return false;
  return true;
}
static_assert(in_order());

}  // namespace

StepKernel kernel_of(Code code) {
  return kOpcodes[static_cast<std::size_t>(code)].kernel;
}
const char* name_of(Code code) {
  return kOpcodes[static_cast<std::size_t>(code)].name;
}

Program::Program() : prepared_(std::make_unique<Prepared>()) {}
Program::~Program() = default;
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;

}  // namespace ipcheck

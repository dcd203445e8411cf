#pragma once
// What a program keeps for its runs besides the steps. Only the builder and the runner see it.

#include <deque>

#include "expr/step_call.h"
#include "text/regex.h"

namespace ipcheck {

struct Program::Prepared {
  std::vector<Column> shapes;           // index StepId: an empty column of the step's type
  std::vector<std::size_t> item_bytes;  // index SpaceId, once built: of its plain columns, an item
  std::vector<const Regex*> regexes;    // index StepId: of a constant pattern, else nullptr
  std::deque<Regex> owned_regexes;
  std::deque<std::string> texts;  // bytes of the constants
  const WorkCalendar* calendar = nullptr;
};

/// What an item takes besides the columns of its space: its parent row, its place in the list.
inline constexpr std::size_t kItemBytes = 8;

/// Computes one step whose arguments are in `frame.view`; leaves its column in `frame.columns` and
/// `frame.view`. `batch` may be nullptr while constants are folded.
struct Runner {
  const Program& program;
  const Batch* batch;
  Frame& frame;
  std::deque<std::string>& texts;

  void run(StepId id);

 private:
  void run_fact(StepId id);
  void run_items(StepId id);
  void run_kernel(StepId id);
};

/// Makes room in the frame for the steps and spaces that the program has by now.
void make_room(const Program& program, Frame& frame);

}  // namespace ipcheck

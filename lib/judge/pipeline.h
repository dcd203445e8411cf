#pragma once
// Blocks through threads and out again in order: the only code with threads. What is computed from
// a block may not depend on who computes it, so the bytes that come out are equal for any number.

#include <cstddef>
#include <functional>

namespace ipcheck {

/// What is done with a block. A slot is the memory of one block on its way; it belongs to one stage
/// at a time.
struct PipelineStages {
  std::function<bool(std::size_t slot)> produce;  // one at a time, in order; false: the end
  std::function<void(std::size_t slot)> work;     // any number at a time
  std::function<bool(std::size_t slot)> commit;   // one at a time, in the order of produce; false:
                                                  // enough, nothing more is produced or committed
};

/// Slots that `run_ordered` uses with `jobs` threads; the caller owns their memory.
std::size_t pipeline_slots(unsigned jobs);

/// Runs until the end, in `jobs` threads (the caller's is one of them). Errors: the first exception
/// of any stage, once all threads have stopped.
void run_ordered(unsigned jobs, const PipelineStages& stages);

}  // namespace ipcheck

#pragma once
// Which gates of a scheme a row does not meet, for all rows of a batch at once: where the lists of
// a verdict begin. Private to lib/judge and who judges batches.

#include <cstdint>
#include <span>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

/// One a thread, for one scheme. Outlived by the Compiled.
class OpenGates {
 public:
  OpenGates(const Compiled& compiled, const CompiledScheme& scheme);

  void run(const Frame& frame, std::uint32_t rows);
  struct Open {
    GateId gate = 0;
    Truth state = Truth::False;
    bool lone = false;  // a criterion whose id stands nowhere else in the tree
  };
  /// Of the last run: gates below the scheme's `all` nodes, in reading order, each once, that are
  /// neither met nor not applicable.
  std::span<const Open> of(std::uint32_t row) const {
    return {gates_.data() + std::size_t{row} * most_, counts_[row]};
  }

 private:
  struct Leaf {
    GateId gate = 0;
    StepId step = kNoStep;
    bool lone = false;
  };
  void collect(const Compiled& compiled, const CompiledScheme& scheme, GateId id);

  std::vector<Leaf> leaves_;
  std::size_t most_ = 0;  // places a row: all leaves
  std::vector<Open> gates_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace ipcheck

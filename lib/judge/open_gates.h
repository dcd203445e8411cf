#pragma once
// Which gates of a scheme a row does not meet, for all rows of a batch at once: where the lists of
// a verdict begin. Private to lib/judge and who judges batches.

#include <bit>
#include <cstdint>
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
  /// Of the last run, whose frame still stands: gates below the scheme's `all` nodes, in reading
  /// order, each once, that are neither met nor not applicable.
  template <class Take>
  void each(std::uint32_t row, Take take) const {
    const std::size_t planes = planes_.size();
    for (std::size_t at = row, first = 0; at < planes; at += rows_, first += kPlane)
      for (unsigned open = planes_[at]; open != 0; open &= open - 1) {
        const Leaf& leaf = leaves_[first + static_cast<std::size_t>(std::countr_zero(open))];
        take(Open{leaf.gate, leaf.states[leaf.constant ? 0 : row], leaf.lone});
      }
  }

 private:
  static constexpr std::size_t kPlane = 8;

  struct Leaf {
    GateId gate = 0;
    StepId step = kNoStep;
    bool lone = false;
    bool constant = false;          // `states` has one element
    const Truth* states = nullptr;  // of the last run
  };
  void collect(const Compiled& compiled, const CompiledScheme& scheme, GateId id);

  std::vector<Leaf> leaves_;
  std::size_t rows_ = 0;              // of a plane: a multiple of 8
  std::vector<std::uint8_t> planes_;  // a byte a row for eight leaves each: bits of those open
};

}  // namespace ipcheck

#pragma once
// How far a long run is: rows, speed, time left, on one line of a terminal.

#include <cstdint>
#include <string>

#include "cli/commands.h"

namespace ipcheck {

/// Silent unless standard error is a terminal (or it is asked for), and for the first half second.
class Progress {
 public:
  Progress(When when, const std::string& input, Context& context);
  void add(std::uint64_t rows, std::uint64_t bytes);
  /// Takes the line away.
  void end();

 private:
  void print(double now);

  Context& context_;
  bool wanted_ = false, shown_ = false;
  double begin_ = 0, last_ = 0;
  std::uint64_t rows_ = 0, bytes_ = 0, total_bytes_ = 0;  // 0: unknown
};

}  // namespace ipcheck

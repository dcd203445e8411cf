#pragma once
// How much one run may make of what can grow: lists and their items, the columns inside macros, the
// texts that are joined. Columns of the batch itself grow with its rows alone and are not counted.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "value/column.h"

namespace ipcheck {

/// Units: bytes. One applicant's run may make kMaxMade, a batch kMaxMadeARow for each of its rows
/// if that is more; the constants of all conditions of a program four times kMaxMade.
inline constexpr std::size_t kMaxMade = std::size_t{32} << 20;
inline constexpr std::size_t kMaxMadeARow = std::size_t{32} << 10;

/// What a run may still make. Whoever makes something takes its bytes first; where they are not
/// there, the row (in a macro: the item) is a fault.
struct Budget {
  std::size_t left = 0;
  bool spent = false;  // something was refused

  bool take(std::size_t bytes) {
    if (bytes > left) return refuse();
    left -= bytes;
    return true;
  }
  bool refuse() {
    spent = true;
    return false;
  }
  /// For bytes of texts that are read and items that are compared: sixteen weigh as much as a byte.
  bool take_work(std::size_t steps) { return take(steps / 16); }
};

constexpr std::size_t budget_of(std::uint32_t rows) {
  return std::max(kMaxMade, rows * kMaxMadeARow);
}

/// Bytes of one cell of a plain column; of a collection what it takes besides its items.
std::size_t width(Kind kind);
/// Bytes of the cells [begin, end) as a list holds them and as a value is told: with their items
/// and texts, and no cell below eight.
std::size_t weigh(const Column& column, std::uint32_t begin, std::uint32_t end);
/// Of the one cell that stands for a row.
std::size_t weigh(const Column& column, std::uint32_t row);

}  // namespace ipcheck

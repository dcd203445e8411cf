#pragma once
// Several rows of one applicant as one value a fact: scalars agree, lists and sets collect, maps
// merge. Private to io.

#include <span>

#include "io/held_rows.h"

namespace ipcheck {

/// Two rows that do not agree.
struct Disagreement {
  std::uint32_t row = 0, other = 0;
  std::string key;  // of a map fact
};

/// How one fact of an applicant came out.
struct Folded {
  bool unreadable = false;  // in some row, or rows disagree
  std::optional<Disagreement> disagreement;
};

/// Appends the value that `rows` give of `fact` to `column` of `out`; blank cells say nothing,
/// `absent` fills in when all are blank. Shape: `rows` is not empty.
Folded fold_fact(const HeldRows& held, FactId fact, std::span<const std::uint32_t> rows, Batch& out,
                 Column& column);

}  // namespace ipcheck

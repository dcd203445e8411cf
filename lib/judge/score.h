#pragma once
// Points of a scorecard. PMML's words; exact decimals; unknown facts give an interval. Never
// changes a verdict.

#include <optional>
#include <string>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

struct CharacteristicScore {
  const Characteristic* characteristic = nullptr;
  Decimal min, max;  // equal when known
  bool known = false;
  bool fault = false;  // no band takes the value
};

struct Score {
  Decimal min, max;  // equal: `points` is known
  bool known = false;
  const Grade* grade = nullptr;  // when min and max fall in the same grade
  std::vector<CharacteristicScore> characteristics;
  std::vector<std::string_view> below_floor;  // group ids
  std::vector<std::string_view> veto;         // criterion ids that veto
};

/// Errors: nullopt when the scheme has no scorecard.
std::optional<Score> score(const Compiled& compiled, const CompiledScheme& scheme,
                           const Batch& batch, const Frame& frame, std::uint32_t row);

}  // namespace ipcheck

#pragma once
// What the truth at the root of a scheme says.

#include "judge/judge.h"

namespace ipcheck {

/// A fault needs a person.
Outcome outcome_of(Truth root);

}  // namespace ipcheck

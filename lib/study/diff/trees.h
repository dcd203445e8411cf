#pragma once
// Trees of two schemes side by side. Private to lib/study.

#include "study/diff/parts.h"

namespace ipcheck {

/// Groups that differ in kind, number, selector or words, and what entered, left or moved. Schemes
/// that stand in the tree are compared where they are their own.
void diff_tree(DiffWriter& writer, const PolicyPair& pair, const Scheme& before,
               const Scheme& after);

/// What a gate is called: its id, or `any of (A, B)`.
Text gate_words(const Policy& policy, GateId gate);

}  // namespace ipcheck

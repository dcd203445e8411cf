// Tested by tests/judge/brief_test.cc.
#include "judge/open_gates.h"

#include <algorithm>
#include <cstring>

namespace ipcheck {
namespace {

bool is_open(Truth state) {
  return state != Truth::True && state != Truth::NotApplicable;
}

/// Whether all eight states from `at` are met or not applicable (4 or 5): bit 2 tells.
bool all_met(const Truth* at) {
  static_assert(static_cast<int>(Truth::True) == 4 && static_cast<int>(Truth::Fault) == 3);
  std::uint64_t eight;
  std::memcpy(&eight, at, sizeof eight);
  constexpr std::uint64_t kBit = 0x0404040404040404;
  return (eight & kBit) == kBit;
}

/// How often an id stands in the tree below a gate.
std::size_t occurrences(const Policy& policy, GateId below, std::string_view id) {
  const Gate& gate = policy.gates[below];
  std::size_t count = gate.id == id ? 1 : 0;
  for (GateId child : gate.children) count += occurrences(policy, child, id);
  return count;
}

}  // namespace

OpenGates::OpenGates(const Compiled& compiled, const CompiledScheme& scheme) {
  collect(compiled, scheme, scheme.scheme->root);
  most_ = leaves_.size();
  const Policy& policy = *scheme.policy;
  for (Leaf& leaf : leaves_) {
    const Gate& gate = policy.gates[leaf.gate];
    leaf.lone =
        gate.kind == GateKind::Criterion && occurrences(policy, scheme.scheme->root, gate.id) == 1;
  }
}

void OpenGates::collect(const Compiled& compiled, const CompiledScheme& scheme, GateId id) {
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  const Gate& gate = policy.policy->gates[id];
  if (gate.kind == GateKind::All) {
    for (GateId child : gate.children) collect(compiled, scheme, child);
    return;
  }
  const Leaf leaf{id, policy.gates[id], false};
  auto same = [&](const Leaf& other) { return other.gate == leaf.gate; };
  if (std::none_of(leaves_.begin(), leaves_.end(), same)) leaves_.push_back(leaf);
}

void OpenGates::run(const Frame& frame, std::uint32_t rows) {
  gates_.resize(std::size_t{rows} * most_);
  counts_.assign(rows, 0);
  Open* const gates = gates_.data();
  std::uint32_t* const counts = counts_.data();
  for (const Leaf& leaf : leaves_) {
    const Column& column = frame.column(leaf.step);
    const Truth* const states = column.truth.data();
    auto look = [&](std::uint32_t row, Truth state) {
      if (is_open(state)) gates[row * most_ + counts[row]++] = {leaf.gate, state, leaf.lone};
    };
    if (column.constant) {
      for (std::uint32_t row = 0; row < rows && is_open(states[0]); ++row) look(row, states[0]);
      continue;
    }
    std::uint32_t row = 0;
    for (; row + 8 <= rows; row += 8) {
      if (all_met(states + row)) continue;
      for (std::uint32_t i = row; i < row + 8; ++i) look(i, states[i]);
    }
    for (; row < rows; ++row) look(row, states[row]);
  }
}

}  // namespace ipcheck

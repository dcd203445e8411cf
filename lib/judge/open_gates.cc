// Tested by tests/judge/brief_test.cc.
#include "judge/open_gates.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ipcheck {
namespace {

/// A bit for each of eight states from `at`, in its byte: neither met nor not applicable, as bit 2
/// tells.
std::uint64_t eight_open(const Truth* at) {
  static_assert(static_cast<int>(Truth::True) == 4 && static_cast<int>(Truth::NotApplicable) == 5 &&
                static_cast<int>(Truth::Fault) == 3);
  std::uint64_t eight;
  std::memcpy(&eight, at, sizeof eight);
  return ~eight >> 2 & 0x0101010101010101;
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
  rows_ = (rows + kPlane - 1) / kPlane * kPlane;
  planes_.assign((leaves_.size() + kPlane - 1) / kPlane * rows_, 0);
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    Leaf& leaf = leaves_[i];
    const Column& column = frame.column(leaf.step);
    leaf.states = column.truth.data();
    leaf.constant = column.constant;
    std::uint8_t* const plane = planes_.data() + i / kPlane * rows_;
    auto add = [&](std::uint32_t row, std::uint64_t open) {
      std::uint64_t eight;
      std::memcpy(&eight, plane + row, sizeof eight);
      eight |= open << i % kPlane;
      std::memcpy(plane + row, &eight, sizeof eight);
    };
    std::array<Truth, kPlane> some;
    some.fill(leaf.constant ? leaf.states[0] : Truth::True);
    std::uint32_t row = 0;
    if (leaf.constant) {
      for (const std::uint64_t open = eight_open(some.data()); row < rows; row += kPlane)
        add(row, open);
      continue;
    }
    for (; row + kPlane <= rows; row += kPlane) add(row, eight_open(leaf.states + row));
    std::copy(leaf.states + row, leaf.states + rows, some.begin());
    if (row < rows) add(row, eight_open(some.data()));
  }
}

}  // namespace ipcheck

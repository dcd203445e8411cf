// The three lists of a verdict. Tested by tests/judge/brief_test.cc.
#include <algorithm>

#include "judge/judge.h"
#include "judge/open_gates.h"
#include "judge/walk.h"

namespace ipcheck {
namespace {

class Lister {
 public:
  Lister(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
         const Frame& frame, std::uint32_t row, Brief& out)
      : compiled_(compiled),
        policy_(compiled.policies[scheme.policy_index]),
        batch_(batch),
        frame_(frame),
        row_(row),
        out_(out) {}

  void list(GateId id) {
    const Gate& gate = policy_.policy->gates[id];
    Truth state = frame_.truth(policy_.gates[id], row_);
    if (state == Truth::True || state == Truth::NotApplicable) return;
    switch (gate.kind) {
      case GateKind::Criterion:
        return list_criterion(id, state);
      case GateKind::All:
        for (GateId child : gate.children) list(child);
        return;
      case GateKind::Any:
      case GateKind::AtLeast:
        return list_alternatives(id, state);
      case GateKind::Choose:
        return list_choice(gate);
    }
  }

  /// An open criterion whose id cannot be listed yet.
  void list_lone(GateId id, Truth state) {
    if (state == Truth::Missing) return missing_of(policy_.policy->gates[id].criterion);
    const bool fails = state == Truth::False;
    (fails ? out_.failing : out_.pending).push_back(policy_.policy->gates[id].id);
    (fails ? out_.failing_gates : out_.pending_gates).push_back(id);
  }

 private:
  void list_criterion(GateId id, Truth state) {
    if (state == Truth::False) return add(id, out_.failing, out_.failing_gates);
    if (state == Truth::Missing) return missing_of(policy_.policy->gates[id].criterion);
    add(id, out_.pending, out_.pending_gates);
  }

  /// A failed either-or once under its own id; an open one by its open alternatives.
  void list_alternatives(GateId id, Truth state) {
    if (state == Truth::False) return add(id, out_.failing, out_.failing_gates);
    for (GateId child : policy_.policy->gates[id].children) {
      if (is_unknown(frame_.truth(policy_.gates[child], row_))) list(child);
    }
  }

  void list_choice(const Gate& gate) {
    const auto member = chosen_member(policy_, batch_, frame_, gate.selector, row_);
    for (std::size_t i = 0; i < gate.children.size(); ++i) {
      if (member == static_cast<std::int64_t>(gate.branches[i])) return list(gate.children[i]);
    }
    auto derived = policy_.derived.find(gate.selector);
    const StepId step = derived == policy_.derived.end() || member >= 0 ? kNoStep : derived->second;
    std::vector<std::string> names;
    missing_of_fact(compiled_, batch_, frame_, row_, gate.selector, step, names);
    for (std::string& name : names) add_missing(std::move(name));
  }

  void missing_of(std::uint32_t index) {
    const Criterion& source = policy_.policy->criteria[index];
    std::vector<std::string> names;
    missing_of_criterion(compiled_, source, policy_.criteria[index], batch_, frame_, row_, names);
    for (std::string& name : names) add_missing(std::move(name));
  }

  void add(GateId gate, std::vector<std::string_view>& list, std::vector<GateId>& gates) const {
    const std::string_view id = policy_.policy->gates[gate].id;
    // Ids differ mostly in their last byte.
    auto same = [&](std::string_view other) {
      return other.size() == id.size() && (id.empty() || other.back() == id.back()) && other == id;
    };
    if (std::any_of(list.begin(), list.end(), same)) return;
    list.push_back(id);
    gates.push_back(gate);
  }
  void add_missing(std::string name) {
    if (std::find(out_.missing.begin(), out_.missing.end(), name) == out_.missing.end()) {
      out_.missing.push_back(std::move(name));
    }
  }

  const Compiled& compiled_;
  const CompiledPolicy& policy_;
  const Batch& batch_;
  const Frame& frame_;
  std::uint32_t row_;
  Brief& out_;
};

}  // namespace

void missing_of_criterion(const Compiled& compiled, const Criterion& source,
                          const CompiledCriterion& criterion, const Batch& batch,
                          const Frame& frame, std::uint32_t row, std::vector<std::string>& out) {
  if (source.applies) {
    Walk applies(compiled, batch, frame, row, source.applies.expr, criterion.applies);
    Truth state = applies.root_state();
    if (state == Truth::Missing) return applies.missing(out);
    if (is_unknown(state)) return;
  }
  for (auto [part, steps] :
       {std::pair{&source.check, &criterion.check}, std::pair{&source.should, &criterion.should}}) {
    if (*part) Walk(compiled, batch, frame, row, part->expr, *steps).missing(out);
  }
}

void missing_facts(const Compiled& compiled, const Expr& expr, const NodeSteps& steps,
                   const Batch& batch, const Frame& frame, std::uint32_t row,
                   std::vector<std::string>& out) {
  Walk(compiled, batch, frame, row, expr, steps).missing(out);
}

void brief(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
           const Frame& frame, std::uint32_t row, Brief& out) {
  out.clear();
  Lister(compiled, scheme, batch, frame, row, out).list(scheme.scheme->root);
}

void brief(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
           const Frame& frame, std::uint32_t row, const OpenGates& open, Brief& out) {
  out.clear();
  Lister lister(compiled, scheme, batch, frame, row, out);
  open.each(row, [&](const OpenGates::Open& gate) {
    gate.lone ? lister.list_lone(gate.gate, gate.state) : lister.list(gate.gate);
  });
}

}  // namespace ipcheck

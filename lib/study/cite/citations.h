#pragma once
// Everything in a policy that cites its text, with the conditions that act on it. Private to
// lib/study.

#include <string>
#include <vector>

#include "policy/policy.h"
#include "study/cite/param_uses.h"

namespace ipcheck {

struct CitedThing {
  std::string id;  // as messages name it: OCB-6, full_time_staff_min
  const Citation* cite = nullptr;
  const Param* param = nullptr;  // of a parameter's own citation
  ParamUses uses;                // of a criterion, output or notice
};

/// The citations that stand in the policy's own file, in its order.
std::vector<CitedThing> cited_things(const RuleSet& rules, const Policy& policy);

/// Every use of parameters in the policy, its overlay's inherited conditions included.
ParamUses uses_in(const RuleSet& rules, const Policy& policy);

}  // namespace ipcheck

#pragma once
// JSON Schemas (draft 2020-12) for the files that people write, so that an editor with a YAML
// language server completes and checks them. What a schema cannot say (conditions, names across
// files, 200万元) the loader says.

#include <span>
#include <string>
#include <string_view>

#include "policy/policy.h"

namespace ipcheck {

/// policy, vocabulary, calendar, test, record.
std::span<const std::string_view> schema_kinds();

/// The schema of one kind. `test` and `record` hold the facts of the rule set; the others do not
/// depend on it. Empty: no such kind.
std::string schema_text(std::string_view kind, const RuleSet& rules);

}  // namespace ipcheck

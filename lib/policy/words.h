#pragma once
// How values read in sentences: 3人, 200万元, CNY 2,000,000, 行业龙头企业.

#include "policy/policy.h"

namespace ipcheck {

/// A value with its unit: `3人` / `3`, `200万元` / `CNY 2,000,000`, lists joined by 、 or a comma.
Text with_unit(const Value& value, std::string_view unit);

/// A fact's value with labels for enum ids, 是/否 for truths (符合/不符合 for judgements) and its
/// unit.
Text value_words(const Schema& schema, TypeId type, UnitId unit, const Value& value);

/// The same of `fact`, whose value, item or entry is of `type`: a code comes with its name.
Text value_words(const Schema& schema, const Fact& fact, TypeId type, const Value& value);

/// The words that rule files use.
std::string_view word(GateKind kind);
std::string_view word(ScoreBasis basis);
std::string_view word(Changeable changeable);  // unsaid: empty

/// The state of a criterion or group: 未达到.
Text state_words(Truth state);

}  // namespace ipcheck

#pragma once
// Sentences about proofs. Private to lib/report.

#include <string>
#include <vector>

#include "report/rules/proofs.h"

namespace ipcheck {

std::string_view word(Proof proof);  // proved, refuted, unknown
std::string_view word(Trend trend);  // up, down, flat, mixed, unknown
std::string_view word(Idle idle);    // always_met, duplicate, implied, covered
std::string_view mark(Proof proof);
Text proof_words(Proof proof);
/// The verdict of a scheme, the state of a criterion or group.
Text state_words(const RuleSet& rules, const std::string& id, Truth state);
/// `zhejiang-envoy 符合，ZEP-1 未达到`.
Text states_words(const RuleSet& rules, const Shown& shown);
Text idle_words(const IdleCriterion& idle);
/// What two applicants show: `{…}: 2 → 3, eligible → ineligible`.
Text pair_words(const RuleSet& rules, FactId fact, const std::vector<Shown>& pair);
Text open_words(const RuleSet& rules, const OpenInVain& open);
/// What is said of a scheme besides its trends; a line each.
std::vector<Text> scheme_lines(const RuleSet& rules, const SchemeProofs& scheme);
/// Facts of one trend: `更多不会更差：a、b`; none: empty.
std::vector<Text> trend_lines(const RuleSet& rules, const SchemeProofs& scheme);
Text totals(const Proofs& proofs);
std::string place_of(const Sources& sources, Span span);

}  // namespace ipcheck

#pragma once
// The schemas that are the same for every rule set, as JSON texts. Private to lib/study.

#include <string_view>

namespace ipcheck {

/// Keys of a policy file, up to `$defs`.
extern const std::string_view kPolicySchema;
/// Keys of a vocabulary file, up to `$defs`.
extern const std::string_view kVocabularySchema;
/// What both define: `$defs` and the end of the schema.
extern const std::string_view kRuleDefinitions;
/// A calendar of working days, whole.
extern const std::string_view kCalendarSchema;
/// Keys of a test file; `{facts}` stands for the facts' names.
extern const std::string_view kTestSchema;

}  // namespace ipcheck

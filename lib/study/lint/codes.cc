// Lint of lists of codes. Tested by tests/study/lint_test.cc.
#include <algorithm>

#include "study/lint/rows.h"
#include "value/pattern.h"

namespace ipcheck {
namespace {

/// A word that two codes in force have in one place: nothing written before it tells them apart.
void find_shared_code_names(LintFindings& findings) {
  for (const CodeList& list : findings.rules.schema.code_lists) {
    for (std::size_t i = 0; i < list.entries.size(); ++i) {
      const CodeEntry& entry = list.entries[i];
      for (std::size_t other = 0; other < i; ++other) {
        const CodeEntry& first = list.entries[other];
        const bool rivals = first.within == entry.within && first.replaced_by == kNoEntry &&
                            entry.replaced_by == kNoEntry;
        const auto word = std::find_first_of(entry.words.begin(), entry.words.end(),
                                             first.words.begin(), first.words.end());
        if (!rivals || word == entry.words.end()) continue;
        findings
            .add(entry.span,
                 say("代码 `{}` 与 `{}` 都可写作「{}」",
                     "codes `{}` and `{}` may both be written “{}”", entry.code, first.code, *word))
            .note(first.span, say("另一个在此", "the other one is here"));
      }
    }
  }
}

void find_codes_outside_pattern(LintFindings& findings) {
  const Schema& schema = findings.rules.schema;
  for (const Fact& fact : schema.facts) {
    const CodeList* list = schema.codes_of(fact);
    for (std::size_t i = 0; list != nullptr && i < list->entries.size(); ++i) {
      const CodeEntry& entry = list->entries[i];
      if (matches_whole(fact.pattern, entry.code)) continue;
      findings
          .add(entry.span, say("代码 `{}` 不符合 `{}` 的格式 `{}`",
                               "code `{}` does not match the pattern of `{}`: `{}`", entry.code,
                               fact.name, fact.pattern))
          .note(fact.span, say("事实在此", "the fact is here"));
    }
  }
}

constexpr std::string_view kPlace =
    "  place: {type: string, pattern: '[0-9]{2}', codes: places, label: {zh: 地方, en: Place}}\n";
constexpr std::string_view kPlaceCriterion =
    "  A-1: {title: {zh: 地方, en: Place}, cite: {at: 三/1}, check: place in params.places}\n";
constexpr std::string_view kPlaces = "  places: {value: ['11'], cite: {at: 三/1}}\n";
constexpr std::string_view kGoodCodes =
    "status: in_force\n"
    "codes:\n"
    "  places:\n"
    "    title: {zh: 地方, en: places}\n"
    "    cite: {at: 某标准}\n"
    "    endings: [县, 区]\n"
    "    values: {'11': {zh: 甲乙县, en: First}, '12': {zh: 丙丁区, en: Second}}\n";
constexpr std::string_view kSharedName =
    "status: in_force\n"
    "codes:\n"
    "  places:\n"
    "    title: {zh: 地方, en: places}\n"
    "    cite: {at: 某标准}\n"
    "    endings: [县, 区]\n"
    "    values: {'11': {zh: 甲乙县, en: First}, '12': {zh: 甲乙区, en: Second}}\n";
constexpr std::string_view kStrayCode =
    "status: in_force\n"
    "codes:\n"
    "  places:\n"
    "    title: {zh: 地方, en: places}\n"
    "    cite: {at: 某标准}\n"
    "    values: {'11': {zh: 甲乙县, en: First}, '120': {zh: 丙丁区, en: Second}}\n";

std::string place_example(std::string_view head) {
  return example({.head = head, .facts = kPlace, .params = kPlaces, .criteria = kPlaceCriterion});
}

}  // namespace

void add_lint_codes(std::vector<LintRule>& rows) {
  rows.push_back({
      .id = "duplicate-code-name",
      .summary = say("两个现行代码可写成同一个名称", "two codes in force share a name"),
      .why = say("写这个名称时无法确定是哪个代码，只能要求改填代码",
                 "a cell with that name cannot be told apart, so every user is asked for the code"),
      .bad = place_example(kSharedName),
      .good = place_example(kGoodCodes),
      .find = find_shared_code_names,
  });
  rows.push_back({
      .id = "code-outside-pattern",
      .severity = Severity::Error,
      .summary = say("代码不符合所属事实的格式", "a code does not match the pattern of its fact"),
      .why = say("用名称填写得到的代码，直接填写时却会被拒绝",
                 "the name would give a code that is refused when it is written itself"),
      .bad = place_example(kStrayCode),
      .good = place_example(kGoodCodes),
      .find = find_codes_outside_pattern,
  });
}

}  // namespace ipcheck

#pragma once
// Parts of a verdict as words of both languages: values seen, what is required, how much is
// lacking. Free text of a record comes out with control characters visible, PII masked unless
// asked. A no-break space (U+00A0) stands where a line must not break: `wrap` and `plain_spaces`
// turn it into a blank. Private to lib/report; every renderer for people speaks through it.

#include <string>
#include <string_view>
#include <vector>

#include "judge/explain.h"

namespace ipcheck {

/// `a` then `b` in both languages.
Text operator+(Text a, const Text& b);

/// A list in both languages: 、 or a comma.
Text listed(const std::vector<Text>& items);

Text outcome_words(Outcome outcome);  // 不符合
/// One column wide in every font: ✓ ✗ ? ✎, `-` for not applicable.
std::string_view mark(Truth state);
std::string_view mark(Outcome outcome);
/// What stands behind a verdict's head for `draft`, `expired` …; empty for the other notices.
Text badge(std::string_view notice_id);
Text basis_words(const Scorecard& card);

class Sentences {
 public:
  Sentences(const RuleSet& rules, bool show_pii) : rules_(rules), show_pii_(show_pii) {}

  /// The label of `fact` or `fact.key`; the name itself when there is no such fact.
  Text label(std::string_view name) const;
  /// The paper that shows `fact` or `fact.key`; may be empty.
  Text proof(std::string_view name) const;
  Text value(FactId fact, const Value& value) const;
  Text value(const Output& output, const OutputValue& value) const;
  /// The value with who decided it, or that it is not given.
  Text seen(const Seen& seen) const;
  /// 要求 ≥ 3人; empty when the sentence would say nothing.
  Text required(const Requirement& r) const;
  /// 差 1人; empty when nothing can be counted.
  Text gap(const Requirement& r) const;
  /// A line each: 2人，要求 ≥ 3人，差 1人.
  std::vector<Text> comparisons(const Finding& finding) const;
  /// What the criterion reads but `comparisons` does not name, and its evidence: 专职工作人员 2人.
  std::vector<Text> facts_beside(const Finding& finding) const;

 private:
  const Fact* fact_of(std::string_view name) const;
  Text threshold(const Requirement& r) const;
  Text plain_value(TypeId type, UnitId unit, const Value& value,
                   const CodeList* codes = nullptr) const;
  Text comparison(const Finding& finding, const Requirement& r, bool labelled) const;

  const RuleSet& rules_;
  bool show_pii_;
};

/// A value as the product writes it for machines: `3`, `industrial_park`, `2026-03-16`, `[a, b]`.
std::string bare(const Value& value);

}  // namespace ipcheck

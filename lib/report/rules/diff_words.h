#pragma once
// Changes of rules as sentences of both languages. Private to lib/report.

#include <string>
#include <vector>

#include "report/rules/diff.h"

namespace ipcheck {

/// A change as one sentence, or as a head with two values below it where they are long.
struct ChangeLine {
  Text head;           // parameter full_time_staff_min (Fewest full-time staff): 3 → 5
  Text before, after;  // long ones alone
  std::string place;   // a.yaml:391 → b.yaml:391
};
ChangeLine change_line(const RulesDiffReport& report, const RuleChange& change);
/// `a.yaml:391`; empty: nowhere.
std::string span_place(const RulesDiffReport& report, Span span);
/// The sentence alone, without a title, on one line, cut where it is long.
Text short_words(const RuleChange& change);

/// How a scheme stands to what it was; the index is that of RulesDiff::schemes.
Relation relation_of(const RulesDiffReport& report, std::size_t scheme);
/// 更严; new or removed where one side lacks it.
Text relation_words(const RulesDiffReport& report, std::size_t scheme);
std::string_view id_of(Relation relation);
/// Where there is no scheme to judge by.
Text not_judged_words();
/// What the changes behind a cause say, `; ` between them.
Text cause_words(const RulesDiff& diff, const FlipCause& cause);
/// The name of a group of a `--by` column, or that nothing was given.
Text group_words(const PopulationTask& task, std::size_t column, const std::string& group);
/// The groups of a column, those with most flips first, `most` of them; the rest summed up behind.
struct GroupLine {
  Text name;
  std::uint64_t applicants = 0, flips = 0;
  std::vector<Moves> moves;
  std::string key;
  bool rest = false;
};
std::vector<GroupLine> group_lines(const PopulationReport& population, std::size_t column,
                                   std::size_t most);
/// `eligible → ineligible  61,234`, the most frequent first.
struct MoveLine {
  Outcome from = Outcome::Eligible, to = Outcome::Eligible;
  std::uint64_t count = 0;
};
std::vector<MoveLine> move_lines(const Moves& moves);

Text layer_words(DiffLayer layer);
std::string_view id_of(DiffLayer layer);
std::string_view id_of(DiffSubject subject);
std::string_view id_of(DiffManner manner);

}  // namespace ipcheck

#pragma once
// A verdict as lines: what fails, what is missing, what a person decides, notices, outputs, score,
// in both languages. What every renderer for people prints. Private to lib/report.

#include <string>
#include <vector>

#include "report/verdict/sentences.h"

namespace ipcheck {

/// Who it is about, what it says, its details one below the other, its clause.
struct Line {
  std::string id;
  Text title;
  std::vector<Text> details;
  Text cite;                // its clause; of a missing fact, the criteria that ask for it
  std::vector<Line> parts;  // alternatives of a failed either-or
};

struct VerdictLines {
  std::vector<Line> failing, missing, pending;
  std::vector<Line> decided;  // by a person already
  std::vector<Line> notices;
  std::vector<std::size_t> permanent;  // indices into `notices`
  std::vector<Line> outputs;
  std::vector<Line> score;            // one line, when there is a scorecard
  std::vector<Line> characteristics;  // of the scorecard
  Text badge;                         // draft, expired …; may be empty
  Text next;                          // only when eligible
};

/// What a finding that stands in `failing` or `pending` says.
Line line_of(const RuleSet& rules, const Policy& policy, const Finding& finding, bool show_pii);

VerdictLines lines_of(const RuleSet& rules, const Verdict& verdict, bool show_pii);

/// The sentence under which a section of lines stands.
struct Section {
  Text title;
  const std::vector<Line>* lines;
};
/// Those that have lines: failing, missing, pending, decided, notices, outputs, score.
std::vector<Section> sections(const VerdictLines& lines);

/// What decided, in one sentence: for surveys.
Text deciding_words(const RuleSet& rules, const Verdict& verdict, bool show_pii);

/// The group's own title, or what its kind asks for.
/// A scheme that stands in another's tree is called by its title.
Text title_words(const Policy& policy, const Finding& finding);
std::string cite_words(const Citation& cite);  // place and figure

/// 初筛结果，不代表审批决定。
Text closing_words();

}  // namespace ipcheck

#pragma once
// The format-free result of `eligibility`: applicants, their verdicts, a receipt. Renderers below
// print it and decide nothing.

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "judge/explain.h"

namespace ipcheck {

/// One applicant under all asked schemes.
struct ApplicantReport {
  RecordInfo info;
  Date as_of;
  bool survey = false;              // no scheme was named for this applicant
  std::vector<Seen> identity;       // codes that tell who it is, as given: facts of a code's format
  std::vector<DataNotice> notices;  // of the record and of plausibility rules
  std::vector<Verdict> verdicts;    // in the order asked
  std::vector<const Scheme*>
      not_judged;  // survey: schemes of this kind of applicant with no fact given
};

/// What was asked, and by which rules.
struct VerdictReport {
  bool survey = false;  // no scheme was named for any applicant
  std::vector<ApplicantReport> applicants;
  std::string version;  // of ipcheck
  std::string rules_sha256, input_sha256;
  const RuleSet* rules = nullptr;
  const Sources* sources = nullptr;
};

/// Schemes that an applicant is judged under: those asked; else its `apply_for`; else all for its
/// kind; else (no kind) all. Unknown ids are left to the caller. `survey` tells the last two.
std::vector<std::string> schemes_for(const RuleSet& rules, const RecordInfo& info,
                                     std::span<const std::string> asked, bool& survey);

/// Judges every row of `batch`. `as_of` wins over the record's own date; `today` is used where
/// neither is given. Rows with equal date and schemes share one compilation. Schemes that the rules
/// do not hold, or hold with errors, are left out.
void assess(const RuleSet& rules, const Batch& batch, std::span<const std::string> asked,
            std::optional<Date> as_of, Date today, VerdictReport& report);

/// How text output looks.
struct TextStyle {
  Lang lang = Lang::Zh;
  bool color = false;
  bool explain = false;  // the whole tree with readings
  int width = 100;       // columns of the terminal
  bool quiet = false;    // verdict lines and permanent notices only
  bool show_pii = false;
};

/// Verdict first; what fails (value, threshold, gap, clause); what is missing; what a person
/// decides; notices; outputs; score; the closing line that this is a first screening. Aligned by
/// display width, control characters made visible.
void render_text(const VerdictReport& report, const TextStyle& style, std::ostream& out);
/// Contract `ipcheck/verdicts/1` of design 7; `ndjson`: one applicant a line.
void render_json(const VerdictReport& report, Lang lang, bool ndjson, bool show_pii,
                 std::ostream& out);
void render_markdown(const VerdictReport& report, const TextStyle& style, std::ostream& out);
/// One self-contained page with a review sheet an applicant and scheme: verdict, checklist, missing
/// papers, open decisions with lines to sign, receipt. Prints on A4.
void render_html(const VerdictReport& report, const TextStyle& style, std::ostream& out);

}  // namespace ipcheck

#pragma once
// What `rules diff` says, for people (text, Markdown), for programs (JSON) and for spreadsheets
// (the rows that flip). Renders what study/ found; decides nothing.

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "report/score/format.h"
#include "report/verdict/verdicts.h"
#include "study/diff/diff.h"
#include "study/diff/population.h"
#include "study/proof/relation.h"

namespace ipcheck {

/// What became of a table of applicants.
struct PopulationReport {
  const PopulationTask* task = nullptr;
  PopulationTotals totals;
  std::vector<Flip> rows;       // the first ones, as many as are shown
  std::string table;            // as given
  std::vector<std::string> by;  // columns as given
  std::string flips_file;       // where all rows that flip went; empty: nowhere
};

struct RulesDiffReport {
  const RulesDiff* diff = nullptr;
  const Sources* sources = nullptr;
  std::string before, after;  // as given: `HEAD:rules`, `rules/shanxi/x.yaml`
  std::string version;
  std::vector<SchemeRelation> relations;  // of each scheme of the diff that is on both sides and
                                          // not `same`; the others are not looked at
  std::optional<PopulationReport> population;
  std::vector<std::string> gates;  // of `--fail-on` that are met
};

void render_text(const RulesDiffReport& report, const TextStyle& style, std::ostream& out);
/// Units: at most `limit` bytes; what was cut is said.
inline constexpr std::size_t kCommentBytes = 65'000;
void render_markdown(const RulesDiffReport& report, Lang lang, std::size_t limit,
                     std::ostream& out);
void render_json(const RulesDiffReport& report, Lang lang, std::ostream& out);

/// Rows that flip as CSV: row, id, name, scheme, before, after, causes, changes, and a column for
/// each of `--by`.
class FlipFormat {
 public:
  FlipFormat(const PopulationTask& task, std::vector<std::string> by, Lang lang, bool bom);
  std::string head() const;
  void row(const Flip& flip, std::string& out) const;

 private:
  const PopulationTask& task_;
  std::vector<std::vector<std::string>> words_;  // of each cause of each scheme
  std::unique_ptr<RowFormat> format_;
};

}  // namespace ipcheck

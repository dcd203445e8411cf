#pragma once
// Rows of a result as bytes: CSV, NDJSON, Markdown. Pure, so any thread may write its own rows.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/score/rows.h"

namespace ipcheck {

/// What was changed on the way out, to be counted in the totals.
struct CellChanges {
  std::uint64_t neutralised = 0;  // texts that a spreadsheet would take for a formula
};

/// Threads: any number.
class RowFormat {
 public:
  virtual ~RowFormat() = default;
  /// What stands before the first row.
  virtual std::string head() const = 0;
  /// One applicant: a row for each scheme of `columns`, side by side.
  virtual void row(std::span<const ScoredRow> rows, std::string& out,
                   CellChanges& changes) const = 0;
};

/// Whether a spreadsheet would compute `text`, or its `'` be taken for our own mark.
bool needs_mark(std::string_view text);

/// Texts that begin like a formula (= + - @ tab CR, also full width), unless they are numbers, get
/// a leading `'`, as spreadsheets themselves mark text; a text that begins with `'` gets one more,
/// so nothing is lost.
std::unique_ptr<RowFormat> csv_format(std::vector<ScoreColumn> columns, Lang lang, bool bom);
std::unique_ptr<RowFormat> ndjson_format(std::vector<ScoreColumn> columns);
std::unique_ptr<RowFormat> markdown_format(std::vector<ScoreColumn> columns, Lang lang);

/// The columns of the contract (design 7), for schemes side by side or one below the other
/// (`one_below`: a `scheme` column). Errors: a name that is no column is put into `unknown`.
/// Shape: `asked` empty: all of the contract with decisions and changes if `also` names them, then
/// the kept columns.
std::vector<ScoreColumn> score_columns(std::span<const std::string> asked,
                                       std::span<const std::string> schemes, bool one_below,
                                       bool top, std::span<const std::string> kept_headers,
                                       std::string& unknown, std::span<const ScoreField> also = {});
/// All names that `score_columns` knows.
std::vector<std::string> score_column_names();

}  // namespace ipcheck

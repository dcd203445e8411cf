#pragma once
// Printing diagnostics: for people (frame, help, notes) and for machines.

#include <iosfwd>
#include <span>

#include "text/diagnostic.h"

namespace ipcheck {

/// `file:line:col: error: message [id]`, then the frame, then `help:`; ordered by file and offset;
/// a closing count past `limit`.
void render_diagnostics(const Sources& sources, const Diagnostics& diags, Lang lang, bool color,
                        std::ostream& out, std::size_t limit = 50);

/// `ipcheck/diagnostics/1`: an array of {id, severity, file, line, column, end_line, end_column,
/// message, help}.
void render_diagnostics_json(const Sources& sources, const Diagnostics& diags, Lang lang,
                             std::ostream& out);

/// Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=id::message`.
void render_diagnostics_github(const Sources& sources, const Diagnostics& diags, Lang lang,
                               std::ostream& out);

/// What the id of a finding means.
struct FindingRule {
  std::string id;
  Severity severity = Severity::Warning;
  Text summary;               // one sentence: what it finds
  Text why;                   // why that matters
  std::string bad{}, good{};  // YAML that fires it, YAML that does not; may be empty
};

/// The lint rules, by id.
std::vector<FindingRule> lint_finding_rules();

/// Who reports. A server keeps the findings of each command apart.
struct FindingTool {
  std::string_view version;
  std::string_view command;  // `rules-lint`
  std::span<const FindingRule> rules;
};

/// SARIF 2.1.0, one run. Shape: columns are code points; files are relative to the folder in which
/// the command ran; a finding inside an entry of a YAML file names the entry and, as a related
/// location, its clause; ids without a rule get a row of their own.
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
void render_diagnostics_sarif(const Sources& sources, const Diagnostics& diags, Lang lang,
                              const FindingTool& tool, std::ostream& out);

}  // namespace ipcheck

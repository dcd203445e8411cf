#pragma once
// What `rules cite` found.

#include <iosfwd>

#include "report/findings/diagnostics.h"
#include "study/cite/cite.h"

namespace ipcheck {

struct CiteStyle {
  Lang lang = Lang::Zh;
  bool color = false;
  bool quiet = false;   // findings only
  bool strict = false;  // an uncited sentence is a finding too
};

/// Findings with their frames, then one line a text, the policies without one and the uncited
/// sentences, by place and word alone.
void render_cite_text(const Sources& sources, const CiteReport& report, const Diagnostics& findings,
                      const CiteStyle& style, std::ostream& out);

/// `ipcheck/cite/1`.
void render_cite_json(const Sources& sources, const CiteReport& report, const Diagnostics& findings,
                      const CiteStyle& style, std::ostream& out);

/// What the ids of the findings mean.
std::vector<FindingRule> cite_finding_rules();

/// The uncited sentences as diagnostics (`uncited`: warnings when strict, else hints), for the
/// formats of machines.
void add_uncited(const CiteReport& report, bool strict, Diagnostics& diags);

}  // namespace ipcheck

#pragma once
// Rules held against the plain text of their policy: every citation's place and figure, the number
// and the comparison that stand for it, and the binding sentences that nothing cites. Nothing of a
// text goes into a finding but places and the figures that the rules themselves give.

#include <deque>
#include <string>
#include <vector>

#include "policy/policy.h"
#include "study/cite/clauses.h"
#include "text/diagnostic.h"

namespace ipcheck {

/// A text as the user gave it.
struct PolicyTextFile {
  std::string policy;  // id; empty: by its title
  SourceId source = kNoSource;
};

/// A text with the policy that it is of, and what was held against it.
struct CitedText {
  const Policy* policy = nullptr;
  SourceId source = kNoSource;
  bool by_title = false;
  Outline outline;
  std::size_t places = 0, figures = 0, numbers = 0, comparisons = 0;  // looked at
};

/// A sentence that binds somebody (应当, 不少于, 须 …) at a place that nothing cites.
struct Uncited {
  const CitedText* text = nullptr;
  std::string place;
  Span word;
};

struct CiteReport {
  std::deque<CitedText> texts;
  std::vector<const Policy*> without_text;
  std::vector<Uncited> uncited;
};

/// Tells which policy each text is of. Errors: diagnostics (`unknown-policy`, `text-unmatched` with
/// the candidates, `text-twice`); such a text is left out.
void match_texts(const RuleSet& rules, const Sources& sources,
                 const std::vector<PolicyTextFile>& files, CiteReport& out, Diagnostics& diags);

/// Checks what the policies with a text cite; an overlay answers for its own citations only.
/// Errors: findings (`place-not-found`, `figure-not-found`, `figure-moved`, `figure-value`,
/// `figure-comparison`).
void check_citations(const RuleSet& rules, const Sources& sources, CiteReport& report,
                     Diagnostics& findings);

}  // namespace ipcheck

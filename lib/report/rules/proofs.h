#pragma once
// Printing what was proved: claims first, then what is known of every scheme.

#include <iosfwd>

#include "study/proof/prove.h"

namespace ipcheck {

/// Claims with file:line, examples as record files, a paragraph a scheme, counts.
void render_proofs_text(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                        Date as_of, Lang lang, std::ostream& out);
/// A table of claims, examples as code blocks, a list a scheme.
void render_proofs_markdown(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                            Date as_of, Lang lang, std::ostream& out);
/// `ipcheck/prove/1`.
void render_proofs_json(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                        Date as_of, Lang lang, std::ostream& out);

/// The claim as a sentence.
Text claim_words(const RuleSet& rules, const ReadClaim& claim);

}  // namespace ipcheck

#pragma once
// What became of planted faults, as text and JSON: survivors as a diff of the rule's lines.

#include <iosfwd>
#include <span>

#include "study/mutants/mutate.h"

namespace ipcheck {

struct MutantsView {
  const Sources& sources;
  Lang lang = Lang::Zh;
  bool color = false;
  int width = 100;
  bool searched = true;  // for cases that would kill the survivors
  bool list = false;     // also name those that were killed
};

/// A line a policy, survivors with their diff and the case that would kill them, equivalents.
void render_mutants(const MutantsView& view, std::span<const MutantResult> results,
                    std::ostream& out);
/// `ipcheck/mutants/1`.
void render_mutants_json(const MutantsView& view, std::span<const MutantResult> results,
                         std::ostream& out);

/// The lines of the file that the edits touch, `-` as they are and `+` as they would be; empty
/// without edits.
std::string diff_of(const Sources& sources, std::span<const Edit> edits);

}  // namespace ipcheck

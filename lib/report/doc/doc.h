#pragma once
// Readable pages about policies: what one applies for, what is asked, what shows it, where it
// stands. Markdown for a repository, HTML for a browser and for paper.

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ipcheck {

/// A policy, whole or only some of its schemes.
struct DocSubject {
  const Policy* policy = nullptr;
  std::vector<const Scheme*> schemes;  // empty: all, with provisions and everything else
};

struct DocStyle {
  Lang lang = Lang::Zh;
  bool html = false;
  Date as_of;  // thresholds in titles are those in force on that day
  std::string_view version;
};

/// One page about all subjects. Shape: HTML needs no network and runs no script; trees are drawn.
void render_doc(const RuleSet& rules, const Sources& sources, std::span<const DocSubject> subjects,
                const DocStyle& style, std::ostream& out);

/// The page that names the pages of a folder, each called `doc_file_name`.
void render_doc_index(const RuleSet& rules, std::span<const DocSubject> subjects,
                      const DocStyle& style, std::ostream& out);

/// `shanxi-operation-center.html`; never a path.
std::string doc_file_name(const Policy& policy, bool html);

}  // namespace ipcheck

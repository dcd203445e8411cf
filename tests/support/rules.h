#pragma once
// Rule files from texts, loaded; and the shipped ones.

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "policy/load.h"

namespace ipcheck::test {

/// A loaded rule set with everything that it points into.
struct Loaded {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  std::vector<RuleFile> files;

  /// `id` of every diagnostic, in order of place.
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Diagnostic* d : diags.sorted()) out.push_back(d->id);
    return out;
  }
  /// The text that the first diagnostic of that id underlines.
  std::string underlined(const std::string& id) const {
    for (const Diagnostic* d : diags.sorted()) {
      if (d->id == id) return d->span.known() ? std::string(sources.text(d->span)) : "";
    }
    return "(no such diagnostic)";
  }
};

/// Name and text of each file.
inline std::unique_ptr<Loaded> rules_from(
    const std::vector<std::pair<std::string, std::string>>& texts,
    const std::vector<std::string>& schemes = {}) {
  auto out = std::make_unique<Loaded>();
  for (const auto& [name, text] : texts)
    out->files.push_back({name, out->sources.add(name, text), nullptr});
  load_rules(out->rules, out->sources, out->files, schemes, out->diags);
  return out;
}

inline std::unique_ptr<Loaded> shipped_rules(const std::vector<std::string>& schemes = {}) {
  auto out = std::make_unique<Loaded>();
  std::string sha256;
  const std::string dir = std::string(IPCHECK_SOURCE_DIR) + "/rules";
  out->files = find_rule_files(out->sources, dir, sha256, out->diags);
  load_rules(out->rules, out->sources, out->files, schemes, out->diags);
  return out;
}

}  // namespace ipcheck::test

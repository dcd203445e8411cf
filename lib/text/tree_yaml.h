#pragma once
// YAML through yaml-cpp's EventHandler, strict. yaml-cpp is seen only in tree_yaml.cc.
// Refused with a place: duplicate keys (both places named), anchors, aliases, merge keys, tags
// beyond the core, tabs as indentation, a quote that is never closed, a key without `:`, keys that
// are not scalars, depth and size limits.

#include <deque>

#include "text/tree.h"

namespace ipcheck {

/// The documents of a source; those before the first syntax error are kept, so several applicants
/// survive one bad document. Errors: diagnostics (`yaml-syntax`, `duplicate-key`, `yaml-alias`,
/// `yaml-anchor`, `yaml-merge`, `yaml-tag`, `yaml-tab`, `too-deep`, `too-large`).
std::deque<Tree> read_yaml(const Sources& sources, SourceId source, Diagnostics& diags);

}  // namespace ipcheck

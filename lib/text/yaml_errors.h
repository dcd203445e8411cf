#pragma once
// What yaml-cpp says when it gives up, said so that a clerk can mend the file. Used by tree_yaml.cc
// only.

#include <cstdint>
#include <string_view>

#include "text/diagnostic.h"
#include "text/yaml_lines.h"

namespace ipcheck {

/// Adds the diagnostic for yaml-cpp's `message` at byte `offset`. `from` is a place before it
/// where tokens are known to begin (the document's start).
/// Errors: `yaml-syntax`, or `yaml-tab`, `yaml-alias`, `yaml-anchor`, `yaml-tag` where that is the
/// cause.
Diagnostic& add_yaml_error(const YamlLines& lines, SourceId source, std::string_view message,
                           std::uint32_t offset, std::uint32_t from, Diagnostics& diags);

/// The quote at `begin` is never closed.
Diagnostic& add_unclosed_quote(SourceId source, std::uint32_t begin, Diagnostics& diags);

/// How to write a map entry, with a word on the full-width colon when `line` has one.
Text entry_help(std::string_view line);

}  // namespace ipcheck

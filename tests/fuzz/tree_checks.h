#pragma once
// What must hold of every tree that a reader hands out, whatever the bytes were.

#include <algorithm>
#include <cstdlib>

#include "text/frame.h"
#include "text/scalar_walk.h"
#include "text/tree.h"
#include "text/utf8.h"

namespace ipcheck {

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Spans lie within the text and in their parent; texts are UTF-8; a scalar's raw bytes give its
/// text and end where it ends (a block of blanks alone has no place); each part of the text has a
/// place within the scalar; keys are scalars and unique.
inline void check_node(const Sources& sources, TreeRef node, Span parent) {
  const Span span = node.span();
  require(span.begin <= span.end && span.end <= sources.text(span.source).size());
  require(span.begin >= parent.begin && span.end <= parent.end);
  const std::string_view text = node.text();
  require(!first_invalid_utf8(text));
  const auto size = static_cast<std::uint32_t>(text.size());
  const bool block = node.style() == Style::Literal || node.style() == Style::Folded;
  if (size > 0 && (!block || text.find_first_not_of(" \n") != std::string_view::npos)) {
    const auto end =
        walk_scalar(sources.text(span.source), node.style(), span.begin, text, nullptr);
    require(end == span.end);
  }
  for (std::uint32_t i = 0; i <= size && i < 64; ++i) {
    const Span part = span_in_scalar(sources, node, i, std::min(i + 1, size));
    require(part.begin >= span.begin && part.end <= span.end && part.begin <= part.end);
  }
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (node.is_sequence()) check_node(sources, node.item(i), span);
    if (!node.is_map()) continue;
    require(node.key(i).is_scalar());
    require(node.find(node.key(i).text()) == node.value(i));
    check_node(sources, node.key(i), span);
    check_node(sources, node.value(i), span);
  }
}

/// Diagnostics are complete and can be framed.
inline void check_diagnostics(const Sources& sources, const Diagnostics& diags) {
  for (const Diagnostic* diagnostic : diags.sorted()) {
    require(!diagnostic->id.empty() && !diagnostic->message.zh.empty() &&
            !diagnostic->message.en.empty());
    if (!diagnostic->span.known()) continue;
    require(diagnostic->span.begin <= diagnostic->span.end);
    require(diagnostic->span.end <= sources.text(diagnostic->span.source).size());
    require(!code_frame(sources, diagnostic->span).empty());
  }
}

}  // namespace ipcheck

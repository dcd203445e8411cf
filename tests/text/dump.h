#pragma once
// A tree as text, and the bytes a span underlines: what tests compare.

#include <string>

#include "text/tree.h"

namespace ipcheck {

/// Scalars as `style<text>` with p, s, d, l, f for the style; null as `~`.
inline std::string dump(TreeRef node) {
  std::string out;
  switch (node.kind()) {
    case NodeKind::Null:
      return "~";
    case NodeKind::Scalar:
      return "psdlf"[static_cast<int>(node.style())] + ("<" + std::string(node.text()) + ">");
    case NodeKind::Sequence:
      for (std::size_t i = 0; i < node.size(); ++i) out += (i ? " " : "") + dump(node.item(i));
      return "[" + out + "]";
    case NodeKind::Map:
      for (std::size_t i = 0; i < node.size(); ++i) {
        out += (i ? " " : "") + dump(node.key(i)) + ":" + dump(node.value(i));
      }
      return "{" + out + "}";
  }
  return out;
}

/// Every node's own bytes, in file order, joined by `|`; collections before their children.
inline std::string spans(const Sources& sources, TreeRef node) {
  std::string out(sources.text(node.span()));
  if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.size(); ++i) out += "|" + spans(sources, node.item(i));
  }
  if (node.is_map()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      out += "|" + spans(sources, node.key(i)) + "|" + spans(sources, node.value(i));
    }
  }
  return out;
}

/// `id at underlined text` of every diagnostic, joined by `; `.
inline std::string faults(const Sources& sources, const Diagnostics& diags) {
  std::string out;
  for (const Diagnostic* diagnostic : diags.sorted()) {
    if (!out.empty()) out += "; ";
    out += diagnostic->id;
    if (diagnostic->span.known()) {
      out += " at " + std::to_string(sources.position(diagnostic->span).line) + " `" +
             std::string(sources.text(diagnostic->span)) + "`";
    }
  }
  return out;
}

}  // namespace ipcheck

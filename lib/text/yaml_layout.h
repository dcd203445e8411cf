#pragma once
// A YAML document with everything that its Tree leaves out: comments, blank lines, how scalars and
// collections were written. Private to the layout of YAML files (yaml_format.cc, yaml_print.cc).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/tree.h"

namespace ipcheck {

struct LayoutComment {
  std::string_view text;     // from `#` on, without blanks at its end
  std::uint32_t begin = 0;   // in the source
  std::uint32_t column = 0;  // columns of a terminal to its left
  std::uint32_t indent = 0;  // blanks at the begin of its line
  bool own_line = false;
  bool blank_above = false;
};

struct LayoutEntry;

struct LayoutNode {
  NodeKind kind = NodeKind::Null;
  // Scalars and nulls.
  std::string header;              // of a block scalar: `>-`
  std::vector<std::string> lines;  // as written; of a block scalar its content without indentation
  std::uint32_t kept = 0;          // empty lines at the end that a `+` keeps
  // Collections.
  bool flow = false;      // in brackets
  bool one_line = false;  // in brackets, on one line, without comments
  std::vector<LayoutEntry> entries;
  std::vector<LayoutComment> tail;  // below the last entry

  bool is_collection() const { return kind == NodeKind::Sequence || kind == NodeKind::Map; }
  bool is_block_scalar() const { return !header.empty(); }
};

/// An entry of a map, an item of a sequence, or the document itself.
struct LayoutEntry {
  std::vector<LayoutComment> above;
  bool blank_above = false;             // of the entry's own line
  std::string key;                      // maps: as it is to be written
  std::optional<LayoutComment> on_key;  // behind the colon or dash, the value on lines below
  std::vector<LayoutComment> between;   // on lines of their own before such a value
  bool value_below = false;             // a scalar on the line below its key
  LayoutNode value;
  std::optional<LayoutComment> behind;
};

/// A document: `root` has neither key nor dash. Views point into the source.
struct YamlLayout {
  LayoutEntry root;
  std::vector<LayoutComment> comments;  // all of them, in order
};

/// Reads the layout of a source whose Tree is known (`nullptr`: only comments), lines ended by LF.
/// Errors: a diagnostic (`layout-unsupported`: a tag or a directive) and nothing.
std::optional<YamlLayout> read_layout(const Sources& sources, SourceId source, const Tree* tree,
                                      Diagnostics& diags);

/// The canonical text of a layout.
std::string print_layout(const YamlLayout& layout);

}  // namespace ipcheck

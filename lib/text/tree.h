#pragma once
// YAML and JSON as one located tree of texts. Nothing is typed here: `no`, `1e3`, `0123` are texts
// until a fact or a key of a rule file says what they are. Nodes lie flat in a vector, children are
// index ranges; maps keep file order. The same layout is what the build embeds for the shipped
// rules, so loading them parses nothing.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"
#include "text/source.h"

namespace ipcheck {

enum class NodeKind : std::uint8_t { Null, Scalar, Sequence, Map };

/// How a scalar stood in the file. JSON numbers and true/false/null are Plain, JSON strings
/// DoubleQuoted.
enum class Style : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded };

/// Plain layout (also written by the rule embedder). A map's children alternate key, value.
struct TreeNode {
  std::uint32_t begin = 0,
                end = 0;  // in the source; for a block scalar from its first content byte
  std::uint32_t text_begin = 0, text_size = 0;     // scalars: in `Tree::texts`
  std::uint32_t first_child = 0, child_count = 0;  // in `Tree::children`
  NodeKind kind = NodeKind::Null;
  Style style = Style::Plain;
};

class Tree;

/// A node of a Tree: two words, copied freely, valid while the Tree lives.
class TreeRef {
 public:
  TreeRef() = default;
  TreeRef(const Tree* tree, std::uint32_t index) : tree_(tree), index_(index) {}

  explicit operator bool() const { return tree_ != nullptr; }
  NodeKind kind() const;
  bool is_null() const { return kind() == NodeKind::Null; }
  bool is_scalar() const { return kind() == NodeKind::Scalar; }
  bool is_sequence() const { return kind() == NodeKind::Sequence; }
  bool is_map() const { return kind() == NodeKind::Map; }
  Style style() const;
  Span span() const;
  /// The scalar's text after unquoting and folding; empty for the others (a plain `null`, `~` or
  /// nothing is Null).
  std::string_view text() const;

  std::size_t size() const;            // items of a sequence, entries of a map
  TreeRef item(std::size_t i) const;   // of a sequence
  TreeRef key(std::size_t i) const;    // of a map
  TreeRef value(std::size_t i) const;  // of a map
  /// The value under `key`; an empty ref when there is none. Keys are unique: readers refuse
  /// doubles.
  TreeRef find(std::string_view key) const;

  const Tree* tree() const { return tree_; }
  std::uint32_t index() const { return index_; }
  friend bool operator==(const TreeRef&, const TreeRef&) = default;

 private:
  const Tree* tree_ = nullptr;
  std::uint32_t index_ = 0;
};

/// One document. Either owns its vectors or views embedded ones.
class Tree {
 public:
  SourceId source = kNoSource;
  std::span<const TreeNode> nodes;
  std::span<const std::uint32_t> children;
  std::string_view texts;
  std::uint32_t root = 0;

  TreeRef top() const { return nodes.empty() ? TreeRef{} : TreeRef{this, root}; }

  /// Takes the vectors over and points the views at them. Trees are neither copied nor moved after
  /// that (refs point in).
  void own(std::vector<TreeNode> nodes, std::vector<std::uint32_t> children, std::string texts,
           std::uint32_t root);

  Tree() = default;
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

 private:
  std::vector<TreeNode> nodes_;
  std::vector<std::uint32_t> children_;
  std::string texts_;
};

/// Limits of both readers; the message of a refusal names the limit and the line.
inline constexpr int kMaxTreeDepth = 64;
inline constexpr std::size_t kMaxTreeNodes = 2'000'000;
inline constexpr std::size_t kMaxDocuments = 100'000;

/// Where byte range [begin, end) of a scalar's *text* lies in the file: escapes, doubled quotes,
/// folding, indentation and CRLF are walked over again from the raw bytes, so an error inside a
/// quoted or block condition points at its own line.
Span span_in_scalar(const Sources& sources, TreeRef scalar, std::uint32_t begin, std::uint32_t end);

}  // namespace ipcheck

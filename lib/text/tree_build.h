#pragma once
// What the YAML and the JSON reader share: events in, one frozen Tree out, with the limits and the
// check for duplicate keys. Used by tree_yaml.cc and tree_json.cc only.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/tree.h"

namespace ipcheck {

/// Collects one document after the other.
/// Errors: `too-deep`, `too-large`, `duplicate-key`; after the first two `stopped()` holds: nothing
/// more is taken until `clear`, and after `too-large` not even then.
class TreeBuilder {
 public:
  TreeBuilder(SourceId source, Diagnostics& diags) : source_(source), diags_(diags) {}

  void scalar(Style style, std::uint32_t begin, std::uint32_t end, std::string_view text);
  void null(std::uint32_t begin, std::uint32_t end);
  void open(NodeKind kind, std::uint32_t begin);
  /// Ends the innermost collection.
  void close(std::uint32_t end);

  bool stopped() const { return stopped_; }
  std::size_t depth() const { return open_.size(); }
  bool in(NodeKind kind) const { return !open_.empty() && open_.back().kind == kind; }
  /// The next node is a key of the innermost map.
  bool expects_key() const { return in(NodeKind::Map) && pending_in_top() % 2 == 0; }
  bool expects_value() const { return in(NodeKind::Map) && pending_in_top() % 2 == 1; }
  std::uint32_t top_begin() const { return open_.back().begin; }
  /// Where the innermost open collection that `source` writes with a bracket begins.
  std::optional<std::uint32_t> innermost_bracket(std::string_view source) const;
  /// Where the last node of the innermost collection ended; `otherwise` when it is still empty.
  std::uint32_t last_end(std::uint32_t otherwise) const;

  /// Where the innermost block collection begins around all brackets that are open.
  std::optional<std::uint32_t> innermost_block(std::string_view source) const;

  /// Moves the finished document into `tree`; the builder is empty again.
  void finish(Tree& tree);
  /// Forgets the document at hand.
  void clear();

 private:
  struct Open {
    NodeKind kind;
    std::uint32_t begin;
    std::size_t first_pending;
  };

  std::size_t pending_in_top() const { return pending_.size() - open_.back().first_pending; }
  void add(TreeNode node);
  void find_duplicates(std::size_t first_pending);
  std::string_view text(std::uint32_t node) const;
  Span span(std::uint32_t node) const { return {source_, nodes_[node].begin, nodes_[node].end}; }

  SourceId source_;
  Diagnostics& diags_;
  std::vector<TreeNode> nodes_;
  std::vector<std::uint32_t> children_;
  std::string texts_;
  std::vector<std::uint32_t> pending_;  // finished nodes whose parent is still open
  std::vector<Open> open_;
  std::size_t total_ = 0;  // over all documents of the source
  bool stopped_ = false;
};

}  // namespace ipcheck

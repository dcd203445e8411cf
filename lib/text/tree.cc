// Tested by tests/text/tree_yaml_test.cc and tests/text/tree_json_test.cc.
#include "text/tree.h"

#include <cassert>
#include <utility>

namespace ipcheck {

void Tree::own(std::vector<TreeNode> new_nodes, std::vector<std::uint32_t> new_children,
               std::string new_texts, std::uint32_t new_root) {
  nodes_ = std::move(new_nodes);
  children_ = std::move(new_children);
  texts_ = std::move(new_texts);
  nodes = nodes_;
  children = children_;
  texts = texts_;
  root = new_root;
}

NodeKind TreeRef::kind() const {
  return tree_->nodes[index_].kind;
}

Style TreeRef::style() const {
  return tree_->nodes[index_].style;
}

Span TreeRef::span() const {
  const TreeNode& node = tree_->nodes[index_];
  return {tree_->source, node.begin, node.end};
}

std::string_view TreeRef::text() const {
  const TreeNode& node = tree_->nodes[index_];
  return tree_->texts.substr(node.text_begin, node.text_size);
}

std::size_t TreeRef::size() const {
  const TreeNode& node = tree_->nodes[index_];
  return node.kind == NodeKind::Map ? node.child_count / 2 : node.child_count;
}

TreeRef TreeRef::item(std::size_t i) const {
  assert(is_sequence() && i < size());
  return {tree_, tree_->children[tree_->nodes[index_].first_child + i]};
}

TreeRef TreeRef::key(std::size_t i) const {
  assert(is_map() && i < size());
  return {tree_, tree_->children[tree_->nodes[index_].first_child + 2 * i]};
}

TreeRef TreeRef::value(std::size_t i) const {
  assert(is_map() && i < size());
  return {tree_, tree_->children[tree_->nodes[index_].first_child + 2 * i + 1]};
}

TreeRef TreeRef::find(std::string_view name) const {
  const TreeNode& map = tree_->nodes[index_];
  if (map.kind != NodeKind::Map) return {};
  const std::uint32_t* child = tree_->children.data() + map.first_child;
  for (const std::uint32_t* end = child + map.child_count; child != end; child += 2) {
    const TreeNode& key = tree_->nodes[child[0]];
    bool same = key.text_size == name.size() &&
                tree_->texts.compare(key.text_begin, key.text_size, name) == 0;
    if (same) return {tree_, child[1]};
  }
  return {};
}

}  // namespace ipcheck

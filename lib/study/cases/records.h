#pragma once
// Records that cases make up out of bases and changes, as nodes of their file's tree. Private to
// load_cases.cc.

#include <string>
#include <utility>
#include <vector>

#include "text/tree.h"

namespace ipcheck {

/// One field of a record: nodes of the file's tree.
struct Field {
  TreeRef key, value;
};
using Fields = std::vector<Field>;

inline void lay_over(Fields& fields, TreeRef key, TreeRef value) {
  for (Field& field : fields) {
    if (field.key.text() == key.text()) {
      field = {key, value};
      return;
    }
  }
  fields.push_back({key, value});
}

/// The records that cases make up, as nodes behind those of the file.
class Records {
 public:
  explicit Records(const Tree& tree)
      : nodes_(tree.nodes.begin(), tree.nodes.end()),
        children_(tree.children.begin(), tree.children.end()),
        texts_(tree.texts) {}

  /// Index of the new record.
  std::uint32_t add(const Fields& fields, Span span) {
    TreeNode node{.begin = span.begin, .end = span.end, .kind = NodeKind::Map};
    node.first_child = static_cast<std::uint32_t>(children_.size());
    node.child_count = static_cast<std::uint32_t>(fields.size() * 2);
    for (const Field& field : fields) {
      children_.push_back(field.key.index());
      children_.push_back(field.value.index());
    }
    nodes_.push_back(node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  void freeze(Tree& tree) {
    tree.own(std::move(nodes_), std::move(children_), std::move(texts_), 0);
  }

 private:
  std::vector<TreeNode> nodes_;
  std::vector<std::uint32_t> children_;
  std::string texts_;
};

}  // namespace ipcheck

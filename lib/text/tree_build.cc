// Tested by tests/text/tree_yaml_test.cc and tests/text/tree_json_test.cc.
#include "text/tree_build.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace ipcheck {
namespace {

bool is_bracket(std::string_view source, std::uint32_t offset) {
  return offset < source.size() && (source[offset] == '[' || source[offset] == '{');
}

}  // namespace

void TreeBuilder::add(TreeNode node) {
  if (stopped_) return;
  if (++total_ > kMaxTreeNodes) {
    stopped_ = true;
    diags_
        .error("too-large", {source_, node.begin, node.end},
               say("文件的节点超过 {} 个的上限", "the file has more than {} nodes", kMaxTreeNodes))
        .help(say("把文件拆成几个", "split the file"));
    return;
  }
  pending_.push_back(static_cast<std::uint32_t>(nodes_.size()));
  nodes_.push_back(node);
}

void TreeBuilder::scalar(Style style, std::uint32_t begin, std::uint32_t end,
                         std::string_view text) {
  const auto text_begin = static_cast<std::uint32_t>(texts_.size());
  texts_.append(text);
  add({begin, end, text_begin, static_cast<std::uint32_t>(text.size()), 0, 0, NodeKind::Scalar,
       style});
}

void TreeBuilder::null(std::uint32_t begin, std::uint32_t end) {
  add({begin, end, 0, 0, 0, 0, NodeKind::Null, Style::Plain});
}

void TreeBuilder::open(NodeKind kind, std::uint32_t begin) {
  if (stopped_) return;
  if (open_.size() >= kMaxTreeDepth) {
    stopped_ = true;
    diags_
        .error("too-deep", {source_, begin, begin + 1},
               say("嵌套超过 {} 层的上限", "nested more than {} levels deep", kMaxTreeDepth))
        .help(say("检查这里的括号或缩进", "check the brackets or the indentation here"));
    return;
  }
  open_.push_back({kind, begin, pending_.size()});
}

void TreeBuilder::close(std::uint32_t end) {
  if (stopped_) return;
  assert(!open_.empty());
  const Open top = open_.back();
  if (top.kind == NodeKind::Map) find_duplicates(top.first_pending);
  const auto first = static_cast<std::uint32_t>(children_.size());
  const auto from = pending_.begin() + static_cast<std::ptrdiff_t>(top.first_pending);
  children_.insert(children_.end(), from, pending_.end());
  pending_.erase(from, pending_.end());
  open_.pop_back();
  add({top.begin, end, 0, 0, first, static_cast<std::uint32_t>(children_.size()) - first, top.kind,
       Style::Plain});
}

std::uint32_t TreeBuilder::last_end(std::uint32_t otherwise) const {
  const bool empty = open_.empty() || pending_in_top() == 0;
  return empty ? otherwise : nodes_[pending_.back()].end;
}

std::optional<std::uint32_t> TreeBuilder::innermost_bracket(std::string_view source) const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    if (is_bracket(source, open->begin)) return open->begin;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> TreeBuilder::innermost_block(std::string_view source) const {
  std::optional<std::uint32_t> block;
  for (const Open& open : open_) {
    if (is_bracket(source, open.begin)) break;
    block = open.begin;
  }
  return block;
}

std::string_view TreeBuilder::text(std::uint32_t node) const {
  return std::string_view(texts_).substr(nodes_[node].text_begin, nodes_[node].text_size);
}

void TreeBuilder::find_duplicates(std::size_t first_pending) {
  std::vector<std::uint32_t> keys;
  for (std::size_t i = first_pending; i < pending_.size(); i += 2) keys.push_back(pending_[i]);
  const auto less = [this](std::uint32_t a, std::uint32_t b) {
    const int order = text(a).compare(text(b));
    return order != 0 ? order < 0 : a < b;
  };
  std::sort(keys.begin(), keys.end(), less);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> doubles;  // later key, first key
  for (std::size_t i = 1, first = 0; i < keys.size(); ++i) {
    if (text(keys[i]) != text(keys[first]))
      first = i;
    else
      doubles.emplace_back(keys[i], keys[first]);
  }
  std::sort(doubles.begin(), doubles.end());
  for (const auto& [later, first] : doubles) {
    diags_
        .error("duplicate-key", span(later), say("键 `{}` 重复", "duplicate key `{}`", text(later)))
        .help(say("只保留其中一个", "keep one of the two"))
        .note(span(first), say("第一次出现在这里", "first given here"));
  }
}

void TreeBuilder::finish(Tree& tree) {
  assert(open_.empty() && pending_.size() == 1);
  const std::uint32_t root = pending_.front();
  tree.source = source_;
  tree.own(std::move(nodes_), std::move(children_), std::move(texts_), root);
  clear();
}

void TreeBuilder::clear() {
  nodes_ = {};
  children_ = {};
  texts_ = {};
  pending_.clear();
  open_.clear();
  stopped_ = total_ > kMaxTreeNodes;
}

}  // namespace ipcheck

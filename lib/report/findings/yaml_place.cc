// Tested by tests/report/sarif_test.cc.
#include "report/findings/yaml_place.h"

#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

Citation citation_of(TreeRef entry) {
  TreeRef cite = entry.find("cite");
  if (!cite || !cite.is_map()) return {};
  TreeRef at = cite.find("at"), figure = cite.find("figure");
  if (!at || !at.is_scalar()) return {};
  return {std::string(at.text()), figure ? std::string(figure.text()) : "", cite.span()};
}

/// The last child that begins at or before `offset`; `node.size()`: none.
std::size_t child_at(TreeRef node, std::uint32_t offset) {
  std::size_t found = node.size();
  for (std::size_t i = 0; i < node.size(); ++i) {
    Span span = node.is_map() ? node.key(i).span() : node.item(i).span();
    if (span.begin <= offset) found = i;
  }
  return found;
}

}  // namespace

const std::deque<Tree>& YamlPlaces::trees(SourceId source) {
  auto [it, fresh] = trees_.try_emplace(source);
  const std::string& name = sources_.name(source);
  if (fresh && (name.ends_with(".yaml") || name.ends_with(".yml"))) {
    Diagnostics told_before;
    it->second = read_yaml(sources_, source, told_before);
  }
  return it->second;
}

YamlPlace YamlPlaces::at(Span span) {
  YamlPlace place;
  if (!span.known()) return place;
  TreeRef node;
  for (const Tree& tree : trees(span.source)) {
    TreeRef top = tree.top();
    if (top && top.span().begin <= span.begin) node = top;
  }
  while (node && (node.is_map() || node.is_sequence())) {
    std::size_t child = child_at(node, span.begin);
    if (child == node.size()) break;
    TreeRef inner = node.is_map() ? node.value(child) : node.item(child);
    bool in_key = node.is_map() && span.end <= node.key(child).span().end;
    if (!in_key && inner.span().end < span.end) break;  // it reaches over several
    if (!place.path.empty()) place.path += '/';
    place.path += node.is_map() ? std::string(node.key(child).text()) : std::to_string(child);
    node = inner;
    if (!node.is_map()) continue;
    Citation cite = citation_of(node);
    if (!cite.empty()) place.cite = std::move(cite);
  }
  return place;
}

}  // namespace ipcheck

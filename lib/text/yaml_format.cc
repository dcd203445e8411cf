// Tested by tests/text/yaml_format_test.cc.
#include "text/yaml_format.h"

#include <algorithm>

#include "text/tree_yaml.h"
#include "text/yaml_layout.h"

namespace ipcheck {
namespace {

/// Line breaks of any kind as LF.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i] == '\r' ? '\n' : text[i];
  }
  return out;
}

/// The one document of a source; nullptr: it is empty. False: refused.
bool read_one(const Sources& sources, SourceId source, std::deque<Tree>& trees,
              Diagnostics& diags) {
  Diagnostics own;
  trees = read_yaml(sources, source, own);
  if (!own.has_errors() && trees.size() > 1)
    own.error("several-documents", trees[1].top().span(),
              say("这个文件有多份文档，规则文件只能有一份",
                  "the file holds several documents; a rule file is one"));
  for (const Diagnostic& diagnostic : own.all()) diags.add(diagnostic);
  return !own.has_errors();
}

bool same_value(TreeRef a, TreeRef b) {
  if (a.kind() != b.kind() || a.size() != b.size()) return false;
  if (a.is_scalar()) return a.text() == b.text() && a.style() == b.style();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a.is_sequence() && !same_value(a.item(i), b.item(i))) return false;
    if (!a.is_map()) continue;
    if (a.key(i).text() != b.key(i).text() || !same_value(a.value(i), b.value(i))) return false;
  }
  return true;
}

bool same_document(const std::deque<Tree>& a, const std::deque<Tree>& b) {
  const auto empty = [](const std::deque<Tree>& trees) {
    return trees.empty() || trees[0].nodes.empty() ||
           (trees[0].top().is_null() && trees[0].top().span().begin == trees[0].top().span().end);
  };
  if (empty(a) || empty(b)) return empty(a) && empty(b);
  return same_value(a[0].top(), b[0].top());
}

bool same_comments(const YamlLayout& a, const YamlLayout& b) {
  return std::equal(
      a.comments.begin(), a.comments.end(), b.comments.begin(), b.comments.end(),
      [](const LayoutComment& x, const LayoutComment& y) { return x.text == y.text; });
}

/// Whether `text` reads as the same tree with the same comments, and is laid out already.
bool holds(const std::string& text, const std::deque<Tree>& trees, const YamlLayout& layout) {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> again;
  const SourceId source = sources.add("", text);
  if (!read_one(sources, source, again, diags) || !same_document(trees, again)) return false;
  const auto own = read_layout(sources, source, again.empty() ? nullptr : &again[0], diags);
  return own && same_comments(layout, *own) && print_layout(*own) == text;
}

}  // namespace

std::optional<std::string> format_yaml(Sources& sources, SourceId source, Diagnostics& diags) {
  std::deque<Tree> trees;
  if (!read_one(sources, source, trees, diags)) return std::nullopt;
  if (sources.text(source).find('\r') != std::string_view::npos) {
    source = sources.add(sources.name(source), with_line_feeds(sources.text(source)));
    if (!read_one(sources, source, trees, diags)) return std::nullopt;
  }
  const auto layout = read_layout(sources, source, trees.empty() ? nullptr : &trees[0], diags);
  if (!layout) return std::nullopt;
  std::string out = print_layout(*layout);
  if (holds(out, trees, *layout)) return out;
  diags
      .file_error("layout-broken", sources.name(source),
                  say("排版后读出的内容会改变，文件保持原样",
                      "laid out, the file would not read the same; it is left as it is"))
      .help(say("这是 ipcheck 的缺陷，请把该文件发给维护者",
                "this is a fault of ipcheck: please report it with the file"));
  return std::nullopt;
}

}  // namespace ipcheck

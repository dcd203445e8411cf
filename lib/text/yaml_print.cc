// Tested by tests/text/yaml_format_test.cc.
#include <algorithm>

#include "text/frame.h"
#include "text/yaml_format.h"
#include "text/yaml_layout.h"

namespace ipcheck {
namespace {

constexpr std::size_t kStep = 2;
constexpr int kCommentGap = 2;

std::string blanks(std::size_t count) {
  return std::string(count, ' ');
}

/// Brackets on one line; false in `fits` where a scalar in them runs over several.
std::string bracketed(const LayoutNode& node, bool& fits) {
  if (!node.is_collection()) {
    if (node.lines.size() > 1) fits = false;
    const std::string& text = node.lines.empty() ? std::string() : node.lines.front();
    return node.kind == NodeKind::Null && text.empty() ? "null" : text;
  }
  const bool map = node.kind == NodeKind::Map;
  std::string out = map ? "{" : "[";
  for (const LayoutEntry& entry : node.entries) {
    if (out.size() > 1) out += ", ";
    if (map) out += entry.key + ": ";
    out += bracketed(entry.value, fits);
  }
  return out + (map ? "}" : "]");
}

class LayoutPrinter {
 public:
  std::string print(const YamlLayout& layout) {
    const LayoutEntry& root = layout.root;
    print_above(root, 0, true);
    const LayoutNode& value = root.value;
    if (is_spread(value, "")) {
      if (root.on_key) line(std::string(root.on_key->text));
      print_entries(value, 0, {});
    } else if (value.is_block_scalar() || !value.lines.empty() || value.is_collection()) {
      print_inline(root, 0, {});
    }
    print_tail(value, 0);
    return std::move(out_);
  }

 private:
  void line(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out_ += text + "\n";
    swallow_blank_ = false;
  }
  void content_line(std::size_t indent, const std::string& text) {
    out_ += text.empty() ? "\n" : blanks(indent) + text + "\n";
  }
  void blank() {
    if (!out_.empty() && !swallow_blank_) out_ += "\n";
    swallow_blank_ = false;
  }
  /// A comment keeps its column, moved as its line is, where the text before it leaves room.
  void line(const std::string& text, const std::optional<LayoutComment>& comment) {
    if (!comment) return line(text);
    const int width = display_width(text);
    const auto indent = static_cast<int>(std::min(text.find_first_not_of(' '), text.size()));
    const int moved = indent - static_cast<int>(comment->indent);
    const int column = std::max(static_cast<int>(comment->column) + moved, width + kCommentGap);
    line(text + blanks(static_cast<std::size_t>(column - width)) + std::string(comment->text));
  }

  void print_comments(const std::vector<LayoutComment>& comments, std::size_t indent, bool first) {
    for (const LayoutComment& comment : comments) {
      if (comment.blank_above && !first) blank();
      line(blanks(indent) + std::string(comment.text));
      first = false;
    }
  }
  void print_above(const LayoutEntry& entry, std::size_t indent, bool first) {
    print_comments(entry.above, indent, first);
    if (entry.blank_above && (!first || !entry.above.empty())) blank();
  }
  void print_tail(const LayoutNode& node, std::size_t indent) {
    print_comments(node.tail, indent, false);
  }

  /// Whether a collection goes below its key: it is no bracket, or one that cannot stay on a line.
  static bool is_spread(const LayoutNode& node, const std::string& before) {
    if (!node.is_collection() || node.entries.empty()) return false;
    if (!node.flow || has_comments(node)) return true;
    if (node.one_line) return false;
    bool fits = true;
    const std::string text = bracketed(node, fits);
    return !fits || display_width(before) + 1 + display_width(text) > kLayoutWidth;
  }
  static bool has_comments(const LayoutNode& node) {
    return !node.tail.empty() ||
           std::any_of(node.entries.begin(), node.entries.end(), [](const LayoutEntry& entry) {
             return !entry.above.empty() || entry.on_key || !entry.between.empty() ||
                    entry.behind || has_comments(entry.value);
           });
  }

  /// `lead`: the dash of the item that the first entry stands behind.
  void print_entries(const LayoutNode& node, std::size_t indent, std::string lead) {
    bool first = true;
    for (const LayoutEntry& entry : node.entries) {
      if (!lead.empty() && !entry.above.empty()) {
        line(lead);
        lead.clear();
      }
      print_above(entry, indent, first);
      std::string start = lead.empty() ? blanks(indent) : lead;
      lead.clear();
      start += node.kind == NodeKind::Map ? entry.key + ":" : "-";
      print_entry(entry, indent, start, node.kind == NodeKind::Sequence);
      first = false;
    }
  }

  void print_entry(const LayoutEntry& entry, std::size_t indent, const std::string& start,
                   bool item) {
    if (!is_spread(entry.value, start)) return print_inline(entry, indent, start);
    if (item && !entry.on_key) {
      print_entries(entry.value, indent + kStep, start + " ");
    } else {
      line(start, entry.on_key);
      print_entries(entry.value, indent + kStep, {});
    }
    print_tail(entry.value, indent + kStep);
    if (entry.behind) line(blanks(indent + kStep) + std::string(entry.behind->text));
  }

  /// A value that begins on the line of its key, unless comments stand between them.
  void print_inline(const LayoutEntry& entry, std::size_t indent, const std::string& start) {
    const LayoutNode& value = entry.value;
    bool fits = true;
    std::vector<std::string> lines = value.lines;
    if (value.is_collection()) lines = {bracketed(value, fits)};
    if (value.is_block_scalar()) lines = {value.header};
    if (lines.empty()) lines = {""};
    const bool wide =
        entry.value_below && display_width(start) + 1 + display_width(lines.front()) > kLayoutWidth;
    const bool header = value.is_block_scalar() && entry.between.empty();
    const bool joined = entry.on_key && entry.between.empty() && !entry.behind && !wide;
    const bool below = !header && !joined && (entry.on_key || !entry.between.empty() || wide);
    const std::size_t deeper = indent + kStep;
    if (below) {
      line(start, entry.on_key);
      print_comments(entry.between, deeper, true);
    }
    std::string text = below ? blanks(deeper) : start;
    if (!below && !start.empty() && !lines.front().empty()) text += ' ';
    text += lines.front();
    for (std::size_t i = 1; i < lines.size(); ++i) {
      line(text);
      text = lines[i].empty() ? "" : blanks(deeper) + lines[i];
    }
    line(text, header || joined ? entry.on_key : entry.behind);
    if (value.is_block_scalar()) print_content(value, start.empty() ? 0 : indent);
  }

  void print_content(const LayoutNode& scalar, std::size_t indent) {
    const std::size_t digit = scalar.header.find_first_of("123456789");
    const std::size_t step =
        digit == std::string::npos ? kStep : static_cast<std::size_t>(scalar.header[digit] - '0');
    for (const std::string& text : scalar.lines) content_line(indent + step, text);
    for (std::uint32_t i = 0; i < scalar.kept; ++i) out_ += "\n";
    swallow_blank_ = scalar.kept > 0;
  }

  std::string out_;
  bool swallow_blank_ = false;  // the empty lines above belong to a text
};

}  // namespace

std::string print_layout(const YamlLayout& layout) {
  return LayoutPrinter().print(layout);
}

}  // namespace ipcheck

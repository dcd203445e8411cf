// Tested by tests/report/doc_test.cc.
#include "report/doc/picture.h"

#include <algorithm>

#include "report/doc/model.h"
#include "report/html_parts.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

using Shape = PictureNode::Shape;

/// The words of a kind without the brackets or the colon that a checklist puts around them.
std::string bare_words(std::string words) {
  for (std::string_view open : {"（", "("}) {
    if (words.starts_with(open)) words.erase(0, open.size());
  }
  for (std::string_view close : {"）", ")", "：", ":"}) {
    if (words.ends_with(close)) words.resize(words.size() - close.size());
  }
  return words;
}

class Builder {
 public:
  explicit Builder(Lang lang) : lang_(lang) {}

  std::size_t add(const ShowItem& item) {
    std::size_t at = nodes_.size();
    nodes_.push_back(node_of(item));
    for (const ShowList& list : item.lists) {
      for (const ShowItem& child : list.items) {
        std::size_t below = add(child);
        nodes_[at].children.push_back(below);
      }
    }
    return at;
  }
  std::vector<PictureNode> nodes() && { return std::move(nodes_); }

 private:
  PictureNode node_of(const ShowItem& item) const {
    const std::string kind = word_of(item, "kind");
    const ShowField* words = field_of(item, "kind");
    PictureNode node{.id = shown_lines(item.id), .title = shown_lines(item.title.in(lang_))};
    if (words != nullptr) node.words = bare_words(shown_lines(words->text.in(lang_)));
    if (const ShowField* cite = field_of(item, "cite"))
      node.clause = shown_lines(cite->text.in(lang_));
    node.shape = shape_of(kind, !node.words.empty());
    return node;
  }

  static Shape shape_of(const std::string& kind, bool soft) {
    if (kind == "criterion") return soft ? Shape::Soft : Shape::Criterion;
    if (kind == "scheme") return Shape::Scheme;
    if (kind == "branch") return Shape::Branch;
    return kind == "all" ? Shape::Group : Shape::Either;
  }

  Lang lang_;
  std::vector<PictureNode> nodes_;
};

bool is_box(Shape shape) {
  return shape == Shape::Criterion || shape == Shape::Soft || shape == Shape::Scheme;
}

// A column is half as wide as a Chinese character of 13 pixels, with some room for wide letters.
constexpr double kColumn = 7;
constexpr int kLine = 19, kPad = 9, kGapX = 34, kGapY = 9;
constexpr int kBoxColumns = 36, kGroupColumns = 17;
constexpr std::size_t kMostLines = 4;

struct Line {
  std::string text;
  std::string_view style;
  std::string right;  // at the other end, as a clause
};
struct Box {
  std::vector<Line> lines;
  int width = 0, height = 0, depth = 0;
  int x = 0, y = 0;  // upper left corner

  int middle() const { return y + height / 2; }
};

void add_lines(Box& box, const std::string& text, int columns, std::string_view style) {
  if (text.empty()) return;
  std::vector<std::string> lines = wrap(text, columns);
  if (lines.size() > kMostLines) {
    lines.resize(kMostLines);
    lines.back() = shortened_to(lines.back() + "……", columns);
  }
  for (std::string& line : lines) box.lines.push_back({std::move(line), style});
}

Box box_of(const PictureNode& node) {
  Box box;
  int columns = is_box(node.shape) ? kBoxColumns : kGroupColumns;
  // The long id of a scheme says less than its title.
  bool named =
      !node.id.empty() && node.shape != Shape::Scheme && (is_box(node.shape) || node.title.empty());
  if (named) add_lines(box, node.id, columns, "id");
  add_lines(box, node.title, columns, "");
  if (is_box(node.shape)) {
    bool beside = box.lines.size() > 0 && box.lines.front().style == "id" &&
                  display_width(node.id) + display_width(node.clause) + 2 <= columns;
    if (beside)
      box.lines.front().right = node.clause;
    else
      add_lines(box, node.clause, columns, "clause");
  } else {
    add_lines(box, node.words, columns, node.title.empty() ? "" : "clause");
  }
  int widest = 0;
  for (const Line& line : box.lines) widest = std::max(widest, display_width(line.text));
  int least = is_box(node.shape) ? kBoxColumns : 0;
  box.width = static_cast<int>(std::max(widest, least) * kColumn) + 2 * kPad;
  box.height = static_cast<int>(box.lines.size()) * kLine + 2 * kPad - 4;
  return box;
}

class Drawing {
 public:
  explicit Drawing(const std::vector<PictureNode>& nodes) : nodes_(nodes) {
    for (const PictureNode& node : nodes) boxes_.push_back(box_of(node));
    if (nodes.empty()) return;
    place_columns();
    bottom_ = 0;
    place(0);
  }

  void print(const std::string& label, const std::function<std::string(const PictureNode&)>& link,
             std::ostream& out) const {
    int height = std::max(bottom_ - kGapY, 0);
    for (const Box& box : boxes_) height = std::max(height, box.y + box.height);
    const int width = right_ + 2;
    out << "<svg class=\"tree\" role=\"group\" aria-label=\"" << html(label) << "\" width=\""
        << width << "\" height=\"" << height + 2 << "\" viewBox=\"-1 -1 " << width << ' '
        << height + 2 << "\" preserveAspectRatio=\"xMinYMin\">\n";
    for (std::size_t i = 0; i < nodes_.size(); ++i) edges(i, out);
    for (std::size_t i = 0; i < nodes_.size(); ++i) box(i, link(nodes_[i]), out);
    out << "</svg>\n";
  }

 private:
  /// Nodes of one depth begin at one edge.
  void place_columns() {
    std::vector<int> widths;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      std::size_t depth = static_cast<std::size_t>(boxes_[i].depth);
      if (widths.size() <= depth) widths.resize(depth + 1);
      widths[depth] = std::max(widths[depth], boxes_[i].width);
      for (std::size_t child : nodes_[i].children) boxes_[child].depth = boxes_[i].depth + 1;
    }
    std::vector<int> lefts{0};
    for (int width : widths) lefts.push_back(lefts.back() + width + kGapX);
    right_ = lefts.back() - kGapX;
    for (Box& box : boxes_) box.x = lefts[static_cast<std::size_t>(box.depth)];
  }

  /// Leaves one below the other, groups in the middle of theirs.
  void place(std::size_t at) {
    Box& box = boxes_[at];
    const auto& children = nodes_[at].children;
    if (children.empty()) {
      box.y = bottom_;
      bottom_ += box.height + kGapY;
      return;
    }
    const int top = bottom_;
    for (std::size_t child : children) place(child);
    box.y =
        (boxes_[children.front()].middle() + boxes_[children.back()].middle()) / 2 - box.height / 2;
    box.y = std::max(box.y, top);
    bottom_ = std::max(bottom_, box.y + box.height + kGapY);
  }

  void edges(std::size_t at, std::ostream& out) const {
    const Box& from = boxes_[at];
    for (std::size_t child : nodes_[at].children) {
      const Box& to = boxes_[child];
      out << "<path d=\"M" << from.x + from.width << ' ' << from.middle() << "H" << to.x - kGapX / 2
          << "V" << to.middle() << "H" << to.x << "\"/>\n";
    }
  }

  static std::string_view style_of(Shape shape) {
    switch (shape) {
      case Shape::Group:
        return "group";
      case Shape::Either:
        return "either";
      case Shape::Criterion:
        return "one";
      case Shape::Soft:
        return "one soft";
      case Shape::Scheme:
        return "one other";
      case Shape::Branch:
        return "branch";
    }
    return {};
  }

  void box(std::size_t at, const std::string& target, std::ostream& out) const {
    const Box& box = boxes_[at];
    if (!target.empty()) out << "<a href=\"" << html(target) << "\">";
    out << "<g class=\"" << style_of(nodes_[at].shape) << "\"><rect x=\"" << box.x << "\" y=\""
        << box.y << "\" width=\"" << box.width << "\" height=\"" << box.height << "\" rx=\""
        << (is_box(nodes_[at].shape) ? 3 : 12) << "\"/>";
    int y = box.y + kPad + 12;
    for (const Line& line : box.lines) {
      out << "<text x=\"" << box.x + kPad << "\" y=\"" << y << '"';
      if (!line.style.empty()) out << " class=\"" << line.style << '"';
      out << '>' << html(line.text) << "</text>";
      if (!line.right.empty())
        out << "<text class=\"clause right\" x=\"" << box.x + box.width - kPad << "\" y=\"" << y
            << "\">" << html(line.right) << "</text>";
      y += kLine;
    }
    out << "</g>" << (target.empty() ? "" : "</a>") << '\n';
  }

  const std::vector<PictureNode>& nodes_;
  std::vector<Box> boxes_;
  int bottom_ = 0, right_ = 0;
};

/// Text in a quoted Mermaid label: what Mermaid or HTML would act on as entity codes.
std::string mermaid_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '"':
        out += "#quot;";
        break;
      case '#':
        out += "#35;";
        break;
      case '<':
        out += "#lt;";
        break;
      case '>':
        out += "#gt;";
        break;
      case '&':
        out += "#amp;";
        break;
      case '`':
        out += "#96;";
        break;
      case '\n':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<PictureNode> picture_of(const ShowItem& tree, Lang lang) {
  Builder builder(lang);
  builder.add(tree);
  return std::move(builder).nodes();
}

void draw_svg(const std::vector<PictureNode>& nodes, const std::string& label,
              const std::function<std::string(const PictureNode&)>& link, std::ostream& out) {
  Drawing(nodes).print(label, link, out);
}

void draw_mermaid(const std::vector<PictureNode>& nodes, Lang lang, std::ostream& out) {
  out << "```mermaid\nflowchart LR\n";
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const PictureNode& node = nodes[i];
    std::vector<std::string> parts;
    bool named = node.shape != Shape::Scheme && (is_box(node.shape) || node.title.empty());
    if (named && !node.id.empty()) parts.push_back(node.id);
    if (!node.title.empty()) parts.push_back(node.title);
    if (!is_box(node.shape) && !node.words.empty()) {
      const Text open = {"（", "("}, close = {"）", ")"};
      parts.push_back(parts.empty() ? node.words : open.in(lang) + node.words + close.in(lang));
    }
    std::string label =
        mermaid_text(joined(parts, lang == Lang::Zh && !is_box(node.shape) ? "" : " "));
    bool box = is_box(node.shape);
    out << "  n" << i << (box ? "[\"" : "([\"") << label << (box ? "\"]" : "\"])") << '\n';
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t child : nodes[i].children) out << "  n" << i << " --> n" << child << '\n';
  }
  std::string soft;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].shape != Shape::Soft) continue;
    soft += (soft.empty() ? "n" : ",n") + std::to_string(i);
  }
  if (!soft.empty()) out << "  classDef soft stroke-dasharray: 5 4\n  class " << soft << " soft\n";
  out << "```\n\n";
}

}  // namespace ipcheck

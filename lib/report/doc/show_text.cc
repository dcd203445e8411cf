// `rules show` on a terminal. Tested by tests/report/show_test.cc.
#include <algorithm>

#include "report/doc/show_model.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr int kLongestId = 12;  // of a checklist's first column

class TextPrinter {
 public:
  TextPrinter(Lang lang, int width, std::ostream& out) : lang_(lang), width_(width), out_(out) {}

  void item(const ShowItem& item, int indent, bool top) {
    std::string title = shown_head(item, lang_, false, "  ");
    if (!title.empty()) paragraph(title, indent, indent + 4);
    int inner = title.empty() ? indent : indent + 2;
    fields(item, inner);
    for (const ShowList& list : item.lists) {
      if (top) out_ << '\n';
      paragraph(list.title.in(lang_), top ? 0 : inner, inner);
      this->list(list, top ? 2 : inner + 2, top);
    }
  }

 private:
  void paragraph(const std::string& text, int indent, int hanging) {
    print_paragraph(text, indent, hanging, width_, Tone::Plain, false, out_);
  }

  /// Labels and texts in two columns.
  void fields(const ShowItem& item, int indent) {
    Table table;
    for (const ShowField& field : item.fields) {
      if (field.text.empty()) continue;
      table.rows.push_back({.cells = {field.label.in(lang_), shown_lines(field.text.in(lang_))}});
    }
    print_table(table, indent, width_, false, out_);
  }

  void list(const ShowList& list, int indent, bool spaced) {
    switch (list.layout) {
      case ShowLayout::Table: {
        Table table;
        for (auto& row : shown_cells(list, lang_)) table.rows.push_back({.cells = std::move(row)});
        return print_table(table, indent, width_, false, out_);
      }
      case ShowLayout::Tree:
        return checklist(list, indent);
      case ShowLayout::Blocks:
      case ShowLayout::Rows:
        break;
    }
    bool first = true;
    for (const ShowItem& child : list.items) {
      if (spaced && !first && !child.lists.empty()) out_ << '\n';
      first = false;
      item(child, indent, false);
    }
  }

  /// A line of a checklist. Without a short id it stands across the columns.
  struct Line {
    int depth = 0;
    std::string id, title, clause;
    bool across = false;
  };

  void collect(const ShowItem& item, int depth, std::vector<Line>& lines) const {
    Line line{.depth = depth, .title = shown_lines(item.title.in(lang_))};
    for (const ShowField& field : item.fields) {
      std::string text = shown_lines(field.text.in(lang_));
      bool joins = line.title.empty() || text.empty() || lang_ == Lang::Zh;
      if (field.key == "cite") {
        line.clause = std::move(text);
      } else {
        line.title += (joins ? "" : " ") + text;
      }
    }
    std::string box = item.box ? "[ ] " : "", id = shown_lines(item.id);
    line.across = id.empty() || display_width(id) > kLongestId;
    line.id = line.across ? box : box + id;
    if (line.across && !id.empty())
      line.title += lang_ == Lang::Zh ? "（" + id + "）" : " (" + id + ")";
    lines.push_back(std::move(line));
    for (const ShowList& list : item.lists) {
      for (const ShowItem& child : list.items) collect(child, depth + 1, lines);
    }
  }

  /// Box and id, title with remarks, clause: three columns for the whole tree.
  void checklist(const ShowList& list, int indent) {
    std::vector<Line> lines;
    for (const ShowItem& child : list.items) collect(child, 0, lines);
    int ids = 0, titles = 0, clauses = 0;
    for (const Line& line : lines) {
      if (line.across) continue;
      ids = std::max(ids, 2 * line.depth + display_width(line.id));
      titles = std::max(titles, display_width(line.title));
      clauses = std::max(clauses, display_width(line.clause));
    }
    int room = std::max(std::min(titles, width_ - indent - ids - clauses - 4), 16);
    for (const Line& line : lines) {
      int at = indent + 2 * line.depth;
      if (line.across) {
        paragraph(line.id + line.title, at, at + 4);
        continue;
      }
      std::string lead = std::string(static_cast<std::size_t>(at), ' ') + line.id;
      std::string clause = line.clause;
      for (const std::string& part : wrap(line.title, room)) {
        out_ << padded(lead, indent + ids + 2)
             << (clause.empty() ? part : padded(part, room + 2) + clause) << '\n';
        lead.clear();
        clause.clear();
      }
    }
  }

  Lang lang_;
  int width_;
  std::ostream& out_;
};

}  // namespace

void print_shown_text(const ShowItem& item, Lang lang, int width, std::ostream& out) {
  TextPrinter(lang, width, out).item(item, 0, true);
}

}  // namespace ipcheck

// `rules show` on a terminal and as Markdown. Tested by tests/report/show_test.cc.
#include <algorithm>

#include "report/layout.h"
#include "report/show_model.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr int kLongestId = 12;  // of a checklist's first column

/// Control characters visible, line breaks kept.
std::string shown(std::string_view text) {
  std::string out;
  for (;;) {
    std::size_t end = text.find('\n');
    out += visible(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

/// The labels of a table's columns, in order of appearance.
std::vector<Text> columns_of(const ShowList& list) {
  std::vector<Text> columns;
  for (const ShowItem& item : list.items) {
    for (const ShowField& field : item.fields) {
      bool told = std::find(columns.begin(), columns.end(), field.label) != columns.end();
      if (!told && !field.text.empty()) columns.push_back(field.label);
    }
  }
  return columns;
}

/// Id, title and the fields of each item; the first row names the columns.
std::vector<std::vector<std::string>> cells_of(const ShowList& list, Lang lang) {
  std::vector<Text> columns = columns_of(list);
  std::vector<std::vector<std::string>> rows{
      {Text{"编号", "id"}.in(lang), Text{"名称", "title"}.in(lang)}};
  for (const Text& column : columns) rows.front().push_back(column.in(lang));
  for (const ShowItem& item : list.items) {
    std::vector<std::string> row{shown(item.id), shown(item.title.in(lang))};
    row.resize(2 + columns.size());
    for (const ShowField& field : item.fields) {
      auto at = std::find(columns.begin(), columns.end(), field.label);
      if (at != columns.end() && !field.text.empty())
        row[static_cast<std::size_t>(2 + (at - columns.begin()))] = shown(field.text.in(lang));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// `id  title  field  field` of a node of a checklist.
std::string head(const ShowItem& item, Lang lang, bool with_fields, std::string_view gap) {
  std::string out;
  auto put = [&](const std::string& part) {
    if (part.empty()) return;
    if (!out.empty()) out += gap;
    out += shown(part);
  };
  put(item.id);
  put(item.title.in(lang));
  for (const ShowField& field : item.fields) {
    if (with_fields) put(field.text.in(lang));
  }
  return out;
}

class TextPrinter {
 public:
  TextPrinter(Lang lang, int width, std::ostream& out) : lang_(lang), width_(width), out_(out) {}

  void item(const ShowItem& item, int indent, bool top) {
    std::string title = head(item, lang_, false, "  ");
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
      table.rows.push_back({.cells = {field.label.in(lang_), shown(field.text.in(lang_))}});
    }
    print_table(table, indent, width_, false, out_);
  }

  void list(const ShowList& list, int indent, bool spaced) {
    switch (list.layout) {
      case ShowLayout::Table: {
        Table table;
        for (auto& row : cells_of(list, lang_)) table.rows.push_back({.cells = std::move(row)});
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
    Line line{.depth = depth, .title = shown(item.title.in(lang_))};
    for (const ShowField& field : item.fields) {
      std::string text = shown(field.text.in(lang_));
      bool joins = line.title.empty() || text.empty() || lang_ == Lang::Zh;
      if (field.key == "cite") {
        line.clause = std::move(text);
      } else {
        line.title += (joins ? "" : " ") + text;
      }
    }
    std::string box = item.box ? "[ ] " : "", id = shown(item.id);
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

/// What Markdown or HTML would act on, escaped; a line break becomes `<br>`.
std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]#|~";
  std::string out;
  for (char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '\n')
      out += "<br>";
    else
      out += (kSpecial.find(c) != std::string_view::npos ? "\\" : "") + std::string(1, c);
  }
  return out;
}

class MarkdownPrinter {
 public:
  MarkdownPrinter(Lang lang, std::ostream& out) : lang_(lang), out_(out) {}

  void item(const ShowItem& item, int level) {
    std::string title = head(item, lang_, false, " ");
    if (!title.empty()) heading(title, level);
    fields(item);
    for (const ShowList& list : item.lists) {
      heading(list.title.in(lang_), level + 1);
      this->list(list, level + 2);
    }
  }

 private:
  void heading(const std::string& title, int level) {
    out_ << std::string(static_cast<std::size_t>(std::min(level, 6)), '#') << ' ' << escaped(title)
         << "\n\n";
  }

  static std::string code(std::string text) {
    std::replace(text.begin(), text.end(), '`', '\'');
    return "`" + text + "`";
  }

  void fields(const ShowItem& item) {
    bool any = false;
    for (const ShowField& field : item.fields) {
      if (field.text.empty()) continue;
      std::string text = shown(field.text.in(lang_));
      out_ << "- **" << escaped(field.label.in(lang_))
           << "**: " << (field.code ? code(text) : escaped(text)) << '\n';
      any = true;
    }
    if (any) out_ << '\n';
  }

  void list(const ShowList& list, int level) {
    switch (list.layout) {
      case ShowLayout::Rows:
      case ShowLayout::Table:
        return table(list);
      case ShowLayout::Tree:
        for (const ShowItem& child : list.items) node(child, 0);
        out_ << '\n';
        return;
      case ShowLayout::Blocks:
        for (const ShowItem& child : list.items) item(child, level);
        return;
    }
  }

  void table(const ShowList& list) {
    bool first = true;
    for (const std::vector<std::string>& row : cells_of(list, lang_)) {
      for (const std::string& cell : row) out_ << "| " << escaped(cell) << ' ';
      out_ << "|\n";
      for (std::size_t i = 0; first && i < row.size(); ++i) out_ << "| --- ";
      if (first) out_ << "|\n";
      first = false;
    }
    out_ << '\n';
  }

  void node(const ShowItem& item, int depth) {
    out_ << std::string(static_cast<std::size_t>(2 * depth), ' ') << (item.box ? "- [ ] " : "- ")
         << escaped(head(item, lang_, true, " ")) << '\n';
    for (const ShowList& list : item.lists) {
      for (const ShowItem& child : list.items) node(child, depth + 1);
    }
  }

  Lang lang_;
  std::ostream& out_;
};

}  // namespace

void print_shown_text(const ShowItem& item, Lang lang, int width, std::ostream& out) {
  TextPrinter(lang, width, out).item(item, 0, true);
}

void print_shown_markdown(const ShowItem& item, Lang lang, std::ostream& out) {
  MarkdownPrinter(lang, out).item(item, 1);
}

}  // namespace ipcheck

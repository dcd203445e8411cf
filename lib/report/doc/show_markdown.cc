// Tested by tests/report/show_test.cc.
#include "report/doc/show_markdown.h"

#include <algorithm>

namespace ipcheck {

std::string markdown(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]#|~";
  std::string out;
  for (char c : shown_lines(text)) {
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

std::string markdown_code(std::string_view text) {
  std::string out = shown_lines(text);
  std::replace(out.begin(), out.end(), '`', '\'');
  return "`" + out + "`";
}

void MarkdownPrinter::item(const ShowItem& item, int level) {
  std::string title = shown_head(item, lang_, false, " ");
  if (!title.empty()) heading(markdown(title), level);
  fields(item);
  for (const ShowList& below : item.lists) {
    heading(markdown(below.title.in(lang_)), level + 1);
    list(below, level + 2);
  }
}

void MarkdownPrinter::heading(const std::string& title, int level) {
  out_ << std::string(static_cast<std::size_t>(std::min(level, 6)), '#') << ' ' << title << "\n\n";
}

void MarkdownPrinter::fields(const ShowItem& item) {
  bool any = false;
  for (const ShowField& field : item.fields) {
    if (field.text.empty()) continue;
    const std::string& text = field.text.in(lang_);
    out_ << "- **" << markdown(field.label.in(lang_))
         << "**: " << (field.code ? markdown_code(text) : markdown(text)) << '\n';
    any = true;
  }
  if (any) out_ << '\n';
}

void MarkdownPrinter::list(const ShowList& list, int level) {
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

void MarkdownPrinter::table(const ShowList& list) {
  bool first = true;
  for (const std::vector<std::string>& row : shown_cells(list, lang_)) {
    for (const std::string& cell : row) out_ << "| " << markdown(cell) << ' ';
    out_ << "|\n";
    for (std::size_t i = 0; first && i < row.size(); ++i) out_ << "| --- ";
    if (first) out_ << "|\n";
    first = false;
  }
  out_ << '\n';
}

void MarkdownPrinter::node(const ShowItem& item, int depth) {
  out_ << std::string(static_cast<std::size_t>(2 * depth), ' ') << (item.box ? "- [ ] " : "- ")
       << markdown(shown_head(item, lang_, true, " ")) << '\n';
  for (const ShowList& list : item.lists) {
    for (const ShowItem& child : list.items) node(child, depth + 1);
  }
}

}  // namespace ipcheck

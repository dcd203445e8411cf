#pragma once
// What `rules show` says as Markdown. Private to lib/report.

#include <ostream>

#include "report/doc/show_model.h"

namespace ipcheck {

/// Any text between Markdown: what Markdown or HTML would act on is escaped, control characters
/// are visible, a line break becomes `<br>`.
std::string markdown(std::string_view text);
/// Text as code, on one line.
std::string markdown_code(std::string_view text);

class MarkdownPrinter {
 public:
  MarkdownPrinter(Lang lang, std::ostream& out) : lang_(lang), out_(out) {}

  void item(const ShowItem& item, int level);
  /// Already escaped.
  void heading(const std::string& title, int level);
  void fields(const ShowItem& item);
  void list(const ShowList& list, int level);

 private:
  void table(const ShowList& list);
  void node(const ShowItem& item, int depth);

  Lang lang_;
  std::ostream& out_;
};

}  // namespace ipcheck

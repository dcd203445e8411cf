// Policies as one Markdown page. Tested by tests/report/doc_test.cc.
#include <algorithm>

#include "report/doc/pages.h"
#include "report/doc/picture.h"
#include "report/doc/show_markdown.h"

namespace ipcheck {
namespace {

constexpr const char* kParts[] = {"criteria", "params", "facts", "provisions", "notices"};

class DocMarkdown {
 public:
  DocMarkdown(const ShowContext& context, const DocStyle& style, std::ostream& out)
      : context_(context), style_(style), out_(out), printer_(style.lang, out) {}

  void policy(const DocPolicy& policy, bool alone) {
    prefix_ = alone ? "" : doc_safe_name(policy.item.id) + ".";
    anchors_ = doc_anchors(policy);
    std::string badge = doc_badge(policy, style_.lang);
    std::string title = markdown(policy.item.title.in(style_.lang));
    printer_.heading(badge.empty() ? title : title + " **[" + markdown(badge) + "]**", 1);
    fields(policy.item, {});
    contents(policy);
    for (const DocScheme& s : policy.schemes) scheme(s);
    for (const char* key : kParts) {
      if (const ShowList* list = list_of(policy.item, key)) part(*list);
    }
    out_ << "---\n\n" << markdown(doc_closing(style_).in(style_.lang)) << "\n";
  }

 private:
  std::string in(const Text& text) const { return markdown(text.in(style_.lang)); }

  std::string place(std::string_view sort, std::string_view id) const {
    return "<a id=\"" + prefix_ + doc_anchor(sort, id) + "\"></a>";
  }

  std::string linked(std::string_view sort, std::string_view id, const std::string& words) const {
    std::string anchor = doc_anchor(sort, id);
    bool known = anchors_.contains(anchor);
    return known ? "[" + words + "](#" + prefix_ + anchor + ")" : words;
  }

  std::string fact_words(const std::string& name) const {
    FactId fact = context_.rules.schema.find(name);
    return fact == kNoFact ? markdown(name) : in(context_.rules.schema.facts[fact].label);
  }

  /// A field's text, the facts and criteria that it names linked.
  std::string words(const ShowField& field) const {
    const std::string& text = field.text.in(style_.lang);
    if (field.code) return markdown_code(text);
    std::string_view sort = doc_target(field.key);
    std::vector<std::string> names = names_of(field);
    if ((sort != "f" && sort != "c") || names.empty()) return markdown(text);
    std::vector<std::string> parts;
    for (const std::string& name : names)
      parts.push_back(linked(sort, name, sort == "f" ? fact_words(name) : markdown(name)));
    return joined(parts, in({"、", ", "}));
  }

  /// The same within a table, where a bar would end the cell even in code.
  std::string cell(const ShowField& field) const {
    if (!field.code) return words(field);
    std::string text = markdown_code(field.text.in(style_.lang));
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
      text.insert(at, "\\");
    return text;
  }

  void fields(const ShowItem& item, std::initializer_list<std::string_view> without) {
    bool any = false;
    for (const ShowField& field : item.fields) {
      bool left_out = std::find(without.begin(), without.end(), field.key) != without.end();
      if (field.text.empty() || left_out) continue;
      out_ << "- **" << in(field.label) << "**: " << words(field) << '\n';
      any = true;
    }
    if (any) out_ << '\n';
  }

  static Text title_of(const ShowList& list) {
    return list.key == "notices" ? Text{"数据提示", "data notices"} : list.title;
  }

  void contents(const DocPolicy& policy) {
    for (const DocScheme& s : policy.schemes)
      out_ << "- " << linked("s", s.item.id, in(s.item.title)) << '\n';
    for (const char* key : kParts) {
      const ShowList* list = list_of(policy.item, key);
      if (list == nullptr) continue;
      out_ << "- [" << in(title_of(*list)) << "](#" << prefix_ << "part-" << key << ")\n";
    }
    out_ << '\n';
  }

  // --- a scheme ---

  void scheme(const DocScheme& s) {
    printer_.heading(place("s", s.item.id) + in(s.item.title) + " " + markdown_code(s.item.id), 2);
    fields(s.item, {"policy", "status"});
    if (!s.tree.fields.empty()) draw_mermaid(picture_of(s.tree, style_.lang), style_.lang, out_);
    if (const ShowList* require = list_of(s.item, "require")) {
      printer_.heading(in(require->title), 3);
      for (const ShowItem& item : require->items) node(item, 0);
      out_ << '\n';
    }
    if (const ShowList* list = list_of(s.item, "facts")) {
      printer_.heading(in({"需要的信息与材料", "facts and papers needed"}), 3);
      facts(*list, false);
    }
    for (const char* key : {"notices", "outputs", "scorecard"}) {
      const ShowList* list = list_of(s.item, key);
      if (list == nullptr) continue;
      printer_.heading(in(list->title), 3);
      printer_.list(*list, 4);
    }
  }

  void node(const ShowItem& item, int depth) {
    out_ << std::string(static_cast<std::size_t>(2 * depth), ' ') << (item.box ? "- [ ] " : "- ");
    const std::string kind = word_of(item, "kind"), scheme = word_of(item, "scheme");
    std::vector<std::string> parts;
    if (!item.id.empty() && kind != "branch") {
      std::string name = markdown(item.id);
      if (kind == "criterion") name = linked("c", item.id, name);
      parts.push_back(scheme.empty() ? name : linked("s", scheme, name));
    }
    if (!item.title.empty()) parts.push_back(in(item.title));
    for (const ShowField& field : item.fields) {
      if (!field.text.empty())
        parts.push_back(field.key == "cite" ? "*" + in(field.text) + "*" : in(field.text));
    }
    out_ << joined(parts, " ") << '\n';
    for (const ShowList& list : item.lists) {
      for (const ShowItem& child : list.items) node(child, depth + 1);
    }
  }

  // --- the other parts ---

  void part(const ShowList& list) {
    printer_.heading(
        "<a id=\"" + prefix_ + "part-" + std::string(list.key) + "\"></a>" + in(title_of(list)), 2);
    if (list.key == "facts") return facts(list, true);
    if (list.key == "params") return table(list, "p");
    if (list.key != "criteria") return printer_.list(list, 3);
    for (const ShowItem& item : list.items) {
      printer_.heading(place("c", item.id) + markdown(item.id) + " " + in(item.title), 3);
      fields(item, {});
    }
  }

  void row(const std::vector<std::string>& cells, bool head) {
    for (const std::string& cell : cells) out_ << "| " << cell << ' ';
    out_ << "|\n";
    for (std::size_t i = 0; head && i < cells.size(); ++i) out_ << "| --- ";
    if (head) out_ << "|\n";
  }

  std::string name_cell(const ShowItem& item) const {
    std::string title = in(item.title);
    return (title.empty() ? "" : title + "<br>") + markdown_code(item.id);
  }

  void table(const ShowList& list, std::string_view sort) {
    std::vector<Text> columns = shown_columns(list);
    std::vector<std::string> cells{in({"名称", "title"})};
    for (const Text& column : columns) cells.push_back(in(column));
    row(cells, true);
    for (const ShowItem& item : list.items) {
      cells = {place(sort, item.id) + name_cell(item)};
      for (const Text& column : columns) {
        std::string content;
        for (const ShowField& field : item.fields) {
          if (field.label == column && !field.text.empty()) content = cell(field);
        }
        cells.push_back(std::move(content));
      }
      row(cells, false);
    }
    out_ << '\n';
  }

  void facts(const ShowList& list, bool whole) {
    std::vector<std::string> cells{in({"信息", "fact"}), in({"填写", "how it is given"}),
                                   in({"证明", "shown by"})};
    if (whole) cells.push_back(in({"用于", "read by"}));
    row(cells, true);
    for (const ShowItem& item : list.items) {
      cells = {whole ? place("f", item.id) + name_cell(item) : linked("f", item.id, in(item.title)),
               "", "", ""};
      for (const ShowField& field : item.fields) {
        if (field.text.empty()) continue;
        if (field.key == "proof") {
          cells[2] = cell(field);
        } else if (field.key == "read_by") {
          cells[3] = cell(field);
        } else if (field.key == "type") {
          cells[1] += cell(field);
        } else if (whole) {
          cells[1] += "<br>" + in(field.label) + ": " + cell(field);
        }
      }
      if (!whole) cells.pop_back();
      row(cells, false);
    }
    out_ << '\n';
  }

  const ShowContext& context_;
  const DocStyle& style_;
  std::ostream& out_;
  MarkdownPrinter printer_;
  std::string prefix_;
  std::set<std::string> anchors_;
};

}  // namespace

void print_doc_markdown(const ShowContext& context, const std::vector<DocPolicy>& policies,
                        const DocStyle& style, std::ostream& out) {
  bool first = true;
  for (const DocPolicy& policy : policies) {
    if (!first) out << '\n';
    first = false;
    DocMarkdown(context, style, out).policy(policy, policies.size() == 1);
  }
}

}  // namespace ipcheck

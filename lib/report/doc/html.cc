// Policies as one HTML page. Tested by tests/report/doc_test.cc.
#include <algorithm>

#include "report/doc/pages.h"
#include "report/doc/picture.h"
#include "report/html_parts.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostOpen = 12;  // lines of a list of values that are not folded away

class DocPrinter {
 public:
  DocPrinter(const ShowContext& context, const DocStyle& style, std::ostream& out)
      : context_(context), style_(style), out_(out) {}

  void page(const std::vector<DocPolicy>& policies) {
    std::string title = policies.size() == 1
                            ? policies.front().item.title.in(style_.lang)
                            : Text{"政策与方案", "policies and schemes"}.in(style_.lang);
    begin_page(style_.lang, title, doc_css(), "", out_);
    for (const DocPolicy& policy : policies) {
      prefix_ = policies.size() == 1 ? "" : doc_safe_name(policy.item.id) + ".";
      anchors_ = doc_anchors(policy);
      article(policy);
    }
    out_ << "</body>\n</html>\n";
  }

 private:
  std::string in(const Text& text) const { return html(text.in(style_.lang)); }

  // --- links ---

  std::string id(std::string_view sort, std::string_view name) const {
    return " id=\"" + prefix_ + doc_anchor(sort, name) + "\"";
  }

  /// Empty when the page has no such place.
  std::string address(std::string_view sort, std::string_view name) const {
    std::string anchor = doc_anchor(sort, name);
    return anchors_.contains(anchor) ? "#" + prefix_ + anchor : std::string();
  }

  std::string linked(std::string_view sort, std::string_view name, const std::string& words) const {
    std::string to = address(sort, name);
    return to.empty() ? words : "<a href=\"" + to + "\">" + words + "</a>";
  }

  std::string fact_words(const std::string& name) const {
    FactId fact = context_.rules.schema.find(name);
    return fact == kNoFact ? html(name) : in(context_.rules.schema.facts[fact].label);
  }

  /// A field's text, its names linked to where they are explained.
  std::string words(const ShowField& field) const {
    const std::string& text = field.text.in(style_.lang);
    if (field.code) return "<code>" + html(text) + "</code>";
    std::string_view sort = doc_target(field.key);
    std::vector<std::string> names = names_of(field);
    if (sort.empty() || names.empty()) return lines(text);
    std::vector<std::string> parts;
    if (sort == "p") return params(text, names);
    for (const std::string& name : names)
      parts.push_back(linked(sort, name, sort == "f" ? fact_words(name) : html(name)));
    return joined(parts, in({"、", ", "}));
  }

  /// `name = value` a line.
  std::string params(const std::string& text, const std::vector<std::string>& names) const {
    std::string out;
    std::size_t at = 0;
    for (std::size_t begin = 0; begin <= text.size(); ++at) {
      std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string line = text.substr(begin, end - begin);
      if (!out.empty()) out += "<br>";
      bool named = at < names.size() && line.starts_with(names[at]);
      out += named ? linked("p", names[at], "<code>" + html(names[at]) + "</code>") +
                         html(line.substr(names[at].size()))
                   : html(line);
      begin = end + 1;
    }
    return out;
  }

  /// Long lists of values are folded away behind their first lines.
  std::string lines(const std::string& text) const {
    auto breaks = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (breaks < kMostOpen) return html(text);
    Text summary = say("共 {} 项", "all {} values", breaks + 1);
    return "<details><summary>" + in(summary) + "</summary>" + html(text) + "</details>";
  }

  // --- the article ---

  void article(const DocPolicy& policy) {
    out_ << "<div class=\"doc\">\n";
    contents(policy);
    out_ << "<main>\n<header>\n<h1>" << in(policy.item.title);
    std::string badge = doc_badge(policy, style_.lang);
    if (!badge.empty()) out_ << " <span class=\"badge\">" << html(badge) << "</span>";
    out_ << "</h1>\n<p class=\"id\">" << html(policy.item.id) << "</p>\n";
    fields(policy.item, {});
    out_ << "</header>\n";
    for (const DocScheme& s : policy.schemes) scheme(s);
    for (const char* key : {"criteria", "params", "facts", "provisions", "notices"}) {
      if (const ShowList* list = list_of(policy.item, key)) section(*list);
    }
    out_ << "<footer class=\"faint\">" << in(doc_closing(style_)) << "</footer>\n</main>\n</div>\n";
  }

  static std::string_view sort_of(std::string_view key) {
    if (key == "criteria") return "c";
    if (key == "params") return "p";
    return key == "facts" ? "f" : "";
  }

  void contents(const DocPolicy& policy) {
    Text label = {"目录", "contents"};
    out_ << "<nav aria-label=\"" << in(label) << "\">\n<ul>\n";
    for (const DocScheme& s : policy.schemes)
      out_ << "<li>" << linked("s", s.item.id, in(s.item.title)) << "</li>\n";
    for (const char* key : {"criteria", "params", "facts", "provisions", "notices"}) {
      const ShowList* list = list_of(policy.item, key);
      if (list == nullptr) continue;
      out_ << "<li class=\"part\"><a href=\"#" << prefix_ << "part-" << key << "\">"
           << in(title_of(*list)) << "</a></li>\n";
    }
    out_ << "</ul>\n</nav>\n";
  }

  static Text title_of(const ShowList& list) {
    return list.key == "notices" ? Text{"数据提示", "data notices"} : list.title;
  }

  void section(const ShowList& list) {
    out_ << "<section id=\"" << prefix_ << "part-" << list.key << "\">\n<h2>" << in(title_of(list))
         << "</h2>\n";
    if (list.key == "facts") {
      facts(list, true);
    } else if (list.key == "params" || list.layout == ShowLayout::Table) {
      table(list, sort_of(list.key));
    } else {
      for (const ShowItem& item : list.items) block(item, sort_of(list.key), 3);
    }
    out_ << "</section>\n";
  }

  // --- a scheme ---

  void scheme(const DocScheme& s) {
    out_ << "<section class=\"scheme\"" << id("s", s.item.id) << ">\n<h2>" << in(s.item.title)
         << "</h2>\n<p class=\"id\">" << html(s.item.id) << "</p>\n";
    fields(s.item, {"policy", "status", "next"});
    if (!s.tree.fields.empty()) picture(s);
    if (const ShowList* require = list_of(s.item, "require")) checklist(*require);
    if (const ShowList* list = list_of(s.item, "facts")) {
      heading({"需要的信息与材料", "facts and papers needed"}, 3);
      facts(*list, false);
    }
    for (const char* key : {"notices", "outputs", "scorecard"}) {
      const ShowList* list = list_of(s.item, key);
      if (list == nullptr) continue;
      heading(list->title, 3);
      for (const ShowItem& item : list->items) block(item, "", 4);
    }
    if (const ShowField* next = field_of(s.item, "next"))
      out_ << "<p class=\"next\"><b>" << in(next->label) << "</b>" << in(next->text) << "</p>\n";
    out_ << "</section>\n";
  }

  void heading(const Text& text, int level) {
    out_ << "<h" << level << " class=\"head\">" << in(text) << "</h" << level << ">\n";
  }

  void picture(const DocScheme& s) {
    std::vector<PictureNode> nodes = picture_of(s.tree, style_.lang);
    bool soft = std::any_of(nodes.begin(), nodes.end(), [](const PictureNode& node) {
      return node.shape == PictureNode::Shape::Soft;
    });
    Text label = Text{"条件树：", "conditions: "};
    out_ << "<figure>\n<div class=\"wide\" tabindex=\"0\">\n";
    draw_svg(
        nodes, label.in(style_.lang) + s.item.title.in(style_.lang),
        [this](const PictureNode& node) { return picture_link(node); }, out_);
    out_ << "</div>\n";
    if (soft)
      out_ << "<figcaption class=\"faint\">"
           << in({"虚线框是原则性要求：未达到时由人判断",
                  "a dashed box is a general rule: a person decides where it is not met"})
           << "</figcaption>\n";
    out_ << "</figure>\n";
  }

  std::string picture_link(const PictureNode& node) const {
    if (node.shape == PictureNode::Shape::Scheme) return address("s", node.id);
    bool one =
        node.shape == PictureNode::Shape::Criterion || node.shape == PictureNode::Shape::Soft;
    return one ? address("c", node.id) : std::string();
  }

  void checklist(const ShowList& list) {
    heading(list.title, 3);
    out_ << "<ul class=\"checklist\">\n";
    for (const ShowItem& item : list.items) node(item);
    out_ << "</ul>\n";
  }

  void node(const ShowItem& item) {
    const bool one = word_of(item, "kind") == "criterion";
    const std::string scheme = word_of(item, "scheme");
    out_ << (item.box ? "<li class=\"box\">" : "<li>");
    std::string name = "<span class=\"id\">" + html(item.id) + "</span>";
    if (one) name = linked("c", item.id, name);
    if (!scheme.empty()) name = linked("s", scheme, name);
    if (!item.id.empty() && word_of(item, "kind") != "branch") out_ << name << ' ';
    out_ << in(item.title);
    for (const ShowField& field : item.fields) {
      if (field.text.empty()) continue;
      bool clause = field.key == "cite";
      out_ << (clause ? " <span class=\"clause\">" : " <span class=\"faint\">") << in(field.text)
           << "</span>";
    }
    for (const ShowList& list : item.lists) {
      if (list.items.empty()) continue;
      out_ << "\n<ul>\n";
      for (const ShowItem& child : list.items) node(child);
      out_ << "</ul>";
    }
    out_ << "</li>\n";
  }

  // --- things with fields ---

  void fields(const ShowItem& item, std::initializer_list<std::string_view> without) {
    bool any = false;
    for (const ShowField& field : item.fields) {
      bool left_out = std::find(without.begin(), without.end(), field.key) != without.end();
      if (field.text.empty() || left_out) continue;
      if (!any) out_ << "<dl>\n";
      any = true;
      out_ << "<div><dt>" << in(field.label) << "</dt><dd>" << words(field) << "</dd></div>\n";
    }
    if (any) out_ << "</dl>\n";
  }

  void block(const ShowItem& item, std::string_view sort, int level) {
    out_ << "<div class=\"block\"" << (sort.empty() ? "" : id(sort, item.id)) << ">\n";
    if (!item.id.empty() || !item.title.empty()) {
      out_ << "<h" << level << "><span class=\"id\">" << html(item.id) << "</span> "
           << in(item.title) << "</h" << level << ">\n";
    }
    fields(item, {});
    for (const ShowList& list : item.lists) {
      heading(list.title, std::min(level + 1, 6));
      if (list.layout == ShowLayout::Blocks) {
        for (const ShowItem& child : list.items) block(child, "", std::min(level + 2, 6));
      } else {
        table(list, "");
      }
    }
    out_ << "</div>\n";
  }

  // --- tables ---

  void head(const std::vector<std::string>& titles) {
    out_ << "<div class=\"wide\"><table class=\"cards\">\n<thead><tr>";
    for (const std::string& title : titles) out_ << "<th scope=\"col\">" << title << "</th>";
    out_ << "</tr></thead>\n<tbody>\n";
  }

  void cell(const std::string& label, const std::string& content, bool links = false) {
    std::string_view kind = content.empty() ? "none" : links ? "links" : "";
    out_ << "<td data-label=\"" << label << '"';
    if (!kind.empty()) out_ << " class=\"" << kind << '"';
    out_ << '>' << content << "</td>";
  }

  /// An id that may break behind its underscores.
  static std::string breakable(std::string id) {
    constexpr std::string_view kBreak = "<wbr>";
    for (std::size_t at = id.find('_'); at != std::string::npos;
         at = id.find('_', at + 1 + kBreak.size()))
      id.insert(at + 1, kBreak);
    return id;
  }

  std::string name_cell(const ShowItem& item) const {
    std::string title = in(item.title);
    std::string code = "<span class=\"id\">" + breakable(html(item.id)) + "</span>";
    return title.empty() ? code : title + "<br>" + code;
  }

  void table(const ShowList& list, std::string_view sort) {
    std::vector<Text> columns = shown_columns(list);
    std::vector<std::string> titles{in({"名称", "title"})};
    for (const Text& column : columns) titles.push_back(in(column));
    head(titles);
    for (const ShowItem& item : list.items) {
      out_ << "<tr" << (sort.empty() ? "" : id(sort, item.id)) << '>';
      cell(titles.front(), name_cell(item));
      for (std::size_t i = 0; i < columns.size(); ++i) {
        std::string content;
        bool links = false;
        for (const ShowField& field : item.fields) {
          if (field.label != columns[i] || field.text.empty()) continue;
          content = words(field);
          links = field.key == "read_by";
        }
        cell(titles[i + 1], content, links);
      }
      out_ << "</tr>\n";
    }
    out_ << "</tbody></table></div>\n";
  }

  /// What is asked, in what form, what shows it; `whole`: with all there is to say.
  void facts(const ShowList& list, bool whole) {
    std::vector<std::string> titles{in({"信息", "fact"}), in({"填写", "how it is given"}),
                                    in({"证明", "shown by"})};
    if (whole) titles.push_back(in({"用于", "read by"}));
    head(titles);
    for (const ShowItem& item : list.items) {
      out_ << "<tr" << (whole ? id("f", item.id) : "") << '>';
      cell(titles[0], whole ? name_cell(item) : linked("f", item.id, in(item.title)));
      std::string content;
      for (const ShowField& field : item.fields) {
        bool own_column = field.key == "proof" || field.key == "read_by";
        bool wanted = whole ? !own_column : field.key == "type";
        if (!wanted || field.text.empty()) continue;
        bool lead = field.key == "type";
        content += lead ? words(field)
                        : "<div><span class=\"faint\">" + in(field.label) + "</span> " +
                              words(field) + "</div>";
      }
      cell(titles[1], content);
      const ShowField *proof = field_of(item, "proof"), *read_by = field_of(item, "read_by");
      cell(titles[2], proof == nullptr ? "" : words(*proof));
      if (whole) cell(titles[3], read_by == nullptr ? "" : words(*read_by), true);
      out_ << "</tr>\n";
    }
    out_ << "</tbody></table></div>\n";
  }

  const ShowContext& context_;
  const DocStyle& style_;
  std::ostream& out_;
  std::string prefix_;
  std::set<std::string> anchors_;
};

}  // namespace

void print_doc_html(const ShowContext& context, const std::vector<DocPolicy>& policies,
                    const DocStyle& style, std::ostream& out) {
  DocPrinter(context, style, out).page(policies);
}

}  // namespace ipcheck

// The whole tree of a verdict for `--explain`. Tested by tests/report/text_test.cc.
#include <ostream>

#include "report/verdict/text_parts.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

class TreePrinter {
 public:
  TreePrinter(const RuleSet& rules, const Policy& policy, const TextStyle& style, std::ostream& out)
      : policy_(policy), say_(rules, style.show_pii), style_(style), out_(out) {}

  void print(const Finding& f, int depth) {
    int indent = 4 + 2 * depth;
    std::string head = f.id.empty() ? "" : f.id + "  ";
    head += in(title_words(policy_, f));
    std::vector<std::string> lines = wrap(head, style_.width - indent - 2);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::string lead = i == 0 ? std::string(mark(f.state)) + " " : "  ";
      out_ << std::string(static_cast<std::size_t>(indent), ' ')
           << painted(lead, tone_of(f.state), style_.color) << lines[i] << '\n';
    }
    if (f.kind == GateKind::Criterion) print_details(f, indent + 4);
    for (const Finding& child : f.children) print(child, depth + 1);
  }

  void print_characteristics(const std::vector<Line>& lines) {
    if (lines.empty()) return;
    Text title = say("评分明细", "points by characteristic");
    out_ << "  " << painted(in(title), Tone::Bold, style_.color) << '\n';
    print_lines(lines, 4, style_, out_);
  }

 private:
  const std::string& in(const Text& text) const { return text.in(style_.lang); }

  void detail(const Text& name, const std::string& text, int indent, Tone tone = Tone::Plain) {
    if (text.empty()) return;
    print_paragraph(in(name) + text, indent, indent + 2, style_.width, tone, style_.color, out_);
  }

  void print_details(const Finding& f, int indent) {
    std::vector<Text> lines;
    if (f.state != Truth::NotApplicable) lines = say_.comparisons(f);
    for (const Text& line : lines) detail({}, in(line), indent);
    Text beside = listed(say_.facts_beside(f));
    bool told = !lines.empty() && lines.back() == beside;
    if (!told) detail({"另见：", "also seen: "}, in(beside), indent, Tone::Dim);
    detail({"条件：", "condition: "}, f.condition, indent, Tone::Dim);
    detail({"依据：", "clause: "}, cite_words(f.cite), indent, Tone::Dim);
    detail({"读法：", "reading: "}, in(f.reading), indent, Tone::Dim);
  }

  const Policy& policy_;
  Sentences say_;
  const TextStyle& style_;
  std::ostream& out_;
};

}  // namespace

void print_tree(const RuleSet& rules, const Verdict& verdict, const TextStyle& style,
                std::ostream& out) {
  TreePrinter printer(rules, *verdict.policy, style, out);
  Text title = say("逐项说明", "every criterion");
  out << "  " << painted(title.in(style.lang), Tone::Bold, style.color) << '\n';
  printer.print(verdict.root, 0);
  printer.print_characteristics(lines_of(rules, verdict, style.show_pii).characteristics);
}

}  // namespace ipcheck

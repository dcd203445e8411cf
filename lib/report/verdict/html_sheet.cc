// Review sheets to print, sign and file: one an applicant and scheme. Tested by
// tests/report/html_test.cc.
#include <algorithm>
#include <ostream>

#include "policy/words.h"
#include "report/html_parts.h"
#include "report/verdict/lines.h"
#include "report/verdict/verdicts.h"

namespace ipcheck {
namespace {

std::string_view tone(Truth state) {
  switch (state) {
    case Truth::True:
      return "ok";
    case Truth::False:
      return "bad";
    case Truth::Missing:
      return "lack";
    case Truth::Pending:
    case Truth::Fault:
      return "open";
    case Truth::NotApplicable:
      return "faint";
  }
  return {};
}

Truth state_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return Truth::True;
    case Outcome::Ineligible:
      return Truth::False;
    case Outcome::Incomplete:
      return Truth::Missing;
    case Outcome::NeedsReview:
      return Truth::Pending;
  }
  return Truth::Fault;
}

class SheetPrinter {
 public:
  SheetPrinter(const VerdictReport& report, const TextStyle& style, std::ostream& out)
      : report_(report),
        rules_(*report.rules),
        say_(rules_, style.show_pii),
        style_(style),
        out_(out) {}

  void print() {
    begin_page(style_.lang, in(say("审核表", "review sheet")), sheet_css(), "", out_);
    if (sheets() > 1) overview();
    std::size_t number = 0;
    for (const ApplicantReport& applicant : report_.applicants) {
      for (const Verdict& verdict : applicant.verdicts) sheet(applicant, verdict, ++number);
    }
    out_ << "</body>\n</html>\n";
  }

 private:
  std::string in(const Text& text) const { return html(text.in(style_.lang)); }

  std::size_t sheets() const {
    std::size_t count = 0;
    for (const ApplicantReport& a : report_.applicants) count += a.verdicts.size();
    return count;
  }

  std::string name(const ApplicantReport& a) const {
    if (!a.info.name.empty()) return "<bdi>" + html(a.info.name) + "</bdi>";
    Text unnamed = say("未具名申请人", "unnamed applicant");
    return a.info.source.empty() ? in(unnamed) : "<bdi>" + html(a.info.source) + "</bdi>";
  }

  std::string verdict_words(const Verdict& v) const {
    Truth state = state_of(v.outcome);
    return "<span class=\"" + std::string(tone(state)) + "\"><span aria-hidden=\"true\">" +
           std::string(mark(v.outcome)) + "</span> " + in(outcome_words(v.outcome)) + "</span>";
  }

  // --- overview ---

  void overview() {
    out_ << "<main class=\"sheet overview\">\n<h1>" << in(say("审核表目录", "review sheets"))
         << "</h1>\n<table class=\"list cards\">\n<thead><tr>";
    head({say("序号", "no."), say("申请人", "applicant"), say("方案", "scheme"),
          say("结论", "verdict")});
    out_ << "</tr></thead>\n<tbody>\n";
    std::size_t number = 0;
    for (const ApplicantReport& a : report_.applicants) {
      for (const Verdict& v : a.verdicts) {
        ++number;
        out_ << "<tr><td class=\"number\">" << number << "</td><td>" << name(a)
             << "</td><td><a href=\"#sheet-" << number << "\">" << in(v.scheme->title)
             << "</a></td><td>" << verdict_words(v) << "</td></tr>\n";
      }
    }
    out_ << "</tbody>\n</table>\n";
    for (const ApplicantReport& a : report_.applicants) not_judged(a);
    out_ << "<p class=\"closing\">" << in(closing_words()) << "</p>\n</main>\n";
  }

  void not_judged(const ApplicantReport& a) {
    if (a.not_judged.empty()) return;
    std::vector<Text> titles;
    for (const Scheme* scheme : a.not_judged) titles.push_back(scheme->title);
    out_ << "<p class=\"faint\">" << name(a)
         << in(Text{"：未提供任何相关信息，未判定：", ": no fact given, not judged: "} +
               listed(titles))
         << "</p>\n";
  }

  // --- one sheet ---

  void sheet(const ApplicantReport& a, const Verdict& v, std::size_t number) {
    VerdictLines lines = lines_of(rules_, v, style_.show_pii);
    readings_.clear();
    out_ << "<main class=\"sheet\" id=\"sheet-" << number << "\">\n<header>\n<p class=\"kind\">"
         << in(say("资格初筛审核表", "review sheet of a first screening")) << "</p>\n<h1>"
         << in(v.scheme->title) << "</h1>\n<p class=\"policy\">" << in(v.policy->title);
    if (!lines.badge.empty()) out_ << " <span class=\"badge\">" << in(lines.badge) << "</span>";
    out_ << "</p>\n</header>\n<div class=\"verdict " << tone(state_of(v.outcome))
         << "\"><p class=\"word\">" << verdict_words(v) << "</p><p class=\"closing\">"
         << in(closing_words()) << "</p></div>\n";
    identity(a, v);
    checklist(v);
    section(say("缺少的材料", "missing papers and facts"), lines.missing, true);
    open_decisions(lines.pending);
    section(say("评审人员已作的判断", "decided by a person"), lines.decided, false);
    data_notices(a);
    section(say("提示", "notices"), lines.notices, false);
    section(say("结果事项", "outputs"), lines.outputs, false);
    score(lines);
    if (!lines.next.empty())
      out_ << "<section><h2>" << in(say("下一步", "next step")) << "</h2><p>" << in(lines.next)
           << "</p></section>\n";
    footnotes();
    signatures();
    receipt();
    out_ << "</main>\n";
  }

  void pair(const Text& label, const std::string& value) {
    if (!value.empty()) out_ << "<div><dt>" << in(label) << "</dt><dd>" << value << "</dd></div>\n";
  }

  void identity(const ApplicantReport& a, const Verdict& v) {
    out_ << "<dl class=\"identity\">\n";
    pair(say("申请人", "applicant"), name(a));
    for (const Seen& seen : a.identity)
      pair(say_.label(seen.name), "<bdi>" + in(say_.seen(seen)) + "</bdi>");
    pair(say("方案编号", "scheme id"), html(v.scheme->id));
    pair(say("发文机关", "issuer"), in(v.policy->issuer));
    pair(say("文号", "document number"), html(v.policy->document_number));
    pair(say("判定日", "as of"), html(a.as_of.str()));
    out_ << "</dl>\n";
  }

  void head(std::initializer_list<Text> titles) {
    for (const Text& title : titles) out_ << "<th scope=\"col\">" << in(title) << "</th>";
  }

  // --- checklist ---

  void checklist(const Verdict& v) {
    out_ << "<section><h2>" << in(say("逐项核对", "checklist"))
         << "</h2>\n<table class=\"checklist cards\">\n<thead><tr>";
    head({say("结果", "state"), say("条件", "condition"), say("依据", "clause"),
          say("所见", "value seen"), say("要求", "requirement"), say("差距", "gap")});
    out_ << "</tr></thead>\n<tbody>\n";
    // The root asks for all of its parts: no row says so.
    if (v.root.kind == GateKind::All) {
      for (const Finding& child : v.root.children) finding(*v.policy, child, 0);
    } else {
      finding(*v.policy, v.root, 0);
    }
    out_ << "</tbody>\n</table></section>\n";
  }

  void cell(const Text& label, const std::string& content, std::string_view kind = "") {
    out_ << "<td data-label=\"" << in(label) << '"';
    if (content.empty()) kind = "none";
    if (!kind.empty()) out_ << " class=\"" << kind << '"';
    out_ << '>' << content << "</td>";
  }

  /// What was compared, a line each.
  struct Compared {
    std::string seen, required, gap;
  };

  static void add_line(std::string& cell, const std::string& line) {
    if (line.empty()) return;
    if (!cell.empty()) cell += "<br>";
    cell += line;
  }

  std::string requirement_words(const Requirement& r) const {
    std::string words = in(say_.required(r));
    for (std::string_view lead : {"要求 ", "required "}) {
      if (words.starts_with(lead)) words.erase(0, lead.size());
    }
    return words;
  }

  Compared compared(const Finding& f) const {
    Compared out;
    if (f.state == Truth::NotApplicable) return out;
    for (const Requirement& r : f.requirements) {
      auto seen = std::find_if(f.seen.begin(), f.seen.end(),
                               [&](const Seen& s) { return s.name == r.fact; });
      bool several = f.requirements.size() > 1;
      std::string label = several ? in(say_.label(r.fact) + Text{"：", ": "}) : "";
      if (seen != f.seen.end()) add_line(out.seen, label + in(say_.seen(*seen)));
      bool computed = seen == f.seen.end();
      add_line(out.required,
               (computed || several ? in(say_.label(r.fact)) + " " : "") + requirement_words(r));
      add_line(out.gap, in(say_.gap(r)));
    }
    for (const Text& text : say_.facts_beside(f)) add_line(out.seen, in(text));
    return out;
  }

  std::string footnote(const Finding& f) {
    if (f.reading.empty()) return {};
    auto at = std::find(readings_.begin(), readings_.end(), f.reading);
    if (at == readings_.end()) at = readings_.insert(readings_.end(), f.reading);
    return "&#8288;<sup>[" + std::to_string(at - readings_.begin() + 1) + "]</sup>";
  }

  void finding(const Policy& policy, const Finding& f, int depth) {
    Compared c = compared(f);
    bool group = f.kind != GateKind::Criterion;
    out_ << "<tr class=\"" << (group ? "group " : "") << "depth-" << std::min(depth, 4) << "\">";
    cell(say("结果", "state"),
         "<span class=\"" + std::string(tone(f.state)) + "\"><b aria-hidden=\"true\">" +
             std::string(mark(f.state)) + "</b> " + in(state_words(f.state)) + "</span>",
         "state");
    std::string id = f.id.empty() ? "" : "<span class=\"id\">" + html(f.id) + "</span> ";
    cell(say("条件", "condition"), id + in(title_words(policy, f)) + footnote(f), "title");
    cell(say("依据", "clause"), html(cite_words(f.cite)));
    cell(say("所见", "value seen"), c.seen);
    cell(say("要求", "requirement"), c.required);
    cell(say("差距", "gap"), c.gap);
    out_ << "</tr>\n";
    for (const Finding& child : f.children) finding(policy, child, depth + 1);
  }

  // --- below the checklist ---

  std::string details(const Line& line) const {
    std::string out;
    for (const Text& detail : line.details) add_line(out, in(detail));
    return out;
  }

  void item(const Line& line) {
    if (!line.id.empty()) out_ << "<span class=\"id\">" << html(line.id) << "</span> ";
    bool bold = !line.details.empty();
    out_ << (bold ? "<b>" : "") << in(line.title) << (bold ? "</b>" : "");
    if (!line.cite.empty())
      out_ << " <span class=\"faint\">" << in(Text{"（", "("} + line.cite + Text{"）", ")"})
           << "</span>";
    std::string text = details(line);
    if (!text.empty()) out_ << "<div>" << text << "</div>";
  }

  /// `boxes`: with a box to tick once the paper is there.
  void section(const Text& title, const std::vector<Line>& lines, bool boxes) {
    if (lines.empty()) return;
    out_ << "<section><h2>" << in(title) << "</h2>\n<ul" << (boxes ? " class=\"boxes\"" : "")
         << ">\n";
    for (const Line& line : lines) {
      out_ << "<li>";
      item(line);
      out_ << "</li>\n";
    }
    out_ << "</ul></section>\n";
  }

  void open_decisions(const std::vector<Line>& lines) {
    if (lines.empty()) return;
    out_ << "<section><h2>" << in(say("待评审人员判断", "for a person to decide"))
         << "</h2>\n<ol class=\"decisions\">\n";
    for (const Line& line : lines) {
      out_ << "<li>";
      item(line);
      out_ << "<div class=\"sign\"><span class=\"choice\">" << in(say("结论：", "decision:"))
           << " <span>□ " << in(say("符合", "met")) << "</span> <span>□ "
           << in(say("不符合", "not met")) << "</span></span>";
      blank(say("理由", "ground"));
      blank(say("评审人", "reviewer"));
      blank(say("日期", "date"));
      out_ << "</div></li>\n";
    }
    out_ << "</ol></section>\n";
  }

  void blank(const Text& label) {
    out_ << "<span class=\"blank\"><span>" << in(label + Text{"：", ":"})
         << "</span><i></i></span>";
  }

  void data_notices(const ApplicantReport& a) {
    std::vector<Line> lines;
    for (const DataNotice& n : a.notices) {
      Line line{.id = n.id, .title = n.message};
      if (!n.name.empty()) line.cite = {n.name, n.name};
      lines.push_back(std::move(line));
    }
    section(say("数据提示", "data notices"), lines, false);
  }

  void score(const VerdictLines& lines) {
    if (lines.score.empty()) return;
    out_ << "<section><h2>" << in(say("评分", "score")) << "</h2>\n<div class=\"points\">";
    for (const Line& line : lines.score) item(line);
    out_ << "</div>\n<table class=\"list\"><tbody>\n";
    for (const Line& line : lines.characteristics)
      out_ << "<tr><td>" << in(line.title) << "</td><td class=\"number\">" << details(line)
           << "</td></tr>\n";
    out_ << "</tbody></table></section>\n";
  }

  void footnotes() {
    if (readings_.empty()) return;
    out_ << "<section class=\"footnotes\"><h2>" << in(say("条款读法", "how clauses are read"))
         << "</h2>\n<ol>\n";
    for (const Text& reading : readings_) out_ << "<li>" << in(reading) << "</li>\n";
    out_ << "</ol></section>\n";
  }

  void signatures() {
    out_ << "<section class=\"sign last\">";
    blank(say("经办人", "handled by"));
    blank(say("复核人", "checked by"));
    blank(say("日期", "date"));
    out_ << "</section>\n";
  }

  void receipt() {
    out_ << "<footer class=\"receipt faint\">ipcheck " << html(report_.version) << "<br>"
         << in(say("规则", "rules")) << " SHA-256 <code>" << html(report_.rules_sha256)
         << "</code><br>" << in(say("输入", "input")) << " SHA-256 <code>"
         << html(report_.input_sha256) << "</code></footer>\n";
  }

  const VerdictReport& report_;
  const RuleSet& rules_;
  Sentences say_;
  const TextStyle& style_;
  std::ostream& out_;
  std::vector<Text> readings_;  // of this sheet, in order of their numbers
};

}  // namespace

void render_html(const VerdictReport& report, const TextStyle& style, std::ostream& out) {
  SheetPrinter(report, style, out).print();
}

}  // namespace ipcheck

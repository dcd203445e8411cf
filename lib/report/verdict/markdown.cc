// Verdicts for an issue or a printed note. Tested by tests/report/markdown_test.cc.
#include <ostream>

#include "report/layout.h"
#include "report/verdict/lines.h"
#include "report/verdict/verdicts.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

/// What Markdown or HTML would act on, escaped; a line break becomes `<br>`.
std::string escaped(const std::string& source) {
  std::string text = plain_spaces(source);
  constexpr std::string_view kSpecial = "\\`*_[]#|~";
  std::string out;
  for (char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\n') {
      out += "<br>";
    } else {
      if (kSpecial.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

class MarkdownPrinter {
 public:
  MarkdownPrinter(const VerdictReport& report, const TextStyle& style, std::ostream& out)
      : rules_(*report.rules), style_(style), out_(out) {}

  void applicant(const ApplicantReport& a) {
    Text unnamed = say("未具名申请人", "unnamed applicant");
    std::string name = visible(a.info.name.empty() ? a.info.source : a.info.name);
    out_ << "## " << escaped(name.empty() ? in(unnamed) : name) << "\n\n";
    std::string date = a.as_of.str();
    out_ << in(say("判定日 {}", "as of {}", date)) << "\n\n";
    for (const DataNotice& n : a.notices) {
      out_ << "- " << n.id << (n.name.empty() ? "" : " `" + code(n.name) + "`") << ": "
           << escaped(visible(in(n.message))) << '\n';
    }
    if (!a.notices.empty()) out_ << '\n';
    for (const Verdict& v : a.verdicts) verdict(v);
    if (!a.not_judged.empty()) not_judged(a);
  }

  void closing() { out_ << "*" << in(closing_words()) << "*\n"; }

 private:
  std::string in(const Text& text) const { return text.in(style_.lang); }

  /// Inside backticks nothing but the backtick itself ends the span.
  static std::string code(std::string text) {
    text = visible(text);
    for (char& c : text) {
      if (c == '`') c = '\'';
    }
    return text;
  }

  void verdict(const Verdict& v) {
    VerdictLines lines = lines_of(rules_, v, style_.show_pii);
    out_ << "### " << mark(v.outcome) << ' ' << in(outcome_words(v.outcome)) << ": "
         << escaped(in(v.scheme->title)) << "\n\n";
    out_ << escaped(in(v.policy->title)) << " (`" << v.scheme->id << "`)";
    if (!lines.badge.empty()) out_ << " **[" << in(lines.badge) << "]**";
    out_ << "\n\n";
    table(lines);
    for (const Section& section : sections(lines)) {
      if (is_in_table(section.lines, lines)) continue;
      out_ << "**" << in(section.title) << "**\n\n";
      for (const Line& line : *section.lines) item(line);
      out_ << '\n';
    }
    if (!lines.next.empty())
      out_ << in(Text{"下一步：", "next: "}) << escaped(in(lines.next)) << "\n\n";
  }

  static bool is_in_table(const std::vector<Line>* section, const VerdictLines& lines) {
    return section == &lines.failing || section == &lines.missing || section == &lines.pending;
  }

  void table(const VerdictLines& lines) {
    if (lines.failing.empty() && lines.missing.empty() && lines.pending.empty()) return;
    out_ << in(Text{"| 状态 | 编号 | 内容 | 情况 | 依据 |\n",
                    "| state | id | what | details | clause |\n"})
         << "| --- | --- | --- | --- | --- |\n";
    for (const Section& section : sections(lines)) {
      if (!is_in_table(section.lines, lines)) continue;
      for (const Line& line : *section.lines) row(in(section.title), line, "");
    }
    out_ << '\n';
  }

  void row(const std::string& state, const Line& line, const std::string& lead) {
    out_ << "| " << state << " | " << lead << escaped(line.id) << " | " << escaped(in(line.title))
         << " | " << escaped(details(line, "\n")) << " | " << escaped(in(line.cite)) << " |\n";
    for (const Line& part : line.parts) row("", part, lead + "– ");
  }

  std::string details(const Line& line, std::string_view separator) const {
    std::vector<std::string> items;
    for (const Text& detail : line.details) items.push_back(in(detail));
    return joined(items, separator);
  }

  void item(const Line& line) {
    out_ << "- " << escaped(line.id) << (line.id.empty() ? "" : ": ") << escaped(in(line.title));
    std::string text = details(line, style_.lang == Lang::Zh ? "；" : "; ");
    if (!text.empty()) out_ << " — " << escaped(text);
    if (!line.cite.empty()) out_ << " (" << escaped(in(line.cite)) << ")";
    out_ << '\n';
  }

  void not_judged(const ApplicantReport& a) {
    out_ << in(say("未提供任何相关信息，未判定：", "no fact given, not judged: "));
    bool first = true;
    for (const Scheme* scheme : a.not_judged) {
      out_ << (first ? "`" : ", `") << scheme->id << '`';
      first = false;
    }
    out_ << "\n\n";
  }

  const RuleSet& rules_;
  const TextStyle& style_;
  std::ostream& out_;
};

}  // namespace

void render_markdown(const VerdictReport& report, const TextStyle& style, std::ostream& out) {
  MarkdownPrinter printer(report, style, out);
  for (const ApplicantReport& applicant : report.applicants) printer.applicant(applicant);
  printer.closing();
}

}  // namespace ipcheck

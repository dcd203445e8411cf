// Verdicts for a terminal. Tested by tests/report/text_test.cc against golden files.
#include <algorithm>
#include <ostream>

#include "report/verdict/text_parts.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

class TextPrinter {
 public:
  TextPrinter(const VerdictReport& report, const TextStyle& style, std::ostream& out)
      : report_(report), rules_(*report.rules), style_(style), out_(out) {}

  void print() {
    bool first = true;
    for (const ApplicantReport& applicant : report_.applicants) {
      if (!first) out_ << '\n';
      first = false;
      print_applicant(applicant);
    }
    if (!style_.quiet) print_closing();
  }

 private:
  const std::string& in(const Text& text) const { return text.in(style_.lang); }

  void print_applicant(const ApplicantReport& applicant) {
    print_head(applicant);
    if (!style_.quiet) print_data_notices(applicant);
    if (applicant.survey) return print_survey(rules_, applicant, style_, out_);
    for (const Verdict& verdict : applicant.verdicts) {
      bool apart = !style_.quiet && &verdict != &applicant.verdicts.front();
      if (apart) out_ << '\n';
      print_verdict(verdict);
    }
  }

  void print_head(const ApplicantReport& applicant) {
    const RecordInfo& info = applicant.info;
    std::string name = visible(info.name.empty() ? info.source : info.name);
    Text unnamed = say("未具名申请人", "unnamed applicant");
    if (name.empty()) name = in(unnamed);
    std::string date = applicant.as_of.str();
    Text as_of = say("判定日 {}", "as of {}", date);
    print_ends(name, Tone::Bold, in(as_of), Tone::Dim, style_.width, style_.color, out_);
  }

  void print_data_notices(const ApplicantReport& applicant) {
    if (applicant.notices.empty()) return;
    Text title = say("数据提示", "data notices");
    print_title(in(title), Tone::Yellow);
    std::vector<Line> lines;
    for (const DataNotice& n : applicant.notices) {
      Line line{.id = visible(n.name.empty() ? n.id : n.name),
                .title = {visible(n.message.zh), visible(n.message.en)}};
      if (!n.name.empty()) line.cite = {n.id, n.id};
      lines.push_back(std::move(line));
    }
    print_lines(lines, 4, style_, out_);
  }

  void print_title(const std::string& title, Tone tone) {
    out_ << "  " << painted(title, tone, style_.color) << '\n';
  }

  void print_verdict(const Verdict& verdict) {
    VerdictLines lines = lines_of(rules_, verdict, style_.show_pii);
    std::string head = std::string(mark(verdict.outcome)) + " " +
                       in(outcome_words(verdict.outcome)) + "  " + in(verdict.scheme->title);
    std::string badge = lines.badge.empty() ? "" : "[" + in(lines.badge) + "]";
    print_ends(head, tone_of(verdict.outcome), badge, Tone::Yellow, style_.width, style_.color,
               out_);
    if (style_.quiet) return print_permanent(lines);
    print_paragraph(in(verdict.policy->title), 2, 2, style_.width, Tone::Dim, style_.color, out_);
    for (const Section& section : sections(lines)) {
      print_title(in(section.title), Tone::Bold);
      print_lines(*section.lines, 4, style_, out_);
    }
    if (!lines.next.empty()) {
      Text next = Text{"下一步：", "next: "} + lines.next;
      print_paragraph(in(next), 2, 4, style_.width, Tone::Plain, style_.color, out_);
    }
    if (style_.explain) print_tree(rules_, verdict, style_, out_);
  }

  void print_permanent(const VerdictLines& lines) {
    for (std::size_t i : lines.permanent) {
      const Line& notice = lines.notices[i];
      print_paragraph(notice.id + "  " + in(notice.title), 2, 4, style_.width, Tone::Yellow,
                      style_.color, out_);
    }
  }

  void print_closing() {
    std::string version = report_.version, rules = report_.rules_sha256.substr(0, 12);
    bool known = !version.empty() && !rules.empty();
    Text receipt =
        known ? say("ipcheck {}，规则 {}", "ipcheck {}, rules {}", version, rules) : Text{};
    out_ << '\n';
    print_ends(in(closing_words()), Tone::Plain, in(receipt), Tone::Dim, style_.width, style_.color,
               out_);
  }

  const VerdictReport& report_;
  const RuleSet& rules_;
  const TextStyle& style_;
  std::ostream& out_;
};

/// Each detail on its own line of the cell; so are alternatives, one row each below their group.
void add_rows(const Line& line, int depth, Lang lang, Table& table) {
  std::string details;
  for (const Text& detail : line.details) {
    if (!details.empty()) details += '\n';
    details += detail.in(lang);
  }
  std::string title = line.title.in(lang);
  table.rows.push_back({{line.id, title, details, line.cite.in(lang)}, 2 * depth});
  for (const Line& part : line.parts) add_rows(part, depth + 1, lang, table);
}

}  // namespace

Tone tone_of(Truth state) {
  switch (state) {
    case Truth::True:
      return Tone::Green;
    case Truth::False:
      return Tone::Red;
    case Truth::Missing:
      return Tone::Yellow;
    case Truth::Pending:
    case Truth::Fault:
      return Tone::Blue;
    case Truth::NotApplicable:
      return Tone::Dim;
  }
  return Tone::Plain;
}

Tone tone_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return tone_of(Truth::True);
    case Outcome::Ineligible:
      return tone_of(Truth::False);
    case Outcome::Incomplete:
      return tone_of(Truth::Missing);
    case Outcome::NeedsReview:
      return tone_of(Truth::Pending);
  }
  return Tone::Plain;
}

void print_lines(const std::vector<Line>& lines, int indent, const TextStyle& style,
                 std::ostream& out) {
  Table table{.tones = {Tone::Bold, Tone::Plain, Tone::Plain, Tone::Dim}, .rows = {}};
  for (const Line& line : lines) add_rows(line, 0, style.lang, table);
  print_table(table, indent, style.width, style.color, out);
}

void render_text(const VerdictReport& report, const TextStyle& style, std::ostream& out) {
  TextPrinter(report, style, out).print();
}

}  // namespace ipcheck

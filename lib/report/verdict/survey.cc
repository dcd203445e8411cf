// All schemes of one applicant. Tested by tests/report/text_test.cc.
#include <algorithm>
#include <ostream>

#include "report/verdict/text_parts.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr Outcome kOrder[] = {Outcome::Eligible, Outcome::NeedsReview, Outcome::Incomplete,
                              Outcome::Ineligible};

class SurveyPrinter {
 public:
  SurveyPrinter(const RuleSet& rules, const ApplicantReport& applicant, const TextStyle& style,
                std::ostream& out)
      : rules_(rules), applicant_(applicant), style_(style), out_(out) {
    for (const Verdict& verdict : applicant.verdicts) {
      id_width_ = std::max(id_width_, display_width(verdict.scheme->id));
      title_width_ = std::max(title_width_, display_width(titled(verdict)));
    }
    title_width_ = std::min(title_width_, std::max(16, (style.width - id_width_) / 2));
  }

  void print() {
    for (Outcome outcome : kOrder) print_group(outcome);
    print_permanent();
    if (!style_.quiet) print_not_judged();
  }

 private:
  const std::string& in(const Text& text) const { return text.in(style_.lang); }

  std::string titled(const Verdict& verdict) const { return in(verdict.scheme->title); }

  void print_group(Outcome outcome) {
    auto count = std::count_if(applicant_.verdicts.begin(), applicant_.verdicts.end(),
                               [&](const Verdict& v) { return v.outcome == outcome; });
    if (count == 0) return;
    std::string head = std::string(mark(outcome)) + " " + in(outcome_words(outcome)) + " (" +
                       std::to_string(count) + ")";
    out_ << painted(head, tone_of(outcome), style_.color) << '\n';
    for (const Verdict& verdict : applicant_.verdicts) {
      if (verdict.outcome == outcome) print_line(verdict);
    }
  }

  /// Scheme, title, and as much of what decides as fits on the line.
  void print_line(const Verdict& verdict) {
    out_ << "  " << painted(padded(verdict.scheme->id, id_width_), Tone::Dim, style_.color) << "  ";
    std::string title = shortened_to(titled(verdict), title_width_);
    int room = style_.width - 2 - id_width_ - 2 - title_width_ - 2;
    std::string why = in(deciding_words(rules_, verdict, style_.show_pii));
    if (why.empty() || room < 12 || style_.quiet) {
      out_ << title << '\n';
      return;
    }
    out_ << padded(title, title_width_) << "  " << shortened_to(why, room) << '\n';
  }

  /// Drafts and the like: each notice once, with the schemes that it is about.
  void print_permanent() {
    std::vector<std::pair<const VerdictNotice*, std::vector<std::string>>> told;
    for (const Verdict& verdict : applicant_.verdicts) {
      for (const VerdictNotice& notice : verdict.notices) {
        if (!notice.permanent) continue;
        auto same = std::find_if(told.begin(), told.end(), [&](const auto& entry) {
          return entry.first->id == notice.id && entry.first->text == notice.text;
        });
        if (same == told.end()) same = told.insert(told.end(), {&notice, {}});
        same->second.push_back(titled(verdict));
      }
    }
    for (const auto& [notice, schemes] : told) {
      std::string about = joined(schemes, style_.lang == Lang::Zh ? "、" : ", ");
      std::string text = "[" + notice->id + "] " + about + (style_.lang == Lang::Zh ? "：" : ": ") +
                         visible(in(notice->text));
      print_paragraph(text, 0, 2, style_.width, Tone::Yellow, style_.color, out_);
    }
  }

  void print_not_judged() {
    if (applicant_.not_judged.empty()) return;
    std::vector<Text> ids;
    for (const Scheme* scheme : applicant_.not_judged) ids.push_back({scheme->id, scheme->id});
    Text text =
        say("未提供任何相关信息，未判定（{}）：", "no fact given, not judged ({}): ", ids.size()) +
        listed(ids);
    print_paragraph(in(text), 0, 2, style_.width, Tone::Dim, style_.color, out_);
  }

  const RuleSet& rules_;
  const ApplicantReport& applicant_;
  const TextStyle& style_;
  std::ostream& out_;
  int id_width_ = 0, title_width_ = 0;
};

}  // namespace

void print_survey(const RuleSet& rules, const ApplicantReport& applicant, const TextStyle& style,
                  std::ostream& out) {
  SurveyPrinter(rules, applicant, style, out).print();
}

}  // namespace ipcheck

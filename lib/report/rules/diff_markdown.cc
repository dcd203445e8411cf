// A comment for a pull request: the summary first, the rest folded, cut where it grows too long.
// Tested by tests/report/rules_diff_test.cc.
#include <algorithm>
#include <ostream>

#include "report/rules/diff_words.h"
#include "report/score/totals.h"
#include "report/verdict/sentences.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostGroups = 50;

/// Text with code between backticks; outside of them what Markdown or HTML would act on is escaped.
std::string escaped(std::string_view text) {
  constexpr std::string_view kSpecial = "\\*_[]#|~";
  std::string out;
  bool code = false;
  for (char c : text) {
    if (c == '`') code = !code;
    if (c == '|' && code) {
      out += "\\|";
    } else if (code) {
      out += c;
    } else if (c == '<' || c == '>' || c == '&') {
      out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
    } else {
      if (kSpecial.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return code ? out + '`' : out;
}

/// Between backticks, whatever stands in it.
std::string code(std::string text) {
  text = visible(text);
  std::replace(text.begin(), text.end(), '`', '\'');
  return "`" + text + "`";
}

/// What is folded: whole lines are left out from the end.
struct Folded {
  std::string title, head, tail;  // head, tail: what the lines stand between
  std::vector<std::string> lines;
};

class Comment {
 public:
  Comment(const RulesDiffReport& report, Lang lang)
      : report_(report), diff_(*report.diff), lang_(lang) {}

  void write(std::size_t limit, std::ostream& out) {
    summary(limit / 2);
    witnesses();
    changes();
    if (report_.population) population(*report_.population);
    std::string text = std::move(summary_);
    constexpr std::size_t kLastLine = 200;
    std::size_t lost = 0;
    for (const Folded& section : sections_) lost += fold(section, limit - kLastLine, text);
    if (lost > 0)
      text += "\n" + in(say("*另有 {} 行未放入，完整内容见 text 或 json 格式。*\n",
                            "*{} more lines were cut; the text and JSON formats have "
                            "them all.*\n",
                            lost));
    out << text;
  }

 private:
  const std::string& in(const Text& text) const { return text.in(lang_); }
  std::size_t fold(const Folded& section, std::size_t limit, std::string& text) const;
  void summary(std::size_t limit);
  void counts();
  void scheme_row(std::size_t index);
  void witnesses();
  void changes();
  void population(const PopulationReport& population);
  void groups(const PopulationReport& population);
  void rows(const PopulationReport& population);

  const RulesDiffReport& report_;
  const RulesDiff& diff_;
  Lang lang_;
  std::string summary_;
  std::vector<Folded> sections_;
};

/// Adds what fits; how many lines did not.
std::size_t Comment::fold(const Folded& section, std::size_t limit, std::string& text) const {
  if (section.lines.empty()) return 0;
  std::string out = "\n<details><summary>" + section.title + "</summary>\n\n" + section.head;
  const std::string end = section.tail + "\n</details>\n";
  constexpr std::size_t kCutLine = 100;
  std::size_t used = 0;
  for (; used < section.lines.size(); ++used) {
    const bool last = used + 1 == section.lines.size();
    if (text.size() + out.size() + section.lines[used].size() + end.size() + (last ? 0 : kCutLine) >
        limit)
      break;
    out += section.lines[used];
  }
  const std::size_t lost = section.lines.size() - used;
  if (used == 0) return lost;
  out += end;
  text += out;
  return lost;
}

void Comment::scheme_row(std::size_t index) {
  const SchemeDiff& scheme = diff_.schemes[index];
  std::string flips;
  if (report_.population) {
    const auto& asked = report_.population->task->schemes;
    auto at = std::find(asked.begin(), asked.end(), index);
    if (at != asked.end())
      flips = grouped(flips_of(
          report_.population->totals.schemes[static_cast<std::size_t>(at - asked.begin())].moves));
  }
  std::string name = code(scheme.id());
  if (scheme.paired() && scheme.before != scheme.after) name = code(scheme.before) + " → " + name;
  summary_ += "| " + name + " | " + in(relation_words(report_, index)) + " | " +
              std::to_string(scheme.changes.size()) + " |" +
              (report_.population ? " " + flips + " |" : "") + "\n";
}

void Comment::counts() {
  const auto decides = std::count_if(diff_.changes.begin(), diff_.changes.end(),
                                     [](const RuleChange& c) { return c.decides; });
  const std::size_t words = diff_.changes.size() - static_cast<std::size_t>(decides);
  summary_ += in(say("{} 处改动可能影响结论，{} 处只涉及文字和附带内容。",
                     "{} changes can decide a verdict, {} are words and what stands beside.",
                     decides, words));
  const bool judged = report_.population && !report_.population->task->schemes.empty();
  if (report_.population && !judged) summary_ += " " + in(not_judged_words()) + in(say("。", "."));
  if (judged) {
    const PopulationTotals& totals = report_.population->totals;
    const std::string all = grouped(totals.applicants), flipped = grouped(totals.flipped),
                      part = share(totals.flipped, totals.applicants);
    summary_ += " " + in(say("{} 个申请人中 {} 个结论有变（{}）。",
                             "Of {} applicants {} change verdict ({}).", all, flipped,
                             part.empty() ? "0%" : part));
  }
  if (!report_.gates.empty())
    summary_ += "\n\n**" +
                in(say("触发 --fail-on：{}", "--fail-on is met: {}",
                       escaped(joined(report_.gates, ", ")))) +
                "**";
  summary_ += "\n\n";
}

void Comment::summary(std::size_t limit) {
  summary_ = "### " + in(say("规则差异", "rules diff")) + ": " + code(report_.before) + " → " +
             code(report_.after) + "\n\n";
  const std::string before = diff_.before.as_of.str(), after = diff_.after.as_of.str();
  summary_ += in(before == after ? say("判定日 {}。", "As of {}.", before)
                                 : say("判定日 {} → {}。", "As of {} → {}.", before, after)) +
              " ";
  if (diff_.changes.empty()) {
    summary_ += in(say("两边的规则相同。\n", "The rules are the same.\n"));
    return;
  }
  counts();
  std::size_t same = 0, cut = 0;
  bool begun = false;
  for (std::size_t i = 0; i < diff_.schemes.size(); ++i) {
    if (diff_.schemes[i].same && diff_.schemes[i].changes.empty()) {
      ++same;
      continue;
    }
    if (summary_.size() > limit) {
      ++cut;
      continue;
    }
    if (!begun) {
      summary_ += in(say("| 方案 | 宽严 | 改动 |", "| scheme | relation | changes |"));
      if (report_.population) summary_ += in(say(" 变化 |", " flips |"));
      summary_ +=
          report_.population ? "\n| --- | --- | ---: | ---: |\n" : "\n| --- | --- | ---: |\n";
      begun = true;
    }
    scheme_row(i);
  }
  if (same > 0)
    summary_ += in(say("\n另有 {} 个方案未涉及。\n", "\nNot touched: {} more schemes.\n", same));
  if (cut > 0) summary_ += in(say("\n{} 个方案未列出。\n", "\n{} schemes were cut.\n", cut));
}

void Comment::witnesses() {
  Folded section{.title = in(say("例子：谁的资格变了", "witnesses: who gains, who loses")),
                 .head = {},
                 .tail = {},
                 .lines = {}};
  auto add = [&](const Text& words, const std::string& scheme, const RuleSet& rules,
                 const World& world) {
    std::string record = record_text(rules.schema, world);
    section.lines.push_back(in(words) + " " + code(scheme) + "\n\n```yaml\n" + record +
                            (record.ends_with('\n') ? "" : "\n") + "```\n\n");
  };
  for (std::size_t i = 0; i < report_.relations.size(); ++i) {
    const SchemeRelation& r = report_.relations[i];
    const std::string& id = diff_.schemes[i].id();
    if (r.lost) add(say("不再符合", "no longer eligible:"), id, *diff_.before.rules, *r.lost);
    if (r.gained) add(say("变为符合", "now eligible:"), id, *diff_.after.rules, *r.gained);
    if (!r.why.empty()) section.lines.push_back("- " + code(id) + ": " + escaped(in(r.why)) + "\n");
    for (const Text& outside : r.outside)
      section.lines.push_back("- " + code(id) + ": " + escaped(in(outside)) + "\n");
  }
  sections_.push_back(std::move(section));
}

void Comment::changes() {
  for (DiffLayer layer :
       {DiffLayer::Policies, DiffLayer::Facts, DiffLayer::Params, DiffLayer::Logic}) {
    Folded section;
    for (const RuleChange& change : diff_.changes) {
      if (change.layer != layer) continue;
      const ChangeLine line = change_line(report_, change);
      std::string text = (change.decides ? "- **•** " : "- ") + escaped(in(line.head)) + "\n";
      if (!line.before.empty()) text += "  - − " + escaped(in(line.before)) + "\n";
      if (!line.after.empty()) text += "  - + " + escaped(in(line.after)) + "\n";
      if (!line.place.empty()) text += "  - " + code(line.place) + "\n";
      section.lines.push_back(std::move(text));
    }
    section.title = in(layer_words(layer)) + " (" + std::to_string(section.lines.size()) + ")";
    sections_.push_back(std::move(section));
  }
}

void Comment::population(const PopulationReport& population) {
  Folded section{
      .title = in(say("申请人：由哪个条件引起", "applicants: by the criterion that flipped them")),
      .head = in(say("| 方案 | 变化 | 条件 | 申请人 | 改动 |\n",
                     "| scheme | flip | criterion | applicants | change |\n")) +
              "| --- | --- | --- | ---: | --- |\n",
      .tail = {},
      .lines = {}};
  for (std::size_t i = 0; i < population.totals.schemes.size(); ++i) {
    const auto& of = population.totals.schemes[i];
    const std::string id = code(diff_.schemes[population.task->schemes[i]].id());
    for (const MoveLine& line : move_lines(of.moves))
      section.lines.push_back("| " + id + " | " + in(outcome_words(line.from)) + " → " +
                              in(outcome_words(line.to)) + " | | " + grouped(line.count) +
                              " | |\n");
    for (std::size_t k = 0; k < of.causes.size(); ++k) {
      if (of.causes[k] == 0) continue;
      const FlipCause& cause = population.task->causes[i][k];
      section.lines.push_back("| " + id + " | | " + code(cause.id) + " | " + grouped(of.causes[k]) +
                              " | " + escaped(in(cause_words(diff_, cause))) + " |\n");
    }
  }
  sections_.push_back(std::move(section));
  groups(population);
  rows(population);
}

void Comment::groups(const PopulationReport& population) {
  for (std::size_t c = 0; c < population.by.size(); ++c) {
    const std::string column = escaped(visible(population.by[c]));
    Folded section{
        .title = in(say("按 {} 计", "by {}", column)),
        .head = in(say("| {} | 申请人 | 变化 |\n", "| {} | applicants | flips |\n", column)) +
                "| --- | ---: | ---: |\n",
        .tail = {},
        .lines = {}};
    for (const GroupLine& line : group_lines(population, c, kMostGroups))
      section.lines.push_back("| " + escaped(in(line.name)) + " | " + grouped(line.applicants) +
                              " | " + grouped(line.flips) + " |\n");
    sections_.push_back(std::move(section));
  }
}

void Comment::rows(const PopulationReport& population) {
  Folded section{.title = in(say("结论有变的行（前 {} 行）", "rows that flip (first {})",
                                 population.rows.size())),
                 .head = in(say("| 行 | 代码 | 名称 | 变化 | 条件 |\n",
                                "| row | id | name | flip | criterion |\n")) +
                         "| ---: | --- | --- | --- | --- |\n",
                 .tail = {},
                 .lines = {}};
  for (const Flip& flip : population.rows) {
    std::vector<std::string> ids;
    for (std::uint32_t cause : flip.causes)
      ids.push_back(population.task->causes[flip.scheme][cause].id);
    section.lines.push_back(
        "| " + std::to_string(flip.place.row) + " | " + escaped(visible(flip.id)) + " | " +
        escaped(visible(flip.name)) + " | " + in(outcome_words(flip.before)) + " → " +
        in(outcome_words(flip.after)) + " | " + escaped(joined(ids, " ")) + " |\n");
  }
  sections_.push_back(std::move(section));
}

}  // namespace

void render_markdown(const RulesDiffReport& report, Lang lang, std::size_t limit,
                     std::ostream& out) {
  Comment(report, lang).write(limit, out);
}

}  // namespace ipcheck

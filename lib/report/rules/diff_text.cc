// Tested by tests/report/rules_diff_test.cc.
#include <algorithm>
#include <ostream>

#include "report/rules/diff_words.h"
#include "report/score/totals.h"
#include "report/verdict/text_parts.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostGroups = 20;

class DiffPrinter {
 public:
  DiffPrinter(const RulesDiffReport& report, const TextStyle& style, std::ostream& out)
      : report_(report), diff_(*report.diff), style_(style), out_(out) {}

  void print() {
    head();
    schemes();
    witnesses();
    changes();
    if (report_.population) population(*report_.population);
    if (!report_.gates.empty())
      out_ << '\n'
           << painted(in(say("触发 --fail-on：{}", "--fail-on is met: {}",
                             joined(report_.gates, ", "))),
                      Tone::Red, style_.color)
           << '\n';
  }

 private:
  const std::string& in(const Text& text) const { return text.in(style_.lang); }
  void paragraph(const std::string& text, int indent, int hanging, Tone tone) {
    print_paragraph(text, indent, hanging, style_.width, tone, style_.color, out_);
  }
  void title(const Text& words) {
    out_ << '\n' << painted(in(words), Tone::Bold, style_.color) << '\n';
  }
  void side(const Text& name, const std::string& rules, Date as_of) {
    const std::string date = as_of.str();
    print_ends(in(name) + "  " + visible(rules), Tone::Bold, in(say("判定日 {}", "as of {}", date)),
               Tone::Dim, style_.width, style_.color, out_);
  }
  void head() {
    side(say("旧", "old"), report_.before, diff_.before.as_of);
    side(say("新", "new"), report_.after, diff_.after.as_of);
    if (diff_.changes.empty()) title(say("两边的规则相同", "the rules are the same"));
  }
  void schemes();
  void witnesses();
  void witness(const Text& words, const RuleSet& rules, const World& world);
  void changes();
  void change(const RuleChange& change);
  void population(const PopulationReport& population);
  void flipped_scheme(const PopulationReport& population, std::size_t scheme);
  void groups(const PopulationReport& population);
  void rows(const PopulationReport& population);

  const RulesDiffReport& report_;
  const RulesDiff& diff_;
  const TextStyle& style_;
  std::ostream& out_;
};

Tone tone_of(Relation relation) {
  switch (relation) {
    case Relation::Equivalent:
      return Tone::Green;
    case Relation::Stricter:
    case Relation::Looser:
    case Relation::Incomparable:
      return Tone::Red;
    case Relation::Unknown:
      return Tone::Yellow;
  }
  return Tone::Plain;
}

void DiffPrinter::schemes() {
  Table table{.tones = {Tone::Bold, Tone::Plain, Tone::Dim}, .rows = {}};
  std::size_t same = 0;
  for (std::size_t i = 0; i < diff_.schemes.size(); ++i) {
    const SchemeDiff& scheme = diff_.schemes[i];
    if (scheme.same && scheme.changes.empty()) {
      ++same;
      continue;
    }
    const std::string count = std::to_string(scheme.changes.size());
    std::string name = scheme.id();
    if (scheme.paired() && scheme.before != scheme.after)
      name = scheme.before + " → " + scheme.after;
    const Tone tone = scheme.paired() ? tone_of(relation_of(report_, i)) : Tone::Plain;
    table.rows.push_back(
        {{std::move(name), painted(in(relation_words(report_, i)), tone, style_.color),
          scheme.paired() ? in(say("{} 处改动", "changes: {}", count)) : ""}});
  }
  if (table.rows.empty()) return;
  title(say("方案", "schemes"));
  print_table(table, 2, style_.width, style_.color, out_);
  if (same > 0)
    paragraph(in(say("另有 {} 个方案未涉及", "not touched: {} more", same)), 2, 4, Tone::Dim);
}

void DiffPrinter::witness(const Text& words, const RuleSet& rules, const World& world) {
  paragraph(in(words), 4, 6, Tone::Plain);
  const std::string record = record_text(rules.schema, world);
  for (std::size_t at = 0; at < record.size();) {
    const std::size_t end = std::min(record.find('\n', at), record.size());
    out_ << "      " << visible(std::string_view(record).substr(at, end - at)) << '\n';
    at = end + 1;
  }
}

void DiffPrinter::witnesses() {
  for (std::size_t i = 0; i < report_.relations.size(); ++i) {
    const SchemeRelation& r = report_.relations[i];
    if (!r.gained && !r.lost && r.outside.empty() && r.why.empty()) continue;
    out_ << "\n  " << painted(diff_.schemes[i].id(), Tone::Bold, style_.color) << '\n';
    if (r.lost)
      witness(say("此前符合、此后不再符合的申请人：", "was eligible and no longer is:"),
              *diff_.before.rules, *r.lost);
    if (r.gained)
      witness(say("此前不符合、此后符合的申请人：", "was not eligible and now is:"),
              *diff_.after.rules, *r.gained);
    if (!r.why.empty()) paragraph(in(r.why), 4, 6, Tone::Yellow);
    for (const Text& outside : r.outside) paragraph(in(outside), 4, 6, Tone::Yellow);
  }
}

void DiffPrinter::changes() {
  for (DiffLayer layer :
       {DiffLayer::Policies, DiffLayer::Facts, DiffLayer::Params, DiffLayer::Logic}) {
    const auto count = std::count_if(diff_.changes.begin(), diff_.changes.end(),
                                     [&](const RuleChange& c) { return c.layer == layer; });
    if (count == 0) continue;
    title(layer_words(layer) +
          Text{"（" + std::to_string(count) + "）", " (" + std::to_string(count) + ")"});
    for (const RuleChange& c : diff_.changes)
      if (c.layer == layer) change(c);
  }
}

void DiffPrinter::change(const RuleChange& change) {
  const ChangeLine line = change_line(report_, change);
  paragraph(std::string(change.decides ? "* " : "- ") + in(line.head), 2, 4, Tone::Plain);
  if (!line.before.empty()) paragraph("− " + in(line.before), 4, 6, Tone::Red);
  if (!line.after.empty()) paragraph("+ " + in(line.after), 4, 6, Tone::Green);
  std::string below = line.place;
  if (change.decides && !change.schemes.empty()) {
    if (!below.empty()) below += "  ";
    below += in(say("涉及 ", "touches ")) + joined(change.schemes, ", ");
  }
  if (!below.empty() && !style_.quiet) paragraph(below, 4, 6, Tone::Dim);
}

void DiffPrinter::population(const PopulationReport& population) {
  if (population.task->schemes.empty()) {
    title({visible(population.table), visible(population.table)});
    return paragraph(in(not_judged_words()), 2, 4, Tone::Plain);
  }
  const PopulationTotals& totals = population.totals;
  const std::string table = visible(population.table), count = grouped(totals.applicants),
                    flipped = grouped(totals.flipped),
                    part = share(totals.flipped, totals.applicants);
  title(say("{}：{} 个申请人，{} 个结论有变 {}", "{}: {} applicants, {} change verdict {}", table,
            count, flipped, part.empty() ? part : "(" + part + ")"));
  for (std::size_t i = 0; i < totals.schemes.size(); ++i) flipped_scheme(population, i);
  groups(population);
  rows(population);
  if (totals.rejected > 0) {
    const std::string rejected = grouped(totals.rejected);
    paragraph(in(say("未读入 {} 行", "rows that cannot be read: {}", rejected)), 2, 4,
              Tone::Yellow);
  }
}

void DiffPrinter::flipped_scheme(const PopulationReport& population, std::size_t scheme) {
  const auto& of = population.totals.schemes[scheme];
  const SchemeDiff& which = diff_.schemes[population.task->schemes[scheme]];
  const std::string flips = grouped(flips_of(of.moves)),
                    part = share(flips_of(of.moves), rows_of(of.moves));
  out_ << "  " << painted(which.id(), Tone::Bold, style_.color) << "  "
       << in(say("变化 {}", "flips {}", flips)) << (part.empty() ? "" : "  " + part) << '\n';
  Table moves{.tones = {Tone::Plain, Tone::Plain}, .rows = {}};
  for (const MoveLine& line : move_lines(of.moves))
    moves.rows.push_back(
        {{in(outcome_words(line.from)) + " → " + in(outcome_words(line.to)), grouped(line.count)}});
  print_table(moves, 4, style_.width, style_.color, out_);
  Table causes{.tones = {Tone::Bold, Tone::Plain, Tone::Dim}, .rows = {}};
  for (std::size_t i = 0; i < of.causes.size(); ++i) {
    if (of.causes[i] == 0) continue;
    const FlipCause& cause = population.task->causes[scheme][i];
    causes.rows.push_back({{cause.id, grouped(of.causes[i]), in(cause_words(diff_, cause))}});
  }
  if (causes.rows.empty()) return;
  paragraph(in(say("改变结论的条件", "the criterion that flipped them")), 4, 6, Tone::Dim);
  print_table(causes, 6, style_.width, style_.color, out_);
}

void DiffPrinter::groups(const PopulationReport& population) {
  for (std::size_t c = 0; c < population.by.size(); ++c) {
    const std::string column = visible(population.by[c]);
    paragraph(in(say("按 {}：申请人、变化", "by {}: applicants, flips", column)), 2, 4, Tone::Bold);
    Table table{.tones = {Tone::Plain, Tone::Plain, Tone::Plain, Tone::Dim}, .rows = {}};
    for (const GroupLine& line : group_lines(population, c, kMostGroups)) {
      std::vector<std::string> moves;
      for (const Moves& of : line.moves)
        for (const MoveLine& move : move_lines(of))
          moves.push_back(in(outcome_words(move.from)) + " → " + in(outcome_words(move.to)) + " " +
                          grouped(move.count));
      table.rows.push_back({{in(line.name), grouped(line.applicants), grouped(line.flips),
                             joined(moves, style_.lang == Lang::Zh ? "；" : "; ")}});
    }
    print_table(table, 4, style_.width, style_.color, out_);
  }
}

void DiffPrinter::rows(const PopulationReport& population) {
  if (population.rows.empty() || style_.quiet) return;
  std::uint64_t all = 0;
  for (const auto& of : population.totals.schemes) all += flips_of(of.moves);
  const std::string shown = grouped(population.rows.size()), total = grouped(all);
  Text head = all > population.rows.size() ? say("结论有变的行（前 {} 行，共 {} 行）",
                                                 "rows that flip (first {} of {})", shown, total)
                                           : say("结论有变的行", "rows that flip");
  if (!population.flips_file.empty())
    head = head + say("，全部在 {}", ", all in {}", visible(population.flips_file));
  else if (all > population.rows.size())
    head = head + say("，--flips 文件.csv 写出全部", ", --flips FILE.csv writes all");
  paragraph(in(head), 2, 4, Tone::Bold);
  Table table{.tones = {Tone::Dim, Tone::Plain, Tone::Plain, Tone::Plain, Tone::Bold}, .rows = {}};
  const bool several = population.task->schemes.size() > 1;
  for (const Flip& flip : population.rows) {
    std::vector<std::string> ids;
    for (std::uint32_t cause : flip.causes)
      ids.push_back(population.task->causes[flip.scheme][cause].id);
    if (several)
      ids.push_back("(" + diff_.schemes[population.task->schemes[flip.scheme]].id() + ")");
    table.rows.push_back({{std::to_string(flip.place.row), visible(flip.id), visible(flip.name),
                           in(outcome_words(flip.before)) + " → " + in(outcome_words(flip.after)),
                           joined(ids, " ")}});
  }
  print_table(table, 4, style_.width, style_.color, out_);
}

}  // namespace

void render_text(const RulesDiffReport& report, const TextStyle& style, std::ostream& out) {
  DiffPrinter(report, style, out).print();
}

}  // namespace ipcheck

// What a population comes to, in words, and its rows for a spreadsheet. Tested by
// tests/report/rules_diff_test.cc.
#include <algorithm>

#include "policy/words.h"
#include "report/layout.h"
#include "report/rules/diff_words.h"
#include "text/frame.h"

namespace ipcheck {

Text not_judged_words() {
  return say("结论可能不同的方案都用不上这张表，没有逐行判定",
             "no scheme whose verdicts can differ reads this table: its rows are not judged");
}

Text cause_words(const RulesDiff& diff, const FlipCause& cause) {
  Text out;
  for (std::uint32_t change : cause.changes) {
    const Text words = short_words(diff.changes[change]);
    out.zh += (out.zh.empty() ? "" : "；") + words.zh;
    out.en += (out.en.empty() ? "" : "; ") + words.en;
  }
  return out;
}

Text group_words(const PopulationTask& task, std::size_t column, const std::string& group) {
  if (group.empty()) return say("（未填）", "(not given)");
  const FactId id = task.by[column];
  if (id == kNoFact) return {group, group};
  const Schema& schema = task.after->rules->schema;
  const Fact& fact = schema.facts[id];
  const Kind kind = schema.types[fact.type].kind;
  if (kind == Kind::Bool || kind == Kind::Judgement)
    return value_words(schema, fact.type, 0, Value{group == "true"});
  if (kind == Kind::Enum || kind == Kind::String)
    return value_words(schema, fact, fact.type, Value{group});
  return {group, group};
}

std::vector<GroupLine> group_lines(const PopulationReport& population, std::size_t column,
                                   std::size_t most) {
  const PopulationTotals::OfColumn& of = population.totals.by[column];
  auto line_of = [](const std::string& key, const PopulationGroup& group) {
    GroupLine line{.name = {}, .applicants = group.applicants, .moves = group.moves, .key = key};
    for (const Moves& moves : group.moves) line.flips += flips_of(moves);
    return line;
  };
  std::vector<GroupLine> lines;
  for (const auto& [key, group] : of.groups) {
    lines.push_back(line_of(key, group));
    lines.back().name = group_words(*population.task, column, key);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const GroupLine& a, const GroupLine& b) { return a.flips > b.flips; });
  GroupLine rest = line_of("", of.others);
  for (std::size_t i = most; i < lines.size(); ++i) {
    rest.applicants += lines[i].applicants, rest.flips += lines[i].flips;
    rest.moves.resize(std::max(rest.moves.size(), lines[i].moves.size()));
    for (std::size_t s = 0; s < lines[i].moves.size(); ++s)
      for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b) rest.moves[s][a][b] += lines[i].moves[s][a][b];
  }
  if (lines.size() > most) lines.resize(most);
  if (rest.applicants > 0) {
    rest.name = say("其余", "others");
    rest.rest = true;
    lines.push_back(std::move(rest));
  }
  return lines;
}

std::vector<MoveLine> move_lines(const Moves& moves) {
  std::vector<MoveLine> lines;
  for (std::size_t a = 0; a < 4; ++a)
    for (std::size_t b = 0; b < 4; ++b)
      if (a != b && moves[a][b] > 0)
        lines.push_back({static_cast<Outcome>(a), static_cast<Outcome>(b), moves[a][b]});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const MoveLine& a, const MoveLine& b) { return a.count > b.count; });
  return lines;
}

FlipFormat::FlipFormat(const PopulationTask& task, std::vector<std::string> by, Lang lang, bool bom)
    : task_(task) {
  for (const auto& causes : task.causes) {
    auto& words = words_.emplace_back();
    for (const FlipCause& cause : causes) words.push_back(cause_words(*task.diff, cause).in(lang));
  }
  std::vector<ScoreColumn> columns = {{.field = ScoreField::Row, .header = "row"},
                                      {.field = ScoreField::Id, .header = "id"},
                                      {.field = ScoreField::Name, .header = "name"},
                                      {.field = ScoreField::Scheme, .header = "scheme"}};
  std::vector<std::string> kept = {"before", "after", "causes", "changes"};
  kept.insert(kept.end(), by.begin(), by.end());
  for (std::uint32_t i = 0; i < kept.size(); ++i)
    columns.push_back({.field = ScoreField::Kept, .kept = i, .header = kept[i]});
  format_ = csv_format(std::move(columns), lang, bom);
}

std::string FlipFormat::head() const {
  return format_->head();
}

void FlipFormat::row(const Flip& flip, std::string& out) const {
  const auto& causes = task_.causes[flip.scheme];
  std::string ids, changes;
  for (std::uint32_t cause : flip.causes) {
    ids += (ids.empty() ? "" : ";") + causes[cause].id;
    const std::string& words = words_[flip.scheme][cause];
    if (!words.empty()) changes += (changes.empty() ? "" : "; ") + words;
  }
  std::vector<std::string_view> kept = {word(flip.before), word(flip.after), ids, changes};
  kept.insert(kept.end(), flip.by.begin(), flip.by.end());
  ScoredRow row{.place = flip.place, .id = flip.id, .name = flip.name};
  row.scheme = task_.diff->schemes[task_.schemes[flip.scheme]].after;
  row.kept = kept;
  CellChanges neutralised;
  format_->row({&row, 1}, out, neutralised);
}

}  // namespace ipcheck

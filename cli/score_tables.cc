// Tested by tests/cli/score-panel.md and tests/cli/score-compare.md.
#include "cli/score_tables.h"

#include <algorithm>
#include <ostream>

#include "cli/open_table.h"
#include "report/score/totals.h"
#include "report/verdict/sentences.h"
#include "text/file.h"
#include "text/frame.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

std::string rows_words(const Decisions::Left& left, const Context& context) {
  std::string rows;
  for (std::uint64_t row : left.rows)
    rows += (rows.empty() ? "" : context.lang == Lang::Zh ? "、" : ", ") + std::to_string(row);
  if (left.count > left.rows.size()) rows += "…";
  return say("第 {} 行", "row {}", rows).in(context.lang);
}

}  // namespace

std::unique_ptr<Decisions> read_decisions(const std::string& path, const Schema& schema,
                                          const TableRequest& asked, FactId id,
                                          Diagnostics& diags) {
  TableRequest request{.keep_all = true, .applicant = asked.applicant};
  for (FactId fact : asked.facts) {
    const bool judged = schema.facts[fact].judged || schema.type_of(fact).kind == Kind::Judgement;
    if (judged || fact == id) request.facts.push_back(fact);
  }
  auto reader = open_table(path, schema, request, diags);
  if (reader == nullptr) return nullptr;
  if (!reader->layout().questions.empty()) {
    for (const Question& question : reader->layout().questions)
      diags.file_error("ambiguous-decision", path, question.message)
          .help(say("请在评审表中改正这一列的表头", "mend the header of that column in the file"));
    return nullptr;
  }
  return std::make_unique<Decisions>(*reader, schema, id);
}

void print_decisions(const Decisions::Report& report, const std::string& path,
                     const Context& context) {
  std::ostream& err = *context.err;
  const std::string applied = grouped(report.applied), alike = grouped(report.agreeing);
  std::string line =
      say("评审判断 {}：带入 {} 项", "decisions of {}: {} applied", visible(path), applied)
          .in(context.lang);
  if (report.agreeing > 0)
    line += say("，与表中一致 {} 项", ", {} as the table has them", alike).in(context.lang);
  err << line << "\n";
  const std::pair<const Decisions::Left*, Text> left[] = {
      {&report.contradicting,
       say("与表中已有判断相反，未带入", "say otherwise than the table, not applied")},
      {&report.disagreeing,
       say("同一项有两个不同的判断，都未带入", "two decisions on one question, neither applied")},
      {&report.unknown, say("表中没有这个申请人", "no such applicant in the table")},
      {&report.unplaced, say("没有信用代码也没有行号", "neither a credit code nor a row number")},
      {&report.unreadable, say("读不出判断，应为 符合 或 不符合",
                               "not readable as a decision, expected met or not met")}};
  for (const auto& [what, words] : left) {
    if (what->count == 0) continue;
    const bool here = what == &report.contradicting;
    err << "  ! " << words.in(context.lang)
        << say("：{} 项（{}{}）", ": {} ({}{})", what->count,
               here ? say("表中", "of the table, ").in(context.lang)
                    : say("评审表", "of the decisions, ").in(context.lang),
               rows_words(*what, context))
               .in(context.lang)
        << "\n";
  }
}

bool read_earlier(const std::string& path, std::span<const std::string> schemes,
                  EarlierRun& earlier, Diagnostics& diags) {
  const Schema schema = result_schema(schemes);
  Diagnostics opening;
  auto reader = open_table(path, schema, {.keep_all = true}, opening);
  const auto& all = opening.all();
  const bool no_header = std::any_of(all.begin(), all.end(),
                                     [](const Diagnostic& one) { return one.id == "no-header"; });
  if (!no_header)
    for (const Diagnostic& one : all) diags.add(one);
  if (reader == nullptr && !no_header) return false;
  const bool is_book = reader != nullptr && reader->layout().format == "xlsx";
  if (reader != nullptr && !is_book && earlier.read(*reader)) return true;
  diags
      .file_error("not-a-result", path,
                  say("不是这些方案的判定结果：缺少列 verdict 或其中不是结果的代码，"
                      "或 id 和 row 都没有",
                      "no result for these schemes: no column `verdict` with the words of results, "
                      "or neither `id` nor `row`"))
      .help(say("请给出以前用 `ipcheck score … -o 旧结果.csv` 写出的 CSV 或 NDJSON；"
                "工作簿是给人看的，不能比较",
                "give the CSV or NDJSON that `ipcheck score … -o old.csv` wrote; a workbook is for "
                "people and cannot be compared"));
  return false;
}

void print_changes(const EarlierRun::Totals& totals, std::span<const std::string> schemes,
                   const std::string& path, const Context& context) {
  std::ostream& err = *context.err;
  const std::string same = grouped(totals.same), changed = grouped(totals.changed),
                    fresh = grouped(totals.fresh), gone = grouped(totals.gone);
  err << say("与 {} 比较：不变 {}，有变化 {}，新增 {}，不再出现 {}",
             "against {}: {} same, {} changed, {} new, {} gone", visible(path), same, changed,
             fresh, gone)
             .in(context.lang)
      << "\n";
  for (std::size_t i = 0; i < totals.moves.size(); ++i) {
    for (std::size_t from = 0; from < EarlierRun::Totals::kNew; ++from) {
      for (std::size_t to = 0; to < 4; ++to) {
        const std::uint64_t count = totals.moves[i][from][to];
        if (from == to || count == 0) continue;
        err << "  " << (totals.moves.size() > 1 ? schemes[i] + "  " : std::string())
            << outcome_words(static_cast<Outcome>(from)).in(context.lang) << " → "
            << outcome_words(static_cast<Outcome>(to)).in(context.lang) << "  " << grouped(count)
            << "\n";
      }
    }
  }
  if (totals.first_gone.empty()) return;
  std::string names;
  for (const std::string& one : totals.first_gone)
    names += (names.empty() ? "" : context.lang == Lang::Zh ? "、" : ", ") + visible(mask_ids(one));
  if (totals.gone > totals.first_gone.size()) names += "…";
  err << say("  不再出现：{}", "  gone: {}", names).in(context.lang) << "\n";
}

void check_panel(const ScoreArgs& args, Format format, Diagnostics& diags) {
  const bool more = args.rank || args.top > 0 || !args.columns.empty() || !args.compare.empty() ||
                    !args.report.empty() || args.one_below;
  if (!more && format != Format::Ndjson && format != Format::Json && format != Format::Markdown)
    return;
  diags
      .file_error("panel-alone", "--panel",
                  say("评审表只写成 CSV 或 XLSX，也没有名次、比较、报告和别的列",
                      "the panel's sheet is CSV or XLSX, without ranks, comparison, report or "
                      "other columns"))
      .help(say("分两次运行", "run it apart"));
}

void print_panel(const PanelSheet& panel, bool questions, const Context& context) {
  std::ostream& err = *context.err;
  const std::string rows = grouped(panel.rows()), without = grouped(panel.without_question());
  err << say("评审表：{} 个申请人有待判断的事项",
             "panel's sheet: {} applicants have open decisions", rows)
             .in(context.lang)
      << "\n";
  if (panel.without_question() > 0)
    err << "  ! "
        << say("另有 {} 个需人工判断，但没有可填的判断事项（原则性要求未达到，或见提示），未列入",
               "{} more wait for a person with no decision to fill in (a general rule falls short, "
               "or see the notices): not listed",
               without)
               .in(context.lang)
        << "\n";
  if (questions) panel.write_questions(err);
}

}  // namespace ipcheck

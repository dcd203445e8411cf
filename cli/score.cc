// `ipcheck score`: a table in, a verdict for every row out.
#include <algorithm>
#include <deque>

#include "cli/commands.h"
#include "cli/open_table.h"
#include "cli/progress.h"
#include "cli/schemes.h"
#include "cli/score_files.h"
#include "cli/score_output.h"
#include "cli/score_request.h"
#include "cli/score_tables.h"
#include "cli/version.h"
#include "judge/pipeline.h"
#include "report/score/repeated_codes.h"

namespace ipcheck {
namespace {

/// A block on its way through the threads, with the memory that its thread works in.
struct Slot {
  TableBlock block;
  Portion portion;
  std::unique_ptr<Scorer> scorer;
  ScoreTotals totals;  // of the block
  std::unique_ptr<ReportStats> stats;
  std::vector<std::uint64_t> codes;  // hashes of credit codes, a row each
  ScoredBlock scored;
};

/// Hands each row on as it comes.
class SlotSink final : public RowSink {
 public:
  SlotSink(const ScoreOutputs& outputs, EarlierRun* earlier, Slot& slot)
      : outputs_(outputs), earlier_(earlier), slot_(slot) {}
  void applicant(std::span<const ScoredRow> rows) override {
    if (earlier_ == nullptr) return outputs_.prepare(rows, slot_.scored);
    rows_.assign(rows.begin(), rows.end());
    changes_.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
      rows_[i].change = changes_[i] = earlier_->change(rows[i], i);
    if (outputs_.ranking != nullptr || outputs_.is_wanted(rows_))
      outputs_.prepare(rows_, slot_.scored);
  }

 private:
  const ScoreOutputs& outputs_;
  EarlierRun* earlier_;
  Slot& slot_;
  std::vector<ScoredRow> rows_;
  std::vector<std::string> changes_;
};

class ScoreRun {
 public:
  ScoreRun(const ScoreArgs& args, Context& context, const RuleSet& rules)
      : args_(args), context_(context), rules_(rules) {}

  /// Errors: false when the table cannot be read as it stands; what is wrong has been printed.
  bool open(Sources& sources, Diagnostics& diags);
  ExitStatus run();

 private:
  TableRequest request() const { return score_request(args_, compiled_, task_, memory_); }
  bool choose_columns(Diagnostics& diags);
  void run_blocks();
  void work(Slot& slot);
  bool commit(Slot& slot);
  bool open_beside(Diagnostics& diags);
  Format format_of_output() const {
    return args_.format.value_or(format_of_name(context_.common.output));
  }
  void open_panel(const std::string& output);
  void open_outputs();
  void finish_panel();
  void finish();
  ScoreHead make_head() const;
  ExitStatus status() const;
  std::vector<std::string> scheme_ids() const;

  const ScoreArgs& args_;
  Context& context_;
  const RuleSet& rules_;
  Compiled compiled_;
  ScoreTask task_;
  std::unique_ptr<TableReader> reader_;
  std::vector<ScoreColumn> columns_;
  std::unique_ptr<RowFormat> format_;
  std::unique_ptr<Ranking> ranking_;
  ScoreHead head_;  // before what points at it
  std::unique_ptr<OutputFile> report_file_;
  std::unique_ptr<HtmlReport> report_;
  std::unique_ptr<ScoreWorkbook> workbook_;
  std::unique_ptr<PanelSheet> panel_;
  std::unique_ptr<Decisions> decisions_;
  std::unique_ptr<EarlierRun> earlier_;
  ScoreOutputs outputs_;
  std::deque<Slot> slots_;
  OtherTables others_;  // in blocks that were committed
  RepeatedCodes codes_;
  std::unique_ptr<ReportStats> no_stats_, stats_;
  std::unique_ptr<RejectsFile> rejects_;
  std::unique_ptr<Progress> progress_;
  ScoreTotals totals_;
  std::uint64_t memory_ = 0;  // bytes that ranking, folding and comparing may take
};

std::vector<std::string> ScoreRun::scheme_ids() const {
  std::vector<std::string> ids;
  for (const CompiledScheme& scheme : compiled_.schemes) ids.push_back(scheme.scheme->id);
  return ids;
}

bool ScoreRun::choose_columns(Diagnostics& diags) {
  std::string unknown;
  const std::vector<std::string> ids = scheme_ids();
  std::vector<ScoreField> also;
  if (!args_.decisions.empty()) also.push_back(ScoreField::Decisions);
  if (!args_.compare.empty()) also.push_back(ScoreField::Change);
  columns_ = score_columns(args_.columns, ids, args_.one_below, args_.top > 0,
                           reader_->kept_headers(), unknown, also);
  if (unknown.empty()) return true;
  diags
      .file_error("unknown-column", "--columns",
                  say("结果没有列 `{}`", "the result has no column `{}`", unknown))
      .help(say("可用：{}；输入表的列须先用 --keep 带入",
                "one of {}; columns of the input need --keep", joined(score_column_names(), ", ")));
  return false;
}

bool ScoreRun::open(Sources& sources, Diagnostics& diags) {
  const Date as_of = args_.as_of.value_or(context_.today);
  task_.id = rules_.schema.find("uscc");
  task_.name = rules_.schema.find("name");
  task_.lang = context_.lang;
  task_.show_pii = args_.show_pii;
  for (const std::string& word_of : args_.only) task_.only.push_back(*outcome_of(word_of));
  auto asks = [&](std::string_view column) {
    return args_.columns.empty() ||
           std::find(args_.columns.begin(), args_.columns.end(), column) != args_.columns.end();
  };
  task_.notices = asks("notices");
  compiled_ = compile(rules_, args_.schemes, as_of, task_.notices);
  task_.compiled = &compiled_;
  task_.reasons = asks("reasons");
  const bool named = !args_.columns.empty() && asks("decisions");
  task_.decisions = named || !args_.decisions.empty() || !args_.compare.empty();
  task_.panel = args_.panel;
  task_.points = args_.columns.empty() || args_.rank || args_.top > 0 || !args_.compare.empty() ||
                 asks("score") || asks("score_min") || asks("score_max") || asks("grade");
  memory_ = memory_for(args_, context_.memory / 4, diags);
  check_score_args(args_, compiled_, format_of_output(), context_.common.output, diags);
  if (diags.has_errors()) return false;
  task_.grade = asks("grade") && !args_.columns.empty();
  reader_ = open_table_args(args_.file, args_.table, rules_.schema, request(), sources, diags);
  if (reader_ == nullptr) return false;
  if (!reader_->layout().questions.empty()) {
    report(context_, sources, diags);
    report_questions(args_.file, reader_->layout(), context_);
    return false;
  }
  task_.secret_kept = secret_columns(*reader_, rules_.schema);
  return choose_columns(diags) && open_beside(diags);
}

/// The tables that are held beside the applicants' own.
bool ScoreRun::open_beside(Diagnostics& diags) {
  if (!args_.decisions.empty()) {
    decisions_ = read_decisions(args_.decisions, rules_.schema, request(), task_.id, diags);
    if (decisions_ == nullptr) return false;
  }
  if (args_.compare.empty()) return true;
  const auto& keep = args_.keep;
  const bool all = std::find(keep.begin(), keep.end(), "all") != keep.end();
  earlier_ = std::make_unique<EarlierRun>(scheme_ids(), reader_->kept_headers(), all, memory_);
  return read_earlier(args_.compare, scheme_ids(), *earlier_, diags);
}

void ScoreRun::work(Slot& slot) {
  reader_->read(slot.block, slot.portion);
  if (decisions_ != nullptr) decisions_->apply(slot.portion);
  slot.totals = {};
  slot.scored.changes = {};
  if (stats_ != nullptr) *slot.stats = *no_stats_;
  hash_codes(slot.portion.batch, task_.id, slot.codes);
  SlotSink sink(outputs_, earlier_.get(), slot);
  slot.scorer->score(slot.portion, sink, slot.totals, slot.stats.get());
}

/// What stands behind a second table was scored before that was known: it is taken back whole.
void take_back(Slot& slot) {
  slot.totals = {.records = slot.portion.records};
  for (const SetAside& record : slot.portion.set_aside) slot.totals.add(record);
  slot.scored = {};
  slot.codes.clear();
}

bool ScoreRun::commit(Slot& slot) {
  if (others_.settle(slot.portion))
    take_back(slot);
  else if (stats_ != nullptr)
    stats_->merge(*slot.stats);
  slot.totals.neutralised += slot.scored.changes.neutralised;
  totals_.merge(slot.totals);
  codes_.add(slot.codes, slot.portion.places);
  outputs_.commit(slot.scored);
  if (context_.common.output.empty()) context_.out->flush();
  for (const SetAside& record : slot.portion.set_aside) {
    rejects_->add(record);
    if (workbook_ != nullptr) workbook_->reject(record);
    if (report_ != nullptr) report_->reject(record);
  }
  progress_->add(slot.portion.records, slot.block.bytes.size());
  return context_.out->good();
}

void ScoreRun::run_blocks() {
  const unsigned jobs = args_.jobs > 0 ? args_.jobs : context_.cores;
  slots_.resize(pipeline_slots(jobs));
  for (Slot& slot : slots_) {
    slot.scorer = std::make_unique<Scorer>(task_);
    if (report_ != nullptr) slot.stats = std::make_unique<ReportStats>(compiled_);
  }
  run_ordered(jobs, {.produce = [&](std::size_t i) { return reader_->next(slots_[i].block); },
                     .work = [&](std::size_t i) { work(slots_[i]); },
                     .commit = [&](std::size_t i) { return commit(slots_[i]); }});
  totals_.duplicates = codes_.count();
  totals_.duplicate_row = codes_.row(), totals_.duplicate_of = codes_.earlier();
  totals_.codes_compared = codes_.compared();
}

ScoreHead ScoreRun::make_head() const {
  ScoreHead head{.rules = &rules_,
                 .as_of = compiled_.as_of,
                 .input = args_.file,
                 .version = kVersion,
                 .rules_sha256 = rules_.sha256};
  for (const CompiledScheme& scheme : compiled_.schemes) head.schemes.push_back(scheme.scheme);
  for (const TableColumn& column : reader_->layout().columns)
    if (column.use == ColumnUse::Unknown && !column.header.empty())
      head.unknown_columns.push_back(column.header);
  return head;
}

void ScoreRun::open_panel(const std::string& output) {
  Form form = blank_form(rules_, args_.schemes, compiled_.as_of, context_.lang);
  form.version = kVersion;
  panel_ = std::make_unique<PanelSheet>(std::move(form), reader_->kept_headers(),
                                        temporary_folder(output));
  outputs_.panel = panel_.get();
}

/// The sheet itself, and beside a CSV what is asked.
void ScoreRun::finish_panel() {
  const Format format = format_of_output();
  CellChanges changes;
  if (format == Format::Xlsx)
    panel_->write_workbook(*context_.out);
  else
    panel_->write_csv(*context_.out, !args_.no_bom, changes);
  totals_.neutralised += changes.neutralised;
}

void ScoreRun::open_outputs() {
  const std::string& output = context_.common.output;
  head_ = make_head();
  outputs_ = {.out = context_.out,
              .one_below = args_.one_below,
              .schemes = compiled_.schemes.size(),
              .only = task_.only};
  const Format format = format_of_output();
  if (args_.panel) {
    open_panel(output);
  } else if (format == Format::Xlsx) {
    workbook_ =
        std::make_unique<ScoreWorkbook>(head_, columns_, context_.lang, temporary_folder(output));
    outputs_.workbook = workbook_.get();
  } else if (format == Format::Ndjson || format == Format::Json) {
    format_ = ndjson_format(columns_);
  } else if (format == Format::Markdown) {
    format_ = markdown_format(columns_, context_.lang);
  } else {
    format_ = csv_format(columns_, context_.lang, !args_.no_bom);
  }
  outputs_.format = format_.get();
  const std::string beside = args_.rejects.empty() ? rejects_beside(output) : args_.rejects;
  rejects_ = std::make_unique<RejectsFile>(beside, context_.lang, !args_.no_bom);
  if (args_.rank || args_.top > 0) {
    ranking_ = std::make_unique<Ranking>(temporary_folder(output), memory_, args_.top);
    outputs_.ranking = ranking_.get();
    task_.rank = true;
    task_.only.clear();
  }
  if (earlier_ != nullptr) task_.only.clear();  // every row is looked up, wanted or not
  if (!args_.report.empty()) {
    report_file_ = std::make_unique<OutputFile>(args_.report);
    report_ = std::make_unique<HtmlReport>(report_file_->stream(), head_, context_.lang);
    outputs_.report = report_.get();
    task_.details = task_.grade = true;
    no_stats_ = std::make_unique<ReportStats>(compiled_);
    stats_ = std::make_unique<ReportStats>(compiled_);
  }
}

/// Everything that waits for the last row; the files are complete.
void ScoreRun::finish() {
  SchemeTotals none;
  CellChanges changes;
  SchemeTotals& first = totals_.schemes.empty() ? none : totals_.schemes.front();
  outputs_.finish(changes, first.standings);
  totals_.neutralised += changes.neutralised;
  if (panel_ != nullptr) finish_panel();
  if (workbook_ != nullptr) workbook_->finish(totals_, *context_.out);
  if (report_ != nullptr) {
    report_->finish(totals_, *stats_);
    context_.beside.push_back(std::move(report_file_));
  }
  if (auto rejects = rejects_->take()) context_.beside.push_back(std::move(rejects));
  head_.rejects = rejects_->path();
  context_.out->flush();
  if (!context_.out->good()) return;
  TextStyle style{.lang = context_.lang,
                  .color = context_.color_errors,
                  .width = context_.width_errors,
                  .quiet = context_.common.quiet,
                  .show_pii = args_.show_pii};
  render_text(totals_, head_, style, *context_.err);
  if (decisions_ != nullptr) print_decisions(decisions_->report(), args_.decisions, context_);
  if (earlier_ != nullptr) print_changes(earlier_->totals(), scheme_ids(), args_.compare, context_);
  if (panel_ != nullptr) print_panel(*panel_, format_of_output() != Format::Xlsx, context_);
}

ExitStatus ScoreRun::status() const {
  auto gates = [&](std::string_view word_of) {
    return std::find(args_.fail_on.begin(), args_.fail_on.end(), word_of) != args_.fail_on.end();
  };
  if (gates("rejected") && totals_.rejected > 0) return ExitStatus::Findings;
  for (Outcome outcome : {Outcome::Ineligible, Outcome::Incomplete, Outcome::NeedsReview}) {
    if (!gates(word(outcome))) continue;
    for (const SchemeTotals& scheme : totals_.schemes) {
      if (scheme.outcomes[static_cast<std::size_t>(outcome)] > 0) return status_of(outcome);
    }
  }
  return ExitStatus::Ok;
}

ExitStatus ScoreRun::run() {
  open_outputs();
  progress_ = std::make_unique<Progress>(args_.progress, args_.file, context_);
  if (format_ != nullptr) *context_.out << format_->head();
  run_blocks();
  progress_->end();
  // Where the result cannot be written any more, nothing else appears; `main` says why.
  if (context_.out->good()) finish();
  return status();
}

}  // namespace

ExitStatus run_score(const ScoreArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  refuse_overwrites(args, context.common.output);
  refuse_record(args.file);
  if (args.schemes.empty()) return suggest_schemes(args, context);
  bool loaded = open_rules(context, args.schemes, sources, rules, diags);
  ScoreRun run(args, context, rules);
  bool known = diags.has_errors() || check_schemes(rules, args.schemes, "--scheme", diags);
  bool ready = loaded && known && !diags.has_errors() && run.open(sources, diags);
  report(context, sources, diags);
  return ready && !diags.has_errors() ? run.run() : ExitStatus::Trouble;
}

}  // namespace ipcheck

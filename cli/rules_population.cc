// Tested by tests/cli/rules-diff.md.
#include "cli/rules_population.h"

#include <algorithm>
#include <deque>

#include "cli/open_table.h"
#include "cli/progress.h"
#include "judge/pipeline.h"
#include "text/frame.h"

namespace ipcheck {

struct PopulationRun::Slot {
  TableBlock block, second_block;
  Portion portion, second;
  std::unique_ptr<PopulationJudge> judge;
  PopulationTotals totals;
  std::vector<Flip> flips;
};

namespace {

void add_fact(std::vector<FactId>& facts, FactId fact) {
  if (fact != kNoFact) facts.push_back(fact);
}

/// The column that feeds a fact or has that header; nullptr: none.
const TableColumn* column_of(const TableLayout& layout, const Schema& schema,
                             const std::string& name) {
  for (const TableColumn& column : layout.columns) {
    const bool is_fact = column.use == ColumnUse::Fact && schema.facts[column.fact].name == name;
    if (is_fact || column.header == name) return &column;
  }
  return nullptr;
}

/// Which column feeds which fact, by names that both rule sets know.
std::vector<std::string> bindings(const TableLayout& layout, const Schema& schema,
                                  const std::vector<std::string>& facts) {
  std::vector<std::string> out;
  for (const TableColumn& column : layout.columns) {
    if (column.use != ColumnUse::Fact) continue;
    const std::string& name = schema.facts[column.fact].name;
    if (std::find(facts.begin(), facts.end(), name) == facts.end()) continue;
    out.push_back(std::to_string(column.index) + " " + name + "." + column.key + " " + column.unit);
  }
  return out;
}

std::vector<std::string> names_of(const Schema& schema, const std::vector<FactId>& facts) {
  std::vector<std::string> out;
  for (FactId fact : facts) out.push_back(schema.facts[fact].name);
  return out;
}

}  // namespace

std::vector<std::string> split_commas(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& text : given) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      if (comma > at) out.push_back(text.substr(at, comma - at));
      at = comma + 1;
    }
  }
  return out;
}

void PopulationRun::choose_schemes() {
  for (std::uint32_t i = 0; i < diff_.schemes.size(); ++i) {
    const SchemeDiff& scheme = diff_.schemes[i];
    if (scheme.paired() && (!scheme.same || !args_.schemes.empty())) task_.schemes.push_back(i);
  }
}

void PopulationRun::compile_both() {
  std::vector<std::string> before, after;
  for (std::uint32_t i : task_.schemes) {
    before.push_back(diff_.schemes[i].before);
    after.push_back(diff_.schemes[i].after);
  }
  before_ = compile(*diff_.before.rules, before, diff_.before.as_of, false);
  after_ = compile(*diff_.after.rules, after, diff_.after.as_of, false);
  task_.before = &before_, task_.after = &after_;
}

TableRequest PopulationRun::request(const Compiled& compiled, const Schema& schema) const {
  TableRequest request{.facts = compiled.program.facts};
  const bool newer = &compiled == &after_;
  for (const char* name : {"uscc", "name"}) add_fact(request.facts, schema.find(name));
  for (const std::string& name : by_) add_fact(request.facts, schema.find(name));
  for (const std::string& name : names_of(diff_.before.rules->schema, before_.program.facts))
    if (newer) add_fact(request.facts, schema.find(name));
  std::sort(request.facts.begin(), request.facts.end());
  request.facts.erase(std::unique(request.facts.begin(), request.facts.end()), request.facts.end());
  if (newer)
    for (const std::string& name : by_) request.also.push_back({name, "--by"});
  request.block_bytes = 256u << 10;
  request.memory = context_.memory / 4;
  const auto& kinds = compiled.schemes.front().scheme->applicants;
  if (kinds.size() == 1) request.applicant = kinds.front();
  return request;
}

bool PopulationRun::open_readers(Sources& sources, Diagnostics& diags) {
  const Schema &older = diff_.before.rules->schema, &newer = diff_.after.rules->schema;
  const std::string& path = args_.population;
  reader_ = open_table_args(path, args_.table, newer, request(after_, newer), sources, diags);
  if (reader_ == nullptr) return false;
  const bool alike = reads_alike(older, before_.program.facts, newer);
  if (alike && (path == "-" || binds_alike(older, newer))) return true;
  if (path == "-") {
    diags
        .file_error("cannot-read-twice", path,
                    say("两套规则对事实的定义不同，表格要读两遍，标准输入做不到",
                        "the rule sets define facts differently, so the table is read twice: "
                        "standard input cannot be"))
        .help(say("请给出文件", "give a file"));
    return false;
  }
  second_ = open_table_args(path, args_.table, older, request(before_, older), sources, diags);
  if (second_ == nullptr) return false;
  const auto facts = names_of(older, before_.program.facts);
  if (alike &&
      bindings(reader_->layout(), newer, facts) == bindings(second_->layout(), older, facts))
    second_.reset();
  return true;
}

bool PopulationRun::bind_by(Diagnostics& diags) {
  const Schema& schema = diff_.after.rules->schema;
  for (const std::string& name : by_) {
    const TableColumn* column = column_of(reader_->layout(), schema, name);
    const bool is_fact = column != nullptr && column->use == ColumnUse::Fact;
    const bool secret =
        column != nullptr && (column->resident_ids || (is_fact && schema.facts[column->fact].pii));
    if (secret && !args_.show_pii)
      diags.file_error("personal-data", "--by",
                       say("列 `{}` 是个人信息，不能按它计数",
                           "column `{}` is personal data and cannot be counted by", name));
    // A map's keys, and what feeds a list, are told by their texts.
    const bool whole = is_fact && column->key.empty();
    task_.by.push_back(whole ? column->fact : kNoFact);
  }
  return !diags.has_errors();
}

/// Without --scheme: only those of which the table gives a fact.
void PopulationRun::keep_fitting() {
  if (!args_.schemes.empty()) return;
  std::vector<FactId> given;
  for (const TableColumn& column : reader_->layout().columns)
    if (column.use == ColumnUse::Fact) given.push_back(column.fact);
  std::vector<std::uint32_t> fitting;
  for (std::size_t i = 0; i < task_.schemes.size(); ++i) {
    const auto& facts = after_.schemes[i].facts;
    if (std::find_first_of(facts.begin(), facts.end(), given.begin(), given.end()) != facts.end())
      fitting.push_back(task_.schemes[i]);
  }
  if (fitting.size() == task_.schemes.size()) return;
  task_.schemes = std::move(fitting);
  if (!task_.schemes.empty()) compile_both();
}

bool PopulationRun::open(Sources& sources, Diagnostics& diags) {
  task_.diff = &diff_;
  task_.show_pii = args_.show_pii;
  by_ = split_commas(args_.by);
  choose_schemes();
  if (task_.schemes.empty()) return true;
  compile_both();
  const Schema& schema = diff_.after.rules->schema;
  task_.id = schema.find("uscc"), task_.name = schema.find("name");
  if (!open_readers(sources, diags) || !bind_by(diags)) return false;
  for (const TableReader* reader : {reader_.get(), second_.get()}) {
    if (reader == nullptr || reader->layout().questions.empty()) continue;
    ipcheck::report(context_, sources, diags);
    report_questions(args_.population, reader->layout(), context_);
    return false;
  }
  keep_fitting();
  find_causes(task_);
  return true;
}

void PopulationRun::work(Slot& slot) {
  reader_->read(slot.block, slot.portion);
  if (second_ != nullptr) second_->read(slot.second_block, slot.second);
  slot.totals = PopulationTotals(task_);
  slot.flips.clear();
  slot.judge->judge(slot.portion, second_ == nullptr ? nullptr : &slot.second, slot.totals,
                    slot.flips);
}

void PopulationRun::write(const std::vector<Flip>& flips) {
  std::string bytes;
  for (const Flip& flip : flips) {
    if (report_.rows.size() < args_.rows) report_.rows.push_back(flip);
    if (format_ != nullptr) format_->row(flip, bytes);
  }
  if (bytes.empty()) return;
  if (args_.format == Format::Csv) *context_.out << bytes;
  if (file_ != nullptr) file_->stream() << bytes;
}

/// What stands behind a second table is no applicant of this one.
void PopulationRun::commit(Slot& slot) {
  if (others_.settle(slot.portion)) {
    slot.totals = PopulationTotals(task_);
    slot.totals.rejected = slot.portion.set_aside.size();
    slot.flips.clear();
  }
  report_.totals.merge(slot.totals);
  write(slot.flips);
}

PopulationReport PopulationRun::run() {
  report_.task = &task_;
  report_.table = args_.population;
  if (!task_.schemes.empty()) report_.by = by_;
  report_.totals = PopulationTotals(task_);
  const bool csv = args_.format == Format::Csv;
  if (csv || !args_.flips.empty())
    format_ = std::make_unique<FlipFormat>(task_, by_, context_.lang, true);
  if (!args_.flips.empty()) {
    file_ = std::make_unique<OutputFile>(args_.flips);
    file_->stream() << format_->head();
    report_.flips_file = args_.flips;
  }
  if (csv) *context_.out << format_->head();
  if (reader_ != nullptr && !task_.schemes.empty()) {
    const unsigned jobs = args_.jobs > 0 ? args_.jobs : context_.cores;
    std::deque<Slot> slots(pipeline_slots(jobs));
    for (Slot& slot : slots) slot.judge = std::make_unique<PopulationJudge>(task_);
    Progress progress(args_.progress, args_.population, context_);
    run_ordered(jobs, {.produce =
                           [&](std::size_t i) {
                             if (second_ != nullptr) second_->next(slots[i].second_block);
                             return reader_->next(slots[i].block);
                           },
                       .work = [&](std::size_t i) { work(slots[i]); },
                       .commit =
                           [&](std::size_t i) {
                             commit(slots[i]);
                             progress.add(slots[i].portion.records, slots[i].block.bytes.size());
                             return context_.out->good();
                           }});
    progress.end();
  }
  if (file_ != nullptr) context_.beside.push_back(std::move(file_));
  return std::move(report_);
}

}  // namespace ipcheck

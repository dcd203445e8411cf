#pragma once
// A table through reader, engine and threads, as `score` runs it: its rows as bytes, in order.

#include <algorithm>
#include <deque>
#include <fstream>
#include <string>
#include <vector>

#include "judge/pipeline.h"
#include "report/score/row_bytes.h"
#include "report/score/scoring.h"

namespace ipcheck {

/// Everything that the scoring of `compiled` reads.
inline TableRequest score_request(const ScoreTask& task) {
  TableRequest request;
  request.facts = task.compiled->program.facts;
  request.facts.push_back(task.id);
  request.facts.push_back(task.name);
  for (const CompiledScheme& scheme : task.compiled->schemes) {
    const auto& form = scheme.scheme->form;
    request.facts.insert(request.facts.end(), form.begin(), form.end());
    if (!scheme.scheme->scorecard) continue;
    for (const TieBreak& tie : scheme.scheme->scorecard->rank) request.facts.push_back(tie.fact);
  }
  std::sort(request.facts.begin(), request.facts.end());
  request.facts.erase(std::unique(request.facts.begin(), request.facts.end()), request.facts.end());
  return request;
}

struct ScoreRunResult {
  bool opened = false;
  std::vector<Question> questions;
  std::string rows;  // append_row's bytes, a row for each scheme
  ScoreTotals totals;
};

inline ScoreRunResult run_score(const ScoreTask& task, const Schema& schema,
                                const std::string& path, const TableRequest& request,
                                unsigned jobs) {
  struct Slot final : RowSink {
    explicit Slot(const ScoreTask& task) : scorer(task) {}
    void applicant(std::span<const ScoredRow> scored) override {
      for (const ScoredRow& row : scored) append_row(row, rows);
    }
    TableBlock block;
    Portion portion;
    Scorer scorer;
    ScoreTotals totals;
    std::string rows;
  };
  ScoreRunResult result;
  Diagnostics diags;
  auto reader = open_table(path, schema, request, diags);
  result.opened = reader != nullptr;
  if (!result.opened) return result;
  result.questions = reader->layout().questions;
  std::deque<Slot> slots;
  for (std::size_t i = 0; i < pipeline_slots(jobs); ++i) slots.emplace_back(task);
  run_ordered(jobs, {.produce = [&](std::size_t i) { return reader->next(slots[i].block); },
                     .work =
                         [&](std::size_t i) {
                           Slot& slot = slots[i];
                           reader->read(slot.block, slot.portion);
                           slot.totals = {};
                           slot.scorer.score(slot.portion, slot, slot.totals, nullptr);
                         },
                     .commit =
                         [&](std::size_t i) {
                           result.rows += slots[i].rows;
                           slots[i].rows.clear();
                           result.totals.merge(slots[i].totals);
                           return true;
                         }});
  return result;
}

}  // namespace ipcheck

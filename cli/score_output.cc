// Tested by tests/cli/score.md.
#include "cli/score_output.h"

#include <algorithm>
#include <ostream>

#include "report/score/row_bytes.h"

namespace ipcheck {

bool ScoreOutputs::is_wanted(std::span<const ScoredRow> rows) const {
  auto asked = [this](const ScoredRow& row) {
    return std::find(only.begin(), only.end(), row.outcome) != only.end();
  };
  return only.empty() || std::any_of(rows.begin(), rows.end(), asked);
}

void ScoreOutputs::keep(std::span<const ScoredRow> rows, ScoredBlock& block) {
  for (const ScoredRow& row : rows) append_row(row, block.rows);
}

void ScoreOutputs::commit(ScoredBlock& block) {
  if (format != nullptr)
    out->write(block.bytes.data(), static_cast<std::streamsize>(block.bytes.size()));
  RowBytesReader reader(block.rows);
  for (auto rows = reader.read(schemes); !rows.empty(); rows = reader.read(schemes)) {
    if (ranking != nullptr) {
      ranking->add(rows.front());
      continue;
    }
    if (workbook != nullptr) workbook->add(rows);
    if (panel != nullptr) panel->add(rows);
    for (const ScoredRow& row : rows) {
      if (report != nullptr) report->add(row);
    }
  }
  block.bytes.clear();
  block.rows.clear();
}

void ScoreOutputs::finish(CellChanges& changes, std::array<std::uint64_t, 4>& standings) {
  if (ranking == nullptr) return;
  standings = {};
  std::string bytes;
  ranking->finish([&](const ScoredRow& row) {
    ++standings[static_cast<std::size_t>(row.standing)];
    if (!is_wanted({&row, 1})) return;
    if (format != nullptr) {
      bytes.clear();
      write({&row, 1}, bytes, changes);
      out->write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    if (workbook != nullptr) workbook->add({&row, 1});
    if (report != nullptr) report->add(row);
  });
}

}  // namespace ipcheck

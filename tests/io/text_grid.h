#pragma once
// Rows given as texts, as a grid: what a table reader can be tested with, whatever the format.

#include "io/grid_table.h"
#include "io/vocabulary.h"

namespace ipcheck::test {

class TextGrid : public GridSource {
 public:
  using Rows = std::vector<std::vector<std::string>>;

  TextGrid(Rows rows, std::uint32_t block_rows) : rows_(std::move(rows)), block_rows_(block_rows) {
    for (std::size_t i = 0; i < std::min<std::size_t>(rows_.size(), 1000); ++i)
      head_.push_back({{i + 1, i + 1}, rows_[i], {}});
  }

  const std::vector<HeadRow>& head() const override { return head_; }
  const std::vector<Trait>& traits() const override { return traits_; }
  const std::vector<Text>& remarks() const override { return remarks_; }
  void select(std::vector<std::uint32_t> columns, std::uint32_t width) override {
    columns_ = std::move(columns);
    width_ = width;
  }
  bool next(TableBlock& block) override {
    if (next_ >= rows_.size()) return false;
    block = {};
    block.first = {next_ + 1, next_ + 1};
    block.index = index_++;
    block.records = std::min(block_rows_, static_cast<std::uint32_t>(rows_.size() - next_));
    next_ += block.records;
    return true;
  }
  void cut(const TableBlock& block, Grid& grid) const override {
    grid = {};
    grid.columns.resize(columns_.size());
    for (std::size_t i = block.first.row - 1; i < block.first.row - 1 + block.records; ++i)
      cut_row(i, grid);
  }
  std::string cell_place(const TableBlock&, RowPlace row, std::uint32_t column) const override {
    return std::to_string(row.row) + ":" + std::to_string(column + 1);
  }
  std::string row_text(const TableBlock&, RowPlace row) const override {
    return joined(rows_[row.row - 1]);
  }
  char separator() const override { return ','; }

 private:
  static std::string joined(const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cells[i];
    return text;
  }
  void cut_row(std::size_t i, Grid& grid) const {
    const RowPlace place{i + 1, i + 1};
    std::size_t width = rows_[i].size();
    while (width > width_ && rows_[i][width - 1].empty()) --width;
    if (width > width_) {
      grid.rejected.push_back(
          {SetAside::Why::Rejected, place, 1, say("太长", "too long"), joined(rows_[i])});
      return;
    }
    ++grid.rows;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const bool there = columns_[c] < rows_[i].size();
      grid.columns[c].push_back(there ? std::string_view(rows_[i][columns_[c]])
                                      : std::string_view());
    }
    std::string_view lead;
    for (const std::string& cell : rows_[i])
      if (lead.empty()) lead = cell;
    grid.places.push_back(place);
    grid.leads.push_back(lead);
    grid.widths.push_back(static_cast<std::uint32_t>(width));
  }

  Rows rows_;
  std::uint32_t block_rows_, width_ = 0;
  std::vector<HeadRow> head_;
  std::vector<Trait> traits_;
  std::vector<Text> remarks_;
  std::vector<std::uint32_t> columns_;
  std::size_t next_ = 0;
  std::uint64_t index_ = 0;
};

}  // namespace ipcheck::test

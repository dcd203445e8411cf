// Tested by tests/io/xlsx_source_test.cc.
#include "io/xlsx/grid.h"

#include <algorithm>
#include <optional>
#include <span>

#include "io/xlsx/outline.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kBlockRows = 2048, kBlockCells = 1 << 16, kBlockBytes = 1 << 20;
constexpr std::size_t kHeadRows = 1000, kHeadBytes = 64 << 10;
constexpr std::uint32_t kTitleRows = 20;  // where a header is looked for
constexpr std::size_t kMaxQuoted = 4096;

/// A sheet from its first row on.
class RowStream {
 public:
  RowStream(XlsxBook& book, const std::string& part)
      : part_(book.zip->open(part, kMaxSheetBytes)), rows_(book.context, part) {}

  /// Appends to the emptied block until it is full; false: no row was left.
  bool next(TableBlock& block) {
    rows_.into(block);
    while (!done_ && block.places.size() < kBlockRows && block.cells.size() < kBlockCells &&
           rows_.bytes() < kBlockBytes) {
      const std::size_t count = part_->read(rows_.room(), kXmlPiece);
      if (count > 0) {
        rows_.fed(count);
      } else {
        rows_.finish();
        done_ = true;
      }
    }
    return !block.places.empty();
  }

 private:
  std::unique_ptr<ZipPart> part_;
  SheetRows rows_;
  bool done_ = false;
};

/// Vertical merges of data: not those of a header in several rows, which always spans columns too.
std::vector<MergedCells> merged_data(const std::vector<MergedCells>& merged) {
  std::vector<MergedCells> data;
  for (const MergedCells& cells : merged) {
    if (cells.first.row == cells.last.row) continue;
    const bool titles = cells.first.row <= kTitleRows &&
                        (cells.first.column < cells.last.column ||
                         std::any_of(merged.begin(), merged.end(), [&](const MergedCells& other) {
                           return other.first.column < other.last.column &&
                                  other.first.row >= cells.first.row &&
                                  other.first.row <= cells.last.row;
                         }));
    if (!titles) data.push_back(cells);
  }
  return data;
}

bool filled(std::string_view text) {
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text.front());
  return (first > ' ' && first < 0x80) || !trim(text).empty();
}

class XlsxGrid final : public GridSource {
 public:
  XlsxGrid(std::shared_ptr<XlsxBook> book, std::string part, std::vector<Trait> traits,
           std::vector<Text> remarks)
      : book_(std::move(book)),
        part_(std::move(part)),
        traits_(std::move(traits)),
        remarks_(std::move(remarks)) {
    const SheetOutline outline = read_outline(*book_->zip, part_);
    remark(outline);
    read_head(outline.merged);
  }

  const std::vector<HeadRow>& head() const override { return head_; }
  const std::vector<Trait>& traits() const override { return traits_; }
  const std::vector<Text>& remarks() const override { return remarks_; }

  void select(std::vector<std::uint32_t> columns, std::uint32_t width) override {
    selected_ = columns.size();
    width_ = width;
    slots_.assign(columns.empty() ? 0 : columns.back() + 1, kNoSlot);
    for (std::size_t i = 0; i < columns.size(); ++i)
      slots_[columns[i]] = static_cast<std::uint32_t>(i);
  }

  bool next(TableBlock& block) override {
    if (!stream_) stream_ = std::make_unique<RowStream>(*book_, part_);
    if (!stream_->next(block)) return false;
    block.index = blocks_++;
    block.first = block.places.front();
    block.first_byte = 0;
    block.records = static_cast<std::uint32_t>(block.places.size());
    block.regular = true;
    block.bytes.clear();
    return true;
  }

  void cut(const TableBlock& block, Grid& grid) const override;

  std::string cell_place(const TableBlock&, RowPlace row, std::uint32_t column) const override {
    return cell_name(row.row, column);
  }

  std::string row_text(const TableBlock& block, RowPlace row) const override;
  char separator() const override { return '\t'; }

 private:
  static constexpr std::uint32_t kNoSlot = static_cast<std::uint32_t>(-1);
  using Cells = std::span<const TableBlock::Cell>;

  void remark(const SheetOutline& outline) {
    if (outline.hidden_rows + outline.hidden_columns > 0)
      remarks_.push_back(say("有 {} 个隐藏行、{} 个隐藏列，已一并读取",
                             "{} hidden rows and {} hidden columns were read like the others",
                             outline.hidden_rows, outline.hidden_columns));
    const auto data = merged_data(outline.merged);
    if (data.empty()) return;
    const std::string place = cell_name(data[0].first.row, data[0].first.column) + ':' +
                              cell_name(data[0].last.row, data[0].last.column);
    remarks_.push_back(
        say("有 {} 处跨行合并的数据单元格，首处 `{}`：只有首行有值，其余各行按空白处理；"
            "如应相同，请取消合并并填满",
            "{} data cells are merged over several rows, first `{}`: only the first row has the "
            "value, the others are read as blank; unmerge and fill them if they are the same",
            data.size(), place));
  }

  void read_head(const std::vector<MergedCells>& merged);
  std::optional<Text> fault(Cells row, RowPlace place) const;
  static void set_aside(Cells row, RowPlace place, Text reason, Grid& grid);
  static std::string joined(Cells row);

  std::shared_ptr<XlsxBook> book_;
  std::string part_;
  std::vector<Trait> traits_;
  std::vector<Text> remarks_;
  std::vector<HeadRow> head_;
  std::unique_ptr<RowStream> stream_;
  std::uint64_t blocks_ = 0;
  std::size_t selected_ = 0;
  std::uint32_t width_ = kMaxSheetColumns;
  std::vector<std::uint32_t> slots_;  // index: column of the sheet
};

void XlsxGrid::read_head(const std::vector<MergedCells>& merged) {
  RowStream stream(*book_, part_);
  TableBlock block;
  std::size_t bytes = 0;
  auto merge = merged.begin();
  while (stream.next(block)) {
    auto cell = block.cells.begin();
    for (std::size_t row = 0; row < block.places.size(); ++row) {
      if (head_.size() == kHeadRows || bytes > kHeadBytes) return;
      HeadRow& head = head_.emplace_back();
      head.place = block.places[row];
      for (; cell != block.cells.end() && cell->row == row; ++cell) {
        head.cells.resize(cell->column + 1);
        head.cells.back() = cell->text.substr(0, kHeadBytes);
        bytes += head.cells.back().size();
      }
      bytes += head.cells.size();
      while (merge != merged.end() && merge->first.row < head.place.row) ++merge;
      for (; merge != merged.end() && merge->first.row == head.place.row; ++merge) {
        if (merge->first.column >= head.cells.size()) continue;
        head.spans.resize(head.cells.size(), 1);
        head.spans[merge->first.column] = merge->last.column - merge->first.column + 1;
      }
    }
  }
}

std::optional<Text> XlsxGrid::fault(Cells row, RowPlace place) const {
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i].column == row[i - 1].column) {
      return say("单元格 `{}` 在文件中出现两次，无法确定取哪个值",
                 "the cell `{}` stands twice in the file: which value counts is not known",
                 cell_name(place.row, row[i].column));
    }
  }
  for (std::size_t i = row.size(); i-- > 0 && row[i].column >= width_;) {
    if (filled(row[i].text))
      return say("`{}` 有内容，而表格只有 {} 列", "`{}` is filled but the table has {} columns",
                 cell_name(place.row, row[i].column), width_);
  }
  return std::nullopt;
}

void XlsxGrid::set_aside(Cells row, RowPlace place, Text reason, Grid& grid) {
  grid.rejected.push_back({SetAside::Why::Rejected, place, 0, std::move(reason), joined(row)});
}

std::string XlsxGrid::joined(Cells row) {
  std::string text;
  std::uint32_t column = 0;
  for (const auto& cell : row) {
    for (; column < cell.column && text.size() < kMaxQuoted; ++column) text += '\t';
    const std::size_t begin = text.size();
    text += cell.text.substr(0, kMaxQuoted);
    std::replace(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), '\t', ' ');
    if (text.size() >= kMaxQuoted) break;
  }
  if (text.size() > kMaxQuoted) {
    text.resize(kMaxQuoted);
    text.resize(first_invalid_utf8(text).value_or(kMaxQuoted));
  }
  return text;
}

std::string XlsxGrid::row_text(const TableBlock& block, RowPlace row) const {
  const auto place =
      std::lower_bound(block.places.begin(), block.places.end(), row.row,
                       [](const RowPlace& one, std::uint64_t wanted) { return one.row < wanted; });
  const auto index = static_cast<std::uint32_t>(place - block.places.begin());
  const auto begin = std::lower_bound(
      block.cells.begin(), block.cells.end(), index,
      [](const TableBlock::Cell& cell, std::uint32_t wanted) { return cell.row < wanted; });
  auto end = begin;
  while (end != block.cells.end() && end->row == index) ++end;
  return joined(Cells(begin, end));
}

void XlsxGrid::cut(const TableBlock& block, Grid& grid) const {
  grid.places.clear();
  grid.leads.clear();
  grid.widths.clear();
  grid.rejected.clear();
  grid.arena.clear();
  grid.columns.resize(selected_);
  grid.sorts.resize(selected_);
  for (auto& column : grid.columns) column.assign(block.places.size(), {});
  for (auto& column : grid.sorts) column.assign(block.places.size(), 't');

  std::uint32_t out = 0;
  auto cell = block.cells.begin();
  for (std::uint32_t row = 0; row < block.places.size(); ++row) {
    const auto first = cell;
    while (cell != block.cells.end() && cell->row == row) ++cell;
    const Cells cells(first, cell);
    if (auto reason = fault(cells, block.places[row])) {
      set_aside(cells, block.places[row], std::move(*reason), grid);
      continue;
    }
    std::string_view lead;
    for (const auto& one : cells) {
      if (lead.empty() && filled(one.text)) lead = one.text;
      if (one.column >= slots_.size() || slots_[one.column] == kNoSlot) continue;
      grid.columns[slots_[one.column]][out] = one.text;
      grid.sorts[slots_[one.column]][out] = one.sort;
    }
    grid.places.push_back(block.places[row]);
    grid.leads.push_back(lead);
    grid.widths.push_back(std::min(cells.back().column + 1, width_));
    ++out;
  }
  grid.rows = out;
  for (auto& column : grid.columns) column.resize(out);
  for (auto& column : grid.sorts) column.resize(out);
}

}  // namespace

std::unique_ptr<GridSource> open_xlsx_grid(std::shared_ptr<XlsxBook> book, const std::string& part,
                                           std::vector<GridSource::Trait> traits,
                                           std::vector<Text> remarks) {
  return std::make_unique<XlsxGrid>(std::move(book), part, std::move(traits), std::move(remarks));
}

}  // namespace ipcheck

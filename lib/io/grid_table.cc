// Tested by tests/io/table_test.cc.
#include "io/grid_table.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "io/persons.h"
#include "io/portion.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxText = 4096;

/// Rows `keep` of `texts` stay, in order.
template <class T>
void keep_rows(std::vector<T>& texts, const std::vector<std::uint32_t>& keep) {
  if (texts.empty()) return;
  for (std::size_t i = 0; i < keep.size(); ++i) texts[i] = texts[keep[i]];
  texts.resize(keep.size());
}

void keep_rows(Grid& grid, const std::vector<std::uint32_t>& keep) {
  for (auto& column : grid.columns) keep_rows(column, keep);
  for (auto& column : grid.sorts) keep_rows(column, keep);
  keep_rows(grid.places, keep);
  keep_rows(grid.leads, keep);
  keep_rows(grid.widths, keep);
  grid.rows = static_cast<std::uint32_t>(keep.size());
}

/// A title or a row of sums as far as it was cut: its first text and the selected cells.
std::string head_text(const Grid& grid, std::uint32_t row) {
  std::string text(grid.leads[row].substr(0, kMaxText));
  for (const auto& column : grid.columns) {
    if (column[row].empty() || column[row].data() == grid.leads[row].data()) continue;
    if (text.size() + column[row].size() < kMaxText) text += "," + std::string(column[row]);
  }
  return text;
}

Text behind_second_table() {
  return say("在另一张表的表头之下", "below the header of another table");
}

class GridTable : public TableReader {
 public:
  GridTable(std::unique_ptr<GridSource> source, const std::string& format, const TableHead& head,
            const Schema& schema, const TableRequest& request, Text remark)
      : schema_(schema),
        source_(std::move(source)),
        remark_(std::move(remark)),
        wanted_(request.facts.begin(), request.facts.end()),
        show_pii_(request.show_pii),
        persons_(schema),
        notice_places_(request.notice_places) {
    HeadRows rows = source_->head();
    std::vector<std::vector<std::string>> sample;
    for (std::size_t i = head.data; i < rows.size(); ++i) sample.push_back(rows[i].cells);
    header_width_ = width_of(head.headers);
    std::vector<HeaderText> headers = head.headers;
    headers.resize(std::max(header_width_, usual_width(sample)));
    layout_.format = format;
    layout_.header_row = rows[head.first].place.row;
    layout_.header_rows = head.rows;
    layout_.traits = source_->traits();
    take_remarks();
    layout_.columns =
        bind_columns(schema, headers, sample, request.applicant, request.map, layout_.questions);
    std::erase_if(layout_.questions, [&](const Question& q) { return !asked(q); });
  }

  /// Settles what is cut out of the file. Errors: diagnostics for columns to keep that are not
  /// there.
  bool choose(const TableRequest& request, const TableHead& head, Diagnostics& diags) {
    std::set<std::uint32_t> chosen;
    for (const TableColumn& column : layout_.columns) {
      bool row_name = column.fact != kNoFact && column.use == ColumnUse::Fact &&
                      (schema_.facts[column.fact].name == "name" ||
                       schema_.facts[column.fact].format == "uscc");
      if (row_name || is_read(column)) chosen.insert(column.index);
    }
    if (!choose_kept(request, chosen, diags)) return false;
    selected_.assign(chosen.begin(), chosen.end());
    for (std::uint32_t i = 0; i < selected_.size(); ++i) {
      const TableColumn& column = layout_.columns[selected_[i]];
      if (is_read(column)) typed_.push_back({i, column});
    }
    for (std::uint32_t& column : kept_)
      column = static_cast<std::uint32_t>(
          std::lower_bound(selected_.begin(), selected_.end(), column) - selected_.begin());
    sorter_.emplace(schema_, source_->head(), head, layout_.columns, selected_, request.applicant);
    head_end_ = source_->head()[head.data - 1].place.row;
    row_form_ = {source_->separator(), layout_.format == "csv", {}};
    for (const TableColumn& column : layout_.columns)
      row_form_.personal.push_back((column.fact != kNoFact && schema_.facts[column.fact].pii) ||
                                   column.resident_ids || persons_.is_word(column.header));
    source_->select(selected_, static_cast<std::uint32_t>(layout_.columns.size()));
    return true;
  }

  const TableLayout& layout() const override { return layout_; }
  const std::vector<std::string>& kept_headers() const override { return kept_headers_; }
  bool next(TableBlock& block) override {
    bool more = source_->next(block);
    if (!more) take_remarks();
    return more;
  }
  void read(const TableBlock& block, Portion& portion) const override;

 private:
  static std::size_t width_of(const std::vector<HeaderText>& headers) {
    std::size_t width = headers.size();
    while (width > 0 && headers[width - 1].shown().empty()) --width;
    return width;
  }

  /// The width that most rows have: a last column may stand without a header.
  static std::size_t usual_width(const std::vector<std::vector<std::string>>& sample) {
    if (sample.empty()) return 0;
    std::vector<std::size_t> widths;
    for (const auto& row : sample) {
      std::size_t width = row.size();
      while (width > 0 && trim(row[width - 1]).empty()) --width;
      widths.push_back(width);
    }
    auto middle = widths.begin() + static_cast<std::ptrdiff_t>((widths.size() - 1) / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle;
  }

  /// The source may have more of them at the end.
  void take_remarks() {
    layout_.remarks = source_->remarks();
    if (!remark_.empty()) layout_.remarks.insert(layout_.remarks.begin(), remark_);
  }

  bool is_read(const TableColumn& column) const {
    return column.fact != kNoFact && wanted_.contains(column.fact);
  }

  bool asked(const Question& question) const {
    return std::any_of(
        question.candidates.begin(), question.candidates.end(),
        [&](const std::string& name) { return wanted_.contains(schema_.find(name)); });
  }

  bool choose_kept(const TableRequest& request, std::set<std::uint32_t>& chosen,
                   Diagnostics& diags);
  bool keep_one(const std::string& name, const std::string& option, Diagnostics& diags);
  std::string row_text(const TableBlock& block, RowPlace row) const;
  void hide_persons(SetAside& record, const Above& above) const;
  void hide_persons(Portion& portion, std::uint64_t header_row, Above& above) const;
  void set_rows_aside(const TableBlock& block, Grid& grid, Above& above, Portion& portion) const;
  void settle(const TableBlock& block, const Above& above, Portion& portion) const;
  void note_short_rows(const Grid& grid, Portion& portion) const;

  const Schema& schema_;
  std::unique_ptr<GridSource> source_;
  Text remark_;
  std::unordered_set<FactId> wanted_;
  bool show_pii_;
  Persons persons_;
  RowForm row_form_;
  bool notice_places_;
  TableLayout layout_;
  std::size_t header_width_ = 0;
  std::vector<std::uint32_t> selected_;  // columns of the file
  std::vector<TypedColumn> typed_;
  std::vector<std::uint32_t> kept_;  // of the grid, once chosen
  std::vector<std::string> kept_headers_;
  std::optional<RowSorter> sorter_;
  std::uint64_t head_end_ = 0;
};

bool GridTable::keep_one(const std::string& name, const std::string& option, Diagnostics& diags) {
  std::string key = fold(name);
  std::vector<std::string_view> headers;
  for (const TableColumn& column : layout_.columns) {
    bool fact = column.fact != kNoFact && schema_.facts[column.fact].name == name &&
                column.use == ColumnUse::Fact;
    headers.push_back(column.header);
    if (!fact && fold(column.header) != key) continue;
    kept_.push_back(column.index);
    return true;
  }
  Diagnostic& error =
      diags.file_error("unknown-column", option, say("表中没有列 `{}`", "no column `{}`", name));
  auto near = nearest(name, headers);
  std::string list = joined(headers, "、");
  error.help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                  : say("表头有：{}", "the headers are: {}", shortened(mask_ids(list), 150)));
  return false;
}

bool GridTable::choose_kept(const TableRequest& request, std::set<std::uint32_t>& chosen,
                            Diagnostics& diags) {
  bool good = true;
  if (request.keep_all) {
    for (const TableColumn& column : layout_.columns)
      if (!column.header.empty()) kept_.push_back(column.index);
  } else {
    for (const std::string& name : request.keep) good = keep_one(name, "--keep", diags) && good;
  }
  for (const TableRequest::Column& column : request.also)
    good = keep_one(column.name, column.option, diags) && good;
  for (std::uint32_t column : kept_) kept_headers_.push_back(layout_.columns[column].header);
  chosen.insert(kept_.begin(), kept_.end());
  return good;
}

/// The whole row, as for one that is rejected.
std::string GridTable::row_text(const TableBlock& block, RowPlace row) const {
  SetAside record{.place = row, .reason = {}, .text = source_->row_text(block, row)};
  hide_persons(record, {});
  return record.text;
}

void GridTable::hide_persons(SetAside& record, const Above& above) const {
  if (show_pii_ || record.text.empty()) return void(record.text = mask_numbers(record.text));
  if (record.why == SetAside::Why::Rejected) {
    record.text = hide_cells(record.text, row_form_);
    record.text = hide_cells(record.text, {row_form_.separator, row_form_.quotes, above.personal});
  }
  const bool footer = record.why == SetAside::Why::Footer;
  record.text = mask_numbers(persons_.hide_named(record.text, footer));
}

/// Adds to `above` the columns that headers among the rows name: the one that begins a second
/// table, and what looks like one.
void GridTable::hide_persons(Portion& portion, std::uint64_t header_row, Above& above) const {
  for (SetAside& one : portion.set_aside) {
    std::vector<bool> named;
    const bool hidden = one.why == SetAside::Why::Rejected && !show_pii_;
    if (hidden && (one.place.row == header_row || !has_figure(one.text, row_form_)))
      named = persons_.columns_named(one.text, row_form_);
    hide_persons(one, above);
    above.name(named);
  }
}

void GridTable::set_rows_aside(const TableBlock& block, Grid& grid, Above& above,
                               Portion& portion) const {
  std::vector<std::uint32_t> keep;
  std::vector<SetAside> aside;
  std::uint64_t header_row = 0;
  for (std::uint32_t row = 0; row < grid.rows; ++row) {
    std::optional<RowSorter::Finding> finding = sorter_->sort(grid, row);
    if (above.second_table && !(finding && finding->why == SetAside::Why::Blank))
      finding = {SetAside::Why::Rejected, behind_second_table(), false};
    if (!finding) {
      if (!aside.empty()) keep.push_back(row);
      continue;
    }
    if (aside.empty())
      for (std::uint32_t before = 0; before < row; ++before) keep.push_back(before);
    if (finding->second_table) header_row = grid.places[row].row;
    above.second_table = above.second_table || finding->second_table;
    std::string text;
    if (finding->why == SetAside::Why::Rejected)
      text = source_->row_text(block, grid.places[row]);
    else if (finding->why != SetAside::Why::Blank)
      text = head_text(grid, row);
    aside.push_back(
        {finding->why, grid.places[row], 0, std::move(finding->reason), std::move(text)});
  }
  if (!aside.empty()) keep_rows(grid, keep);
  for (SetAside& one : grid.rejected)  // a title may be wider than the table
    if (one.place.row <= head_end_)
      one.why = SetAside::Why::Heading,
      one.reason = say("表头上方的标题", "title above the header");
  portion.set_aside.resize(aside.size() + grid.rejected.size());
  std::merge(std::make_move_iterator(aside.begin()), std::make_move_iterator(aside.end()),
             std::make_move_iterator(grid.rejected.begin()),
             std::make_move_iterator(grid.rejected.end()), portion.set_aside.begin(),
             [](const SetAside& a, const SetAside& b) { return a.place.row < b.place.row; });
  hide_persons(portion, header_row, above);
  grid.rejected.clear();
}

/// What `read` would have set aside, had it known. Rows that stay applicants stay as they are.
void GridTable::settle(const TableBlock& block, const Above& above, Portion& portion) const {
  const bool rejected =
      std::any_of(portion.set_aside.begin(), portion.set_aside.end(),
                  [](const SetAside& one) { return one.why == SetAside::Why::Rejected; });
  if (!above.second_table && !rejected) return;
  Grid grid;  // texts of the portion may stand in that of its scratch
  source_->cut(block, grid);
  portion.scratch->below = above;
  set_rows_aside(block, grid, portion.scratch->below, portion);
  if (!above.second_table) return;
  portion.places.clear();
  portion.notice_places.clear();
  for (auto& column : portion.kept) column.clear();
  portion.batch.clear();
}

/// A notice for each row that ends before the header does; of CSV, where it may be damage.
void GridTable::note_short_rows(const Grid& grid, Portion& portion) const {
  if (layout_.format != "csv") return;
  bool any = std::any_of(grid.widths.begin(), grid.widths.end(),
                         [&](std::uint32_t width) { return width < header_width_; });
  if (!any) return;
  std::vector<DataNotice> all;
  std::vector<std::uint32_t> columns;
  std::size_t next = 0;
  std::vector<DataNotice>& given = portion.batch.notices;
  std::vector<std::uint32_t>& given_columns = portion.scratch->notice_columns;
  for (std::uint32_t row = 0; row < grid.rows; ++row) {
    for (; next < given.size() && given[next].row == row; ++next) {
      all.push_back(std::move(given[next]));
      columns.push_back(given_columns[next]);
    }
    if (grid.widths[row] >= header_width_) continue;
    all.push_back({row,
                   "short_row",
                   kNoFact,
                   "",
                   "",
                   say("这一行有 {} 格，表头有 {} 格；缺少的作空白处理",
                       "this row has {} cells, the header {}; the others count as blank",
                       grid.widths[row], header_width_),
                   {}});
    columns.push_back(0);
  }
  given = std::move(all);
  given_columns = std::move(columns);
}

void GridTable::read(const TableBlock& block, Portion& portion) const {
  Portion::Scratch& scratch = *portion.scratch;
  if (scratch.begin(this)) scratch.typer = std::make_unique<CellTyper>(schema_, typed_);
  Grid& grid = scratch.grid;
  source_->cut(block, grid);
  scratch.row_text = [this, &block](RowPlace row) { return row_text(block, row); };
  scratch.settle = [this, &block](const Above& above, Portion& to) { settle(block, above, to); };
  scratch.below = {};
  set_rows_aside(block, grid, scratch.below, portion);
  scratch.typer->fill(grid, portion, scratch.notice_columns);
  note_short_rows(grid, portion);
  portion.places.assign(grid.places.begin(), grid.places.end());
  portion.records = portion.places.size() + portion.set_aside.size();
  portion.notice_places.assign(portion.batch.notices.size(), {});
  for (std::size_t i = 0; notice_places_ && i < portion.batch.notices.size(); ++i) {
    std::uint32_t column = scratch.notice_columns[i];
    bool whole = portion.batch.notices[i].id == "short_row" || column >= selected_.size();
    portion.notice_places[i] = source_->cell_place(block, grid.places[portion.batch.notices[i].row],
                                                   whole ? 0 : selected_[column]);
  }
  portion.kept.resize(kept_.size());
  for (std::size_t i = 0; i < kept_.size(); ++i)
    portion.kept[i].assign(grid.columns[kept_[i]].begin(), grid.columns[kept_[i]].end());
}

/// Answers of the map that no header asks for: most likely a slip.
void warn_unused(const ColumnMap& map, const std::vector<TableColumn>& columns,
                 Diagnostics& diags) {
  std::unordered_set<std::string> present;
  std::vector<std::string_view> headers;
  for (const TableColumn& column : columns) {
    present.insert(fold(column.header));
    if (!column.header.empty()) headers.push_back(column.header);
  }
  for (const ColumnMap::Entry& entry : map.entries) {
    if (present.contains(fold(entry.header))) continue;
    Diagnostic& warning =
        diags.warning("unknown-column", entry.span,
                      say("表中没有列 `{}`", "the table has no column `{}`", entry.header));
    if (auto near = nearest(entry.header, headers))
      warning.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }
}

}  // namespace

std::unique_ptr<TableReader> read_grid(std::unique_ptr<GridSource> source,
                                       const std::string& format, const std::string& file,
                                       const Schema& schema, const TableRequest& request,
                                       const Text& remark, Diagnostics& diags) {
  auto head = find_head(schema, source->head(), request.applicant, request.map);
  if (!head) {
    no_header(schema, source->head(), file, diags);
    return nullptr;
  }
  auto table =
      std::make_unique<GridTable>(std::move(source), format, *head, schema, request, remark);
  if (!table->choose(request, *head, diags)) return nullptr;
  if (request.map != nullptr) warn_unused(*request.map, table->layout().columns, diags);
  return table;
}

}  // namespace ipcheck

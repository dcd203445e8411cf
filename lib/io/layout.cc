// Where the header is. Tested by tests/io/layout_test.cc.
#include "io/layout.h"

#include <algorithm>

#include "text/frame.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSearched = 20;

using Cells = std::vector<std::string>;

std::string_view cell_at(const Cells& cells, std::size_t i) {
  return i < cells.size() ? trim(cells[i]) : std::string_view{};
}

std::size_t filled(const Cells& cells) {
  return static_cast<std::size_t>(std::count_if(
      cells.begin(), cells.end(), [](const std::string& c) { return !trim(c).empty(); }));
}

bool numeric(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789.,-/% ") == std::string_view::npos;
}

/// `万元`, `（万元）`, `单位：万元`: the unit, or empty.
std::string_view unit_word(std::string_view text) {
  text = trim(text);
  for (auto [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"[", "]"}}) {
    if (text.starts_with(open) && text.ends_with(close) && text.size() > open.size() + close.size())
      text = trim(text.substr(open.size(), text.size() - open.size() - close.size()));
  }
  for (std::string_view lead : {"金额", "单位", "：", ":"})
    if (text.starts_with(lead)) text = trim(text.substr(lead.size()));
  return !numeric(text) && is_known_unit(text) ? text : std::string_view{};
}

/// A row of units: nothing but units, besides its own label and dashes.
bool is_units_row(const Cells& cells) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string_view text = trim(cells[i]);
    if (text.empty() || text == "/" || text == "-" || text == "—" || text == "——") continue;
    if (!unit_word(text).empty())
      ++units;
    else if (!(units == 0 && (text == "单位" || text == "计量单位" || text == "Unit")))
      return false;
  }
  return units > 0;
}

/// 1, 2, 3 … or 甲, 乙, 1, 2 … under the header, as statistics forms number their columns.
bool is_column_numbers(const Cells& cells) {
  constexpr std::string_view kStems[] = {"甲", "乙", "丙", "丁"};
  std::size_t stems = 0, count = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string_view text = trim(cells[i]);
    if (stems == i && stems < 4 && text == kStems[stems])
      ++stems;
    else if (text != std::to_string(i + 1 - stems))
      return false;
    ++count;
  }
  return count >= 4;
}

/// Looks for the header among the first rows.
class HeadFinder {
 public:
  HeadFinder(const Schema& schema, HeadRows rows, std::string_view applicant, const ColumnMap* map)
      : schema_(schema), rows_(rows), applicant_(applicant) {
    if (map == nullptr) return;
    for (const ColumnMap::Entry& entry : map->entries) mapped_.insert(fold(entry.header));
  }

  std::optional<TableHead> find() const {
    std::optional<TableHead> best;
    bool first = true;  // no row of several texts yet
    for (std::size_t i = 0; i < std::min(rows_.size(), kSearched); ++i) {
      if (filled(rows_[i].cells) == 0) continue;
      TableHead head = head_at(i);
      bool enough = head.bound >= 2 || (head.bound == 1 && alone(rows_[i].cells, first));
      if (enough && (!best || head.bound > best->bound)) best = head;
      if (head.bound >= 3 && 5 * head.bound >= 3 * filled(rows_[i].cells)) break;
      first = first && filled(rows_[i].cells) < 2;
    }
    if (best) finish(*best);
    return best;
  }

 private:
  /// One known header is enough in the first row of several texts, or where there is one column.
  bool alone(const Cells& cells, bool first) const {
    bool wide = std::any_of(rows_.begin(), rows_.end(),
                            [](const auto& row) { return filled(row.cells) > 1; });
    return (!wide || (first && filled(cells) > 1)) &&
           std::none_of(cells.begin(), cells.end(),
                        [](const std::string& c) { return numeric(c); });
  }

  std::size_t bound(const std::vector<HeaderText>& headers) const {
    return static_cast<std::size_t>(std::count_if(
        headers.begin(), headers.end(), [&](const HeaderText& header) { return known(header); }));
  }

  bool known(const HeaderText& header) const {
    return (!mapped_.empty() && mapped_.contains(fold(header.shown()))) ||
           is_header_word(schema_, header, applicant_);
  }

  TableHead head_at(std::size_t i) const {
    TableHead one{.first = static_cast<std::uint32_t>(i)};
    for (const std::string& cell : rows_[i].cells)
      one.headers.push_back({.text = std::string(trim(cell))});
    one.bound = bound(one.headers);
    if (auto two = merged_at(i)) {
      std::vector<HeaderText> below;
      for (const std::string& cell : rows_[i + 1].cells) below.push_back({.text = cell});
      if (two->bound > one.bound && two->bound > bound(below)) return *two;
    }
    return one;
  }

  /// Columns that the parent in `i` covers: as merged, else up to the next text.
  static std::size_t span_of(const GridSource::HeadRow& row, std::size_t i, std::size_t width) {
    bool merged = std::any_of(row.spans.begin(), row.spans.end(), [](auto n) { return n > 1; });
    if (merged && i < row.spans.size()) return std::max<std::size_t>(row.spans[i], 1);
    std::size_t end = i + 1;
    while (end < width && cell_at(row.cells, end).empty()) ++end;
    return end - i;
  }

  /// Rows i and i + 1 as one header: at least one text above covers several below, and no fact's
  /// own header has anything below it.
  std::optional<TableHead> merged_at(std::size_t i) const {
    if (i + 1 >= rows_.size()) return std::nullopt;
    const GridSource::HeadRow& upper = rows_[i];
    const Cells& lower = rows_[i + 1].cells;
    if (filled(upper.cells) < 2 || filled(lower) < 2 || is_units_row(lower)) return std::nullopt;
    std::size_t width = std::max(upper.cells.size(), lower.size());
    TableHead head{.first = static_cast<std::uint32_t>(i), .rows = 2};
    head.headers.resize(width);
    bool covers = false;
    for (std::size_t c = 0; c < width;) {
      std::string_view parent = cell_at(upper.cells, c);
      std::size_t end = parent.empty() ? c + 1 : std::min(c + span_of(upper, c, width), width);
      std::size_t children = 0;
      for (std::size_t k = c; k < end; ++k) children += cell_at(lower, k).empty() ? 0 : 1;
      if (children > 0 && end == c + 1 && unit_word(cell_at(lower, c)).empty() &&
          known({.text = std::string(parent)}))
        return std::nullopt;
      covers = covers || children > 1;
      for (std::size_t k = c; k < end; ++k)
        head.headers[k] = joined_header(parent, cell_at(lower, k), k == c);
      c = end;
    }
    if (!covers) return std::nullopt;
    head.bound = bound(head.headers);
    return head;
  }

  static HeaderText joined_header(std::string_view parent, std::string_view child, bool first) {
    if (child.empty()) return {.text = std::string(first ? parent : std::string_view{})};
    if (!parent.empty() && !unit_word(child).empty())
      return {.text = std::string(parent), .unit = std::string(unit_word(child))};
    return {.text = std::string(child), .parent = std::string(parent)};
  }

  void finish(TableHead& head) const {
    std::size_t next = head.first + head.rows;
    if (head.first > 0 && is_units_row(rows_[head.first - 1].cells) &&
        filled(rows_[head.first - 1].cells) > 1)
      take_units(rows_[head.first - 1].cells, head);
    if (next < rows_.size() && is_units_row(rows_[next].cells))
      take_units(rows_[next++].cells, head);
    if (next < rows_.size() && is_column_numbers(rows_[next].cells)) ++next;
    head.data = static_cast<std::uint32_t>(next);
    for (std::size_t i = 0; i < head.first; ++i)
      for (const std::string& cell : rows_[i].cells) take_money_unit(cell, head);
  }

  static void take_units(const Cells& cells, TableHead& head) {
    for (std::size_t i = 0; i < std::min(cells.size(), head.headers.size()); ++i)
      if (head.headers[i].unit.empty()) head.headers[i].unit = std::string(unit_word(cells[i]));
  }

  /// `单位：万元` in a row above the header.
  static void take_money_unit(std::string_view cell, TableHead& head) {
    std::string_view text = trim(cell), unit = unit_word(text);
    if (unit.empty() || text.find("单位") == std::string_view::npos) return;
    if (unit_named(unit).base != "元") return;
    for (HeaderText& header : head.headers) header.money_unit = std::string(unit);
  }

  const Schema& schema_;
  HeadRows rows_;
  std::string_view applicant_;
  std::unordered_set<std::string> mapped_;  // headers of the map file, folded
};

}  // namespace

std::optional<TableHead> find_head(const Schema& schema, HeadRows rows, std::string_view applicant,
                                   const ColumnMap* map) {
  return HeadFinder(schema, rows, applicant, map).find();
}

void no_header(const Schema& schema, HeadRows rows, const std::string& file, Diagnostics& diags) {
  std::size_t best = 0, most = 0;
  std::vector<std::string> near;
  for (std::size_t i = 0; i < std::min(rows.size(), kSearched); ++i) {
    std::vector<std::string> found;
    for (const std::string& cell : rows[i].cells) {
      if (found.size() >= 5 || cell.size() > 150 || numeric(cell)) continue;
      std::string word = nearest_header(schema, trim(cell));
      if (!word.empty()) found.push_back(say("`{}` → `{}`", "", std::string(trim(cell)), word).zh);
    }
    std::size_t score = 1000 * found.size() + filled(rows[i].cells);
    if (score <= most) continue;
    most = score, best = i, near = std::move(found);
  }
  if (most == 0) {
    diags.file_error("no-header", file, say("表中没有内容", "the table is empty"))
        .help(say("第一行应为表头，如 单位名称、统一社会信用代码",
                  "the first row should be the header, as 单位名称, 统一社会信用代码"));
    return;
  }
  std::string texts;
  for (const std::string& cell : rows[best].cells) {
    if (texts.size() > 100) break;
    if (!trim(cell).empty()) texts += (texts.empty() ? "`" : "、`") + mask_ids(trim(cell)) + "`";
  }
  Diagnostic& error = diags.file_error(
      "no-header", file,
      say("前 20 行里没有找到表头；最像的是第 {} 行（{}），其中没有认识的栏目",
          "no header within the first 20 rows; row {} comes nearest ({}), but none of it is known",
          rows[best].place.row, texts));
  std::string list = joined(near, "、");
  if (near.empty())
    error.help(say("栏目写事实名或名称（`ipcheck rules show 方案` 列出），或用 --map 对照",
                   "head columns with facts or their labels (`ipcheck rules show SCHEME` lists "
                   "them), or map them with --map"));
  else
    error.help(say("相近的有 {}；改写表头，或用 --map 对照",
                   "near are {}; rename the headers or map them with --map", list));
}

}  // namespace ipcheck

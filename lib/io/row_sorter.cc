// Which rows are no applicants. Tested by tests/io/layout_test.cc.
#include <algorithm>
#include <array>

#include "io/layout.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::string_view kCtrlZ = "\x1A";  // where DOS ends a text

/// A row of sums, when its first text is one of these and nothing more (`合计：`, `共计 25 家`
/// too).
constexpr std::array<std::string_view, 20> kSums = {
    "合计",  "总计",     "小计",     "共计",     "累计",       "平均",    "平均值",
    "均值",  "总合计",   "本页小计", "本页合计", "总数",       "合计数",  "平均数",
    "total", "subtotal", "sum",      "average",  "grandtotal", "合计金额"};

/// A note or a signature, when its first text begins with one of these and goes on as `注：`.
constexpr std::array<std::string_view, 38> kNotes = {
    "注",         "备注",     "说明",       "附注",     "填表说明", "填报说明", "填写说明",
    "注意事项",   "备注说明", "填表人",     "填报人",   "制表人",   "制表",     "制表单位",
    "制表日期",   "审核人",   "审核",       "复核人",   "复核",     "审批人",   "经办人",
    "单位负责人", "负责人",   "部门负责人", "分管领导", "主管领导", "联系人",   "联系电话",
    "填表日期",   "填报日期", "填报单位",   "填表单位", "报送单位", "数据来源", "资料来源",
    "日期",       "note",     "notes"};

/// `text` without blanks, half width, at most the first 30 code points: what the lists hold.
std::string compact(std::string_view text) {
  constexpr std::size_t kEnough = 90;
  std::size_t end = std::min(text.size(), kEnough);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return fold(text.substr(0, end));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `25家`, `共12个`: a count beside 合计, not a name.
bool is_count(std::string_view text) {
  for (std::string_view lead : {"共", "计"})
    if (text.starts_with(lead)) text.remove_prefix(lead.size());
  std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0) return false;
  return digits == std::string_view::npos || text.size() - digits <= 3;
}

bool is_sum(std::string_view text) {
  for (std::string_view word : kSums) {
    if (!text.starts_with(word)) continue;
    std::string_view rest = text.substr(word.size());
    if (rest.starts_with("(") && rest.ends_with(")")) rest = {};
    while (rest.ends_with(":")) rest.remove_suffix(1);
    while (rest.starts_with(":")) rest.remove_prefix(1);
    if (rest.empty() || is_count(rest)) return true;
  }
  return false;
}

bool is_note(std::string_view text) {
  if (text.starts_with("(盖章") || text.starts_with("(公章") || text.starts_with("※")) return true;
  for (std::string_view word : kNotes) {
    if (!text.starts_with(word)) continue;
    std::string_view rest = text.substr(word.size());
    while (!rest.empty() && is_digit(rest.front())) rest.remove_prefix(1);  // 注1：
    for (std::string_view sign : {"(签字)", "(签章)", "(签名)", "(盖章)", "(公章)", "签字", "签章"})
      if (rest.starts_with(sign)) rest.remove_prefix(sign.size());
    if (rest.empty() || rest.starts_with(":")) return true;
  }
  return false;
}

/// `2. 金额按万元填写。`: an item of the notes, in a row that holds nothing else.
bool is_note_item(std::string_view text) {
  std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return false;
  text.remove_prefix(digits);
  bool numbered = text.starts_with(".") || text.starts_with("、") || text.starts_with(")");
  return numbered && !is_digit(text[1]) && text.size() > 9;
}

/// What stands before a bracket: `营业收入（元）` -> `营业收入`.
std::string stem(std::string_view text) {
  return std::string(trim(text.substr(0, std::min(text.find("（"), text.find('(')))));
}

bool same(std::string_view a, std::string_view b) {
  return trim(a) == trim(b);
}

}  // namespace

RowSorter::RowSorter(const Schema& schema, HeadRows rows, const TableHead& head,
                     std::span<const TableColumn> columns, std::span<const std::uint32_t> selected,
                     std::string_view applicant)
    : schema_(schema), applicant_(applicant) {
  for (std::uint32_t i = 0; i < selected.size(); ++i) {
    const TableColumn& column = columns[selected[i]];
    bool value = column.use == ColumnUse::Fact;
    facts_.push_back(value ? column.fact : kNoFact);
    if (!value) continue;
    if (schema.facts[column.fact].name == "name") name_ = i;
    if (schema.facts[column.fact].format == "uscc") code_ = i;
  }
  for (std::size_t i = 0; i < head.data && i < rows.size(); ++i) {
    std::vector<std::string> cells;
    for (std::uint32_t column : selected)
      cells.push_back(column < rows[i].cells.size() ? rows[i].cells[column] : "");
    auto lead = std::find_if(rows[i].cells.begin(), rows[i].cells.end(),
                             [](const std::string& cell) { return !cell.empty(); });
    if (lead == rows[i].cells.end()) continue;
    cells.push_back(*lead);
    mark(*lead);
    head_rows_.push_back(std::move(cells));
  }
  if (!rows.empty() && head.data > 0) {
    std::size_t last = std::min<std::size_t>(head.data, rows.size()) - 1;
    head_start_ = rows[head.first].place.row;
    head_end_ = rows[last].place.row;
    header_end_ = rows[std::min<std::size_t>(head.first + head.rows, rows.size()) - 1].place.row;
  }
  for (const Fact& fact : schema.facts) {
    header_words_.insert({fact.name, stem(fact.label.zh), stem(fact.label.en)});
    for (const std::string& alias : fact.aliases) header_words_.insert(stem(alias));
  }
  header_words_.erase("");
  header_words_.insert({"序号", "No.", "No"});
  for (const std::string& word : header_words_) mark(word);
  for (std::string_view word : kSums) mark(word);
  for (std::string_view word : kNotes) mark(word);
  for (std::string_view word : {"T", "S", "A", "G", "N", " ", "\t", "　", "（", "(", "※",
                                "\xE2\x80\x8B", "\xEF\xBB\xBF", "\n", "\r"})
    mark(word);
  mark(kCtrlZ);
  begins_[0] = true;
}

std::optional<RowSorter::Finding> RowSorter::look(const Grid& grid, std::uint32_t row) const {
  std::string_view lead = trim(grid.leads[row]);
  if ((lead.empty() || lead == kCtrlZ) && empty_but(grid, row, lead))
    return Finding{SetAside::Why::Blank, say("空行", "blank row")};
  if (grid.places[row].row <= head_end_) return above_data(grid, row);
  if (repeats_head(grid, row))
    return Finding{SetAside::Why::Heading, say("表中重复的表头", "the header again")};
  if (starts_second_table(grid, row)) {
    return Finding{
        SetAside::Why::Rejected,
        say("这里开始另一张表，表头不同；请放到另一个文件或工作表",
            "another table with another header starts here; put it in a file or sheet of "
            "its own"),
        true};
  }
  std::string text = compact(lead);
  if (has_identity(grid, row)) return std::nullopt;
  if (is_sum(text)) return Finding{SetAside::Why::Footer, say("合计行", "row of sums")};
  if (is_note(text))
    return Finding{SetAside::Why::Footer, say("表下的说明", "note below the table")};
  if (!empty_but(grid, row, lead)) return std::nullopt;
  if (is_note_item(text))
    return Finding{SetAside::Why::Footer, say("表下的说明", "note below the table")};
  bool counted =
      name_ != kNone && text.size() <= 6 && is_count(text) && !same(grid.columns[name_][row], lead);
  if (counted) return Finding{SetAside::Why::Blank, say("只有序号", "a running number alone")};
  return std::nullopt;
}

std::optional<RowSorter::Finding> RowSorter::above_data(const Grid& grid, std::uint32_t row) const {
  std::uint64_t at = grid.places[row].row;
  Text reason = at < head_start_    ? say("表头上方的标题", "title above the header")
                : at <= header_end_ ? say("表头", "header")
                                    : say("单位行", "row of units");
  return Finding{SetAside::Why::Heading, std::move(reason)};
}

bool RowSorter::repeats_head(const Grid& grid, std::uint32_t row) const {
  return std::any_of(head_rows_.begin(), head_rows_.end(), [&](const auto& cells) {
    if (!same(cells.back(), grid.leads[row])) return false;
    for (std::size_t i = 0; i + 1 < cells.size(); ++i)
      if (!same(cells[i], grid.columns[i][row])) return false;
    return true;
  });
}

/// A row whose cells name facts, but not those of the header above.
bool RowSorter::starts_second_table(const Grid& grid, std::uint32_t row) const {
  std::string_view lead = trim(grid.leads[row]);
  if (!header_words_.contains(stem(lead.substr(0, 200)))) return false;
  std::size_t known = 0, texts = 0;
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    std::string_view text = trim(grid.columns[i][row]);
    if (text.empty() || text.data() == lead.data()) continue;
    ++texts;
    known +=
        is_header_word(schema_, {.text = std::string(text.substr(0, 300))}, applicant_) ? 1 : 0;
  }
  return known > 0 && 2 * known >= texts;
}

/// A name or a credit code of its own: whatever else it looks like, an applicant.
bool RowSorter::has_identity(const Grid& grid, std::uint32_t row) const {
  std::string_view lead = trim(grid.leads[row]);
  if (code_ != kNone) {
    std::string code = normalise_uscc(grid.columns[code_][row]);
    bool letters =
        code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (code.size() >= 15 && letters) return true;
  }
  if (name_ == kNone) return false;
  std::string_view name = trim(grid.columns[name_][row]);
  if (name.empty() || name == lead) return false;
  std::string text = compact(name);
  return !is_count(text) && !is_sum(text) && !is_note(text);
}

bool RowSorter::empty_but(const Grid& grid, std::uint32_t row, std::string_view lead) const {
  bool seen = lead.empty();
  for (const auto& column : grid.columns) {
    std::string_view text = trim(column[row]);
    if (text.empty()) continue;
    if (seen || text != lead) return false;
    seen = true;
  }
  return true;
}

}  // namespace ipcheck

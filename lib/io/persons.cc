// Tested by tests/io/persons_test.cc.
#include "io/persons.h"

#include <algorithm>

#include "text/code_point.h"
#include "text/utf8.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

constexpr std::size_t kLongestName = 30;  // code points
constexpr std::size_t kCut = 4000;        // bytes: a row that long was likely cut

bool is_letter(std::int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xB7 || c == 0x2022 ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xC0 && c <= 0x24F) || c >= 0x20000;
}

/// Between a word and the name: colons, blanks, quotes; commas and bars where cells end.
bool is_between(std::int32_t c, bool in_cells) {
  static constexpr std::u32string_view kSigns = U":： \t　\"'=＝";
  static constexpr std::u32string_view kEnds = U",;|，";
  const auto sign = static_cast<char32_t>(c);
  return kSigns.find(sign) != kSigns.npos || (in_cells && kEnds.find(sign) != kEnds.npos);
}

/// Bytes of `text` from its beginning on that are of one sort.
template <class Is>
std::size_t length_of(std::string_view text, Is is) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kLongestName; ++count) {
    const CodePoint point = code_point_at(text, at);
    if (point.value < 0 || !is(point.value)) break;
    at += point.size;
  }
  return at;
}

std::size_t two_bytes(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 |
         static_cast<unsigned char>(text[at + 1]);
}

std::vector<std::string_view> cells_of(std::string_view row, char separator, bool quotes,
                                       bool& closed) {
  std::vector<std::string_view> cells;
  bool inside = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= row.size(); ++i) {
    if (i < row.size() && quotes && row[i] == '"') inside = !inside;
    if (i < row.size() && (row[i] != separator || inside)) continue;
    cells.push_back(row.substr(begin, i - begin));
    begin = i + 1;
  }
  closed = !inside;
  return cells;
}

/// The cells as `hide_cells` takes them: where the quotes do not match they count for nothing.
std::vector<std::string_view> cells_of(std::string_view row, const RowForm& form) {
  bool closed = true;
  std::vector<std::string_view> cells = cells_of(row, form.separator, form.quotes, closed);
  return closed ? cells : cells_of(row, form.separator, false, closed);
}

std::string_view bare(std::string_view cell) {
  constexpr std::string_view kAround = " \t\"";
  const std::size_t first = cell.find_first_not_of(kAround);
  if (first == cell.npos) return {};
  return cell.substr(first, cell.find_last_not_of(kAround) + 1 - first);
}

std::string masked_cell(std::string_view cell) {
  const std::string_view text = bare(cell);
  if (text.empty()) return std::string(cell);
  const auto first = static_cast<std::size_t>(text.data() - cell.data());
  return std::string(cell.substr(0, first)) + mask(text) +
         std::string(cell.substr(first + text.size()));
}

}  // namespace

Persons::Persons(const Schema& schema)
    : words_{"联系人", "经办人", "填表人", "填报人", "制表人", "审核人", "复核人",
             "审批人", "负责人", "签字人", "姓名",   "签字",   "签名",   "签章",
             "制表",   "审核",   "复核",   "经办",   "填表",   "主管"} {
  for (const Fact& fact : schema.facts) {
    if (!fact.pii) continue;
    for (const std::string& word : {fact.name, fact.label.zh, fact.label.en})
      words_.push_back(word);
    words_.insert(words_.end(), fact.aliases.begin(), fact.aliases.end());
  }
  std::erase(words_, "");
  for (const std::string& word : words_) headers_.insert(fold(word));
  for (const std::string& word : words_)
    for (std::size_t next = 0; next < 256; ++next)
      if (word.size() == 1 || next == static_cast<unsigned char>(word[1]))
        starts_.set(static_cast<std::size_t>(static_cast<unsigned char>(word[0])) << 8 | next);
  std::sort(words_.begin(), words_.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
}

std::size_t Persons::word_at(std::string_view text) const {
  for (const std::string& word : words_)
    if (text.starts_with(word)) return word.size();
  return 0;
}

std::size_t Persons::next_start(std::string_view text, std::size_t at) const {
  while (at + 1 < text.size() && !starts_[two_bytes(text, at)]) ++at;
  return at + 1 < text.size() ? at : text.size();
}

bool Persons::is_word(std::string_view header) const {
  constexpr std::size_t kLongestHeader = 300;  // bytes
  return header.size() <= kLongestHeader && headers_.contains(fold(header));
}

std::vector<bool> Persons::columns_named(std::string_view row, const RowForm& form) const {
  const std::vector<std::string_view> cells = cells_of(row, form);
  std::vector<bool> named(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) named[i] = is_word(bare(cells[i]));
  if (std::find(named.begin(), named.end(), true) == named.end()) return {};
  if (row.size() > kCut) named.push_back(true);  // what the headers behind are is not known
  return named;
}

std::string Persons::hide_named(std::string_view text, bool in_cells) const {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t word = word_at(text.substr(at));
    if (word == 0) {
      const std::size_t next = next_start(text, at + 1);
      out += text.substr(at, next - at);
      at = next;
      continue;
    }
    std::size_t end = at + word;
    for (std::string_view sign : {"（签字）", "(签字)", "（签章）", "（签名）", "（盖章）"})
      if (text.substr(end).starts_with(sign)) end += sign.size();
    const std::size_t between =
        length_of(text.substr(end), [in_cells](std::int32_t c) { return is_between(c, in_cells); });
    const std::string_view name =
        text.substr(end + between, length_of(text.substr(end + between), is_letter));
    out += text.substr(at, end + between - at);
    at = end + between;
    if (between == 0 || name.empty() || word_at(name) > 0) continue;
    out += mask(name);
    at += name.size();
  }
  return out;
}

bool has_figure(std::string_view row, const RowForm& form) {
  const std::vector<std::string_view> cells = cells_of(row, form);
  return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
    const std::string text = half_width(bare(cell));
    return text.find_first_of("0123456789") != text.npos &&
           text.find_first_not_of("0123456789.,-+%/: ") == text.npos;
  });
}

std::string hide_cells(std::string_view row, const RowForm& form) {
  const auto first = std::find(form.personal.begin(), form.personal.end(), true);
  if (first == form.personal.end()) return std::string(row);
  const auto first_personal = static_cast<std::size_t>(first - form.personal.begin());
  const std::size_t width = form.personal.size();
  bool closed = true;
  std::vector<std::string_view> cells = cells_of(row, form.separator, form.quotes, closed);
  const bool doubtful = !closed || row.size() > kCut;
  if (!closed) cells = cells_of(row, form.separator, false, closed);
  const std::size_t slip = cells.size() > width ? cells.size() - width : 0;
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    bool personal = doubtful && i >= first_personal;
    for (std::size_t c = i - std::min(i, slip); c <= i && c < width; ++c)
      personal = personal || form.personal[c];
    if (i > 0) out += form.separator;
    out += personal ? masked_cell(cells[i]) : std::string(cells[i]);
  }
  return out;
}

}  // namespace ipcheck

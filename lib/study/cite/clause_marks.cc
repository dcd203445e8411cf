// Tested by tests/study/clauses_test.cc.
#include "study/cite/clause_marks.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/utf8.h"
#include "value/code_points.h"
#include "value/numeral.h"

namespace ipcheck {
namespace {

using View = std::u32string_view;
constexpr std::uint32_t kLargest = 999;

struct Count {
  std::uint32_t number = 0;
  std::size_t size = 0;  // code points
  bool chinese = false;
};

/// A whole number at the start of `text`, all in Arabic or all in Chinese digits.
std::optional<Count> count_at(View text) {
  std::size_t size = 0;
  while (size < text.size() && is_arabic_digit(text[size])) ++size;
  const bool chinese = size == 0;
  constexpr View kChinese = U"〇零一二三四五六七八九十百";
  if (chinese)
    while (size < text.size() && kChinese.find(text[size]) != View::npos) ++size;
  if (size == 0 || size > 6) return std::nullopt;
  const Numeral numeral = read_numeral(text.substr(0, size));
  const auto number =
      numeral.value && numeral.end == size ? numeral.value->to_int64() : std::nullopt;
  if (!number || *number < 1 || *number > kLargest) return std::nullopt;
  return Count{static_cast<std::uint32_t>(*number), size, chinese};
}

char32_t at(View text, std::size_t i) {
  return i < text.size() ? text[i] : U'\0';
}

/// ① to ⑳, which folding would turn into plain digits.
std::optional<std::uint32_t> circled(View raw) {
  if (raw.empty() || raw[0] < 0x2460 || raw[0] > 0x2473) return std::nullopt;
  return static_cast<std::uint32_t>(raw[0] - 0x2460 + 1);
}

std::optional<Mark> ordinal(View text, View raw) {
  const auto count = count_at(text.substr(1));
  if (!count) return std::nullopt;
  struct Word {
    char32_t word;
    ClauseKind kind;
  };
  constexpr std::array kWords = {Word{U'编', ClauseKind::Part}, Word{U'章', ClauseKind::Chapter},
                                 Word{U'节', ClauseKind::Section},
                                 Word{U'条', ClauseKind::Article}};
  for (const Word& word : kWords) {
    if (at(text, count->size + 1) != word.word) continue;
    const std::size_t after = raw.find(word.word);
    const char32_t next = after == View::npos ? U'\0' : at(raw, after + 1);
    const bool space = next == U'\0' || next == U' ' || next == U'\t' || next == U'\u3000';
    return Mark{word.kind, count->number, space};
  }
  return std::nullopt;
}

/// 附件1 alone on its line; `附件：…` in the text announces one.
std::optional<Mark> annex(View text) {
  if (!text.starts_with(U"附件")) return std::nullopt;
  text.remove_prefix(2);
  if (text.empty()) return Mark{ClauseKind::Annex, 0};
  const auto count = count_at(text);
  if (!count || count->size != text.size()) return std::nullopt;
  return Mark{ClauseKind::Annex, count->number};
}

std::optional<Mark> bracketed(View text) {
  const auto count = count_at(text.substr(1));
  if (!count || at(text, count->size + 1) != U')') return std::nullopt;
  return Mark{count->chinese ? ClauseKind::Minor : ClauseKind::SubItem, count->number};
}

std::optional<Mark> plain(View text) {
  const auto count = count_at(text);
  if (!count) return std::nullopt;
  const char32_t stop = at(text, count->size), next = at(text, count->size + 1);
  if (count->chinese) {
    const bool marked = stop == U'、' || stop == U'.';
    return marked ? std::optional(Mark{ClauseKind::Major, count->number}) : std::nullopt;
  }
  if (stop == U')') return Mark{ClauseKind::SubItem, count->number};
  const bool marked = stop == U'、' || (stop == U'.' && !is_arabic_digit(next));
  return marked ? std::optional(Mark{ClauseKind::Item, count->number}) : std::nullopt;
}

std::string circle(std::uint32_t n) {
  return encode(std::u32string(1, static_cast<char32_t>(0x2460 + n - 1)));
}

/// How the n-th member of an enumeration within a paragraph is written.
std::vector<std::string> member_marks(ClauseKind kind, std::uint32_t n) {
  const std::string digits = std::to_string(n), chinese = chinese_number(n);
  switch (kind) {
    case ClauseKind::InLine:
      return {chinese + "是"};
    case ClauseKind::Minor:
      return {"（" + chinese + "）", "(" + chinese + ")"};
    case ClauseKind::SubItem:
      return {"（" + digits + "）", "(" + digits + ")"};
    case ClauseKind::Point:
      return {circle(n)};
    case ClauseKind::Whole:
    case ClauseKind::Annex:
    case ClauseKind::Part:
    case ClauseKind::Chapter:
    case ClauseKind::Section:
    case ClauseKind::Article:
    case ClauseKind::Major:
    case ClauseKind::Item:
      break;
  }
  return {};
}

/// 项（一） after 第 is a reference; a member follows a stop.
bool follows_stop(std::string_view paragraph, std::size_t at) {
  constexpr std::string_view kStops[] = {"。", "；", "：", "，", "、", ";", ":", ",", ".", " "};
  const std::string_view before = paragraph.substr(0, at);
  return before.empty() || std::any_of(std::begin(kStops), std::end(kStops),
                                       [&](std::string_view s) { return before.ends_with(s); });
}

std::size_t find_member(std::string_view paragraph, ClauseKind kind, std::uint32_t n,
                        std::size_t from) {
  std::size_t best = std::string_view::npos;
  for (const std::string& mark : member_marks(kind, n)) {
    std::size_t at = paragraph.find(mark, from);
    while (at != paragraph.npos && !follows_stop(paragraph, at)) at = paragraph.find(mark, at + 1);
    best = std::min(best, at);
  }
  return best;
}

}  // namespace

std::optional<Mark> mark_of(std::string_view line) {
  constexpr std::size_t kLongest = 48;  // bytes; no mark is longer
  std::size_t cut = std::min(line.size(), kLongest);
  while (cut < line.size() && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
  const std::u32string raw = decode(line.substr(0, cut));
  if (const auto number = circled(raw)) return Mark{ClauseKind::Point, *number};
  const std::u32string text = decode(fold(line.substr(0, cut)));
  if (text.empty()) return std::nullopt;
  if (cut == line.size())
    if (const auto mark = annex(text)) return mark;
  if (text[0] == U'第') return ordinal(text, raw);
  if (text[0] == U'(') return bracketed(text);
  return plain(text);
}

Enumeration enumeration_in(std::string_view paragraph, bool marked) {
  for (ClauseKind kind :
       {ClauseKind::InLine, ClauseKind::Minor, ClauseKind::SubItem, ClauseKind::Point}) {
    Enumeration found{kind, {}};
    std::size_t from = marked ? 1 : 0;  // the mark of the line itself is no member
    for (std::uint32_t n = 1; n <= 20; ++n) {
      const std::size_t at = find_member(paragraph, kind, n, from);
      if (at == paragraph.npos) break;
      found.begins.push_back(at);
      from = at + 1;
    }
    if (found.begins.size() >= 2) return found;
  }
  return {};
}

bool ends_sentence(std::string_view line) {
  constexpr std::string_view kEnds[] = {"。", "；", "：", "！", "？", "”", ";", ":", "!", "?", "."};
  line = trim(line);
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::string_view end) { return line.ends_with(end); });
}

}  // namespace ipcheck

// Tested by tests/study/normal_text_test.cc.
#include "study/cite/normal_text.h"

#include <algorithm>

#include "text/code_point.h"
#include "text/utf8.h"
#include "value/code_points.h"
#include "value/numeral.h"

namespace ipcheck {
namespace {

/// Folded code points of a source, each with the bytes it came from.
struct Folded {
  std::u32string points;
  std::vector<Extent> from;
};

Folded folded(std::string_view source) {
  Folded out;
  for (std::size_t i = 0; i < source.size();) {
    const CodePoint c = code_point_at(source, i);
    const Extent from{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + c.size)};
    for (char32_t point : decode(fold(source.substr(i, c.size)))) {
      constexpr std::u32string_view kDashes = U"‐‑‒–—―−~～";
      out.points += kDashes.find(point) != kDashes.npos ? U'-' : point;
      out.from.push_back(from);
    }
    i += c.size;
  }
  return out;
}

bool begins_number(char32_t c) {
  return is_arabic_digit(c) || is_chinese_digit(c) || c == U'十';
}

/// The numeral at the start of `text`, or its plain digits where the whole is no number (`3.`).
Numeral numeral_at(std::u32string_view text) {
  constexpr std::size_t kLongest = 60;
  text = text.substr(0, kLongest);
  Numeral whole = read_numeral(text);
  if (whole.value && !whole.several) return whole;
  std::size_t digits = 0;
  while (digits < text.size() && is_arabic_digit(text[digits])) ++digits;
  return digits == 0 ? Numeral{} : read_numeral(text.substr(0, digits));
}

}  // namespace

NormalText::NormalText(std::string_view source) {
  const Folded all = folded(source);
  const std::u32string_view points = all.points;
  for (std::size_t i = 0; i < points.size();) {
    const Numeral numeral = begins_number(points[i]) ? numeral_at(points.substr(i)) : Numeral{};
    if (!numeral.value) {
      add(points.substr(i, 1), all.from[i]);
      ++i;
      continue;
    }
    const Extent from{all.from[i].begin, all.from[i + numeral.end - 1].end};
    const std::string digits = kNumberBegin + numeral.value->str() + kNumberEnd;
    add(decode(digits), from);
    i += numeral.end;
    // 3名 and 3位 are 3人.
    if (i < points.size() && (points[i] == U'名' || points[i] == U'位')) {
      add(U"人", all.from[i]);
      ++i;
    }
  }
}

void NormalText::add(std::u32string_view points, Extent from) {
  text_ += encode(points);
  from_.resize(text_.size(), from);
}

std::vector<Extent> NormalText::find(const NormalText& figure, Extent inside) const {
  std::vector<Extent> out;
  if (figure.text_.empty()) return out;
  const auto starts = [](const Extent& from, std::uint32_t at) { return from.begin < at; };
  std::size_t at = static_cast<std::size_t>(
      std::lower_bound(from_.begin(), from_.end(), inside.begin, starts) - from_.begin());
  while ((at = text_.find(figure.text_, at)) != std::string::npos) {
    const Extent found = source_of(at, at + figure.text_.size());
    if (found.end > inside.end) break;
    out.push_back(found);
    at += figure.text_.size();
  }
  return out;
}

std::string NormalText::within(Extent extent) const {
  const auto starts = [](const Extent& from, std::uint32_t at) { return from.begin < at; };
  const auto begin = std::lower_bound(from_.begin(), from_.end(), extent.begin, starts);
  const auto end = std::lower_bound(begin, from_.end(), extent.end, starts);
  return text_.substr(static_cast<std::size_t>(begin - from_.begin()),
                      static_cast<std::size_t>(end - begin));
}

Extent NormalText::source_of(std::size_t begin, std::size_t end) const {
  return {from_[begin].begin, from_[end - 1].end};
}

std::optional<Decimal> number_at(std::string_view normal, std::size_t at, std::size_t* after) {
  if (at >= normal.size() || normal[at] != kNumberBegin) return std::nullopt;
  const std::size_t end = normal.find(kNumberEnd, at);
  *after = end + 1;
  return Decimal::parse(normal.substr(at + 1, end - at - 1));
}

std::string chinese_number(std::uint32_t n) {
  constexpr std::string_view kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  std::string out;
  if (n >= 20) out += kDigits[n / 10 % 10];
  if (n >= 10) out += "十";
  out += kDigits[n % 10];
  return out;
}

}  // namespace ipcheck

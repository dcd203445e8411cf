// Texts as cells hold them. Tested by tests/report/workbook_test.cc.
#include <algorithm>

#include "report/workbook.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

/// Whether nothing in `text` needs a second look: no control character, nothing of the blocks where
/// invisible ones live, no `_x`.
bool is_harmless(std::string_view text) {
  char before = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE1 ||
        byte == 0xE2 || byte == 0xEF || byte >= 0xF0)
      return false;
    if (c == 'x' && before == '_') return false;
    before = c;
  }
  return true;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

/// `_x000D_` in a text would be read back as the character it names: its first `_` is escaped.
/// Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool named = text.substr(i, 2) == "_x" && text.size() > i + 6 && text[i + 6] == '_' &&
                 is_hex(text.substr(i + 2, 4));
    if (named) out += "_x005F";
    out += text[i];
  }
  return out;
}

/// Control and invisible characters as visible ones; line breaks and tabs stay.
std::string without_controls(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (end < text.size() && line.ends_with('\r')) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size();) {  // U+FFFE and U+FFFF are no characters of XML
      std::size_t odd = std::min({line.find("\uFFFE", i), line.find("\uFFFF", i), line.size()});
      out += visible(line.substr(i, odd - i), true);
      if (odd < line.size()) out += line[odd + 2] == '\xBE' ? "\\u{fffe}" : "\\u{ffff}";
      i = odd + 3;
    }
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string cut_to(std::string_view text, std::size_t most, bool& cut) {
  if (text.size() <= most) return std::string(text);
  std::size_t units = 0, at = 0, whole = 0;  // `whole`: as far as leaves room for the mark
  while (at < text.size()) {
    auto lead = static_cast<unsigned char>(text[at]);
    units += lead >= 0xF0 ? 2 : 1;
    if (units > most) break;
    at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (units < most) whole = at;
  }
  if (at >= text.size()) return std::string(text);
  cut = true;
  return std::string(text.substr(0, whole)) + "…";
}

std::string cell_text(std::string_view text, bool& cut) {
  if (is_harmless(text)) return cut_to(text, Workbook::kMostUnits, cut);
  // What is cut away is not worth making visible.
  constexpr std::size_t kEnough = 4 * Workbook::kMostUnits;
  std::string_view head = text.substr(0, kEnough);
  while (head.size() < text.size() && !head.empty() &&
         (static_cast<unsigned char>(text[head.size()]) & 0xC0) == 0x80)
    head.remove_suffix(1);
  cut = cut || head.size() < text.size();
  return cut_to(without_escapes(without_controls(head)), Workbook::kMostUnits, cut);
}

std::string column_letters(std::uint32_t column) {
  std::string out;
  for (std::uint64_t rest = std::uint64_t{column} + 1; rest > 0; rest = (rest - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return out;
}

}  // namespace ipcheck

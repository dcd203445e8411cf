// Tested by tests/text/utf8_test.cc.
#include "text/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "text/code_point.h"

namespace ipcheck {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Length of the well-formed sequence at `i`, 0 if there is none (Unicode, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if (!is_continuation(text[i + k])) return 0;
  }
  if (lead == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
  if (lead == 0xED && byte(1) > 0x9F) return 0;  // surrogate
  if (lead == 0xF0 && byte(1) < 0x90) return 0;  // overlong
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;  // above U+10FFFF
  return length;
}

bool is_blank(std::int32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 ||
         c == 0x1680 || c == 0x180E || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

bool is_quote(std::int32_t c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201F;
}

std::int32_t decode(std::string_view text, std::size_t* length) {
  const CodePoint c = code_point_at(text, 0);
  *length = c.size;
  return c.value;
}

std::string drop_blanks_and_quotes(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0, length = 0; i < text.size(); i += length) {
    const std::int32_t c = decode(text.substr(i), &length);
    if (!is_blank(c) && !is_quote(c)) result.append(text, i, length);
  }
  return result;
}

std::string fold_ascii(std::string_view text) {
  std::string result = drop_blanks_and_quotes(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Most labels are ASCII and Chinese ideographs, which NFKC and case folding leave alone but for
// A-Z; false at the first other character.
bool fold_plain(std::string_view text, std::string& result) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      const bool upper = lead >= 'A' && lead <= 'Z';
      if (!is_blank(lead) && !is_quote(lead)) result += static_cast<char>(upper ? lead + 32 : lead);
      ++i;
      continue;
    }
    // U+4E00 to U+9FFF: E4 B8 80 to E9 BF BF.
    const bool ideograph = lead >= 0xE4 && lead <= 0xE9 && i + 2 < text.size() &&
                           (lead > 0xE4 || static_cast<unsigned char>(text[i + 1]) >= 0xB8);
    if (!ideograph) return false;
    result.append(text, i, 3);
    i += 3;
  }
  return true;
}

std::string fold_once(std::string_view text) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, kOptions);
  if (size < 0) return fold_ascii(text);
  const std::string_view view(reinterpret_cast<const char*>(mapped),
                              static_cast<std::size_t>(size));
  std::string result = drop_blanks_and_quotes(view);
  std::free(mapped);
  return result;
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t i) {
  std::int32_t value = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                                     static_cast<utf8proc_ssize_t>(text.size() - i), &value);
  if (size <= 0) return {-1, 1};
  return {value, static_cast<std::size_t>(size)};
}

int width_of(std::int32_t code_point) {
  return std::max(0, utf8proc_charwidth(code_point));
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string fold(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  if (fold_plain(text, plain)) return plain;
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<signed char>(c) >= 0; });
  if (ascii) return fold_ascii(text);
  // What is dropped may let its neighbours compose, so the fold is repeated until it holds still.
  std::string folded = fold_once(text);
  for (std::string again = fold_once(folded); again != folded; again = fold_once(folded)) {
    folded = std::move(again);
  }
  return folded;
}

std::string_view trim(std::string_view text) {
  std::size_t length = 0;
  while (!text.empty() && is_blank(decode(text, &length))) text.remove_prefix(length);
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && is_continuation(text[last])) --last;
    if (!is_blank(decode(text.substr(last), &length)) || last + length != text.size()) break;
    text.remove_suffix(length);
  }
  return text;
}

}  // namespace ipcheck

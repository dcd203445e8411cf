// Tested by tests/value/number_test.cc.
#include "value/code_points.h"

#include <algorithm>

namespace ipcheck {
namespace {

std::size_t length_of(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

void append(std::string& out, char32_t c) {
  const auto tail = [&out](char32_t bits) { out += static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(c);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(c >> 6);
    tail(c);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(c >> 12);
    tail(c >> 6);
    tail(c);
  }
}

}  // namespace

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = length_of(lead);
    char32_t c = length == 1 ? lead : lead & (0x7F >> length);
    bool good = (lead < 0x80 || lead >= 0xC2) && lead < 0xF5 && i + length <= text.size();
    for (std::size_t k = 1; good && k < length; ++k) {
      good = continues(text[i + k]);
      c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
    }
    out += good ? c : U'\uFFFD';
    i += good ? length : 1;
  }
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append(out, c);
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  const std::u32string points = decode(text.substr(0, most * 4 + 4));
  if (points.size() <= most) return std::string(text);
  return encode(std::u32string_view(points).substr(0, most)) + "…";
}

char32_t half_width(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c == 0x3000 || c == 0x00A0 || c == 0x2009 || c == 0x202F) return U' ';
  if (c == 0xFFE5) return U'¥';
  if (c == 0x2212) return U'-';
  return c;
}

std::string half_width(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }))
    return std::string(text);
  std::u32string points = decode(text);
  for (char32_t& c : points) c = half_width(c);
  return encode(points);
}

}  // namespace ipcheck

// Tested by tests/io/json_table_test.cc.
#include "io/json/scan.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxKeys = 16;  // of a nested object: doubles are looked for one by one

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::uint64_t each(unsigned char byte) {
  return 0x0101010101010101ULL * byte;
}

/// High bits where a byte of `word` is zero; exact for the lowest one.
std::uint64_t zeros(std::uint64_t word) {
  return (word - each(1)) & ~word & each(0x80);
}

int hex(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::uint32_t> unit_at(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  std::uint32_t unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    if (hex(text[i]) < 0) return std::nullopt;
    unit = unit * 16 + static_cast<std::uint32_t>(hex(text[i]));
  }
  return unit;
}

void append_code_point(std::string& out, std::uint32_t c) {
  const auto byte = [&out](std::uint32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      byte(0xE0 | c >> 12);
    } else {
      byte(0xF0 | c >> 18);
      byte(0x80 | (c >> 12 & 0x3F));
    }
    byte(0x80 | (c >> 6 & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

/// The character of the \u escape whose digits begin at `at`; `at` moves behind it.
bool take_unicode(std::string_view text, std::size_t& at, std::string& out) {
  auto unit = unit_at(text, at);
  if (!unit) return false;
  at += 4;
  std::uint32_t c = *unit;
  if (c >= 0xDC00 && c <= 0xDFFF) return false;
  if (c >= 0xD800 && c <= 0xDBFF) {
    if (text.substr(at, 2) != "\\u") return false;
    unit = unit_at(text, at + 2);
    if (!unit || *unit < 0xDC00 || *unit > 0xDFFF) return false;
    at += 6;
    c = 0x10000 + ((c - 0xD800) << 10) + (*unit - 0xDC00);
  }
  append_code_point(out, c);
  return true;
}

}  // namespace

void JsonScan::skip_space() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
}

bool JsonScan::take(char c) {
  skip_space();
  if (at_ == end_ || *at_ != c) return false;
  ++at_;
  return true;
}

bool JsonScan::open() {
  return take('{') || fail();
}

bool JsonScan::next(JsonToken& key, JsonToken& value_token) {
  if (take('}')) {
    skip_space();
    if (at_ != end_) fail();
    return false;
  }
  if (!first_ && !take(',')) return fail();
  first_ = false;
  skip_space();
  return (string(key) && take(':') && value(value_token, 0)) || fail();
}

bool JsonScan::string(JsonToken& token) {
  if (at_ == end_ || *at_ != '"') return false;
  const char* const begin = ++at_;
  token.sort = JsonToken::Sort::String;
  token.escaped = false;
  std::uint64_t wide = 0;
  for (;;) {
    while (end_ - at_ >= 8) {
      std::uint64_t word;
      std::memcpy(&word, at_, 8);
      const std::uint64_t control = (word - each(0x20)) & ~word & each(0x80);
      if ((zeros(word ^ each('"')) | zeros(word ^ each('\\')) | control) != 0) break;
      wide |= word;
      at_ += 8;
    }
    if (at_ == end_) return false;
    const auto c = static_cast<unsigned char>(*at_);
    if (c == '"') break;
    if (c < 0x20) return false;
    wide |= c;
    if (c == '\\') {
      token.escaped = true;
      if (++at_ == end_) return false;
    }
    ++at_;
  }
  token.text = {begin, static_cast<std::size_t>(at_ - begin)};
  ++at_;
  return (wide & each(0x80)) == 0 || !first_invalid_utf8(token.text);
}

bool JsonScan::value(JsonToken& token, int depth) {
  skip_space();
  if (at_ == end_) return false;
  if (*at_ == '"') {
    // Strings at the top are unescaped by who reads them.
    return string(token) && (depth == 0 || !token.escaped || json_unescaped(token.text));
  }
  const char* const begin = at_;
  token.escaped = false;
  token.sort = JsonToken::Sort::Plain;
  const auto word = [this](std::string_view text) {
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, text.size()) != text)
      return false;
    at_ += text.size();
    return true;
  };
  if (*at_ == '{' || *at_ == '[') {
    token.sort = JsonToken::Sort::Nested;
    if (!nested(depth)) return false;
  } else if (*at_ == 'n') {
    token.sort = JsonToken::Sort::Null;
    if (!word("null")) return false;
  } else if (*at_ == 't' || *at_ == 'f') {
    if (!word("true") && !word("false")) return false;
  } else if (!number()) {
    return false;
  }
  token.text = {begin, static_cast<std::size_t>(at_ - begin)};
  return true;
}

/// RFC 8259, section 6.
bool JsonScan::number() {
  const auto digits = [this] {
    const char* const begin = at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return at_ != begin;
  };
  if (*at_ == '-') ++at_;
  if (at_ != end_ && *at_ == '0')
    ++at_;
  else if (!digits())
    return false;
  if (at_ != end_ && *at_ == '.') {
    ++at_;
    if (!digits()) return false;
  }
  if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
    ++at_;
    if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
    if (!digits()) return false;
  }
  return true;
}

bool JsonScan::nested(int depth) {
  if (depth >= kMaxDepth) return false;
  if (*at_ == '{') return object(depth);
  ++at_;
  if (take(']')) return true;
  JsonToken item;
  do {
    if (!value(item, depth + 1)) return false;
  } while (take(','));
  return take(']');
}

bool JsonScan::object(int depth) {
  ++at_;
  if (take('}')) return true;
  std::array<std::string_view, kMaxKeys> keys;
  std::size_t count = 0;
  JsonToken key, item;
  do {
    skip_space();
    if (!string(key) || key.escaped || count == kMaxKeys) return false;
    for (std::size_t i = 0; i < count; ++i)
      if (keys[i] == key.text) return false;
    keys[count++] = key.text;
    if (!take(':') || !value(item, depth + 1)) return false;
  } while (take(','));
  return take('}');
}

std::optional<std::string> json_unescaped(std::string_view text) {
  static constexpr std::string_view kMarks = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      out += text[i++];
      continue;
    }
    if (i + 1 >= text.size()) return std::nullopt;
    const char mark = text[i + 1];
    i += 2;
    if (mark == 'u') {
      if (!take_unicode(text, i, out)) return std::nullopt;
      continue;
    }
    const std::size_t which = kMarks.find(mark);
    if (which == kMarks.npos) return std::nullopt;
    out += kMeant[which];
  }
  return out;
}

}  // namespace ipcheck

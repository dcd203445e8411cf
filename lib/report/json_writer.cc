// Tested by tests/report/json_writer_test.cc.
#include "report/json_writer.h"

#include <fmt/format.h>

#include <cassert>

#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kShortArray = 72;

/// Bytes of the character at the head of `text` that must not stand raw, 0: none; `code` receives
/// it. C0, DEL, C1, line separators, zero-width characters and bidi controls.
std::size_t control_at(std::string_view text, unsigned& code) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  code = byte(0);
  if (code < 0x20 || code == 0x7f) return 1;
  if (code == 0xC2 && text.size() > 1 && byte(1) < 0xA0) return code = byte(1), 2;
  if (code != 0xE2 || text.size() < 3 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
  unsigned point = 0x2000u + ((byte(1) & 0x3Fu) << 6) + (byte(2) & 0x3Fu);
  bool unseen = (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
                (point >= 0x2060 && point <= 0x2069);
  return unseen ? code = point, 3 : 0;
}

void append_escape(unsigned code, std::string& out) {
  switch (code) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += fmt::format("\\u{:04x}", code);
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  std::size_t valid = first_invalid_utf8(text).value_or(text.size());
  for (std::size_t i = 0; i < text.size();) {
    unsigned code = 0;
    if (i == valid) {  // a file's name may be no UTF-8
      out += "\\ufffd";
      std::size_t next = ++i;
      valid = first_invalid_utf8(text.substr(next)).value_or(text.size() - next) + next;
    } else if (std::size_t bytes = control_at(text.substr(i), code)) {
      append_escape(code, out);
      i += bytes;
    } else {
      if (text[i] == '"' || text[i] == '\\') out += '\\';
      out += text[i++];
    }
  }
  return out + '"';
}

void JsonWriter::begin_object() {
  begin('{', false);
}
void JsonWriter::end_object() {
  end('}');
}
void JsonWriter::begin_array() {
  begin('[', true);
}
void JsonWriter::end_array() {
  end(']');
}

void JsonWriter::begin(char bracket, bool array) {
  before_value();
  out_ << bracket;
  levels_.push_back({.array = array, .spread = !array || !pretty_});
}

void JsonWriter::end(char bracket) {
  assert(!levels_.empty() && levels_.back().array == (bracket == ']') && !after_key_);
  Level level = std::move(levels_.back());
  levels_.pop_back();
  for (std::size_t i = 0; i < level.held.size(); ++i) out_ << (i ? ", " : "") << level.held[i];
  if (level.any) newline();
  out_ << bracket;
  if (levels_.empty() && pretty_) out_ << '\n';
}

void JsonWriter::key(std::string_view name) {
  assert(!levels_.empty() && !levels_.back().array && !after_key_);
  before_value();
  out_ << json_string(name) << (pretty_ ? ": " : ":");
  after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
  scalar(json_string(text));
}
void JsonWriter::number(std::int64_t n) {
  scalar(std::to_string(n));
}
void JsonWriter::boolean(bool b) {
  scalar(b ? "true" : "false");
}
void JsonWriter::null() {
  scalar("null");
}

void JsonWriter::value(const Value& v) {
  if (v.is<bool>()) return boolean(v.as<bool>());
  if (v.is<std::int64_t>()) return number(v.as<std::int64_t>());
  if (v.is<Decimal>()) return string(v.as<Decimal>().str());
  if (v.is<Date>()) return string(v.as<Date>().str());
  if (v.is<std::string>()) return string(v.as<std::string>());
  if (v.is<ValueList>()) {
    begin_array();
    for (const Value& item : v.as<ValueList>()) value(item);
    return end_array();
  }
  if (!v.is<ValueMap>()) return null();
  begin_object();
  for (const auto& [name, item] : v.as<ValueMap>()) {
    key(name.is<std::string>() ? name.as<std::string>() : to_source(name));
    value(item);
  }
  end_object();
}

void JsonWriter::scalar(std::string text) {
  bool holds = !after_key_ && !levels_.empty() && !levels_.back().spread;
  if (!holds) {
    before_value();
    out_ << text;
    return;
  }
  Level& level = levels_.back();
  level.held_bytes += text.size() + 2;
  level.held.push_back(std::move(text));
  if (level.held_bytes > kShortArray) spread(level);
}

/// The comma and the line break before a key or an item; nothing between a key and its value.
void JsonWriter::before_value() {
  if (after_key_ || levels_.empty()) {
    after_key_ = false;
    return;
  }
  Level& level = levels_.back();
  if (!level.spread) spread(level);
  if (level.any) out_ << ',';
  level.any = true;
  newline();
}

void JsonWriter::spread(Level& level) {
  level.spread = true;
  std::vector<std::string> held = std::move(level.held);
  level.held.clear();
  for (const std::string& text : held) {
    before_value();
    out_ << text;
  }
}

void JsonWriter::newline() {
  if (pretty_) out_ << '\n' << std::string(2 * levels_.size(), ' ');
}

}  // namespace ipcheck

// Tested by tests/io/xlsx_strings_test.cc.
#include "io/xlsx/strings.h"

#include <optional>

#include "io/xlsx/xml.h"

namespace ipcheck {
namespace {

/// The code unit of `_xHHHH_` at `at`.
std::optional<std::uint32_t> code_unit(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_')
    return std::nullopt;
  std::uint32_t unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const char low = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    if (low >= '0' && low <= '9') {
      unit = unit * 16 + static_cast<std::uint32_t>(low - '0');
    } else if (low >= 'a' && low <= 'f') {
      unit = unit * 16 + static_cast<std::uint32_t>(low - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return unit;
}

void append_utf8(std::string& to, std::uint32_t c) {
  const auto byte = [&](std::uint32_t value) { to += static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

}  // namespace

void unescape_xstring(std::string& text, std::size_t begin) {
  std::size_t at = text.find("_x", begin);
  if (at == std::string::npos) return;
  const std::string raw = text.substr(at);
  text.resize(at);
  for (at = 0; at < raw.size();) {
    const auto unit = raw[at] == '_' ? code_unit(raw, at) : std::nullopt;
    const bool high = unit && *unit >= 0xD800 && *unit < 0xDC00;
    const auto low = high ? code_unit(raw, at + 7) : std::nullopt;
    if (high && low && *low >= 0xDC00 && *low < 0xE000) {
      append_utf8(text, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
      at += 14;
    } else if (unit && *unit != 0 && (*unit < 0xD800 || *unit >= 0xE000)) {
      append_utf8(text, *unit);
      at += 7;
    } else {
      text += raw[at++];
    }
  }
}

/// Each `si` is `t`, or runs of `r/t`; phonetic runs `rPh/t` are how it is read aloud.
class SharedStringEvents final : public XmlEvents {
 public:
  SharedStringEvents(SharedStrings& table, ZipPart& part)
      : table_(table), file_(part.file()), part_(part.name()) {}

  void start(std::string_view name, XmlAttributes) override {
    ++depth_;
    if (depth_ == 2 && name == "si") {
      begin_ = table_.arena_.size();
      too_long_ = false;
    } else if (name == "rPh" && phonetic_ == 0) {
      phonetic_ = depth_;
    }
    in_text_ = depth_ > 2 && phonetic_ == 0 && name == "t";
  }
  void end(std::string_view name) override {
    if (depth_ == phonetic_) phonetic_ = 0;
    in_text_ = false;
    if (--depth_ != 1 || name != "si") return;
    if (too_long_) {
      table_.arena_.resize(begin_);
      table_.starts_.back() |= SharedStrings::kTooLong;
    } else {
      unescape_xstring(table_.arena_, begin_);
    }
    if (table_.size() == kMaxSharedStrings)
      throw xlsx_damaged(file_, part_,
                         say("字符串超过 {} 个", "it has more than {} strings", kMaxSharedStrings));
    table_.starts_.push_back(static_cast<std::uint32_t>(table_.arena_.size()));
  }
  void text(std::string_view piece) override {
    if (!in_text_ || too_long_) return;
    too_long_ = table_.arena_.size() - begin_ + piece.size() > kMaxCellBytes;
    if (!too_long_) table_.arena_ += piece;
  }

 private:
  SharedStrings& table_;
  const std::string& file_;
  const std::string& part_;
  std::size_t begin_ = 0;
  int depth_ = 0, phonetic_ = 0;
  bool in_text_ = false, too_long_ = false;
};

SharedStrings read_shared_strings(ZipPart& part) {
  SharedStrings table;
  SharedStringEvents events(table, part);
  read_xml(part, events);
  return table;
}

}  // namespace ipcheck

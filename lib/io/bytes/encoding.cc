// Tested by tests/io/encoding_test.cc.
#include "io/bytes/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "io/bytes/gb18030.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

struct Name {
  std::string_view name;
  Encoding encoding;
};

// The first name of each is its own.
constexpr std::array kNames = {
    Name{"utf-8", Encoding::Utf8},       Name{"gb18030", Encoding::Gb18030},
    Name{"utf-16le", Encoding::Utf16Le}, Name{"utf-16be", Encoding::Utf16Be},
    Name{"utf8", Encoding::Utf8},        Name{"gbk", Encoding::Gb18030},
    Name{"gb2312", Encoding::Gb18030},   Name{"utf-16", Encoding::Utf16Le},
    Name{"utf16", Encoding::Utf16Le}};

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};

constexpr std::array kMarks = {
    Mark{"\xEF\xBB\xBF", Encoding::Utf8}, Mark{"\x84\x31\x95\x33", Encoding::Gb18030},
    Mark{"\xFF\xFE", Encoding::Utf16Le}, Mark{"\xFE\xFF", Encoding::Utf16Be}};

/// `sample` without a character that it may end within: no second byte of one is below 0x30.
std::string_view whole_characters(std::string_view sample) {
  std::size_t end = sample.size();
  while (end > 0 && static_cast<unsigned char>(sample[end - 1]) >= 0x30) --end;
  return end == 0 ? sample : sample.substr(0, end);
}

void put_wrong(std::string& out, char wrong) {
  const auto byte = static_cast<unsigned char>(wrong);
  out += {kWrongByte, static_cast<char>(0xE0 | byte >> 4), static_cast<char>(0xE0 | (byte & 15))};
}

void put_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
            static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

/// Each takes whole characters from the front of `in`, all of them at the `end`, and says how many
/// bytes that were.
std::size_t take_utf16(std::string_view in, bool end, bool little, std::string& out) {
  const auto unit = [in, little](std::size_t i) {
    const std::uint32_t a = static_cast<unsigned char>(in[i]);
    const std::uint32_t b = static_cast<unsigned char>(in[i + 1]);
    return little ? a | b << 8 : b | a << 8;
  };
  std::size_t i = 0;
  while (i + 2 <= in.size()) {
    const std::uint32_t high = unit(i);
    if ((high & 0xFC00) == 0xD800) {
      if (i + 4 > in.size() && !end) break;
      const std::uint32_t low = i + 4 <= in.size() ? unit(i + 2) : 0;
      if ((low & 0xFC00) == 0xDC00) {
        put_utf8(out, 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF));
        i += 4;
        continue;
      }
    }
    put_utf8(out, high);
    i += 2;
  }
  if (end && i < in.size()) put_wrong(out, in[i++]);
  return i;
}

std::size_t take_gb18030(std::string_view in, bool end, std::string& out) {
  std::size_t i = 0;
  while (i < in.size()) {
    const std::size_t length = gb18030_length(in, i);
    if (length == 0) {
      if (!end && in.size() - i < 4) break;
      put_wrong(out, in[i++]);
    } else {
      std::array<char, 12> utf8;
      out.append(utf8.data(), gb18030_to_utf8(in.substr(i, length), utf8.data()));
      i += length;
    }
  }
  return i;
}

class Utf8Stream final : public ByteStream {
 public:
  Utf8Stream(std::unique_ptr<ByteStream> from, std::optional<Encoding> encoding)
      : from_(std::move(from)), encoding_(encoding) {}

  std::string_view compression() const override { return from_->compression(); }

  std::size_t read(char* to, std::size_t size) override {
    while (at_ == out_.size() && !(ended_ && in_.empty())) fill();
    const std::size_t count = std::min(size, out_.size() - at_);
    std::memcpy(to, out_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  void fill() {
    out_.clear();
    at_ = 0;
    read_more();
    if (!encoding_ && !is_ascii(in_)) decide();
    const std::size_t used =
        encoding_.value_or(Encoding::Utf8) == Encoding::Utf8 ? take_all() : take();
    in_.erase(0, used);
  }

  void read_more() {
    if (ended_) return;
    const std::size_t count = from_->read(chunk_.data(), chunk_.size());
    in_.append(chunk_, 0, count);
    ended_ = count == 0;
  }

  void decide() {
    const auto first = std::find_if(in_.begin(), in_.end(), [](char c) { return (c & 0x80) != 0; });
    const auto from = static_cast<std::size_t>(first - in_.begin());
    while (!ended_ && in_.size() < from + kSampleBytes) read_more();
    const std::string_view sample = std::string_view(in_).substr(from, kSampleBytes);
    const Detection detection =
        detect_encoding(sample, ended_ && from + kSampleBytes >= in_.size());
    encoding_ = detection.encoding.value_or(Encoding::Utf8);
  }

  std::size_t take_all() {
    out_ = in_;
    return in_.size();
  }

  std::size_t take() {
    if (*encoding_ == Encoding::Gb18030) return take_gb18030(in_, ended_, out_);
    return take_utf16(in_, ended_, *encoding_ == Encoding::Utf16Le, out_);
  }

  std::unique_ptr<ByteStream> from_;
  std::optional<Encoding> encoding_;
  std::string chunk_ = std::string(kSampleBytes, '\0');
  std::string in_, out_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace

std::string_view name_of(Encoding encoding) {
  const auto found = std::find_if(kNames.begin(), kNames.end(), [encoding](const Name& name) {
    return name.encoding == encoding;
  });
  return found->name;
}

std::optional<Encoding> encoding_named(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto found = std::find_if(kNames.begin(), kNames.end(),
                                  [&lower](const Name& n) { return n.name == lower; });
  if (found == kNames.end()) return std::nullopt;
  return found->encoding;
}

ByteOrderMark byte_order_mark(std::string_view bytes) {
  for (const Mark& mark : kMarks)
    if (bytes.starts_with(mark.bytes)) return {mark.encoding, mark.bytes.size()};
  return {};
}

Detection detect_encoding(std::string_view sample, bool whole) {
  if (!whole) sample = whole_characters(sample);
  if (is_ascii(sample))
    return {Encoding::Utf8, true, 0, say("只有 ASCII 字符", "nothing but ASCII characters")};
  const auto invalid = first_invalid_utf8(sample);
  if (!invalid)
    return {Encoding::Utf8, false, 0,
            say("前 {} 字节是有效的 UTF-8", "{} bytes are valid UTF-8", sample.size())};
  if (!first_invalid_gb18030(sample))
    return {Encoding::Gb18030, false, *invalid,
            say("第 {} 字节不是 UTF-8，而 {} 字节全是有效的 GB18030",
                "byte {} is not UTF-8, and {} bytes are valid GB18030", *invalid, sample.size())};
  return {std::nullopt, false, *invalid, {}};
}

std::unique_ptr<ByteStream> as_utf8(std::unique_ptr<ByteStream> from, Encoding encoding) {
  return std::make_unique<Utf8Stream>(std::move(from), encoding);
}

std::unique_ptr<ByteStream> as_utf8_when_known(std::unique_ptr<ByteStream> from) {
  return std::make_unique<Utf8Stream>(std::move(from), std::nullopt);
}

}  // namespace ipcheck

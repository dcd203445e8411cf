#pragma once
// The bytes of one row of CSV. Private to lib/report.

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace ipcheck {

/// Copies a text, most often a short one, without a call.
__attribute__((always_inline)) inline void copy_text(std::string_view text, char* to) {
  auto ends = [&](auto first) {  // the first and the last bytes, which may overlap
    auto last = first;
    const std::size_t rest = text.size() - sizeof first;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + rest, sizeof last);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + rest, &last, sizeof last);
  };
  struct Sixteen {
    std::uint64_t first = 0, second = 0;
  };
  if (text.size() > 32)
    std::memcpy(to, text.data(), text.size());
  else if (text.size() >= 16)
    ends(Sixteen{});
  else if (text.size() >= 8)
    ends(std::uint64_t{});
  else if (text.size() >= 4)
    ends(std::uint32_t{});
  else
    for (char c : text) *to++ = c;
}

/// Bytes of a row on their way: small pieces are gathered before they go out.
class RowWriter {
 public:
  explicit RowWriter(std::string& out) : out_(out) {}

  void put(char c) {
    if (at_ == room_ + kRoom) flush();
    *at_++ = c;
  }
  /// A text and what stands behind it.
  void put(std::string_view text, char behind) {
    if (left() <= text.size()) return put_long(text, behind);
    copy_text(text, at_);
    at_ += text.size();
    *at_++ = behind;
  }
  void put(std::uint64_t number) {
    constexpr std::size_t kDigits = 20;
    if (left() < kDigits) flush();
    at_ = std::to_chars(at_, room_ + kRoom, number).ptr;
  }
  /// Instead of the character put last.
  void put_over(char c) { at_[-1] = c; }
  /// Shape: behind the last cell and its comma.
  void end() {
    put_over('\n');
    flush();
  }

 private:
  static constexpr std::size_t kRoom = 1024;
  std::size_t left() const { return static_cast<std::size_t>(room_ + kRoom - at_); }
  void flush() {
    out_.append(room_, static_cast<std::size_t>(at_ - room_));
    at_ = room_;
  }
  __attribute__((noinline)) void put_long(std::string_view text, char behind) {
    flush();
    out_ += text;
    *at_++ = behind;
  }

  std::string& out_;
  char room_[kRoom];
  char* at_ = room_;
};

}  // namespace ipcheck

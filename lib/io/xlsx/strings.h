#pragma once
// sharedStrings.xml, and the escapes that texts of a workbook are written with. Private to io.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/xlsx/zip.h"

namespace ipcheck {

inline constexpr std::size_t kMaxSharedStrings = 20'000'000;
inline constexpr std::size_t kMaxCellBytes = 16u << 20;  // Excel keeps 32,767 characters

/// The texts that cells share. Shape: views last as long as the table.
class SharedStrings {
 public:
  SharedStrings() = default;
  std::size_t size() const { return starts_.size() - 1; }
  /// data() null: there is none, or it is longer than kMaxCellBytes.
  std::string_view operator[](std::size_t index) const {
    if (index >= size() || (starts_[index] & kTooLong) != 0) return {};
    const std::uint32_t end = starts_[index + 1] & ~kTooLong;
    return std::string_view(arena_).substr(starts_[index], end - starts_[index]);
  }

 private:
  friend class SharedStringEvents;
  static constexpr std::uint32_t kTooLong = 1u << 31;
  std::string arena_;                     // at most kMaxStringsBytes
  std::vector<std::uint32_t> starts_{0};  // one more than strings; kTooLong set: not kept
};

/// Errors: throws XlsxFault.
SharedStrings read_shared_strings(ZipPart& part);

/// `_x000D_` and its like from `begin` of `text` on become the characters they stand for; what
/// would be no character (NUL, half a surrogate pair) stays as written.
void unescape_xstring(std::string& text, std::size_t begin);

}  // namespace ipcheck

#pragma once
// One code point at a time. utf8proc is seen only in utf8.cc.

#include <cstdint>
#include <string_view>

namespace ipcheck {

struct CodePoint {
  std::int32_t value;  // negative for a byte that is not UTF-8
  std::size_t size;    // bytes
};

/// The code point that begins at byte `i`.
CodePoint code_point_at(std::string_view text, std::size_t i);

/// Columns of a terminal: wide CJK 2, combining 0.
int width_of(std::int32_t code_point);

}  // namespace ipcheck

#pragma once
// Valid UTF-8 as code points and back, for the grammars of this floor.

#include <string>
#include <string_view>

namespace ipcheck {

/// Shape: bytes that are not UTF-8 come out as U+FFFD, one each.
std::u32string decode(std::string_view text);
std::string encode(std::u32string_view text);

/// The first `most` code points, with `…` where more follow: what a message shows of a value.
std::string shortened(std::string_view text, std::size_t most = 40);

/// Full-width ASCII, spaces, minus signs and ￥ to their ASCII (¥) forms; everything else stands.
std::string half_width(std::string_view text);
char32_t half_width(char32_t c);

}  // namespace ipcheck

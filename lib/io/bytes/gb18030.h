#pragma once
// GB18030 (and GBK, its two-byte part) as it stands in files of Chinese offices: checked, measured,
// turned into UTF-8. The tables are those of the C library's iconv, read once at first use.

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipcheck {

/// Byte offset of the first sequence that is not GB18030. Errors: throws Failure when the C library
/// has no GB18030.
std::optional<std::size_t> first_invalid_gb18030(std::string_view text);

/// Bytes of the valid sequence at `i`: 1, 2 or 4; 0: none is there.
std::size_t gb18030_length(std::string_view text, std::size_t i);

/// Writes `text` as UTF-8 and returns the end of it.
/// Shape: `text` is valid; `to` has room for twice its size and 4 bytes.
char* gb18030_to_utf8(std::string_view text, char* to);

/// Whether there is nothing beyond ASCII.
bool is_ascii(std::string_view text);

}  // namespace ipcheck

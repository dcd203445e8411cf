#pragma once
// UTF-8, and the folding by which names, labels and cells are compared.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ipcheck {

/// Byte offset of the first sequence that is not UTF-8 (overlong, surrogate, above U+10FFFF,
/// truncated).
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Number of code points in valid UTF-8.
std::size_t code_points(std::string_view text);

/// The key by which a header, label, alias or enum value is looked up: NFKC, full width to half
/// width, brackets （） to (), quotes “”"" dropped, case folded, all white space and zero-width
/// characters removed. Idempotent.
std::string fold(std::string_view text);

/// White space (also U+3000 and zero-width characters, BOM) removed at both ends.
std::string_view trim(std::string_view text);

}  // namespace ipcheck

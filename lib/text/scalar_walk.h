#pragma once
// A scalar's raw bytes walked again along its text, to know where it ends (tree_yaml.cc) and where
// each part of its text came from (span_in_scalar).

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/tree.h"

namespace ipcheck {

/// Text [text_begin, text_begin + text_size) came from raw [raw_begin, raw_end); byte for byte if
/// verbatim, else as a whole (an escape, a folded line break).
struct ScalarPiece {
  std::uint32_t text_begin, text_size, raw_begin, raw_end;
  bool verbatim;
};

/// The end of the scalar whose text is `text` and whose raw form begins at `at`: at its quote, or
/// at its first content byte. Pieces are appended to `pieces` unless null.
/// Errors: nullopt when the raw bytes do not give `text`.
std::optional<std::uint32_t> walk_scalar(std::string_view source, Style style, std::uint32_t at,
                                         std::string_view text, std::vector<ScalarPiece>* pieces);

}  // namespace ipcheck

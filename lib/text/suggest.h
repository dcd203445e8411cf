#pragma once
// "Did you mean": the nearest name by edit distance over code points.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ipcheck {

/// The candidate nearest to `name`, if near enough to be a slip (distance <= max(1, length/3);
/// case, width and `-`/`_` folded).
std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string_view> candidates);

}  // namespace ipcheck

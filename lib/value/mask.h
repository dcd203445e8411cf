#pragma once
// What stands in for numbers of persons in messages.

#include <string>
#include <string_view>

namespace ipcheck {

/// `mask_ids`, and mobile numbers (eleven digits by themselves) without their middle: for messages
/// and for rows that are set aside.
std::string mask_numbers(std::string_view text);

}  // namespace ipcheck

#pragma once

namespace ipcheck {
inline constexpr const char* kVersion = IPCHECK_VERSION;
}  // namespace ipcheck

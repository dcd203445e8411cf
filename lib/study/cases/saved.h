#pragma once
// An applicant that proved or refuted something, kept as a case of a test file.

#include <string>

#include "judge/judge.h"
#include "study/world.h"

namespace ipcheck {

/// A case as test files hold it, one line, ended by LF: the world, and what the rules say of it
/// now. Shape: `compiled` holds `scheme`.
std::string case_line(const Compiled& compiled, const CompiledScheme& scheme, const World& world,
                      const std::string& name);
/// The head of a new test file of a policy, up to `cases:`.
std::string case_file_head(const Policy& policy, Date as_of);

}  // namespace ipcheck

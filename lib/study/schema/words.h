#pragma once
// Texts that stand for all texts: those that conditions name, and others that they cannot tell
// apart. Private to the encoding.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

struct Words {
  std::vector<std::string> texts;  // each fits the fact's pattern
  bool whole = true;               // false: a text besides these could make a difference
  bool walked = false;             // some macro runs over the items of the fact
};

/// By name of fact; facts that hold no texts have only `walked`.
using WordTable = std::map<std::string, Words>;
WordTable words_of(std::span<const Compiled* const> programs);

/// A text that an RE2 pattern of the plain kind matches; empty: none could be made.
std::string example_of(const std::string& pattern);

}  // namespace ipcheck

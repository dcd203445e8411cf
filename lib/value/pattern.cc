// Tested by tests/value/cell_test.cc.
#include "value/pattern.h"

#include <unordered_map>

#include "text/regex.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxKept = 256;

const Regex& compiled(const std::string& pattern) {
  thread_local std::unordered_map<std::string, Regex> kept;
  if (kept.size() > kMaxKept) kept.clear();
  return kept.try_emplace(pattern, pattern).first->second;
}

}  // namespace

std::string pattern_fault(const std::string& pattern) {
  return compiled(pattern).error();
}

bool matches_whole(const std::string& pattern, std::string_view text) {
  const Regex& regex = compiled(pattern);
  return regex.ok() && regex.matches_all_of(text);
}

}  // namespace ipcheck

// Tested by tests/value/cell_test.cc.
#include "value/pattern.h"

#include <re2/re2.h>

#include <memory>
#include <unordered_map>

namespace ipcheck {
namespace {

constexpr std::size_t kMaxKept = 256;

re2::RE2::Options quiet() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

const re2::RE2& compiled(const std::string& pattern) {
  thread_local std::unordered_map<std::string, std::unique_ptr<const re2::RE2>> kept;
  if (kept.size() > kMaxKept) kept.clear();
  std::unique_ptr<const re2::RE2>& slot = kept[pattern];
  if (!slot) slot = std::make_unique<const re2::RE2>(pattern, quiet());
  return *slot;
}

}  // namespace

std::string pattern_fault(const std::string& pattern) {
  return compiled(pattern).error();
}

bool matches_whole(const std::string& pattern, std::string_view text) {
  const re2::RE2& re = compiled(pattern);
  return re.ok() && re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), re);
}

}  // namespace ipcheck

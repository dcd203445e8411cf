// Tested by tests/expr/functions_test.cc and tests/value/cell_test.cc.
#include "text/regex.h"

#include <re2/re2.h>

namespace ipcheck {
namespace {

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(std::int64_t{8} << 20);
  return options;
}

}  // namespace

struct Regex::Compiled {
  RE2 re;
  explicit Compiled(std::string_view pattern) : re(piece(pattern), options()) {}
};

Regex::Regex(std::string_view pattern) : compiled_(std::make_unique<Compiled>(pattern)) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::ok() const {
  return compiled_->re.ok();
}
const std::string& Regex::error() const {
  return compiled_->re.error();
}
bool Regex::found_in(std::string_view text) const {
  return RE2::PartialMatch(piece(text), compiled_->re);
}
bool Regex::matches_all_of(std::string_view text) const {
  return RE2::FullMatch(piece(text), compiled_->re);
}

}  // namespace ipcheck

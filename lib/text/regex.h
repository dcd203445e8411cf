#pragma once
// Regular expressions of `matches`: RE2, so time is linear in the text and memory is bounded.

#include <memory>
#include <string>
#include <string_view>

namespace ipcheck {

/// A compiled pattern. Threads: `found_in` from any number at once.
class Regex {
 public:
  /// Errors: `ok` is false and `error` says why, in RE2's words.
  explicit Regex(std::string_view pattern);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  bool ok() const;
  const std::string& error() const;
  /// Whether the pattern matches a part of the text (CEL's `matches`; ^ and $ anchor).
  bool found_in(std::string_view text) const;
  /// Whether the pattern matches the whole text.
  bool matches_all_of(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace ipcheck

#pragma once
// The texts that positions point into. A `Sources` outlives every Tree, Policy and Diagnostic made
// from it. Spans carry byte offsets; lines and columns are computed only when something is printed.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

using SourceId = std::uint32_t;
inline constexpr SourceId kNoSource = 0xFFFFFFFF;

/// A byte range [begin, end) of one source.
struct Span {
  SourceId source = kNoSource;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool known() const { return source != kNoSource; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// 1-based line and column; the column counts code points.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

class Sources {
 public:
  /// Takes the text over. `name` is what diagnostics print (a path as the user gave it, or
  /// `<stdin>`). Errors: a text of 4 GiB or more is a broken invariant (readers refuse it first).
  SourceId add(std::string name, std::string text);
  /// Like `add`, for text with static storage (the embedded rules).
  SourceId add_view(std::string name, std::string_view text);

  const std::string& name(SourceId id) const;
  std::string_view text(SourceId id) const;
  std::string_view text(Span span) const;
  /// Where `span` begins.
  Position position(Span span) const;
  /// The line (without its line break) that holds byte `offset`, and where it begins.
  std::string_view line_at(SourceId id, std::uint32_t offset, std::uint32_t* line_begin) const;

 private:
  struct Entry {
    std::string name;
    std::string owned;
    std::string_view text;
    mutable std::vector<std::uint32_t>
        line_starts;  // filled at the first question; not shared between threads
  };
  std::deque<Entry> entries_;
};

}  // namespace ipcheck

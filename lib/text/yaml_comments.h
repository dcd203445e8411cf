#pragma once
// Comments of a YAML source, found between its scalars and taken in order. Private to the layout of
// YAML files.

#include "text/yaml_layout.h"

namespace ipcheck {

class YamlComments {
 public:
  struct Range {
    std::uint32_t begin, end;
  };
  YamlComments(std::string_view text, TreeRef top);

  const std::vector<LayoutComment>& all() const { return all_; }
  /// The first byte between scalars that is neither structure nor comment: a tag, a directive.
  std::optional<std::uint32_t> unsupported() const { return unsupported_; }

  /// The next comment that nobody took, if it begins before `end`.
  const LayoutComment* next_before(std::uint32_t end) const;
  LayoutComment take() { return all_[next_++]; }

  /// Whether the line above that of `at` is empty.
  bool blank_above(std::uint32_t at) const;
  /// Where `mark` first stands in [from, to), which holds no scalar, outside of comments.
  std::optional<std::uint32_t> find(char mark, std::uint32_t from, std::uint32_t to) const;

 private:
  void scan(std::uint32_t from, std::uint32_t to);
  void add(std::uint32_t begin, std::uint32_t end);

  std::string_view text_;
  std::vector<LayoutComment> all_;
  std::size_t next_ = 0;
  std::optional<std::uint32_t> unsupported_;
};

}  // namespace ipcheck

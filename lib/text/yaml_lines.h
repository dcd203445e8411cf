#pragma once
// Small looks at raw YAML text that yaml-cpp does not offer: where things end, and what is odd
// before yaml-cpp may see it. Used by tree_yaml.cc and yaml_errors.cc.

#include <cstdint>
#include <optional>
#include <string_view>

namespace ipcheck {

/// Raw YAML text; offsets past its end stand for its end.
class YamlLines {
 public:
  explicit YamlLines(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool starts_with(std::uint32_t offset, std::string_view prefix) const;

  std::uint32_t line_begin(std::uint32_t offset) const;
  std::uint32_t line_end(std::uint32_t offset) const;
  /// Past blanks on the same line.
  std::uint32_t skip_blanks(std::uint32_t offset) const;
  /// Past blanks, line breaks and comments.
  std::uint32_t skip_space(std::uint32_t offset) const;
  /// Past the quoted scalar that opens at `offset`; nullopt when its quote is never closed.
  std::optional<std::uint32_t> after_quoted(std::uint32_t offset) const;
  /// End of a tag, an anchor or an alias that begins at `offset`.
  std::uint32_t after_property(std::uint32_t offset) const;
  /// Length of `null`, `~` ... at `offset`, 0 if there is none.
  std::uint32_t null_length(std::uint32_t offset) const;
  /// A tab in the white space before `offset` on its line, if nothing else stands there.
  std::optional<std::uint32_t> tab_before(std::uint32_t offset) const;

  /// First content byte of the block scalar whose `|` or `>` is at `offset` and whose text is
  /// `text`.
  std::uint32_t block_content(std::uint32_t offset, std::string_view text) const;

  /// First character that YAML forbids everywhere (controls but tab and line breaks).
  std::optional<std::uint32_t> first_control() const;
  /// A bracket on a line that opens thousands more than it closes: yaml-cpp would queue the whole
  /// line before the first event.
  std::optional<std::uint32_t> first_flood() const;

  /// Whether the document at `begin` is cut off from the one that ended at `previous_end`: by
  /// `---`, or by a bare `...`, which alone may stand before directives.
  bool document_follows(std::uint32_t previous_end, std::uint32_t begin) const;
  /// The first line from there on that begins with `%`, where only comments and `...` stand beside.
  std::optional<std::uint32_t> directive_after(std::uint32_t previous_end) const;
  /// Whether a line after the first of [begin, end) has content at `column` or left of it.
  bool has_shallow_line(std::uint32_t begin, std::uint32_t end, std::uint32_t column) const;
  /// Whether only blanks or a comment are left of the line behind `offset`.
  bool rest_is_empty(std::uint32_t offset) const;

  /// The content line before that of `offset`, when it stands at the same column and has no `: `:
  /// an entry whose colon is missing, which yaml-cpp notices one line late.
  std::optional<std::uint32_t> line_without_colon_before(std::uint32_t offset) const;

  /// The quoted scalar, scanning tokens roughly from `from`, that is never closed, that holds
  /// `error`, or that runs over several lines and ends on the line of `error`.
  struct Quote {
    std::uint32_t begin, end;
    bool closed;
  };
  std::optional<Quote> suspect_quote(std::uint32_t from, std::uint32_t error) const;

 private:
  std::string_view text_;
};

}  // namespace ipcheck

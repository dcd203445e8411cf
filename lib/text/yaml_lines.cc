// Tested by tests/text/tree_yaml_test.cc.
#include "text/yaml_lines.h"

#include <algorithm>
#include <array>

namespace ipcheck {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kBreaks = "\r\n";
constexpr std::string_view kSpace = " \t\r\n";
constexpr int kMaxOpenOnLine = 4096;

bool is_space(char c) {
  return kSpace.find(c) != std::string_view::npos;
}

std::uint32_t narrow(std::size_t offset) {
  return static_cast<std::uint32_t>(offset);
}

}  // namespace

bool YamlLines::starts_with(std::uint32_t offset, std::string_view prefix) const {
  return offset <= text_.size() && text_.substr(offset).starts_with(prefix);
}

std::uint32_t YamlLines::line_begin(std::uint32_t offset) const {
  if (offset == 0) return 0;
  const std::size_t before = text_.find_last_of(kBreaks, offset - 1);
  return before == std::string_view::npos ? 0 : narrow(before + 1);
}

std::uint32_t YamlLines::line_end(std::uint32_t offset) const {
  return narrow(std::min(text_.find_first_of(kBreaks, offset), text_.size()));
}

std::uint32_t YamlLines::skip_blanks(std::uint32_t offset) const {
  return narrow(std::min(text_.find_first_not_of(kBlanks, offset), text_.size()));
}

std::uint32_t YamlLines::skip_space(std::uint32_t offset) const {
  while (offset < text_.size()) {
    if (is_space(text_[offset]))
      ++offset;
    else if (text_[offset] == '#')
      offset = line_end(offset);
    else
      break;
  }
  return std::min(offset, narrow(text_.size()));
}

std::optional<std::uint32_t> YamlLines::after_quoted(std::uint32_t offset) const {
  const char quote = at(offset);
  for (std::size_t i = offset + 1; i < text_.size(); ++i) {
    if (quote == '"' && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || at(i + 1) != '\'') return narrow(i + 1);
      ++i;
    }
  }
  return std::nullopt;
}

std::uint32_t YamlLines::after_property(std::uint32_t offset) const {
  if (starts_with(offset, "!<")) {
    const std::size_t close = text_.find('>', offset);
    return close == std::string_view::npos ? line_end(offset) : narrow(close + 1);
  }
  return narrow(std::min(text_.find_first_of(" \t\r\n,[]{}", offset), text_.size()));
}

std::uint32_t YamlLines::null_length(std::uint32_t offset) const {
  constexpr std::array<std::string_view, 4> kNulls = {"~", "null", "Null", "NULL"};
  for (const std::string_view word : kNulls) {
    const char next = at(offset + word.size());
    const bool ends = next == '\0' || is_space(next) || next == ',' || next == ']' || next == '}';
    if (starts_with(offset, word) && ends) return narrow(word.size());
  }
  return 0;
}

std::optional<std::uint32_t> YamlLines::tab_before(std::uint32_t offset) const {
  std::optional<std::uint32_t> tab;
  std::uint32_t i = offset;
  while (i > 0 && kBlanks.find(text_[i - 1]) != std::string_view::npos) {
    --i;
    if (text_[i] == '\t') tab = i;
  }
  const bool at_line_begin = i == 0 || kBreaks.find(text_[i - 1]) != std::string_view::npos;
  return at_line_begin ? tab : std::nullopt;
}

std::uint32_t YamlLines::block_content(std::uint32_t offset, std::string_view text) const {
  const std::uint32_t header_end = line_end(offset);
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return header_end;
  std::size_t line_in_text = 0;
  if (first > 0) {
    const std::size_t newline = text.rfind('\n', first);
    line_in_text = newline == std::string_view::npos ? 0 : newline + 1;
  }
  // Of the spaces before the first word, those that are not text are the indentation.
  const std::size_t word = text_.find_first_not_of(" \r\n", header_end);
  if (word == std::string_view::npos) return header_end;
  const std::size_t column = word - line_begin(narrow(word));
  const std::size_t indent = column - std::min(column, first - line_in_text);
  for (std::uint32_t line = header_end; line < word; line = line_end(line)) {
    line += starts_with(line, "\r\n") ? 2 : 1;
    if (line_end(line) - line > indent) return narrow(line + indent);
  }
  return narrow(word);
}

std::optional<std::uint32_t> YamlLines::first_control() const {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    const bool c0 = c < 0x20 && !is_space(text_[i]);
    const bool c1 = c == 0xC2 && static_cast<unsigned char>(at(i + 1)) < 0xA0 &&
                    static_cast<unsigned char>(at(i + 1)) != 0x85;
    if (c0 || c1 || c == 0x7F) return narrow(i);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> YamlLines::first_flood() const {
  int open = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    switch (text_[i]) {
      case '\n':
      case '\r':
        open = 0;
        break;
      case '[':
      case '{':
        if (++open > kMaxOpenOnLine) return narrow(i);
        break;
      case ']':
      case '}':
        open = std::max(0, open - 1);
        break;
    }
  }
  return std::nullopt;
}

bool YamlLines::document_follows(std::uint32_t previous_end, std::uint32_t begin) const {
  bool ended = false, directive = false;
  for (std::uint32_t line = previous_end; line < begin; line = line_end(line) + 1) {
    const bool whole = line == line_begin(line);
    if (whole && starts_with(line, "...")) ended = ended || rest_is_empty(line + 3);
    if (whole && at(line) == '%') directive = true;
  }
  return ended || (!directive && starts_with(begin, "---"));
}

std::optional<std::uint32_t> YamlLines::directive_after(std::uint32_t previous_end) const {
  for (std::uint32_t next = skip_space(previous_end); at(next) != '\0';) {
    if (next != line_begin(next)) return std::nullopt;
    if (at(next) == '%') return next;
    if (!starts_with(next, "...")) return std::nullopt;
    next = skip_space(next + 3);
  }
  return std::nullopt;
}

bool YamlLines::has_shallow_line(std::uint32_t begin, std::uint32_t end,
                                 std::uint32_t column) const {
  for (std::uint32_t line = line_end(begin); line < end; line = line_end(line)) {
    line += starts_with(line, "\r\n") ? 2 : 1;
    const std::size_t content = text_.find_first_not_of(' ', line);
    if (content >= end) return false;
    const bool blank = is_space(text_[content]) && skip_blanks(narrow(content)) == line_end(line);
    if (!blank && content - line <= column) return true;
  }
  return false;
}

bool YamlLines::rest_is_empty(std::uint32_t offset) const {
  const std::uint32_t next = skip_blanks(offset);
  return next == line_end(offset) || (next > offset && at(next) == '#');
}

std::optional<std::uint32_t> YamlLines::line_without_colon_before(std::uint32_t offset) const {
  const std::uint32_t line = line_begin(offset);
  const std::uint32_t column = skip_blanks(line) - line;
  if (line == 0) return std::nullopt;
  const std::size_t last = text_.find_last_not_of(kSpace, line - 1);
  if (last == std::string_view::npos) return std::nullopt;
  const std::uint32_t begin = line_begin(narrow(last));
  const std::uint32_t content = skip_blanks(begin);
  const std::string_view words = text_.substr(content, last + 1 - content);
  const bool entry = words.find(": ") != std::string_view::npos || words.ends_with(':');
  const bool other = words.starts_with('#') || words.starts_with("- ") || words.starts_with("---");
  if (content - begin != column || entry || other) return std::nullopt;
  return content;
}

std::optional<YamlLines::Quote> YamlLines::suspect_quote(std::uint32_t from,
                                                         std::uint32_t error) const {
  const std::uint32_t first = line_begin(error), last = line_end(error);
  bool at_token = true;
  std::uint32_t i = from;
  while (i < text_.size() && i <= last) {
    const char c = text_[i];
    if (at_token && (c == '"' || c == '\'')) {
      const std::optional<std::uint32_t> end = after_quoted(i);
      if (!end) return Quote{i, narrow(text_.size()), false};
      const bool holds_error = i < error && error < *end;
      if (holds_error) return Quote{i, *end, false};
      const bool ends_there = *end >= first && *end <= last;
      if (ends_there && i < first) return Quote{i, *end, true};
      i = *end;
      at_token = false;
    } else if (c == '#' && (i == 0 || is_space(text_[i - 1]))) {
      i = line_end(i);
    } else {
      // A token may begin on a new line and after an indicator.
      const bool bracket = c == ',' || c == '[' || c == '{';
      const bool indicator = (c == '-' || c == '?' || c == ':') && is_space(at(i + 1));
      if (c == '\n' || c == '\r' || bracket || indicator)
        at_token = true;
      else if (!is_space(c))
        at_token = false;
      ++i;
    }
  }
  return std::nullopt;
}

}  // namespace ipcheck

// Tested by tests/text/scalar_span_test.cc.
#include <algorithm>

#include "text/scalar_walk.h"
#include "text/tree.h"

namespace ipcheck {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_break(char c) {
  return c == '\n' || c == '\r';
}

std::uint32_t size_in_utf8(std::uint32_t c) {
  return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

class Walk {
 public:
  Walk(std::string_view source, std::uint32_t at, std::string_view text,
       std::vector<ScalarPiece>* pieces)
      : source_(source), raw_(at), text_(text), pieces_(pieces) {}

  std::optional<std::uint32_t> flow(Style style);
  std::optional<std::uint32_t> block();

 private:
  bool at_end() const { return raw_ >= source_.size(); }
  std::string_view text_left() const { return text_.substr(done_); }
  // The next `raw_size` raw bytes gave the next `text_size` bytes of text.
  bool take(std::uint32_t text_size, std::uint32_t raw_size, bool verbatim);
  // Moves over blanks and line breaks; gives the number of breaks.
  std::uint32_t skip_blanks_and_breaks();
  std::uint32_t newlines_ahead(std::uint32_t at_most) const;
  bool space(Style style);
  bool escape();
  std::optional<std::uint32_t> hex(std::uint32_t at, std::uint32_t digits) const;
  bool unicode(std::uint32_t digits);
  bool plain_run(Style style);

  std::string_view source_;
  std::uint32_t raw_;
  std::string_view text_;
  std::uint32_t done_ = 0;  // bytes of text explained so far
  std::vector<ScalarPiece>* pieces_;
};

bool Walk::take(std::uint32_t text_size, std::uint32_t raw_size, bool verbatim) {
  if (text_size > text_.size() - done_ || raw_size > source_.size() - raw_) return false;
  if (verbatim && source_.substr(raw_, raw_size) != text_.substr(done_, text_size)) return false;
  if (pieces_ != nullptr && text_size > 0) {
    pieces_->push_back({done_, text_size, raw_, raw_ + raw_size, verbatim});
  }
  done_ += text_size;
  raw_ += raw_size;
  return true;
}

std::uint32_t Walk::skip_blanks_and_breaks() {
  std::uint32_t breaks = 0;
  for (; !at_end() && (is_blank(source_[raw_]) || is_break(source_[raw_])); ++raw_) {
    const bool crlf =
        source_[raw_] == '\r' && raw_ + 1 < source_.size() && source_[raw_ + 1] == '\n';
    if (is_break(source_[raw_]) && !crlf) ++breaks;
  }
  return breaks;
}

std::uint32_t Walk::newlines_ahead(std::uint32_t at_most) const {
  std::uint32_t count = 0;
  while (count < at_most && done_ + count < text_.size() && text_[done_ + count] == '\n') ++count;
  return count;
}

// White space within a plain or quoted scalar: kept inside a line, folded around a line break.
bool Walk::space(Style style) {
  const std::uint32_t begin = raw_;
  const std::uint32_t breaks = skip_blanks_and_breaks();
  const std::uint32_t raw_size = raw_ - begin;
  raw_ = begin;
  if (breaks == 0) return take(raw_size, raw_size, true);
  if (breaks == 1 && text_left().starts_with(' ')) return take(1, raw_size, false);
  if (breaks == 1 && style != Style::Plain && text_left().empty()) return take(0, raw_size, false);
  return breaks > 1 && take(newlines_ahead(breaks - 1), raw_size, false);
}

std::optional<std::uint32_t> Walk::hex(std::uint32_t at, std::uint32_t digits) const {
  if (at + digits > source_.size()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : source_.substr(at, digits)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// `\xNN`, `\uNNNN`, `\UNNNNNNNN`, and JSON's pairs of `\u`.
bool Walk::unicode(std::uint32_t digits) {
  const std::optional<std::uint32_t> value = hex(raw_ + 2, digits);
  if (!value) return false;
  const bool high = *value >= 0xD800 && *value <= 0xDBFF;
  if (high) return source_.substr(raw_ + 6).starts_with("\\u") && take(4, 12, false);
  return take(size_in_utf8(*value), 2 + digits, false);
}

bool Walk::escape() {
  if (raw_ + 1 >= source_.size()) return false;
  switch (source_[raw_ + 1]) {
    case '\n':
    case '\r': {
      const std::uint32_t begin = raw_++;
      const std::uint32_t breaks = skip_blanks_and_breaks();
      const std::uint32_t raw_size = raw_ - begin;
      raw_ = begin;
      return take(newlines_ahead(breaks - 1), raw_size, false);
    }
    case 'x':
      return unicode(2);
    case 'u':
      return unicode(4);
    case 'U':
      return unicode(8);
    case 'N':
    case '_':
      return take(2, 2, false);
    case 'L':
    case 'P':
      return take(3, 2, false);
    default:
      return take(1, 2, false);
  }
}

bool Walk::plain_run(Style style) {
  std::uint32_t end = raw_;
  const auto stops = [style](char c) {
    return is_blank(c) || is_break(c) || (style == Style::SingleQuoted && c == '\'') ||
           (style == Style::DoubleQuoted && (c == '"' || c == '\\'));
  };
  // No further than the text goes: behind a plain scalar anything may follow.
  const std::size_t limit = std::min(source_.size(), raw_ + text_left().size());
  while (end < limit && !stops(source_[end])) ++end;
  const std::uint32_t size = end - raw_;
  return size > 0 && take(size, size, true);
}

std::optional<std::uint32_t> Walk::flow(Style style) {
  const char quote = style == Style::SingleQuoted   ? '\''
                     : style == Style::DoubleQuoted ? '"'
                                                    : '\0';
  if (quote != '\0') ++raw_;
  while (true) {
    if (style == Style::Plain && done_ == text_.size()) return raw_;
    if (at_end()) return std::nullopt;
    const char c = source_[raw_];
    bool good = false;
    if (quote != '\0' && c == quote) {
      const bool doubled = quote == '\'' && source_.substr(raw_ + 1).starts_with('\'');
      if (!doubled) return done_ == text_.size() ? std::optional(raw_ + 1) : std::nullopt;
      good = take(1, 2, false);
    } else if (style == Style::DoubleQuoted && c == '\\') {
      good = escape();
    } else if (is_blank(c) || is_break(c)) {
      good = space(style);
    } else {
      good = plain_run(style);
    }
    if (!good) return std::nullopt;
  }
}

// Literal and folded: line by line, the text telling how the breaks between two lines were read.
std::optional<std::uint32_t> Walk::block() {
  std::uint32_t line_begin = raw_;
  while (line_begin > 0 && !is_break(source_[line_begin - 1])) --line_begin;
  const std::uint32_t indent = raw_ - line_begin;
  if (!take(newlines_ahead(static_cast<std::uint32_t>(text_.size())), 0, false))
    return std::nullopt;
  while (true) {
    const std::size_t line_end = std::min(source_.find_first_of("\r\n", raw_), source_.size());
    const auto size = static_cast<std::uint32_t>(line_end) - raw_;
    if (!take(size, size, true)) return std::nullopt;
    const std::uint32_t content_end = raw_;
    const std::string_view left = text_left();
    const std::size_t more = left.find_first_not_of('\n');
    if (more == std::string_view::npos) {  // only the newlines at its end are left
      take(static_cast<std::uint32_t>(left.size()), 0, false);
      return content_end;
    }
    // On to the next line that has content beyond the indentation.
    bool found = false;
    while (!found && !at_end()) {
      raw_ += source_.substr(raw_).starts_with("\r\n") ? 2 : 1;
      std::uint32_t begin = raw_;
      while (begin < source_.size() && begin - raw_ < indent && source_[begin] == ' ') ++begin;
      raw_ = begin;
      found = !at_end() && !is_break(source_[raw_]);
    }
    if (!found) {  // a last line of blanks alone is read as a space
      if (left.find_first_not_of(" \n") != std::string_view::npos) return std::nullopt;
      raw_ = content_end;
      take(static_cast<std::uint32_t>(left.size()), 0, false);
      return content_end;
    }
    const std::uint32_t gap = raw_ - content_end;
    const auto size_in_text = static_cast<std::uint32_t>(more == 0 ? 1 : more);
    raw_ = content_end;
    if (more == 0 && left[0] != ' ') return std::nullopt;
    if (!take(size_in_text, gap, false)) return std::nullopt;
  }
}

}  // namespace

std::optional<std::uint32_t> walk_scalar(std::string_view source, Style style, std::uint32_t at,
                                         std::string_view text, std::vector<ScalarPiece>* pieces) {
  Walk walk(source, at, text, pieces);
  switch (style) {
    case Style::Plain:
    case Style::SingleQuoted:
    case Style::DoubleQuoted:
      return walk.flow(style);
    case Style::Literal:
    case Style::Folded:
      return walk.block();
  }
  return std::nullopt;
}

Span span_in_scalar(const Sources& sources, TreeRef scalar, std::uint32_t begin,
                    std::uint32_t end) {
  const Span whole = scalar.span();
  const std::string_view text = scalar.text();
  std::vector<ScalarPiece> pieces;
  const bool walked = whole.known() && walk_scalar(sources.text(whole.source), scalar.style(),
                                                   whole.begin, text, &pieces);
  if (!walked || pieces.empty() || begin > text.size()) return whole;
  end = std::clamp<std::uint32_t>(end, begin, static_cast<std::uint32_t>(text.size()));
  const auto piece_at = [&pieces](std::uint32_t offset) -> const ScalarPiece& {
    const auto after = std::upper_bound(
        pieces.begin(), pieces.end(), offset,
        [](std::uint32_t value, const ScalarPiece& piece) { return value < piece.text_begin; });
    return *(after - 1);
  };
  const auto raw_begin = [&](std::uint32_t offset) {
    if (offset == text.size()) return pieces.back().raw_end;
    const ScalarPiece& piece = piece_at(offset);
    return piece.verbatim ? piece.raw_begin + (offset - piece.text_begin) : piece.raw_begin;
  };
  const std::uint32_t from = raw_begin(begin);
  if (begin == end) return {whole.source, from, from};
  const ScalarPiece& last = piece_at(end - 1);
  const std::uint32_t to = last.verbatim ? last.raw_begin + (end - last.text_begin) : last.raw_end;
  return {whole.source, from, std::max(from, to)};
}

}  // namespace ipcheck

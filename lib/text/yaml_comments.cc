// Comments of a YAML source: what stands between its scalars and is no structure.
// Tested by tests/text/yaml_format_test.cc.
#include "text/yaml_comments.h"

#include <algorithm>

#include "text/frame.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

void collect_scalars(TreeRef node, std::vector<YamlComments::Range>& out) {
  if (node.is_sequence()) {
    for (std::size_t i = 0; i < node.size(); ++i) collect_scalars(node.item(i), out);
  } else if (node.is_map()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      collect_scalars(node.key(i), out);
      collect_scalars(node.value(i), out);
    }
  } else if (node.span().end > node.span().begin) {
    out.push_back({node.span().begin, node.span().end});
  }
}

}  // namespace

YamlComments::YamlComments(std::string_view text, TreeRef top) : text_(text) {
  std::vector<Range> scalars;
  if (top) collect_scalars(top, scalars);
  std::sort(scalars.begin(), scalars.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::uint32_t at = 0;
  for (const Range& scalar : scalars) {
    scan(at, scalar.begin);
    at = std::max(at, scalar.end);
  }
  scan(at, static_cast<std::uint32_t>(text_.size()));
}

void YamlComments::scan(std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t at = from; at < to; ++at) {
    const char c = text_[at];
    const bool after_blank = at == 0 || text_[at - 1] == ' ' || text_[at - 1] == '\n' ||
                             text_[at - 1] == '\t' || text_[at - 1] == '\r';
    if (c == '#' && after_blank) {
      const auto end = static_cast<std::uint32_t>(std::min(text_.find('\n', at), text_.size()));
      add(at, end);
      at = end;
      continue;
    }
    constexpr std::string_view kStructure = " \t\r\n:-?,{}[]|>+.0123456789";
    if (kStructure.find(c) == std::string_view::npos && !unsupported_) unsupported_ = at;
  }
}

void YamlComments::add(std::uint32_t begin, std::uint32_t end) {
  const std::size_t newline = text_.rfind('\n', begin);
  const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
  const std::string_view before = text_.substr(line, begin - line);
  std::string_view text = text_.substr(begin, end - begin);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  all_.push_back(
      {text, begin, static_cast<std::uint32_t>(display_width(before)),
       static_cast<std::uint32_t>(std::min(before.find_first_not_of(' '), before.size())),
       before.find_first_not_of(" \t") == std::string_view::npos, blank_above(begin)});
}

bool YamlComments::blank_above(std::uint32_t at) const {
  const std::size_t line = text_.rfind('\n', at == 0 ? 0 : at - 1);
  if (at == 0 || line == std::string_view::npos) return false;
  const std::size_t before = line == 0 ? std::string_view::npos : text_.rfind('\n', line - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text_.substr(begin, line - begin).find_first_not_of(" \t\r") == std::string_view::npos;
}

std::optional<std::uint32_t> YamlComments::find(char mark, std::uint32_t from,
                                                std::uint32_t to) const {
  for (std::uint32_t at = from; at < to; ++at) {
    if (text_[at] == '#') {
      const auto comment = std::find_if(all_.begin(), all_.end(),
                                        [&](const LayoutComment& c) { return c.begin == at; });
      if (comment != all_.end()) at += static_cast<std::uint32_t>(comment->text.size()) - 1;
      continue;
    }
    if (text_[at] == mark) return at;
  }
  return std::nullopt;
}

const LayoutComment* YamlComments::next_before(std::uint32_t end) const {
  return next_ < all_.size() && all_[next_].begin < end ? &all_[next_] : nullptr;
}

}  // namespace ipcheck

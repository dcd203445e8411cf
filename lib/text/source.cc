// Tested by tests/text/source_test.cc.
#include "text/source.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace ipcheck {
namespace {

// A line ends with LF, CRLF or a lone CR.
std::vector<std::uint32_t> find_line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) {
      starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  return starts;
}

}  // namespace

SourceId Sources::add(std::string name, std::string text) {
  assert(text.size() < std::numeric_limits<std::uint32_t>::max());
  Entry& entry = entries_.emplace_back();
  entry.name = std::move(name);
  entry.owned = std::move(text);
  entry.text = entry.owned;
  return static_cast<SourceId>(entries_.size() - 1);
}

SourceId Sources::add_view(std::string name, std::string_view text) {
  assert(text.size() < std::numeric_limits<std::uint32_t>::max());
  Entry& entry = entries_.emplace_back();
  entry.name = std::move(name);
  entry.text = text;
  return static_cast<SourceId>(entries_.size() - 1);
}

const std::string& Sources::name(SourceId id) const {
  assert(id < entries_.size());
  return entries_[id].name;
}

std::string_view Sources::text(SourceId id) const {
  assert(id < entries_.size());
  return entries_[id].text;
}

std::string_view Sources::text(Span span) const {
  const std::string_view whole = text(span.source);
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, whole.size());
  return whole.substr(begin, end - begin);
}

Position Sources::position(Span span) const {
  std::uint32_t line_begin = 0;
  line_at(span.source, span.begin, &line_begin);
  const std::vector<std::uint32_t>& starts = entries_[span.source].line_starts;
  const auto line = std::lower_bound(starts.begin(), starts.end(), line_begin) - starts.begin();
  const std::string_view before = text({span.source, line_begin, span.begin});
  const auto is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const auto column = std::count_if(before.begin(), before.end(), is_lead);
  return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(column + 1)};
}

std::string_view Sources::line_at(SourceId id, std::uint32_t offset,
                                  std::uint32_t* line_begin) const {
  assert(id < entries_.size());
  const Entry& entry = entries_[id];
  if (entry.line_starts.empty()) entry.line_starts = find_line_starts(entry.text);
  const auto after = std::upper_bound(entry.line_starts.begin(), entry.line_starts.end(),
                                      std::min<std::size_t>(offset, entry.text.size()));
  const std::uint32_t begin = *(after - 1);
  if (line_begin != nullptr) *line_begin = begin;
  const std::string_view rest = entry.text.substr(begin);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

}  // namespace ipcheck

// Tested by tests/text/suggest_test.cc.
#include "text/suggest.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace ipcheck {
namespace {

// Code points of the folded name, `-` as `_`.
std::u32string letters(std::string_view name) {
  std::u32string result;
  for (const char c : fold(name)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      result += c == '-' ? U'_' : static_cast<char32_t>(byte);
    else if (byte >= 0xC0)
      result += byte & (byte >= 0xF0 ? 0x07u : byte >= 0xE0 ? 0x0Fu : 0x1Fu);
    else if (!result.empty())
      result.back() = (result.back() << 6) | (byte & 0x3Fu);
  }
  return result;
}

// Edits (insert, delete, replace, swap of neighbours) from `a` to `b`.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view name,
                                        std::span<const std::string_view> candidates) {
  const std::u32string wanted = letters(name);
  const std::size_t bound = std::max<std::size_t>(1, wanted.size() / 3);
  std::optional<std::string_view> best;
  std::size_t best_distance = bound + 1;
  for (const std::string_view candidate : candidates) {
    const std::u32string offered = letters(candidate);
    const std::size_t gap = wanted.size() > offered.size() ? wanted.size() - offered.size()
                                                           : offered.size() - wanted.size();
    if (gap >= best_distance) continue;
    const std::size_t edits = distance(wanted, offered);
    // A name all of whose letters differ is no slip.
    if (edits < best_distance && edits < std::max<std::size_t>(wanted.size(), 1)) {
      best = candidate;
      best_distance = edits;
    }
  }
  return best;
}

}  // namespace ipcheck

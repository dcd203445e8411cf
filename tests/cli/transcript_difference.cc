// Tested by tests/cli/transcript_test.cc.

#include <algorithm>
#include <cstdint>

#include "cli/transcript.h"

namespace ipcheck::transcript {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kMaxCells = 4'000'000;

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string line;
};

/// A longest common subsequence, by the table; what is too large for it is shown whole.
std::vector<Edit> edits(const Lines& expected, const Lines& got) {
  const std::size_t rows = expected.size(), columns = got.size();
  std::vector<Edit> result;
  if ((rows + 1) * (columns + 1) > kMaxCells) {
    for (const auto& line : expected) result.push_back({'-', line});
    for (const auto& line : got) result.push_back({'+', line});
    return result;
  }
  std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
  const auto at = [&](std::size_t e, std::size_t g) -> std::uint32_t& {
    return length[e * (columns + 1) + g];
  };
  for (std::size_t e = rows; e-- > 0;) {
    for (std::size_t g = columns; g-- > 0;) {
      at(e, g) = matches_line(expected[e], got[g]) ? at(e + 1, g + 1) + 1
                                                   : std::max(at(e + 1, g), at(e, g + 1));
    }
  }
  std::size_t e = 0, g = 0;
  while (e < rows || g < columns) {
    if (e < rows && g < columns && matches_line(expected[e], got[g])) {
      result.push_back({' ', got[g]});
      ++e, ++g;
    } else if (g == columns || (e < rows && at(e + 1, g) >= at(e, g + 1))) {
      result.push_back({'-', expected[e++]});
    } else {
      result.push_back({'+', got[g++]});
    }
  }
  return result;
}

}  // namespace

std::string difference(const Lines& expected, const Lines& got) {
  const auto all = edits(expected, got);
  std::vector<bool> shown(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].sign == ' ') continue;
    const std::size_t end = std::min(all.size(), i + kContext + 1);
    for (std::size_t k = i - std::min(i, kContext); k < end; ++k) shown[k] = true;
  }
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!shown[i]) continue;
    if (i > 0 && !shown[i - 1]) text += "  @@\n";
    text += std::string(1, all[i].sign) + " " + all[i].line + "\n";
  }
  return text;
}

}  // namespace ipcheck::transcript

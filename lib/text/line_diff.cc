// Tested by tests/text/line_diff_test.cc.
#include "text/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ipcheck {
namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out;
}

/// One line of a script: kept, taken out (`-`) or put in (`+`).
struct Edit {
  char sign;
  std::size_t before, after;  // line numbers there, from 0
};

/// The furthest points of Myers' greedy algorithm, one vector a round.
/// Source: E. Myers, An O(ND) difference algorithm and its variations, 1986.
class Script {
 public:
  Script(const Lines& a, const Lines& b) : a_(a), b_(b) {}

  std::vector<Edit> find() {
    const auto limit =
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(a_.size() + b_.size(), 4000));
    const std::ptrdiff_t width = 2 * limit + 3;
    std::vector<std::ptrdiff_t> far(static_cast<std::size_t>(width), 0);
    for (std::ptrdiff_t round = 0; round <= limit; ++round) {
      rounds_.emplace_back(far.begin() + (limit + 1 - round - 1),
                           far.begin() + (limit + 1 + round + 2));
      for (std::ptrdiff_t k = -round; k <= round; k += 2) {
        const auto at = [&](std::ptrdiff_t diagonal) -> std::ptrdiff_t& {
          return far[static_cast<std::size_t>(limit + 1 + diagonal)];
        };
        const bool down = k == -round || (k != round && at(k - 1) < at(k + 1));
        std::ptrdiff_t x = down ? at(k + 1) : at(k - 1) + 1;
        while (equal(x, x - k)) ++x;
        at(k) = x;
        if (x >= size_a() && x - k >= size_b()) return back(round);
      }
    }
    return everything();
  }

 private:
  std::ptrdiff_t size_a() const { return static_cast<std::ptrdiff_t>(a_.size()); }
  std::ptrdiff_t size_b() const { return static_cast<std::ptrdiff_t>(b_.size()); }
  bool equal(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return x < size_a() && y < size_b() &&
           a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)];
  }
  /// The furthest point on a diagonal before `round`.
  std::ptrdiff_t far(std::ptrdiff_t round, std::ptrdiff_t diagonal) const {
    return rounds_[static_cast<std::size_t>(round)][static_cast<std::size_t>(diagonal + round + 1)];
  }

  std::vector<Edit> back(std::ptrdiff_t round) const {
    std::vector<Edit> out;
    std::ptrdiff_t x = size_a(), y = size_b();
    const auto add = [&](char sign) {
      out.push_back({sign, static_cast<std::size_t>(x), static_cast<std::size_t>(y)});
    };
    for (; round >= 0; --round) {
      const std::ptrdiff_t k = x - y;
      const bool down = k == -round || (k != round && far(round, k - 1) < far(round, k + 1));
      const std::ptrdiff_t from = down ? far(round, k + 1) : far(round, k - 1);
      const std::ptrdiff_t begin = round == 0 ? 0 : (down ? from : from + 1);
      while (x > begin) --x, --y, add(' ');
      if (round == 0) break;
      if (down) {
        --y, add('+');
      } else {
        --x, add('-');
      }
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  std::vector<Edit> everything() const {
    std::vector<Edit> out;
    for (std::size_t i = 0; i < a_.size(); ++i) out.push_back({'-', i, 0});
    for (std::size_t i = 0; i < b_.size(); ++i) out.push_back({'+', a_.size(), i});
    return out;
  }

  const Lines &a_, &b_;
  std::vector<std::vector<std::ptrdiff_t>> rounds_;
};

std::string range(std::size_t first, std::size_t count) {
  std::string out = std::to_string(count == 0 ? first : first + 1);
  return count == 1 ? out : out + "," + std::to_string(count);
}

struct Hunk {
  std::size_t begin, end;  // in the script
};

std::vector<Hunk> hunks_of(const std::vector<Edit>& script, std::size_t context) {
  std::vector<Hunk> out;
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script[i].sign == ' ') continue;
    const std::size_t begin = i - std::min(i, context);
    const std::size_t end = std::min(script.size(), i + 1 + context);
    if (!out.empty() && begin <= out.back().end) {
      out.back().end = end;
    } else {
      out.push_back({begin, end});
    }
  }
  return out;
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after, std::size_t context,
                      std::size_t most) {
  const Lines a = lines_of(before), b = lines_of(after);
  const std::vector<Edit> script = Script(a, b).find();
  std::string out;
  std::size_t told = 0, hidden = 0;
  for (const Hunk& hunk : hunks_of(script, context)) {
    std::size_t minus = 0, plus = 0;
    for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
      if (script[i].sign != '+') ++minus;
      if (script[i].sign != '-') ++plus;
    }
    const Edit& first = script[hunk.begin];
    if (told < most)
      out += "@@ -" + range(first.before, minus) + " +" + range(first.after, plus) + " @@\n";
    for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
      const Edit& edit = script[i];
      if (told++ >= most) {
        if (edit.sign != ' ') ++hidden;
        continue;
      }
      const std::string_view line = edit.sign == '+' ? b[edit.after] : a[edit.before];
      out += edit.sign + std::string(line);
      if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
    }
  }
  if (hidden > 0) out += "… " + std::to_string(hidden) + "\n";
  return out;
}

}  // namespace ipcheck

// Tested by tests/cli/transcript_test.cc.

#include "cli/transcript.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace ipcheck::transcript {
namespace {

bool starts_with(std::string_view text, std::string_view head) {
  return text.starts_with(head);
}

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

[[noreturn]] void refuse(std::size_t index, const std::string& what) {
  throw std::runtime_error("line " + std::to_string(index + 1) + ": " + what);
}

/// A fenced block: its language and the lines between the fences, as indices into the document.
struct Block {
  std::string language;
  std::size_t first = 0;
  std::size_t last = 0;
};

std::size_t fence_length(std::string_view line) {
  const std::size_t length = std::min(line.find_first_not_of('`'), line.size());
  return length >= 3 ? length : 0;
}

std::vector<Block> fenced_blocks(const Lines& lines) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t fence = fence_length(lines[i]);
    if (fence == 0) continue;
    Block block{lines[i].substr(fence), i + 1, i + 1};
    const auto closes = [fence](const std::string& line) {
      return fence_length(line) >= fence && line.find_first_not_of("` ") == std::string::npos;
    };
    while (block.last < lines.size() && !closes(lines[block.last])) ++block.last;
    if (block.last == lines.size()) refuse(i, "this fence has no end");
    i = block.last;
    blocks.push_back(std::move(block));
  }
  return blocks;
}

/// The command that begins at `lines[i]` (with `prefix` cut off); `i` moves past it.
std::string read_command(const Lines& lines, std::size_t& i, std::size_t last, std::size_t prefix) {
  std::string command = lines[i++].substr(prefix);
  while (i < last && !command.empty() && command.back() == '\\') command += "\n" + lines[i++];
  if (command.find("<<") != std::string::npos) {
    while (i < last && starts_with(lines[i], "> ")) command += "\n" + lines[i++].substr(2);
    command += "\n";
  }
  return command;
}

void read_console(const Block& block, Document& document) {
  const Lines& lines = document.lines;
  std::size_t i = block.first;
  while (i < block.last) {
    if (!starts_with(lines[i], "$ ")) refuse(i, "output before the first `$ command`");
    Step step;
    step.line = i + 1;
    step.commands.push_back(read_command(lines, i, block.last, 2));
    step.first = i;
    while (i < block.last && !starts_with(lines[i], "$ ")) ++i;
    step.last = i;
    document.steps.push_back(std::move(step));
  }
}

/// Lines of a README that a test must not repeat: they install, fetch or build.
bool sets_up(std::string_view command) {
  static constexpr std::array kHeads = {"./dev ", "git ", "cmake ", "ninja ", "sudo ", "apt",
                                        "cd ",    "c++ ", "g++ ",   "clang",  "ctest", "./build"};
  return std::any_of(kHeads.begin(), kHeads.end(),
                     [command](const char* head) { return starts_with(command, head); });
}

/// `./dev run` is how a clone calls the program; here it is the one under test.
std::string with_program(std::string command) {
  static constexpr std::string_view kLauncher = "./dev run";
  for (std::size_t at; (at = command.find(kLauncher)) != std::string::npos;) {
    command.replace(at, kLauncher.size(), "ipcheck");
  }
  return command;
}

void read_sh(const Block& block, const Block* next, Document& document) {
  const Lines& lines = document.lines;
  Step step;
  step.any_verdict = true;
  step.has_expected = false;
  for (std::size_t i = block.first; i < block.last;) {
    if (lines[i].empty() || lines[i][0] == '#') {
      ++i;
      continue;
    }
    const std::size_t line = i + 1;
    std::string command = with_program(read_command(lines, i, block.last, 0));
    if (sets_up(command)) {
      ++document.skipped;
      continue;
    }
    if (step.commands.empty()) step.line = line;
    step.commands.push_back(std::move(command));
  }
  if (step.commands.empty()) return;
  if (next != nullptr && next->language == "text") {
    // The block of output follows with nothing but blank lines between the two fences.
    const auto between = lines.begin() + static_cast<std::ptrdiff_t>(block.last) + 1;
    const auto fence = lines.begin() + static_cast<std::ptrdiff_t>(next->first) - 1;
    step.has_expected = std::all_of(between, fence, [](const auto& line) { return line.empty(); });
  }
  if (step.has_expected) {
    step.first = next->first;
    step.last = next->last;
  }
  document.steps.push_back(std::move(step));
}

Lines expected_lines(const Document& document, const Step& step) {
  const auto at = [&](std::size_t i) {
    return document.lines.begin() + static_cast<std::ptrdiff_t>(i);
  };
  return {at(step.first), at(step.last)};
}

/// A status that no document may expect without saying so.
bool is_trouble(const Step& step, const Outcome& outcome) {
  if (outcome.timed_out) return true;
  return step.any_verdict && (outcome.status == 2 || outcome.status > 4);
}

std::string joined(const Lines& commands) {
  std::string text;
  for (const auto& command : commands) text += (text.empty() ? "" : "\n") + command;
  return text;
}

}  // namespace

Document parse(std::string_view text) {
  Document document;
  document.lines = split(text);
  const auto blocks = fenced_blocks(document.lines);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].language == "console") read_console(blocks[i], document);
    if (blocks[i].language == "sh") {
      read_sh(blocks[i], i + 1 < blocks.size() ? &blocks[i + 1] : nullptr, document);
    }
  }
  return document;
}

bool matches_line(std::string_view pattern, std::string_view line) {
  static constexpr std::string_view kAny = "<any>";
  const std::size_t star = pattern.find(kAny);
  if (star == std::string_view::npos) return pattern == line;
  if (!starts_with(line, pattern.substr(0, star))) return false;
  pattern.remove_prefix(star + kAny.size());
  line.remove_prefix(star);
  // Pieces between two wildcards are taken where they come first; the last one must end the line.
  for (std::size_t next; (next = pattern.find(kAny)) != std::string_view::npos;) {
    const std::size_t at = line.find(pattern.substr(0, next));
    if (at == std::string_view::npos) return false;
    line.remove_prefix(at + next);
    pattern.remove_prefix(next + kAny.size());
  }
  return line.ends_with(pattern);
}

bool matches(const Lines& expected, const Lines& got) {
  std::size_t e = 0, g = 0;
  std::size_t star = Lines::size_type(-1), resume = 0;  // the last `...` and where it stopped
  while (g < got.size()) {
    if (e < expected.size() && expected[e] == "...") {
      star = e++;
      resume = g;
    } else if (e < expected.size() && matches_line(expected[e], got[g])) {
      ++e, ++g;
    } else if (star != Lines::size_type(-1)) {
      e = star + 1;
      g = ++resume;
    } else {
      return false;
    }
  }
  while (e < expected.size() && expected[e] == "...") ++e;
  return e == expected.size();
}

Lines printed(const Step& step, const std::vector<Outcome>& outcomes) {
  Lines lines;
  for (const auto& outcome : outcomes) {
    for (auto& line : split(outcome.output)) lines.push_back(std::move(line));
    if (!outcome.output.empty() && outcome.output.back() != '\n') {
      lines.push_back("[no newline at the end]");
    }
    if (outcome.timed_out) {
      lines.push_back("[still running, ended]");
    } else if (outcome.status != 0 && (!step.any_verdict || is_trouble(step, outcome))) {
      lines.push_back("[exit " + std::to_string(outcome.status) + "]");
    }
  }
  return lines;
}

std::vector<Failure> run(Document& document, const Runner& runner, bool update) {
  std::vector<Failure> failures;
  std::vector<std::pair<const Step*, Lines>> changes;
  for (const Step& step : document.steps) {
    std::vector<Outcome> outcomes;
    for (const auto& command : step.commands) outcomes.push_back(runner(command));
    const Lines got = printed(step, outcomes);
    const Lines expected = step.has_expected ? expected_lines(document, step) : Lines{"..."};
    const bool troubled = std::any_of(outcomes.begin(), outcomes.end(),
                                      [&](const Outcome& o) { return is_trouble(step, o); });
    const bool same = matches(expected, got);
    if (update && !same && !troubled) {
      changes.emplace_back(&step, got);
    } else if (!same || troubled) {
      failures.push_back({step.line, joined(step.commands), difference(expected, got)});
    }
  }
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    const auto& [step, got] = *change;
    auto& lines = document.lines;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(step->first),
                lines.begin() + static_cast<std::ptrdiff_t>(step->last));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(step->first), got.begin(), got.end());
  }
  return failures;
}

}  // namespace ipcheck::transcript

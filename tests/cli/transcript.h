#pragma once
// Documents that are tests: fenced blocks of commands with what they print. Used by transcript_main
// on tests/cli/*.md and on every README.
//
// ```console   `$ command`, then what it prints (stdout and stderr as they come) and `[exit N]`
// when
//              the status is not 0. A command ends in `\` to go on in the next line; `> ` lines
//              after a command with `<<` are its here-document.
// ```sh        one command a line; a ```text block right after it is what they print together.
//              Any status but "trouble" will do. `./dev run ARGS` is `ipcheck ARGS`; lines that
//              set up or build are not run.
// In what is expected, a line `...` stands for any lines and `<any>` for any part of a line.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck::transcript {

using Lines = std::vector<std::string>;

struct Step {
  Lines commands;            // one in a console block, all of a sh block
  std::size_t line = 0;      // 1-based, where the first command stands
  bool has_expected = true;  // false: only the status matters
  bool any_verdict = false;  // statuses 0, 1, 3 and 4 are as good
  std::size_t first = 0;     // expected lines: [first, last) of the document, 0-based
  std::size_t last = 0;
};

struct Document {
  Lines lines;
  std::vector<Step> steps;
  std::size_t skipped = 0;  // commands that set up or build
};

struct Outcome {
  std::string output;
  int status = 0;  // 128 + signal when killed
  bool timed_out = false;
};

struct Failure {
  std::size_t line = 0;
  std::string command;
  std::string difference;
};

using Runner = std::function<Outcome(const std::string& command)>;

/// Errors: throws std::runtime_error with `line N: ...` for a fence without an end or output
/// before the first command.
Document parse(std::string_view text);

/// Whether a line is as expected; `<any>` in `pattern` takes any run of bytes.
bool matches_line(std::string_view pattern, std::string_view line);
bool matches(const Lines& expected, const Lines& got);

/// Lines of `expected` that are not there with `-`, lines of `got` that are not expected with `+`,
/// and three lines around each.
std::string difference(const Lines& expected, const Lines& got);

/// What a step printed as lines, ended by `[exit N]` where that belongs to what is expected.
Lines printed(const Step& step, const std::vector<Outcome>& outcomes);

/// Runs every step. With `update`, `document.lines` becomes what was printed where it differed, and
/// only statuses that are never right are failures.
std::vector<Failure> run(Document& document, const Runner& runner, bool update);

/// `sh -c command` in `directory` with an empty stdin; stdout and stderr in one.
Outcome run_shell(const std::string& command, const std::filesystem::path& directory,
                  std::chrono::seconds limit);

}  // namespace ipcheck::transcript

#include "cli/transcript.h"

#include <stdexcept>

#include "support/catch.h"

namespace ipcheck::transcript {
namespace {

const std::string kFence = "```";

std::string console(const std::string& body) {
  return kFence + "console\n" + body + kFence + "\n";
}

std::string text_of(const Document& document) {
  std::string text;
  for (const auto& line : document.lines) text += line + "\n";
  return text;
}

/// Runs a document in /tmp and gives the lines of the steps that failed.
std::vector<std::size_t> failed_lines(const std::string& text) {
  Document document = parse(text);
  const auto shell = [](const std::string& c) {
    return run_shell(c, "/tmp", std::chrono::seconds(20));
  };
  std::vector<std::size_t> lines;
  for (const auto& failure : run(document, shell, false)) lines.push_back(failure.line);
  return lines;
}

using Numbers = std::vector<std::size_t>;

}  // namespace

TEST_CASE("parse: a console block gives a step for each dollar line", "[transcript]") {
  const auto document = parse("# Title\n\n" + console("$ one\na\nb\n$ two \\\n  more\n$ three\n"));
  REQUIRE(document.steps.size() == 3);
  CHECK(document.steps[0].line == 4);
  CHECK(document.steps[0].last - document.steps[0].first == 2);
  CHECK(document.steps[1].commands == Lines{"two \\\n  more"});
  CHECK(document.steps[2].first == document.steps[2].last);
}

TEST_CASE("parse: other languages are no commands", "[transcript]") {
  CHECK(parse("```yaml\n$ x\n```\n```\n$ y\n```\n").steps.empty());
}

TEST_CASE("parse: a longer fence may hold a shorter one", "[transcript]") {
  const auto document = parse("````console\n$ x\n```\n````\n");
  REQUIRE(document.steps.size() == 1);
  CHECK(document.steps[0].last - document.steps[0].first == 1);
}

TEST_CASE("parse: a fence without an end and output before a command are refused", "[transcript]") {
  CHECK_THROWS_AS(parse("a\n```console\n$ x\n"), std::runtime_error);
  CHECK_THROWS_AS(parse(console("x\n")), std::runtime_error);
}

TEST_CASE("parse: a sh block is one step and setting up is not run", "[transcript]") {
  const auto document =
      parse("```sh\n# first\n./dev test\n./dev run a b | x\nipcheck c\n```\n\n```text\nout\n```\n");
  REQUIRE(document.steps.size() == 1);
  CHECK(document.skipped == 1);
  CHECK(document.steps[0].commands == Lines{"ipcheck a b | x", "ipcheck c"});
  CHECK(document.steps[0].has_expected);
}

TEST_CASE("parse: a text block after other words is not the output of a sh block", "[transcript]") {
  const auto document = parse("```sh\ntrue\n```\nwords\n```text\nout\n```\n");
  REQUIRE(document.steps.size() == 1);
  CHECK_FALSE(document.steps[0].has_expected);
}

TEST_CASE("matches_line: a wildcard takes any part of a line", "[transcript]") {
  struct Case {
    const char* pattern;
    const char* line;
    bool same;
  };
  const auto c = GENERATE(values<Case>({{"a", "a", true},
                                        {"a", "ab", false},
                                        {"a<any>", "a", true},
                                        {"a<any>c", "abbc", true},
                                        {"a<any>c", "abbd", false},
                                        {"<any>b<any>", "abc", true},
                                        {"<any>b<any>b", "ab", false},
                                        {"ab<any>b", "ab", false},
                                        {"第<any>行", "第 3 行", true}}));
  INFO(c.pattern << " on " << c.line);
  CHECK(matches_line(c.pattern, c.line) == c.same);
}

TEST_CASE("matches: three points take any lines", "[transcript]") {
  struct Case {
    Lines expected;
    Lines got;
    bool same;
  };
  const auto c = GENERATE(values<Case>({{{}, {}, true},
                                        {{"a"}, {}, false},
                                        {{}, {"a"}, false},
                                        {{"..."}, {}, true},
                                        {{"a", "...", "c"}, {"a", "c"}, true},
                                        {{"a", "...", "c"}, {"a", "b", "c", "b", "c"}, true},
                                        {{"a", "...", "c"}, {"a", "b"}, false},
                                        {{"...", "b", "...", "d"}, {"a", "b", "c", "d"}, true},
                                        {{"...", "x", "..."}, {"a", "b"}, false}}));
  CHECK(matches(c.expected, c.got) == c.same);
}

TEST_CASE("run: output and status are compared", "[transcript]") {
  CHECK(failed_lines(console("$ echo a\na\n$ echo b >&2; exit 3\nb\n[exit 3]\n")).empty());
  CHECK(failed_lines(console("$ echo a\nb\n$ true\n")) == Numbers{2});
  CHECK(failed_lines(console("$ exit 1\n")) == Numbers{2});
  CHECK(failed_lines(console("$ true\n[exit 1]\n")) == Numbers{2});
  CHECK(failed_lines(console("$ printf a\na\n")) == Numbers{2});
  CHECK(failed_lines(console("$ printf a\na\n[no newline at the end]\n")).empty());
  CHECK(failed_lines(console("$ cat <<X\n> one\n> X\none\n$ cat\n")).empty());
}

TEST_CASE("run: a sh block takes every verdict but not trouble", "[transcript]") {
  CHECK(failed_lines("```sh\nexit 1\nexit 3\nexit 4\n```\n").empty());
  CHECK(failed_lines("```sh\nexit 2\n```\n") == Numbers{2});
  CHECK(failed_lines("```sh\nno-such-program\n```\n") == Numbers{2});
  CHECK(failed_lines("```sh\necho a; exit 1\n```\n\n```text\na\n```\n").empty());
  CHECK(failed_lines("```sh\necho a\n```\n\n```text\nb\n```\n") == Numbers{2});
}

TEST_CASE("run: update writes what was printed and keeps wildcards that still match",
          "[transcript]") {
  Document document = parse(console("$ one\nold\n...\n$ two\n...\n$ three\n") + "words\n");
  const auto runner = [](const std::string& command) {
    return Outcome{command + " says\nhello\n", command == "three" ? 1 : 0, false};
  };
  CHECK(run(document, runner, true).empty());
  CHECK(text_of(document) ==
        console("$ one\none says\nhello\n$ two\n...\n$ three\nthree says\nhello\n[exit 1]\n") +
            "words\n");
}

TEST_CASE("run: update never takes trouble of a sh block", "[transcript]") {
  Document document = parse("```sh\nx\n```\n```text\nold\n```\n");
  const auto runner = [](const std::string&) { return Outcome{"broken\n", 2, false}; };
  CHECK(run(document, runner, true).size() == 1);
  CHECK(text_of(document) == "```sh\nx\n```\n```text\nold\n```\n");
}

TEST_CASE("difference: marks what is missing and what is new", "[transcript]") {
  CHECK(difference({"a", "b<any>", "c"}, {"a", "bb", "d"}) == "  a\n  bb\n- c\n+ d\n");
  Lines expected, got;
  for (int i = 0; i < 9; ++i) expected.push_back(std::to_string(i));
  got = expected;
  got[0] = "x";
  CHECK(difference(expected, got) == "- 0\n+ x\n  1\n  2\n  3\n");
}

TEST_CASE("run_shell: a command that does not end is ended", "[transcript]") {
  const auto outcome = run_shell("echo a; sleep 60", "/tmp", std::chrono::seconds(1));
  CHECK(outcome.timed_out);
  CHECK(outcome.output == "a\n");
}

TEST_CASE("run_shell: a signal shows in the status", "[transcript]") {
  CHECK(run_shell("kill -9 $$", "/tmp", std::chrono::seconds(20)).status == 137);
}

}  // namespace ipcheck::transcript

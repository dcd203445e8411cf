#pragma once
// How commands say what they take: each option names the field that it fills. Private to
// cli/args*.cc; CLI11 is behind it.

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/args.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ipcheck {

/// Words in both languages: of options, help, values.
struct Words {
  const char* zh;
  const char* en;
};

/// An option that should have been a date, and what was given instead.
struct BadDate {
  std::string option, given;
};

/// The options and arguments of one command. A name without dashes is an argument by position.
/// Fields outlive the parsing.
class Options {
 public:
  Options(CLI::App& app, Lang lang, BadDate& bad_date)
      : app_(app), lang_(lang), bad_date_(bad_date) {}

  void flag(const char* name, bool& field, Words help);
  void text(const char* name, std::string& field, Words value, Words help);
  void needed(const char* name, std::string& field, Words value, Words help);
  /// Given as often as one likes.
  void texts(const char* name, std::vector<std::string>& field, Words value, Words help);
  void needed(const char* name, std::vector<std::string>& field, Words value, Words help);
  /// Separated by commas.
  void list(const char* name, std::vector<std::string>& field, Words value, Words help);
  void choice(const char* name, std::string& field, const std::vector<std::string>& choices,
              Words help);
  void needed_choice(const char* name, std::string& field, const std::vector<std::string>& choices,
                     Words help);
  void choices(const char* name, std::vector<std::string>& field,
               const std::vector<std::string>& choices, Words help);
  template <class Number>
  void number(const char* name, Number& field, std::uint64_t least, std::uint64_t most,
              Words help) {
    number(
        name, [&field](std::uint64_t v) { field = static_cast<Number>(v); }, least, most, help);
  }
  void when(const char* name, When& field, Words help);
  void as_of(std::optional<Date>& field, const char* name = "--as-of",
             Words help = {"判定日 YYYY-MM-DD（默认取记录的 as_of，再取今天）",
                           "as-of date YYYY-MM-DD (default: the record's, else today)"});
  void format(std::optional<Format>& field, const std::vector<std::string>& names);
  void schemes(std::vector<std::string>& field, Words help);
  /// The options of every command that reads a table.
  void table(TableArgs& args);
  void common(CommonArgs& args);
  void help();

 private:
  std::string in(Words words) const { return lang_ == Lang::Zh ? words.zh : words.en; }
  void number(const char* name, std::function<void(std::uint64_t)> set, std::uint64_t least,
              std::uint64_t most, Words help);

  CLI::App& app_;
  Lang lang_;
  BadDate& bad_date_;
};

/// A command: `A` is what it runs with. `describe` is called only for a command that was typed, or
/// for all when their words are asked for.
struct CommandRow {
  const char* name;
  Words about;
  std::function<Command()> (*describe)(Options& options);
};

/// The commands of ipcheck, those of `rules` apart; in the order of `--help`.
std::vector<CommandRow> judging_commands();
std::vector<CommandRow> rules_commands();

/// A row from a function that says what the command takes.
template <class A, void (*Describe)(Options&, A&)>
CommandRow command_row(const char* name, Words about) {
  return {name, about, [](Options& options) -> std::function<Command()> {
            auto args = std::make_shared<A>();
            Describe(options, *args);
            return [args] { return Command(*args); };
          }};
}

}  // namespace ipcheck

// What CLI11 knows of the options, in our own words. Tested by tests/cli/usage.md and
// tests/cli/bad/arguments.md.
#include "cli/args_words.h"

#include <CLI/CLI.hpp>

namespace ipcheck {
namespace {

CommandWords::Word word_of(const CLI::Option& option) {
  CommandWords::Word word{.help = option.get_description(), .needed = option.get_required()};
  bool positional = option.get_lnames().empty();
  word.word = positional ? option.get_name(true) : "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) word.letter = "-" + option.get_snames().front();
  if (option.get_type_size() > 0) word.value = option.get_type_name();
  word.value = word.value.substr(0, word.value.find(':'));  // CLI11 adds the choices again
  bool choices = word.value.find('|') != std::string::npos;
  for (std::size_t at = 0; choices && at <= word.value.size();) {
    std::size_t end = std::min(word.value.find('|', at), word.value.size());
    word.choices.push_back(word.value.substr(at, end - at));
    at = end + 1;
  }
  return word;
}

/// The option that CLI11's message is about: `--format: …` or `…: --quiet = …`.
const CLI::Option* option_named_in(const std::string& what, const CLI::App& at) {
  for (const CLI::App* app = &at; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      std::string name = option->get_name();
      if (what.starts_with(name + ":") || what.find(": " + name + " ") != std::string::npos)
        return option;
    }
  }
  return nullptr;
}

std::string first_unknown(const CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> rest = app.remaining(true);
  for (int i = 1; i < argc; ++i) {
    if (std::find(rest.begin(), rest.end(), argv[i]) != rest.end()) return argv[i];
  }
  return rest.empty() ? "" : rest.front();
}

}  // namespace

CommandWords words_of(const CLI::App& app, const std::string& path) {
  CommandWords own{.command = path, .about = app.get_description()};
  for (const CLI::App* sub : app.get_subcommands({})) {
    own.subcommands.push_back({.word = sub->get_name(), .help = sub->get_description()});
  }
  for (const CLI::Option* option : app.get_options()) {
    (option->get_lnames().empty() ? own.positionals : own.options).push_back(word_of(*option));
  }
  return own;
}

void add_words(const CLI::App& app, const std::string& path, std::vector<CommandWords>& out) {
  out.push_back(words_of(app, path));
  for (const CLI::App* sub : app.get_subcommands({})) {
    add_words(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
  }
}

UsageFault fault_of(const CLI::ParseError& fault, const CLI::App& app, const CLI::App& at, int argc,
                    const char* const* argv) {
  using Kind = UsageFault::Kind;
  if (std::string word = first_unknown(app, argc, argv); !word.empty())
    return {Kind::UnknownWord, word, ""};
  if (dynamic_cast<const CLI::RequiredError*>(&fault) != nullptr) {
    for (const CLI::Option* option : at.get_options()) {
      if (option->get_required() && option->count() == 0)
        return {Kind::Missing, word_of(*option).word, ""};
    }
    return {Kind::MissingCommand, "", ""};
  }
  const CLI::Option* option = option_named_in(fault.what(), at);
  if (option == nullptr) return {Kind::UnknownWord, fault.what(), ""};
  std::string name = word_of(*option).word;
  if (word_of(*option).value.empty()) return {Kind::TakesNothing, name, ""};
  if (option->count() == 0 || option->results().back().empty()) return {Kind::NoValue, name, ""};
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&fault) != nullptr)
    return {option->count() > 1 ? Kind::GivenTwice : Kind::NoValue, name, ""};
  return {Kind::BadValue, name, option->results().back()};
}

}  // namespace ipcheck

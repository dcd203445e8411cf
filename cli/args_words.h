#pragma once
// The words of the command line, as CLI11 holds them: for help, completion and faults. Beside
// args.cc the only code that sees CLI11.

#include <string>
#include <vector>

#include "cli/usage.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace ipcheck {

/// What may follow the command `app`, whose words are `path`.
CommandWords words_of(const CLI::App& app, const std::string& path);
/// The same with all commands below it.
void add_words(const CLI::App& app, const std::string& path, std::vector<CommandWords>& out);

/// What is wrong with a command line, at the command `at` of `app`.
UsageFault fault_of(const CLI::ParseError& fault, const CLI::App& app, const CLI::App& at, int argc,
                    const char* const* argv);

}  // namespace ipcheck

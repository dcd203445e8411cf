#pragma once
// What is wrong with a command line, in the user's words. Filled by args_words.cc.

#include <string>

#include "cli/args.h"

namespace ipcheck {

struct UsageFault {
  enum class Kind {
    UnknownWord,     // an option, a command, or one argument too many
    Missing,         // a needed argument
    MissingCommand,  // `rules` alone
    BadValue,        // not one of the choices
    NoValue,         // an option at the end that takes one
    GivenTwice,
    TakesNothing,  // a flag with a value
  };
  Kind kind;
  std::string word;   // as typed, or the name of the option or argument
  std::string value;  // BadValue: as typed
};

/// The message, the nearest right word where there is one, and where to read on.
std::string usage_error(const UsageFault& fault, const CommandWords& at, Lang lang);

}  // namespace ipcheck

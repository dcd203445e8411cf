// Completion scripts, made from the same table as --help. Scheme ids are asked from ipcheck itself.
#include <algorithm>

#include "cli/commands.h"

namespace ipcheck {
namespace {

/// Subcommands, then options.
std::vector<CommandWords::Word> words_after(const CommandWords& command) {
  std::vector<CommandWords::Word> out = command.subcommands;
  out.insert(out.end(), command.options.begin(), command.options.end());
  return out;
}

std::string names_after(const CommandWords& command) {
  std::string out;
  for (const CommandWords::Word& w : words_after(command)) out += (out.empty() ? "" : " ") + w.word;
  return out;
}

void bash(const std::vector<CommandWords>& commands, std::ostream& out) {
  out << "_ipcheck() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path= word i\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    word=${COMP_WORDS[i]}\n"
         "    case \"$path $word\" in\n";
  for (const CommandWords& c : commands) {
    if (!c.command.empty())
      out << "      \" " << c.command << "\") path=\" " << c.command << "\" ;;\n";
  }
  out << "    esac\n"
         "  done\n"
         "  case \"$prev\" in\n"
         "    -s|--scheme) COMPREPLY=($(compgen -W \"$(ipcheck rules list --quiet 2>/dev/null)\" "
         "-- \"$cur\")); return ;;\n";
  std::vector<std::string> told;
  for (const CommandWords& c : commands) {
    for (const auto& w : words_after(c)) {
      if (w.choices.empty() || w.word == "--format") continue;
      if (std::find(told.begin(), told.end(), w.word) != told.end()) continue;
      told.push_back(w.word);
      out << "    " << w.word << ") COMPREPLY=($(compgen -W \"" << joined(w.choices, " ")
          << "\" -- \"$cur\")); return ;;\n";
    }
  }
  out << "    --rules|--write) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n"
         "  esac\n"
         "  case \"$path\" in\n";
  for (const CommandWords& c : commands) {
    for (const auto& w : words_after(c)) {
      if (w.word != "--format") continue;
      out << "    \"" << (c.command.empty() ? "" : " " + c.command)
          << "\") [[ $prev == --format ]] && { COMPREPLY=($(compgen -W \"" << joined(w.choices, " ")
          << "\" -- \"$cur\")); return; } ;;\n";
    }
  }
  out << "  esac\n"
         "  case \"$path\" in\n";
  for (const CommandWords& c : commands) {
    out << "    \"" << (c.command.empty() ? "" : " " + c.command)
        << "\") COMPREPLY=($(compgen -W \"" << names_after(c) << "\" -- \"$cur\")) ;;\n";
  }
  out << "  esac\n"
         "  [[ $cur != -* && ${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- \"$cur\"))\n"
         "}\n"
         "complete -o filenames -F _ipcheck ipcheck\n";
}

/// Inside single quotes of any of the shells.
std::string quoted(std::string_view text, bool zsh) {
  std::string out;
  for (char c : text) {
    if (c == '\'')
      out += "'\\''";
    else if (zsh && (c == ':' || c == '[' || c == ']'))
      out += std::string("\\") + c;
    else
      out += c;
  }
  return out;
}

void zsh(const std::vector<CommandWords>& commands, std::ostream& out) {
  out << "#compdef ipcheck\n"
         "_ipcheck() {\n"
         "  local path= word\n"
         "  local -a choices\n"
         "  for word in ${words[2,CURRENT-1]}; do\n"
         "    case \"$path $word\" in\n";
  for (const CommandWords& c : commands) {
    if (!c.command.empty())
      out << "      (\" " << c.command << "\") path=\" " << c.command << "\" ;;\n";
  }
  out << "    esac\n"
         "  done\n"
         "  case ${words[CURRENT-1]} in\n"
         "    (-s|--scheme) compadd -- ${(f)\"$(ipcheck rules list --quiet 2>/dev/null)\"}; return "
         ";;\n"
         "    (--rules|--write) _files -/; return ;;\n"
         "  esac\n"
         "  case \"$path\" in\n";
  for (const CommandWords& c : commands) {
    out << "    (\"" << (c.command.empty() ? "" : " " + c.command) << "\")\n      choices=(";
    for (const auto& w : words_after(c))
      out << "\n        '" << quoted(w.word, true) << ":" << quoted(w.help, true) << "'";
    out << ") ;;\n";
  }
  out << "  esac\n"
         "  _describe ipcheck choices\n"
         "  _files\n"
         "}\n"
         "if [[ $funcstack[1] == _ipcheck ]]; then _ipcheck \"$@\"; else compdef _ipcheck ipcheck; "
         "fi\n";
}

void fish(const std::vector<CommandWords>& commands, std::ostream& out) {
  for (const CommandWords& c : commands) {
    std::string condition = c.command.empty() ? "__fish_use_subcommand"
                                              : "__fish_seen_subcommand_from " +
                                                    c.command.substr(c.command.rfind(' ') + 1);
    for (const auto& w : words_after(c)) {
      out << "complete -c ipcheck -n '" << condition << "'";
      if (w.word.starts_with("--"))
        out << " -l " << w.word.substr(2);
      else
        out << " -f -a " << w.word;
      if (w.word == "--scheme")
        out << " -x -a '(ipcheck rules list --quiet 2>/dev/null)'";
      else if (!w.choices.empty())
        out << " -x -a '" << joined(w.choices, " ") << "'";
      else if (!w.value.empty())
        out << " -r";
      out << " -d '" << quoted(w.help, false) << "'\n";
    }
  }
}

}  // namespace

ExitStatus run_completion(const CompletionArgs& args, Context& context) {
  std::vector<CommandWords> commands = command_words(context.lang);
  if (args.shell == "bash")
    bash(commands, *context.out);
  else if (args.shell == "zsh")
    zsh(commands, *context.out);
  else
    fish(commands, *context.out);
  return ExitStatus::Ok;
}

}  // namespace ipcheck

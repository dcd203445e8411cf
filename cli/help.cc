// The page that `--help` prints. Tested by tests/cli/usage.md.
#include <algorithm>

#include "cli/args.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

std::string padded(const std::string& text, std::size_t width) {
  std::size_t used = static_cast<std::size_t>(display_width(text));
  return text + std::string(used < width ? width - used : 0, ' ');
}

/// `-q, --quiet`, `    --rules DIR`.
std::string option_head(const CommandWords::Word& w) {
  std::string head = w.letter.empty() ? "    " : w.letter + ", ";
  return head + w.word + (w.value.empty() ? "" : " " + w.value);
}

void add_section(const Text& title, Lang lang, const std::vector<CommandWords::Word>& words,
                 std::string (*head)(const CommandWords::Word&), std::string& out) {
  if (words.empty()) return;
  constexpr std::size_t kWidest = 36;
  std::size_t width = 0;
  for (const auto& w : words) {
    std::size_t own = static_cast<std::size_t>(display_width(head(w)));
    if (own <= kWidest) width = std::max(width, own);
  }
  out += "\n" + title.in(lang) + "\n";
  for (const auto& w : words) {
    std::string left = head(w);
    bool long_one = static_cast<std::size_t>(display_width(left)) > kWidest;
    out += "  " + padded(left, width);
    out += long_one ? "\n" + std::string(width + 4, ' ') : "  ";
    out += w.help + "\n";
  }
}

std::string usage(const CommandWords& words, Lang lang) {
  std::string out = say("用法：ipcheck", "usage: ipcheck").in(lang);
  if (!words.command.empty()) out += " " + words.command;
  if (!words.subcommands.empty()) out += say(" 命令", " COMMAND").in(lang);
  for (const auto& w : words.positionals) out += w.needed ? " " + w.value : " [" + w.value + "]";
  return out + say(" [选项]", " [OPTIONS]").in(lang) + "\n";
}

}  // namespace

std::string help_page(const CommandWords& words, Lang lang) {
  auto plain = [](const CommandWords::Word& w) { return w.value.empty() ? w.word : w.value; };
  std::string out = words.about + "\n" + usage(words, lang);
  add_section(say("命令", "commands"), lang, words.subcommands, plain, out);
  add_section(say("参数", "arguments"), lang, words.positionals, plain, out);
  add_section(say("选项", "options"), lang, words.options, option_head, out);
  if (!words.command.empty()) return out;
  return out + "\n" +
         say("退出码：0 符合或无问题，1 不符合或有发现，2 出错，3 材料不全，4 "
             "需人工判断\n命令的详情：ipcheck 命令 --help\n",
             "exit status: 0 eligible or clean, 1 ineligible or findings, 2 trouble, 3 incomplete, "
             "4 needs review\n"
             "more on a command: ipcheck COMMAND --help\n")
             .in(lang);
}

}  // namespace ipcheck

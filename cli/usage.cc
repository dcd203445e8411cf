// Tested by tests/cli/bad/arguments.md.
#include "cli/usage.h"

#include <algorithm>

#include "text/frame.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

using Word = CommandWords::Word;

/// What was typed, safe to print and no longer than a line.
std::string echoed(const std::string& word) {
  constexpr std::size_t kLongest = 60;
  if (word.size() <= kLongest) return visible(word);
  std::size_t end = kLongest;
  while ((static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return visible(word.substr(0, end)) + "…";
}

std::vector<std::string> names_of(const std::vector<Word>& words) {
  std::vector<std::string> out;
  for (const Word& w : words) out.push_back(w.word);
  return out;
}

Text did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  std::vector<std::string_view> views(known.begin(), known.end());
  auto near = nearest(word, views);
  return near ? say("是否想写 `{}`？", "did you mean `{}`?", *near) : Text{};
}

Text one_of(const std::vector<std::string>& names) {
  return {"可用：" + joined(names, "、"), "one of " + joined(names, ", ")};
}

const Word* find_word(const CommandWords& at, const std::string& name) {
  for (const auto* words : {&at.options, &at.positionals}) {
    auto it =
        std::find_if(words->begin(), words->end(), [&](const Word& w) { return w.word == name; });
    if (it != words->end()) return &*it;
  }
  return nullptr;
}

Text unknown_word(const std::string& word, const CommandWords& at, Text& hint) {
  if (word.starts_with('-')) {
    hint = did_you_mean(word.substr(0, word.find('=')), names_of(at.options));
    return say("没有选项 `{}`", "no option `{}`", echoed(word));
  }
  if (at.subcommands.empty())
    return say("多余的参数 `{}`", "one argument too many: `{}`", echoed(word));
  std::vector<std::string> names = names_of(at.subcommands);
  hint = did_you_mean(word, names);
  if (hint.empty()) hint = one_of(names);
  return say("没有命令 `{}`", "no command `{}`", echoed(word));
}

Text missing(const std::string& name, const CommandWords& at) {
  const Word* word = find_word(at, name);
  if (word == nullptr) return say("缺少 `{}`", "`{}` is missing", name);
  return say("缺少 `{}`（{}）", "`{}` is missing ({})", word->value, word->help);
}

Text bad_value(const UsageFault& fault, const CommandWords& at, Text& hint) {
  const Word* word = find_word(at, fault.word);
  if (word != nullptr && !word->choices.empty()) {
    hint = did_you_mean(fault.value, word->choices);
    if (hint.empty()) hint = one_of(word->choices);
  }
  return say("`{}` 不能是 `{}`", "`{}` cannot be `{}`", fault.word, echoed(fault.value));
}

Text no_value(const std::string& name, const CommandWords& at) {
  const Word* word = find_word(at, name);
  std::string value = word == nullptr ? "" : word->value;
  return say("`{}` 后面缺少值：{}", "`{}` needs a value: {}", name, value);
}

Text message_of(const UsageFault& fault, const CommandWords& at, Text& hint) {
  switch (fault.kind) {
    case UsageFault::Kind::UnknownWord:
      return unknown_word(fault.word, at, hint);
    case UsageFault::Kind::Missing:
      return missing(fault.word, at);
    case UsageFault::Kind::MissingCommand:
      hint = one_of(names_of(at.subcommands));
      return say("缺少命令", "a command is missing");
    case UsageFault::Kind::BadValue:
      return bad_value(fault, at, hint);
    case UsageFault::Kind::NoValue:
      return no_value(fault.word, at);
    case UsageFault::Kind::GivenTwice:
      return say("`{}` 只能给一次", "`{}` may be given once", fault.word);
    case UsageFault::Kind::TakesNothing:
      return say("`{}` 不带值", "`{}` takes no value", fault.word);
  }
  return {};
}

}  // namespace

std::string usage_error(const UsageFault& fault, const CommandWords& at, Lang lang) {
  Text hint;
  std::string out = "ipcheck: " + message_of(fault, at, hint).in(lang) + "\n";
  if (!hint.empty()) out += "  " + hint.in(lang) + "\n";
  std::string command = at.command.empty() ? "" : at.command + " ";
  return out + "  " + say("用法见 `ipcheck {}--help`", "see `ipcheck {}--help`", command).in(lang) +
         "\n";
}

}  // namespace ipcheck

#pragma once
// A sentence in the two languages of the product. Everything a user reads is built with `say` and
// picked by a renderer, so no floor below `report` and `cli` needs to know the user's language.

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace ipcheck {

enum class Lang { Zh, En };

struct Text {
  std::string zh;
  std::string en;

  const std::string& in(Lang lang) const { return lang == Lang::Zh ? zh : en; }
  bool empty() const { return zh.empty() && en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

/// The same sentence in Chinese and English with the same arguments: say("缺少 `{}`", "missing
/// `{}`", name).
template <class... Args>
Text say(fmt::format_string<const Args&...> zh, fmt::format_string<const Args&...> en,
         const Args&... args) {
  return {fmt::format(zh, args...), fmt::format(en, args...)};
}

/// Items one after another with `separator` between them.
template <class List>
std::string joined(const List& items, std::string_view separator) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += separator;
    out += item;
  }
  return out;
}

}  // namespace ipcheck

// Tested by tests/value/cell_test.cc.
#include <algorithm>

#include "text/suggest.h"
#include "text/utf8.h"
#include "value/cell_kinds.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

using View = std::u32string_view;

constexpr View kSeparators = U"、；;,，\n\r";
constexpr View kOpen = U"（([【《“「", kClose = U"）)]】》”」";
constexpr View kOn = U"☑☒■✓✔√", kOff = U"□☐⬜×✗✘";
constexpr View kBoxes = U"☑☒■□☐⬜";

bool holds(View set, char32_t c) {
  return set.find(c) != View::npos;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> items;
  std::u32string item;
  const auto finish = [&] {
    const std::string whole = encode(item);
    if (const std::string_view bare = trim(whole); !bare.empty() && !is_blank_cell(bare))
      items.emplace_back(bare);
    item.clear();
  };
  int depth = 0;
  for (const char32_t c : decode(text)) {
    if (holds(kOpen, c)) ++depth;
    if (holds(kClose, c) && depth > 0) --depth;
    if (depth == 0 && holds(kSeparators, c))
      finish();
    else
      item += c;
  }
  finish();
  return items;
}

/// 其他：碳纤维 gives 碳纤维, without the line that the form drew under it.
std::string own_words(std::string_view text) {
  std::string_view rest = trim(text);
  for (const std::string_view other : {"其他", "其它"}) {
    if (!rest.starts_with(other)) continue;
    std::string_view words = rest.substr(other.size());
    bool marked = false;
    for (const std::string_view colon : {"：", ":", "（", "("})
      if (words.starts_with(colon)) {
        words.remove_prefix(colon.size());
        marked = true;
        break;
      }
    if (!marked) return std::string(rest);
    std::string bare(words);
    for (const std::string_view close : {"）", ")"})
      if (bare.ends_with(close)) bare.resize(bare.size() - close.size());
    bare.erase(std::remove(bare.begin(), bare.end(), '_'), bare.end());
    const std::string kept(trim(bare));
    return kept.empty() ? std::string(other) : kept;
  }
  return std::string(rest);
}

std::string words_of(const Member& member, Lang lang) {
  const std::string& label = member.label.in(lang);
  return label.empty() ? member.id : label;
}

Text choices(const Domain& domain) {
  constexpr std::size_t kShown = 8;
  Text list;
  for (std::size_t i = 0; i < std::min(domain.members.size(), kShown); ++i) {
    list.zh += (i ? "、" : "") + words_of(domain.members[i], Lang::Zh);
    list.en += (i ? ", " : "") + words_of(domain.members[i], Lang::En);
  }
  if (domain.members.size() > kShown) {
    list.zh += " 等";
    list.en += ", …";
  }
  return list;
}

CellReading unlisted_member(const CellTask& task, const Domain& domain) {
  std::vector<std::string_view> names;
  for (const Member& member : domain.members) {
    for (const std::string_view name :
         {std::string_view(member.id), std::string_view(member.label.zh),
          std::string_view(member.label.en)})
      if (!name.empty()) names.push_back(name);
    names.insert(names.end(), member.aliases.begin(), member.aliases.end());
  }
  const std::string shown = task.shown();
  if (task.text.size() <= 200)
    if (const auto near = nearest(task.text, names))
      return invalid_cell("unknown_value",
                          say("`{}` 不在可填的值里；是不是 `{}`",
                              "`{}` is not one of the values; did you mean `{}`", shown, *near));
  const Text list = choices(domain);
  Text why = say("`{}` 不在可填的值里", "`{}` is not one of the values", shown);
  why.zh += "；可填：" + list.zh;
  why.en += "; they are: " + list.en;
  return invalid_cell("unknown_value", std::move(why));
}

CellReading member_or_text(const CellTask& task, const Domain& domain, const std::string& text) {
  if (const auto index = domain.find(text)) return known_cell({domain.members[*index].id});
  if (!domain.open) {
    CellTask part = task;
    part.text = text;
    return unlisted_member(part, domain);
  }
  CellReading reading = known_cell({text});
  reading.unlisted.push_back(text);
  return reading;
}

CellReading two_values(const CellTask& task) {
  return invalid_cell("two_values",
                      say("`{}` 里不止一个值；请只选一个",
                          "`{}` holds more than one value; choose one", task.shown()));
}

/// The texts of a collection's cell, before they are typed.
std::vector<std::string> item_texts(const CellTask& task) {
  const Domain* domain = task.schema.domain_of(task.type_id);
  const bool is_member = domain && domain->find(task.text);
  if (is_member || !task.context.collection) return {std::string(task.text)};
  const auto ticks = read_ticks(task.text);
  if (!ticks) return split(task.text);
  std::vector<std::string> texts;
  for (const std::string& on : ticks->on) {
    const std::string words = own_words(on);
    if (domain && domain->find(words)) {
      texts.push_back(words);
    } else {
      const auto parts = split(words);
      texts.insert(texts.end(), parts.begin(), parts.end());
    }
  }
  return texts;
}

}  // namespace

std::optional<Ticks> read_ticks(std::string_view text) {
  const std::u32string points = decode(trim(text));
  if (points.empty()) return std::nullopt;
  const auto is_mark = [](char32_t c) { return holds(kOn, c) || holds(kOff, c); };
  const bool boxes =
      std::any_of(points.begin(), points.end(), [](char32_t c) { return holds(kBoxes, c); });
  const bool before = is_mark(points.front()), behind = is_mark(points.back());
  if (!boxes && !((before || behind) && points.size() > 1)) return std::nullopt;
  Ticks ticks;
  std::u32string item;
  const auto finish = [&](char32_t mark) {
    while (!item.empty() && (holds(kSeparators, item.back()) || item.back() == U' '))
      item.pop_back();
    while (!item.empty() && (holds(kSeparators, item.front()) || item.front() == U' '))
      item.erase(0, 1);
    const std::string whole = encode(item);
    if (holds(kOff, mark)) ticks.any_off = true;
    if (holds(kOn, mark)) ticks.on.emplace_back(trim(whole));
    item.clear();
  };
  char32_t mark = U'\0';
  for (const char32_t c : points) {
    if (!is_mark(c)) {
      item += c;
      continue;
    }
    if (before || !behind) finish(mark);
    mark = c;
    if (!before && behind) finish(mark);
  }
  if (before || !behind) finish(mark);
  return ticks;
}

CellReading read_enum_cell(const CellTask& task) {
  const Domain& domain = task.schema.domains[task.type().domain];
  if (const auto index = domain.find(task.text)) return known_cell({domain.members[*index].id});
  if (is_blank_cell(task.text) || is_nothing_cell(task.text)) return {};
  std::string text(task.text);
  if (const auto ticks = read_ticks(task.text)) {
    if (ticks->on.empty() && ticks->any_off) return {};
    if (ticks->on.size() != 1) return two_values(task);
    text = ticks->on[0];
    if (const auto index = domain.find(text)) return known_cell({domain.members[*index].id});
  }
  const std::string words = own_words(text);
  if (words != text && !domain.find(words))
    if (const auto other = domain.find("其他")) return known_cell({domain.members[*other].id});
  if (text.empty()) return {};
  return member_or_text(task, domain, words);
}

CellReading read_collection_cell(const CellTask& task) {
  const Domain* domain = task.schema.domain_of(task.type_id);
  const bool nothing = is_nothing_cell(task.text) && !(domain && domain->find(task.text));
  if (is_blank_cell(task.text)) return {};
  if (nothing) return known_cell({ValueList{}});
  const std::vector<std::string> texts = item_texts(task);
  if (texts.empty()) return {};
  CellReading all = known_cell({ValueList{}});
  for (const std::string& text : texts) {
    const TypeId item_type = task.type().item;
    const bool enumerated = task.schema.types[item_type].kind == Kind::Enum;
    CellReading item;
    if (enumerated) {
      CellTask part{task.schema, item_type, task.fact, text, task.context};
      item = member_or_text(part, task.schema.domains[part.type().domain], own_words(text));
    } else {
      item = read_cell(task.schema, item_type, task.fact, text, task.context);
    }
    if (!item.invalid.empty()) return item;
    if (item.suspicious) {
      all.suspicious = true;
      all.suspicion = item.suspicion;
    }
    if (!item.value) continue;
    auto& list = all.value->as<ValueList>();
    const bool doubled = task.type().kind == Kind::Set &&
                         std::find(list.begin(), list.end(), *item.value) != list.end();
    if (doubled) continue;
    list.push_back(std::move(*item.value));
    all.unlisted.insert(all.unlisted.end(), item.unlisted.begin(), item.unlisted.end());
  }
  return all;
}

CellReading read_map_cell(const CellTask& task) {
  if (is_blank_cell(task.text)) return {};
  if (is_nothing_cell(task.text)) return known_cell({ValueMap{}});
  CellReading all = known_cell({ValueMap{}});
  for (const std::string& text : split(task.text)) {
    const std::string half = half_width(text);
    const auto colon = half.find_first_of(":=");
    const std::string key(trim(std::string_view(half).substr(0, colon)));
    auto& map = all.value->as<ValueMap>();
    const bool doubled = std::any_of(
        map.begin(), map.end(), [&key](const ValuePair& pair) { return pair.first == Value{key}; });
    if (colon == half.npos || key.empty() || doubled)
      return invalid_cell("two_values",
                          say("`{}` 要分项填写；请写成 Q1：1；Q2：2 这样",
                              "`{}` needs its keys; write it as `Q1: 1; Q2: 2`", task.shown()));
    const std::string_view words = std::string_view(half).substr(colon + 1);
    CellReading item = read_cell(task.schema, task.type().item, task.fact, words, task.context);
    if (!item.invalid.empty()) return item;
    if (item.value) map.push_back({Value{key}, std::move(*item.value)});
    all.unlisted.insert(all.unlisted.end(), item.unlisted.begin(), item.unlisted.end());
  }
  return all;
}

}  // namespace ipcheck

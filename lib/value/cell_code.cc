// Codes that are given by name. Tested by tests/value/codes_test.cc.
#include <algorithm>

#include "text/utf8.h"
#include "value/cell_kinds.h"
#include "value/pattern.h"

namespace ipcheck {
namespace {

constexpr std::size_t kShown = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool may_be_named(const Fact& fact, const CodeEntry& entry) {
  return fact.named.empty() || matches_whole(fact.named, entry.code);
}

/// 榆次区（140702）
Text name_and_code(const CodeEntry& entry) {
  return {entry.label.zh + "（" + entry.code + "）", entry.label.en + " (" + entry.code + ")"};
}

/// The first of the entries, with what they lie in where that tells them apart.
Text choices(const CodeList& list, const std::vector<const CodeEntry*>& entries, bool in_full) {
  Text out;
  for (std::size_t i = 0; i < std::min(entries.size(), kShown); ++i) {
    Text one = name_and_code(*entries[i]);
    if (in_full && entries[i]->within != kNoEntry) {
      const Text& above = list.entries[entries[i]->within].label;
      one = {above.zh + one.zh, above.en + " " + one.en};
    }
    out.zh += (i ? "、" : "") + one.zh;
    out.en += (i ? ", " : "") + one.en;
  }
  if (entries.size() > kShown) out = {out.zh + " 等", out.en + ", …"};
  return out;
}

CellReading unknown_value(const Text& head, const Text& tail) {
  return invalid_cell("unknown_value", {head.zh + tail.zh, head.en + tail.en});
}

/// A name of more than the fact asks for: a province where a city or county is needed.
CellReading too_wide(const CellTask& task, const CodeList& list, const CodeEntry& entry) {
  std::vector<const CodeEntry*> parts;
  for (const CodeEntry& e : list.entries) {
    const bool inside = e.within != kNoEntry && &list.entries[e.within] == &entry;
    if (inside && e.replaced_by == kNoEntry && may_be_named(task.fact, e)) parts.push_back(&e);
  }
  const Text head =
      say("`{}` 范围太大，不足以确定；请填写更具体的名称或代码",
          "`{}` is too wide to decide by; give a narrower name or a code", task.shown());
  if (parts.empty()) return unknown_value(head, {});
  const Text names = choices(list, parts, false);
  return unknown_value(head, {"，如 " + names.zh, ", as " + names.en});
}

CellReading ambiguous(const CellTask& task, const CodeList& list,
                      const std::vector<std::uint32_t>& found) {
  std::vector<const CodeEntry*> entries;
  for (const std::uint32_t i : found) entries.push_back(&list.entries[i]);
  const Text names = choices(list, entries, true);
  return unknown_value(
      say("`{}` 不止一处，请填代码，或在前面写明上级名称：",
          "`{}` names more than one; give the code, or what it lies in before it: ", task.shown()),
      names);
}

/// The place that a text begins with (榆次 of 榆次县), else the listed name most like it.
const CodeEntry* likely(const CellTask& task, const CodeList& list, std::string_view name) {
  constexpr std::size_t kMost = 120, kMostOfName = 48;  // bytes: an address is no slip of a name
  if (name.size() > kMost) return nullptr;
  for (std::size_t end = name.size(); end > 0; --end) {
    const bool inside = end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80;
    if (inside) continue;
    const CodeMatch match = list.find(name.substr(0, end));
    if (match.entries.size() != 1) continue;
    const CodeEntry& entry = list.entries[match.entries.front()];
    if (may_be_named(task.fact, entry)) return &entry;
  }
  const CodeEntry* near = name.size() > kMostOfName ? nullptr : list.nearest_to(name);
  return near != nullptr && may_be_named(task.fact, *near) ? near : nullptr;
}

CellReading unknown_name(const CellTask& task, const CodeList& list, std::string_view name) {
  const std::string shown = task.shown();
  const Text head{"`" + shown + "` 不在" + list.title.zh + "名称表里；",
                  "`" + shown + "` is not in the list of " + list.title.en + "; "};
  if (const CodeEntry* near = likely(task, list, name)) {
    const Text one = name_and_code(*near);
    return unknown_value(head, {"是不是 " + one.zh + "？否则请填代码",
                                "did you mean " + one.en + "? Otherwise give the code"});
  }
  return unknown_value(head, say("请填代码", "give the code"));
}

CellReading named(const CellTask& task, const CodeList& list, const CodeMatch& match) {
  const CodeEntry& entry = list.entries[match.entries.front()];
  if (!may_be_named(task.fact, entry)) return too_wide(task, list, entry);
  CellReading reading = known_cell({entry.code});
  if (match.former == kNoEntry) return reading;
  const CodeEntry& old = list.entries[match.former];
  const Text now = list.words(entry.code), was = list.words(old.code, true);
  reading.suspicious = true;
  reading.suspicion = {
      "`" + task.shown() + "` 是旧名：" + was.zh + "；读作 " + now.zh,
      "`" + task.shown() + "` is a former name: " + was.en + "; read as " + now.en};
  return reading;
}

/// `140702 榆次区`, `榆次区(140702)`: the digits at one end, and the rest.
struct CodeAndName {
  std::string code, name;
};
CodeAndName parted(const std::string& text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == text.npos) return {"", text};
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  return {text.substr(begin, end - begin), text.substr(0, begin) + text.substr(end)};
}

CellReading disagree(const CellTask& task, const CodeList& list, const std::string& code) {
  const Text words = list.words(code);
  return invalid_cell("two_values",
                      {"`" + task.shown() + "` 里代码与名称不一致（" + words.zh + "）；请只填一个",
                       "code and name of `" + task.shown() + "` do not agree (" + words.en +
                           "); give one of them"});
}

}  // namespace

CellReading read_code_name(const CellTask& task, const std::string& text) {
  const CodeList& list = *task.schema.codes_of(task.fact);
  const CodeAndName parts = parted(text);
  const bool coded = !parts.code.empty() && matches_whole(task.fact.pattern, parts.code);
  const std::string& name = coded ? parts.name : text;
  const CodeMatch match = list.find(name);
  if (coded) {
    const CodeEntry* entry = list.entry(parts.code);
    const bool same = std::any_of(match.entries.begin(), match.entries.end(), [&](std::uint32_t i) {
      const CodeEntry& e = list.entries[i];
      return &e == entry || (entry != nullptr && entry->replaced_by == i);
    });
    const bool both_unlisted = entry == nullptr && match.entries.empty();
    if (!same && !both_unlisted) return disagree(task, list, parts.code);
    return known_cell({parts.code});
  }
  if (match.entries.size() > 1) return ambiguous(task, list, match.entries);
  if (!match.entries.empty()) return named(task, list, match);
  if (match.uncoded != nullptr) return invalid_cell("unknown_value", match.uncoded->text);
  return unknown_name(task, list, name);
}

}  // namespace ipcheck

// Tested by tests/value/codes_test.cc.
#include "value/codes.h"

#include <algorithm>

#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

void add(std::vector<std::string>& words, std::string word) {
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
    words.push_back(std::move(word));
}

/// The folded text without the marks that people put between parts: 山西省/晋中市, 浙江-杭州.
std::string key_of(std::string_view text) {
  std::string out;
  for (const char c : fold(text))
    if (c != '-' && c != '/' && c != ',' && c != '(' && c != ')') out += c;
  return out;
}

}  // namespace

void CodeList::index() {
  std::vector<std::string> ends;
  for (const std::string& ending : endings) ends.push_back(key_of(ending));
  std::sort(ends.begin(), ends.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  for (CodeEntry& entry : entries) {
    entry.words.clear();
    const std::string whole = key_of(entry.label.zh);
    add(entry.words, whole);
    const auto end = std::find_if(ends.begin(), ends.end(), [&](const std::string& e) {
      return !e.empty() && whole.ends_with(e) && whole.size() > e.size();
    });
    // 祁县 stays whole: one character is no name.
    if (end != ends.end()) {
      std::string bare = whole.substr(0, whole.size() - end->size());
      if (code_points(bare) > 1) add(entry.words, std::move(bare));
    }
    add(entry.words, key_of(entry.label.en));
    for (const std::string& alias : entry.aliases) add(entry.words, key_of(alias));
  }
  for (UncodedName& name : uncoded) {
    name.words.clear();
    for (const std::string& word : name.names) add(name.words, key_of(word));
  }
}

const CodeEntry* CodeList::entry(std::string_view code) const {
  const auto at = std::find_if(entries.begin(), entries.end(),
                               [code](const CodeEntry& e) { return e.code == code; });
  return at == entries.end() ? nullptr : &*at;
}

Text CodeList::words(std::string_view code, bool long_form) const {
  const CodeEntry* found = entry(code);
  if (found == nullptr) return {std::string(code), std::string(code)};
  Text text = {found->code + " " + found->label.zh, found->code + " " + found->label.en};
  if (!long_form || found->replaced_by == kNoEntry) return text;
  const CodeEntry& next = entries[found->replaced_by];
  const std::string day = found->replaced_on ? found->replaced_on->str() : "";
  text.zh +=
      "（" + day + (day.empty() ? "已" : " 起") + "为 " + next.code + " " + next.label.zh + "）";
  text.en +=
      " (now " + next.code + " " + next.label.en + (day.empty() ? "" : ", since " + day) + ")";
  return text;
}

bool CodeList::leads_to(std::string_view lead, std::uint32_t at) const {
  for (; !lead.empty() && at != kNoEntry; at = entries[at].within) {
    for (const std::string& word : entries[at].words) {
      const bool ends = lead.ends_with(word);
      if (ends && leads_to(lead.substr(0, lead.size() - word.size()), entries[at].within))
        return true;
    }
  }
  return lead.empty();
}

CodeMatch CodeList::find(std::string_view text) const {
  CodeMatch match;
  const std::string key = key_of(text);
  const std::string_view whole = key;
  if (whole.empty()) return match;
  std::vector<std::uint32_t> former;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const CodeEntry& e = entries[i];
    const bool named = std::any_of(e.words.begin(), e.words.end(), [&](const std::string& word) {
      return whole.ends_with(word) &&
             leads_to(whole.substr(0, whole.size() - word.size()), e.within);
    });
    if (named) (e.replaced_by == kNoEntry ? match.entries : former).push_back(i);
  }
  for (const std::uint32_t i : former) {
    const std::uint32_t now = entries[i].replaced_by;
    if (std::find(match.entries.begin(), match.entries.end(), now) != match.entries.end()) continue;
    match.entries.push_back(now);
    match.former = i;
  }
  if (!match.entries.empty()) return match;
  for (const UncodedName& name : uncoded)
    for (const std::string& word : name.words)
      if (whole.find(word) != whole.npos) match.uncoded = &name;
  return match;
}

const CodeEntry* CodeList::nearest_to(std::string_view text) const {
  std::vector<std::string> names;
  std::vector<const CodeEntry*> owners;
  for (const CodeEntry& e : entries) {
    if (e.replaced_by != kNoEntry) continue;
    std::vector<std::string> own{e.label.zh, e.label.en};
    own.insert(own.end(), e.aliases.begin(), e.aliases.end());
    std::string path = e.label.zh;
    for (std::uint32_t up = e.within; up != kNoEntry; up = entries[up].within) {
      path = entries[up].label.zh + path;
      own.push_back(path);
    }
    for (std::string& name : own) {
      names.push_back(std::move(name));
      owners.push_back(&e);
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(text, views);
  if (!near) return nullptr;
  return owners[static_cast<std::size_t>(std::find(views.begin(), views.end(), *near) -
                                         views.begin())];
}

}  // namespace ipcheck

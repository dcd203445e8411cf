// Tested by tests/report/html_report_test.cc.
#include "report/score/html_words.h"

#include "report/score/totals.h"
#include "report/verdict/lines.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostText = 400;  // bytes

}  // namespace

std::string shown_text(std::string_view text) {
  if (text.size() <= kMostText) return visible(text);
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return visible(text.substr(0, end)) + "…";
}

const Policy& WordList::policy_of(std::size_t scheme) const {
  return *head_.rules->policy_of_scheme(head_.schemes[scheme]->id);
}

std::uint32_t WordList::known(char sort, const Policy& policy, std::string_view id, bool& is_new) {
  std::string key = sort + policy.id + "\n";
  key += id;
  auto [at, fresh] = index_.try_emplace(std::move(key), static_cast<std::uint32_t>(words_.size()));
  is_new = fresh;
  if (fresh) words_.push_back({.id = shown_text(id)});
  return at->second;
}

std::uint32_t WordList::item(std::size_t scheme, std::string_view id) {
  const Policy& policy = policy_of(scheme);
  bool is_new = false;
  std::uint32_t index = known('i', policy, id, is_new);
  if (!is_new) return index;
  Word& word = words_[index];
  word.title = item_title(*head_.rules, policy, id, head_.as_of);
  if (const Criterion* criterion = policy.criterion(id)) word.cite = cite_words(criterion->cite);
  return index;
}

std::uint32_t WordList::notice(std::size_t scheme, std::string_view id) {
  const Policy& policy = policy_of(scheme);
  bool is_new = false;
  std::uint32_t index = known('n', policy, id, is_new);
  if (!is_new) return index;
  Word& word = words_[index];
  word.title = badge(id);
  for (const NoticeRule& rule : head_.schemes[scheme]->notices) {
    if (rule.id != id) continue;
    word.title = filled(rule.text, policy, head_.rules->schema, head_.as_of);
    word.cite = rule.cite.at;
  }
  for (const NoticeRule& rule : head_.rules->data_notices) {
    if (rule.id == id && word.title.empty()) word.title = notice_words(id);
    if (rule.id == id && word.title.empty()) word.title = rule.text;
  }
  if (word.title.empty()) word.title = notice_words(id);
  return index;
}

std::uint32_t SentenceList::index(std::string_view zh, std::string_view en) {
  std::string key(zh);
  key += '\n';
  key += en;
  auto at = index_.find(key);
  if (at != index_.end()) return at->second;
  if (sentences_.size() >= kMost) return kNone;
  auto index = static_cast<std::uint32_t>(sentences_.size());
  sentences_.push_back({std::string(zh), std::string(en)});
  index_.emplace(std::move(key), index);
  return index;
}

}  // namespace ipcheck

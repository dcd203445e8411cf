// Tested by tests/report/doc_test.cc.
#include "report/doc/model.h"

#include <algorithm>
#include <map>

namespace ipcheck {
namespace {

/// Which criteria name a thing under `key`: facts, params.
std::map<std::string, std::vector<std::string>> readers(const ShowList& criteria,
                                                        std::string_view key) {
  std::map<std::string, std::vector<std::string>> out;
  for (const ShowItem& criterion : criteria.items) {
    const ShowField* field = field_of(criterion, key);
    if (field == nullptr) continue;
    for (const std::string& name : names_of(*field)) out[name].push_back(criterion.id);
  }
  return out;
}

void add_readers(ShowItem& policy, std::string_view list, std::string_view key) {
  const ShowList* criteria = list_of(policy, "criteria");
  if (criteria == nullptr) return;
  auto by_name = readers(*criteria, key);
  for (ShowList& things : policy.lists) {
    if (things.key != list) continue;
    for (ShowItem& thing : things.items) {
      const std::vector<std::string>& ids = by_name[thing.id];
      thing.add({.key = "read_by",
                 .label = {"用于", "read by"},
                 .text = {joined(ids, "、"), joined(ids, ", ")},
                 .value = names_value(ids)});
    }
  }
}

}  // namespace

DocPolicy doc_policy(const ShowContext& context, const DocSubject& subject) {
  const Policy& policy = *subject.policy;
  DocPolicy page{.status = policy.status};
  std::vector<const Scheme*> schemes = subject.schemes;
  if (schemes.empty()) {
    page.item = shown_policy(context, policy);
    for (const Scheme& s : policy.schemes) schemes.push_back(&s);
  } else {
    page.item = shown_part(context, policy, schemes);
  }
  add_readers(page.item, "params", "params");
  add_readers(page.item, "facts", "facts");
  for (const Scheme* s : schemes) {
    DocScheme& scheme = page.schemes.emplace_back();
    scheme.item = shown_scheme(context, policy, *s);
    if (s->root < policy.gates.size()) scheme.tree = shown_tree(context, policy, s->root, false);
  }
  return page;
}

const ShowList* list_of(const ShowItem& item, std::string_view key) {
  auto it = std::find_if(item.lists.begin(), item.lists.end(),
                         [&](const ShowList& list) { return list.key == key; });
  return it == item.lists.end() ? nullptr : &*it;
}

const ShowField* field_of(const ShowItem& item, std::string_view key) {
  auto it = std::find_if(item.fields.begin(), item.fields.end(),
                         [&](const ShowField& field) { return field.key == key; });
  return it == item.fields.end() ? nullptr : &*it;
}

std::vector<std::string> names_of(const ShowField& field) {
  std::vector<std::string> out;
  if (field.value.is<std::string>()) out.push_back(field.value.as<std::string>());
  if (!field.value.is<ValueList>()) return out;
  for (const Value& value : field.value.as<ValueList>()) {
    if (value.is<std::string>()) out.push_back(value.as<std::string>());
  }
  return out;
}

std::string word_of(const ShowItem& item, std::string_view key) {
  const ShowField* field = field_of(item, key);
  bool text = field != nullptr && field->value.is<std::string>();
  return text ? field->value.as<std::string>() : std::string();
}

std::string doc_safe_name(std::string_view id) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (char c : id) {
    auto byte = static_cast<unsigned char>(c);
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || c == '-' || c == '_' || (c == '.' && !out.empty() && out.back() != '.')) {
      out += c;
    } else {
      out += {'_', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string doc_anchor(std::string_view sort, std::string_view id) {
  return std::string(sort) + "-" + doc_safe_name(id);
}

std::string_view doc_target(std::string_view key) {
  if (key == "facts" || key == "evidence" || key == "form" || key == "of" || key == "fact" ||
      key == "selector")
    return "f";
  if (key == "params") return "p";
  if (key == "read_by") return "c";
  return {};
}

std::set<std::string> doc_anchors(const DocPolicy& policy) {
  std::set<std::string> out;
  for (const DocScheme& scheme : policy.schemes) out.insert(doc_anchor("s", scheme.item.id));
  constexpr std::pair<std::string_view, std::string_view> kSorts[] = {
      {"criteria", "c"}, {"params", "p"}, {"facts", "f"}};
  for (const auto& [key, sort] : kSorts) {
    const ShowList* list = list_of(policy.item, key);
    if (list == nullptr) continue;
    for (const ShowItem& item : list->items) out.insert(doc_anchor(sort, item.id));
  }
  return out;
}

std::string doc_file_name(const Policy& policy, bool html) {
  return doc_safe_name(policy.id) + (html ? ".html" : ".md");
}

}  // namespace ipcheck

// What a policy is, and how overlays lie over what they extend. Tested by
// tests/policy/load_test.cc.
#include <algorithm>
#include <array>

#include "policy/load_parts.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

/// The last layer that has `key`.
TreeRef topmost(const Layers& layers, std::string_view key) {
  for (auto it = layers.maps.rbegin(); it != layers.maps.rend(); ++it) {
    if (TreeRef node = it->find(key)) return node;
  }
  return {};
}

void read_status(Loading& loading, Policy& policy, TreeRef node) {
  constexpr std::array<std::string_view, 4> kNames = {"draft", "in_force", "expired", "repealed"};
  if (!node) return;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (node.text() == kNames[i]) {
      policy.status = static_cast<PolicyStatus>(i);
      return;
    }
  }
  expected(loading.diags, node,
           {"draft、in_force、expired 或 repealed", "draft, in_force, expired or repealed"});
}

bool id_is_taken(Loading& loading, const std::string& id, TreeRef at) {
  for (const Policy& p : loading.rules.policies) {
    if (const Scheme* other = p.scheme(id)) {
      loading.diags
          .error("duplicate-scheme", at.span(),
                 say("方案 `{}` 已经声明过", "scheme `{}` is declared already", id))
          .note(other->span, say("首次声明在此", "first declared here"));
      return true;
    }
  }
  return false;
}

}  // namespace

std::string overlay_scheme_id(const Policy& policy, std::string_view base_scheme) {
  if (policy.extends.empty()) return std::string(base_scheme);
  if (base_scheme.starts_with(policy.extends)) {
    return policy.id + std::string(base_scheme.substr(policy.extends.size()));
  }
  return policy.id + "-" + std::string(base_scheme);
}

std::vector<Entry> merged_entries(Loading& loading, const Layers& layers,
                                  std::string_view section) {
  std::vector<Entry> out;
  auto known = [&](std::string_view key) {
    return std::find_if(out.begin(), out.end(),
                        [&](const Entry& e) { return e.key.text() == key; });
  };
  for (std::size_t i = 0; i < layers.maps.size(); ++i) {
    TreeRef map = layers.maps[i].find(section);
    if (map && !map.is_map() && !map.is_null())
      expected(loading.diags, map, {"名称: {…}", "name: {…}"});
    for (std::size_t k = 0; map && map.is_map() && k < map.size(); ++k) {
      Entry entry{map.key(k), map.value(k), {}, i};
      auto it = known(entry.key.text());
      if (it == out.end())
        out.push_back(entry);
      else
        *it = entry;
    }
    TreeRef set = layers.maps[i].find("set");
    TreeRef changes = set && set.is_map() ? set.find(section) : TreeRef{};
    for (std::size_t k = 0; changes && changes.is_map() && k < changes.size(); ++k) {
      auto it = known(changes.key(k).text());
      if (it == out.end()) {
        std::vector<std::string_view> names;
        for (const Entry& e : out) names.push_back(e.key.text());
        auto& diag = loading.diags.error(
            "unknown-key", changes.key(k).span(),
            say("被扩展的政策没有 `{}`", "the extended policy has no `{}`", changes.key(k).text()));
        if (auto near = nearest(changes.key(k).text(), names))
          diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
        continue;
      }
      it->over = changes.value(k);
      it->over_layer = i;
    }
  }
  return out;
}

std::vector<Entry> scheme_entries(Loading& loading, const Policy& policy, const Layers& layers) {
  std::vector<Entry> entries = merged_entries(loading, layers, "schemes");
  const std::size_t own_layer = layers.maps.size() - 1;
  for (Entry& inherited : entries) {
    if (inherited.layer == own_layer || inherited.overridden) continue;
    const std::string id = overlay_scheme_id(policy, inherited.key.text());
    auto own = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) {
      return e.layer == own_layer && e.key.text() == id;
    });
    if (own == entries.end()) continue;
    inherited.overridden = true;
    std::swap(inherited, *own);  // the overlay's stands where the inherited one stood
  }
  return entries;
}

void load_policy_head(Loading& loading, Policy& policy, const Layers& layers) {
  if (TreeRef extends = layers.maps.back().find("extends"))
    policy.extends = std::string(extends.text());
  if (TreeRef title = topmost(layers, "title")) policy.title = read_text_pair(loading.diags, title);
  if (TreeRef issuer = topmost(layers, "issuer"))
    policy.issuer = read_text_pair(loading.diags, issuer);
  if (TreeRef note = topmost(layers, "status_note"))
    policy.status_note = read_text_pair(loading.diags, note);
  read_status(loading, policy, topmost(layers, "status"));
  if (TreeRef document = topmost(layers, "document")) {
    MapReader map(loading.diags, document, {"文号", "document"});
    policy.document_number = map.text("number");
    policy.document_date = map.text("date");
    map.finish();
  }
  if (TreeRef effective = topmost(layers, "effective")) {
    MapReader map(loading.diags, effective, {"生效期", "effective dates"});
    policy.effective_from = map.date("from");
    policy.effective_to = map.date("to");
    map.finish();
  }
  for (const Entry& entry : scheme_entries(loading, policy, layers)) {
    if (entry.overridden) continue;
    bool inherited = entry.layer + 1 < layers.maps.size();
    Scheme scheme{.span = entry.key.span()};
    scheme.id =
        inherited ? overlay_scheme_id(policy, entry.key.text()) : std::string(entry.key.text());
    if (!entry.value.is_map() || id_is_taken(loading, scheme.id, entry.key)) continue;
    MapReader map(loading.diags, entry.value, {"方案", "scheme"}, entry.over);
    scheme.title = map.both("title", true);
    map.need("applicant");
    scheme.applicants = map.texts("applicant");
    policy.schemes.push_back(std::move(scheme));
  }
}

}  // namespace ipcheck

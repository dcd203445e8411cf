// What has an id, and as what it is shown. Tested by tests/report/show_test.cc.
#include "report/doc/show.h"

#include <algorithm>

#include "report/doc/show_markdown.h"
#include "report/json_writer.h"

namespace ipcheck {
namespace {

struct Found {
  std::string_view what;
  ShowItem item;
};

bool is_group(const Policy& policy, GateId id) {
  const Gate& gate = policy.gates[id];
  bool is_root = std::any_of(policy.schemes.begin(), policy.schemes.end(),
                             [&](const Scheme& s) { return s.root == id && s.id == gate.id; });
  return gate.kind != GateKind::Criterion && !gate.id.empty() && !is_root;
}

/// Puts the policy before the other fields.
ShowItem of_policy(ShowItem item, const Policy& policy) {
  ShowField field{.key = "policy", .label = {"政策", "policy"}, .text = {policy.id, policy.id}};
  item.fields.insert(item.fields.begin(), std::move(field));
  return item;
}

/// The criteria that read a fact or a parameter, in all policies.
ShowField readers(const RuleSet& rules, FactId fact, const Param* param) {
  ShowField field{.key = "read_by", .label = {"用于", "read by"}};
  std::vector<std::string> ids;
  for (const Policy& policy : rules.policies) {
    for (const Criterion& c : policy.criteria) {
      Reads reads(rules, policy);
      reads.criterion(c);
      bool reads_param = false;
      for (std::size_t i = 0; i < policy.params.size(); ++i)
        reads_param |= &policy.params[i] == param && reads.params()[i];
      bool reads_fact = fact != kNoFact && reads.facts()[fact];
      bool told = std::find(ids.begin(), ids.end(), c.id) != ids.end();
      if ((reads_fact || reads_param) && !told) ids.push_back(c.id);
    }
  }
  field.text = {joined(ids, "、"), joined(ids, ", ")};
  field.value = names_value(ids);
  return field;
}

ShowField schemes_with(const Policy& policy, std::uint32_t criterion) {
  std::vector<std::string> ids;
  for (const Scheme& s : policy.schemes) {
    if (s.root < policy.gates.size() && criteria_below(policy, s.root)[criterion])
      ids.push_back(s.id);
  }
  return {.key = "schemes",
          .label = {"方案", "schemes"},
          .text = {joined(ids, "、"), joined(ids, ", ")},
          .value = names_value(ids)};
}

void find_in_policy(const ShowContext& context, const Policy& policy, std::string_view id,
                    std::vector<Found>& out) {
  if (policy.id == id) out.push_back({"policy", shown_policy(context, policy)});
  if (const Scheme* scheme = policy.scheme(id))
    out.push_back({"scheme", shown_scheme(context, policy, *scheme)});
  for (GateId gate = 0; gate < policy.gates.size(); ++gate) {
    if (policy.gates[gate].id != id || !is_group(policy, gate)) continue;
    out.push_back({"group", shown_group(context, policy, gate)});
    break;  // the same group may stand in several schemes
  }
  for (std::uint32_t i = 0; i < policy.criteria.size(); ++i) {
    if (policy.criteria[i].id != id) continue;
    ShowItem item = of_policy(shown_criterion(context, policy, policy.criteria[i]), policy);
    item.add(schemes_with(policy, i));
    out.push_back({"criterion", std::move(item)});
  }
  for (const Provision& p : policy.provisions) {
    if (p.id == id) out.push_back({"provision", of_policy(shown_provision(context, p), policy)});
  }
  if (const Param* param = policy.param(id)) {
    ShowItem item = of_policy(shown_param(context, *param), policy);
    item.add(readers(context.rules, kNoFact, param));
    out.push_back({"param", std::move(item)});
  }
}

std::vector<Found> find(const ShowContext& context, std::string_view id) {
  std::vector<Found> out;
  for (const Policy& policy : context.rules.policies) find_in_policy(context, policy, id, out);
  FactId fact = context.rules.schema.find(id);
  if (fact != kNoFact) {
    ShowItem item = shown_fact(context, fact);
    item.add(readers(context.rules, fact, nullptr));
    out.push_back({"fact", std::move(item)});
  }
  return out;
}

class JsonItems {
 public:
  JsonItems(JsonWriter& json, Lang lang) : json_(json), lang_(lang) {}

  void object(const ShowItem& item, std::string_view what = {}) {
    json_.begin_object();
    if (!what.empty()) json_.field("what", what);
    if (!item.id.empty()) json_.field("id", item.id);
    if (!item.title.empty()) json_.field("title", item.title.in(lang_));
    for (const ShowField& field : item.fields) {
      json_.key(field.key);
      field.value.is_null() ? json_.string(field.text.in(lang_)) : json_.value(field.value);
    }
    for (const ShowList& list : item.lists) {
      json_.key(list.key);
      if (!list.single) json_.begin_array();
      for (const ShowItem& child : list.items) object(child);
      if (!list.single) json_.end_array();
    }
    json_.end_object();
  }

 private:
  JsonWriter& json_;
  Lang lang_;
};

}  // namespace

bool show(const RuleSet& rules, const Sources& sources, std::string_view id, const ShowStyle& style,
          std::ostream& out) {
  std::vector<Found> found = find({rules, sources, style.as_of}, id);
  bool first = true;
  for (const Found& f : found) {
    if (!first) out << '\n';
    first = false;
    style.markdown ? MarkdownPrinter(style.lang, out).item(f.item, 1)
                   : print_shown_text(f.item, style.lang, style.width, out);
  }
  return !found.empty();
}

bool show_json(const RuleSet& rules, const Sources& sources, std::string_view id,
               const ShowStyle& style, std::ostream& out) {
  std::vector<Found> found = find({rules, sources, style.as_of}, id);
  if (found.empty()) return false;
  JsonWriter json(out);
  JsonItems items(json, style.lang);
  json.begin_object();
  json.field("schema", "ipcheck/show/1");
  json.field("as_of", style.as_of.str());
  json.key("items");
  json.begin_array();
  for (const Found& f : found) items.object(f.item, f.what);
  json.end_array();
  json.end_object();
  return true;
}

std::vector<std::string_view> shown_ids(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  for (const Policy& policy : rules.policies) {
    ids.push_back(policy.id);
    for (const Scheme& s : policy.schemes) ids.push_back(s.id);
    for (GateId gate = 0; gate < policy.gates.size(); ++gate) {
      if (is_group(policy, gate)) ids.push_back(policy.gates[gate].id);
    }
    for (const Criterion& c : policy.criteria) ids.push_back(c.id);
    for (const Provision& p : policy.provisions) ids.push_back(p.id);
    for (const Param& p : policy.params) ids.push_back(p.name);
  }
  for (const Fact& fact : rules.schema.facts) ids.push_back(fact.name);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace ipcheck

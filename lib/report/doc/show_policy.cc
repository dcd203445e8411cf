// A policy and a scheme as `rules show` tells them. Tested by tests/report/show_test.cc.
#include <algorithm>

#include "report/doc/show_model.h"
#include "report/verdict/lines.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

ShowField line(std::string_view key, Text label, const std::string& text) {
  return {.key = key, .label = std::move(label), .text = {text, text}};
}

std::string_view status_id(PolicyStatus status) {
  switch (status) {
    case PolicyStatus::Draft:
      return "draft";
    case PolicyStatus::InForce:
      return "in_force";
    case PolicyStatus::Expired:
      return "expired";
    case PolicyStatus::Repealed:
      return "repealed";
  }
  return {};
}

Text status_words(PolicyStatus status) {
  switch (status) {
    case PolicyStatus::Draft:
      return {"征求意见稿，尚未施行", "draft, not in force"};
    case PolicyStatus::InForce:
      return {"有效", "in force"};
    case PolicyStatus::Expired:
      return {"已失效", "expired"};
    case PolicyStatus::Repealed:
      return {"已废止", "repealed"};
  }
  return {};
}

void add_effective(ShowItem& item, const Policy& policy) {
  auto date = [](const std::optional<Date>& d) { return d ? Value{*d} : Value{}; };
  ValueMap map;
  map.emplace_back(Value{std::string("from")}, date(policy.effective_from));
  map.emplace_back(Value{std::string("to")}, date(policy.effective_to));
  Text words;
  if (policy.effective_from) words = say("{} 起", "from {}", policy.effective_from->str());
  const Text between = words.empty() ? Text{} : Text{"，", " "};
  if (policy.effective_to)
    words = words + between + say("至 {}", "to {}", policy.effective_to->str());
  if (words.empty()) words = {"未载明", "not stated"};
  item.add({.key = "effective",
            .label = {"施行", "effective"},
            .text = std::move(words),
            .value = Value{std::move(map)}});
}

void add_head(const Policy& policy, ShowItem& item) {
  item.add({.key = "issuer", .label = {"发布机关", "issuer"}, .text = policy.issuer});
  std::vector<std::string> document;
  for (const std::string* part : {&policy.document_number, &policy.document_date}) {
    if (!part->empty()) document.push_back(*part);
  }
  std::string words = joined(document, ", ");
  if (!words.empty()) {
    ValueMap map;
    map.emplace_back(Value{std::string("number")}, Value{policy.document_number});
    map.emplace_back(Value{std::string("date")}, Value{policy.document_date});
    item.add({.key = "document",
              .label = {"文件", "document"},
              .text = {words, words},
              .value = Value{std::move(map)}});
  }
  item.add({.key = "status",
            .label = {"状态", "status"},
            .text = status_words(policy.status),
            .value = Value{std::string(status_id(policy.status))}});
  item.add({.key = "status_note", .label = {"状态说明", "note"}, .text = policy.status_note});
  add_effective(item, policy);
  item.add(line("extends", {"改自", "extends"}, policy.extends));
  item.add(line("file", {"规则文件", "rule file"}, policy.file));
}

/// The kinds of applicant in words.
Text applicant_words(const std::string& kind) {
  constexpr std::pair<std::string_view, const char*> kWords[] = {
      {"organization", "单位"}, {"application", "申请"},    {"center", "中心"},
      {"person", "个人"},       {"assignment", "派驻安排"}, {"region", "地区"},
      {"department", "部门"}};
  for (const auto& [id, zh] : kWords) {
    if (kind == id) return {zh, kind};
  }
  return {kind, kind};
}

class PolicyBuilder {
 public:
  PolicyBuilder(const ShowContext& context, const Policy& policy)
      : context_(context), schema_(context.rules.schema), policy_(policy) {}

  ShowItem scheme(const Scheme& s, bool unfold) const {
    ShowItem item{.id = s.id, .title = s.title};
    std::vector<Text> kinds;
    for (const std::string& kind : s.applicants) kinds.push_back(applicant_words(kind));
    item.add({.key = "applicant",
              .label = {"申请人", "applicant"},
              .text = listed(kinds),
              .value = names_value(s.applicants)});
    add_form(item, s);
    item.add({.key = "next", .label = {"符合后", "when eligible"}, .text = s.next});
    if (s.root < policy_.gates.size()) {
      ShowList require{"require", {"条件", "conditions"}, ShowLayout::Tree, {}, true};
      require.items.push_back(shown_tree(context_, policy_, s.root, unfold));
      item.add_list(std::move(require));
    }
    item.add_list(notices(s.notices));
    item.add_list(outputs(s));
    if (s.scorecard) {
      ShowList card{"scorecard", {"评分", "scorecard"}, ShowLayout::Blocks, {}, true};
      card.items.push_back(shown_scorecard(context_, policy_, *s.scorecard));
      item.add_list(std::move(card));
    }
    return item;
  }

  ShowList notices(const std::vector<NoticeRule>& rules) const {
    ShowList list{"notices", {"提示", "notices"}, ShowLayout::Blocks, {}, false};
    for (const NoticeRule& n : rules) {
      ShowItem item{.id = n.id, .title = n.text};
      if (n.fact != kNoFact)
        item.add({.key = "fact",
                  .label = {"信息", "fact"},
                  .text = schema_.facts[n.fact].label,
                  .value = Value{schema_.facts[n.fact].name}});
      item.add(condition_field(context_, policy_, "when", {"当", "when"}, n.when));
      item.add(cite_field(n.cite));
      list.items.push_back(std::move(item));
    }
    return list;
  }

  /// Criteria, parameters, provisions and facts of the policy, or of what `only` names.
  void add_details(ShowItem& item, const std::vector<const Scheme*>& schemes,
                   const std::vector<bool>& criteria, bool whole) const {
    Reads reads(context_.rules, policy_);
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      if (criteria[i]) reads.criterion(policy_.criteria[i]);
    }
    for (const Scheme* s : schemes) read(*s, reads);
    for (std::size_t i = 0; whole && i < policy_.provisions.size(); ++i) {
      for (FactId id : policy_.provisions[i].evidence) reads.fact(id);
    }
    ShowList details{"criteria", {"逐项说明", "criteria"}, ShowLayout::Blocks, {}, false};
    for (std::size_t i = 0; i < criteria.size(); ++i) {
      if (criteria[i])
        details.items.push_back(shown_criterion(context_, policy_, policy_.criteria[i]));
    }
    item.add_list(std::move(details));
    ShowList params{"params", {"参数", "parameters"}, ShowLayout::Rows, {}, false};
    for (std::size_t i = 0; i < policy_.params.size(); ++i) {
      if (whole || reads.params()[i])
        params.items.push_back(shown_param(context_, policy_.params[i]));
    }
    item.add_list(std::move(params));
    if (whole) item.add_list(provisions());
    ShowList facts{"facts", {"所用信息", "facts"}, ShowLayout::Blocks, {}, false};
    for (FactId id = 0; id < reads.facts().size(); ++id) {
      if (reads.facts()[id]) facts.items.push_back(shown_fact(context_, id));
    }
    item.add_list(std::move(facts));
  }

 private:
  void add_form(ShowItem& item, const Scheme& s) const {
    std::vector<Text> labels;
    ValueList names;
    for (FactId id : s.form) {
      labels.push_back(schema_.facts[id].label);
      names.push_back(Value{schema_.facts[id].name});
    }
    if (names.empty()) return;
    item.add({.key = "form",
              .label = {"申请表", "form"},
              .text = listed(labels),
              .value = Value{std::move(names)}});
  }

  ShowList outputs(const Scheme& s) const {
    ShowList list{"outputs", {"结果", "outputs"}, ShowLayout::Blocks, {}, false};
    for (const Output& o : s.outputs) {
      ShowItem item{.id = o.id, .title = o.title};
      Text type = type_words(schema_, o.type);
      std::vector<std::string> members;
      for (const Member& m : o.members) members.push_back(m.id);
      std::string id =
          members.empty() ? type_id(schema_, o.type) : "{enum: [" + joined(members, ", ") + "]}";
      if (!members.empty()) type = {joined(members, "、"), joined(members, ", ")};
      item.add({.key = "type", .label = {"类型", "type"}, .text = type, .value = Value{id}});
      item.add(condition_field(context_, policy_, "when", {"当", "when"}, o.when));
      item.add(condition_field(context_, policy_, "value", {"取值", "value"}, o.value));
      item.add(cite_field(o.cite));
      list.items.push_back(std::move(item));
    }
    return list;
  }

  ShowList provisions() const {
    ShowList list{"provisions", {"其他规定", "provisions"}, ShowLayout::Table, {}, false};
    std::vector<const Provision*> sorted;
    for (const Provision& p : policy_.provisions) sorted.push_back(&p);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Provision* a, const Provision* b) { return a->kind < b->kind; });
    for (const Provision* p : sorted) list.items.push_back(shown_provision(context_, *p));
    return list;
  }

  void read(const Scheme& s, Reads& reads) const {
    for (FactId id : s.form) reads.fact(id);
    for (const NoticeRule& n : s.notices) reads.condition(n.when);
    for (const Output& o : s.outputs) reads.condition(o.when), reads.condition(o.value);
    if (s.scorecard) {
      for (const Characteristic& c : s.scorecard->characteristics) {
        if (c.of != kNoFact) reads.fact(c.of);
        reads.condition(c.points);
      }
      for (const TieBreak& by : s.scorecard->rank) reads.fact(by.fact);
    }
    if (s.root >= policy_.gates.size()) return;
    std::vector<GateId> open{s.root};
    while (!open.empty()) {
      const Gate& gate = policy_.gates[open.back()];
      open.pop_back();
      if (gate.selector != kNoFact) reads.fact(gate.selector);
      open.insert(open.end(), gate.children.begin(), gate.children.end());
    }
  }

  const ShowContext& context_;
  const Schema& schema_;
  const Policy& policy_;
};

}  // namespace

namespace {

ShowItem part(const ShowContext& context, const Policy& policy,
              const std::vector<const Scheme*>& only, bool whole) {
  PolicyBuilder builder(context, policy);
  ShowItem item{.id = policy.id, .title = policy.title};
  add_head(policy, item);
  ShowList schemes{"schemes", {"方案", "schemes"}, ShowLayout::Blocks, {}, false};
  std::vector<bool> criteria(policy.criteria.size(), whole);
  for (const Scheme* s : only) {
    schemes.items.push_back(builder.scheme(*s, false));
    if (whole || s->root >= policy.gates.size()) continue;
    std::vector<bool> below = criteria_below(policy, s->root);
    for (std::size_t i = 0; i < below.size(); ++i) criteria[i] = criteria[i] || below[i];
  }
  item.add_list(std::move(schemes));
  std::vector<NoticeRule> own;
  for (std::size_t i = 0; i < context.rules.data_notices.size(); ++i) {
    std::uint32_t owner = context.rules.data_notice_policy[i];
    if (owner != kNoPolicy && &context.rules.policies[owner] == &policy)
      own.push_back(context.rules.data_notices[i]);
  }
  item.add_list(builder.notices(own));
  builder.add_details(item, only, criteria, whole);
  return item;
}

}  // namespace

ShowItem shown_policy(const ShowContext& context, const Policy& policy) {
  std::vector<const Scheme*> all;
  for (const Scheme& s : policy.schemes) all.push_back(&s);
  return part(context, policy, all, true);
}

ShowItem shown_part(const ShowContext& context, const Policy& policy,
                    const std::vector<const Scheme*>& schemes) {
  return part(context, policy, schemes, false);
}

ShowItem shown_scheme(const ShowContext& context, const Policy& policy, const Scheme& scheme) {
  PolicyBuilder builder(context, policy);
  ShowItem item = builder.scheme(scheme, true);
  std::vector<bool> criteria(policy.criteria.size(), false);
  if (scheme.root < policy.gates.size()) criteria = criteria_below(policy, scheme.root);
  builder.add_details(item, {&scheme}, criteria, false);
  ShowItem framed{.id = item.id, .title = item.title};
  framed.add(line("policy", {"政策", "policy"}, policy.id));
  framed.add({.key = "status",
              .label = {"状态", "status"},
              .text = status_words(policy.status),
              .value = Value{std::string(status_id(policy.status))}});
  for (ShowField& field : item.fields) framed.fields.push_back(std::move(field));
  framed.lists = std::move(item.lists);
  return framed;
}

}  // namespace ipcheck

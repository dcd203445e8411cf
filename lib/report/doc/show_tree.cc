// The tree of a scheme as a checklist. Tested by tests/report/show_test.cc.
#include <algorithm>

#include "policy/words.h"
#include "report/doc/show_model.h"
#include "report/verdict/lines.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

class TreeBuilder {
 public:
  TreeBuilder(const ShowContext& context, const Policy& policy, bool unfold)
      : context_(context), policy_(policy), unfold_(unfold) {}

  ShowItem node(GateId id, bool is_root) {
    const Gate& gate = policy_.gates[id];
    if (gate.kind == GateKind::Criterion) return criterion(policy_.criteria[gate.criterion]);
    const Scheme* scheme = scheme_at(id);
    ShowItem item{.id = gate.id, .title = gate.title};
    if (scheme != nullptr) item.id = scheme->id, item.title = scheme->title;
    // The root stands below the title of its scheme or group.
    if (is_root) item.id.clear(), item.title = {};
    if (scheme != nullptr && !is_root) item.add({.key = "scheme", .value = Value{scheme->id}});
    if (scheme != nullptr && !is_root && (!unfold_ || !is_new(id))) {
      item.box = true;
      item.add({.key = "kind",
                .label = {},
                .text = {"（见该方案）", "(see that scheme)"},
                .value = Value{std::string("scheme")}});
      return item;
    }
    item.add({.key = "kind",
              .text = kind_words(gate, !item.title.empty()),
              .value = Value{std::string(word(gate.kind))}});
    if (gate.kind == GateKind::AtLeast)
      item.add({.key = "k", .value = Value{static_cast<std::int64_t>(gate.k)}});
    if (gate.kind == GateKind::Choose)
      item.add({.key = "selector", .value = Value{selector(gate).name}});
    ShowList of{.key = gate.kind == GateKind::Choose ? "branches" : "of",
                .layout = ShowLayout::Tree};
    for (std::size_t i = 0; i < gate.children.size(); ++i)
      of.items.push_back(gate.kind == GateKind::Choose ? branch(gate, i)
                                                       : node(gate.children[i], false));
    item.lists.push_back(std::move(of));
    return item;
  }

 private:
  /// Whether a scheme that is referred to was not unfolded before.
  bool is_new(GateId id) {
    bool told = std::find(unfolded_.begin(), unfolded_.end(), id) != unfolded_.end();
    if (!told) unfolded_.push_back(id);
    return !told;
  }

  const Fact& selector(const Gate& gate) const {
    return context_.rules.schema.facts[gate.selector];
  }

  const Scheme* scheme_at(GateId id) const {
    auto it = std::find_if(policy_.schemes.begin(), policy_.schemes.end(),
                           [&](const Scheme& s) { return s.root == id; });
    return it == policy_.schemes.end() ? nullptr : &*it;
  }

  Text kind_words(const Gate& gate, bool titled) const {
    Text words;
    switch (gate.kind) {
      case GateKind::Criterion:
        return {};
      case GateKind::All:
        words = {"全部达到", "all of"};
        break;
      case GateKind::Any:
        words = {"至少达到一项", "at least one of"};
        break;
      case GateKind::AtLeast:
        words = say("至少达到{}项", "at least {} of", gate.k);
        break;
      case GateKind::Choose: {
        const Fact& fact = selector(gate);
        words = {"按" + fact.label.zh + "（" + fact.name + "）选择",
                 "by " + fact.label.en + " (" + fact.name + ")"};
        break;
      }
    }
    if (!titled) return words + Text{"：", ":"};
    return Text{"（", "("} + words + Text{"）", ")"};
  }

  ShowItem criterion(const Criterion& c) const {
    ShowItem item{.id = c.id,
                  .title = filled(c.title, policy_, context_.rules.schema, context_.as_of),
                  .box = true};
    Text nature;
    if (!c.check && c.should) nature = {"（原则性要求）", "(a general rule)"};
    item.add({.key = "kind", .text = nature, .value = Value{std::string("criterion")}});
    ShowField cite = cite_field(c.cite);
    cite.text = {c.cite.at, c.cite.at};
    item.add(std::move(cite));
    return item;
  }

  ShowItem branch(const Gate& gate, std::size_t i) {
    const Domain* domain = context_.rules.schema.domain_of(selector(gate).type);
    const Member& member = domain->members[gate.branches[i]];
    const Gate& list = policy_.gates[gate.children[i]];
    ShowItem item{.id = member.id, .title = member.label};
    ShowList of{.key = "of", .layout = ShowLayout::Tree};
    for (GateId child : list.children) of.items.push_back(node(child, false));
    item.add({.key = "kind",
              .text = of.items.empty() ? Text{"（没有另外的条件）", "(nothing further)"} : Text{},
              .value = Value{std::string("branch")}});
    item.lists.push_back(std::move(of));
    return item;
  }

  const ShowContext& context_;
  const Policy& policy_;
  bool unfold_;
  std::vector<GateId> unfolded_;
};

}  // namespace

ShowItem shown_tree(const ShowContext& context, const Policy& policy, GateId root, bool unfold) {
  return TreeBuilder(context, policy, unfold).node(root, true);
}

ShowItem shown_group(const ShowContext& context, const Policy& policy, GateId id) {
  const Gate& gate = policy.gates[id];
  ShowItem item{.id = gate.id, .title = gate.title};
  item.add({.key = "policy", .label = {"政策", "policy"}, .text = {policy.id, policy.id}});
  item.add_list(ShowList{"require",
                         {"条件", "conditions"},
                         ShowLayout::Tree,
                         {shown_tree(context, policy, id, true)},
                         true});
  ShowList criteria{.key = "criteria", .title = {"逐项说明", "criteria"}};
  std::vector<bool> below = criteria_below(policy, id);
  for (std::size_t i = 0; i < below.size(); ++i) {
    if (below[i]) criteria.items.push_back(shown_criterion(context, policy, policy.criteria[i]));
  }
  item.add_list(std::move(criteria));
  return item;
}

}  // namespace ipcheck

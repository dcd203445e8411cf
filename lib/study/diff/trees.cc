// Tested by tests/study/diff_test.cc.
#include "study/diff/trees.h"

#include <algorithm>

#include "policy/words.h"

namespace ipcheck {
namespace {

/// A gate of one side with the policy that it stands in.
struct Side {
  const DiffWriter& writer;
  const Policy& policy;
  const Schema& schema;
  bool newer = false;

  const Gate& gate(GateId id) const { return policy.gates[id]; }
  const Scheme* scheme_at(GateId id) const {
    for (const Scheme& scheme : policy.schemes)
      if (scheme.root == id) return &scheme;
    return nullptr;
  }
  /// By what it is found again on the other side; empty: a group without a name.
  std::string name(GateId id) const {
    const Gate& g = gate(id);
    if (g.kind == GateKind::Criterion) return "criterion " + g.id;
    if (const Scheme* scheme = scheme_at(id))
      return "scheme " + (newer ? scheme->id : writer.newer_name(scheme->id));
    return g.id.empty() ? "" : "group " + g.id;
  }
  void leaves(GateId id, std::set<std::string>& out) const {
    if (gate(id).children.empty() || scheme_at(id) != nullptr)
      out.insert(name(id));
    else
      for (GateId child : gate(id).children) leaves(child, out);
  }
};

struct Place {
  GateId gate = 0;
  Text group;
  bool within = false;  // below a group that came or went as a whole
};

class TreeDiff {
 public:
  TreeDiff(DiffWriter& writer, const PolicyPair& pair, const Scheme& before, const Scheme& after)
      : writer_(writer),
        old_{writer, *pair.before, writer.before().rules->schema, false},
        new_{writer, *pair.after, writer.after().rules->schema, true} {
    head_.layer = DiffLayer::Logic;
    head_.subject = DiffSubject::Group;
    head_.policy = pair.after->id;
    head_.scheme = head_.id = after.id;
    head_.title = after.title;
    mark_ = "scheme:" + after.id;
    base_ = before.id;
    const Text where{after.id, after.id};
    group(before.root, after.root, where);
    tell_moves();
  }

 private:
  void group(GateId before, GateId after, const Text& where);
  void compare_kind(const Gate& a, const Gate& b, const RuleChange& head);
  void children(const Gate& a, const Gate& b, const Text& where);
  std::vector<GateId> members(const Side& side, const Gate& g) const;
  void branches(const Gate& a, const Gate& b, const Text& where);
  void match_unnamed(std::vector<GateId>& before, std::vector<GateId>& after, const Text& where);
  void took(const Side& side, GateId id, const Text& where, bool within,
            std::multimap<std::string, Place>& out) const;
  void tell_moves();
  RuleChange head_at(const Gate* a, const Gate* b) const {
    RuleChange head = head_;
    if (a != nullptr) head.before_at = a->span;
    if (b != nullptr) head.after_at = b->span;
    return head;
  }

  DiffWriter& writer_;
  Side old_, new_;
  RuleChange head_;
  std::string mark_;
  std::string base_;  // id of the older scheme
  std::multimap<std::string, Place> left_, entered_;
};

std::string kind_text(const Gate& g) {
  std::string out(word(g.kind));
  return g.kind == GateKind::AtLeast ? out + ": " + std::to_string(g.k) : out;
}

void TreeDiff::compare_kind(const Gate& a, const Gate& b, const RuleChange& head) {
  writer_.compare(head, "kind", kind_text(a), kind_text(b), mark_, true);
  if (a.kind != GateKind::Choose || b.kind != GateKind::Choose) return;
  writer_.compare(head, "choose", old_.schema.facts[a.selector].name,
                  new_.schema.facts[b.selector].name, mark_, true);
}

void TreeDiff::group(GateId before, GateId after, const Text& where) {
  const Gate &a = old_.gate(before), &b = new_.gate(after);
  RuleChange head = head_at(&a, &b);
  const bool is_root = new_.scheme_at(after) != nullptr;
  const Text name = is_root ? where : gate_words(new_.policy, after);
  head.id = name.en;
  if (!b.id.empty() && !is_root) head.id = b.id, head.title = b.title;
  compare_kind(a, b, head);
  if (!is_root) {
    writer_.compare(head, "id", a.id, b.id, mark_);
    writer_.compare(head, "title", a.title, b.title, mark_);
  }
  if (a.kind == GateKind::Choose && b.kind == GateKind::Choose)
    branches(a, b, name);
  else
    children(a, b, name);
}

void TreeDiff::branches(const Gate& a, const Gate& b, const Text& where) {
  auto member = [](const Side& side, const Gate& g, std::size_t i) {
    const Domain* domain = side.schema.domain_of(side.schema.facts[g.selector].type);
    return domain->members[g.branches[i]].id;
  };
  std::map<std::string, GateId> old_branches;
  for (std::size_t i = 0; i < a.children.size(); ++i)
    old_branches[member(old_, a, i)] = a.children[i];
  auto branch_words = [&](const std::string& id) {
    return Text{where.zh + " 的分支 " + id, where.en + " branch " + id};
  };
  for (std::size_t i = 0; i < b.children.size(); ++i) {
    const std::string id = member(new_, b, i);
    auto it = old_branches.find(id);
    if (it == old_branches.end()) {
      RuleChange head = head_at(nullptr, &new_.gate(b.children[i]));
      head.id = where.en, head.item = id;
      writer_.compare(std::move(head), "of", Text{}, gate_words(new_.policy, b.children[i]), mark_,
                      true);
      continue;
    }
    children(old_.gate(it->second), new_.gate(b.children[i]), branch_words(id));
    old_branches.erase(it);
  }
  for (const auto& [id, gate] : old_branches) {
    RuleChange head = head_at(&old_.gate(gate), nullptr);
    head.id = where.en, head.item = id;
    writer_.compare(std::move(head), "of", gate_words(old_.policy, gate), Text{}, mark_, true);
  }
}

/// What must hold below an `all`; further ones without a name, and what an overlay wraps, are seen
/// through.
std::vector<GateId> TreeDiff::members(const Side& side, const Gate& g) const {
  std::vector<GateId> out;
  for (GateId id : g.children) {
    const Gate& child = side.gate(id);
    const bool plain = child.kind == GateKind::All && side.scheme_at(id) == nullptr &&
                       (child.id.empty() || child.id == base_);
    if (g.kind != GateKind::All || !plain) {
      out.push_back(id);
      continue;
    }
    const std::vector<GateId> below = members(side, child);
    out.insert(out.end(), below.begin(), below.end());
  }
  return out;
}

void TreeDiff::children(const Gate& a, const Gate& b, const Text& where) {
  std::vector<GateId> old_rest = members(old_, a), new_rest;
  for (GateId id : members(new_, b)) {
    const std::string name = new_.name(id);
    auto same = std::find_if(old_rest.begin(), old_rest.end(), [&](GateId other) {
      return !name.empty() && old_.name(other) == name;
    });
    if (same == old_rest.end()) {
      new_rest.push_back(id);
      continue;
    }
    if (name.starts_with("group ")) group(*same, id, where);
    old_rest.erase(same);
  }
  match_unnamed(old_rest, new_rest, where);
  for (GateId id : old_rest) took(old_, id, where, false, left_);
  for (GateId id : new_rest) took(new_, id, where, false, entered_);
}

/// Groups whose names differ, or that have none: those with most leaves in common are one.
void TreeDiff::match_unnamed(std::vector<GateId>& before, std::vector<GateId>& after,
                             const Text& where) {
  auto is_group = [](const Side& side, GateId id) {
    return side.gate(id).kind != GateKind::Criterion && side.scheme_at(id) == nullptr;
  };
  for (std::size_t i = 0; i < after.size();) {
    std::set<std::string> wanted;
    if (is_group(new_, after[i])) new_.leaves(after[i], wanted);
    std::size_t best = 0, at = before.size();
    for (std::size_t k = 0; k < before.size(); ++k) {
      std::set<std::string> leaves;
      if (is_group(old_, before[k])) old_.leaves(before[k], leaves);
      const auto common = static_cast<std::size_t>(
          std::count_if(leaves.begin(), leaves.end(),
                        [&](const std::string& leaf) { return wanted.count(leaf) > 0; }));
      if (common > best) best = common, at = k;
    }
    if (at == before.size()) {
      ++i;
      continue;
    }
    group(before[at], after[i], where);
    before.erase(before.begin() + static_cast<std::ptrdiff_t>(at));
    after.erase(after.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void TreeDiff::took(const Side& side, GateId id, const Text& where, bool within,
                    std::multimap<std::string, Place>& out) const {
  const Gate& g = side.gate(id);
  const bool leaf = g.kind == GateKind::Criterion || side.scheme_at(id) != nullptr;
  std::string name = side.name(id);
  if (name.empty()) name = "unnamed " + gate_words(side.policy, id).en;
  out.emplace(std::move(name), Place{id, where, within});
  if (leaf) return;
  for (GateId child : g.children) took(side, child, gate_words(side.policy, id), true, out);
}

void TreeDiff::tell_moves() {
  for (auto& [name, place] : left_) {
    const Text words = gate_words(old_.policy, place.gate);
    RuleChange head = head_at(&old_.gate(place.gate), nullptr);
    head.key = "require", head.decides = true;
    auto moved = entered_.find(name);
    if (moved != entered_.end()) {
      head.after_at = new_.gate(moved->second.gate).span;
      head.manner = DiffManner::Moved;
      head.before = place.group, head.after = moved->second.group;
      head.detail = words;
      entered_.erase(moved);
      writer_.add(std::move(head), mark_);
      continue;
    }
    if (place.within) continue;
    head.id = place.group.en, head.item = words.en;
    head.manner = DiffManner::Removed;
    head.before = words;
    writer_.add(std::move(head), mark_);
  }
  for (auto& [name, place] : entered_) {
    if (place.within) continue;
    const Text words = gate_words(new_.policy, place.gate);
    RuleChange head = head_at(nullptr, &new_.gate(place.gate));
    head.key = "require", head.decides = true;
    head.id = place.group.en, head.item = words.en;
    head.manner = DiffManner::Added;
    head.after = words;
    writer_.add(std::move(head), mark_);
  }
}

}  // namespace

Text gate_words(const Policy& policy, GateId gate) {
  const Gate& g = policy.gates[gate];
  if (!g.id.empty()) return {g.id, g.id};
  Text parts;
  for (std::size_t i = 0; i < g.children.size(); ++i) {
    const Text child = gate_words(policy, g.children[i]);
    parts.zh += (i > 0 ? "、" : "") + child.zh;
    parts.en += (i > 0 ? ", " : "") + child.en;
  }
  const std::string k = std::to_string(g.k);
  Text kind = g.kind == GateKind::All       ? say("全部（", "all of (")
              : g.kind == GateKind::Any     ? say("任一（", "any of (")
              : g.kind == GateKind::AtLeast ? say("至少{}项（", "at least {} of (", k)
                                            : say("按选择（", "by choice (");
  return {kind.zh + parts.zh + "）", kind.en + parts.en + ")"};
}

void diff_tree(DiffWriter& writer, const PolicyPair& pair, const Scheme& before,
               const Scheme& after) {
  TreeDiff(writer, pair, before, after);
}

}  // namespace ipcheck

// Whether two schemas read a table alike, and what a flip can come from. Tested by
// tests/study/population_test.cc.
#include <algorithm>

#include "study/diff/parts.h"
#include "study/diff/population.h"

namespace ipcheck {
namespace {

bool same_words(const std::vector<Member>& a, const std::vector<Member>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Member& x, const Member& y) {
    return x.id == y.id && x.label == y.label && x.aliases == y.aliases;
  });
}

bool same_type(const Schema& a, TypeId x, const Schema& b, TypeId y) {
  if (x == kInvalidType || y == kInvalidType) return x == y;
  const Type &p = a.types[x], &q = b.types[y];
  if (p.kind != q.kind || a.units[p.unit].symbol != b.units[q.unit].symbol) return false;
  if ((p.domain == 0) != (q.domain == 0) || p.fields.size() != q.fields.size()) return false;
  const Domain &c = a.domains[p.domain], &d = b.domains[q.domain];
  if (c.open != d.open || !same_words(c.members, d.members)) return false;
  for (std::size_t i = 0; i < p.fields.size(); ++i)
    if (p.fields[i].name != q.fields[i].name || p.fields[i].label != q.fields[i].label ||
        !same_type(a, p.fields[i].type, b, q.fields[i].type))
      return false;
  return same_type(a, p.item, b, q.item) && same_type(a, p.key, b, q.key);
}

bool same_codes(const CodeList& a, const CodeList& b) {
  auto same_entry = [](const CodeEntry& x, const CodeEntry& y) {
    return x.code == y.code && x.label == y.label && x.aliases == y.aliases &&
           x.within == y.within && x.replaced_by == y.replaced_by;
  };
  return a.endings == b.endings && a.uncoded.size() == b.uncoded.size() &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    same_entry);
}

/// The headers that it answers to.
bool same_header(const Fact& a, const Fact& b) {
  return a.label == b.label && a.aliases == b.aliases && a.applicants == b.applicants;
}

bool same_cells(const Schema& a, const Fact& x, const Schema& b, const Fact& y) {
  return same_type(a, x.type, b, y.type) && a.units[x.unit].symbol == b.units[y.unit].symbol &&
         x.min == y.min && x.max == y.max && x.input == y.input && x.judged == y.judged &&
         x.absent == y.absent && x.pattern == y.pattern && x.format == y.format &&
         x.named == y.named && x.keys == y.keys && x.pii == y.pii && same_header(x, y) &&
         same_codes(a.code_lists[x.codes], b.code_lists[y.codes]);
}

class CauseFinder {
 public:
  CauseFinder(const RulesDiff& diff, const SchemeDiff& scheme) : diff_(diff), scheme_(scheme) {}

  void run(std::vector<FlipCause>& out) {
    auto is_group = [](const RuleChange& change) { return change.subject == DiffSubject::Group; };
    tree(diff_.after, *scheme_.after_policy, scheme_.after_policy->scheme(scheme_.after)->root);
    tree(diff_.before, *scheme_.before_policy, scheme_.before_policy->scheme(scheme_.before)->root);
    for (const std::string& id : criteria_) {
      ReadMarks marks;
      if (const Criterion* c = scheme_.after_policy->criterion(id))
        marks = reads_of(diff_, diff_.after, *scheme_.after_policy, *c);
      if (const Criterion* c = scheme_.before_policy->criterion(id))
        marks.merge(reads_of(diff_, diff_.before, *scheme_.before_policy, *c));
      // What its conditions read, or that it came, went or moved.
      add(out, id, [&](const RuleChange& change) {
        return marks.count(change.mark) > 0 ||
               (is_group(change) && (change.item == id || change.detail.en == id));
      });
    }
    for (const std::string& id : groups_)
      add(out, id, [&](const RuleChange& change) { return is_group(change) && change.id == id; });
    add(out, scheme_.after, is_group);
  }

 private:
  void tree(const DiffSide& side, const Policy& policy, GateId id) {
    const Gate& g = policy.gates[id];
    auto note = [](std::vector<std::string>& list, const std::string& name) {
      if (std::find(list.begin(), list.end(), name) == list.end()) list.push_back(name);
    };
    if (g.kind == GateKind::Criterion)
      note(criteria_, g.id);
    else if (g.kind != GateKind::All && !g.id.empty())
      note(groups_, g.id);
    for (GateId child : g.children) tree(side, policy, child);
  }

  template <class Wanted>
  void add(std::vector<FlipCause>& out, const std::string& id, Wanted wanted) const {
    FlipCause& cause = out.emplace_back();
    cause.id = id;
    for (std::uint32_t i : scheme_.changes)
      if (diff_.changes[i].decides && wanted(diff_.changes[i])) cause.changes.push_back(i);
  }

  const RulesDiff& diff_;
  const SchemeDiff& scheme_;
  std::vector<std::string> criteria_, groups_;
};

}  // namespace

bool reads_alike(const Schema& judged, std::span<const FactId> facts, const Schema& read) {
  return std::all_of(facts.begin(), facts.end(), [&](FactId id) {
    const FactId other = read.find(judged.facts[id].name);
    return other != kNoFact && same_cells(judged, judged.facts[id], read, read.facts[other]);
  });
}

bool binds_alike(const Schema& a, const Schema& b) {
  return a.facts.size() == b.facts.size() &&
         std::all_of(a.facts.begin(), a.facts.end(), [&](const Fact& fact) {
           const FactId other = b.find(fact.name);
           return other != kNoFact && same_header(fact, b.facts[other]);
         });
}

void find_causes(PopulationTask& task) {
  task.causes.clear();
  for (std::uint32_t scheme : task.schemes)
    CauseFinder(*task.diff, task.diff->schemes[scheme]).run(task.causes.emplace_back());
}

}  // namespace ipcheck

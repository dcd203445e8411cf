// Tested by tests/study/diff_test.cc.
#include "study/diff/diff.h"

#include <algorithm>

#include "study/diff/parts.h"

namespace ipcheck {

RuleChange& DiffWriter::add(RuleChange change, std::string mark) {
  change.mark = std::move(mark);
  return out_.changes.emplace_back(std::move(change));
}

void DiffWriter::compare(RuleChange head, std::string_view key, Text before, Text after,
                         const std::string& mark, bool decides) {
  if (before == after) return;
  head.key = key;
  head.manner = before.empty()  ? DiffManner::Added
                : after.empty() ? DiffManner::Removed
                                : DiffManner::Replaced;
  head.before = std::move(before), head.after = std::move(after);
  head.decides = decides;
  add(std::move(head), mark);
}

namespace {

const Policy* policy_named(const RuleSet& rules, std::string_view id) {
  for (const Policy& policy : rules.policies)
    if (policy.id == id) return &policy;
  return nullptr;
}

/// The id under which an overlay inherits a scheme, by the loader's rule; empty: it has none such.
std::string inherited_id(const Policy& base, const Policy& overlay, const std::string& scheme) {
  std::string id = scheme.starts_with(base.id) ? overlay.id + scheme.substr(base.id.size())
                                               : overlay.id + "-" + scheme;
  return overlay.scheme(id) != nullptr ? id : std::string();
}

class Differ {
 public:
  Differ(RulesDiff& out, const DiffRequest& request) : out_(out), request_(request), writer_(out) {}

  void run() {
    pair_policies();
    name_schemes();
    diff_dates_and_calendar(writer_);
    for (const PolicyPair& pair : pairs_) diff_head(writer_, pair);
    diff_facts(writer_, compared());
    diff_data_notices(writer_);
    for (const PolicyPair& pair : whole_pairs()) diff_params(writer_, pair);
    for (const PolicyPair& pair : whole_pairs()) {
      diff_criteria(writer_, pair);
      diff_schemes(writer_, pair);
    }
    list_schemes();
    touch();
    keep_asked();
  }

 private:
  bool narrowed() const { return !request_.schemes.empty() || !request_.policies.empty(); }
  void pair_policies();
  void name_schemes();
  std::vector<PolicyPair> whole_pairs() const;
  ComparedPolicies compared() const;
  void list_schemes();
  void touch();
  void keep_asked();

  RulesDiff& out_;
  const DiffRequest& request_;
  DiffWriter writer_;
  std::vector<PolicyPair> pairs_;
};

void Differ::pair_policies() {
  const RuleSet &before = *out_.before.rules, &after = *out_.after.rules;
  auto add = [&](const Policy* a, const Policy* b) {
    auto same = [&](const PolicyPair& p) { return p.before == a && p.after == b; };
    if ((a != nullptr || b != nullptr) && std::none_of(pairs_.begin(), pairs_.end(), same))
      pairs_.push_back({a, b});
  };
  for (const DiffRequest::Pair& pair : request_.policies)
    add(policy_named(before, pair.before), policy_named(after, pair.after));
  for (const DiffRequest::Pair& pair : request_.schemes)
    add(before.policy_of_scheme(pair.before), after.policy_of_scheme(pair.after));
  if (narrowed()) return;
  for (const Policy& policy : after.policies) add(policy_named(before, policy.id), &policy);
  for (const Policy& policy : before.policies)
    if (policy_named(after, policy.id) == nullptr) add(&policy, nullptr);
}

void Differ::name_schemes() {
  for (const PolicyPair& pair : pairs_) {
    if (pair.before == nullptr || pair.after == nullptr || pair.before->id == pair.after->id)
      continue;
    out_.renamed[pair.before->id] = pair.after->id;
    for (const Scheme& scheme : pair.before->schemes)
      if (std::string id = inherited_id(*pair.before, *pair.after, scheme.id); !id.empty())
        out_.renamed[scheme.id] = std::move(id);
  }
  for (const DiffRequest::Pair& pair : request_.schemes)
    if (pair.before != pair.after) out_.renamed[pair.before] = pair.after;
}

/// A policy that one side lacks is told as a whole.
std::vector<PolicyPair> Differ::whole_pairs() const {
  std::vector<PolicyPair> out;
  for (const PolicyPair& pair : pairs_)
    if (pair.before != nullptr && pair.after != nullptr) out.push_back(pair);
  return out;
}

ComparedPolicies Differ::compared() const {
  ComparedPolicies out;
  if (!narrowed()) return out;
  auto add = [](const RuleSet& rules, const Policy* policy, std::set<std::string>& ids) {
    while (policy != nullptr && ids.insert(policy->id).second)
      policy = policy_named(rules, policy->extends);
  };
  for (const PolicyPair& pair : pairs_) {
    add(*out_.before.rules, pair.before, out.before);
    add(*out_.after.rules, pair.after, out.after);
  }
  return out;
}

void Differ::list_schemes() {
  for (const PolicyPair& pair : pairs_) {
    static const std::vector<Scheme> kNone;
    auto key_of = [&](const Scheme& scheme, bool before) {
      return before ? writer_.newer_name(scheme.id) : scheme.id;
    };
    for (const Matched<Scheme>& scheme :
         matched(pair.before == nullptr ? kNone : pair.before->schemes,
                 pair.after == nullptr ? kNone : pair.after->schemes, key_of)) {
      SchemeDiff& s = out_.schemes.emplace_back();
      s.before_policy = pair.before, s.after_policy = pair.after;
      if (scheme.before != nullptr) s.before = scheme.before->id;
      if (scheme.after != nullptr) s.after = scheme.after->id;
    }
  }
}

/// Which schemes each change touches.
void Differ::touch() {
  for (SchemeDiff& s : out_.schemes) {
    ReadMarks marks;
    if (!s.before.empty())
      marks = reads_of(out_, out_.before, *s.before_policy, *s.before_policy->scheme(s.before));
    if (!s.after.empty())
      marks.merge(reads_of(out_, out_.after, *s.after_policy, *s.after_policy->scheme(s.after)));
    s.same = s.paired();
    for (std::uint32_t i = 0; i < out_.changes.size(); ++i) {
      RuleChange& change = out_.changes[i];
      // What stands beside a tree is its own scheme's, not of those that the tree stands in.
      const bool own =
          change.subject == DiffSubject::Group || change.scheme.empty() || change.scheme == s.id();
      if (!own || marks.count(change.mark) == 0) continue;
      change.schemes.push_back(s.id());
      s.changes.push_back(i);
      if (change.decides) s.same = false;
    }
  }
}

/// With a request: the schemes that it names, or all of its policies.
void Differ::keep_asked() {
  if (request_.schemes.empty()) return;
  auto asked = [&](const SchemeDiff& s) {
    return std::any_of(
        request_.schemes.begin(), request_.schemes.end(),
        [&](const DiffRequest::Pair& p) { return p.before == s.before || p.after == s.after; });
  };
  std::erase_if(out_.schemes, [&](const SchemeDiff& s) { return !asked(s); });
  std::vector<bool> kept(out_.changes.size(), false);
  for (std::uint32_t i = 0; i < kept.size(); ++i)
    kept[i] = out_.changes[i].layer == DiffLayer::Policies;
  for (const SchemeDiff& s : out_.schemes)
    for (std::uint32_t i : s.changes) kept[i] = true;
  std::vector<std::uint32_t> place(kept.size());
  std::vector<RuleChange> changes;
  for (std::uint32_t i = 0; i < kept.size(); ++i) {
    place[i] = static_cast<std::uint32_t>(changes.size());
    if (kept[i]) changes.push_back(std::move(out_.changes[i]));
  }
  out_.changes = std::move(changes);
  for (SchemeDiff& s : out_.schemes)
    for (std::uint32_t& i : s.changes) i = place[i];
}

}  // namespace

RulesDiff diff_rules(const DiffSide& before, const DiffSide& after, const DiffRequest& request) {
  RulesDiff out;
  out.before = before, out.after = after;
  Differ(out, request).run();
  return out;
}

}  // namespace ipcheck

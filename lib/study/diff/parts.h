#pragma once
// What the files of the diff share. Private to lib/study.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "study/diff/diff.h"

namespace ipcheck {

/// A policy of both sides, or of one.
struct PolicyPair {
  const Policy* before = nullptr;
  const Policy* after = nullptr;
  const Policy& newer() const { return after != nullptr ? *after : *before; }
};

/// What a scheme's tree reads, as in RuleChange::mark. Ids of policies and schemes are those of the
/// newer rules.
using ReadMarks = std::set<std::string>;

/// Collects changes with the mark that the schemes they touch have read.
class DiffWriter {
 public:
  explicit DiffWriter(RulesDiff& out) : out_(out) {}

  const DiffSide& before() const { return out_.before; }
  const DiffSide& after() const { return out_.after; }
  RulesDiff& diff() const { return out_; }
  const std::string& newer_name(const std::string& id) const { return out_.newer_name(id); }

  RuleChange& add(RuleChange change, std::string mark);
  /// A key with two values: added, removed or replaced, or nothing where they are equal.
  void compare(RuleChange head, std::string_view key, Text before, Text after,
               const std::string& mark, bool decides = false);
  /// The same for words that stand as they are in both languages.
  void compare(RuleChange head, std::string_view key, const std::string& before,
               const std::string& after, const std::string& mark, bool decides = false) {
    compare(std::move(head), key, Text{before, before}, Text{after, after}, mark, decides);
  }

 private:
  RulesDiff& out_;
};

/// Both of the same name (several of one name in their order), or one alone; in the order of the
/// newer list, with those that are gone behind.
template <class Item>
struct Matched {
  const Item* before = nullptr;
  const Item* after = nullptr;
  const Item& newer() const { return after != nullptr ? *after : *before; }
};
template <class Item, class Key>
std::vector<Matched<Item>> matched(const std::vector<Item>& before, const std::vector<Item>& after,
                                   Key key_of) {
  std::map<std::string, std::vector<const Item*>> old;  // last first
  for (auto item = before.rbegin(); item != before.rend(); ++item)
    old[key_of(*item, true)].push_back(&*item);
  std::vector<Matched<Item>> out;
  for (const Item& item : after) {
    auto it = old.find(key_of(item, false));
    const bool known = it != old.end() && !it->second.empty();
    out.push_back({known ? it->second.back() : nullptr, &item});
    if (known) it->second.pop_back();
  }
  for (const Item& item : before) {
    const auto& rest = old[key_of(item, true)];
    if (std::find(rest.begin(), rest.end(), &item) != rest.end()) out.push_back({&item, nullptr});
  }
  return out;
}

/// The head of changes of something that is on one side or both.
template <class Item>
RuleChange head_of(DiffLayer layer, DiffSubject subject, const Matched<Item>& item) {
  RuleChange change;
  change.layer = layer;
  change.subject = subject;
  if (item.before != nullptr) change.before_at = item.before->span;
  if (item.after != nullptr) change.after_at = item.after->span;
  return change;
}

ReadMarks reads_of(const RulesDiff& diff, const DiffSide& side, const Policy& policy,
                   const Scheme& scheme);
/// Of one criterion.
ReadMarks reads_of(const RulesDiff& diff, const DiffSide& side, const Policy& policy,
                   const Criterion& criterion);

void diff_dates_and_calendar(DiffWriter& writer);
/// Facts and codes. A fact of a policy that is not compared is left out: `compared` holds their
/// ids on each side; empty: all are.
struct ComparedPolicies {
  std::set<std::string> before, after;
};
void diff_facts(DiffWriter& writer, const ComparedPolicies& compared);
void diff_head(DiffWriter& writer, const PolicyPair& pair);
void diff_params(DiffWriter& writer, const PolicyPair& pair);
void diff_criteria(DiffWriter& writer, const PolicyPair& pair);
/// Trees, forms, notices, outputs, scorecards.
void diff_schemes(DiffWriter& writer, const PolicyPair& pair);
void diff_scorecard(DiffWriter& writer, const PolicyPair& pair, const Scheme& before,
                    const Scheme& after);
void diff_data_notices(DiffWriter& writer);

/// A condition as it stands in `policy`; empty: there is none.
std::string code_of(const DiffSide& side, const Policy* policy, const Condition& condition);
/// Tells how two conditions differ.
void compare_conditions(DiffWriter& writer, RuleChange head, std::string_view key,
                        const Policy* before_policy, const Condition& before,
                        const Policy* after_policy, const Condition& after, const std::string& mark,
                        bool decides);
std::string cite_text(const Citation& cite);

}  // namespace ipcheck

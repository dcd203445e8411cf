#pragma once
// What two rule sets say differently, as plain data: change by change in the layers of a rule file,
// and scheme by scheme which changes can reach its verdicts. Worded by report/rules_diff.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ipcheck {

/// One rule set on one day.
struct DiffSide {
  const RuleSet* rules = nullptr;
  Date as_of;
};

enum class DiffLayer : std::uint8_t { Policies, Facts, Params, Logic };

enum class DiffSubject : std::uint8_t {
  Date,  // the day that is asked about
  Policy,
  Fact,
  Codes,
  Calendar,
  DataNotice,
  Param,
  Criterion,
  Provision,
  Claim,
  Scheme,
  Group,  // of a scheme's tree
  Notice,
  Output,
  Scorecard,
};

/// How it changed, with what `before` and `after` hold.
enum class DiffManner : std::uint8_t {
  Added,       // after
  Removed,     // before
  Replaced,    // before and after
  Comparator,  // two operators; `detail` is the old comparison
  Parameter,   // two parameter names; `detail` is the old condition
  Moved,       // two groups; `detail` is what went from one to the other
};

struct RuleChange {
  DiffLayer layer = DiffLayer::Logic;
  DiffSubject subject = DiffSubject::Policy;
  DiffManner manner = DiffManner::Replaced;
  std::string
      policy;  // id in the newer rules, where it is gone in the older; empty: a vocabulary's
  std::string scheme;  // of a group, notice, output or scorecard
  std::string id;
  Text title;          // what it is called, in its newer words; may be empty
  std::string key;     // of the rule file: `check`, `range`, `values`, `any`; empty: as a whole
  std::string item;    // of a list below the key: an enum's id, a day, a criterion
  Text before, after;  // words for the two values; code for conditions
  Text detail;         // see DiffManner
  Span before_at, after_at;  // unknown where it is not there
  bool decides = false;      // a verdict can hang on it
  std::string mark;  // trees that read this are touched: `fact:staff`, `param:policy/staff_min`,
                     // `criterion:policy/A-1`, `scheme:id`, `as_of` …; empty: none
  std::vector<std::string> schemes;  // whose trees read it, through derived facts too; newer ids,
                                     // older ones where the scheme is gone
};

/// A scheme of either side. Empty ids: it is not there.
struct SchemeDiff {
  std::string before, after;
  const Policy* before_policy = nullptr;
  const Policy* after_policy = nullptr;
  std::vector<std::uint32_t> changes;  // that touch it, into RulesDiff::changes
  bool same = false;                   // on both sides, and nothing that a verdict hangs on differs
  const std::string& id() const { return after.empty() ? before : after; }
  bool paired() const { return !before.empty() && !after.empty(); }
};

struct RulesDiff {
  DiffSide before, after;
  std::vector<RuleChange> changes;  // by layer, then in the order of the rules
  std::vector<SchemeDiff> schemes;  // all of both sides, in the order of the newer rules
  std::map<std::string, std::string, std::less<>>
      renamed;  // older -> newer id of policies and schemes that are compared under two names

  const std::string& newer_name(const std::string& id) const {
    auto it = renamed.find(id);
    return it == renamed.end() ? id : it->second;
  }
};

/// What is compared with what. Empty: policies and schemes of the same id, all of them.
struct DiffRequest {
  struct Pair {
    std::string before, after;  // ids of schemes
  };
  std::vector<Pair> schemes;
  /// Policies whose ids differ: a policy and the overlay that extends it. Schemes that the overlay
  /// inherits are compared with what they come from.
  std::vector<Pair> policies;
};

/// Both rule sets are loaded whole and without errors. Shape: with `request`, changes that touch
/// none of its schemes or policies are left out.
RulesDiff diff_rules(const DiffSide& before, const DiffSide& after, const DiffRequest& request);

}  // namespace ipcheck

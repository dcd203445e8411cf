#pragma once
// The passes of load_rules, in the order they run. Private to lib/policy.

#include <span>
#include <string>
#include <vector>

#include "policy/load.h"
#include "policy/reader.h"

namespace ipcheck {

/// A policy file, or an overlay with the file that it extends below it: later layers win key by
/// key.
struct Layers {
  std::vector<TreeRef> maps;       // base first
  std::vector<std::string> files;  // name of each layer's file
};

/// `codes:` of a vocabulary or policy: the names of codes, before any fact that has them.
void load_codes(Loading& loading, TreeRef codes);
/// `facts:` of a vocabulary or policy. `owner` is its id.
void load_facts(Loading& loading, TreeRef facts, const std::string& owner);
/// The calendar's years.
void load_calendar(Loading& loading, TreeRef root);
/// id, title, issuer, status, dates and scheme heads.
void load_policy_head(Loading& loading, Policy& policy, const Layers& layers);
/// Parameters, base first, `set.params` of overlays over them.
void load_params(Loading& loading, Policy& policy, const Layers& layers);
/// Criteria and provisions.
void load_criteria(Loading& loading, Policy& policy, const Layers& layers);
/// Trees, forms, notices, outputs, scorecards, claims.
void load_schemes(Loading& loading, Policy& policy, const Layers& layers);
/// One scorecard.
Scorecard load_scorecard(Loading& loading, Policy& policy, TreeRef node);
/// Notices of a scheme (`data` false) or of data.
std::vector<NoticeRule> load_notices(Loading& loading, const Policy* policy, TreeRef list,
                                     bool data);

/// What a condition may use, by where it stands.
enum class Where { Check, Applies, Derive, Notice, Output, Points };
/// Parses and checks the CEL text in `node`. `expected` as CheckScope::expected.
Condition load_condition(Loading& loading, TreeRef node, const Policy* policy, Where where,
                         TypeId expected);

/// Id that a scheme of an overlay's base gets: its own with the base policy's id replaced by the
/// overlay's.
std::string overlay_scheme_id(const Policy& policy, std::string_view base_scheme);
/// The entries of map `section` over all layers; a key of a later layer replaces the earlier one
/// where it stood. With `set` the overlays' `set.<section>` entries are merged key by key instead.
struct Entry {
  TreeRef key, value;
  TreeRef over;  // set.<section>.<key> of an overlay, whose keys win over `value`'s
  std::size_t layer = 0;
  std::size_t over_layer = 0;
  bool overridden = false;  // an inherited scheme for which the overlay has its own
  /// The value under `key`, as the overlay says it.
  TreeRef find(std::string_view name) const {
    TreeRef changed = over && over.is_map() ? over.find(name) : TreeRef{};
    return changed || !value.is_map() ? changed : value.find(name);
  }
};
std::vector<Entry> merged_entries(Loading& loading, const Layers& layers, std::string_view section);
/// Schemes. An overlay's scheme under the name that an inherited one would get takes its place;
/// within it the base's id means what it overrides, elsewhere it means the overlay's.
std::vector<Entry> scheme_entries(Loading& loading, const Policy& policy, const Layers& layers);

}  // namespace ipcheck

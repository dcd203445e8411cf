#pragma once
// Reading rule files key by key: what is expected, what is unknown, what is missing. Used by
// load_*.cc here and in study.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "text/diagnostic.h"
#include "text/tree.h"

namespace ipcheck {

/// What every part of the loader shares.
struct Loading {
  RuleSet& rules;
  Sources& sources;
  Diagnostics& diags;
};

/// One map of a rule file. Every key must be taken or it is reported as unknown with the nearest
/// right name.
class MapReader {
 public:
  /// `what` names the thing in messages: `fact`, `criterion`. A node that is no map is reported and
  /// reads as empty. Keys of `over` (an overlay's changes) win over those of `node`.
  MapReader(Diagnostics& diags, TreeRef node, Text what, TreeRef over = {});

  explicit operator bool() const { return static_cast<bool>(node_); }
  TreeRef node() const { return node_; }
  /// The value under `key`, or nothing.
  TreeRef take(std::string_view key);
  /// The same, reported when missing.
  TreeRef need(std::string_view key);
  std::string text(std::string_view key);          // a scalar, or empty
  Text both(std::string_view key, bool required);  // {zh, en}
  std::optional<bool> boolean(std::string_view key);
  std::optional<Date> date(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  // a list of scalars, or one scalar
  /// Reports every key that was not taken.
  void finish();

 private:
  Diagnostics& diags_;
  void report_unknown(TreeRef map);

  TreeRef node_;
  TreeRef over_;
  Text what_;
  std::vector<std::string_view> known_;
};

/// {zh: …, en: …}; both must be there.
Text read_text_pair(Diagnostics& diags, TreeRef node);
/// A scalar's text, or a diagnostic and nothing.
std::optional<std::string> read_scalar(Diagnostics& diags, TreeRef node, const Text& what);
/// The items of a list; a diagnostic and none when it is something else; nothing for an absent
/// node.
std::vector<TreeRef> read_items(Diagnostics& diags, TreeRef node, const Text& what);
/// {at: …, figure: …}.
Citation read_citation(Diagnostics& diags, TreeRef node);
/// A plain YAML value by the core schema of rule files: integers, exact decimals, dates,
/// true/false; quoted is text. `unit` receives the unit of a text like 200万元.
std::optional<Value> read_plain_value(Diagnostics& diags, TreeRef node, std::string& unit);
/// Reports that `node` is not what was expected.
void expected(Diagnostics& diags, TreeRef node, const Text& what);
/// The fact of that name, or a diagnostic with the nearest name.
FactId read_fact_name(Loading& loading, TreeRef node);
std::vector<FactId> read_fact_names(Loading& loading, TreeRef node);
std::optional<Decimal> read_decimal(Diagnostics& diags, TreeRef node);

}  // namespace ipcheck

#pragma once
// What `rules show` says, as data: things with fields and lists of further things, in both
// languages. show_policy.cc and its neighbours build it, three renderers print it and decide
// nothing. Private to lib/report.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/doc/show.h"

namespace ipcheck {

/// A property. People read `label text`; machines read `value` under `key`, or the text where there
/// is no value. Without text it is for machines alone.
struct ShowField {
  std::string_view key;
  Text label;
  Text text;  // a line break parts alternatives or dated values
  Value value;
  bool code = false;  // a condition
};

/// `Rows` are a table in Markdown and blocks on a terminal, where their cells would be cut.
enum class ShowLayout { Blocks, Rows, Table, Tree };

struct ShowItem;
struct ShowList {
  std::string_view key;
  Text title;
  ShowLayout layout = ShowLayout::Blocks;
  std::vector<ShowItem> items;
  bool single = false;  // an object, not a list of one
};
struct ShowItem {
  std::string id;
  Text title;
  std::vector<ShowField> fields;
  std::vector<ShowList> lists;
  bool box = false;  // trees: something to tick off

  /// Adds a field unless it would say nothing.
  void add(ShowField field);
  void add_list(ShowList list);
};

/// What everything is shown by.
struct ShowContext {
  const RuleSet& rules;
  const Sources& sources;
  Date as_of;
};

/// Facts and parameters that conditions read; derivations are followed.
class Reads {
 public:
  Reads(const RuleSet& rules, const Policy& policy);
  void condition(const Condition& c);
  void criterion(const Criterion& c);
  void fact(FactId id);
  const std::vector<bool>& facts() const { return facts_; }
  const std::vector<bool>& params() const { return params_; }

 private:
  void expression(const Expr& expr, bool own_params);

  const RuleSet& rules_;
  const Policy& policy_;
  std::vector<bool> facts_, params_;
};

ShowItem shown_policy(const ShowContext& context, const Policy& policy);
/// The same of some of its schemes: these, and what they read.
ShowItem shown_part(const ShowContext& context, const Policy& policy,
                    const std::vector<const Scheme*>& schemes);
ShowItem shown_scheme(const ShowContext& context, const Policy& policy, const Scheme& scheme);
ShowItem shown_group(const ShowContext& context, const Policy& policy, GateId gate);
ShowItem shown_criterion(const ShowContext& context, const Policy& policy, const Criterion& c);
ShowItem shown_provision(const ShowContext& context, const Provision& provision);
ShowItem shown_param(const ShowContext& context, const Param& param);
ShowItem shown_fact(const ShowContext& context, FactId id);

/// The checklist below `root`; with `unfold`, a scheme that it refers to is unfolded where it first
/// occurs.
ShowItem shown_tree(const ShowContext& context, const Policy& policy, GateId root, bool unfold);
ShowItem shown_scorecard(const ShowContext& context, const Policy& policy, const Scorecard& card);
/// Indices of the criteria below `root`, in file order.
std::vector<bool> criteria_below(const Policy& policy, GateId root);
/// `integer`, `{set: enum}` as in the rule files; and for people.
std::string type_id(const Schema& schema, TypeId type);
Text type_words(const Schema& schema, TypeId type);
std::string place_words(const Sources& sources, Span span);  // file:line
Value cite_value(const Citation& cite);
ShowField cite_field(const Citation& cite);
ShowField condition_field(const ShowContext& context, const Policy& policy, std::string_view key,
                          Text label, const Condition& condition);
Value names_value(const std::vector<std::string>& names);

/// Control characters visible, line breaks kept.
std::string shown_lines(std::string_view text);
/// The labels of a table's columns, in order of appearance.
std::vector<Text> shown_columns(const ShowList& list);
/// Id, title and the fields of each item; the first row names the columns.
std::vector<std::vector<std::string>> shown_cells(const ShowList& list, Lang lang);
/// `id  title  field  field` of an item.
std::string shown_head(const ShowItem& item, Lang lang, bool with_fields, std::string_view gap);

void print_shown_text(const ShowItem& item, Lang lang, int width, std::ostream& out);

}  // namespace ipcheck

// What the builders of `rules show` share. Tested by tests/report/show_test.cc.
#include <algorithm>

#include "expr/parse.h"
#include "report/doc/show_model.h"
#include "report/verdict/lines.h"
#include "text/frame.h"

namespace ipcheck {
void ShowItem::add(ShowField field) {
  if (!field.text.empty() || !field.value.is_null()) fields.push_back(std::move(field));
}

void ShowItem::add_list(ShowList list) {
  if (!list.items.empty()) lists.push_back(std::move(list));
}

Reads::Reads(const RuleSet& rules, const Policy& policy)
    : rules_(rules),
      policy_(policy),
      facts_(rules.schema.facts.size(), false),
      params_(policy.params.size(), false) {}

void Reads::expression(const Expr& expr, bool own_params) {
  for (const Node& node : expr.nodes) {
    if (node.op == Op::Fact) fact(node.payload);
    bool named = node.op == Op::Param && node.type != kInvalidType;
    if (named && own_params && node.payload < params_.size()) params_[node.payload] = true;
  }
}

void Reads::fact(FactId id) {
  if (id >= facts_.size() || facts_[id]) return;
  facts_[id] = true;
  auto derived = rules_.derived.find(id);
  if (derived == rules_.derived.end()) return;
  const std::string& owner = rules_.schema.facts[id].declared_in;
  expression(*derived->second.expr, owner == policy_.id || owner == policy_.extends);
}

void Reads::condition(const Condition& c) {
  if (c) expression(c.expr, true);
}

void Reads::criterion(const Criterion& c) {
  condition(c.applies);
  condition(c.check);
  condition(c.should);
  for (FactId id : c.evidence) fact(id);
}

std::vector<bool> criteria_below(const Policy& policy, GateId root) {
  std::vector<bool> found(policy.criteria.size(), false);
  std::vector<GateId> open{root};
  while (!open.empty()) {
    const Gate& gate = policy.gates[open.back()];
    open.pop_back();
    if (gate.kind == GateKind::Criterion) found[gate.criterion] = true;
    open.insert(open.end(), gate.children.begin(), gate.children.end());
  }
  return found;
}

std::string place_words(const Sources& sources, Span span) {
  if (!span.known()) return {};
  return sources.name(span.source) + ":" + std::to_string(sources.position(span).line);
}

Value cite_value(const Citation& cite) {
  if (cite.empty()) return {};
  ValueMap map;
  map.emplace_back(Value{std::string("at")}, Value{cite.at});
  if (!cite.figure.empty()) map.emplace_back(Value{std::string("figure")}, Value{cite.figure});
  return Value{std::move(map)};
}

ShowField cite_field(const Citation& cite) {
  std::string words = cite_words(cite);
  return {.key = "cite",
          .label = {"依据", "clause"},
          .text = {words, words},
          .value = cite_value(cite)};
}

ShowField condition_field(const ShowContext& context, const Policy& policy, std::string_view key,
                          Text label, const Condition& condition) {
  if (!condition) return {};
  std::string text = print(condition.expr, context.rules.schema, policy.params);
  return {.key = key, .label = std::move(label), .text = {text, text}, .code = true};
}

Value names_value(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  ValueList list;
  for (const std::string& name : names) list.push_back(Value{name});
  return Value{std::move(list)};
}

std::string shown_lines(std::string_view text) {
  std::string out;
  for (;;) {
    std::size_t end = text.find('\n');
    out += visible(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

std::vector<Text> shown_columns(const ShowList& list) {
  std::vector<Text> columns;
  for (const ShowItem& item : list.items) {
    for (const ShowField& field : item.fields) {
      bool told = std::find(columns.begin(), columns.end(), field.label) != columns.end();
      if (!told && !field.text.empty()) columns.push_back(field.label);
    }
  }
  return columns;
}

std::vector<std::vector<std::string>> shown_cells(const ShowList& list, Lang lang) {
  std::vector<Text> columns = shown_columns(list);
  std::vector<std::vector<std::string>> rows{
      {Text{"编号", "id"}.in(lang), Text{"名称", "title"}.in(lang)}};
  for (const Text& column : columns) rows.front().push_back(column.in(lang));
  for (const ShowItem& item : list.items) {
    std::vector<std::string> row{shown_lines(item.id), shown_lines(item.title.in(lang))};
    row.resize(2 + columns.size());
    for (const ShowField& field : item.fields) {
      auto at = std::find(columns.begin(), columns.end(), field.label);
      if (at != columns.end() && !field.text.empty())
        row[static_cast<std::size_t>(2 + (at - columns.begin()))] =
            shown_lines(field.text.in(lang));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string shown_head(const ShowItem& item, Lang lang, bool with_fields, std::string_view gap) {
  std::string out;
  auto put = [&](const std::string& part) {
    if (part.empty()) return;
    if (!out.empty()) out += gap;
    out += shown_lines(part);
  };
  put(item.id);
  put(item.title.in(lang));
  for (const ShowField& field : item.fields) {
    if (with_fields) put(field.text.in(lang));
  }
  return out;
}

}  // namespace ipcheck

// Tested by tests/policy/load_test.cc.
#include "policy/reader.h"

#include <algorithm>

#include "text/suggest.h"
#include "value/cell.h"

namespace ipcheck {

void expected(Diagnostics& diags, TreeRef node, const Text& what) {
  diags.error("unexpected-shape", node.span(),
              {fmt::format("此处应为{}", what.zh), fmt::format("expected {}", what.en)});
}

MapReader::MapReader(Diagnostics& diags, TreeRef node, Text what, TreeRef over)
    : diags_(diags), what_(std::move(what)) {
  constexpr std::size_t kUsualKeys = 16;
  known_.reserve(kUsualKeys);
  for (auto [from, to] : {std::pair{node, &node_}, std::pair{over, &over_}}) {
    if (!from) continue;
    if (from.is_map())
      *to = from;
    else
      expected(diags, from, {what_.zh + "（键: 值）", "a map for the " + what_.en});
  }
}

TreeRef MapReader::take(std::string_view key) {
  known_.push_back(key);
  if (TreeRef changed = over_ ? over_.find(key) : TreeRef{}) return changed;
  return node_ ? node_.find(key) : TreeRef{};
}

TreeRef MapReader::need(std::string_view key) {
  TreeRef value = take(key);
  if (!value && node_) {
    diags_.error("missing-key", node_.span(),
                 {fmt::format("{}缺少键 `{}`", what_.zh, key),
                  fmt::format("{} lacks the key `{}`", what_.en, key)});
  }
  return value;
}

std::string MapReader::text(std::string_view key) {
  TreeRef value = take(key);
  if (!value || value.is_null()) return {};
  if (value.is_scalar()) return std::string(value.text());
  expected(diags_, value, {fmt::format("`{}` 的文本", key), fmt::format("a text for `{}`", key)});
  return {};
}

Text MapReader::both(std::string_view key, bool required) {
  TreeRef value = required ? need(key) : take(key);
  return value ? read_text_pair(diags_, value) : Text{};
}

std::optional<bool> MapReader::boolean(std::string_view key) {
  TreeRef value = take(key);
  if (!value) return std::nullopt;
  if (value.is_scalar() && value.style() == Style::Plain) {
    if (value.text() == "true") return true;
    if (value.text() == "false") return false;
  }
  expected(diags_, value, {"true 或 false", "true or false"});
  return std::nullopt;
}

std::optional<Date> MapReader::date(std::string_view key) {
  TreeRef value = take(key);
  if (!value || value.is_null()) return std::nullopt;
  auto date = value.is_scalar() ? Date::parse_iso(value.text()) : std::nullopt;
  if (!date) expected(diags_, value, {"日期 YYYY-MM-DD", "a date YYYY-MM-DD"});
  return date;
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  std::vector<std::string> out;
  TreeRef value = take(key);
  if (!value || value.is_null()) return out;
  if (value.is_scalar()) return {std::string(value.text())};
  for (TreeRef item : read_items(diags_, value, {"文本列表", "a list of texts"})) {
    if (auto text = read_scalar(diags_, item, {"文本", "a text"})) out.push_back(*text);
  }
  return out;
}

void MapReader::finish() {
  if (node_) report_unknown(node_);
  if (over_) report_unknown(over_);
}

void MapReader::report_unknown(TreeRef map) {
  for (std::size_t i = 0; i < map.size(); ++i) {
    TreeRef key = map.key(i);
    if (std::find(known_.begin(), known_.end(), key.text()) != known_.end()) continue;
    auto& diag = diags_.error("unknown-key", key.span(),
                              {fmt::format("{}没有键 `{}`", what_.zh, key.text()),
                               fmt::format("{} has no key `{}`", what_.en, key.text())});
    if (auto near = nearest(key.text(), known_)) {
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    }
  }
}

std::optional<std::string> read_scalar(Diagnostics& diags, TreeRef node, const Text& what) {
  if (node.is_scalar()) return std::string(node.text());
  expected(diags, node, what);
  return std::nullopt;
}

Text read_text_pair(Diagnostics& diags, TreeRef node) {
  if (!node.is_map()) {
    expected(diags, node, {"{zh: …, en: …}", "{zh: …, en: …}"});
    return {};
  }
  // Nearly all are these two texts and nothing else: then there is nothing to report.
  if (TreeRef zh = node.find("zh"), en = node.find("en");
      node.size() == 2 && zh && zh.is_scalar() && en && en.is_scalar())
    return {std::string(zh.text()), std::string(en.text())};
  MapReader map(diags, node, {"双语文本", "bilingual text"});
  Text out;
  if (TreeRef zh = map.need("zh")) out.zh = read_scalar(diags, zh, {"文本", "a text"}).value_or("");
  if (TreeRef en = map.need("en")) out.en = read_scalar(diags, en, {"文本", "a text"}).value_or("");
  map.finish();
  return out;
}

std::vector<TreeRef> read_items(Diagnostics& diags, TreeRef node, const Text& what) {
  std::vector<TreeRef> out;
  if (!node || node.is_null()) return out;
  if (!node.is_sequence()) {
    expected(diags, node, what);
    return out;
  }
  for (std::size_t i = 0; i < node.size(); ++i) out.push_back(node.item(i));
  return out;
}

Citation read_citation(Diagnostics& diags, TreeRef node) {
  Citation cite;
  if (!node) return cite;
  MapReader map(diags, node, {"出处", "citation"});
  cite.span = node.span();
  map.need("at");
  cite.at = map.text("at");
  cite.figure = map.text("figure");
  map.finish();
  return cite;
}

std::optional<Value> read_plain_value(Diagnostics& diags, TreeRef node, std::string& unit) {
  if (node.is_sequence()) {
    ValueList list;
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (auto item = read_plain_value(diags, node.item(i), unit)) list.push_back(std::move(*item));
    }
    return Value{std::move(list)};
  }
  if (node.is_map()) {
    ValueMap map;
    for (std::size_t i = 0; i < node.size(); ++i) {
      auto item = read_plain_value(diags, node.value(i), unit);
      if (item) map.emplace_back(Value{std::string(node.key(i).text())}, std::move(*item));
    }
    return Value{std::move(map)};
  }
  if (!node.is_scalar()) {
    expected(diags, node, {"一个值", "a value"});
    return std::nullopt;
  }
  std::string_view text = node.text();
  if (node.style() != Style::Plain) return Value{std::string(text)};
  if (text == "true" || text == "false") return Value{text == "true"};
  if (auto date = Date::parse_iso(text)) return Value{*date};
  bool numeric =
      !text.empty() && (std::isdigit(static_cast<unsigned char>(text[0])) || text[0] == '-');
  if (!numeric) return Value{std::string(text)};
  NumberReading number = read_number(text);
  if (!number.value) return Value{std::string(text)};
  if (!number.unit.empty()) {
    Unit scale = unit_named(number.unit);
    if (auto scaled = multiply(*number.value, scale.factor)) number.value = *scaled;
    unit = scale.base;
    if (unit == "元") return Value{*number.value};
  }
  auto whole = number.value->to_int64();
  bool pointed = text.find('.') != std::string_view::npos;
  if (whole && !pointed) return Value{*whole};
  return Value{*number.value};
}

FactId read_fact_name(Loading& loading, TreeRef node) {
  auto name = read_scalar(loading.diags, node, {"事实名", "the name of a fact"});
  if (!name) return kNoFact;
  FactId fact = loading.rules.schema.find(*name);
  if (fact != kNoFact) return fact;
  std::vector<std::string_view> names;
  for (const Fact& f : loading.rules.schema.facts) names.push_back(f.name);
  auto& diag = loading.diags.error("unknown-fact", node.span(),
                                   say("未知事实 `{}`", "unknown fact `{}`", *name));
  if (auto near = nearest(*name, names))
    diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  return kNoFact;
}

std::vector<FactId> read_fact_names(Loading& loading, TreeRef node) {
  std::vector<FactId> out;
  for (TreeRef item : read_items(loading.diags, node, {"事实名列表", "a list of fact names"})) {
    if (FactId fact = read_fact_name(loading, item); fact != kNoFact) out.push_back(fact);
  }
  return out;
}

std::optional<Decimal> read_decimal(Diagnostics& diags, TreeRef node) {
  if (node.is_scalar()) {
    NumberReading number = read_number(node.text());
    if (number.value && number.unit.empty()) return number.value;
    if (number.value) {
      if (auto scaled = multiply(*number.value, unit_named(number.unit).factor)) return scaled;
    }
  }
  expected(diags, node, {"一个数", "a number"});
  return std::nullopt;
}

}  // namespace ipcheck

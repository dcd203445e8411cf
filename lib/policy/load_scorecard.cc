// Scorecards. Tested by tests/policy/scorecard_test.cc.
#include <array>

#include "policy/load_parts.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

Band read_band_ends(Loading& loading, MapReader& map) {
  Band band;
  auto end = [&](std::string_view key) -> std::optional<Decimal> {
    TreeRef node = map.take(key);
    return node && !node.is_null() ? read_decimal(loading.diags, node) : std::nullopt;
  };
  if (auto from = end("from")) band.low = from;
  if (auto above = end("above")) band.low = above, band.low_inclusive = false;
  if (auto below = end("below")) band.high = below;
  if (auto to = end("to")) band.high = to, band.high_inclusive = true;
  return band;
}

std::vector<Band> read_bands(Loading& loading, TreeRef list) {
  std::vector<Band> bands;
  for (TreeRef item : read_items(loading.diags, list, {"分段列表", "a list of bands"})) {
    MapReader map(loading.diags, item, {"分段", "band"});
    if (!map) continue;
    Band band = read_band_ends(loading, map);
    band.span = item.span();
    if (TreeRef points = map.need("points"))
      band.points = read_decimal(loading.diags, points).value_or(Decimal{});
    map.finish();
    bands.push_back(band);
  }
  return bands;
}

/// `12` or `0..20`.
std::optional<PointRange> read_missing(Loading& loading, TreeRef node) {
  if (!node) return std::nullopt;
  std::string_view text = node.text();
  std::size_t dots = text.find("..");
  auto low = Decimal::parse(text.substr(0, dots));
  auto high = dots == std::string_view::npos ? low : Decimal::parse(text.substr(dots + 2));
  if (low && high && *low <= *high) return PointRange{*low, *high};
  expected(loading.diags, node, {"分值或 最低..最高", "points or least..most"});
  return std::nullopt;
}

/// The words by which a value of `fact` is named in `points: {word: n}`.
std::vector<std::string_view> value_words(const Schema& schema, const Fact& fact) {
  std::vector<std::string_view> words;
  if (const Domain* domain = schema.domain_of(fact.type)) {
    for (const Member& m : domain->members) words.push_back(m.id);
  } else if (fact.type == kJudgementType) {
    words = {"met", "not_met"};
  } else if (fact.type == kBoolType) {
    words = {"true", "false"};
  }
  return words;
}

void read_value_points(Loading& loading, Characteristic& c, TreeRef map) {
  if (c.of == kNoFact) return;
  auto words = value_words(loading.rules.schema, loading.rules.schema.facts[c.of]);
  for (std::size_t i = 0; i < map.size(); ++i) {
    std::string word(map.key(i).text());
    if (std::find(words.begin(), words.end(), word) == words.end()) {
      auto& diag = loading.diags.error("unknown-enum-value", map.key(i).span(),
                                       say("没有值 `{}`", "no value `{}`", word));
      if (auto near = nearest(word, words))
        diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
      continue;
    }
    if (auto points = read_decimal(loading.diags, map.value(i)))
      c.values.emplace_back(word, *points);
  }
}

Characteristic read_characteristic(Loading& loading, Policy& policy, TreeRef node) {
  Characteristic c{.span = node.span()};
  MapReader map(loading.diags, node, {"评分项", "characteristic"});
  if (!map) return c;
  map.need("id");
  c.id = map.text("id");
  c.title = map.both("title", true);
  c.group = map.text("group");
  if (TreeRef of = map.take("of")) c.of = read_fact_name(loading, of);
  c.bands = read_bands(loading, map.take("bands"));
  TreeRef points = map.take("points");
  if (points && points.is_map()) read_value_points(loading, c, points);
  if (points && points.is_scalar())
    c.points = load_condition(loading, points, &policy, Where::Points, kInvalidType);
  c.missing = read_missing(loading, map.take("missing"));
  map.finish();
  if (!points && c.bands.empty()) {
    expected(loading.diags, node, {"bands 或 points", "bands or points"});
  }
  return c;
}

std::vector<ScoreGroup> read_groups(Loading& loading, TreeRef list) {
  std::vector<ScoreGroup> groups;
  for (TreeRef item : read_items(loading.diags, list, {"评分组列表", "a list of groups"})) {
    MapReader map(loading.diags, item, {"评分组", "group"});
    if (!map) continue;
    ScoreGroup g{.id = map.text("id"), .title = map.both("title", false)};
    if (TreeRef floor = map.take("floor")) g.floor = read_decimal(loading.diags, floor);
    if (TreeRef cap = map.take("cap")) g.cap = read_decimal(loading.diags, cap);
    map.finish();
    groups.push_back(std::move(g));
  }
  return groups;
}

std::vector<Grade> read_grades(Loading& loading, TreeRef list) {
  std::vector<Grade> grades;
  for (TreeRef item : read_items(loading.diags, list, {"等级列表", "a list of grades"})) {
    MapReader map(loading.diags, item, {"等级", "grade"});
    if (!map) continue;
    Grade g{.id = map.text("id"), .title = map.both("title", true)};
    g.band = read_band_ends(loading, map);
    g.band.span = item.span();
    map.finish();
    grades.push_back(std::move(g));
  }
  return grades;
}

/// `fact desc` or `fact asc`.
std::vector<TieBreak> read_rank(Loading& loading, TreeRef list) {
  std::vector<TieBreak> out;
  for (TreeRef item : read_items(loading.diags, list, {"排序依据列表", "a list of tie-breaks"})) {
    std::string_view text = item.text();
    std::size_t space = text.find(' ');
    std::string_view order = space == std::string_view::npos ? "" : text.substr(space + 1);
    FactId fact = loading.rules.schema.find(text.substr(0, space));
    if (fact == kNoFact || (order != "desc" && order != "asc")) {
      expected(loading.diags, item, {"`事实 desc` 或 `事实 asc`", "`fact desc` or `fact asc`"});
      continue;
    }
    out.push_back({fact, order == "desc"});
  }
  return out;
}

void read_veto(Loading& loading, const Policy& policy, TreeRef list, Scorecard& card) {
  for (TreeRef item : read_items(loading.diags, list, {"否决项列表", "a list of vetoes"})) {
    MapReader map(loading.diags, item, {"否决项", "veto"});
    if (!map) continue;
    std::string id = map.text("criterion");
    Text title = map.both("title", false);
    map.finish();
    const Criterion* c = policy.criterion(id);
    if (c == nullptr) {
      loading.diags.error("unknown-criterion", item.span(),
                          say("没有条件 `{}`", "unknown criterion `{}`", id));
      continue;
    }
    card.veto.emplace_back(static_cast<std::uint32_t>(c - policy.criteria.data()),
                           title.empty() ? c->title : title);
  }
}

}  // namespace

Scorecard load_scorecard(Loading& loading, Policy& policy, TreeRef node) {
  Scorecard card{.span = node.span()};
  MapReader map(loading.diags, node, {"评分表", "scorecard"});
  if (!map) return card;
  map.need("basis");
  std::string basis = map.text("basis");
  if (basis == "policy")
    card.basis = ScoreBasis::Policy;
  else if (basis == "project_default")
    card.basis = ScoreBasis::ProjectDefault;
  else if (basis == "bureau")
    card.basis = ScoreBasis::Bureau;
  else
    expected(
        loading.diags, node,
        {"basis: policy、project_default 或 bureau", "basis: policy, project_default or bureau"});
  card.owner = map.both("owner", false);
  if (TreeRef initial = map.take("initial"))
    card.initial = read_decimal(loading.diags, initial).value_or(Decimal{});
  for (TreeRef item : read_items(loading.diags, map.need("characteristics"),
                                 {"评分项列表", "a list of characteristics"})) {
    card.characteristics.push_back(read_characteristic(loading, policy, item));
  }
  card.groups = read_groups(loading, map.take("groups"));
  read_veto(loading, policy, map.take("veto"), card);
  card.grades = read_grades(loading, map.take("grades"));
  card.rank = read_rank(loading, map.take("rank"));
  map.finish();
  return card;
}

}  // namespace ipcheck

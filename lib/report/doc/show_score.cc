// A scorecard as `rules show` tells it. Tested by tests/report/show_test.cc.
#include "policy/words.h"
#include "report/doc/show_model.h"
#include "report/verdict/sentences.h"

namespace ipcheck {
namespace {

Value text_value(std::string_view text) {
  return Value{std::string(text)};
}

class CardBuilder {
 public:
  CardBuilder(const ShowContext& context, const Policy& policy)
      : context_(context), schema_(context.rules.schema), policy_(policy) {}

  ShowItem card(const Scorecard& card) const {
    ShowItem item;
    item.add({.key = "basis",
              .label = {"性质", "basis"},
              .text = basis_words(card),
              .value = text_value(word(card.basis))});
    item.add({.key = "owner", .label = {"制定者", "owner"}, .text = card.owner});
    item.add({.key = "initial",
              .label = {"起始分", "initial"},
              .text = {card.initial.str(), card.initial.str()},
              .value = Value{card.initial}});
    item.add(rank(card));
    item.add_list(characteristics(card));
    item.add_list(groups(card));
    item.add_list(vetoes(card));
    item.add_list(grades(card));
    return item;
  }

 private:
  /// ≥ 200万元，< 500万元
  static Text band_words(const Band& band, const std::string& unit) {
    Text low, high;
    if (band.low)
      low = Text{band.low_inclusive ? "≥ " : "> ", band.low_inclusive ? "≥ " : "> "} +
            with_unit(Value{*band.low}, unit);
    if (band.high)
      high = Text{band.high_inclusive ? "≤ " : "< ", band.high_inclusive ? "≤ " : "< "} +
             with_unit(Value{*band.high}, unit);
    if (low.empty() && high.empty()) return {"任意", "any"};
    if (low.empty()) return high;
    return high.empty() ? low : std::move(low) + Text{"，", ", "} + high;
  }

  static Value band_value(const Band& band, std::string_view result, Value given) {
    ValueMap map;
    auto end = [&](const char* name, const std::optional<Decimal>& d) {
      if (d) map.emplace_back(text_value(name), Value{*d});
    };
    end(band.low_inclusive ? "from" : "above", band.low);
    end(band.high_inclusive ? "to" : "below", band.high);
    map.emplace_back(text_value(result), std::move(given));
    return Value{std::move(map)};
  }

  ShowField points(const Characteristic& c) const {
    ShowField field{.key = "points", .label = {"得分", "points"}};
    if (c.points) return condition_field(context_, policy_, "points", field.label, c.points);
    auto line = [&](const Text& when, const Decimal& earned) {
      std::string lead = field.text.empty() ? "" : "\n";
      field.text = std::move(field.text) + Text{lead, lead} + when +
                   Text{"：" + earned.str(), ": " + earned.str()};
    };
    ValueList rows;
    std::string unit = c.of == kNoFact ? "" : schema_.units[schema_.facts[c.of].unit].symbol;
    for (const Band& band : c.bands) {
      line(band_words(band, unit), band.points);
      rows.push_back(band_value(band, "points", Value{band.points}));
    }
    for (const auto& [value, earned] : c.values) {
      line(value_label(c.of, value), earned);
      ValueMap map;
      map.emplace_back(text_value("value"), text_value(value));
      map.emplace_back(text_value("points"), Value{earned});
      rows.push_back(Value{std::move(map)});
    }
    field.value = Value{std::move(rows)};
    return field;
  }

  Text value_label(FactId of, const std::string& value) const {
    bool yes = value == "true" || value == "met";
    bool no = value == "false" || value == "not_met";
    TypeId type = of == kNoFact ? kInvalidType : schema_.facts[of].type;
    if (yes || no) return value_words(schema_, type, 0, Value{yes});
    return value_words(schema_, type, 0, Value{value});
  }

  ShowList characteristics(const Scorecard& card) const {
    ShowList list{"characteristics", {"评分项", "characteristics"}, ShowLayout::Rows, {}, false};
    for (const Characteristic& c : card.characteristics) {
      ShowItem item{.id = c.id, .title = c.title};
      if (c.of != kNoFact)
        item.add({.key = "of",
                  .label = {"取自", "of"},
                  .text = schema_.facts[c.of].label,
                  .value = Value{schema_.facts[c.of].name}});
      item.add(points(c));
      if (c.missing) {
        const Decimal &min = c.missing->min, &max = c.missing->max;
        std::string range = min == max ? min.str() : min.str() + "–" + max.str();
        item.add({.key = "missing",
                  .label = {"未提供", "missing"},
                  .text = {range, range},
                  .value = Value{ValueList{Value{min}, Value{max}}}});
      }
      item.add({.key = "group", .label = {"分组", "group"}, .text = {c.group, c.group}});
      list.items.push_back(std::move(item));
    }
    return list;
  }

  static ShowList groups(const Scorecard& card) {
    ShowList list{"groups", {"分组", "groups"}, ShowLayout::Table, {}, false};
    for (const ScoreGroup& group : card.groups) {
      ShowItem item{.id = group.id, .title = group.title};
      if (group.floor)
        item.add({.key = "floor",
                  .label = {"下限", "floor"},
                  .text = {group.floor->str(), group.floor->str()},
                  .value = Value{*group.floor}});
      if (group.cap)
        item.add({.key = "cap",
                  .label = {"上限", "cap"},
                  .text = {group.cap->str(), group.cap->str()},
                  .value = Value{*group.cap}});
      list.items.push_back(std::move(item));
    }
    return list;
  }

  ShowList vetoes(const Scorecard& card) const {
    ShowList list{"veto", {"一票否决", "vetoes"}, ShowLayout::Table, {}, false};
    for (const auto& [criterion, title] : card.veto)
      list.items.push_back({.id = policy_.criteria[criterion].id, .title = title});
    return list;
  }

  static ShowList grades(const Scorecard& card) {
    ShowList list{"grades", {"等级", "grades"}, ShowLayout::Table, {}, false};
    for (const Grade& grade : card.grades) {
      ShowItem item{.id = grade.id, .title = grade.title};
      item.add({.key = "points",
                .label = {"分数", "points"},
                .text = band_words(grade.band, ""),
                .value = band_value(grade.band, "grade", text_value(grade.id))});
      list.items.push_back(std::move(item));
    }
    return list;
  }

  ShowField rank(const Scorecard& card) const {
    std::vector<Text> words;
    ValueList order;
    for (const TieBreak& by : card.rank) {
      const Fact& fact = schema_.facts[by.fact];
      words.push_back(fact.label + (by.descending ? Text{" 从高到低", " descending"}
                                                  : Text{" 从低到高", " ascending"}));
      order.push_back(Value{fact.name + (by.descending ? " desc" : " asc")});
    }
    if (order.empty()) return {};
    return {.key = "rank",
            .label = {"同分排序", "ties"},
            .text = listed(words),
            .value = Value{std::move(order)}};
  }

  const ShowContext& context_;
  const Schema& schema_;
  const Policy& policy_;
};

}  // namespace

ShowItem shown_scorecard(const ShowContext& context, const Policy& policy, const Scorecard& card) {
  return CardBuilder(context, policy).card(card);
}

}  // namespace ipcheck

// Tested by tests/judge/score_test.cc.
#include "judge/score.h"

#include <algorithm>

#include "judge/score_parts.h"

namespace ipcheck {

bool takes(const Band& band, const Decimal& x) {
  if (band.low && (band.low_inclusive ? x < *band.low : x <= *band.low)) return false;
  if (band.high && (band.high_inclusive ? x > *band.high : x >= *band.high)) return false;
  return true;
}

namespace {

std::optional<Decimal> as_number(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  return std::nullopt;
}

std::string value_word(TypeId type, const Value& value) {
  if (value.is<std::string>()) return value.as<std::string>();
  if (!value.is<bool>()) return {};
  if (type == kJudgementType) return value.as<bool>() ? "met" : "not_met";
  return value.as<bool>() ? "true" : "false";
}

}  // namespace

std::optional<Decimal> points_of(const Characteristic& c, TypeId type, const Value& value) {
  if (c.points) return as_number(value);
  for (const auto& [word, points] : c.values) {
    if (word == value_word(type, value)) return points;
  }
  auto number = as_number(value);
  for (const Band& band : c.bands) {
    if (number && takes(band, *number)) return band.points;
  }
  return std::nullopt;
}

PointRange open_range(const Characteristic& c) {
  if (c.missing) return *c.missing;
  std::optional<PointRange> range;
  auto include = [&](const Decimal& p) {
    range = range ? PointRange{std::min(range->min, p), std::max(range->max, p)} : PointRange{p, p};
  };
  for (const Band& band : c.bands) include(band.points);
  for (const auto& [word, points] : c.values) include(points);
  return range.value_or(PointRange{});
}

namespace {

CharacteristicScore score_one(const Compiled& compiled, const NodeSteps& steps,
                              const Characteristic& c, const Batch& batch, const Frame& frame,
                              std::uint32_t row) {
  CharacteristicScore out{.characteristic = &c};
  if (!steps.empty()) {
    StepId step = steps.back();
    TypeId type = compiled.program.steps[step].type;
    Cell cell = cell_at(batch, frame.column(step), type, row);
    if (cell.state == Truth::True) {
      auto points = points_of(c, type, cell.value);
      out.known = points.has_value();
      out.fault = !out.known;
      if (points) out.min = out.max = *points;
      if (out.known) return out;
    }
    out.fault = out.fault || cell.state == Truth::Fault;
  }
  PointRange range = open_range(c);
  out.min = range.min;
  out.max = range.max;
  out.known = !out.fault && c.missing && range.min == range.max;
  return out;
}

void add_range(PointRange& sum, const PointRange& part) {
  sum.min = add(sum.min, part.min).value_or(sum.min);
  sum.max = add(sum.max, part.max).value_or(sum.max);
}

/// Sums characteristics into their groups (capped), and groups and the rest into the score.
void add_up(const Scorecard& card, Score& score) {
  PointRange total{card.initial, card.initial};
  std::vector<PointRange> groups(card.groups.size());
  for (const CharacteristicScore& c : score.characteristics) {
    auto it = std::find_if(card.groups.begin(), card.groups.end(),
                           [&](const ScoreGroup& g) { return g.id == c.characteristic->group; });
    bool grouped = it != card.groups.end();
    add_range(grouped ? groups[static_cast<std::size_t>(it - card.groups.begin())] : total,
              {c.min, c.max});
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const ScoreGroup& group = card.groups[i];
    if (group.cap)
      groups[i] = {std::min(groups[i].min, *group.cap), std::min(groups[i].max, *group.cap)};
    if (group.floor && groups[i].max < *group.floor) score.below_floor.push_back(group.id);
    add_range(total, groups[i]);
  }
  score.min = total.min;
  score.max = total.max;
}

}  // namespace

const Grade* grade_of(const Scorecard& card, const Decimal& points) {
  auto it = std::find_if(card.grades.begin(), card.grades.end(),
                         [&](const Grade& g) { return takes(g.band, points); });
  return it == card.grades.end() ? nullptr : &*it;
}

std::optional<Score> score(const Compiled& compiled, const CompiledScheme& scheme,
                           const Batch& batch, const Frame& frame, std::uint32_t row) {
  if (!scheme.scheme->scorecard) return std::nullopt;
  const Scorecard& card = *scheme.scheme->scorecard;
  Score out;
  for (std::size_t i = 0; i < card.characteristics.size(); ++i) {
    out.characteristics.push_back(
        score_one(compiled, scheme.characteristic[i], card.characteristics[i], batch, frame, row));
  }
  add_up(card, out);
  out.known = out.min == out.max;
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  for (const auto& [index, title] : card.veto) {
    if (frame.truth(policy.criteria[index].state, row) == Truth::False) {
      out.veto.push_back(scheme.policy->criteria[index].id);
    }
  }
  const Grade* low = grade_of(card, out.min);
  const Grade* high = grade_of(card, out.max);
  out.grade = low == high ? low : nullptr;
  if (!out.veto.empty() || !out.below_floor.empty()) out.grade = grade_of(card, card.initial);
  return out;
}

}  // namespace ipcheck

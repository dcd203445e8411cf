// Tested by tests/judge/score_test.cc.
#include "judge/points.h"

#include <algorithm>

#include "judge/score_parts.h"

namespace ipcheck {
namespace {

constexpr std::int64_t kCounts = 128;  // small whole numbers, whose points are found beforehand
constexpr std::int64_t kMostUnits = 1'000'000'000'000;  // of one part: sums stay far from overflow

/// `x` in units of 10^-places; nullopt: it has more places, or is too large.
std::optional<std::int64_t> in_units(const Decimal& x, int places) {
  if (x.scale > places) return std::nullopt;
  Int128 units = x.coefficient;
  if (units > kMostUnits || units < -kMostUnits) return std::nullopt;
  for (int i = x.scale; i < places; ++i) units *= 10;
  if (units > kMostUnits || units < -kMostUnits) return std::nullopt;
  return static_cast<std::int64_t>(units);
}

/// The whole numbers that a band with whole ends takes; nullopt: an end is no whole number.
std::optional<std::pair<std::int64_t, std::int64_t>> whole_ends(const Band& band) {
  std::int64_t first = INT64_MIN, last = INT64_MAX;
  if (band.low) {
    auto low = band.low->to_int64();
    if (!low || *low == INT64_MAX) return std::nullopt;
    first = *low + (band.low_inclusive ? 0 : 1);
  }
  if (band.high) {
    auto high = band.high->to_int64();
    if (!high || *high == INT64_MIN) return std::nullopt;
    last = *high - (band.high_inclusive ? 0 : 1);
  }
  return std::pair{first, last};
}

}  // namespace

std::int64_t PointsTable::units(const Decimal& points) {
  auto out = in_units(points, kPlaces);
  fits_ = fits_ && out.has_value();
  return out.value_or(0);
}

PointsTable::PointsTable(const Compiled& compiled, const CompiledScheme& scheme)
    : card_(*scheme.scheme->scorecard) {
  for (std::size_t i = 0; i < card_.characteristics.size(); ++i)
    items_.push_back(item(compiled, card_.characteristics[i], scheme.characteristic[i]));
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  for (const auto& [index, title] : card_.veto) veto_.push_back(policy.criteria[index].state);
  for (const ScoreGroup& group : card_.groups) {
    units(group.cap.value_or(Decimal{}));
    units(group.floor.value_or(Decimal{}));
  }
  units(card_.initial);
  sums_.resize(card_.groups.size() + 1);
}

PointsTable::Item PointsTable::item(const Compiled& compiled, const Characteristic& c,
                                    const NodeSteps& steps) {
  Item out;
  auto group = std::find_if(card_.groups.begin(), card_.groups.end(),
                            [&](const ScoreGroup& g) { return g.id == c.group; });
  out.sums = static_cast<std::size_t>(group - card_.groups.begin());
  PointRange open = open_range(c);
  out.open = {units(open.min), units(open.max)};
  if (steps.empty()) return out;
  out.step = steps.back();
  out.is_points = static_cast<bool>(c.points);
  const TypeId type = compiled.program.steps[out.step].type;
  auto earned = [&](const Value& value) {
    auto points = points_of(c, type, value);
    return points ? Range{units(*points), units(*points)} : out.open;
  };
  const Kind kind = compiled.rules->schema.types[type].kind;
  if (kind == Kind::Bool || kind == Kind::Judgement) {
    out.by_member.assign(static_cast<std::size_t>(Truth::NotApplicable) + 1, out.open);
    out.by_member[static_cast<std::size_t>(Truth::False)] = earned(Value{false});
    out.by_member[static_cast<std::size_t>(Truth::True)] = earned(Value{true});
  }
  if (const Domain* domain = compiled.rules->schema.domain_of(type)) {
    for (const Member& member : domain->members) out.by_member.push_back(earned(Value{member.id}));
  }
  out.whole_bands = !out.is_points;
  for (const Band& band : c.bands) {
    NumberBand number{.band = &band, .points = units(band.points)};
    auto ends = whole_ends(band);
    out.whole_bands = out.whole_bands && ends.has_value();
    if (ends) std::tie(number.first, number.last) = *ends;
    out.bands.push_back(number);
  }
  const std::int64_t counts = out.is_points || !out.bands.empty() ? kCounts : 0;
  for (std::int64_t i = 0; i < counts; ++i) out.by_count.push_back(whole_points_of(out, i));
  return out;
}

/// What a known number earns; nullopt: no band takes it.
std::optional<std::int64_t> PointsTable::number_points(const Item& item, const Decimal& x) {
  if (item.is_points) {
    auto points = in_units(x, kPlaces);
    fits_ = fits_ && points.has_value();
    return points;
  }
  for (const NumberBand& band : item.bands) {
    if (takes(*band.band, x)) return band.points;
  }
  return std::nullopt;
}

/// The same for a whole number, mostly without looking at an exact end.
PointsTable::Range PointsTable::whole_points_of(const Item& item, std::int64_t whole) {
  if (item.whole_bands) {
    for (const NumberBand& band : item.bands) {
      if (band.first <= whole && whole <= band.last) return {band.points, band.points};
    }
    return item.open;
  }
  auto points = number_points(item, Decimal::of(whole));
  return points ? Range{*points, *points} : item.open;
}

bool PointsTable::add(const Item& item, const Frame& frame, std::uint32_t rows) {
  Range* const sums = sums_[item.sums].data();
  const Column* column = item.step == kNoStep ? nullptr : &frame.column(item.step);
  auto all = [&](Range part) {
    for (std::uint32_t row = 0; row < rows; ++row) sums[row] += part;
    return fits_;
  };
  auto each = [&](auto part_at) {
    if (column->constant) return all(part_at(0));
    for (std::uint32_t row = 0; row < rows; ++row) sums[row] += part_at(row);
    return fits_;
  };
  if (column == nullptr || column->kind == Kind::Invalid) return all(item.open);
  if (column->kind == Kind::Bool || column->kind == Kind::Judgement)
    return each([truth = column->truth.data(), parts = item.by_member.data()](std::uint32_t at) {
      return parts[static_cast<std::size_t>(truth[at])];
    });
  const State* const state = column->state.data();
  const std::int64_t* const ints = column->ints.data();
  auto each_known = [&](auto part_at) {
    return each([&, open = item.open](std::uint32_t at) {
      return state[at] == State::Known ? part_at(at) : open;
    });
  };
  if (column->kind == Kind::Int)
    return each_known([&](std::uint32_t at) { return whole_points(item, ints[at]); });
  if (column->kind == Kind::Decimal)
    return each_known([&](std::uint32_t at) {
      const Decimal& x = column->decimals[at];
      const auto whole = static_cast<std::int64_t>(x.coefficient);
      if (x.scale == 0 && whole == x.coefficient) return whole_points(item, whole);
      auto points = number_points(item, x);
      return points ? Range{*points, *points} : item.open;
    });
  if (column->kind == Kind::Enum)
    return each_known([&](std::uint32_t at) {
      const auto member = static_cast<std::size_t>(ints[at]);
      return member < item.by_member.size() ? item.by_member[member] : item.open;
    });
  return false;
}

bool PointsTable::run(const Batch& batch, const Frame& frame) {
  if (!fits_) return false;
  for (Ranges& sums : sums_) sums.assign(batch.rows, {});
  for (const Item& item : items_) {
    if (add(item, frame, batch.rows)) continue;
    fits_ = true;  // another batch may do
    return false;
  }
  close_groups(batch.rows);
  return true;
}

/// Caps groups, tells rows below a floor, adds all up.
void PointsTable::close_groups(std::uint32_t rows) {
  const std::int64_t initial = units(card_.initial);
  total_.assign(rows, {initial, initial});
  below_floor_.assign(rows, 0);
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const ScoreGroup* group = i < card_.groups.size() ? &card_.groups[i] : nullptr;
    const bool capped = group != nullptr && group->cap, floored = group != nullptr && group->floor;
    const std::int64_t cap = capped ? units(*group->cap) : INT64_MAX;
    const std::int64_t floor = floored ? units(*group->floor) : INT64_MIN;
    for (std::uint32_t row = 0; row < rows; ++row) {
      const Range& sum = sums_[i][row];
      const std::int64_t most = std::min(sum.max, cap);
      total_[row] += {std::min(sum.min, cap), most};
      below_floor_[row] |= most < floor ? 1 : 0;
    }
  }
}

const Grade* PointsTable::grade(const Frame& frame, std::uint32_t row) const {
  auto vetoes = [&](StepId step) { return frame.truth(step, row) == Truth::False; };
  auto of = [&](std::int64_t points) {
    Decimal x{points, 0};
    for (x.scale = kPlaces; x.scale > 0 && x.coefficient % 10 == 0; --x.scale) x.coefficient /= 10;
    return grade_of(card_, x);
  };
  if (below_floor_[row] != 0 || std::any_of(veto_.begin(), veto_.end(), vetoes))
    return grade_of(card_, card_.initial);
  const Grade* low = of(min(row));
  return min(row) == max(row) || low == of(max(row)) ? low : nullptr;
}

}  // namespace ipcheck

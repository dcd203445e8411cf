#pragma once
// What the two ways to points share: what a value earns, what an unknown one may. Private to
// lib/judge.

#include "judge/score.h"

namespace ipcheck {

bool takes(const Band& band, const Decimal& x);
/// Points that a known value earns; nullopt: no band takes it.
std::optional<Decimal> points_of(const Characteristic& c, TypeId type, const Value& value);
/// What the characteristic gives while its value is not known: its `missing`, else the range of all
/// that it can give.
PointRange open_range(const Characteristic& c);
const Grade* grade_of(const Scorecard& card, const Decimal& points);

}  // namespace ipcheck

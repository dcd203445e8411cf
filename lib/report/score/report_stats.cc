// Tested by tests/report/report_stats_test.cc.
#include "report/score/report_stats.h"

#include <algorithm>
#include <cassert>

#include "expr/operators.h"
#include "expr/parse.h"
#include "report/verdict/lines.h"

namespace ipcheck {
namespace {

constexpr std::int64_t kMostPoints = 1'000'000'000;

std::optional<Decimal> number(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  return std::nullopt;
}

/// Towards minus infinity, held within +-kMostPoints.
std::int64_t floor_of(const Decimal& d) {
  if (d > Decimal::of(kMostPoints)) return kMostPoints;
  if (d < Decimal::of(-kMostPoints)) return -kMostPoints;
  Int128 unit = 1;
  for (std::int32_t i = 0; i < d.scale; ++i) unit *= 10;
  Int128 whole = d.coefficient / unit;
  bool below = d.coefficient < 0 && whole * unit != d.coefficient;
  return static_cast<std::int64_t>(whole) - (below ? 1 : 0);
}

std::int64_t floor_to(std::int64_t value, std::int64_t width) {
  std::int64_t whole = value / width;
  if (value % width < 0) --whole;
  return whole * width;
}

/// The largest of 1, 2, 5 times a power of ten that is no more than a tenth of `limit`; for whole
/// numbers at least 1.
Decimal step_for(const Decimal& limit, bool whole) {
  constexpr int kMostPower = 12;
  Decimal size = limit < Decimal{} ? negate(limit) : limit;
  for (int power = kMostPower; power >= (whole ? 0 : -kMostPower); --power) {
    std::int64_t unit = 1;
    for (int i = 0; i < power; ++i) unit *= 10;
    for (std::int64_t lead : {5, 2, 1}) {
      Decimal step{lead * unit, std::max(0, -power)};
      auto ten = multiply(step, Decimal::of(10));
      if (ten && *ten <= size) return step;
    }
  }
  return Decimal::of(1);
}

/// What the steps and thresholds of one scheme are.
class StatsBuilder {
 public:
  StatsBuilder(const Compiled& compiled, const CompiledScheme& scheme)
      : compiled_(compiled),
        scheme_(scheme),
        policy_(*scheme.policy),
        steps_(compiled.policies[scheme.policy_index]) {}

  SchemeStats build() {
    add_step(scheme_.scheme->root);
    for (std::uint32_t index : scheme_.criteria) {
      const Criterion& criterion = policy_.criteria[index];
      const CompiledCriterion& c = steps_.criteria[index];
      if (criterion.check)
        add_limits(criterion, criterion.check.expr, c.check, criterion.check.expr.root());
      if (criterion.should)
        add_limits(criterion, criterion.should.expr, c.should, criterion.should.expr.root());
    }
    return std::move(out_);
  }

 private:
  void add_step(GateId id) {
    const Gate& gate = policy_.gates[id];
    if (gate.kind == GateKind::All) {
      for (GateId child : gate.children) add_step(child);
      return;
    }
    StepId state = steps_.gates[id];
    bool told = std::any_of(out_.funnel.begin(), out_.funnel.end(),
                            [&](const FunnelStep& s) { return s.state == state; });
    if (told) return;
    const Schema& schema = compiled_.rules->schema;
    FunnelStep step{.id = gate.id, .state = state};
    if (gate.kind == GateKind::Criterion) {
      const Criterion& criterion = policy_.criteria[gate.criterion];
      step.title = filled(criterion.title, policy_, schema, compiled_.as_of);
      step.cite = cite_words(criterion.cite);
    } else {
      step.title =
          title_words(policy_, {.id = gate.id,
                                .kind = gate.kind,
                                .title = filled(gate.title, policy_, schema, compiled_.as_of),
                                .k = gate.k});
    }
    out_.funnel.push_back(std::move(step));
  }

  /// The constant that `node` stands for, if it is a number.
  std::optional<Decimal> limit_of(const Expr& expr, NodeId node) const {
    const Node& n = expr[node];
    if (n.op == Op::Literal) return number(expr.literals[n.payload]);
    if (n.op != Op::Param) return std::nullopt;
    const Value* value = policy_.params[n.payload].at(compiled_.as_of);
    return value == nullptr ? std::nullopt : number(*value);
  }

  static bool orders(Op op) { return op == Op::Ge || op == Op::Gt || op == Op::Le || op == Op::Lt; }

  /// Comparisons that all must hold: below `&&` alone.
  void add_limits(const Criterion& criterion, const Expr& expr, const NodeSteps& steps,
                  NodeId node) {
    const Node& n = expr[node];
    auto args = expr.args_of(node);
    if (n.op == Op::And) {
      for (NodeId arg : args) add_limits(criterion, expr, steps, arg);
      return;
    }
    if (!orders(n.op)) return;
    auto limit = limit_of(expr, args[1]);
    NodeId left = args[0];
    bool swapped = !limit;
    if (swapped) {
      limit = limit_of(expr, args[0]);
      left = args[1];
    }
    if (!limit || limit_of(expr, left)) return;
    const Schema& schema = compiled_.rules->schema;
    const Type& type = schema.types[expr[left].type];
    bool whole = type.kind == Kind::Int;
    if (!whole && type.kind != Kind::Decimal) return;
    Threshold t{.criterion = criterion.id, .value = steps[left]};
    if (expr[left].op == Op::Fact) {
      t.fact = expr[left].payload;
      t.unit = schema.facts[t.fact].unit;
    } else {
      t.unit = type.unit;
      t.expression = print(expr, left, schema, policy_.params);
    }
    t.op = sign_of(swapped ? turned(n.op) : n.op);
    t.limit = *limit;
    t.step = step_for(*limit, whole);
    out_.thresholds.push_back(std::move(t));
  }

  const Compiled& compiled_;
  const CompiledScheme& scheme_;
  const Policy& policy_;
  const CompiledPolicy& steps_;
  SchemeStats out_;
};

void add_to_funnel(std::vector<FunnelStep>& funnel, const Frame& frame, std::uint32_t row) {
  bool open = false;
  for (FunnelStep& step : funnel) {
    Truth state = frame.truth(step.state, row);
    if (state == Truth::False) {
      ++step.out;
      return;
    }
    open = open || is_unknown(state);
    ++(open ? step.open : step.met);
  }
}

std::optional<Decimal> number_at(const Column& column, std::uint32_t row) {
  std::size_t at = column.constant ? 0 : row;
  if (at >= column.state.size() || column.state[at] != State::Known) return std::nullopt;
  if (column.kind == Kind::Int) return Decimal::of(column.ints[at]);
  if (column.kind == Kind::Decimal) return column.decimals[at];
  return std::nullopt;
}

void add_to_threshold(Threshold& t, const Frame& frame, std::uint32_t row) {
  auto value = number_at(frame.column(t.value), row);
  bool up = t.op.starts_with('>');
  auto distance = !value ? std::nullopt
                  : up   ? subtract(*value, t.limit)
                         : subtract(t.limit, *value);
  auto steps = distance ? divide(*distance, t.step) : std::nullopt;
  if (!steps) {
    ++t.unknown;
    return;
  }
  bool strict = t.op.size() == 1;
  std::int64_t bin = strict && *distance == Decimal{} ? -1 : floor_of(*steps);
  bin = std::clamp<std::int64_t>(bin, -Threshold::kHalf, Threshold::kHalf - 1);
  ++t.bins[static_cast<std::size_t>(bin + Threshold::kHalf)];
}

}  // namespace

ReportStats::ReportStats(const Compiled& compiled) {
  for (const CompiledScheme& scheme : compiled.schemes)
    schemes_.push_back(StatsBuilder(compiled, scheme).build());
}

void ReportStats::add(const Frame& frame, std::uint32_t row) {
  for (SchemeStats& scheme : schemes_) {
    add_to_funnel(scheme.funnel, frame, row);
    for (Threshold& threshold : scheme.thresholds) add_to_threshold(threshold, frame, row);
  }
}

void ReportStats::merge(const ReportStats& other) {
  assert(schemes_.size() == other.schemes_.size());
  for (std::size_t s = 0; s < schemes_.size(); ++s) {
    SchemeStats& own = schemes_[s];
    const SchemeStats& from = other.schemes_[s];
    assert(own.funnel.size() == from.funnel.size());
    for (std::size_t i = 0; i < own.funnel.size(); ++i) {
      own.funnel[i].met += from.funnel[i].met;
      own.funnel[i].open += from.funnel[i].open;
      own.funnel[i].out += from.funnel[i].out;
    }
    assert(own.thresholds.size() == from.thresholds.size());
    for (std::size_t i = 0; i < own.thresholds.size(); ++i) {
      Threshold& to = own.thresholds[i];
      for (std::size_t bin = 0; bin < to.bins.size(); ++bin)
        to.bins[bin] += from.thresholds[i].bins[bin];
      to.unknown += from.thresholds[i].unknown;
    }
  }
}

void PointHistogram::add(std::string_view points) {
  auto value = Decimal::parse(points);
  if (!value) return;
  ++counts_[floor_to(floor_of(*value), width_)];
  while (counts_.rbegin()->first - counts_.begin()->first >=
         static_cast<std::int64_t>(kMostBins) * width_) {
    widen();
  }
}

void PointHistogram::widen() {
  width_ *= fivefold_ ? 2 : 5;
  fivefold_ = !fivefold_;
  std::map<std::int64_t, std::uint64_t> wider;
  for (auto [low, count] : counts_) wider[floor_to(low, width_)] += count;
  counts_ = std::move(wider);
}

std::vector<std::pair<std::int64_t, std::uint64_t>> PointHistogram::bins() const {
  std::vector<std::pair<std::int64_t, std::uint64_t>> out;
  if (counts_.empty()) return out;
  for (std::int64_t low = counts_.begin()->first; low <= counts_.rbegin()->first; low += width_) {
    auto at = counts_.find(low);
    out.emplace_back(low, at == counts_.end() ? 0 : at->second);
  }
  return out;
}

}  // namespace ipcheck

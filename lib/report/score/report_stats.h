#pragma once
// What a report draws beyond totals: where applicants fall out of a scheme's tree, how far their
// numbers lie from its thresholds, and how points spread. Counts only, so memory does not grow with
// the rows.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

/// Steps of a scheme in reading order: its criteria, with `all` groups opened; any other group is
/// one step. An applicant goes on until a step that is not met.
struct FunnelStep {
  std::string id;  // criterion or group; may be empty for a group
  Text title;
  std::string cite;
  StepId state = kNoStep;
  std::uint64_t met = 0;   // came here, all steps so far met
  std::uint64_t open = 0;  // came here, nothing failed, but some paper or judgement lacks
  std::uint64_t out = 0;   // came here and failed this step: left behind
};

/// A comparison of a number with a constant in a criterion's check: `full_time_staff >= 3`.
struct Threshold {
  /// Bins of `step` each; bin i holds distances [i - kHalf, i - kHalf + 1) * step; the first and
  /// the last hold everything beyond. Distances are positive on the side that meets.
  static constexpr int kHalf = 11, kBins = 2 * kHalf;

  std::string criterion;
  FactId fact = kNoFact;
  std::string expression;  // where what is compared is no plain fact
  StepId value = kNoStep;
  std::string op;  // >=, >, <=, <
  Decimal limit, step;
  UnitId unit = 0;
  std::array<std::uint64_t, kBins> bins{};
  std::uint64_t unknown = 0;  // no value given
};

struct SchemeStats {
  std::vector<FunnelStep> funnel;
  std::vector<Threshold> thresholds;
};

/// One a thread. All of one batch run come from the same Compiled.
class ReportStats {
 public:
  explicit ReportStats(const Compiled& compiled);

  /// Row `row` of a batch after its run, under all asked schemes.
  void add(const Frame& frame, std::uint32_t row);
  /// Errors: of another Compiled is a broken invariant.
  void merge(const ReportStats& other);

  const std::vector<SchemeStats>& schemes() const { return schemes_; }

 private:
  std::vector<SchemeStats> schemes_;  // in the order asked
};

/// Points in classes of equal width: 1, 5, 10, 50, 100 …, each a multiple of the one before, so
/// that classes merge as the range grows.
class PointHistogram {
 public:
  static constexpr std::size_t kMostBins = 25;

  void add(std::string_view points);  // a decimal as text; anything else is left out
  /// Lower bound of each class -> rows; classes between the first and the last without rows too.
  std::vector<std::pair<std::int64_t, std::uint64_t>> bins() const;
  std::int64_t width() const { return width_; }

 private:
  void widen();
  std::int64_t width_ = 1;
  bool fivefold_ = false;
  std::map<std::int64_t, std::uint64_t> counts_;  // by lower bound
};

}  // namespace ipcheck

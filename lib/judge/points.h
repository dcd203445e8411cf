#pragma once
// Points of all rows of a batch at once, column by column, in exact integers. What `score` says of
// one row; batches ask here first.

#include <cstdint>
#include <optional>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

/// One a thread, for one scheme with a scorecard. Outlived by the Compiled.
class PointsTable {
 public:
  PointsTable(const Compiled& compiled, const CompiledScheme& scheme);

  /// Errors: false when points of the card, or of a row, have more places than fit: then `score`
  /// must be asked row by row.
  bool run(const Batch& batch, const Frame& frame);

  /// Of the last run, in units of 10^-kPlaces.
  std::int64_t min(std::uint32_t row) const { return total_[row].min; }
  std::int64_t max(std::uint32_t row) const { return total_[row].max; }
  /// nullptr: between two grades, or none.
  const Grade* grade(const Frame& frame, std::uint32_t row) const;

  static constexpr int kPlaces = 4;

 private:
  struct Range {
    std::int64_t min = 0, max = 0;
    Range& operator+=(const Range& part) {
      min += part.min;
      max += part.max;
      return *this;
    }
  };
  using Ranges = std::vector<Range>;  // one a row
  /// A band for numbers; for whole ones also as the first and the last that it takes.
  struct NumberBand {
    const Band* band = nullptr;
    std::int64_t first = INT64_MIN, last = INT64_MAX;
    std::int64_t points = 0;
  };
  /// A characteristic with everything looked up that does not depend on the row.
  struct Item {
    StepId step = kNoStep;         // kNoStep: never known
    std::size_t sums = 0;          // index in sums_
    bool is_points = false;        // the value itself is the points
    bool whole_bands = false;      // `first` and `last` of all bands hold
    Range open;                    // while the value is not known
    std::vector<Range> by_member;  // enums by member, truths by Truth; anything else is open
    std::vector<NumberBand> bands;
    std::vector<Range> by_count;  // numbers: of 0, 1, 2 …
  };

  std::int64_t units(const Decimal& points);
  Item item(const Compiled& compiled, const Characteristic& c, const NodeSteps& steps);
  bool add(const Item& item, const Frame& frame, std::uint32_t rows);
  std::optional<std::int64_t> number_points(const Item& item, const Decimal& x);
  Range whole_points(const Item& item, std::int64_t whole) {
    const auto count = static_cast<std::uint64_t>(whole);
    return count < item.by_count.size() ? item.by_count[count] : whole_points_of(item, whole);
  }
  Range whole_points_of(const Item& item, std::int64_t whole);
  void close_groups(std::uint32_t rows);

  const Scorecard& card_;
  std::vector<StepId> veto_;
  std::vector<Item> items_;
  bool fits_ = true;
  std::vector<Ranges> sums_;  // of groups; the last: outside of groups
  Ranges total_;
  std::vector<char> below_floor_;  // by row
};

}  // namespace ipcheck

#pragma once
// The words of a row's reasons. What an item says hangs on its gate and on the values that it
// reads, and in a table the same few come again and again: each is worded once, by `line_of`, and
// remembered. Private to lib/report.

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "judge/explain.h"

namespace ipcheck {

/// What one item of `failing`, `missing` or `pending` says; control characters visible, no no-break
/// spaces.
struct ItemWords {
  std::string reason;  // in the run's language: 专职人员至少3人：2人，要求 ≥ 3人，差 1人
  Text details;  // without id and title
};

/// A row of a batch, judged, and its lists under one scheme.
struct JudgedRow {
  const CompiledScheme& scheme;
  const Batch& batch;
  const Frame& frame;
  std::uint32_t row;
  const Brief& brief;
};

/// Threads: one each. Units: about kMostBytes, however many rows and values come by.
class RowWords {
 public:
  static constexpr std::size_t kMostBytes = 1 << 20;

  RowWords(const Compiled& compiled, Lang lang, bool show_pii)
      : compiled_(compiled), lang_(lang), show_pii_(show_pii), gates_(compiled.policies.size()) {}

  /// Forgets what no longer fits. Between two calls the words given out stand.
  void begin_row();
  /// Of a gate in the row's `failing_gates` or `pending_gates`.
  const ItemWords& gate(const JudgedRow& row, GateId gate);
  /// Of a `fact` or `fact.key` in `missing`.
  const ItemWords& missing(std::string_view name);

  std::size_t remembered() const { return remembered_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Words = std::unordered_map<std::string, ItemWords, Hash, std::equal_to<>>;
  struct GateWords {
    bool begun = false;
    std::vector<FactId> facts;  // what its words hang on, ascending
    Words by_values;
  };

  GateWords& words_of(const JudgedRow& row, GateId gate);
  void read_values(const JudgedRow& row, const std::vector<FactId>& facts);
  ItemWords worded(const JudgedRow& row, GateId gate) const;
  const ItemWords& remember(Words& words, ItemWords item);

  const Compiled& compiled_;
  Lang lang_;
  bool show_pii_;
  std::vector<std::vector<GateWords>> gates_;  // by policy, then GateId
  Words missing_;
  std::deque<ItemWords> passing_;  // not worth remembering; of this row
  std::string key_;
  std::size_t remembered_ = 0;  // bytes
};

/// Why, in one cell: what fails with value, requirement and gap; what is missing; what a person
/// decides.
void join_reasons(const JudgedRow& row, RowWords& words, Lang lang, std::string& out);

}  // namespace ipcheck

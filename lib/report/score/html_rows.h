#pragma once
// The rows that a report page carries: all of a small table, the most telling ones of a large one.
// Private to lib/report.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "report/score/rows.h"

namespace ipcheck {

/// Keeps at most `most` rows whatever comes: first by verdict (eligible, to be reviewed,
/// incomplete, near misses, other ineligible ones), then by a hash of the row's number, so that
/// what stays is an even sample and the same one whatever the chunks.
class RowStore {
 public:
  explicit RowStore(std::size_t most) : most_(most) {}

  struct Key {
    int rank = 0;  // of the verdict; lower stays longer
    std::uint64_t hash = 0;
    std::uint64_t order = 0;  // as added
    auto operator<=>(const Key&) const = default;
  };
  /// The key of the next row.
  Key next_key(const ScoredRow& row);
  /// Whether a row of this key would stay; saves encoding those that would not.
  bool wants(const Key& key) const;
  void keep(const Key& key, std::string json);

  /// In the order added. Once, last.
  std::vector<std::string> take();
  std::uint64_t added() const { return added_; }

 private:
  struct Row {
    Key key;
    std::string json;
    friend bool operator<(const Row& a, const Row& b) { return a.key < b.key; }
  };

  std::size_t most_;
  std::uint64_t added_ = 0;
  std::vector<Row> heap_;  // the least wanted row at its top
};

}  // namespace ipcheck

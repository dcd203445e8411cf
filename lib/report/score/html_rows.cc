// Tested by tests/report/html_report_test.cc.
#include "report/score/html_rows.h"

#include <algorithm>

namespace ipcheck {
namespace {

int rank_of(const ScoredRow& row) {
  switch (row.outcome) {
    case Outcome::Eligible:
      return 0;
    case Outcome::NeedsReview:
      return 1;
    case Outcome::Incomplete:
      return 2;
    case Outcome::Ineligible:
      return row.failing.size() == 1 ? 3 : 4;
  }
  return 4;
}

/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (splitmix64).
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

}  // namespace

RowStore::Key RowStore::next_key(const ScoredRow& row) {
  return {rank_of(row), mixed(row.place.row), added_++};
}

bool RowStore::wants(const Key& key) const {
  return heap_.size() < most_ || (most_ > 0 && key < heap_.front().key);
}

void RowStore::keep(const Key& key, std::string json) {
  if (!wants(key)) return;
  if (heap_.size() == most_) {
    std::pop_heap(heap_.begin(), heap_.end());
    heap_.pop_back();
  }
  heap_.push_back({key, std::move(json)});
  std::push_heap(heap_.begin(), heap_.end());
}

std::vector<std::string> RowStore::take() {
  std::sort(heap_.begin(), heap_.end(),
            [](const Row& a, const Row& b) { return a.key.order < b.key.order; });
  std::vector<std::string> out;
  out.reserve(heap_.size());
  for (Row& row : heap_) out.push_back(std::move(row.json));
  heap_.clear();
  return out;
}

}  // namespace ipcheck

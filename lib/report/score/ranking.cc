// Tested by tests/report/ranking_test.cc.
#include "report/score/ranking.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "report/score/row_bytes.h"
#include "report/spool.h"

namespace ipcheck {
namespace {

/// What orders a row. Shape: `keys` are those of the row, none when it is not ranked.
struct Order {
  std::uint8_t group = 0;  // 0: ranked; then needs_review, incomplete, ineligible, eligible
  std::vector<Decimal> keys;
  std::uint64_t row = 0;

  /// Before `other` in the result, the table's order aside.
  int compare(const Order& other) const {
    if (group != other.group) return group < other.group ? -1 : 1;
    for (std::size_t i = 0; i < keys.size() && i < other.keys.size(); ++i) {
      if (keys[i] != other.keys[i]) return keys[i] > other.keys[i] ? -1 : 1;
    }
    return 0;
  }
  bool operator<(const Order& other) const {
    const int c = compare(other);
    return c != 0 ? c < 0 : row < other.row;
  }
};

Order order_of(const ScoredRow& row) {
  Order order{.row = row.place.row};
  const bool ranked = row.outcome != Outcome::Ineligible && !row.rank_keys.empty();
  if (ranked) {
    order.keys.assign(row.rank_keys.begin(), row.rank_keys.end());
    return order;
  }
  switch (row.outcome) {
    case Outcome::Eligible:
      order.group = 1;
      break;
    case Outcome::NeedsReview:
      order.group = 2;
      break;
    case Outcome::Incomplete:
      order.group = 3;
      break;
    case Outcome::Ineligible:
      order.group = 4;
      break;
  }
  return order;
}

/// A row in memory.
struct Held {
  Order order;
  std::size_t begin = 0, size = 0;  // of its bytes
};

/// One sorted run while it is merged.
struct Head {
  Spool::Reader reader;
  std::string bytes;
  Order order;

  bool advance() {
    if (!reader.next(bytes)) return false;
    RowBytesReader rows(bytes);
    order = order_of(rows.read().front());
    return true;
  }
};

}  // namespace

struct Ranking::Runs {
  std::string folder;
  std::uint64_t memory = 0, top = 0;
  std::vector<Held> held;
  std::string bytes;
  std::uint64_t used = 0;
  std::optional<Spool> spool;
  std::vector<Spool::Run> runs;

  void spill();
  /// Calls `each(order, bytes)` for all rows in order, until it says false.
  template <class Each>
  void in_order(Each each);
  std::optional<Order> divided();
};

void Ranking::Runs::spill() {
  if (!spool) spool.emplace(folder);
  std::sort(held.begin(), held.end(),
            [](const Held& a, const Held& b) { return a.order < b.order; });
  spool->begin_run();
  for (const Held& row : held) spool->add(std::string_view(bytes).substr(row.begin, row.size));
  runs.push_back(spool->end_run());
  held.clear();
  bytes.clear();
  used = 0;
}

template <class Each>
void Ranking::Runs::in_order(Each each) {
  if (runs.empty()) {
    std::sort(held.begin(), held.end(),
              [](const Held& a, const Held& b) { return a.order < b.order; });
    for (const Held& row : held) {
      if (!each(row.order, std::string_view(bytes).substr(row.begin, row.size))) return;
    }
    return;
  }
  if (!held.empty()) spill();
  std::vector<Head> heads;
  for (const Spool::Run& run : runs) {
    Head head{.reader = spool->read(run)};
    if (head.advance()) heads.push_back(std::move(head));
  }
  auto later = [](const Head& a, const Head& b) { return b.order < a.order; };
  std::make_heap(heads.begin(), heads.end(), later);
  while (!heads.empty()) {
    std::pop_heap(heads.begin(), heads.end(), later);
    Head& first = heads.back();
    if (!each(first.order, first.bytes)) return;
    if (first.advance())
      std::push_heap(heads.begin(), heads.end(), later);
    else
      heads.pop_back();
  }
}

/// The keys that rows on both sides of the cut share; nullopt: the cut divides no equals.
std::optional<Order> Ranking::Runs::divided() {
  if (top == 0) return std::nullopt;
  std::optional<Order> last, out;
  std::uint64_t place = 0;
  in_order([&](const Order& order, std::string_view) {
    if (order.group != 0) return false;
    if (++place == top) last = order;
    if (place == top + 1 && last->compare(order) == 0) out = order;
    return place <= top;
  });
  return out;
}

Ranking::Ranking(std::string folder, std::uint64_t memory, std::uint64_t top)
    : runs_(std::make_unique<Runs>()) {
  runs_->folder = std::move(folder);
  runs_->memory = memory;
  runs_->top = top;
}
Ranking::~Ranking() = default;

void Ranking::add(const ScoredRow& row) {
  Runs& r = *runs_;
  const std::size_t begin = r.bytes.size();
  append_row(row, r.bytes);
  r.held.push_back({order_of(row), begin, r.bytes.size() - begin});
  r.used += sizeof(Held) + row.rank_keys.size() * sizeof(Decimal) + 32;
  // A growing vector holds its old and its new memory for a moment.
  if (2 * (r.used + r.bytes.size()) > r.memory) r.spill();
}

void Ranking::finish(const std::function<void(const ScoredRow&)>& visit) {
  Runs& r = *runs_;
  const std::optional<Order> tied = r.divided();
  std::uint64_t place = 0, rank = 0;
  std::optional<Order> before;
  r.in_order([&](const Order& order, std::string_view bytes) {
    RowBytesReader rows(bytes);
    ScoredRow& row = rows.read().front();
    if (order.group == 0) {
      ++place;
      if (!before || before->compare(order) != 0) rank = place;
      before = order;
      row.rank = rank;
      if (r.top > 0) {
        row.standing = tied && tied->compare(order) == 0 ? Standing::Tied
                       : place <= r.top                  ? Standing::In
                                                         : Standing::Out;
      }
    }
    visit(row);
    return true;
  });
}

}  // namespace ipcheck

#pragma once
// The rows of a whole table in memory, with the bytes behind their texts: what folding needs.
// Private to io.

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/table.h"

namespace ipcheck {

/// Texts that stay where they are.
class TextArena {
 public:
  std::string_view keep(std::string_view text);
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::deque<std::string> chunks_;
  std::uint64_t bytes_ = 0;
};

/// Shape: rows count over all portions that were added; every list of (row, …) ascends by row.
class HeldRows {
 public:
  explicit HeldRows(const Schema& schema);

  /// Takes the rows of a portion; its texts are re-pointed to copies.
  void add(Portion& portion);
  std::uint64_t bytes() const;

  std::uint32_t rows() const { return batch.rows; }
  bool unreadable(FactId fact, std::uint32_t row) const;
  /// Notices of a row, as indices into `batch.notices`; decisions alike.
  std::pair<std::size_t, std::size_t> notices_of(std::uint32_t row) const;
  std::pair<std::size_t, std::size_t> decisions_of(std::uint32_t row) const;

  Batch batch;  // `unreadable` is empty, see above
  std::vector<RowPlace> places;
  std::vector<std::string> notice_places;
  TextArena texts;

 private:
  void own_texts(Column& column);
  void add_column(FactId fact, Portion& portion);

  std::vector<std::pair<std::uint32_t, FactId>> unreadable_;
  std::uint64_t said_bytes_ = 0;
};

}  // namespace ipcheck

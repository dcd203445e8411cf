#pragma once
// A row of a result as bytes, for what outlives its block: ranking, workbooks, report pages.

#include <string>
#include <string_view>
#include <vector>

#include "report/score/rows.h"

namespace ipcheck {

void append_row(const ScoredRow& row, std::string& out);

/// Reads rows back, some at a time. Their views last until the next `read`, and no longer than the
/// bytes.
class RowBytesReader {
 public:
  explicit RowBytesReader(std::string_view bytes) : rest_(bytes) {}
  /// The next `count` rows; empty: the end. Shape: bytes are `append_row`'s, whole groups of
  /// `count`.
  std::span<ScoredRow> read(std::size_t count = 1);

 private:
  /// What the spans of a row point into.
  struct Lists {
    std::vector<std::string_view> failing, missing, pending, notices, kept;
    std::vector<FactId> open;
    std::vector<RowReason> details;
    std::vector<Decimal> keys;
  };
  void read_row(Lists& lists, ScoredRow& row);
  std::string_view text();
  void texts(std::vector<std::string_view>& out);

  std::string_view rest_;
  std::vector<ScoredRow> rows_;
  std::vector<Lists> lists_;
};

}  // namespace ipcheck

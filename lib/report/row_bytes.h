#pragma once
// A row of a result as bytes, for what outlives its block: ranking, workbooks, report pages.

#include <string>
#include <string_view>
#include <vector>

#include "report/score_rows.h"

namespace ipcheck {

void append_row(const ScoredRow& row, std::string& out);

/// Reads rows back. One row at a time: its views last until the next `read`, and no longer than the
/// bytes.
class RowBytesReader {
 public:
  explicit RowBytesReader(std::string_view bytes) : rest_(bytes) {}
  /// The next row; nullptr: the end. Shape: bytes are `append_row`'s.
  ScoredRow* read();

 private:
  std::string_view text();
  void texts(std::vector<std::string_view>& out);

  std::string_view rest_;
  ScoredRow row_;
  std::vector<std::string_view> failing_, missing_, pending_, notices_, kept_;
  std::vector<RowReason> details_;
  std::vector<Decimal> keys_;
};

}  // namespace ipcheck

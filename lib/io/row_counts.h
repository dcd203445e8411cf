#pragma once
// Facts that are a number of rows: visits of a quarter, partners of an alliance. Private to io.

#include <span>

#include "io/held_rows.h"

namespace ipcheck {

/// One fact that counts. Of a map fact, `texts` has each row's key.
struct CountedFact {
  FactId fact = kNoFact;
  bool is_map = false;
  std::string column;  // where the keys stand
  std::uint32_t kept = 0;
  std::vector<std::string_view> texts;
};

/// Errors: nullopt with diagnostics (no such fact, not an integer, keys asked for or not).
std::optional<std::vector<CountedFact>> settle_counts(const Schema& schema,
                                                      std::span<const RowCount> counts,
                                                      Diagnostics& diags);
/// Errors: false with diagnostics when a column of the table gives such a fact.
bool check_counts(const Schema& schema, std::span<const CountedFact> counts,
                  std::span<const TableColumn> columns, Diagnostics& diags);

/// Appends what `rows` come to, as row `row` of `out`; rows without a key are left out with a
/// notice.
void count_rows(const CountedFact& counted, const HeldRows& held,
                std::span<const std::uint32_t> rows, std::uint32_t row, Batch& out);

}  // namespace ipcheck

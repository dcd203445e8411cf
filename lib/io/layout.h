#pragma once
// Which rows of a sheet are what: titles, the header (one row or two merged ones), units, the first
// applicant; and, row by row below, what is no applicant. Private to io.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "io/binding.h"
#include "io/grid.h"

namespace ipcheck {

/// The head of a sheet.
struct TableHead {
  std::uint32_t first = 0;  // header row, index in GridSource::head
  std::uint32_t rows = 1;   // of the header: 2 when merged
  std::uint32_t data = 1;   // first row below header and units
  std::size_t bound = 0;    // columns whose header is known
  std::vector<HeaderText> headers;
};

using HeadRows = std::span<const GridSource::HeadRow>;

/// The row within the first 20 whose cells name the most facts. nullopt: none names any.
std::optional<TableHead> find_head(const Schema& schema, HeadRows rows, std::string_view applicant,
                                   const ColumnMap* map);

/// Says that no header was found, which row came nearest, and what its cells could mean.
void no_header(const Schema& schema, HeadRows rows, const std::string& file, Diagnostics& diags);

/// Tells rows that are no applicants, each by itself, so that blocks can be read in any order.
class RowSorter {
 public:
  /// Shape: `selected` holds, for each column of the grid, its column in the file; `columns` all
  /// columns of the file.
  RowSorter(const Schema& schema, HeadRows rows, const TableHead& head,
            std::span<const TableColumn> columns, std::span<const std::uint32_t> selected,
            std::string_view applicant);

  struct Finding {
    SetAside::Why why;
    Text reason;
    bool second_table = false;  // a header of its own: what follows belongs to another table
  };
  /// nullopt: an applicant. Cheap unless the row's first text begins as a heading or a footer does.
  std::optional<Finding> sort(const Grid& grid, std::uint32_t row) const {
    std::string_view lead = grid.leads[row];
    bool nameless = name_ != kNone && grid.columns[name_][row].empty();
    if (!nameless && !begins_[first_key(lead)] && grid.places[row].row > head_end_)
      return std::nullopt;
    if (has_plain_code(grid, row) && grid.places[row].row > head_end_) return std::nullopt;
    return look(grid, row);
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static std::size_t first_key(std::string_view text) {
    if (text.empty()) return 0;
    auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<std::size_t>(static_cast<unsigned char>(text[i])) : 0u;
    };
    return byte(0) < 0xE0 ? byte(0) : 256 + ((byte(0) * 961 + byte(1) * 31 + byte(2)) & 0xFFF);
  }

  /// 18 digits and capitals in the column of the credit code: an applicant whatever its name.
  bool has_plain_code(const Grid& grid, std::uint32_t row) const {
    if (code_ == kNone || grid.columns[code_][row].size() != 18) return false;
    for (char c : grid.columns[code_][row])
      if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) return false;
    return true;
  }
  std::optional<Finding> look(const Grid& grid, std::uint32_t row) const;
  std::optional<Finding> above_data(const Grid& grid, std::uint32_t row) const;
  bool repeats_head(const Grid& grid, std::uint32_t row) const;
  bool starts_second_table(const Grid& grid, std::uint32_t row) const;
  bool has_identity(const Grid& grid, std::uint32_t row) const;
  bool empty_but(const Grid& grid, std::uint32_t row, std::string_view lead) const;
  void mark(std::string_view text) { begins_[first_key(text)] = true; }

  const Schema& schema_;
  std::string applicant_;
  std::vector<bool> begins_ = std::vector<bool>(256 + 4096);
  std::vector<std::vector<std::string>> head_rows_;  // titles, header, units: cells as selected,
                                                     // then the first text of the row
  std::unordered_set<std::string> header_words_;
  std::vector<FactId> facts_;  // of each column of the grid
  std::uint32_t name_ = kNone, code_ = kNone;
  std::uint64_t head_start_ = 0, header_end_ = 0, head_end_ = 0;  // rows as a spreadsheet counts
};

}  // namespace ipcheck

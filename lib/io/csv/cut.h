#pragma once
// A block of a CSV file as the texts of the selected columns. Pure, so any number of threads cut.

#include <string>
#include <vector>

#include "io/csv/split.h"
#include "io/grid.h"

namespace ipcheck {

/// What `cut` delivers, besides the file's form.
struct CsvSelection {
  std::vector<std::uint32_t> columns;  // ascending
  std::uint32_t width = 0;             // cells of the header; 0: unknown
};

/// As GridSource::cut.
void cut_csv(const TableBlock& block, const CsvForm& form, Encoding encoding,
             const CsvSelection& selection, Grid& grid);

/// As GridSource::cell_place.
std::string csv_cell_place(const TableBlock& block, const CsvForm& form, Encoding encoding,
                           RowPlace row, std::uint32_t column);

/// As GridSource::row_text.
std::string csv_row_text(const TableBlock& block, const CsvForm& form, Encoding encoding,
                         RowPlace row);

/// Whole records as all of their cells, until `most` of them; those that are rejected are left out.
std::vector<GridSource::HeadRow> csv_rows(std::string_view bytes, const CsvForm& form,
                                          Encoding encoding, bool ended, std::size_t most);

}  // namespace ipcheck

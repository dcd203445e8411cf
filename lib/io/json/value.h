#pragma once
// A nested JSON value (list, object) in one cell of a table. Private to io.

#include "io/fact_reading.h"

namespace ipcheck {

/// The sort (Grid::sorts) of a cell whose text is JSON that is known to be well formed.
inline constexpr char kJsonCell = 'j';

/// As `ValueReader` reads the value of a record.
FactReading read_json_cell(const Schema& schema, FactId fact, TypeId type, const std::string& name,
                           std::string_view json, const CellContext& context);

}  // namespace ipcheck

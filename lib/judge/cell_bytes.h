#pragma once
// What a cell holds as bytes: a key under which things made from it can be remembered from batch to
// batch.

#include <string>

#include "value/column.h"

namespace ipcheck {

/// Appends the state and the value of a cell. Equal bytes: equal cells, in whatever batch of the
/// schema; no cell's bytes begin another's, so keys of several cells are these one after another.
void add_cell_bytes(const Batch& batch, const Column& column, TypeId type, std::uint32_t row,
                    std::string& out);

}  // namespace ipcheck

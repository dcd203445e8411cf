#pragma once
// Texts of a grid into the typed columns of a batch: plain numbers, dates and words at once, all
// else through `read_cell`, whose answers are remembered. Private to io.

#include <memory>
#include <span>
#include <vector>

#include "io/binding.h"
#include "io/grid.h"
#include "io/table.h"

namespace ipcheck {

/// One column of a grid that feeds a fact.
struct TypedColumn {
  std::uint32_t grid_column = 0;  // index in Grid::columns
  TableColumn column;
};

/// Threads: one a thread (it holds the memory of what was read before).
class CellTyper {
 public:
  CellTyper(const Schema& schema, std::span<const TypedColumn> columns);
  ~CellTyper();

  /// Fills `portion.batch` (rows, facts, notices, decisions, unreadable) and nothing else from the
  /// rows of `grid`; every fact without a column stays absent. Shape: strings of the batch are
  /// views of the grid's texts, of `batch.owned_texts` or of this typer. `notice_columns` receives,
  /// for each notice, the grid column that it came from.
  void fill(const Grid& grid, Portion& portion, std::vector<std::uint32_t>& notice_columns);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ipcheck

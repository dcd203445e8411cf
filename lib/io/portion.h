#pragma once
// What a table reader keeps in a Portion from block to block. Private to io.

#include <functional>
#include <memory>
#include <vector>

#include "io/cell_typer.h"
#include "io/table.h"

namespace ipcheck {

struct Portion::Scratch {
  const TableReader* reader = nullptr;  // whose scratch it is: another reader begins anew
  Grid grid;
  std::unique_ptr<CellTyper> typer;
  std::vector<std::uint32_t> notice_columns;
  /// A row as it stands in the file; empty: the reader has no such texts. Lasts as the block does.
  std::function<std::string(RowPlace)> row_text;
  std::shared_ptr<void> own;  // what else that reader keeps

  /// Empties the scratch of another reader. Returns whether there is nothing of `reader` yet.
  bool begin(const TableReader* of);
};

/// A row of a portion as it stands in the file, without personal data; empty where the reader has
/// no such text.
std::string row_text(const Portion& portion, std::uint32_t row);

}  // namespace ipcheck

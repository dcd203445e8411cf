#pragma once
// What a table reader keeps in a Portion from block to block. Private to io.

#include <functional>
#include <memory>
#include <vector>

#include "io/cell_typer.h"
#include "io/table.h"

namespace ipcheck {

/// What headers of other tables mean for the rows below them.
struct Above {
  bool second_table = false;   // none of those is an applicant
  std::vector<bool> personal;  // columns of the file that such headers name as those of persons

  bool any() const { return second_table || !personal.empty(); }
  void name(const std::vector<bool>& columns);
  void add(const Above& other);
};

struct Portion::Scratch {
  const TableReader* reader = nullptr;  // whose scratch it is: another reader begins anew
  Grid grid;
  std::unique_ptr<CellTyper> typer;
  std::vector<std::uint32_t> notice_columns;
  /// A row as it stands in the file; empty: the reader has no such texts. Lasts as the block does.
  std::function<std::string(RowPlace)> row_text;
  Above below;  // what stands in the block means for the blocks behind it
  /// Sets rows aside anew, now that it is known what stands above the block. Lasts as that does.
  std::function<void(const Above& above, Portion& portion)> settle;
  std::shared_ptr<void> own;  // what else that reader keeps

  /// Empties the scratch of another reader. Returns whether there is nothing of `reader` yet.
  bool begin(const TableReader* of);
};

/// A row of a portion as it stands in the file, without personal data; empty where the reader has
/// no such text.
std::string row_text(const Portion& portion, std::uint32_t row);

}  // namespace ipcheck

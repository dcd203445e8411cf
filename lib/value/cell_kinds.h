#pragma once
// The readers of single kinds behind read_cell, one a file where it is long.

#include <string>
#include <string_view>

#include "value/cell.h"

namespace ipcheck {

/// One text on its way to a value. `text` is trimmed.
struct CellTask {
  const Schema& schema;
  TypeId type_id;
  const Fact& fact;
  std::string_view text;
  const CellContext& context;

  const Type& type() const { return schema.types[type_id]; }
  /// The text for a message: shortened, and masked when it is personal.
  std::string shown() const;
};

CellReading read_number_cell(const CellTask& task);
CellReading read_enum_cell(const CellTask& task);
CellReading read_collection_cell(const CellTask& task);  // List, Set
CellReading read_map_cell(const CellTask& task);
/// `code`, which the fact's pattern refuses, as the name of a code.
CellReading read_code_name(const CellTask& task, const std::string& code);

CellReading known_cell(Value value);
CellReading invalid_cell(std::string reason, Text why);
bool is_blank_cell(std::string_view text);    // blank, `/`, dashes, N/A
bool is_nothing_cell(std::string_view text);  // 无, 暂无

/// The ticked texts of `□省级 ☑市级` (marks before or behind their texts); nullopt: no tick boxes.
struct Ticks {
  std::vector<std::string> on;
  bool any_off = false;
};
std::optional<Ticks> read_ticks(std::string_view text);

}  // namespace ipcheck

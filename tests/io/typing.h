#pragma once
// Columns of texts through CellTyper, and through records, which say what is right.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/cell_typer.h"
#include "io/record.h"
#include "support/catch.h"

namespace ipcheck::test {

/// A grid of texts, one vector a column. Shape: views of `columns`.
inline Grid grid_of(std::span<const std::vector<std::string>> columns) {
  Grid grid;
  grid.rows = static_cast<std::uint32_t>(columns.empty() ? 0 : columns[0].size());
  for (const auto& column : columns) grid.columns.emplace_back(column.begin(), column.end());
  return grid;
}

/// The column of a header, bound as records bind their keys; nullopt: not one fact.
inline std::optional<TableColumn> column_of(const Schema& schema, const std::string& header) {
  const HeaderMatch match = match_header(schema, header, "");
  if (!match.settled()) return std::nullopt;
  TableColumn column;
  column.header = header;
  column.use = ColumnUse::Fact;
  column.fact = match.facts[0];
  column.key = match.key;
  column.unit = match.unit;
  column.own_name = match.own_name;
  return column;
}

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      static constexpr const char* kHex = "0123456789abcdef";
      out += std::string("\\u00") + kHex[c >> 4 & 15] + kHex[c & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// `value`, `?` for one that is not known, `!` for one that is unreadable.
inline std::string shown(const Batch& batch, FactId fact, std::uint32_t row) {
  if (!batch.unreadable.empty() && batch.unreadable[std::size_t{fact} * batch.rows + row] != 0)
    return "!";
  const Cell cell = cell_at(batch, batch.facts[fact], batch.schema->facts[fact].type, row);
  if (cell.state == Truth::True) return to_source(cell.value);
  return cell.state == Truth::Pending ? "pending" : "?";
}

inline std::string shown(const DataNotice& notice) {
  return std::to_string(notice.row) + " " + notice.id + " " + notice.name + " " + notice.reason +
         " " + notice.message.zh + " " + notice.message.en;
}

inline std::vector<std::string> notices_of(const Batch& batch) {
  std::vector<std::string> out;
  for (const DataNotice& notice : batch.notices) out.push_back(shown(notice));
  return out;
}

}  // namespace ipcheck::test

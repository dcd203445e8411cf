// Any bytes as a table (CSV, NDJSON, a JSON array): however they arrive and wherever blocks end,
// the applicants, their values, what is set aside and what is said about it are the same. The first
// byte chooses the format and the block.

#include <cstdlib>
#include <iostream>

#include "fuzz/tree_checks.h"
#include "io/csv/source.h"
#include "io/grid_table.h"
#include "io/json/table.h"
#include "io/vocabulary.h"

namespace ipcheck {
namespace {

enum class Form { Csv, Lines, Array };

std::unique_ptr<TableReader> open(const std::string& bytes, Form form, std::size_t step,
                                  std::size_t block_bytes, Diagnostics& diags) {
  const Schema& schema = test::small_schema();
  TableRequest request;
  for (FactId fact = 0; fact < schema.facts.size(); ++fact) request.facts.push_back(fact);
  request.keep_all = form == Form::Csv;  // columns of JSON are those of the first block
  request.block_bytes = block_bytes;
  if (form != Form::Csv) {
    const std::string name = form == Form::Lines ? "x.ndjson" : "x.json";
    return open_json_table(bytes_of(bytes, step), name, schema, request, diags);
  }
  CsvOptions options;
  options.block_bytes = block_bytes;
  auto source = open_csv(bytes_of(bytes, step), "x.csv", options, diags);
  if (!source) return nullptr;
  return read_grid(std::move(source), "csv", "x.csv", schema, request, {}, diags);
}

std::string place(const RowPlace& at) {
  return std::to_string(at.row) + "/" + std::to_string(at.line);
}

std::string row_text(const Portion& portion, std::uint32_t row) {
  const Batch& batch = portion.batch;
  std::string text = place(portion.places[row]);
  for (FactId fact = 0; fact < batch.facts.size(); ++fact) {
    const Column& column = batch.facts[fact];
    if (column.kind == Kind::Invalid) continue;
    const Cell cell = cell_at(batch, column, batch.schema->facts[fact].type, row);
    if (cell.state == Truth::True)
      text += " " + batch.schema->facts[fact].name + "=" + to_source(cell.value);
  }
  for (const auto& column : portion.kept) text += "|" + std::string(column[row]);
  return text + "\n";
}

/// All that a table says. Empty: it could not be opened.
std::string reading(const std::string& bytes, Form form, std::size_t step,
                    std::size_t block_bytes) {
  Diagnostics diags;
  const auto table = open(bytes, form, step, block_bytes, diags);
  if (!table) {
    require(diags.has_errors());
    return {};
  }
  std::string text = "open\n", notices, aside;
  TableBlock block;
  Portion portion;
  OtherTables others;
  while (table->next(block)) {
    table->read(block, portion);
    others.settle(portion);
    require(portion.records == portion.places.size() + portion.set_aside.size());
    require(portion.batch.rows == portion.places.size());
    for (std::uint32_t row = 0; row < portion.batch.rows; ++row) text += row_text(portion, row);
    for (std::size_t i = 0; i < portion.batch.notices.size(); ++i) {
      const DataNotice& notice = portion.batch.notices[i];
      notices += portion.notice_places[i] + " " + notice.id + " " + notice.message.zh + "\n";
    }
    for (const SetAside& row : portion.set_aside) {
      aside += place(row.place) + " " + std::string(word(row.why)) + " " + row.reason.zh + " " +
               row.text + "\n";
    }
  }
  return text + notices + aside;
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  if (size < 2 || size > 4000) return 0;
  const auto form = static_cast<Form>(data[0] % 3);
  const std::size_t block_bytes = std::size_t{1} << (data[0] / 3 % 12);
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = reading(bytes, form, bytes.size() + 1, 1 << 20);
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}}) {
    const std::string parts = reading(bytes, form, step, block_bytes);
    if (parts == whole) continue;
    std::cerr << "--- whole\n" << whole << "--- in parts\n" << parts;
    std::abort();
  }
  return 0;
}

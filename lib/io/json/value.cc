// Tested by tests/io/json_table_test.cc.
#include "io/json/value.h"

#include <utility>

#include "io/record_reader.h"
#include "text/tree_json.h"

namespace ipcheck {

FactReading read_json_cell(const Schema& schema, FactId fact, TypeId type, const std::string& name,
                           std::string_view json, const CellContext& context) {
  Sources sources;
  Diagnostics diags;
  const std::deque<Tree> trees = read_json(sources, sources.add_view("", json), diags);
  FactReading reading;
  if (trees.size() != 1) return reading;
  Batch said;
  said.schema = &schema;
  RecordRow row;
  ValueReader reader(schema, "", said, diags);
  reading.value = reader.read_value(fact, type, name, context, trees.front().top(), row);
  reading.unreadable = !row.unreadable.empty();
  for (DataNotice& notice : said.notices)
    reading.remarks.push_back({std::move(notice.id), std::move(notice.name),
                               std::move(notice.reason), std::move(notice.message),
                               notice.span.begin});
  reading.decisions = std::move(said.decisions);
  return reading;
}

}  // namespace ipcheck

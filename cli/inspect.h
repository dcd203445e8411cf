#pragma once
// The parts that `inspect` shows records and tables with. Private to cli/inspect*.cc.

#include <array>

#include "cli/commands.h"
#include "io/table.h"
#include "report/json_writer.h"
#include "value/column.h"

namespace ipcheck {

/// `inspect` of a table.
ExitStatus inspect_table(const InspectArgs& args, const RuleSet& rules, Sources& sources,
                         Diagnostics& diags, Context& context);

/// A fact's value; personal data masked.
void write_fact(JsonWriter& json, const Fact& fact, const Value& value);
std::string fact_words(const Schema& schema, FactId fact, const Value& value, Lang lang);
/// One notice as an object.
void write_notice(JsonWriter& json, const DataNotice& notice, const std::string& place, Lang lang);

/// What a whole table holds, as far as it is shown.
struct TableLook {
  struct Row {
    RowPlace place;
    std::vector<std::pair<FactId, Value>> facts;
    std::vector<std::pair<DataNotice, std::string>> notices;  // with the cell's place
  };
  struct Kind {
    NoticeCount count;
    std::string name, place;  // the fact with its key; of the first: `7:12`, `B7`
    Text message;
  };
  static constexpr std::size_t kMaxRejected = 1000, kKinds = 4;
  std::vector<Row> rows;
  std::vector<Kind> notices;                         // in order of first sight
  std::array<std::uint64_t, kKinds> aside_counts{};  // index: SetAside::Why
  std::array<std::vector<SetAside>, kKinds> aside;   // the first ones of each
  std::uint64_t records = 0, applicants = 0, folded = 0;
};

/// Reads all of `reader`; keeps the first `rows` applicants.
TableLook look_through(TableReader& reader, const Schema& schema, std::size_t rows);

void write_table_text(const std::string& file, const TableLayout& layout, const TableLook& look,
                      const Schema& schema, const Context& context);
void write_table_json(const TableLayout& layout, const TableLook& look, const Schema& schema,
                      const Context& context);

}  // namespace ipcheck

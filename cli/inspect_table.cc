// `ipcheck inspect` for tables. Tested by tests/cli/inspect-table.md.
#include <algorithm>
#include <unordered_map>

#include "cli/inspect.h"
#include "cli/open_table.h"
#include "cli/output_file.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

/// Reads on, keeping what is shown.
class Onlooker {
 public:
  Onlooker(const Schema& schema, std::size_t rows) : schema_(schema), wanted_(rows) {}

  void take(Portion& portion) {
    others_.settle(portion);
    look_.records += portion.records;
    look_.applicants += portion.places.size();
    look_.folded += portion.folded;
    for (SetAside& aside : portion.set_aside) take_aside(aside);
    std::size_t notice = 0;
    for (std::uint32_t row = 0; row < portion.places.size() && look_.rows.size() < wanted_; ++row)
      take_row(portion, row, notice);
    for (std::size_t i = 0; i < portion.batch.notices.size(); ++i)
      count(portion.batch.notices[i], portion.places[portion.batch.notices[i].row],
            portion.notice_places[i]);
  }

  TableLook look() { return std::move(look_); }

 private:
  void take_row(const Portion& portion, std::uint32_t row, std::size_t& notice) {
    TableLook::Row& out = look_.rows.emplace_back();
    out.place = portion.places[row];
    const Batch& batch = portion.batch;
    for (FactId id = 0; id < schema_.facts.size(); ++id) {
      if (!batch.given(id, row)) continue;
      Value value = cell_at(batch, batch.facts[id], schema_.facts[id].type, row).value;
      out.facts.emplace_back(id, std::move(value));
    }
    for (; notice < batch.notices.size() && batch.notices[notice].row <= row; ++notice)
      if (batch.notices[notice].row == row)
        out.notices.emplace_back(batch.notices[notice], portion.notice_places[notice]);
  }

  void take_aside(SetAside& aside) {
    constexpr std::size_t kFirst = 20;
    auto kind = static_cast<std::size_t>(aside.why);
    ++look_.aside_counts[kind];
    bool rejected = aside.why == SetAside::Why::Rejected;
    if (look_.aside[kind].size() < (rejected ? TableLook::kMaxRejected : kFirst))
      look_.aside[kind].push_back(std::move(aside));
  }

  void count(const DataNotice& notice, RowPlace place, const std::string& cell) {
    auto [at, fresh] = kinds_.try_emplace(notice.id + " " + notice.name, look_.notices.size());
    if (fresh) {
      look_.notices.push_back(
          {{notice.id, notice.fact, 0, place}, notice.name, cell, notice.message});
    }
    ++look_.notices[at->second].count.count;
  }

  const Schema& schema_;
  std::size_t wanted_;
  TableLook look_;
  OtherTables others_;
  std::unordered_map<std::string, std::size_t> kinds_;
};

/// A column of resident-ID numbers that feeds no fact: nobody reads it, but it should not be there.
void add_unread_ids(const TableLayout& layout, TableLook& look) {
  for (const TableColumn& column : layout.columns) {
    if (!column.resident_ids || column.fact != kNoFact) continue;
    look.notices.push_back(
        {{"personal_data", kNoFact, 0, {}},
         column.header,
         "",
         say("这一列像是身份证号，规则不需要，建议从表中删去",
             "this column looks like resident-ID numbers; no rule needs it, better remove it")});
  }
}

void write_map(const InspectArgs& args, const TableLayout& layout, const Schema& schema,
               Context& context) {
  refuse_overwrite(args.write_map, std::span(&args.file, 1));
  OutputFile file(args.write_map);
  file.stream() << draft_column_map(schema, layout.columns, layout.questions);
  file.commit();
  *context.err << say("已把列对照表写入 `{}`，其中 {} 个问题待答",
                      "wrote the column map to `{}`, {} questions in it are open",
                      visible(args.write_map), layout.questions.size())
                      .in(context.lang)
               << "\n";
}

}  // namespace

TableLook look_through(TableReader& reader, const Schema& schema, std::size_t rows) {
  Onlooker onlooker(schema, rows);
  TableBlock block;
  Portion portion;
  while (reader.next(block)) {
    reader.read(block, portion);
    onlooker.take(portion);
  }
  TableLook look = onlooker.look();
  add_unread_ids(reader.layout(), look);
  return look;
}

ExitStatus inspect_table(const InspectArgs& args, const RuleSet& rules, Sources& sources,
                         Diagnostics& diags, Context& context) {
  const Schema& schema = rules.schema;
  TableRequest request{.memory = context.memory / 4};
  for (FactId id = 0; id < schema.facts.size(); ++id) request.facts.push_back(id);
  auto reader = open_table_args(args.file, args.table, schema, request, sources, diags);
  report(context, sources, diags);
  if (!reader) return ExitStatus::Trouble;
  bool json = args.format == Format::Json;
  TableLook look = look_through(*reader, schema, args.rows.value_or(json ? 20 : 3));
  const TableLayout& layout = reader->layout();
  json ? write_table_json(layout, look, schema, context)
       : write_table_text(args.file, layout, look, schema, context);
  if (!args.write_map.empty()) write_map(args, layout, schema, context);
  bool open = !layout.questions.empty() || diags.has_errors();
  return open ? ExitStatus::Trouble : ExitStatus::Ok;
}

}  // namespace ipcheck

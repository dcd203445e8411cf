// A table as `ipcheck/inspect/1`. Tested by tests/cli/inspect-table.md.
#include "cli/inspect.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

std::string_view use_name(ColumnUse use) {
  switch (use) {
    case ColumnUse::Unknown:
      return "unknown";
    case ColumnUse::Fact:
      return "fact";
    case ColumnUse::Ignored:
      return "ignored";
    case ColumnUse::By:
      return "by";
    case ColumnUse::On:
      return "on";
    case ColumnUse::Ground:
      return "ground";
  }
  return "";
}

void field_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
  json.key(name);
  text.empty() ? json.null() : json.string(mask_ids(text));
}

void count_field(JsonWriter& json, std::string_view name, std::uint64_t count) {
  json.key(name), json.number(static_cast<std::int64_t>(count));
}

void write_place(JsonWriter& json, RowPlace place) {
  count_field(json, "row", place.row);
  if (place.line != 0) count_field(json, "line", place.line);
}

void write_kinds(JsonWriter& json, const TableLook& look, Lang lang) {
  json.key("notices"), json.begin_array();
  for (const TableLook::Kind& kind : look.notices) {
    json.begin_object();
    json.field("id", kind.count.id);
    if (!kind.name.empty())
      json.field(kind.count.fact == kNoFact ? "column" : "fact", mask_ids(kind.name));
    count_field(json, "count", kind.count.count);
    if (kind.count.count > 0) write_place(json, kind.count.first);
    if (!kind.place.empty()) json.field("place", kind.place);
    json.field("message", kind.message.in(lang));
    json.end_object();
  }
  json.end_array();
}

void write_questions(JsonWriter& json, const TableLayout& layout, Lang lang) {
  json.key("questions"), json.begin_array();
  for (const Question& question : layout.questions) {
    json.begin_object();
    json.field("column", mask_ids(question.column));
    json.key("candidates"), json.begin_array();
    for (const std::string& name : question.candidates) json.string(name);
    json.end_array();
    json.field("message", mask_ids(question.message.in(lang)));
    json.field("map", mask_ids(question.map_line));
    json.end_object();
  }
  json.end_array();
}

void write_columns(JsonWriter& json, const TableLayout& layout, const Schema& schema, Lang lang) {
  json.key("columns"), json.begin_array();
  for (const TableColumn& column : layout.columns) {
    json.begin_object();
    json.field("header", mask_ids(column.header));
    std::string fact = column.fact == kNoFact ? "" : schema.facts[column.fact].name;
    if (!column.key.empty()) fact += "." + column.key;
    field_or_null(json, "fact", fact);
    std::string unit = column.unit;
    bool own = column.fact != kNoFact && unit.empty() && column.own_name;
    if (own) unit = schema.units[schema.facts[column.fact].unit].symbol;
    field_or_null(json, "unit", unit);
    json.field("use", use_name(column.use));
    json.field("how", mask_ids(column.how.in(lang)));
    json.end_object();
  }
  json.end_array();
}

void write_rows(JsonWriter& json, const TableLook& look, const Schema& schema, Lang lang) {
  json.key("rows"), json.begin_array();
  for (const TableLook::Row& row : look.rows) {
    json.begin_object();
    write_place(json, row.place);
    json.key("facts"), json.begin_object();
    for (const auto& [fact, value] : row.facts) {
      json.key(schema.facts[fact].name);
      write_fact(json, schema.facts[fact], value);
    }
    json.end_object();
    json.key("notices"), json.begin_array();
    for (const auto& [notice, place] : row.notices) write_notice(json, notice, place, lang);
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void write_aside(JsonWriter& json, const SetAside& aside, Lang lang) {
  json.begin_object();
  write_place(json, aside.place);
  if (aside.column != 0) count_field(json, "column", aside.column);
  json.field("message", aside.reason.in(lang));
  if (!aside.text.empty()) json.field("text", mask_numbers(aside.text));
  json.end_object();
}

void write_set_aside(JsonWriter& json, const TableLook& look, Lang lang) {
  constexpr auto kRejected = static_cast<std::size_t>(SetAside::Why::Rejected);
  json.key("rejected"), json.begin_array();
  for (const SetAside& aside : look.aside[kRejected]) write_aside(json, aside, lang);
  json.end_array();
  json.key("set_aside"), json.begin_array();
  for (std::size_t kind = 0; kind < TableLook::kKinds; ++kind) {
    if (kind == kRejected || look.aside_counts[kind] == 0) continue;
    json.begin_object();
    json.field("kind", word(static_cast<SetAside::Why>(kind)));
    count_field(json, "count", look.aside_counts[kind]);
    json.key("rows"), json.begin_array();
    for (const SetAside& aside : look.aside[kind]) write_aside(json, aside, lang);
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_table_json(const TableLayout& layout, const TableLook& look, const Schema& schema,
                      const Context& context) {
  Lang lang = context.lang;
  JsonWriter json(*context.out);
  json.begin_object();
  json.field("schema", "ipcheck/inspect/1");
  write_kinds(json, look, lang);
  write_questions(json, layout, lang);
  json.field("format", layout.format);
  for (const GridSource::Trait& trait : layout.traits) json.field(trait.name, trait.value);
  json.key("remarks"), json.begin_array();
  for (const Text& remark : layout.remarks) json.string(remark.in(lang));
  json.end_array();
  count_field(json, "header_row", layout.header_row);
  count_field(json, "header_rows", layout.header_rows);
  write_columns(json, layout, schema, lang);
  count_field(json, "records", look.records);
  count_field(json, "applicants", look.applicants);
  if (look.folded > 0) count_field(json, "folded", look.folded);
  write_rows(json, look, schema, lang);
  count_field(json, "rejected_count",
              look.aside_counts[static_cast<std::size_t>(SetAside::Why::Rejected)]);
  write_set_aside(json, look, lang);
  json.end_object();
}

}  // namespace ipcheck

// `ipcheck inspect`: how keys, headers and values were read. Tested by tests/cli/inspect.md.
#include "cli/inspect.h"

#include <algorithm>
#include <filesystem>

#include "cli/open_table.h"
#include "cli/output_file.h"
#include "io/header.h"
#include "io/record.h"
#include "policy/words.h"
#include "report/json_writer.h"
#include "text/file.h"
#include "text/frame.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// A key of the file and the fact that it was read as.
struct ReadKey {
  std::string header;
  FactId fact = kNoFact;
  std::string unit;
};

bool is_record_key(std::string_view key) {
  return key == "applicant" || key == "apply_for" || key == "as_of";
}

void add_keys(const Schema& schema, TreeRef map, std::vector<ReadKey>& out) {
  TreeRef kind = map.find("applicant");
  for (std::size_t i = 0; i < map.size(); ++i) {
    std::string header(map.key(i).text());
    bool known =
        is_record_key(header) ||
        std::any_of(out.begin(), out.end(), [&](const ReadKey& k) { return k.header == header; });
    if (known) continue;
    HeaderMatch match = match_header(schema, header, kind ? kind.text() : "");
    ReadKey key{.header = header, .unit = match.unit};
    if (match.settled()) key.fact = match.facts.front();
    if (key.fact != kNoFact && key.unit.empty())
      key.unit = schema.units[schema.facts[key.fact].unit].symbol;
    out.push_back(std::move(key));
  }
}

std::vector<ReadKey> keys_of(const Schema& schema, const std::deque<Tree>& trees) {
  std::vector<ReadKey> out;
  for (const Tree& tree : trees) {
    TreeRef top = tree.top();
    if (top.is_map()) add_keys(schema, top, out);
    for (std::size_t i = 0; top.is_sequence() && i < top.size(); ++i) {
      if (top.item(i).is_map()) add_keys(schema, top.item(i), out);
    }
  }
  return out;
}

void write_json(const Schema& schema, const Batch& batch, const std::vector<ReadKey>& keys,
                const Context& context) {
  JsonWriter w(*context.out);
  w.begin_object();
  w.field("schema", "ipcheck/inspect/1");
  w.key("notices"), w.begin_array(), w.end_array();
  w.key("questions"), w.begin_array();
  for (const ReadKey& key : keys) {
    HeaderMatch match = match_header(schema, key.header, "");
    if (match.facts.size() < 2 || key.fact != kNoFact) continue;
    w.begin_object();
    w.field("column", mask_ids(key.header));
    w.key("candidates"), w.begin_array();
    for (FactId id : match.facts) w.string(schema.facts[id].name);
    w.end_array();
    w.field("message",
            say("`{}` 可以指几个事实，请改用事实名",
                "`{}` fits several facts, write the fact's own name", mask_ids(key.header))
                .in(context.lang));
    w.end_object();
  }
  w.end_array();
  w.field("encoding", "utf-8");
  w.key("columns"), w.begin_array();
  for (const ReadKey& key : keys) {
    w.begin_object();
    w.field("header", mask_ids(key.header));
    w.key("fact");
    key.fact == kNoFact ? w.null() : w.string(schema.facts[key.fact].name);
    w.key("unit");
    key.unit.empty() ? w.null() : w.string(key.unit);
    w.end_object();
  }
  w.end_array();
  w.key("rows"), w.begin_array();
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    w.begin_object();
    w.key("row"), w.number(row + 1);
    w.key("facts"), w.begin_object();
    for (FactId id = 0; id < schema.facts.size(); ++id) {
      if (!batch.given(id, row)) continue;
      Value value = cell_at(batch, batch.facts[id], schema.facts[id].type, row).value;
      w.key(schema.facts[id].name);
      write_fact(w, schema.facts[id], value);
    }
    w.end_object();
    w.key("notices"), w.begin_array();
    for (const DataNotice& n : batch.notices) {
      if (n.row == row) write_notice(w, n, "", context.lang);
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.key("rejected"), w.begin_array(), w.end_array();
  w.end_object();
}

std::string padded(std::string text, std::size_t width) {
  std::size_t used = static_cast<std::size_t>(display_width(text));
  return text + std::string(used < width ? width - used : 1, ' ');
}

void write_text(const Schema& schema, const Batch& batch, const std::vector<ReadKey>& keys,
                const Context& context) {
  std::ostream& out = *context.out;
  out << say("键 → 事实", "key -> fact").in(context.lang) << "\n";
  std::size_t width = 12;
  for (const ReadKey& key : keys)
    width = std::max<std::size_t>(
        width, static_cast<std::size_t>(display_width(visible(mask_ids(key.header)))) + 2);
  for (const ReadKey& key : keys) {
    std::string fact = key.fact == kNoFact ? say("（不认识）", "(unknown)").in(context.lang)
                                           : schema.facts[key.fact].name;
    out << "  " << padded(visible(mask_ids(key.header)), width) << fact
        << (key.unit.empty() ? "" : " [" + key.unit + "]") << "\n";
  }
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    const RecordInfo& info = batch.records[row];
    out << "\n"
        << say("第 {} 个申请人", "applicant {}", row + 1).in(context.lang)
        << (info.name.empty() ? "" : "  " + visible(info.name)) << "\n";
    for (FactId id = 0; id < schema.facts.size(); ++id) {
      if (!batch.given(id, row)) continue;
      const Fact& fact = schema.facts[id];
      Value value = cell_at(batch, batch.facts[id], fact.type, row).value;
      out << "  " << padded(fact.name, 32) << fact_words(schema, id, value, context.lang) << "\n";
    }
    for (const DataNotice& n : batch.notices) {
      if (n.row == row)
        out << "  ! " << n.id << "  " << visible(n.message.in(context.lang)) << "\n";
    }
  }
}

ExitStatus inspect_record(const InspectArgs& args, const RuleSet& rules, Sources& sources,
                          Diagnostics& diags, Context& context) {
  std::deque<Tree> trees;
  Batch batch;
  if (auto source = read_text(sources, args.file, kMaxRecordBytes, diags)) {
    read_record_source(rules.schema, sources, *source, trees, batch, diags);
    if (batch.rows == 0 && !diags.has_errors()) no_record(sources.name(*source), diags);
  }
  report(context, sources, diags);
  if (batch.rows == 0) return ExitStatus::Trouble;
  std::vector<ReadKey> keys = keys_of(rules.schema, trees);
  args.format == Format::Json ? write_json(rules.schema, batch, keys, context)
                              : write_text(rules.schema, batch, keys, context);
  return diags.has_errors() ? ExitStatus::Trouble : ExitStatus::Ok;
}

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// By its name, and by options that only a table has. A list of applicants in NDJSON is shown as
/// records, with all their values, unless it is large.
bool is_table(const InspectArgs& args) {
  const TableArgs& t = args.table;
  bool asked = !t.map.empty() || !t.sheet.empty() || !t.encoding.empty() || !t.delimiter.empty() ||
               !args.write_map.empty() || args.rows.has_value();
  if (args.file == "-" && !asked) return begins_as_table(peek_standard_input());
  std::filesystem::path path(args.file);
  std::string name = fold(path.extension().string());
  if (among(name, {".yaml", ".yml"})) return false;
  if (asked || among(name, {".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".et", ".ods",
                            ".gz", ".zst"}))
    return true;
  constexpr std::uintmax_t kLarge = 1u << 20;
  std::error_code error;
  std::uintmax_t size = std::filesystem::file_size(path, error);
  return among(name, {".ndjson", ".jsonl"}) && !error && size > kLarge;
}

}  // namespace

void write_fact(JsonWriter& json, const Fact& fact, const Value& value) {
  if (fact.pii && value.is<std::string>())
    json.string(mask(value.as<std::string>()));
  else if (fact.type == kJudgementType && value.is<bool>())
    json.string(value.as<bool>() ? "met" : "not_met");
  else
    json.value(value);
}

std::string fact_words(const Schema& schema, FactId id, const Value& value, Lang lang) {
  const Fact& fact = schema.facts[id];
  std::string text = visible(value_words(schema, fact, fact.type, value).in(lang));
  return fact.pii ? mask(text) : text;
}

void write_notice(JsonWriter& json, const DataNotice& notice, const std::string& place, Lang lang) {
  json.begin_object();
  json.field("id", notice.id);
  if (!notice.name.empty()) json.field("fact", notice.name);
  if (!notice.reason.empty()) json.field("reason", notice.reason);
  if (!place.empty()) json.field("place", place);
  json.field("message", notice.message.in(lang));
  json.end_object();
}

ExitStatus run_inspect(const InspectArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  refuse_overwrite(context.common.output, std::span(&args.file, 1));
  const std::string none = "-";  // facts are enough
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  return is_table(args) ? inspect_table(args, rules, sources, diags, context)
                        : inspect_record(args, rules, sources, diags, context);
}

}  // namespace ipcheck

// Tested by tests/io/json_table_test.cc.
#include "io/json/table.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "io/json/cut.h"
#include "io/json/rows.h"
#include "io/portion.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::uint32_t kHeadRecords = 1000;

std::string_view first_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// The keys of the first records, each once, in order.
std::vector<std::string> head_keys(const TableBlock& block) {
  std::vector<std::string> keys;
  TextMemo seen;
  std::string_view rest = block.bytes;
  for (std::uint32_t i = 0; i < std::min(block.records, kHeadRecords); ++i) {
    JsonScan scan(first_line(rest));
    JsonToken key, value;
    if (!scan.open()) continue;
    while (scan.next(key, value)) {
      if (key.escaped || seen.find(key.text, 't') != TextMemo::kNone || !seen.takes(key.text))
        continue;
      seen.add(key.text, 't', 0);
      keys.emplace_back(key.text);
    }
  }
  return keys;
}

class JsonTable : public TableReader {
 public:
  JsonTable(JsonCutter cutter, TableBlock head, JsonRules rules)
      : cutter_(std::move(cutter)), head_(std::move(head)), rules_(std::move(rules)) {}

  const TableLayout& layout() const override { return layout_; }
  const std::vector<std::string>& kept_headers() const override { return rules_.kept; }

  bool next(TableBlock& block) override {
    if (!head_) return cutter_.next(block);
    block = std::move(*head_);
    head_.reset();
    return block.records != 0;
  }

  void read(const TableBlock& block, Portion& portion) const override {
    if (portion.scratch->begin(this)) portion.scratch->own = std::make_shared<JsonRows>(rules_);
    static_cast<JsonRows*>(portion.scratch->own.get())->read(block, portion);
  }

  void lay_out(const std::vector<std::string>& keys);
  bool choose_kept(const TableRequest& request, const std::string& name, Diagnostics& diags);

 private:
  TableColumn column_of(const std::string& key) const;

  JsonCutter cutter_;
  std::optional<TableBlock> head_;
  JsonRules rules_;
  TableLayout layout_;
};

TableColumn JsonTable::column_of(const std::string& key) const {
  TableColumn column;
  column.header = key;
  const std::string_view name = trim(key);
  if (name == "applicant" || name == "apply_for" || name == "as_of") {
    column.use = ColumnUse::Ignored;
    column.how = say("记录自己的说明", "says something of the record itself");
    return column;
  }
  const auto match = match_key(rules_.schema, name, rules_.keys());
  if (!match) {
    column.use = ColumnUse::Ignored;
    column.how = say("对照表", "column map");
    return column;
  }
  if (!match->settled()) {
    const std::string near = nearest_header(rules_.schema, key);
    if (match->facts.size() > 1)
      column.how = say("可以指多个事实", "may mean several facts");
    else if (!near.empty())
      column.how = say("是否想写 `{}`？", "did you mean `{}`?", near);
    return column;
  }
  column.use = ColumnUse::Fact;
  column.fact = match->facts.front();
  column.key = match->key;
  column.unit = match->unit;
  column.own_name = match->own_name;
  column.how = match->own_name ? say("名称相同", "same name") : say("名称或别名", "label or alias");
  return column;
}

void JsonTable::lay_out(const std::vector<std::string>& keys) {
  layout_.format = cutter_.form() == JsonCutter::Form::Lines ? "ndjson" : "json";
  layout_.header_rows = 0;
  layout_.traits.push_back({"encoding", "utf-8", say("JSON 只用 UTF-8", "json is always UTF-8")});
  bool alone = false;
  for (const std::string& key : keys) {
    layout_.columns.push_back(column_of(key));
    layout_.columns.back().index = static_cast<std::uint32_t>(layout_.columns.size() - 1);
    alone = alone || trim(key) == "as_of" || trim(key) == "apply_for";
  }
  if (alone)
    layout_.remarks.push_back(
        say("批量评分不看各条记录的 `as_of` 和 `apply_for`；请用 --as-of 和 --scheme 指定",
            "a table is judged at one date for the same schemes: `as_of` and `apply_for` of its "
            "records are not used, give --as-of and --scheme"));
}

bool JsonTable::choose_kept(const TableRequest& request, const std::string& name,
                            Diagnostics& diags) {
  bool good = true;
  std::vector<TableRequest::Column> all = request.also;
  if (request.keep_all)
    for (const TableColumn& column : layout_.columns) rules_.kept.push_back(column.header);
  else
    for (auto keep = request.keep.rbegin(); keep != request.keep.rend(); ++keep)
      all.insert(all.begin(), {*keep, name});
  for (const TableRequest::Column& wanted : all) {
    const auto at = std::find_if(
        layout_.columns.begin(), layout_.columns.end(), [&](const TableColumn& column) {
          const bool fact = column.use == ColumnUse::Fact && column.key.empty() &&
                            rules_.schema.facts[column.fact].name == wanted.name;
          return column.header == wanted.name || fact;
        });
    if (at != layout_.columns.end()) {
      const bool twice =
          std::find(rules_.kept.begin(), rules_.kept.end(), at->header) != rules_.kept.end();
      if (!twice || wanted.option != name) rules_.kept.push_back(at->header);
      continue;
    }
    std::vector<std::string_view> headers;
    for (const TableColumn& column : layout_.columns) headers.push_back(column.header);
    auto& diag = diags.file_error(
        "unknown-column", wanted.option,
        say("表中没有列 `{}`（看了前 {} 条记录）",
            "the table has no column `{}` (in its first {} records)", wanted.name, kHeadRecords));
    if (const auto near = nearest(wanted.name, headers))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    good = false;
  }
  return good;
}

}  // namespace

std::unique_ptr<TableReader> open_json_table(std::unique_ptr<ByteStream> bytes,
                                             const std::string& name, const Schema& schema,
                                             const TableRequest& request, Diagnostics& diags) {
  const bool lines = name.ends_with(".ndjson") || name.ends_with(".jsonl") ||
                     name.ends_with(".ndjson.gz") || name.ends_with(".jsonl.gz") ||
                     name.ends_with(".ndjson.zst") || name.ends_with(".jsonl.zst");
  JsonCutter cutter(std::move(bytes), lines, request.block_bytes);
  TableBlock head;
  cutter.next(head);
  const std::size_t begin = head.bytes.find_first_not_of(" \t\r\n");
  if (cutter.form() == JsonCutter::Form::Lines &&
      (begin == head.bytes.npos || head.bytes[begin] != '{')) {
    diags.file_error("not-a-table", name,
                     say("里面没有 JSON 记录；应为每行一个 `{{…}}`，或 `[{{…}}, {{…}}]`",
                         "holds no json records; expected `{{…}}` on each line, or "
                         "`[{{…}}, {{…}}]`"));
    return nullptr;
  }
  const std::vector<std::string> keys = head_keys(head);
  std::vector<bool> wanted(schema.facts.size(), false);
  for (const FactId fact : request.facts) wanted[fact] = true;
  JsonRules rules{schema,
                  name,
                  request.applicant,
                  request.map,
                  std::move(wanted),
                  {},
                  request.show_pii,
                  cutter.form() == JsonCutter::Form::Lines};
  auto table = std::make_unique<JsonTable>(std::move(cutter), std::move(head), std::move(rules));
  table->lay_out(keys);
  if (!table->choose_kept(request, name, diags)) return nullptr;
  return table;
}

}  // namespace ipcheck

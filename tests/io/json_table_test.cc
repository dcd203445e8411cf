#include <algorithm>
#include <cstring>

#include "io/json/table.h"
#include "io/typing.h"
#include "io/vocabulary.h"

namespace ipcheck {
namespace {

using test::small_schema;

class Bytes : public ByteStream {
 public:
  Bytes(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, step_, bytes_.size() - at_});
    std::memcpy(to, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t step_, at_ = 0;
};

/// `fact=value` of all but what a fact is that is not given.
std::string row_text(const Batch& batch, std::uint32_t row) {
  std::string text;
  for (FactId id = 0; id < batch.facts.size(); ++id) {
    if (batch.facts[id].kind == Kind::Invalid) continue;
    const Fact& fact = batch.schema->facts[id];
    const bool judged = fact.judged || batch.schema->types[fact.type].kind == Kind::Judgement;
    const std::string value = test::shown(batch, id, row);
    const std::string nothing = fact.absent ? to_source(*fact.absent) : judged ? "pending" : "?";
    if (value != nothing) text += " " + fact.name + "=" + value;
  }
  return text;
}

/// A JSON table as one says it: a line a row of the portion, with what is said about it.
struct JsonRead {
  std::vector<std::string> rows, notices, aside, texts, kept, decisions;
  std::uint64_t records = 0;
  Diagnostics diags;
  std::unique_ptr<TableReader> table;

  JsonRead(const std::string& text, std::size_t block_bytes, std::size_t step,
           const std::string& name = "a.json", TableRequest request = {}) {
    const Schema& schema = small_schema();
    for (FactId fact = 0; fact < schema.facts.size(); ++fact) request.facts.push_back(fact);
    request.block_bytes = block_bytes;
    table = open_json_table(std::make_unique<Bytes>(text, step), name, schema, request, diags);
    if (!table) return;
    TableBlock block;
    Portion portion;
    for (std::uint64_t index = 0; table->next(block); ++index) {
      REQUIRE(block.index == index);
      table->read(block, portion);
      take(portion);
    }
  }

  void take(const Portion& portion) {
    const Batch& batch = portion.batch;
    REQUIRE(batch.rows == portion.places.size());
    REQUIRE(portion.records == portion.places.size() + portion.set_aside.size());
    REQUIRE(portion.notice_places.size() == batch.notices.size());
    records += portion.records;
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      rows.push_back(std::to_string(portion.places[row].row) + row_text(batch, row));
      std::string through;
      for (const auto& column : portion.kept) through += std::string(column[row]) + "|";
      kept.push_back(through);
    }
    for (std::size_t i = 0; i < batch.notices.size(); ++i) {
      const DataNotice& notice = batch.notices[i];
      notices.push_back(portion.notice_places[i] + " " + notice.id + " " + notice.name + " " +
                        notice.reason + " " + notice.message.en);
    }
    for (const SetAside& one : portion.set_aside) {
      aside.push_back(std::to_string(one.place.row) + ":" + std::to_string(one.column) + " " +
                      one.reason.en);
      texts.push_back(one.text);
    }
    for (const Decision& one : batch.decisions)
      decisions.push_back(batch.schema->facts[one.fact].name + " " + one.by + " " + one.on);
  }
};

/// The same lines as records.
struct AsRecords {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;
  std::vector<std::string> rows, notices;

  explicit AsRecords(const std::string& text) {
    const SourceId source = sources.add("a.json", text);
    read_record_source(small_schema(), sources, source, trees, batch, diags);
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      rows.push_back(std::to_string(row + 1) + row_text(batch, row));
    }
    for (const DataNotice& notice : batch.notices) {
      const Position at = sources.position(notice.span);
      notices.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                        notice.id + " " + notice.name + " " + notice.reason + " " +
                        notice.message.en);
    }
  }
};

const std::string kLines =
    R"({"name": "甲公司", "staff": 3, "has_plan": true, "income": 1999999.99, "grade": "甲级"})"
    "\n"
    R"({"名称": "乙\u516c\n司\ud83d\ude00", "人数": "12人", "营业收入（万元）": "1,234.50", "founded": "2026-03-16"})"
    "\n"
    R"({"name": null, "staff": "abc", "fields": ["energy", "新材料"], "grade": "丙", "foo": 1})"
    "\r\n"
    R"(  {"visits": {"Q1": 1, "Q2": "x"}, "targets": ["a", "b"], "body": "产业园区", "rank": "高"}  )"
    "\n"
    R"({"staff": 3, "人数": 4, "income": "200万"})"
    "\n"
    R"({"influence": {"met": true, "by": "专家组", "on": "2026-03-01"}, "total": 9, "is_large": true})"
    "\n"
    R"({"visits.Q1": 2, "visits.Q9": 1, "works": [{"title": "t", "pages": 3}], "uscc": "9114O100MA0000005N"})"
    "\n"
    R"({"applicant": "organization", "负责人": "甲", "contact_phone": "13800138000", "id": "110105194912310021"})"
    "\n"
    R"({"负责人": "甲", "body": "别的", "fields": "新能源、新材料", "debts": 2, "rate": 0.3, "years": [2024, 2025, 2024]})"
    "\n"
    R"({"body": "别的", "staff": [1, 2], "name": {"a": 1}, "has_plan": "大概", "uscc": "91140100MA0000005N"})"
    "\n"
    R"({})";

TEST_CASE("json table: its rows are what records are", "[io]") {
  const AsRecords right(kLines);
  REQUIRE(right.rows.size() == 11);
  const std::size_t block = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{100},
                                     std::size_t{300}, std::size_t{1} << 20);
  const std::size_t step = GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{1} << 20);
  const JsonRead read(kLines, block, step);
  CHECK(read.diags.all().empty());
  CHECK(read.rows == right.rows);
  for (std::size_t i = 0; i < std::min(read.notices.size(), right.notices.size()); ++i)
    if (read.notices[i] != right.notices[i]) CHECK(read.notices[i] == right.notices[i]);
  CHECK(read.notices.size() == right.notices.size());
  CHECK(read.aside.empty());
  CHECK(read.decisions == std::vector<std::string>{"influence 专家组 2026-03-01"});
}

TEST_CASE("json table: an array and a single object are rows too", "[io]") {
  std::string array = "\xEF\xBB\xBF\n[";
  std::string text = kLines;
  for (std::size_t at = 0; at < text.size(); ++at)
    array += text[at] == '\n' ? std::string("\n,") : std::string(1, text[at]);
  array += "\n]\n";
  const AsRecords right(kLines);
  const std::size_t block = GENERATE(std::size_t{1}, std::size_t{100}, std::size_t{1} << 20);
  const JsonRead read(array, block, block);
  CHECK(read.rows == right.rows);
  CHECK(read.notices.size() == right.notices.size());
  CHECK(read.table->layout().format == "json");
  const JsonRead one("{\n  \"staff\": 3,\n  \"name\": \"}{\\\"\"\n}\n", block, block);
  CHECK(one.rows == std::vector<std::string>{"1 name='}{\"' staff=3"});
  CHECK(JsonRead("{\n\"staff\": 3\n}x", block, block).aside.size() == 3);
  CHECK(JsonRead("[]", block, block).rows.empty());
  CHECK(JsonRead("[{\"staff\": 1}", block, block).aside ==
        std::vector<std::string>{"2:0 the array is not closed by `]`"});
  const JsonRead comma("[{\"staff\": 1},]", block, block);
  CHECK(comma.rows.size() == 1);
  CHECK(comma.aside == std::vector<std::string>{"2:0 a comma too many before `]`"});
  CHECK(JsonRead("[]", block, block).aside.empty());
}

TEST_CASE("json table: a bad line is set aside and the others go on", "[io]") {
  struct Case {
    std::string line, aside;
  };
  const auto row = GENERATE(values<Case>({
      {"", "2:0 a blank line"},
      {" \t\r", "2:0 a blank line"},
      {"[1]", "2:1 expected a record: `{\"name\": value}`"},
      {"3", "2:1 expected a record: `{\"name\": value}`"},
      {"{\"staff\": 1", "2:1 `[` or `{` is never closed"},
      {"{\"甲\": \"a", "2:7 the string opened here is never closed"},
      {"{\"staff\": 01}", "2:11 not a number of json (no leading 0, `+`, NaN or `.5`)"},
      {"{\"staff\": \"\xFF\"}", "2:12 byte 24 of the file is not UTF-8; save the file as UTF-8"},
      {"{\"staff\": \"\\ud800\"}", "2:11 bad escape or unpaired surrogate in a string"},
      {"{\"staff\": 1} x", "2:14 text after the end of the json value"},
  }));
  INFO(row.line);
  const std::size_t block = GENERATE(std::size_t{1}, std::size_t{1} << 20);
  const JsonRead read("{\"staff\": 1}\n" + row.line + "\n{\"staff\": 3}", block, block);
  CHECK(read.rows == std::vector<std::string>{"1 staff=1", "3 staff=3"});
  CHECK(read.aside == std::vector<std::string>{row.aside});
  CHECK(read.records == 3);
  CHECK(read.notices.empty());
}

TEST_CASE("json table: a line set aside is kept whole, with persons masked", "[io]") {
  const std::string line =
      R"({"name": "甲", "联系人": "赵钱孙李", "contact_phone": "13800138000", "备注": ["x", 1], "staff": 01})";
  const std::string text = "{\"staff\": 1}\n  " + line + " \r\n";
  const JsonRead read(text, 1 << 20, 1 << 20);
  CHECK(
      read.texts ==
      std::vector<std::string>{
          R"({"name": "甲", "联系人": "赵**李", "contact_phone": "138****8000", "备注": ["x", 1], "staff": 01})"});
  TableRequest request;
  request.show_pii = true;
  const JsonRead shown(text, 1 << 20, 1 << 20, "a.json", request);
  CHECK(
      shown.texts ==
      std::vector<std::string>{
          R"({"name": "甲", "联系人": "赵钱孙李", "contact_phone": "138****8000", "备注": ["x", 1], "staff": 01})"});
}

TEST_CASE("json table: a line with a double key, a NUL or too much depth is no record", "[io]") {
  const auto line = GENERATE(values<std::string>(
      {"{\"staff\": 1, \"staff\": 2}", "{\"x\": 1, \"x\": 2}", "{\"x\": {\"a\": 1, \"a\": 1}}",
       std::string("{\"name\": \"a\0b\"}", 14), "{\"x\": \"a\tb\"}", "{\"staff\": 1}\x01",
       "{\"x\": " + std::string(80, '[') + std::string(80, ']') + "}", "{\"x\": \"\\q\"}",
       "{\"x\": [1,]}", "{\"x\": tru}", "{\"x\": -}", "{\"x\": 1.}", "{,}", "{\"x\" 1}",
       "{\"x\": [\"\\q\"]}"}));
  INFO(line);
  const JsonRead read("{\"staff\": 1}\n" + line + "\n{\"staff\": 3}\n", 1 << 20, 1 << 20);
  CHECK(read.rows == std::vector<std::string>{"1 staff=1", "3 staff=3"});
  CHECK(read.aside.size() == 1);
}

TEST_CASE("json table: columns are the keys, and kept ones go through as they stand", "[io]") {
  TableRequest request;
  request.keep_all = true;
  const JsonRead read(
      "{\"staff\": 1.50, \"备注\": \"a\\\"b\"}\n{\"备注\": [1, {\"a\": 2}], \"staff\": null}\n"
      "{\"staff\": 1, \"人数\": 2, \"备注\": \"c\"}",
      1 << 20, 1 << 20, "a.ndjson", request);
  CHECK(read.kept == std::vector<std::string>{"1.50|a\"b||", "|[1, {\"a\": 2}]||", "1|c|2|"});
  const TableLayout& layout = read.table->layout();
  CHECK(layout.format == "ndjson");
  CHECK(layout.header_row == 0);
  REQUIRE(layout.columns.size() == 3);
  CHECK(layout.columns[0].own_name);
  CHECK(layout.columns[1].use == ColumnUse::Unknown);
  CHECK(layout.columns[2].fact == layout.columns[0].fact);
  const JsonRead open("{\"stuff\": 1, \"负责人\": \"甲\", \"备注\": 2}", 1 << 20, 1 << 20);
  std::vector<std::string> how;
  for (const TableColumn& column : open.table->layout().columns) how.push_back(column.how.en);
  CHECK(how == std::vector<std::string>{"did you mean `staff`?", "may mean several facts", ""});
  request.keep_all = false;
  request.keep = {"stuff"};
  const JsonRead wrong("{\"staff\": 1}", 1 << 20, 1 << 20, "a.ndjson", request);
  CHECK(wrong.table == nullptr);
  CHECK(wrong.diags.all().front().fix.en == "did you mean `staff`?");
}

TEST_CASE("json table: the map binds keys in every row", "[io]") {
  ColumnMap map;
  map.entries.push_back({"headcount", "staff", "", "", false, {}});
  map.entries.push_back({"foo", "", "", "", true, {}});
  TableRequest request;
  request.map = &map;
  const JsonRead read("{\"headcount\": 1, \"foo\": 2}\n{\"headcount\": 1, \"人数\": 2, \"foo\": 1}",
                      1 << 20, 1 << 20, "a.ndjson", request);
  CHECK(read.rows == std::vector<std::string>{"1 staff=1", "2 staff=!"});
  CHECK(read.notices.size() == 1);
}

TEST_CASE("json table: what holds no record is refused", "[io]") {
  for (const char* text : {"", "  \n", "staff: 3", "3\n4", "<html>"}) {
    const JsonRead read(text, 1 << 20, 1 << 20);
    CHECK(read.table == nullptr);
    CHECK(read.diags.all().size() == 1);
  }
}

}  // namespace
}  // namespace ipcheck

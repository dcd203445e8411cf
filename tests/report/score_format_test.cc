#include <algorithm>

#include "report/score/format.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Names = std::vector<std::string>;

const Names kOne = {"s"}, kTwo = {"s", "t"}, kNone, kKept = {"备注", "row"};

Names headers(const std::vector<ScoreColumn>& columns) {
  Names out;
  for (const ScoreColumn& column : columns) out.push_back(column.header);
  return out;
}

Names columns(const Names& asked, const Names& schemes, bool one_below = false, bool top = false,
              const Names& kept = kNone) {
  std::string unknown;
  Names out = headers(score_columns(asked, schemes, one_below, top, kept, unknown));
  if (!unknown.empty()) out.push_back("unknown: " + unknown);
  return out;
}

TEST_CASE("score columns: those of the contract, then the kept ones", "[report]") {
  CHECK(columns({}, kOne) == Names{"row", "id", "name", "verdict", "score", "score_min",
                                   "score_max", "rank", "failing", "missing", "pending", "notices",
                                   "reasons"});
  CHECK(columns({}, kOne, false, true, kKept) ==
        Names{"row", "id", "name", "verdict", "score", "score_min", "score_max", "rank", "standing",
              "failing", "missing", "pending", "notices", "reasons", "备注", "row"});
}

TEST_CASE("score columns: schemes side by side or one below the other", "[report]") {
  CHECK(columns({"row", "verdict"}, kTwo) == Names{"row", "verdict@s", "verdict@t"});
  CHECK(columns({"row", "verdict"}, kTwo, true) == Names{"row", "verdict"});
  CHECK(columns({}, kTwo, true).at(3) == "scheme");
  std::string unknown;
  const auto wide = score_columns(Names{"failing", "name"}, kTwo, false, false, {}, unknown);
  REQUIRE(wide.size() == 3);
  CHECK(wide[1].scheme == 1);
  CHECK(wide[2].scheme == 0);
}

TEST_CASE("score columns: asked by name, in order; own names win; the first unknown is told",
          "[report]") {
  CHECK(columns({"备注", "verdict"}, kOne, false, false, kKept) == Names{"备注", "verdict"});
  CHECK(columns({"row"}, kOne, false, false, kKept) == Names{"row"});
  CHECK(columns({"verdikt", "row", "nam"}, kOne) == Names{"row", "unknown: verdikt"});
  for (const std::string& name : score_column_names()) CHECK(columns({name}, kOne) == Names{name});
}

/// A row with something in every field.
struct Sample {
  std::vector<std::string_view> failing = {"A-1", "B"}, missing = {"visits.Q1"}, none, kept;
  ScoredRow row;

  explicit Sample(std::string_view note = "x") : kept{note} {
    row = {.place = {5, 7},
           .id = "91",
           .name = "甲, \"乙\"",
           .scheme = "s",
           .outcome = Outcome::Ineligible,
           .score = "61.5",
           .score_min = "61.5",
           .score_max = "61.5",
           .grade = "合格",
           .rank = 3,
           .standing = Standing::Tied,
           .failing = failing,
           .missing = missing,
           .pending = none,
           .notices = none,
           .reasons = "一\n二",
           .kept = kept,
           .rank_keys = {},
           .details = {}};
  }
};

std::vector<ScoreColumn> all_columns() {
  std::string unknown;
  Names names = score_column_names();
  names.push_back("备注");
  return score_columns(names, kOne, true, true, Names{"备注"}, unknown);
}

std::string written(const RowFormat& format, std::span<const ScoredRow> rows,
                    CellChanges& changes) {
  std::string out;
  format.row(rows, out, changes);
  return out;
}

std::string written(const RowFormat& format, const ScoredRow& row) {
  CellChanges changes;
  return written(format, {&row, 1}, changes);
}

TEST_CASE("csv: every field, quoted where it must be", "[report]") {
  const Sample sample;
  const auto format = csv_format(all_columns(), Lang::Zh, true);
  CHECK(format->head() ==
        "\xEF\xBB\xBFrow,line,id,name,scheme,verdict,score,score_min,score_max,grade,rank,standing,"
        "failing,missing,pending,notices,reasons,decisions,change,备注\n");
  CHECK(written(*format, sample.row) ==
        "5,7,91,\"甲, \"\"乙\"\"\",s,ineligible,61.5,61.5,61.5,合格,3,并列,A-1;B,visits.Q1,,,"
        "\"一\n二\",,,x\n");
  CHECK(csv_format(all_columns(), Lang::En, false)->head().starts_with("row,line"));
  CHECK(written(*csv_format(all_columns(), Lang::En, false), sample.row).find(",tied,") !=
        std::string::npos);
}

TEST_CASE("csv: what is not known is empty", "[report]") {
  ScoredRow row;
  row.kept = std::span<const std::string_view>();
  std::string unknown;
  const auto shown = score_columns(score_column_names(), kOne, true, true, {}, unknown);
  CHECK(written(*csv_format(shown, Lang::Zh, false), row) == ",,,,,eligible,,,,,,,,,,,,,\n");
}

/// A CSV cell as it was before: quotes off, then one `'` in front of what needs none.
std::string read_back(std::string cell) {
  REQUIRE(cell.back() == '\n');
  cell.pop_back();
  if (!cell.starts_with('"')) return cell;
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    text += cell[i];
    if (cell[i] == '"') ++i;
  }
  return text.starts_with('\'') ? text.substr(1) : text;
}

TEST_CASE("csv: formulas are marked, numbers are not, nothing is lost", "[report]") {
  struct Case {
    std::string_view text;
    bool marked;
  };
  const Case cases[] = {
      {"=1+1", true},     {"@SUM(A1)", true}, {"\tx", true},   {"\rx", true},
      {"+86", false},     {"-3", false},      {"-3.5", false}, {"+1,000", false},
      {"-", true},        {"+", true},        {"-2+3", true},  {"+cmd|' /C calc'!A0", true},
      {"＝1", true},      {"＋1", true},      {"－1", true},   {"＠x", true},
      {"，逗号", false},  {"'引", true},      {"''引", true},  {"\"=1\"", false},
      {"", false},        {" =1", true},      {"\n=2", true},  {"\u3000=1", true},
      {"\u200B@x", true}, {" 1", false},      {"a=1", false},  {"1,2", false},
      {"一\n=2", false},  {"'", true},        {"\xEF", false}};
  std::string unknown;
  const auto shown = score_columns(Names{"备注"}, kOne, false, false, Names{"备注"}, unknown);
  const auto format = csv_format(shown, Lang::Zh, false);
  for (const Case& c : cases) {
    INFO(c.text);
    const Sample sample(c.text);
    CellChanges changes;
    const std::string cell = written(*format, {&sample.row, 1}, changes);
    CHECK(changes.neutralised == (c.marked ? 1 : 0));
    CHECK(cell.starts_with("\"'") == c.marked);
    CHECK(read_back(cell) == c.text);
  }
}

TEST_CASE("csv: headers of kept columns are no formulas either", "[report]") {
  std::string unknown;
  const auto shown = score_columns({}, kOne, false, false, Names{"=1", "a,b"}, unknown);
  CHECK(csv_format(shown, Lang::Zh, false)->head().ends_with(",\"'=1\",\"a,b\"\n"));
}

TEST_CASE("csv: ids, names and reasons are texts of others, too", "[report]") {
  Sample sample;
  sample.row.id = "=a", sample.row.name = "@b", sample.row.reasons = "+c d";
  std::string unknown;
  const auto shown = score_columns(Names{"id", "name", "reasons"}, kOne, false, false, {}, unknown);
  CellChanges changes;
  CHECK(written(*csv_format(shown, Lang::Zh, false), {&sample.row, 1}, changes) ==
        "\"'=a\",\"'@b\",\"'+c d\"\n");
  CHECK(changes.neutralised == 3);
}

TEST_CASE("csv: texts and lists of any length", "[report]") {
  const auto format =
      csv_format({{ScoreField::Id}, {ScoreField::Failing}, {ScoreField::Score}}, Lang::En, false);
  for (const std::size_t size :
       {0, 1, 3, 4, 7, 8, 15, 16, 31, 32, 33, 1021, 1022, 1023, 1024, 5000}) {
    const std::string text(size, 'x'), item(size / 7 + 1, 'y');
    const std::vector<std::string_view> items(7, item);
    ScoredRow row;
    row.id = text, row.failing = items, row.score = text;
    std::string out, list = item;
    for (int i = 1; i < 7; ++i) list += ";" + item;
    CellChanges changes;
    format->row({&row, 1}, out, changes);
    CHECK(out == text + "," + list + "," + text + "\n");
  }
}

TEST_CASE("csv: side by side each column reads its own scheme's row", "[report]") {
  Sample first, second;
  second.row.outcome = Outcome::NeedsReview;
  const ScoredRow rows[] = {first.row, second.row};
  std::string unknown;
  const auto shown = score_columns(Names{"row", "verdict"}, kTwo, false, false, {}, unknown);
  CellChanges changes;
  CHECK(written(*csv_format(shown, Lang::Zh, false), rows, changes) ==
        "5,ineligible,needs_review\n");
}

TEST_CASE("ndjson: numbers, lists, null for what is not known; standings as ids", "[report]") {
  const Sample sample("\x01 \"");
  const auto format = ndjson_format(all_columns());
  CHECK(format->head().empty());
  CHECK(written(*format, sample.row) ==
        "{\"row\":5,\"line\":7,\"id\":\"91\",\"name\":\"甲, \\\"乙\\\"\",\"scheme\":\"s\","
        "\"verdict\":\"ineligible\",\"score\":\"61.5\",\"score_min\":\"61.5\","
        "\"score_max\":\"61.5\",\"grade\":\"合格\",\"rank\":3,\"standing\":\"tied\","
        "\"failing\":[\"A-1\",\"B\"],\"missing\":[\"visits.Q1\"],\"pending\":[],\"notices\":[],"
        "\"reasons\":\"一\\n二\",\"decisions\":null,\"change\":null,\"备注\":\"\\u0001 \\\"\"}\n");
  Sample empty("");
  empty.row.rank = 0, empty.row.score = "", empty.row.standing = Standing::Unranked;
  std::string unknown;
  const auto shown = score_columns(Names{"rank", "score", "standing", "备注"}, kOne, false, false,
                                   Names{"备注"}, unknown);
  CHECK(written(*ndjson_format(shown), empty.row) ==
        "{\"rank\":null,\"score\":null,\"standing\":null,\"备注\":\"\"}\n");
}

TEST_CASE("ndjson: each standing has its id", "[report]") {
  std::string unknown;
  const auto shown = score_columns(Names{"standing"}, kOne, false, true, {}, unknown);
  for (auto [standing, id] : {std::pair{Standing::In, "\"in\""},
                              {Standing::Tied, "\"tied\""},
                              {Standing::Out, "\"out\""},
                              {Standing::Unranked, "null"}}) {
    ScoredRow row;
    row.standing = standing;
    CHECK(written(*ndjson_format(shown), row) == "{\"standing\":" + std::string(id) + "}\n");
  }
}

TEST_CASE("markdown: one line a row whatever the texts hold", "[report]") {
  const Sample sample("a|b*c\n<d>`");
  std::string unknown;
  const auto shown = score_columns(Names{"row", "rank", "name", "standing", "failing", "备注"},
                                   kOne, false, true, Names{"备注"}, unknown);
  const auto format = markdown_format(shown, Lang::En);
  CHECK(format->head() ==
        "| row | rank | name | standing | failing | 备注 |\n"
        "| ---: | ---: | --- | --- | --- | --- |\n");
  const std::string line = written(*format, sample.row);
  CHECK(line.starts_with("| 5 | 3 | 甲, \"乙\" | tied | A-1, B | a\\|b\\*c"));
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  ScoredRow none;
  std::string row_unknown;
  const auto plain = score_columns(Names{"row", "rank"}, kOne, false, true, {}, row_unknown);
  CHECK(written(*markdown_format(plain, Lang::Zh), none) == "|  |  |\n");
}

}  // namespace
}  // namespace ipcheck

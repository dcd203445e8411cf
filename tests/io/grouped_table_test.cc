#include "io/grouped_table.h"

#include "io/json/table.h"
#include "io/text_grid.h"
#include "io/typing.h"
#include "support/catch.h"
#include "text/file.h"

namespace ipcheck {
namespace {

using Rows = test::TextGrid::Rows;

struct Grouped {
  Diagnostics diags;
  std::unique_ptr<TableReader> reader;

  Grouped(const Rows& rows, Grouping grouping, std::uint32_t block_rows = 1000,
          std::vector<std::string> keep = {}) {
    TableRequest request;
    request.keep = std::move(keep);
    for (FactId id = 0; id < test::small_schema().facts.size(); ++id) request.facts.push_back(id);
    auto open = [&](const Schema& schema, const TableRequest& asked) {
      return read_grid(std::make_unique<test::TextGrid>(rows, block_rows), "csv", "a.csv", schema,
                       asked, {}, diags);
    };
    reader = group_table(test::small_schema(), request, std::move(grouping), open, diags);
  }
};

struct WholeRead {
  std::string rows, notices, aside, kept;
  std::uint64_t records = 0;
};

WholeRead read_all(TableReader& reader) {
  const Schema& schema = test::small_schema();
  WholeRead all;
  TableBlock block;
  Portion portion;
  while (reader.next(block)) {
    reader.read(block, portion);
    CHECK(portion.records == portion.places.size() + portion.set_aside.size() + portion.folded);
    REQUIRE(portion.notice_places.size() == portion.batch.notices.size());
    all.records += portion.records;
    for (std::uint32_t row = 0; row < portion.places.size(); ++row) {
      all.rows += std::to_string(portion.places[row].row) + ":";
      for (FactId id = 0; id < schema.facts.size(); ++id) {
        const std::string value = test::shown(portion.batch, id, row);
        if (value != "?" && value != "pending")
          all.rows += " " + schema.facts[id].name + "=" + value;
      }
      all.rows += "\n";
      for (const auto& column : portion.kept) all.kept += std::string(column[row]) + ";";
    }
    for (std::size_t i = 0; i < portion.batch.notices.size(); ++i)
      all.notices += portion.notice_places[i] + " " + portion.batch.notices[i].id + " " +
                     portion.batch.notices[i].name + "\n";
    for (const SetAside& aside : portion.set_aside)
      all.aside += std::to_string(aside.place.row) + " " + aside.reason.en + "\n";
  }
  return all;
}

const Rows kLong = {{"名称", "人数", "目标", "领域", "visits.Q1", "visits.Q2", "失信次数", "备注"},
                    {"甲", "3", "a", "新能源", "1", "", "", "x"},
                    {"乙", "5", "b", "", "", "", "2", "y"},
                    {"甲", "", "c", "新材料、新能源", "1", "2", "1", "z"},
                    {"", "1", "d", "", "", "", "", ""},
                    {"乙", "6", "", "", "", "", "2", "w"},
                    {"丙", "约5", "", "", "", "", "", ""},
                    {"甲", "3", "a", "", "2", "", "", ""}};

TEST_CASE("grouped table: rows with one key are one applicant, for any block size", "[io]") {
  const std::uint32_t block_rows = GENERATE(1u, 2u, 3u, 1000u);
  INFO(block_rows);
  Grouped grouped(kLong, {"name", {}, 0}, block_rows, {"备注"});
  REQUIRE(grouped.reader);
  CHECK(grouped.reader->kept_headers() == std::vector<std::string>{"备注"});
  const WholeRead all = read_all(*grouped.reader);
  CHECK(all.rows ==
        "2: name='甲' staff=3 fields=['energy', 'materials'] targets=['a', 'c', 'a'] visits=! "
        "debts=1\n"
        "3: name='乙' staff=! targets=['b'] debts=2\n"
        "7: name='丙' staff=! debts=0\n");
  CHECK(all.notices == "2 two_values visits.Q1\n3 two_values staff\n7:2 invalid_value staff\n");
  CHECK(all.kept == "x;y;;");
  CHECK(all.records == kLong.size());
  CHECK(all.aside == "1 header\n5 no `name`: whose row is it?\n");
}

TEST_CASE("grouped table: two values are told with both places and no value", "[io]") {
  Grouped grouped({{"名称", "联系电话"}, {"甲", "13800000001"}, {"甲", ""}, {"甲", "13800000002"}},
                  {"名称", {}, 0});
  TableBlock block;
  Portion portion;
  REQUIRE(grouped.reader->next(block));
  grouped.reader->read(block, portion);
  REQUIRE(portion.batch.notices.size() == 1);
  CHECK(portion.batch.notices[0].message.en ==
        "`contact_phone`: rows 2 and 4 differ, so it counts as not given; make them agree");
}

TEST_CASE("grouped table: a fact that only some records give stays with its applicant", "[io]") {
  const Schema& schema = test::small_schema();
  TableRequest request;
  request.block_bytes = GENERATE(std::size_t{1}, std::size_t{1} << 20);
  for (FactId id = 0; id < schema.facts.size(); ++id) request.facts.push_back(id);
  Diagnostics diags;
  auto open = [&](const Schema& of, const TableRequest& asked) {
    return open_json_table(bytes_of("{\"名称\": \"甲\"}\n{\"名称\": \"乙\"}\n"
                                    "{\"名称\": \"乙\", \"人数\": 5}\n{\"名称\": \"丙\"}\n"
                                    "{\"名称\": \"丁\", \"人数\": 6, \"目标\": [\"a\"]}"),
                           "a.ndjson", of, asked, diags);
  };
  const auto reader = group_table(schema, request, {"名称", {}, 0}, open, diags);
  REQUIRE(reader);
  CHECK(read_all(*reader).rows ==
        "1: name='甲'\n2: name='乙' staff=5\n4: name='丙'\n"
        "5: name='丁' staff=6 targets=['a']\n");
}

TEST_CASE("grouped table: keys that are written alike are one", "[io]") {
  Grouped codes({{"名称", "统一社会信用代码", "目标"},
                 {"甲", "91140100MA0FAKE17N", "a"},
                 {"甲", " 91140100ma0fake17n", "b"}},
                {"uscc", {}, 0});
  CHECK(read_all(*codes.reader).rows ==
        "2: name='甲' uscc='91140100MA0FAKE17N' targets=['a', 'b']\n");
}

TEST_CASE("grouped table: the number of rows is a fact where it is asked for", "[io]") {
  const Rows rows = {{"名称", "季度", "目标"}, {"甲", "Q1", "a"}, {"甲", "ｑ1", "b"},
                     {"乙", "Q2", "c"},        {"甲", "Q9", "d"}, {"甲", "", "e"}};
  Grouped grouped(rows, {"名称", {{"staff", ""}, {"visits", "季度"}}, 0}, 1000, {"季度"});
  REQUIRE(grouped.reader);
  const WholeRead all = read_all(*grouped.reader);
  CHECK(all.rows ==
        "2: name='甲' staff=4 targets=['a', 'b', 'd', 'e'] visits={'Q1': 2}\n"
        "4: name='乙' staff=1 targets=['c'] visits={'Q2': 1}\n");
  CHECK(all.notices == "2 invalid_value visits\n2 invalid_value visits\n");
  CHECK(all.kept == "Q1;Q2;");
}

TEST_CASE("grouped table: what cannot be grouped or counted is told", "[io]") {
  struct Case {
    std::string by;
    std::vector<RowCount> counts;
    std::string id;
  };
  const Case c = GENERATE(
      Case{"名字", {}, "unknown-column"}, Case{"名称", {{"staf", ""}}, "unknown-fact"},
      Case{"名称", {{"name", ""}}, "not-a-count"}, Case{"名称", {{"visits", ""}}, "not-a-count"},
      Case{"名称", {{"staff", "目标"}}, "not-a-count"},
      Case{"名称", {{"is_large", ""}}, "not-a-count"},
      Case{"名称", {{"visits", "季"}}, "unknown-column"},
      Case{"名称", {{"staff", ""}}, "counted-twice"});
  Grouped grouped({{"名称", "人数", "目标"}, {"甲", "3", "a"}}, {c.by, c.counts, 0});
  CHECK_FALSE(grouped.reader);
  REQUIRE(grouped.diags.all().size() == 1);
  CHECK(grouped.diags.all()[0].id == c.id);
  CHECK_FALSE(grouped.diags.all()[0].fix.en.empty());
}

TEST_CASE("grouped table: rows beyond the memory limit are an error, not a loss", "[io]") {
  Rows rows = {{"名称", "人数"}};
  for (int i = 0; i < 3000; ++i) rows.push_back({"申请人" + std::to_string(i), "3"});
  TableBlock block;
  Grouped tight(rows, {"名称", {}, 100'000}, 500);
  CHECK_THROWS_AS(tight.reader->next(block), Failure);
  Grouped wide(rows, {"名称", {}, 10'000'000}, 500);
  CHECK(wide.reader->next(block));
}

TEST_CASE("grouped table: a table without applicants keeps what was set aside", "[io]") {
  Grouped grouped({{"名称", "人数"}, {"", "3"}}, {"名称", {}, 0});
  const WholeRead all = read_all(*grouped.reader);
  CHECK(all.rows.empty());
  CHECK(all.records == 2);
}

}  // namespace
}  // namespace ipcheck

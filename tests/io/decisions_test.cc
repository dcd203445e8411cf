#include "io/decisions.h"

#include "io/text_grid.h"
#include "io/typing.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Rows = test::TextGrid::Rows;

const Schema& schema() {
  return test::small_schema();
}

std::unique_ptr<TableReader> open(const Rows& rows, bool keep_all, std::uint32_t block_rows) {
  TableRequest request{.keep_all = keep_all};
  for (const char* fact : {"uscc", "influence", "rank"})
    request.facts.push_back(schema().find(fact));
  Diagnostics diags;
  auto reader = read_grid(std::make_unique<test::TextGrid>(rows, block_rows), "csv", "a.csv",
                          schema(), request, {}, diags);
  REQUIRE(reader);
  return reader;
}

/// `row: influence rank` of each applicant, with who decided.
std::string applied(const Decisions& decisions, const Rows& rows, std::uint32_t block_rows) {
  auto reader = open(rows, false, block_rows);
  std::string out;
  TableBlock block;
  Portion portion;
  while (reader->next(block)) {
    reader->read(block, portion);
    decisions.apply(portion);
    for (std::uint32_t row = 0; row < portion.batch.rows; ++row) {
      out += std::to_string(portion.places[row].row) + ":";
      out += " " + test::shown(portion.batch, schema().find("influence"), row);
      if (portion.batch.given(schema().find("rank"), row))
        out += " " + test::shown(portion.batch, schema().find("rank"), row);
      for (const Decision& one : portion.batch.decisions)
        if (one.row == row) out += " " + schema().facts[one.fact].name + "=" + one.by + one.on;
      out += "\n";
    }
  }
  return out;
}

const Rows kTable = {{"名称", "统一社会信用代码", "影响力"},
                     {"甲", "91140100MA0FAKE17N", ""},
                     {"乙", "", ""},
                     {"丙", "1214000040FAKE02X8", "不符合"},
                     {"丁", "91140400MA0FAKE33U", "符合"}};
const std::vector<std::string> kHead = {"行号",          "统一社会信用代码", "影响力",
                                        "影响力.评审人", "影响力.评审日期",  "评级"};

TEST_CASE("decisions: they join by credit code, else by row number", "[io]") {
  const std::uint32_t block_rows = GENERATE(1u, 2u, 100u);
  auto reader = open({kHead,
                      {"99", "91140100ma0fake17n", "符合", "专家组", "2026-03-01", "高"},
                      {"3", "", "不符合", "", "", ""},
                      {"4", "", "", "", "", ""}},
                     true, block_rows);
  const Decisions decisions(*reader, schema(), schema().find("uscc"));
  CHECK(applied(decisions, kTable, block_rows) ==
        "2: true 'high' influence=专家组2026-03-01 rank=\n"
        "3: false influence=\n"
        "4: false\n"
        "5: true\n");
  const Decisions::Report report = decisions.report();
  CHECK(report.applied == 3);
  CHECK(report.unknown.count == 0);
}

TEST_CASE("decisions: what cannot be applied is told and left alone", "[io]") {
  auto reader = open({kHead,
                      {"", "1214000040FAKE02X8", "符合", "", "", ""},
                      {"", "91140400MA0FAKE33U", "符合", "复核组", "", ""},
                      {"", "91140200MA0FAKE5X4", "符合", "", "", ""},
                      {"", "", "符合", "", "", ""},
                      {"2", "", "符合", "", "", "低"},
                      {"2", "", "不符合", "", "", "低"},
                      {"3", "", "可能", "", "", ""}},
                     true, 100);
  const Decisions decisions(*reader, schema(), schema().find("uscc"));
  CHECK(applied(decisions, kTable, 100) ==
        "2: pending 'low' rank=\n"
        "3: pending\n"
        "4: false\n"
        "5: true influence=复核组\n");
  const Decisions::Report report = decisions.report();
  CHECK(report.applied == 1);
  CHECK(report.agreeing == 1);
  CHECK(report.contradicting.rows == std::vector<std::uint64_t>{4});
  CHECK(report.unknown.rows == std::vector<std::uint64_t>{4});
  CHECK(report.unplaced.rows == std::vector<std::uint64_t>{5});
  CHECK(report.disagreeing.rows == std::vector<std::uint64_t>{7});
  CHECK(report.unreadable.rows == std::vector<std::uint64_t>{8});
}

TEST_CASE("decisions: the first rows of what is left are kept in order", "[io]") {
  Decisions::Left left;
  for (std::uint64_t row : {9, 3, 7, 1, 8, 2, 6}) left.add(row);
  CHECK(left.count == 7);
  CHECK(left.rows == std::vector<std::uint64_t>{1, 2, 3, 6, 7});
}

}  // namespace
}  // namespace ipcheck

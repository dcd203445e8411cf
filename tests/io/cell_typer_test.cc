#include "io/cell_typer.h"

#include "io/typing.h"
#include "io/vocabulary.h"

namespace ipcheck {
namespace {

using test::grid_of;
using test::notices_of;
using test::odd_texts;
using test::shown;

/// What records make of the texts under that key, one applicant a text.
struct AsRecords {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;

  AsRecords(const Schema& schema, const std::string& key, const std::vector<std::string>& texts) {
    std::string json = "[";
    for (const std::string& text : texts)
      json +=
          (json.size() > 1 ? "," : "") + ("{" + test::quoted(key)) + ":" + test::quoted(text) + "}";
    const SourceId source = sources.add("a.json", json + "]");
    read_record_source(schema, sources, source, trees, batch, diags);
  }
};

void same_as_records(const Schema& schema, const std::string& header,
                     const std::vector<std::string>& texts) {
  const auto column = test::column_of(schema, header);
  if (!column || !schema.facts[column->fact].input) return;
  INFO(header << " -> " << schema.facts[column->fact].name);
  const AsRecords right(schema, header, texts);
  REQUIRE(right.batch.rows == texts.size());
  CellTyper typer(schema, std::vector<TypedColumn>{{0, *column}});
  Portion portion;
  std::vector<std::uint32_t> notice_columns;
  const Grid grid = grid_of({&texts, 1});
  for (int round = 0; round < 2; ++round) {  // the second from memory
    INFO("round " << round);
    typer.fill(grid, portion, notice_columns);
    const Batch& batch = portion.batch;
    REQUIRE(batch.rows == texts.size());
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      INFO("`" << texts[row] << "`");
      const std::string value = shown(batch, column->fact, row);
      if (value != shown(right.batch, column->fact, row))
        CHECK(value == shown(right.batch, column->fact, row));
    }
    const auto said = notices_of(batch), expected = notices_of(right.batch);
    REQUIRE(said.size() == expected.size());
    for (std::size_t i = 0; i < said.size(); ++i)
      if (said[i] != expected[i]) CHECK(said[i] == expected[i]);
    CHECK(notice_columns == std::vector<std::uint32_t>(batch.notices.size(), 0));
  }
}

TEST_CASE("cell typer: every cell of every shipped fact reads as in a record", "[io]") {
  static const auto rules = test::shipped_rules();
  const Schema& schema = rules->rules.schema;
  for (const Fact& fact : schema.facts) {
    const Kind kind = schema.types[fact.type].kind;
    same_as_records(schema, fact.name, odd_texts());
    same_as_records(schema, fact.label.zh, odd_texts());
    if (kind != Kind::Int && kind != Kind::Decimal) continue;
    for (const char* unit : {"万元", "元", "千元", "%", "月", "年", "人", "万人"})
      same_as_records(schema, fact.label.zh + "（" + unit + "）", odd_texts());
  }
}

TEST_CASE("cell typer: every cell of the small vocabulary reads as in a record", "[io]") {
  const Schema& schema = test::small_schema();
  for (const Fact& fact : schema.facts) {
    if (fact.type == kInvalidType || schema.types[fact.type].kind == Kind::Map) continue;
    same_as_records(schema, fact.name, odd_texts());
    same_as_records(schema, fact.label.zh, odd_texts());
  }
  same_as_records(schema, "营业收入（万元）", odd_texts());
  same_as_records(schema, "占比（%）", odd_texts());
}

}  // namespace
}  // namespace ipcheck

#include "judge/cell_bytes.h"

#include "judge/judged.h"

using namespace ipcheck;
using namespace ipcheck::test;

namespace {

std::unique_ptr<Judged> judged_records(const std::string& records) {
  return judged(one("check: b"), records);
}

std::string bytes_at(const Judged& judged, const char* fact, std::uint32_t row) {
  const Schema& schema = judged.loaded->rules.schema;
  const FactId id = schema.find(fact);
  std::string out;
  add_cell_bytes(judged.batch, judged.batch.facts[id], schema.facts[id].type, row, out);
  return out;
}

}  // namespace

TEST_CASE("cell_bytes: other values, other bytes; none of them begins another's", "[judge]") {
  const auto judged = judged_records(
      "[{a: 1, b: 是, kind: x, names: [], counts: {p: 1}, money: 1, day: 2026-01-02},"
      " {a: 2, b: 否, kind: y, names: [p], counts: {p: 2}, money: 1.5, day: 2026-01-03},"
      " {names: [p, q], counts: {p: 1, q: 1}, money: 15}, {names: [pq], counts: {q: 1}},"
      " {names: ['p\\0', q]}, {a: 1, b: 是, kind: x, names: [], counts: {p: 1}, money: 1.0,"
      " day: 2026-01-02}]");
  const std::uint32_t rows = judged->batch.rows;
  REQUIRE(rows == 6);
  for (const char* fact : {"a", "b", "kind", "names", "counts", "money", "day"}) {
    INFO(fact);
    const FactId id = judged->loaded->rules.schema.find(fact);
    const TypeId type = judged->loaded->rules.schema.facts[id].type;
    CHECK(bytes_at(*judged, fact, 0) == bytes_at(*judged, fact, 5));
    for (std::uint32_t i = 0; i < rows; ++i) {
      for (std::uint32_t j = 0; j < rows; ++j) {
        const Cell one = cell_at(judged->batch, judged->batch.facts[id], type, i);
        const Cell other = cell_at(judged->batch, judged->batch.facts[id], type, j);
        const bool same = one.state == other.state && one.value == other.value;
        INFO("rows " << i << " and " << j);
        CHECK(bytes_at(*judged, fact, i).starts_with(bytes_at(*judged, fact, j)) == same);
      }
    }
  }
}

TEST_CASE("cell_bytes: a value that the list does not know is its text, in whatever batch",
          "[judge]") {
  const auto judged = judged_records("{}");
  const Schema& schema = judged->loaded->rules.schema;
  const TypeId type = schema.facts[schema.find("tags")].type;
  const auto bytes_of = [&](const std::vector<ValueList>& rows) {
    Batch batch;
    batch.schema = &schema;
    Column column;
    for (const ValueList& row : rows) append(batch, column, type, {row}, State::Missing);
    std::vector<std::string> out(rows.size());
    for (std::uint32_t i = 0; i < out.size(); ++i) add_cell_bytes(batch, column, type, i, out[i]);
    return out;
  };
  const Value x{std::string("x")}, one{std::string("别的")}, other{std::string("从前")};
  const auto before = bytes_of({{one}, {x}});
  const auto after = bytes_of({{other}, {one}, {other, one}});
  CHECK(before[0] == after[1]);
  CHECK(before[0] != after[0]);
  CHECK(before[1] != after[1]);
}

TEST_CASE("cell_bytes: no column, a blank and an open judgement are three things", "[judge]") {
  const auto judged = judged_records("[{a: 1, j: met}, {}]");
  CHECK(bytes_at(*judged, "c", 0) == bytes_at(*judged, "c", 1));
  CHECK(bytes_at(*judged, "a", 1) != bytes_at(*judged, "c", 1));
  CHECK(bytes_at(*judged, "j", 1) != bytes_at(*judged, "j", 0));
  CHECK(bytes_at(*judged, "j", 1) != bytes_at(*judged, "a", 1));
}

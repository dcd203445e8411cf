#include "value/column.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

struct World {
  Schema schema;
  Batch batch;
  TypeId park, parks, visits, people, visit_list;

  World() {
    Domain levels;
    levels.name = "park_level";
    levels.open = true;
    levels.members = {{"national", {"国家级", ""}, {}}, {"provincial", {"省级", ""}, {}}};
    levels.index();
    schema.domains.push_back(levels);
    park = schema.types.enumeration(1);
    parks = schema.types.set(park);
    visits = schema.types.map(kStringType, kIntType);
    people = schema.types.intern({.kind = Kind::Record,
                                  .fields = {{"id", kStringType, {}},
                                             {"level", park, {}},
                                             {"visits", visits, {}},
                                             {"paid", kBoolType, {}}}});
    visit_list = schema.types.list(people);
    batch.schema = &schema;
  }
};

Value str(std::string text) {
  return {std::move(text)};
}
Value num(std::int64_t n) {
  return {n};
}

TEST_CASE("column: what is appended is read back, for every type", "[value]") {
  World w;
  struct Row {
    TypeId type;
    std::vector<Value> values;
  };
  const std::vector<Row> rows = {
      {kBoolType, {{true}, {}, {false}}},
      {kJudgementType, {{false}, {true}, {}}},
      {kIntType, {num(3), {}, num(-1)}},
      {kDecimalType, {{*Decimal::parse("1999999.99")}, {Decimal::of(0)}, {}}},
      {kDateType, {{*Date::of(2026, 3, 16)}, {}, {*Date::of(1949, 12, 31)}}},
      {kStringType, {str("某某公司"), {}, str("")}},
      {w.park, {str("provincial"), {}, str("乡级"), str("national"), str("乡级")}},
      {w.parks,
       {{ValueList{str("national"), str("乡级")}}, {}, {ValueList{}}, {ValueList{str("村级")}}}},
      {w.visits, {{ValueMap{{str("Q1"), num(1)}, {str("Q2"), num(0)}}}, {}, {ValueMap{}}}},
      {w.schema.types.list(w.schema.types.list(kIntType)),
       {{ValueList{{ValueList{num(1), num(2)}}, {ValueList{}}}}, {ValueList{}}, {}}},
      {w.visit_list,
       {{ValueList{{ValueMap{{str("id"), str("a")},
                             {str("level"), str("乡级")},
                             {str("visits"), {ValueMap{{str("Q1"), num(2)}}}},
                             {str("paid"), {false}}}},
                   {ValueMap{{str("id"), str("b")}}}}},
        {},
        {ValueList{}},
        {ValueList{{ValueMap{{str("paid"), {true}}}}}}}},
  };
  for (const Row& row : rows) {
    Column column;
    for (const Value& value : row.values) append(w.batch, column, row.type, value, State::Pending);
    REQUIRE(column.rows() == row.values.size());
    for (std::uint32_t i = 0; i < row.values.size(); ++i) {
      const Cell cell = cell_at(w.batch, column, row.type, i);
      INFO("type " << row.type << " row " << i << ": " << to_source(row.values[i]));
      CHECK(cell.state == (row.values[i].is_null() ? Truth::Pending : Truth::True));
      CHECK(cell.value == row.values[i]);
    }
  }
}

TEST_CASE("column: equal unlisted values have one index", "[value]") {
  World w;
  Column column;
  for (const char* level : {"乡级", "村级", "乡级", "national"})
    append(w.batch, column, w.park, str(level), State::Missing);
  CHECK(column.ints == std::vector<std::int64_t>{2, 3, 2, 0});
  CHECK(w.batch.unlisted.size() == 2);
  Batch moved = std::move(w.batch);
  CHECK(moved.unlisted_index("村级") == 1);
}

TEST_CASE("column: a constant stands for every row", "[value]") {
  World w;
  Column column;
  append(w.batch, column, w.parks, {ValueList{str("national")}}, State::Missing);
  column.constant = true;
  CHECK(cell_at(w.batch, column, w.parks, 1000).value == Value{ValueList{str("national")}});
}

TEST_CASE("column: integers stand for decimals", "[value]") {
  World w;
  Column column;
  append(w.batch, column, kDecimalType, num(2), State::Missing);
  CHECK(cell_at(w.batch, column, kDecimalType, 0).value == Value{Decimal::of(2)});
}

TEST_CASE("batch: a fact is given when its value is known", "[value]") {
  World w;
  w.batch.facts.resize(3);
  append(w.batch, w.batch.facts[0], kBoolType, {false}, State::Missing);
  append(w.batch, w.batch.facts[0], kBoolType, {}, State::Pending);
  append(w.batch, w.batch.facts[1], kIntType, {}, State::Missing);
  append(w.batch, w.batch.facts[1], kIntType, num(0), State::Missing);
  CHECK(w.batch.given(0, 0));
  CHECK_FALSE(w.batch.given(0, 1));
  CHECK_FALSE(w.batch.given(1, 0));
  CHECK(w.batch.given(1, 1));
  CHECK_FALSE(w.batch.given(2, 0));
  CHECK_FALSE(w.batch.given(7, 0));
  CHECK_FALSE(cell_at(w.batch, w.batch.facts[2], kIntType, 0).state == Truth::True);
}

}  // namespace
}  // namespace ipcheck

#include "value/value.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("to_source: a value is written as a condition would write it", "[value]") {
  CHECK(to_source({}) == "null");
  CHECK(to_source({true}) == "true");
  CHECK(to_source({std::int64_t{-3}}) == "-3");
  CHECK(to_source({Decimal::of(2'000'000)}) == "2000000");
  CHECK(to_source({*Decimal::parse("1999999.99")}) == "1999999.99");
  CHECK(to_source({*Date::of(2026, 3, 16)}) == "date('2026-03-16')");
  CHECK(to_source({std::string("industrial_park")}) == "'industrial_park'");
  CHECK(to_source({std::string("it's \\ a\n\t\x01")}) == "'it\\'s \\\\ a\\n\\t\\u0001'");
  CHECK(to_source({std::string("新能源")}) == "'新能源'");
  CHECK(to_source({ValueList{{std::string("a")}, {std::int64_t{1}}}}) == "['a', 1]");
  CHECK(to_source({ValueMap{{{std::string("Q1")}, {std::int64_t{1}}}}}) == "{'Q1': 1}");
  CHECK(to_source({ValueList{}}) == "[]");
}

}  // namespace
}  // namespace ipcheck

#include "expr/functions.h"

#include <set>

#include "expr/world.h"
#include "support/catch.h"

using namespace ipcheck;

TEST_CASE("functions: every row's example gives what the row says", "[expr]") {
  World world;
  for (const Function& function : functions()) {
    INFO(function.example);
    CHECK(answer(world, std::string(function.example)) == function.gives);
  }
}

TEST_CASE("functions: every row is documented and no signature is given twice", "[expr]") {
  std::set<std::tuple<std::string_view, bool, std::string_view>> seen;
  for (const Function& function : functions()) {
    INFO(function.name << " " << function.signature);
    CHECK(seen.insert({function.name, function.method, function.signature}).second);
    CHECK(function.kernel != nullptr);
    CHECK_FALSE(function.doc.zh.empty());
    CHECK_FALSE(function.doc.en.empty());
    CHECK_FALSE(function.unknown.empty());
  }
}

TEST_CASE("functions: the odd paths are faults and unknowns, not crashes", "[expr]") {
  struct Case {
    const char* text;
    const char* gives;
  };
  const auto c = GENERATE(values<Case>({
      {"size('')", "0"},
      {"size('知识')", "2"},
      {"title.size()", "missing"},
      {"'知识产权'.startsWith('知识')", "true"},
      {"'知识产权'.endsWith('知识')", "false"},
      {"'知识产权'.contains('识产')", "true"},
      {"'abc'.contains('')", "true"},
      {"'ab'.startsWith('abc')", "false"},
      {"'abc'.matches('b')", "true"},
      {"'abc'.matches('^b')", "false"},
      {"'abc'.matches(words_pattern)", "missing"},
      {"'x'.matches(code)", "missing"},
      {"'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", "false"},
      {"'ÀB'.lowerAscii()", "'Àb'"},
      {"sum(params.numbers)", "7"},
      {"sum(params.numbers.filter(k, k > 9))", "0"},
      {"sum([9223372036854775807, 1])", "fault"},
      {"sum([0.1, 0.2])", "0.3"},
      {"min(params.numbers.filter(k, k > 9))", "fault"},
      {"max(params.numbers)", "4"},
      {"min(n, 3)", "missing"},
      {"max(1, 2.5)", "2.5"},
      {"min(1, 2.5)", "1"},
      {"abs(-2.5)", "2.5"},
      {"abs(-9223372036854775807)", "9223372036854775807"},
      {"abs(-9223372036854775807 - 1)", "fault"},
      {"date(2026, 2, n)", "missing"},
      {"date(params.least, 2, 3)", "date('0003-02-03')"},
      {"date(2026, 2, 27 + params.least)", "fault"},
      {"date('2026-0' + '4-31')", "fault"},
      {"add_days(date('9999-12-31'), 1)", "fault"},
      {"add_months(date('2026-03-31'), -1)", "date('2026-02-28')"},
      {"add_years(date('0001-01-01'), -1)", "fault"},
      {"years_between(date('2001-02-28'), date('2000-02-29'))", "-1"},
      {"add_workdays(date('2026-06-18'), 1)", "date('2026-06-21')"},
      {"add_workdays(date('2026-06-18'), 0)", "date('2026-06-18')"},
      {"add_workdays(date('2026-12-31'), 1)", "pending"},
      {"add_workdays(start, 1)", "missing"},
      {"workdays_between(date('2026-06-18'), date('2026-06-22'))", "2"},
      {"workdays_between(date('2026-06-18'), date('2027-06-22'))", "pending"},
  }));
  World world;
  world.add_fact("words_pattern", kStringType);
  INFO(c.text);
  CHECK(answer(world, c.text) == c.gives);
}

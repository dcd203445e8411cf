#include "study/proof/solver.h"

#include "study/proof/smt.h"
#include "support/catch.h"
#include "text/file.h"

namespace ipcheck {
namespace {

TEST_CASE("solver: answers, values and questions forgotten", "[study]") {
  Solver solver({.milliseconds = 5000});
  solver.tell("(declare-const x Int)(declare-const y Real)(assert (> x 2))");
  std::vector<std::string> values;
  CHECK(solver.ask({"(< x 4)", "(= y (/ 1.0 2.0))"}, {"x", "y", "(- 0 x)"}, values) == Answer::Sat);
  REQUIRE(values.size() == 3);
  CHECK(values[0] == "3");
  CHECK(values[2] == "(- 3)");
  CHECK(solver.ask({"(< x 3)"}, {"x"}, values) == Answer::Unsat);
  CHECK(solver.ask({}, {}, values) == Answer::Sat);
  CHECK(solver.questions() == 3);
}

TEST_CASE("solver: past its time the answer is unknown", "[study]") {
  Solver solver({.milliseconds = 50});
  solver.tell("(declare-const a Int)(declare-const b Int)(declare-const c Int)");
  std::vector<std::string> values;
  CHECK(solver.ask({"(= (+ (* a a a) (* b b b) (* c c c)) 114)"}, {}, values) == Answer::Unknown);
  CHECK_FALSE(solver.why().empty());
}

TEST_CASE("solver: text that it refuses is a failure", "[study]") {
  Solver solver({});
  CHECK_THROWS_AS(solver.tell("(assert (> nobody 2))"), Failure);
}

TEST_CASE("solver: numbers as it writes them", "[study]") {
  struct Row {
    const char* text;
    long long numerator, denominator;
  };
  for (const Row& row :
       {Row{"5", 5, 1}, Row{"(- 5)", -5, 1}, Row{"1.5", 15, 10}, Row{"(/ 4.0 3.0)", 40, 30},
        Row{"(- (/ 1.0 2.0))", -10, 20}, Row{"(/ 1 8)", 1, 8}}) {
    Ratio ratio;
    INFO(row.text);
    CHECK(read_ratio(row.text, ratio));
    CHECK((ratio.denominator > 0 &&
           ratio.numerator * row.denominator == ratio.denominator * row.numerator));
  }
  Ratio ratio;
  for (const char* text : {"", "x", "(- 5", "(* 2 3)", "1.2.3", "true"})
    CHECK_FALSE(read_ratio(text, ratio));
}

TEST_CASE("smt: constants are folded and equal expressions share a name", "[study]") {
  SmtText smt;
  const Smt a = smt.declare("a", Sort::Bool), x = smt.declare("x", Sort::Int);
  CHECK(smt.both(a, kYes) == a);
  CHECK(smt.both(a, smt.negated(a)) == kNo);
  CHECK(smt.either(a, smt.negated(a)) == kYes);
  CHECK(smt.negated(smt.negated(a)) == a);
  CHECK(smt.less(x, "3") == smt.less(x, "3"));
  CHECK(smt.less("2", "3") == kYes);
  CHECK(smt.sum(Sort::Int, "2", number(-3)) == number(-1));
  CHECK(smt.quotient(number(-7), "2") == number(-3));
  CHECK(smt.remainder(number(-7), "2") == number(-1));
  CHECK(smt.choose(Sort::Int, a, "1", "1") == "1");
  CHECK(smt.choose(Sort::Bool, a, kYes, kNo) == a);
  CHECK(number(Decimal{-150, 2}) == "(- 1.50)");
}

}  // namespace
}  // namespace ipcheck

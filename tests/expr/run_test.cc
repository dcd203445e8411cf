#include "expr/columns.h"
#include "expr/world.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

struct Case {
  const char* text;
  const char* gives;
};

Value whole(std::int64_t n) {
  return {n};
}
Value list(std::initializer_list<Value> items) {
  return {ValueList(items)};
}

/// What most cases are asked of: some facts known, some absent.
Record sample() {
  return {{"flag", {true}},
          {"vote", {true}},
          {"n", whole(5)},
          {"staff", whole(3)},
          {"amount", {*Decimal::parse("1999999.99")}},
          {"rate", {*Decimal::parse("2.50")}},
          {"start", {*Date::parse_iso("2026-03-16")}},
          {"title", {"某某中心"}},
          {"body", {"park"}},
          {"second_body", {"未列明的主体"}},
          {"field", {"ai"}},
          {"fields", list({{"ai"}, {"chips"}})},
          {"more_fields", list({{"chips"}, {"ai"}})},
          {"years", list({whole(2025), whole(2026)})},
          {"names", list({{"a"}, {"b"}, {"c"}})},
          {"counts", {ValueMap{{{"a"}, whole(1)}, {{"b"}, whole(2)}}}},
          {"transfers", list({{ValueMap{{{"price"}, {*Decimal::parse("10.5")}},
                                        {{"done"}, {true}},
                                        {{"tags"}, list({{"x"}})}}},
                              {ValueMap{{{"price"}, {Decimal::of(20)}}}}})}};
}

}  // namespace

TEST_CASE("run: conditions give what the language says", "[expr]") {
  const auto c = GENERATE(values<Case>({
      // truths: min and its dual, order of operands no matter
      {"flag && other", "missing"},
      {"other && flag", "missing"},
      {"!flag && other", "false"},
      {"other && !flag", "false"},
      {"flag || other", "true"},
      {"other || flag", "true"},
      {"!flag || other", "missing"},
      {"other && panel", "missing"},
      {"flag && panel", "pending"},
      {"panel || other", "missing"},
      {"1 / (n - 5) > 0 && flag", "fault"},
      {"1 / (n - 5) > 0 && panel", "pending"},
      {"1 / (n - 5) > 0 && other", "missing"},
      {"1 / (n - 5) > 0 || flag", "true"},
      {"1 / (n - 5) > 0 || panel", "pending"},
      {"!panel", "pending"},
      {"vote", "true"},
      {"closed", "true"},
      {"level == 'ai'", "pending"},
      {"flag == other", "missing"},
      {"flag == vote", "true"},
      // strict operators: the worst state
      {"m + n", "missing"},
      {"m == n", "missing"},
      {"m / (n - 5) == n || false", "missing"},
      {"-n", "-5"},
      {"n % 3 - 7 / 2", "-1"},
      {"-7 / 2", "-3"},
      {"-7 % 2", "-1"},
      {"n / (n - 5)", "fault"},
      {"n % (n - 5)", "fault"},
      {"n + 9223372036854775807", "fault"},
      {"n * 9223372036854775807", "fault"},
      {"-n - 9223372036854775807", "fault"},
      {"rate * rate", "6.25"},
      {"rate / 3", "0.833333333333333333"},
      {"rate / (rate - 2.5)", "fault"},
      {"rate + 1", "3.5"},
      {"1 - rate", "-1.5"},
      {"-rate", "-2.5"},
      {"rate > 2", "true"},
      {"n == 5.0", "true"},
      {"5.0 == n", "true"},
      {"n < 5.5", "true"},
      {"amount >= params.floor", "false"},
      {"amount + 0.01 >= params.floor", "true"},
      {"staff >= params.least", "true"},
      {"staff > params.least", "false"},
      {"n > params.later", "pending"},
      {"start < as_of", "true"},
      {"title + '（' + 'x' + '）'", "'某某中心（x）'"},
      {"title < 'zzz'", "false"},
      {"false < true", "true"},
      // choice
      {"flag ? n : m", "5"},
      {"!flag ? n : m", "missing"},
      {"other ? n : n", "missing"},
      {"panel ? n : n", "pending"},
      {"flag ? rate : 1", "2.5"},
      {"!flag ? rate : 1", "1"},
      {"flag ? names : ['z']", "['a', 'b', 'c']"},
      {"panel ? names : ['z']", "pending"},
      {"flag ? panel : true", "pending"},
      // enums and sets
      {"body == 'park'", "true"},
      {"body in params.bodies", "true"},
      {"second_body in params.bodies", "false"},
      {"second_body == body", "false"},
      {"second_body == second_body", "true"},
      {"body in ['leader', 'sme']", "false"},
      {"fields == more_fields", "true"},
      {"fields != more_fields", "false"},
      {"'chips' in fields", "true"},
      {"'energy' in fields", "false"},
      {"level in ['ai']", "pending"},
      // lists
      {"names[1]", "'b'"},
      {"names[3]", "fault"},
      {"names[-1]", "fault"},
      {"names[m]", "missing"},
      {"targets[0]", "missing"},
      {"names + ['d']", "['a', 'b', 'c', 'd']"},
      {"names == ['a', 'b', 'c']", "true"},
      {"names == ['a', 'c', 'b']", "false"},
      {"[[1], [2, 3]] == [[1], [2, 3]]", "true"},
      {"[[1], [2, n]][1][1]", "5"},
      {"[n, m]", "missing"},
      {"n in [1, m]", "missing"},
      // lists of small whole numbers are bits of a word, others are not
      {"n - 5 in [63, 64]", "false"},
      {"n + 58 in [63]", "true"},
      {"n + 59 in [64]", "true"},
      {"n - 5 in [0, 5]", "true"},
      {"n - 6 in [-1, 5]", "true"},
      {"n - 6 in [63, 5]", "false"},
      {"[1, 2.5]", "[1, 2.5]"},
      {"size(names)", "3"},
      {"names.exists(x, x == 'b')", "true"},
      {"names.all(x, x < 'c')", "false"},
      {"names.exists_one(x, x > 'b')", "true"},
      {"names.exists(x, other)", "missing"},
      {"names.exists(x, other && x == 'z')", "false"},
      {"names.exists(x, x == 'a' || other)", "true"},
      {"names.exists_one(x, x == 'a' || other)", "missing"},
      {"names.exists_one(x, x <= 'b' || other)", "false"},
      {"names.exists_one(x, [true, true][x == 'c' ? 2 : 0])", "fault"},
      {"names.exists_one(x, [true, true][x > 'a' ? 2 : 0] || other)", "missing"},
      {"targets.all(x, true)", "missing"},
      {"names.filter(x, x != 'b')", "['a', 'c']"},
      {"names.filter(x, x == 'a' || panel)", "pending"},
      {"names.map(x, x + x)", "['aa', 'bb', 'cc']"},
      {"names.map(x, x > 'a', x + x)", "['bb', 'cc']"},
      {"names.map(x, [x, x])", "[['a', 'a'], ['b', 'b'], ['c', 'c']]"},
      {"names.map(x, names.map(y, x + y))[2][0]", "'ca'"},
      {"names.exists(x, names.exists(y, x < y && names.exists(z, y < z)))", "true"},
      {"names.all(x, names.exists(y, x < y))", "false"},
      {"names.map(x, n)", "[5, 5, 5]"},
      {"names.map(x, m)", "missing"},
      {"years.all(y, y in [2024, 2025, 2026])", "true"},
      {"params.numbers.map(k, year_of(start) + k).filter(y, y < year_of(as_of) + 3)",
       "[2027, 2028]"},
      {"params.numbers.exists(k, k == n - 1)", "true"},
      {"params.numbers.all(k, params.numbers.exists(j, j == k && k < n))", "true"},
      {"params.numbers.filter(k, k > 1)", "[2, 4]"},
      {"params.words.exists(w, w in names && counts[w] > 1)", "true"},
      {"[].all(x, x == 1)", "true"},
      {"[].exists(x, x == 1)", "false"},
      {"[[1, 2], []].map(l, size(l))", "[2, 0]"},
      // maps and records
      {"counts['a']", "1"},
      {"counts.b", "2"},
      {"counts['z']", "missing"},
      {"visits['a']", "missing"},
      {"'a' in counts", "true"},
      {"'z' in counts", "false"},
      {"names.all(x, counts[x] > 0)", "missing"},
      {"names.exists(x, counts[x] > 1)", "true"},
      {"counts.all(k, counts[k] > 0)", "true"},
      {"params.table['z']", "fault"},
      {"params.table['b']", "2"},
      {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
      {"{'a': n, 'b': 2}['a']", "5"},
      {"{'a': 1, 'b': 2}[title]", "fault"},
      {"{title: 1, '某某中心': 2}", "fault"},
      {"{'a': m}", "missing"},
      {"transfers.map(t, t.price)", "[10.5, 20]"},
      {"sum(transfers.map(t, t.price))", "30.5"},
      {"transfers.exists(t, t.done)", "true"},
      {"transfers.all(t, t.done)", "missing"},
      {"transfers[0].price", "10.5"},
      {"transfers[1].done", "missing"},
      {"transfers.filter(t, t.price > 15)[0].price", "20"},
      {"transfers.exists(t, t.tags.exists(g, g == 'x' && t.price > 10))", "true"},
      // what is known
      {"known(n)", "true"},
      {"known(m)", "false"},
      {"known(panel)", "false"},
      {"known(closed)", "true"},
      {"known(level)", "false"},
  }));
  World world;
  INFO(c.text);
  CHECK(answer(world, c.text, sample()) == c.gives);
}

TEST_CASE("run: a row's answer does not depend on the rows beside it", "[expr]") {
  World world;
  std::vector<Record> records;
  for (int i = 0; i < 10; ++i) {
    Record record;
    if (i % 3 != 0) record["n"] = whole(i);
    if (i % 2 != 0) record["names"] = list({{"a"}, {std::string(1, static_cast<char>('a' + i))}});
    if (i % 4 != 0) record["vote"] = Value{i % 4 == 1};
    records.push_back(record);
  }
  const Batch together = world.batch(records);
  for (const char* text : {"n > 4 && vote", "names.exists(x, x > 'd' && n > 3)",
                           "names.map(x, n + size(x))", "vote ? names : names + ['z']"}) {
    const std::vector<std::string> all = answers(world, text, together);
    for (std::size_t row = 0; row < records.size(); ++row) {
      INFO(text << " row " << row);
      CHECK(all[row] == answer(world, text, records[row]));
    }
  }
}

TEST_CASE("run: no rows are no trouble", "[expr]") {
  World world;
  CHECK(answers(world, "n > 4 || names.exists(x, counts[x] == n)", world.batch({})).empty());
}

TEST_CASE("run: a frame serves one program after another and one batch after another", "[expr]") {
  World world;
  Frame frame;
  for (const char* text : {"n + 1", "names.map(x, x + 'z')", "n > 4", "rate * 2", "names[0]"}) {
    const Expr expr = world.expr(text);
    ProgramBuilder builder = world.builder();
    const StepId root = builder.add(expr, world.params).back();
    const Program program = builder.build();
    for (const std::size_t rows : {3, 1, 7}) {
      const Batch batch = world.batch(std::vector<Record>(rows, sample()));
      run(program, batch, frame);
      for (std::uint32_t row = 0; row < rows; ++row) {
        INFO(text << " row " << row);
        CHECK(show(batch, frame.column(root), program.steps[root].type, row) ==
              answer(world, text, sample()));
      }
    }
  }
}

TEST_CASE("run: a steady stream of chunks allocates no new columns", "[expr]") {
  World world;
  const Expr expr =
      world.expr("n > 4 && vote && amount < params.floor && names.exists(x, x == 'a')");
  ProgramBuilder builder = world.builder();
  builder.add(expr, world.params);
  const Program program = builder.build();
  const Batch batch = world.batch(std::vector<Record>(100, sample()));
  Frame frame;
  run(program, batch, frame);
  std::vector<const Truth*> before;
  for (const Column& column : frame.columns) before.push_back(column.truth.data());
  run(program, batch, frame);
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(frame.columns[i].truth.data() == before[i]);
}

TEST_CASE("run: a derivation fills what was not given, never what was unreadable", "[expr]") {
  World world;
  world.set_derive("derived", "n * 2 + params.least");
  CHECK(answer(world, "derived", {{"n", whole(5)}}) == "13");
  CHECK(answer(world, "derived", {{"n", whole(5)}, {"derived", whole(1)}}) == "1");
  CHECK(answer(world, "derived", {}) == "missing");
  CHECK(answer(world, "known(derived)", {{"n", whole(5)}}) == "true");
  const Batch mixed =
      world.batch({{{"n", whole(1)}}, {{"n", whole(1)}, {"derived", whole(9)}}, {}});
  CHECK(answers(world, "derived > 4", mixed) ==
        std::vector<std::string>{"true", "true", "missing"});
  const Batch unreadable = world.batch({{{"n", whole(5)}}, {{"n", whole(5)}}}, {{"derived"}, {}});
  CHECK(answers(world, "derived", unreadable) == std::vector<std::string>{"missing", "13"});
}

TEST_CASE("run: a nest that would flatten to too many items is a fault, not a lack of memory",
          "[expr]") {
  World world;
  ValueList many(1000, Value{"x"});
  const Record big{{"names", {many}}}, small{{"names", list({{"x"}})}};
  const std::string nest = "names.all(a, names.all(b, names.all(c, a == b && b == c)))";
  CHECK(answer(world, nest, small) == "true");
  CHECK(answers(world, nest, world.batch({big, small})) ==
        std::vector<std::string>{"fault", "true"});
  std::string doubling = "[title]";
  for (int i = 0; i < 40; ++i) doubling += ".map(t, t + t)";
  CHECK(answer(world, doubling + "[0]", {{"title", {"xx"}}}) == "fault");
  std::string lists = "[names]";
  for (int i = 0; i < 40; ++i) lists += ".map(t, t + t)";
  CHECK(answer(world, "size(" + lists + "[0])", small) == "fault");
}

TEST_CASE("columns: sets with doubles and lists with unknown items compare as they should",
          "[expr]") {
  World world;
  const Record record{{"fields", list({{"ai"}, {"ai"}})},
                      {"more_fields", list({{"ai"}})},
                      {"names", list({{"a"}, {}})}};
  CHECK(answer(world, "fields == more_fields", record) == "true");
  CHECK(answer(world, "names == ['a', 'b']", record) == "missing");
  CHECK(answer(world, "names == ['b', 'b']", record) == "false");
  CHECK(answer(world, "'a' in names", record) == "true");
  CHECK(answer(world, "'z' in names", record) == "missing");
}

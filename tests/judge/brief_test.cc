#include "judge/judged.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

struct Row {
  const char* condition;
  const char* record;
  const char* verdict;
  const char* missing;  // joined by spaces
};

TEST_CASE("brief: a condition names exactly the facts that would settle it", "[judge]") {
  auto row = GENERATE(values<Row>({
      {"check: a >= c", "{}", "incomplete", "a c"},
      {"check: a >= c", "{a: 1}", "incomplete", "c"},
      {"check: b && a > c", "{b: false}", "ineligible", ""},
      {"check: b && a > c", "{b: true, a: 1}", "incomplete", "c"},
      {"check: b || a > c", "{b: true}", "eligible", ""},
      {"check: b || a > c", "{b: false}", "incomplete", "a c"},
      {"check: 'b ? j : k'", "{}", "incomplete", "b"},
      {"check: 'b ? j : k'", "{b: true, k: met}", "needs_review", ""},
      {"check: \"kind == 'x' ? a > c : b\"", "{kind: y}", "incomplete", "b"},
      {"check: 'names.all(n, counts[n] >= a)'", "{a: 1}", "incomplete", "names"},
      {"check: 'names.all(n, counts[n] >= a)'", "{a: 1, names: [p, q], counts: {p: 3}}",
       "incomplete", "counts.q"},
      {"check: 'names.all(n, counts[n] >= a)'", "{a: 1, names: [p, q]}", "incomplete", "counts"},
      {"check: 'names.all(n, counts[n] >= a)'", "{a: 4, names: [p, q], counts: {p: 3}}",
       "ineligible", ""},
      {"check: 'names.exists(n, counts[n] >= a)'", "{a: 1, names: [p, q], counts: {p: 3}}",
       "eligible", ""},
      {"check: 'due > a'", "{a: 1}", "incomplete", "c"},
      {"check: 'due > a'", "{a: 1, due: 5}", "eligible", ""},
      {"check: 'due > a'", "{a: 1, c: 1, due: abc}", "incomplete", "due"},
      {"check: 'due > 1'", "{due: abc}\n---\n{due: 3}", "incomplete", "due"},
      {"check: 'due > 1'", "{due: 3}\n---\n{due: abc}", "eligible", ""},
      {"check: 'due > 1'", "{a: 3}\n---\n{due: abc}", "incomplete", "c"},
      {"applies: b, check: a > c", "{}", "incomplete", "b"},
      {"applies: b, check: a > c", "{a: 2, c: 1}", "eligible", ""},
      {"applies: b, check: a > c", "{b: false}", "eligible", ""},
      {"check: b, should: a > c", "{b: true, a: 1, c: 2}", "needs_review", ""},
      {"check: b, should: a > c", "{b: true, a: 1}", "incomplete", "c"},
      {"check: b, should: a > c", "{b: false}", "ineligible", ""},
  }));
  INFO(row.condition << " of " << row.record);
  auto j = test::judged(test::one(row.condition), row.record);
  CHECK(word(j->verdict.outcome) == row.verdict);
  CHECK(joined(j->verdict.missing, " ") == row.missing);
}

constexpr const char* kTree = R"(criteria:
  A: {title: {zh: 一, en: A}, cite: {at: 一}, check: a > c}
  B: {title: {zh: 二, en: B}, cite: {at: 二}, check: b}
  J: {title: {zh: 三, en: J}, cite: {at: 三}, check: j}
  K: {title: {zh: 四, en: K}, cite: {at: 四}, check: k}
schemes:
  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: )";

struct TreeRow {
  const char* tree;
  const char* record;
  const char* lists;  // verdict | failing | missing | pending
};

TEST_CASE("brief: below a group that is met or failed nothing more is listed", "[judge]") {
  auto row = GENERATE(values<TreeRow>({
      {"{all: [A, B, J]}", "{b: false}", "ineligible|B|a c|J"},
      {"{any: [A, B]}", "{b: true}", "eligible|||"},
      {"{any: [A, B, J]}", "{b: false}", "incomplete||a c|J"},
      {"{all: [{id: G, title: {zh: 组, en: G}, any: [A, B]}, J]}", "{b: false, a: 1, c: 2}",
       "ineligible|G||J"},
      {"{all: [{id: G, title: {zh: 组, en: G}, any: [B, J]}, K]}", "{b: false, k: met}",
       "needs_review|||J"},
      {"{at_least: 2, of: [A, B, J, K]}", "{b: true, j: met}", "eligible|||"},
      {"{at_least: 2, of: [A, B, J, K]}", "{b: true, j: not_met}", "incomplete||a c|K"},
      {"{at_least: 2, of: [B, J, K]}", "{b: true, j: not_met}", "needs_review|||K"},
      {"{id: G, title: {zh: 组, en: G}, at_least: 2, of: [B, J, K]}", "{b: false, j: not_met}",
       "ineligible|G||"},
      {"{choose: kind, of: {x: [A], y: [B, J], z: []}}", "{}", "incomplete||kind|"},
      {"{choose: kind, of: {x: [A], y: [B, J], z: []}}", "{kind: y, b: false}", "ineligible|B||J"},
      {"{choose: kind, of: {x: [A], y: [B, J], z: []}}", "{kind: z}", "eligible|||"},
      {"{all: [{all: [A, B]}, {all: [J]}]}", "{b: false}", "ineligible|B|a c|J"},
      {"{all: [B, J, {all: [A, B, J]}]}", "{b: false}", "ineligible|B|a c|J"},
      {"{all: [{any: [B, {all: [J, K]}]}]}", "{b: false, j: not_met}", "ineligible|B|J+K||"},
      {"{all: [{at_least: 2, of: [B, J]}]}", "{b: false}", "ineligible|2:B|J||"},
  }));
  INFO(row.tree << " of " << row.record);
  auto j = test::judged(std::string(kTree) + row.tree + "}\n", row.record);
  const Verdict& v = j->verdict;
  std::string lists = std::string(word(v.outcome)) + "|" + joined(v.failing, " ") + "|" +
                      joined(v.missing, " ") + "|" + joined(v.pending, " ");
  CHECK(lists == row.lists);
}

TEST_CASE("brief: rows of a batch say what each says alone, whatever its size", "[judge]") {
  // Ten gates, so that the bits of a row reach a second byte; one of them the same for every row.
  std::string rules = "criteria:\n", gates;
  for (int i = 0; i < 9; ++i) {
    const std::string id = "G" + std::to_string(i);
    rules += "  " + id + ": {title: {zh: 条件, en: Condition}, cite: {at: 一}, check: \"a > " +
             std::to_string(i) + (i == 4 ? " && j" : "") + "\"}\n";
    gates += id + ", ";
  }
  rules += "  GN: {title: {zh: 条件, en: Condition}, cite: {at: 一}, check: \"size(names) > 2\"}\n";
  rules +=
      "schemes:\n  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: {all: [" +
      gates + "GN]}}\n";
  const std::uint32_t rows = GENERATE(1u, 7u, 8u, 9u, 16u, 23u);
  std::string records;
  for (std::uint32_t row = 0; row < rows; ++row)
    records += "- {a: " + (row % 5 == 3 ? "" : std::to_string(row * 7 % 11)) +
               (row % 3 == 0   ? ", j: met"
                : row % 3 == 1 ? ", j: not_met"
                               : "") +
               "}\n";
  auto j = test::judged(rules, records);
  REQUIRE(j->batch.rows == rows);
  const CompiledScheme& scheme = j->compiled.schemes[0];
  OpenGates open(j->compiled, scheme);
  open.run(j->frame, rows);
  for (std::uint32_t row = 0; row < rows; ++row) {
    Brief alone, together;
    brief(j->compiled, scheme, j->batch, j->frame, row, alone);
    brief(j->compiled, scheme, j->batch, j->frame, row, open, together);
    INFO("row " << row);
    CHECK(joined(together.failing, " ") == joined(alone.failing, " "));
    CHECK(joined(together.missing, " ") == joined(alone.missing, " "));
    CHECK(joined(together.pending, " ") == joined(alone.pending, " "));
    CHECK(joined(alone.missing, " ").find("names") != std::string::npos);
  }
}

}  // namespace
}  // namespace ipcheck

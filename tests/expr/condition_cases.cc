#include <fstream>
#include <stdexcept>

#include "expr/conditions.h"
#include "support/catch.h"

namespace ipcheck {

std::vector<ConditionCase> condition_cases(const std::string& name) {
  std::ifstream in(std::string(IPCHECK_SOURCE_DIR) + "/tests/spec/" + name);
  std::vector<ConditionCase> cases;
  bool open = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') {
      open = false;
      continue;
    }
    const auto space = line.find(' ');
    const std::string key = line.substr(0, space);
    const std::string rest = space == line.npos ? "" : line.substr(space + 1);
    if (key == ">" && !open) {
      cases.push_back({.line = number, .condition = rest});
      open = true;
      continue;
    }
    if (!open) throw std::runtime_error(name + ":" + std::to_string(number) + ": no case begun");
    ConditionCase& last = cases.back();
    if (key == ">") {
      last.condition += "\n" + rest;
    } else if (key == "@") {
      last.where = rest;
    } else if (key == "=") {
      last.type = rest;
    } else if (key == "print") {
      last.printed = rest;
    } else if (key == "!") {
      const auto colon = rest.find(':');
      last.faults.push_back({.id = rest.substr(0, colon)});
      if (colon + 2 < rest.size()) last.faults.back().underlined = rest.substr(colon + 2);
    } else if (key == "zh" && !last.faults.empty()) {
      last.faults.back().zh = rest;
    } else if (key == "en" && !last.faults.empty()) {
      last.faults.back().en = rest;
    } else if (key == "fix" && !last.faults.empty()) {
      last.faults.back().fix = rest;
    } else {
      throw std::runtime_error(name + ":" + std::to_string(number) + ": unknown line: " + line);
    }
  }
  return cases;
}

namespace {

void check_fault(const Sources& sources, const Diagnostic& found, const FaultCase& wanted) {
  INFO("found: " << found.message.zh << "\n       " << found.message.en
                 << "\n  fix: " << found.fix.zh << "\n       " << found.fix.en);
  CHECK(found.id == wanted.id);
  CHECK(sources.text(found.span) == wanted.underlined);
  REQUIRE(!wanted.zh.empty());
  REQUIRE(!wanted.en.empty());
  CHECK(found.message.zh.find(wanted.zh) != std::string::npos);
  CHECK(found.message.en.find(wanted.en) != std::string::npos);
  const bool helped = found.fix.zh.find(wanted.fix) != std::string::npos ||
                      found.fix.en.find(wanted.fix) != std::string::npos;
  CHECK(helped);
  CHECK(found.fix.zh.empty() == found.fix.en.empty());
  CHECK(found.fix.empty() == wanted.fix.empty());
}

}  // namespace

void check_case(const ConditionCase& expected) {
  INFO("line " << expected.line << ": " << expected.condition);
  Conditions world;
  Diagnostics diags;
  const SourceId source = world.sources.add("condition", expected.condition);
  std::optional<Expr> expr = parse(world.sources, source, diags);
  const bool right = expr && check(*expr, world.scope(expected.where), world.sources, diags);
  CHECK(right == expected.faults.empty());
  REQUIRE(diags.all().size() == expected.faults.size());
  const std::vector<const Diagnostic*> found = diags.sorted();
  for (std::size_t i = 0; i < found.size(); ++i)
    check_fault(world.sources, *found[i], expected.faults[i]);
  if (!right) return;
  CHECK(describe(world.schema, (*expr)[expr->root()].type).en == expected.type);
  CHECK(print(*expr, world.schema, world.params) ==
        (expected.printed.empty() ? expected.condition : expected.printed));
}

}  // namespace ipcheck

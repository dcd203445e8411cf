// The soak itself: a planted fault is found and shrunk to a few lines; what it once found stays
// right.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "agree/soak_make.h"
#include "agree/soak_shrink.h"
#include "io/record.h"
#include "support/catch.h"

using namespace ipcheck;
using namespace ipcheck::soak;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

/// The applicants of a file.
std::vector<Given> records_of(const Pair& rules, const std::string& text, Date& as_of) {
  Sources sources;
  Diagnostics diags;
  std::deque<ipcheck::Tree> trees;
  Batch batch;
  read_record_source(rules.written->rules.schema, sources, sources.add("record.yaml", text), trees,
                     batch, diags);
  if (batch.rows > 0 && batch.records[0].as_of) as_of = *batch.records[0].as_of;
  return given_of(batch);
}

}  // namespace

TEST_CASE("soak: a planted fault shrinks to one criterion of one comparison", "[soak]") {
  Maker maker(11);
  Counts counts;
  const Fails fails = [&](const Case& c) {
    const Pair pair(yaml(c.rules));
    return pair.refused.empty() && compare(pair, c.records, c.as_of, counts, true).has_value();
  };
  Case made;
  do made.rules = maker.rules();
  while (!Pair(yaml(made.rules)).refused.empty());
  made.as_of = maker.as_of();
  made.records = maker.records(Pair(yaml(made.rules)).written->rules.schema, 300);
  REQUIRE(fails(made));
  const Case small = shrink(made, fails);
  CHECK(fails(small));
  CHECK(small.records.size() == 1);
  CHECK(small.rules.schemes.size() == 1);
  CHECK(small.rules.criteria.size() <= 1);
  CHECK(small.rules.facts.size() <= 2);
  const std::string rules = yaml(small.rules);
  INFO(rules);
  CHECK(rules.find(">=") != std::string::npos);
  CHECK(std::count(rules.begin(), rules.end(), '\n') <= 20);
}

TEST_CASE("soak: what was once found stays right", "[soak]") {
  namespace fs = std::filesystem;
  const fs::path cases = fs::path(IPCHECK_SOURCE_DIR) / "tests/agree/cases";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(cases)) {
    ++seen;
    INFO(entry.path().filename().string());
    const Pair rules(text_of(entry.path() / "rules.yaml"));
    REQUIRE(rules.refused.empty());
    Date as_of{20605};  // 2026-06-01
    const auto records = records_of(rules, text_of(entry.path() / "record.yaml"), as_of);
    REQUIRE_FALSE(records.empty());
    Counts counts;
    auto differs = compare(rules, records, as_of, counts);
    if (!differs) differs = compare_reading(rules, records, as_of, counts);
    for (const std::string& scheme : rules.schemes)
      if (!differs) differs = compare_solver(rules, scheme, records, as_of, counts);
    INFO((differs ? differs->what : ""));
    CHECK_FALSE(differs.has_value());
    CHECK(counts.rows >= rules.schemes.size() * records.size());
  }
  CHECK(seen >= 6);
}

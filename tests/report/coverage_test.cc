#include "report/rules/coverage.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

/// A scheme with so many leaves, met and unmet, of which so many targets are reached.
SchemeCoverage scheme(const Policy& policy, std::size_t reached, std::size_t all) {
  static const Case test;
  SchemeCoverage out{.policy = &policy};
  for (std::size_t i = 0; i < all; ++i) {
    out.targets.push_back({.asked = Asked::State, .state = Truth::True});
    if (i < reached) out.targets.back().reached = &test;
  }
  return out;
}

TEST_CASE("coverage gates: a policy is held against the sum of its schemes", "[report]") {
  Policy one, other;
  one.id = "one";
  other.id = "other";
  const std::vector<SchemeCoverage> schemes{scheme(one, 10, 10), scheme(one, 8, 10),
                                            scheme(other, 10, 10)};
  auto under = [&](CoverageGate gate) {
    std::string out;
    for (const CoverageMiss& miss : misses(schemes, std::span(&gate, 1)))
      out += miss.policy->id + " " + std::to_string(miss.got.covered) + "/" +
             std::to_string(miss.got.asked) + " ";
    return out;
  };
  CHECK(under({"", Measure::Leaves, 90}) == "");
  CHECK(under({"", Measure::Leaves, 91}) == "one 18/20 ");
  CHECK(under({"other", Measure::Leaves, 100}) == "");
  CHECK(under({"one", Measure::All, 100}) == "one 18/20 ");
  CHECK(under({"one", Measure::Thresholds, 100}) == "");  // nothing is asked
}

}  // namespace
}  // namespace ipcheck

#include <algorithm>

#include "judge/judge.h"
#include "judge/judged.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("compile: changed copies of a policy run side by side and share what is equal",
          "[judge]") {
  auto j = test::judged(test::one("check: a > c && b"), "{a: 2, c: 1, b: true}");
  const Policy& original = *j->compiled.schemes[0].policy;
  Policy changed = original;
  for (Node& node : changed.criteria[0].check.expr.nodes) {
    if (node.op == Op::Gt) node.op = Op::Lt;
  }
  const std::vector<SchemeRef> refs = {{&original, &original.schemes[0]},
                                       {&changed, &changed.schemes[0]}};
  Compiled both = compile(*j->compiled.rules, refs, j->compiled.as_of, false);
  Frame frame;
  judge(both, j->batch, frame);
  CHECK(outcome(both, both.schemes[0], frame, 0) == Outcome::Eligible);
  CHECK(outcome(both, both.schemes[1], frame, 0) == Outcome::Ineligible);
  std::size_t more = both.program.steps.size() - j->compiled.program.steps.size();
  CHECK(more == 3);  // a < c, `&&` above it, the criterion
}

TEST_CASE("compile: every scheme goes with its own policy, in any order", "[judge]") {
  const auto loaded = test::shipped_rules();
  std::vector<SchemeRef> refs;
  for (const Policy& policy : loaded->rules.policies)
    for (const Scheme& scheme : policy.schemes) refs.push_back({&policy, &scheme});
  REQUIRE(loaded->rules.policies.size() >= 5);
  std::rotate(refs.begin(), refs.begin() + static_cast<std::ptrdiff_t>(refs.size() / 2),
              refs.end());
  const Compiled all = compile(loaded->rules, refs, *Date::of(2026, 6, 1), false);
  REQUIRE(all.schemes.size() == refs.size());
  for (const CompiledScheme& scheme : all.schemes) {
    INFO(scheme.scheme->id);
    CHECK(all.policies[scheme.policy_index].policy == scheme.policy);
  }
}

}  // namespace
}  // namespace ipcheck

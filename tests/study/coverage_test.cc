#include "study/coverage/coverage.h"

#include <algorithm>

#include "expr/functions.h"
#include "study/coverage/possible.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kPolicy = R"yaml(policy: desk
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  staff: {type: integer, unit: 人, range: [3, null], label: {zh: 人数, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 收入, en: Income}}
  trust: {type: judgement, label: {zh: 信誉, en: Trust}}
  own: {type: boolean, label: {zh: 自有, en: Own}}
  leased: {type: boolean, label: {zh: 租赁, en: Leased}}
  filed: {type: enum, values: {online: {zh: 网上, en: Online}, paper: {zh: 纸质, en: Paper}}, label: {zh: 方式, en: Way}}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 一}}
  income_min: {value: 200万元, cite: {at: 一}}
criteria:
  A-1: {title: {zh: 一, en: one}, cite: {at: 一/1, figure: 不少于3人}, check: staff >= params.staff_min}
  A-2: {title: {zh: 二, en: two}, cite: {at: 一/2}, check: income >= params.income_min}
  A-3: {title: {zh: 三, en: three}, cite: {at: 一/3}, check: trust}
  A-4: {title: {zh: 四, en: four}, cite: {at: 一/4}, check: own || leased}
  A-5: {title: {zh: 五, en: five}, cite: {at: 一/5}, applies: known(filed), should: filed == 'online'}
schemes:
  desk-grant:
    title: {zh: 补助, en: Grant}
    applicant: organization
    require: {all: [A-1, {id: A-0, title: {zh: 或, en: or}, any: [A-2, A-3]}, A-4, A-5]}
)yaml";

constexpr const char* kCases = R"yaml(tests: desk
as_of: 2026-06-01
bases:
  firm: {staff: 3, income: 2000000, trust: not_met, own: true, leased: false}
cases:
  - {name: a firm is eligible, scheme: desk-grant, base: firm, expect: {verdict: eligible}}
)yaml";

/// The policy with a test file, measured.
struct Measured {
  std::unique_ptr<test::Loaded> loaded = test::rules_from({{"desk.yaml", kPolicy}});
  std::deque<CaseFile> files;
  std::vector<SchemeCoverage> schemes;

  explicit Measured(const std::string& cases) {
    RuleFile at{"desk.test.yaml", loaded->sources.add("desk.test.yaml", cases), nullptr};
    load_cases(loaded->rules, loaded->sources, at, files.emplace_back(), loaded->diags);
    schemes = coverage(loaded->rules, files, true, loaded->diags);
  }

  std::string fraction(Measure measure) const {
    const Fraction f = schemes.at(0).fraction(measure);
    return std::to_string(f.covered) + "/" + std::to_string(f.asked);
  }
  /// Words of targets that are open (or impossible).
  std::vector<std::string> open(bool impossible) const {
    std::vector<std::string> out;
    for (const Target& t : schemes.at(0).targets)
      if (t.reached == nullptr && t.impossible.empty() != impossible)
        out.push_back(words_of(*schemes[0].policy, t).en);
    return out;
  }
  std::string pasted() const {
    std::string out = kCases;
    for (const ClosingCase& found : schemes.at(0).closing) out += found.yaml;
    return out;
  }
};

TEST_CASE("coverage: counts what one case reaches", "[study]") {
  const Measured m(kCases);
  CHECK(m.loaded->ids() == std::vector<std::string>{});
  CHECK(m.fraction(Measure::Leaves) == "4/9");  // A-5 never refuses
  CHECK(m.fraction(Measure::Thresholds) == "2/5");
  CHECK(m.fraction(Measure::Branches) == "2/4");
  CHECK(m.fraction(Measure::Mcdc) == "0/5");
}

TEST_CASE("coverage: what nobody can reach says so and is not counted", "[study]") {
  const std::vector<std::string> words = Measured(kCases).open(true);
  auto told = [&](const char* text) {
    return std::find(words.begin(), words.end(), text) != words.end();
  };
  CHECK(told("A-1 pending"));
  CHECK(told("A-3 missing"));
  CHECK(told("A-5 not met"));
  CHECK(told("A-5 missing"));  // it applies only where the fact is known
  CHECK(told("A-1: `staff >= params.staff_min` one step below the threshold"));
  CHECK_FALSE(told("A-1 missing"));
  CHECK_FALSE(told("A-4 missing"));
}

TEST_CASE("coverage: its cases close the gaps when pasted", "[study]") {
  const Measured before(kCases);
  REQUIRE(before.schemes[0].closing.size() > 5);
  const Measured after(before.pasted());
  INFO(before.pasted());
  CHECK(after.loaded->ids() == std::vector<std::string>{});
  // Below its range the number of staff is unreadable, so A-1 neither fails nor decides.
  CHECK(after.open(false) ==
        std::vector<std::string>{"A-1 not met", "A-1 refusing and deciding alone"});
  CHECK(after.schemes[0].closing.empty());
  CHECK(after.schemes[0].cases == 1 + before.schemes[0].closing.size());
}

TEST_CASE("coverage: a failing case does not count and is told", "[study]") {
  std::string cases = kCases;
  cases.replace(cases.find("verdict: eligible"), 17, "verdict: incomplete, missing: [staff]");
  const Measured m(cases);
  CHECK(m.loaded->ids() == std::vector<std::string>{"failing-case"});
  CHECK(m.fraction(Measure::States).starts_with("0/"));
}

TEST_CASE("coverage: percentages never round up", "[study]") {
  CHECK(Fraction{9999, 10000}.percent() == 99);
  CHECK(Fraction{10000, 10000}.percent() == 100);
  CHECK(Fraction{37, 38}.percent() == 97);
  CHECK(Fraction{0, 0}.percent() == 100);
}

TEST_CASE("coverage: two cases that differ in the leaf and the verdict decide it", "[study]") {
  const std::string cases =
      std::string(kCases) +
      "  - {name: neither, scheme: desk-grant, base: firm, set: {own: false}, "
      "expect: {verdict: ineligible, failing: [A-4]}}\n";
  CHECK(Measured(cases).fraction(Measure::Mcdc) == "1/5");
  // Masked by another failing leaf, A-4 no longer decides.
  const std::string masked =
      std::string(kCases) +
      "  - {name: neither, scheme: desk-grant, base: firm, set: {own: false, income: 1}, "
      "expect: {verdict: ineligible, failing: [A-0, A-4]}}\n";
  CHECK(Measured(masked).fraction(Measure::Mcdc) == "0/5");
}

TEST_CASE("possible: states follow from what a condition reads", "[study]") {
  struct Row {
    const char* check;
    const char* states;
  };
  const auto row = GENERATE(values<Row>({
      {"check: own", "not_met missing met "},
      {"check: trust", "not_met pending met "},
      {"should: own", "missing pending met "},
      {"check: own || true", "met "},
      {"check: own && trust", "not_met missing pending met "},
      {"check: staff >= 3", "not_met missing met "},
      {"check: \"filed in ['online', 'paper']\"", "not_met missing met "},
      {"check: filed != 'online' || filed != 'paper'", "missing met "},
      {"applies: known(filed), check: filed == 'online'", "not_met met not_applicable "},
      {"applies: known(own) && own, check: leased", "not_met missing met not_applicable "},
      {"check: staff % staff == 0", "not_met missing pending met "},
      {"check: staff % 2 == 0", "not_met missing met "},
  }));
  std::string text = kPolicy;
  const std::size_t at = text.find("check: staff >= params.staff_min");
  text.replace(at, 32, row.check);
  auto loaded = test::rules_from({{"desk.yaml", text}});
  INFO(row.check);
  REQUIRE(loaded->ids() == std::vector<std::string>{});
  const Policy& policy = loaded->rules.policies.front();
  const Truths states =
      possible_states(loaded->rules, policy, *policy.criterion("A-1"), *Date::of(2026, 6, 1));
  std::string words;
  for (const Truth t :
       {Truth::False, Truth::Missing, Truth::Pending, Truth::True, Truth::NotApplicable})
    if ((states & only(t)) != 0) words += std::string(state_word(t)) + " ";
  CHECK(words == row.states);
}

}  // namespace
}  // namespace ipcheck

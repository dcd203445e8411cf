#include "study/cite/param_uses.h"

#include "expr/operators.h"
#include "study/cite/figure.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

/// Loads a policy whose one criterion has that check.
std::unique_ptr<test::Loaded> checked(const std::string& check) {
  return test::rules_from({{"p.yaml", R"(policy: p
title: {zh: 政策, en: P}
issuer: {zh: 局, en: Office}
status: in_force
effective: {from: null, to: null}
facts:
  staff: {type: integer, unit: 人, label: {zh: 人数, en: Staff}}
  part: {type: integer, unit: 人, label: {zh: 兼职, en: Part}}
  visits: {type: {map: integer}, label: {zh: 走访, en: Visits}}
  targets: {type: {list: string}, label: {zh: 对象, en: Targets}}
  sent_on: {type: date, label: {zh: 发出, en: Sent}}
  done_on: {type: date, label: {zh: 办结, en: Done}}
  big: {type: boolean, label: {zh: 大, en: Big}}
  enough: {type: boolean, label: {zh: 够, en: Enough}, derive: staff >= params.min}
  few: {type: boolean, label: {zh: 少, en: Few}, derive: staff < params.min}
  needed: {type: integer, unit: 人, label: {zh: 需要, en: Needed}, derive: "big ? params.max : params.min"}
params:
  min: {value: 3, unit: 人, cite: {at: 一}}
  max: {value: 9, unit: 人, cite: {at: 一}}
  days: {value: 7, unit: 日, cite: {at: 一}}
  once: {value: 1, cite: {at: 一}}
criteria:
  C: {title: {zh: 条, en: C}, cite: {at: 一}, check: ")" +
                                          check + R"("}
schemes:
  p-s: {title: {zh: 方案, en: S}, applicant: organization, require: {all: [C]}}
)"}});
}

/// `>= min`, `barred < min`, `either > days`: every comparison, in order.
std::string uses(const std::string& check) {
  const auto loaded = checked(check);
  INFO(check);
  for (const Diagnostic* d : loaded->diags.sorted()) INFO(d->message.en);
  REQUIRE_FALSE(loaded->diags.has_errors());
  ParamUses found;
  const Policy& policy = loaded->rules.policies[0];
  find_param_uses(loaded->rules, policy, policy.criteria[0].check, Polarity::Asked, found);
  std::string out;
  for (const ParamUse& use : found.compared) {
    if (!out.empty()) out += ", ";
    if (use.polarity == Polarity::Barred) out += "barred ";
    if (use.polarity == Polarity::Either) out += "either ";
    out += std::string(sign_of(use.compare)) + " " + use.param->name;
  }
  return out;
}

TEST_CASE("param uses: the parameter stands on the right and grows upwards", "[study]") {
  CHECK(uses("staff >= params.min") == ">= min");
  CHECK(uses("params.min <= staff") == ">= min");
  CHECK(uses("params.min < staff") == "> min");
  CHECK(uses("staff == params.min") == "== min");
  CHECK(uses("staff >= params.min && staff <= params.max") == ">= min, <= max");
  CHECK(uses("big || staff + part >= params.min") == ">= min");
  CHECK(uses("sum([staff, part]) >= params.min") == ">= min");
  CHECK(uses("staff - params.min >= 0") == ">= min");
  CHECK(uses("params.min - staff <= 0") == ">= min");
  CHECK(uses("0 >= params.min - staff") == ">= min");
  CHECK(uses("done_on <= add_days(sent_on, params.days)") == "<= days");
  CHECK(uses("sent_on >= add_days(done_on, -params.days)") == "<= days");
  CHECK(uses("size(targets) >= params.once") == ">= once");
}

TEST_CASE("param uses: negations, choices and macros", "[study]") {
  CHECK(uses("!(staff < params.min)") == "barred < min");
  CHECK(uses("!(!(staff >= params.min))") == ">= min");
  CHECK(uses("!(staff < params.min || staff > params.max)") == "barred < min, barred > max");
  CHECK(uses("big ? staff >= params.max : staff >= params.min") == ">= max, >= min");
  CHECK(uses("staff < params.min ? big : true") == "either < min");
  CHECK(uses("targets.all(t, visits[t] >= params.once ? true : big)") == "either >= once");
  CHECK(uses("targets.exists(t, visits[t] > params.once)") == "> once");
  CHECK(uses("size(targets.filter(t, visits[t] >= params.once)) == 0") == "either >= once");
  CHECK(uses("(staff >= params.min) == big") == "either >= min");
}

TEST_CASE("param uses: a derived fact counts as what it stands for", "[study]") {
  CHECK(uses("enough") == ">= min");
  CHECK(uses("!few") == "barred < min");
  CHECK(uses("staff >= needed") == ">= max, >= min");
  CHECK(uses("needed <= staff") == ">= max, >= min");
}

}  // namespace
}  // namespace ipcheck

// Tested by tests/study/cite_test.cc.
#include "study/cite/citations.h"

namespace ipcheck {
namespace {

ParamUses uses_of(const RuleSet& rules, const Policy& policy, const Criterion& criterion) {
  ParamUses out;
  find_param_uses(rules, policy, criterion.applies, Polarity::Either, out);
  find_param_uses(rules, policy, criterion.check, Polarity::Asked, out);
  find_param_uses(rules, policy, criterion.should, Polarity::Asked, out);
  return out;
}

ParamUses uses_of(const RuleSet& rules, const Policy& policy, const Output& output) {
  ParamUses out;
  find_param_uses(rules, policy, output.when, Polarity::Either, out);
  find_param_uses(rules, policy, output.value, Polarity::Either, out);
  return out;
}

ParamUses uses_of(const RuleSet& rules, const Policy& policy, const NoticeRule& notice) {
  ParamUses out;
  find_param_uses(rules, policy, notice.when, Polarity::Either, out);
  return out;
}

ParamUses uses_of(const RuleSet& rules, const Policy& policy, const Scorecard& card) {
  ParamUses out;
  for (const Characteristic& one : card.characteristics)
    find_param_uses(rules, policy, one.points, Polarity::Either, out);
  return out;
}

void append(ParamUses& to, ParamUses&& from) {
  to.compared.insert(to.compared.end(), from.compared.begin(), from.compared.end());
  to.read.insert(to.read.end(), from.read.begin(), from.read.end());
}

}  // namespace

std::vector<CitedThing> cited_things(const RuleSet& rules, const Policy& policy) {
  std::vector<CitedThing> out;
  const auto add = [&](std::string id, const Citation& cite, const Param* param, ParamUses uses) {
    if (cite.empty() || cite.span.source != policy.source) return;
    out.push_back({std::move(id), &cite, param, std::move(uses)});
  };
  for (const Param& param : policy.params) add(param.name, param.cite, &param, {});
  for (const Criterion& criterion : policy.criteria)
    add(criterion.id, criterion.cite, nullptr, uses_of(rules, policy, criterion));
  for (const Provision& provision : policy.provisions)
    add(provision.id, provision.cite, nullptr, {});
  for (const Scheme& scheme : policy.schemes) {
    for (const NoticeRule& notice : scheme.notices)
      add(notice.id, notice.cite, nullptr, uses_of(rules, policy, notice));
    for (const Output& output : scheme.outputs)
      add(output.id, output.cite, nullptr, uses_of(rules, policy, output));
  }
  for (const NoticeRule& notice : rules.data_notices) add(notice.id, notice.cite, nullptr, {});
  return out;
}

ParamUses uses_in(const RuleSet& rules, const Policy& policy) {
  ParamUses out;
  for (const Criterion& criterion : policy.criteria) append(out, uses_of(rules, policy, criterion));
  for (const Scheme& scheme : policy.schemes) {
    for (const NoticeRule& notice : scheme.notices) append(out, uses_of(rules, policy, notice));
    for (const Output& output : scheme.outputs) append(out, uses_of(rules, policy, output));
    if (scheme.scorecard) append(out, uses_of(rules, policy, *scheme.scorecard));
  }
  return out;
}

}  // namespace ipcheck

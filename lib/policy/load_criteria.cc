// Conditions, criteria, provisions. Tested by tests/policy/load_test.cc.
#include <array>

#include "expr/check.h"
#include "expr/parse.h"
#include "policy/load_parts.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

/// Every `{name}` of a title must be a parameter.
void check_placeholders(Loading& loading, const Policy& policy, const std::string& text,
                        Span span) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    std::size_t close = text.find('}', at);
    if (close == std::string::npos) return;
    std::string name = text.substr(at + 1, close - at - 1);
    if (policy.param(name) != nullptr) continue;
    std::vector<std::string_view> names;
    for (const Param& p : policy.params) names.push_back(p.name);
    auto& diag = loading.diags.error("unknown-param", span,
                                     say("没有参数 `{}`", "unknown parameter `{}`", name));
    if (auto near = nearest(name, names))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }
}

std::vector<std::string> state_names(const Policy& policy) {
  std::vector<std::string> ids;
  for (const Criterion& c : policy.criteria) ids.push_back(c.id);
  for (const Gate& g : policy.gates) {
    if (g.kind != GateKind::Criterion && !g.id.empty()) ids.push_back(g.id);
  }
  return ids;
}

void load_criterion(Loading& loading, Policy& policy, const Entry& entry, const std::string& file) {
  Criterion c{.id = std::string(entry.key.text()), .declared_in = file, .span = entry.key.span()};
  MapReader map(loading.diags, entry.value, {"条件", "criterion"}, entry.over);
  if (!map) return;
  c.title = map.both("title", true);
  c.reading = map.both("reading", false);
  c.failed = map.both("failed", false);
  c.cite = read_citation(loading.diags, map.need("cite"));
  if (TreeRef title = entry.value.find("title")) {
    check_placeholders(loading, policy, c.title.zh, title.span());
    check_placeholders(loading, policy, c.title.en, title.span());
  }
  c.applies = load_condition(loading, map.take("applies"), &policy, Where::Applies, kBoolType);
  TreeRef check = map.take("check");
  TreeRef should = map.take("should");
  c.check = load_condition(loading, check, &policy, Where::Check, kBoolType);
  c.should = load_condition(loading, should, &policy, Where::Check, kBoolType);
  if (!check && !should) {
    loading.diags.error("missing-key", entry.key.span(),
                        say("条件 `{}` 需要 `check` 或 `should`",
                            "criterion `{}` needs `check` or `should`", c.id));
  }
  c.evidence = read_fact_names(loading, map.take("evidence"));
  map.finish();
  policy.criteria.push_back(std::move(c));
}

void load_provision(Loading& loading, Policy& policy, const Entry& entry) {
  constexpr std::array<std::string_view, 6> kKinds = {"benefit", "obligation",  "procedure",
                                                      "quota",   "consequence", "note"};
  Provision p{.id = std::string(entry.key.text()), .span = entry.key.span()};
  MapReader map(loading.diags, entry.value, {"规定", "provision"});
  if (!map) return;
  std::string kind = map.text("kind");
  bool found = false;
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kind == kKinds[i]) p.kind = static_cast<ProvisionKind>(i), found = true;
  }
  if (!found) {
    expected(loading.diags, entry.value,
             {"kind: benefit、obligation、procedure、quota、consequence 或 note",
              "kind: benefit, obligation, procedure, quota, consequence or note"});
  }
  p.title = map.both("title", true);
  p.text = map.both("text", false);
  p.evidence = read_fact_names(loading, map.take("evidence"));
  p.cite = read_citation(loading.diags, map.need("cite"));
  map.finish();
  policy.provisions.push_back(std::move(p));
}

}  // namespace

Condition load_condition(Loading& loading, TreeRef node, const Policy* policy, Where where,
                         TypeId expected_type) {
  Condition condition;
  if (!node) return condition;
  if (!node.is_scalar()) {
    expected(loading.diags, node, {"CEL 条件", "a CEL condition"});
    return condition;
  }
  auto expr = parse(loading.sources, node, loading.diags);
  if (!expr) return condition;
  bool looks_up = where == Where::Notice || where == Where::Output;
  std::vector<std::string> states;
  if (looks_up && policy != nullptr) states = state_names(*policy);
  constexpr std::array<std::string_view, 6> kWhere = {"check", "applies", "derive",
                                                      "when",  "outputs", "points"};
  CheckScope scope{
      .schema = &loading.rules.schema,
      .known_allowed = where != Where::Check && where != Where::Points,
      .state_allowed = looks_up,
      .criteria = states,
      .expected = expected_type,
      .where = kWhere[static_cast<std::size_t>(where)],
  };
  if (policy != nullptr) scope.params = policy->params;
  if (check(*expr, scope, loading.sources, loading.diags)) condition.expr = std::move(*expr);
  return condition;
}

std::vector<NoticeRule> load_notices(Loading& loading, const Policy* policy, TreeRef list,
                                     bool data) {
  std::vector<NoticeRule> out;
  for (TreeRef item : read_items(loading.diags, list, {"通知列表", "a list of notices"})) {
    NoticeRule notice{.span = item.span()};
    MapReader map(loading.diags, item, {"通知", "notice"});
    if (!map) continue;
    map.need("id");
    notice.id = map.text("id");
    TreeRef when = data ? map.need("when") : map.take("when");
    notice.when =
        load_condition(loading, when, policy, data ? Where::Applies : Where::Notice, kBoolType);
    notice.text = map.both("text", true);
    notice.cite = read_citation(loading.diags, map.take("cite"));
    if (TreeRef fact = map.take("fact")) notice.fact = read_fact_name(loading, fact);
    map.finish();
    bool broken = when && !notice.when;
    if (!broken) out.push_back(std::move(notice));
  }
  return out;
}

void load_criteria(Loading& loading, Policy& policy, const Layers& layers) {
  for (const Entry& entry : merged_entries(loading, layers, "criteria")) {
    load_criterion(loading, policy, entry,
                   layers.files[entry.over ? entry.over_layer : entry.layer]);
  }
  for (const Entry& entry : merged_entries(loading, layers, "provisions"))
    load_provision(loading, policy, entry);
}

}  // namespace ipcheck

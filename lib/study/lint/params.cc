// Lint of parameters. Tested by tests/study/lint_test.cc.
#include <algorithm>
#include <set>

#include "study/lint/rows.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// Adds every `{name}` of a text.
void placeholders(const std::string& text, std::set<std::string>& out) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    std::size_t close = text.find('}', at);
    if (close != std::string::npos) out.insert(text.substr(at + 1, close - at - 1));
  }
}

std::set<std::string> params_used(const RuleSet& rules, const Policy& policy) {
  std::set<std::string> used;
  for (const Expr* expr : conditions_of(rules, policy)) {
    for (const Node& node : expr->nodes) {
      if (node.op == Op::Param) used.insert(policy.params[node.payload].name);
    }
  }
  auto read = [&](const Text& text) { placeholders(text.zh, used), placeholders(text.en, used); };
  for (const Criterion& c : policy.criteria) read(c.title), read(c.reading), read(c.failed);
  for (const Provision& p : policy.provisions) read(p.title), read(p.text);
  for (const Scheme& s : policy.schemes) {
    read(s.next);
    for (const NoticeRule& n : s.notices) read(n.text);
    for (const Output& o : s.outputs) read(o.title);
  }
  return used;
}

void find_unused_params(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    if (!policy.loaded) continue;
    std::set<std::string> used = params_used(findings.rules, policy);
    for (const Param& p : policy.params) {
      if (!used.contains(p.name))
        findings.add(p.span, say("参数 `{}` 没有被用到", "parameter `{}` is never used", p.name));
    }
  }
}

void find_disordered_dates(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    for (const Param& p : policy.params) {
      for (std::size_t i = 1; i < p.values.size(); ++i) {
        const auto& before = p.values[i - 1].from;
        const auto& here = p.values[i].from;
        bool later = here && (!before || *before < *here);
        if (later) continue;
        findings.add(p.values[i].span,
                     say("参数 `{}` 的此值不晚于前一个值",
                         "this value of `{}` is not later than the one before", p.name));
      }
    }
  }
}

/// The unit that a figure names after its number: 人 of 不少于3人; empty: none.
std::string figure_unit(const std::string& figure) {
  std::size_t digit = figure.find_first_of("0123456789");
  if (digit == std::string::npos) return {};
  return read_number(std::string_view(figure).substr(digit)).unit;
}

void find_lost_units(LintFindings& findings) {
  const Schema& schema = findings.rules.schema;
  for (const Policy& policy : findings.rules.policies) {
    for (const Param& p : policy.params) {
      Kind kind = schema.types[p.type].kind;
      bool number = kind == Kind::Int || kind == Kind::Decimal;
      std::string unit = number && p.unit == 0 ? figure_unit(p.cite.figure) : "";
      if (unit.empty() || !is_known_unit(unit)) continue;
      findings
          .add(p.span, say("出处写有单位 `{}`，参数 `{}` 没有单位",
                           "the figure says `{}` but parameter `{}` has no unit", unit, p.name))
          .help(say("加上 `unit: {}`", "add `unit: {}`", unit));
    }
  }
}

}  // namespace

void add_lint_params(std::vector<LintRule>& rows) {
  rows.push_back({
      .id = "unused-param",
      .summary = say("参数没有被任何条件或文本用到", "no condition or text uses the parameter"),
      .why = say("改动它不会改变任何结论，读者却以为会",
                 "a reader thinks that changing it changes verdicts, but nothing reads it"),
      .bad = example({.params = "  staff_min: {value: 3, unit: 人, cite: {at: 三/1}}\n"
                                "  staff_max: {value: 9, unit: 人, cite: {at: 三/1}}\n"}),
      .good = example({}),
      .find = find_unused_params,
  });
  rows.push_back({
      .id = "dated-values-out-of-order",
      .severity = Severity::Error,
      .summary = say("参数各时期的值未按日期先后排列", "dated values do not ascend"),
      .why = say("判定日取到的会是错误时期的值", "an as-of date would pick the wrong value"),
      .bad = example({.params = "  staff_min: {unit: 人, cite: {at: 三/1}, values: [{from: "
                                "2026-01-01, value: 3}, {from: 2025-01-01, value: 2}]}\n"}),
      .good = example({.params = "  staff_min: {unit: 人, cite: {at: 三/1}, values: [{from: "
                                 "2025-01-01, value: 2}, {from: 2026-01-01, value: 3}]}\n"}),
      .find = find_disordered_dates,
  });
  rows.push_back({
      .id = "number-without-unit",
      .summary =
          say("出处的数字有单位，参数没有", "the cited figure has a unit, the parameter none"),
      .why = say("没有单位就查不出人与万元相比这样的错误",
                 "without a unit nobody notices people compared with yuan"),
      .bad = example({.params = "  staff_min: {value: 3, cite: {at: 三/1, figure: 不少于3人}}\n"}),
      .good = example({}),
      .find = find_lost_units,
  });
}

}  // namespace ipcheck

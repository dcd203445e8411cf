// Lint of texts: languages, places in the policy, status, YAML words that look like truths.
// Tested by tests/study/lint_test.cc.
#include <algorithm>
#include <array>
#include <cctype>

#include "study/lint/rows.h"

namespace ipcheck {
namespace {

bool is_blank(TreeRef node) {
  std::string_view text = node.text();
  return node.is_null() ||
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c); });
}

void find_missing_translations(LintFindings& findings) {
  each_node(findings.rules, [&](TreeRef node) {
    if (!node.is_map()) return;
    for (const char* lang : {"zh", "en"}) {
      TreeRef text = node.find(lang);
      if (text && is_blank(text))
        findings.add(text.span(), say("`{}` 为空", "`{}` is empty", lang));
    }
  });
}

void find_missing_citations(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    for (const Param& p : policy.params) {
      if (p.cite.empty())
        findings.add(p.span, say("参数 `{}` 没有出处", "parameter `{}` has no `cite`", p.name));
    }
    for (const Criterion& c : policy.criteria) {
      if (c.cite.empty())
        findings.add(c.span, say("条件 `{}` 没有出处", "criterion `{}` has no place", c.id));
    }
    for (const Provision& p : policy.provisions) {
      if (p.cite.empty())
        findings.add(p.span, say("规定 `{}` 没有出处", "provision `{}` has no place", p.id));
    }
  }
}

void find_unexplained_status(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    bool needs = policy.status == PolicyStatus::Draft || policy.status == PolicyStatus::Expired;
    if (!policy.loaded || !needs || !policy.status_note.empty()) continue;
    findings
        .add({policy.source, 0, 0}, say("政策 `{}` 的状态没有 `status_note`",
                                        "policy `{}` does not explain its status", policy.id))
        .help(say("写明 `status_note: {{zh: …, en: …}}`", "add `status_note: {{zh: …, en: …}}`"));
  }
}

/// Words that YAML 1.1 readers take for true or false.
bool looks_boolean(TreeRef node) {
  constexpr std::array<std::string_view, 6> kWords = {"yes", "no", "on", "off", "y", "n"};
  if (!node.is_scalar() || node.style() != Style::Plain) return false;
  std::string lower(node.text());
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

void find_boolean_lookalikes(LintFindings& findings) {
  each_node(findings.rules, [&](TreeRef node) {
    if (!looks_boolean(node)) return;
    findings
        .add(node.span(),
             say("不带引号的 `{}` 在这里是文本", "unquoted `{}` is a text here", node.text()))
        .help(say("写作 `'{}'`，或真假值 true/false", "write `'{}'`, or true/false for a truth",
                  node.text()));
  });
}

}  // namespace

void add_lint_texts(std::vector<LintRule>& rows) {
  rows.push_back({
      .id = "missing-translation",
      .summary = say("中文或英文文本为空", "a Chinese or English text is empty"),
      .why = say("另一种语言的读者会看到空白",
                 "readers of that language see nothing where the other has a sentence"),
      .bad = example({.criteria = "  A-1: {title: {zh: 人数, en: ''}, cite: {at: 三/1}, check: "
                                  "staff >= params.staff_min}\n"}),
      .good = example({}),
      .find = find_missing_translations,
  });
  rows.push_back({
      .id = "missing-citation",
      .summary =
          say("参数、条件或规定没有出处", "a parameter, criterion or provision names no place"),
      .why = say("没有出处就无法对照原文核对",
                 "without a place nobody can check it against the policy"),
      .bad = example({.params = "  staff_min: {value: 3, unit: 人}\n"}),
      .good = example({}),
      .find = find_missing_citations,
  });
  rows.push_back({
      .id = "draft-without-status-note",
      .summary = say("征求意见稿或失效政策没有说明", "a draft or expired policy does not say why"),
      .why = say("每个结论都会附上该说明，申请人据此知道结果能否使用",
                 "the note stands in every verdict and tells applicants what it is worth"),
      .bad = example({.head = "status: draft\n"}),
      .good = example({.head = "status: draft\nstatus_note: {zh: 公开征求意见, en: Open for "
                               "comment}\n"}),
      .find = find_unexplained_status,
  });
  rows.push_back({
      .id = "boolean-lookalike",
      .severity = Severity::Hint,
      .summary = say("不带引号的 yes/no/on/off", "an unquoted yes/no/on/off"),
      .why = say("这里按文本读取，许多 YAML 工具却当作真假值",
                 "it is read as a text here, but many YAML tools take it for a truth"),
      .bad = example({.facts = "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: "
                               "人数, en: Staff}, aliases: [no]}\n"}),
      .good = example({.facts = "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: "
                                "人数, en: Staff}, aliases: ['no']}\n"}),
      .find = find_boolean_lookalikes,
  });
}

}  // namespace ipcheck

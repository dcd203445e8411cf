#include "cli/commands.h"
#include "io/record.h"
#include "report/json_writer.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

Text status_words(PolicyStatus status) {
  switch (status) {
    case PolicyStatus::Draft:
      return say("征求意见稿", "draft");
    case PolicyStatus::InForce:
      return say("有效", "in force");
    case PolicyStatus::Expired:
      return say("已失效", "expired");
    case PolicyStatus::Repealed:
      return say("已废止", "repealed");
  }
  return {};
}

constexpr std::string_view kStatusIds[] = {"draft", "in_force", "expired", "repealed"};

void print_text(const RuleSet& rules, const Context& context) {
  std::ostream& out = *context.out;
  std::size_t widest = 0;
  for (const Policy& p : rules.policies) {
    for (const Scheme& s : p.schemes) widest = std::max(widest, s.id.size());
  }
  for (const Policy& p : rules.policies) {
    out << p.id << "  " << visible(p.title.in(context.lang)) << " ["
        << status_words(p.status).in(context.lang) << "]\n";
    for (const Scheme& s : p.schemes) {
      Text who;
      for (const std::string& kind : s.applicants) {
        Text words = applicant_words(kind);
        who.zh += (who.zh.empty() ? "" : "、") + words.zh;
        who.en += (who.en.empty() ? "" : ", ") + words.en;
      }
      out << "  " << s.id << std::string(widest - s.id.size() + 2, ' ')
          << visible(s.title.in(context.lang))
          << Text{"（" + who.zh + "）", " (" + who.en + ")"}.in(context.lang) << "\n";
    }
  }
}

void print_json(const RuleSet& rules, const Context& context) {
  JsonWriter w(*context.out);
  w.begin_object();
  w.field("schema", "ipcheck/rules/1");
  w.field("rules_sha256", rules.sha256);
  w.key("policies"), w.begin_array();
  for (const Policy& p : rules.policies) {
    w.begin_object();
    w.field("policy", p.id);
    w.field("title", p.title.in(context.lang));
    w.field("status", kStatusIds[static_cast<std::size_t>(p.status)]);
    if (p.effective_from) w.field("effective_from", p.effective_from->str());
    if (p.effective_to) w.field("effective_to", p.effective_to->str());
    w.key("schemes"), w.begin_array();
    for (const Scheme& s : p.schemes) {
      w.begin_object();
      w.field("scheme", s.id);
      w.field("title", s.title.in(context.lang));
      w.key("applicant"), w.begin_array();
      for (const std::string& kind : s.applicants) w.string(kind);
      w.end_array();
      w.end_object();
    }
    w.end_array();
    w.end_object();
  }
  w.end_array();
  w.end_object();
}

}  // namespace

ExitStatus run_rules_list(const RulesListArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none = "-";  // heads are enough
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  report(context, sources, diags);
  if (context.common.quiet) {
    for (const Policy& p : rules.policies) {
      for (const Scheme& s : p.schemes) *context.out << s.id << "\n";
    }
    return diags.has_errors() ? ExitStatus::Trouble : ExitStatus::Ok;
  }
  args.format == Format::Json ? print_json(rules, context) : print_text(rules, context);
  return diags.has_errors() ? ExitStatus::Trouble : ExitStatus::Ok;
}

}  // namespace ipcheck

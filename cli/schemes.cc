// Tested by tests/cli (transcripts of eligibility and score).
#include "cli/schemes.h"

#include "text/suggest.h"

namespace ipcheck {

bool check_schemes(const RuleSet& rules, std::span<const std::string> ids, const std::string& file,
                   Diagnostics& diags) {
  bool any = false;
  for (const std::string& id : ids) {
    const Policy* policy = rules.policy_of_scheme(id);
    if (policy != nullptr && policy->loaded) {
      any = true;
      continue;
    }
    if (policy != nullptr) {
      diags.file_error("policy-broken", file,
                       say("方案 `{}` 的政策文件有错，无法判定",
                           "the policy of scheme `{}` has errors and cannot be judged", id));
      continue;
    }
    std::vector<std::string_view> known;
    for (const Policy& p : rules.policies) {
      for (const Scheme& s : p.schemes) known.push_back(s.id);
    }
    auto near = nearest(id, known);
    diags.file_error("unknown-scheme", file, say("没有方案 `{}`", "unknown scheme `{}`", id))
        .help(
            near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                 : say("`ipcheck rules list` 列出全部方案", "`ipcheck rules list` lists them all"));
  }
  return any;
}

ExitStatus status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return ExitStatus::Ok;
    case Outcome::Ineligible:
      return ExitStatus::Findings;
    case Outcome::Incomplete:
      return ExitStatus::Incomplete;
    case Outcome::NeedsReview:
      return ExitStatus::NeedsReview;
  }
  return ExitStatus::Ok;
}

std::optional<Outcome> outcome_of(std::string_view given) {
  for (Outcome outcome :
       {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete, Outcome::NeedsReview}) {
    if (word(outcome) == given) return outcome;
  }
  return std::nullopt;
}

}  // namespace ipcheck

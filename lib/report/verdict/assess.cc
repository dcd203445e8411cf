// Who is judged under what, and the run. Tested by tests/report/assess_test.cc.
#include <algorithm>
#include <map>

#include "report/verdict/verdicts.h"

namespace ipcheck {
namespace {

bool is_for(const Scheme& scheme, const std::string& applicant) {
  return applicant.empty() || scheme.applicants.empty() ||
         std::find(scheme.applicants.begin(), scheme.applicants.end(), applicant) !=
             scheme.applicants.end();
}

bool can_judge(const RuleSet& rules, const std::string& scheme) {
  const Policy* policy = rules.policy_of_scheme(scheme);
  return policy != nullptr && policy->loaded;
}

/// What rows must have in common to share a compilation.
struct Question {
  Date as_of;
  bool survey = false;
  std::vector<std::string> schemes;
  auto operator<=>(const Question&) const = default;
};

Question question_of(const RuleSet& rules, const RecordInfo& info,
                     std::span<const std::string> asked, Date as_of) {
  Question q{.as_of = as_of};
  q.schemes = schemes_for(rules, info, asked, q.survey);
  std::erase_if(q.schemes, [&](const std::string& id) { return !can_judge(rules, id); });
  return q;
}

bool any_fact_given(const CompiledScheme& scheme, const Batch& batch, std::uint32_t row) {
  return std::any_of(scheme.facts.begin(), scheme.facts.end(),
                     [&](FactId fact) { return batch.given(fact, row); });
}

/// The codes of the row, as its credit code.
std::vector<Seen> identity(const Batch& batch, std::uint32_t row) {
  std::vector<Seen> out;
  for (FactId id = 0; id < batch.schema->facts.size(); ++id) {
    const Fact& fact = batch.schema->facts[id];
    if (fact.format.empty() || !batch.given(id, row)) continue;
    Cell cell = cell_at(batch, batch.facts[id], fact.type, row);
    out.push_back({.fact = id, .name = fact.name, .known = true, .value = std::move(cell.value)});
  }
  return out;
}

/// Fills the applicant's verdicts, and the notices that rules declare about the data.
void fill(const Compiled& compiled, const Batch& batch, const Frame& frame, std::uint32_t row,
          ApplicantReport& applicant) {
  for (const CompiledScheme& scheme : compiled.schemes) {
    if (applicant.survey && !any_fact_given(scheme, batch, row)) {
      applicant.not_judged.push_back(scheme.scheme);
    } else {
      applicant.verdicts.push_back(explain(compiled, scheme, batch, frame, row));
    }
  }
  for (DataNotice& notice : plausibility(compiled, frame, row)) {
    applicant.notices.push_back(std::move(notice));
  }
}

}  // namespace

std::vector<std::string> schemes_for(const RuleSet& rules, const RecordInfo& info,
                                     std::span<const std::string> asked, bool& survey) {
  survey = asked.empty() && info.apply_for.empty();
  if (!asked.empty()) return {asked.begin(), asked.end()};
  if (!info.apply_for.empty()) return info.apply_for;
  std::vector<std::string> ids;
  for (const Policy& policy : rules.policies) {
    for (const Scheme& scheme : policy.schemes) {
      if (is_for(scheme, info.applicant)) ids.push_back(scheme.id);
    }
  }
  return ids;
}

void assess(const RuleSet& rules, const Batch& batch, std::span<const std::string> asked,
            std::optional<Date> as_of, Date today, VerdictReport& report) {
  report.rules = &rules;
  report.rules_sha256 = rules.sha256;
  std::size_t first = report.applicants.size();
  std::map<Question, std::vector<std::uint32_t>> rows_of;
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    const RecordInfo info = row < batch.records.size() ? batch.records[row] : RecordInfo{};
    Date date = as_of ? *as_of : info.as_of.value_or(today);
    Question question = question_of(rules, info, asked, date);
    report.applicants.push_back({.info = info, .as_of = date, .survey = question.survey});
    report.applicants.back().identity = identity(batch, row);
    rows_of[std::move(question)].push_back(row);
  }
  for (const DataNotice& notice : batch.notices) {
    report.applicants[first + notice.row].notices.push_back(notice);
  }
  for (const auto& [question, rows] : rows_of) {
    Compiled compiled = compile(rules, question.schemes, question.as_of, true);
    Frame frame;
    judge(compiled, batch, frame);
    for (std::uint32_t row : rows)
      fill(compiled, batch, frame, row, report.applicants[first + row]);
  }
  report.survey = std::all_of(report.applicants.begin(), report.applicants.end(),
                              [](const ApplicantReport& applicant) { return applicant.survey; });
}

}  // namespace ipcheck

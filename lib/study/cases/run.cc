// Cases through the same reader, compiler and engine as an applicant's file. Tested by
// tests/study/cases_test.cc.
#include <algorithm>
#include <map>

#include "expr/functions.h"
#include "io/record.h"
#include "study/cases/cases.h"

namespace ipcheck {
namespace {

std::string listed(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  return "[" + joined(items, ", ") + "]";
}

/// A value as a test file writes it.
std::string text_of(const Value& value) {
  if (value.is_null()) return "null";
  if (value.is<bool>()) return value.as<bool>() ? "true" : "false";
  if (value.is<std::int64_t>()) return std::to_string(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>().str();
  if (value.is<Date>()) return value.as<Date>().str();
  if (value.is<std::string>()) return value.as<std::string>();
  std::string out;
  if (value.is<ValueList>()) {
    for (const Value& item : value.as<ValueList>())
      out += (out.empty() ? "" : ", ") + text_of(item);
    return "[" + out + "]";
  }
  for (const auto& [key, item] : value.as<ValueMap>())
    out += (out.empty() ? "" : ", ") + text_of(key) + ": " + text_of(item);
  return "{" + out + "}";
}

std::string text_of(TreeRef node) {
  if (node.is_null()) return "null";
  if (node.is_scalar()) {
    auto number = Decimal::parse(node.text());
    return number ? number->str() : std::string(node.text());
  }
  std::string out;
  for (std::size_t i = 0; i < node.size(); ++i) {
    out += out.empty() ? "" : ", ";
    if (node.is_map()) out += std::string(node.key(i).text()) + ": ";
    out += text_of(node.is_map() ? node.value(i) : node.item(i));
  }
  return node.is_map() ? "{" + out + "}" : "[" + out + "]";
}

/// One case against what the run left behind.
class Comparison {
 public:
  Comparison(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
             const Frame& frame, std::uint32_t row, std::vector<Mismatch>& mismatches,
             Verdict& verdict)
      : compiled_(compiled),
        scheme_(scheme),
        batch_(batch),
        frame_(frame),
        row_(row),
        mismatches_(mismatches),
        verdict_(verdict) {}

  void run(const Expectation& e) {
    verdict_ = explain(compiled_, scheme_, batch_, frame_, row_, false);
    expect("verdict", std::string(ipcheck::word(e.outcome)),
           std::string(ipcheck::word(verdict_.outcome)));
    expect("failing", listed(e.failing), listed(verdict_.failing));
    expect("pending", listed(e.pending), listed(verdict_.pending));
    expect("missing", listed(e.missing), listed(verdict_.missing));
    if (e.notices) expect("notices", listed(*e.notices), listed(notice_ids()));
    if (e.data_notices) expect("data_notices", listed(*e.data_notices), listed(data_notice_ids()));
    if (e.outputs) compare_outputs(*e.outputs);
    for (const auto& [id, state] : e.states) expect("state." + id, state, state_of(id));
    if (e.points) expect("score.points", normal(*e.points), points());
    if (e.grade) expect("score.grade", *e.grade, grade());
  }

 private:
  void expect(std::string what, std::string expected, std::string got) {
    if (expected != got)
      mismatches_.push_back({std::move(what), std::move(expected), std::move(got)});
  }

  std::vector<std::string> notice_ids() const {
    std::vector<std::string> ids;
    for (const VerdictNotice& notice : verdict_.notices) add_once(ids, notice.id);
    return ids;
  }

  std::vector<std::string> data_notice_ids() const {
    std::vector<std::string> ids;
    for (const DataNotice& notice : batch_.notices) {
      if (notice.row == row_) add_once(ids, notice.id);
    }
    for (const DataNotice& notice : plausibility(compiled_, frame_, row_)) add_once(ids, notice.id);
    return ids;
  }

  static void add_once(std::vector<std::string>& ids, const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }

  void compare_outputs(const std::vector<std::pair<std::string, TreeRef>>& expected) {
    for (const auto& [id, node] : expected) expect("outputs." + id, text_of(node), output(id));
    for (const OutputValue& value : verdict_.outputs) {
      bool named = std::any_of(expected.begin(), expected.end(),
                               [&](const auto& e) { return e.first == value.output->id; });
      if (!named) expect("outputs." + value.output->id, "null", output(value.output->id));
    }
  }

  std::string output(const std::string& id) const {
    for (const OutputValue& value : verdict_.outputs) {
      if (value.output->id == id) return value.unknown ? "unknown" : text_of(value.value);
    }
    return "null";
  }

  std::string state_of(const std::string& id) const {
    const CompiledPolicy& policy = compiled_.policies[scheme_.policy_index];
    StepId step = kNoStep;
    if (const Criterion* c = scheme_.policy->criterion(id)) {
      step = policy.criteria[static_cast<std::size_t>(c - scheme_.policy->criteria.data())].state;
    } else {
      for (GateId g = 0; g < policy.gates.size(); ++g) {
        bool here = scheme_.policy->gates[g].id == id && policy.gates[g] != kNoStep;
        if (here) step = policy.gates[g];
      }
    }
    return step == kNoStep ? "(in no asked tree)"
                           : std::string(state_word(frame_.truth(step, row_)));
  }

  static std::string normal(const std::string& number) {
    auto decimal = Decimal::parse(number);
    return decimal ? decimal->str() : number;
  }

  /// Points, or `min..max` where facts are missing.
  std::string points() const {
    if (!verdict_.score) return "(no scorecard)";
    const Score& score = *verdict_.score;
    return score.min == score.max ? score.min.str() : score.min.str() + ".." + score.max.str();
  }

  std::string grade() const {
    return verdict_.score && verdict_.score->grade != nullptr ? verdict_.score->grade->id : "null";
  }

  const Compiled& compiled_;
  const CompiledScheme& scheme_;
  const Batch& batch_;
  const Frame& frame_;
  std::uint32_t row_;
  std::vector<Mismatch>& mismatches_;
  Verdict& verdict_;
};

bool expects(const Case& test, const std::string& notice) {
  const auto& notices = test.expect.data_notices;
  return notices && std::find(notices->begin(), notices->end(), notice) != notices->end();
}

/// A key that no policy knows is a slip of the test, unless the case is about it. A base's slip is
/// told once.
void report_faults(const Batch& batch, const Diagnostics& found,
                   const std::vector<CaseResult*>& group, Diagnostics& diags) {
  std::vector<Span> slips;
  for (const DataNotice& notice : batch.notices) {
    bool slip = notice.id == "unknown_fact" && !expects(*group[notice.row]->test, notice.id);
    if (slip) slips.push_back(notice.span);
  }
  std::vector<Span> told;
  for (const Diagnostic& d : found.all()) {
    bool slip = std::find(slips.begin(), slips.end(), d.span) != slips.end();
    bool again = std::find(told.begin(), told.end(), d.span) != told.end();
    if (again || (!slip && d.severity != Severity::Error)) continue;
    told.push_back(d.span);
    diags.error(d.id, d.span, d.message).help(d.fix);
  }
}

void run_group(const RuleSet& rules, Date as_of, const std::vector<CaseResult*>& group,
               Diagnostics& diags) {
  std::vector<std::string> schemes;
  std::vector<TreeRef> records;
  for (const CaseResult* result : group) {
    records.push_back(result->test->record);
    if (std::find(schemes.begin(), schemes.end(), result->test->scheme) == schemes.end())
      schemes.push_back(result->test->scheme);
  }
  Batch batch;
  Diagnostics found;
  read_records(rules.schema, records, group.front()->file->name, batch, found);
  report_faults(batch, found, group, diags);
  Compiled compiled = compile(rules, schemes, as_of, true);
  Frame frame;
  judge(compiled, batch, frame);
  for (std::uint32_t row = 0; row < group.size(); ++row) {
    CaseResult& result = *group[row];
    auto at = std::find(schemes.begin(), schemes.end(), result.test->scheme) - schemes.begin();
    const CompiledScheme& scheme = compiled.schemes[static_cast<std::size_t>(at)];
    compare_case(compiled, scheme, batch, frame, row, *result.test, result.mismatches,
                 result.verdict);
    if (!result.passed()) result.verdict = explain(compiled, scheme, batch, frame, row, true);
  }
}

}  // namespace

void compare_case(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                  const Frame& frame, std::uint32_t row, const Case& test,
                  std::vector<Mismatch>& mismatches, Verdict& verdict) {
  Comparison(compiled, scheme, batch, frame, row, mismatches, verdict).run(test.expect);
}

std::vector<CaseResult> run_cases(const RuleSet& rules, const CaseFile& file, Diagnostics& diags) {
  std::vector<CaseResult> results;
  results.reserve(file.cases.size());
  std::map<Date, std::vector<CaseResult*>> groups;
  for (const Case& test : file.cases) {
    results.push_back({.test = &test, .file = &file});
    groups[test.as_of].push_back(&results.back());
  }
  for (const auto& [as_of, group] : groups) run_group(rules, as_of, group, diags);
  return results;
}

}  // namespace ipcheck

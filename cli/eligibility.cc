#include <algorithm>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/schemes.h"
#include "cli/version.h"
#include "io/record.h"
#include "report/verdict/verdicts.h"
#include "text/file.h"
#include "text/sha256.h"

namespace ipcheck {
namespace {

/// One input file after reading.
struct Input {
  SourceId source = kNoSource;
  std::deque<Tree> trees;
  Batch batch;
};

ExitStatus status_of(const VerdictReport& report) {
  if (report.survey) return ExitStatus::Ok;
  ExitStatus status = ExitStatus::Ok;
  auto rank = [](ExitStatus s) {
    switch (s) {
      case ExitStatus::Findings:
        return 3;
      case ExitStatus::Incomplete:
        return 2;
      case ExitStatus::NeedsReview:
        return 1;
      default:
        return 0;
    }
  };
  for (const ApplicantReport& applicant : report.applicants) {
    for (const Verdict& verdict : applicant.verdicts) {
      ExitStatus own = status_of(verdict.outcome);
      if (rank(own) > rank(status)) status = own;
    }
  }
  return status;
}

void render(const VerdictReport& verdicts, const EligibilityArgs& args, const Context& context) {
  TextStyle style{.lang = context.lang,
                  .color = context.color,
                  .explain = args.explain,
                  .width = context.width,
                  .quiet = context.common.quiet,
                  .show_pii = args.show_pii};
  switch (args.format.value_or(format_of_name(context.common.output))) {
    case Format::Json:
      return render_json(verdicts, context.lang, false, args.show_pii, *context.out);
    case Format::Ndjson:
      return render_json(verdicts, context.lang, true, args.show_pii, *context.out);
    case Format::Markdown:
      return render_markdown(verdicts, style, *context.out);
    case Format::Html:
      return render_html(verdicts, style, *context.out);
    default:
      return render_text(verdicts, style, *context.out);
  }
}

/// Reads every file; what cannot be read is a diagnostic and the others go on.
std::deque<Input> read_inputs(const RuleSet& rules, Sources& sources,
                              std::span<const std::string> files, std::string& sha256,
                              Diagnostics& diags) {
  std::deque<Input> inputs;
  Sha256 hash;
  for (const std::string& file : files) {
    std::size_t errors = diags.error_count();
    auto source = read_text(sources, file, kMaxRecordBytes, diags);
    if (!source) continue;
    hash.add(sources.text(*source));
    Input& input = inputs.emplace_back();
    input.source = *source;
    read_record_source(rules.schema, sources, *source, input.trees, input.batch, diags);
    if (input.batch.rows == 0) {
      if (diags.error_count() == errors) no_record(sources.name(*source), diags);
      inputs.pop_back();
    }
  }
  sha256 = hash.hex();
  return inputs;
}

/// Names the schemes of `apply_for` that cannot be judged, once in each file.
void check_wishes(const RuleSet& rules, const Input& input, Diagnostics& diags) {
  std::vector<std::string> ids;
  for (const RecordInfo& info : input.batch.records)
    ids.insert(ids.end(), info.apply_for.begin(), info.apply_for.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (!ids.empty()) check_schemes(rules, ids, input.batch.records.front().source, diags);
}

}  // namespace

ExitStatus run_eligibility(const EligibilityArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  refuse_overwrite(context.common.output, args.files);
  bool loaded = open_rules(context, args.schemes, sources, rules, diags);
  // Broken policies do not stop the good ones; without any there is nothing to judge by.
  bool asked = args.schemes.empty() || rules.policies.empty()
                   ? loaded
                   : check_schemes(rules, args.schemes, "--scheme", diags);
  if (!asked) {
    report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  VerdictReport verdicts{.version = kVersion, .rules = &rules, .sources = &sources};
  verdicts.rules_sha256 = rules.sha256;
  std::deque<Input> inputs = read_inputs(rules, sources, args.files, verdicts.input_sha256, diags);
  for (const Input& input : inputs) {
    if (args.schemes.empty()) check_wishes(rules, input, diags);
    assess(rules, input.batch, args.schemes, args.as_of, context.today, verdicts);
  }
  std::erase_if(verdicts.applicants,
                [](const ApplicantReport& a) { return !a.survey && a.verdicts.empty(); });
  report(context, sources, diags);
  if (!verdicts.applicants.empty()) render(verdicts, args, context);
  return diags.has_errors() ? ExitStatus::Trouble : status_of(verdicts);
}

}  // namespace ipcheck

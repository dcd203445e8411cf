// `ipcheck rules diff`: what two rule sets, or two days of one, say differently, and for whom.
#include <algorithm>

#include "cli/commands.h"
#include "cli/rules_population.h"
#include "cli/rules_sides.h"
#include "cli/version.h"
#include "report/rules/diff.h"
#include "text/file.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::string_view kFlips = "flips>";

class DiffRun {
 public:
  DiffRun(const RulesDiffArgs& args, Context& context) : args_(args), context_(context) {}

  /// Errors: false; what is wrong is in `diags`.
  bool open();
  ExitStatus run();
  void report_faults() { report(context_, sources_, diags_); }
  bool failed() const { return diags_.has_errors(); }

 private:
  bool check_args();
  bool check_gates();
  bool load();
  bool read_request();
  bool check_scheme(const RuleSet& rules, const std::string& id);
  void refuse_overwrites() const;
  void relate_schemes();
  bool gate_is_met(const std::string& gate) const;
  bool any(std::initializer_list<Relation> wanted) const;
  void render();
  const RuleSet& after() const { return one_ ? before_rules_ : after_rules_; }

  const RulesDiffArgs& args_;
  Context& context_;
  Sources sources_;
  Diagnostics diags_;
  RulesSide before_side_, after_side_;
  bool one_ = false;  // both sides are the same rules
  RuleSet before_rules_, after_rules_;
  DiffRequest request_;
  RulesDiff diff_;
  RulesDiffReport report_;
  std::unique_ptr<PopulationRun> population_;
  std::vector<std::string> gates_;  // asked for
};

bool DiffRun::check_args() {
  const std::size_t given = args_.rules.size();
  one_ = args_.against.has_value() && given < 2;
  if (given == 2 || one_) return true;
  diags_
      .file_error("needs-two", "rules diff",
                  say("请给出旧、新两套规则", "give two rule sets, the old one and the new one"))
      .help(
          say("如 `ipcheck rules diff HEAD rules`；比较两个日期：`ipcheck rules diff rules --as-of "
              "2026-01-01 --against 2027-01-01`",
              "as `ipcheck rules diff HEAD rules`; two days of one: `ipcheck rules diff rules "
              "--as-of 2026-01-01 --against 2027-01-01`"));
  return false;
}

/// `--fail-on looser,flips>0`.
bool DiffRun::check_gates() {
  gates_ = split_commas(args_.fail_on);
  for (const std::string& gate : gates_) {
    const bool word = gate == "looser" || gate == "stricter" || gate == "incomparable" ||
                      gate == "unknown" || gate == "changed";
    if (word) continue;
    const std::string digits = gate.starts_with(kFlips) ? gate.substr(kFlips.size()) : "";
    const bool number = !digits.empty() && digits.size() < 19 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (!number)
      diags_
          .file_error("bad-gate", "--fail-on",
                      say("不认识 `{}`", "unknown word `{}`", visible(gate)))
          .help(
              say("可用 looser、stricter、incomparable、unknown、changed、flips>N（如 flips>0）",
                  "one of looser, stricter, incomparable, unknown, changed, flips>N (as flips>0)"));
    else if (args_.population.empty())
      diags_
          .file_error("needs-population", "--fail-on",
                      say("`{}` 需要 --population 表格", "`{}` needs --population TABLE", gate))
          .help(say("请加 --population", "add --population"));
  }
  const bool table_words = !args_.by.empty() || !args_.flips.empty() || args_.format == Format::Csv;
  if (args_.population.empty() && table_words)
    diags_
        .file_error("needs-population", "rules diff",
                    say("--by、--flips 和 CSV 都需要 --population 表格",
                        "--by, --flips and CSV need --population TABLE"))
        .help(say("请加 --population", "add --population"));
  return !diags_.has_errors();
}

bool DiffRun::load() {
  const std::string old_given = args_.rules.empty() ? "" : args_.rules.front();
  const std::string new_given = args_.rules.size() < 2 ? "" : args_.rules.back();
  if (!old_given.empty() &&
      !find_side(old_given, new_given, context_, sources_, before_side_, diags_))
    return false;
  if (one_) {
    if (old_given.empty())
      before_side_.given = context_.common.rules.empty()
                               ? say("内置规则", "built-in rules").in(context_.lang)
                               : context_.common.rules;
    after_side_.given = before_side_.given;
    return load_side(before_side_, {}, context_, sources_, before_rules_, diags_);
  }
  if (!find_side(new_given, old_given, context_, sources_, after_side_, diags_)) return false;
  return load_side(before_side_, after_side_, context_, sources_, before_rules_, diags_) &&
         load_side(after_side_, before_side_, context_, sources_, after_rules_, diags_);
}

bool DiffRun::check_scheme(const RuleSet& rules, const std::string& id) {
  const std::size_t errors = diags_.error_count();
  const std::string ids[] = {id};
  check_schemes(rules, ids, "--scheme", diags_);
  return diags_.error_count() == errors;
}

/// `--scheme ID` or `--scheme OLD=NEW`; an overlay given as a file is compared with its base.
bool DiffRun::read_request() {
  for (const std::string& text : args_.schemes) {
    const std::size_t equals = text.find('=');
    const std::string before = text.substr(0, equals);
    const std::string after = equals == std::string::npos ? before : text.substr(equals + 1);
    const bool either =
        equals == std::string::npos && (before_rules_.policy_of_scheme(before) != nullptr ||
                                        this->after().policy_of_scheme(before) != nullptr);
    if (!either) check_scheme(before_rules_, before);
    if (!either && before != after) check_scheme(this->after(), after);
    request_.schemes.push_back({before, after});
  }
  const bool overlay = after_side_.single && before_side_.single && !after_side_.extends.empty() &&
                       after_side_.extends == before_side_.policy;
  if (overlay && request_.schemes.empty())
    request_.policies.push_back({before_side_.policy, after_side_.policy});
  return !diags_.has_errors();
}

bool DiffRun::open() {
  refuse_overwrites();
  if (!check_args() || !check_gates() || !load() || !read_request()) return false;
  const Date before_on = args_.as_of.value_or(context_.today);
  const Date after_on = args_.against.value_or(before_on);
  diff_ = diff_rules({&before_rules_, before_on}, {&after(), after_on}, request_);
  report_ = {.diff = &diff_,
             .sources = &sources_,
             .before = before_side_.given,
             .after = after_side_.given,
             .version = kVersion};
  if (args_.population.empty()) return true;
  population_ = std::make_unique<PopulationRun>(args_, diff_, context_);
  return population_->open(sources_, diags_);
}

/// Errors: throws Failure when a file that is written is one that is read.
void DiffRun::refuse_overwrites() const {
  std::vector<std::string> inputs = args_.rules;
  for (const std::string& input : {args_.population, args_.table.map})
    if (!input.empty() && input != "-") inputs.push_back(input);
  refuse_overwrite(context_.common.output, inputs);
  if (args_.flips.empty()) return;
  inputs.push_back(context_.common.output);
  refuse_overwrite(args_.flips, inputs, "--flips");
}

/// Who wins and who loses, where the rules themselves do not tell.
void DiffRun::relate_schemes() {
  for (const SchemeDiff& scheme : diff_.schemes) {
    SchemeRelation& relation = report_.relations.emplace_back();
    if (scheme.same || !scheme.paired()) continue;
    try {
      relation = relate(*diff_.before.rules, diff_.before.as_of, *diff_.after.rules,
                        diff_.after.as_of, scheme.before, {}, scheme.after);
    } catch (const Failure& failure) {
      relation.why = failure.what;
    }
  }
}

bool DiffRun::any(std::initializer_list<Relation> wanted) const {
  for (std::size_t i = 0; i < diff_.schemes.size(); ++i) {
    const SchemeDiff& scheme = diff_.schemes[i];
    if (!scheme.paired() || scheme.same) continue;
    if (std::find(wanted.begin(), wanted.end(), report_.relations[i].relation) != wanted.end())
      return true;
  }
  return false;
}

/// Where some win and others lose, both `looser` and `stricter` are met.
bool DiffRun::gate_is_met(const std::string& gate) const {
  if (gate == "changed") return !diff_.changes.empty();
  if (gate == "looser") return any({Relation::Looser, Relation::Incomparable});
  if (gate == "stricter") return any({Relation::Stricter, Relation::Incomparable});
  if (gate == "incomparable") return any({Relation::Incomparable});
  if (gate == "unknown") return any({Relation::Unknown});
  return report_.population &&
         report_.population->totals.flipped > std::stoull(gate.substr(kFlips.size()));
}

void DiffRun::render() {
  const Format format = args_.format.value_or(Format::Text);
  if (format == Format::Json) return render_json(report_, context_.lang, *context_.out);
  if (format == Format::Markdown)
    return render_markdown(report_, context_.lang, kCommentBytes, *context_.out);
  const bool rows = format == Format::Csv;  // the report goes beside
  TextStyle style{.lang = context_.lang,
                  .color = rows ? context_.color_errors : context_.color,
                  .width = rows ? context_.width_errors : context_.width,
                  .quiet = context_.common.quiet,
                  .show_pii = args_.show_pii};
  render_text(report_, style, rows ? *context_.err : *context_.out);
}

ExitStatus DiffRun::run() {
  relate_schemes();
  if (population_ != nullptr) report_.population = population_->run();
  for (const std::string& gate : gates_)
    if (gate_is_met(gate)) report_.gates.push_back(gate);
  render();
  return report_.gates.empty() ? ExitStatus::Ok : ExitStatus::Findings;
}

}  // namespace

ExitStatus run_rules_diff(const RulesDiffArgs& given, Context& context) {
  RulesDiffArgs args = given;
  if (!args.format && !context.common.output.empty()) {
    const Format named = format_of_name(context.common.output);
    const bool known = named == Format::Json || named == Format::Markdown || named == Format::Csv;
    if (known) args.format = named;
  }
  DiffRun run(args, context);
  const bool ready = run.open();
  run.report_faults();
  if (!ready || run.failed()) return ExitStatus::Trouble;
  return run.run();
}

}  // namespace ipcheck

// `ipcheck eval -i`. Tested by tests/cli/eval-lines.md and tests/cli/eval_terminal_test.py.
#include "cli/eval_bench.h"
#include "cli/eval_session.h"
#include "cli/line_editor.h"
#include "io/record.h"
#include "text/file.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

ExitStatus refuse(const Context& context, const Text& message) {
  *context.err << "ipcheck: " << message.in(context.lang) << "\n";
  return ExitStatus::Trouble;
}

/// The facts of a record file; of several applicants the first.
World given_by(const RuleSet& rules, Sources& sources, const std::string& file,
               Diagnostics& diags) {
  auto source = read_text(sources, file, kMaxRecordBytes, diags);
  if (!source) return {};
  std::deque<Tree> trees;
  Batch batch;
  read_record_source(rules.schema, sources, *source, trees, batch, diags);
  if (batch.rows > 1)
    diags.add({.id = "several-applicants",
               .severity = Severity::Warning,
               .file = file,
               .message = say("文件中有 {} 个申请人，取第一个",
                              "the file holds {} applicants, the first is taken", batch.rows)});
  return batch.rows == 0 ? World{} : world_of(batch, 0);
}

}  // namespace

ExitStatus run_eval_lines(const EvalArgs& args, Context& context) {
  if (!args.each.empty() || args.format == Format::Json)
    return refuse(context, say("`-i` 不能与 `--each` 或 `--format json` 同用",
                               "`-i` does not go with `--each` or `--format json`"));
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  std::vector<std::string> schemes{args.scheme.empty() ? "-" : args.scheme};
  open_rules(context, schemes, sources, rules, diags);
  if (!args.scheme.empty()) check_schemes(rules, schemes, "", diags);
  World given;
  if (!args.with.empty()) given = given_by(rules, sources, args.with, diags);
  report(context, sources, diags);
  if (diags.has_errors()) return ExitStatus::Trouble;
  const Policy* policy = args.scheme.empty() ? nullptr : rules.policy_of_scheme(args.scheme);
  EvalSession session(rules, policy, args.as_of.value_or(context.today), context.lang,
                      context.width);
  session.give(std::move(given));
  std::ostream& out = *context.out;
  if (!args.expression.empty()) session.line(args.expression, out);
  LineEditor editor(
      context.terminal, "> ",
      {[&](std::string_view text) { return session.completions(text); }, &EvalSession::word_begin});
  if (context.terminal && !context.common.quiet)
    out << say("输入条件；`:help` 列出命令，Ctrl-D 离开",
               "type a condition; `:help` lists commands, Ctrl-D leaves")
               .in(context.lang)
        << "\n";
  out.flush();
  while (auto line = editor.next()) {
    if (!context.terminal) out << "> " << visible(*line) << "\n";
    if (!session.line(*line, out)) break;
    out.flush();
  }
  return ExitStatus::Ok;
}

}  // namespace ipcheck

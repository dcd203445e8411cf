#include "cli/commands.h"
#include "report/doc/show.h"
#include "text/suggest.h"

namespace ipcheck {

ExitStatus run_rules_show(const RulesShowArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  open_rules(context, {}, sources, rules, diags);
  report(context, sources, diags);
  ShowStyle style{.lang = context.lang,
                  .markdown = args.format == Format::Markdown,
                  .width = context.width,
                  .as_of = args.as_of.value_or(context.today)};
  bool known = args.format == Format::Json ? show_json(rules, sources, args.id, style, *context.out)
                                           : show(rules, sources, args.id, style, *context.out);
  if (known) return diags.has_errors() ? ExitStatus::Trouble : ExitStatus::Ok;
  auto near = nearest(args.id, shown_ids(rules));
  Text message =
      near
          ? say("没有 `{}`，是否想写 `{}`？", "nothing is called `{}`, did you mean `{}`?", args.id,
                *near)
          : say("没有 `{}`；`ipcheck rules list` 列出政策与方案",
                "nothing is called `{}`; `ipcheck rules list` lists policies and schemes", args.id);
  *context.err << "ipcheck: " << message.in(context.lang) << "\n";
  return ExitStatus::Trouble;
}

}  // namespace ipcheck

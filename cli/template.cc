// `ipcheck template`: the blank form.
#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/version.h"
#include "report/form/form.h"
#include "text/frame.h"

namespace ipcheck {

ExitStatus run_template(const TemplateArgs& args, Context& context) {
  const std::string& output = context.common.output;
  Format format = args.format.value_or(format_of_name(output));
  if (output.empty() && !args.format) format = Format::Yaml;
  if (format != Format::Xlsx && format != Format::Csv && format != Format::Yaml) {
    *context.err
        << "ipcheck: "
        << say("看不出 `{}` 要什么格式：请以 .xlsx、.csv 或 .yaml 结尾，或给出 --format",
               "no format is known for `{}`: end it in .xlsx, .csv or .yaml, or give --format",
               visible(output))
               .in(context.lang)
        << "\n";
    return ExitStatus::Trouble;
  }
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  open_rules(context, args.schemes, sources, rules, diags);
  bool known = check_schemes(rules, args.schemes, "template", diags);
  report(context, sources, diags);
  if (!known || diags.has_errors()) return ExitStatus::Trouble;
  Form form = blank_form(rules, args.schemes, args.as_of.value_or(context.today), context.lang);
  form.version = kVersion;
  if (format == Format::Xlsx) {
    write_form_workbook(form, args.rows, temporary_folder(output), *context.out);
  } else if (format == Format::Csv) {
    write_form_csv(form, *context.out);
  } else {
    write_form_yaml(form, *context.out);
  }
  return ExitStatus::Ok;
}

}  // namespace ipcheck

// `ipcheck eval`: one condition with variables.
#include "cli/eval_bench.h"
#include "expr/parse.h"
#include "text/file.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

/// The type that plain YAML core gives a value.
TypeId core_type(Schema& schema, const Value& value) {
  Types& types = schema.types;
  if (value.is<bool>()) return kBoolType;
  if (value.is<std::int64_t>()) return kIntType;
  if (value.is<Decimal>()) return kDecimalType;
  if (value.is<Date>()) return kDateType;
  if (value.is<ValueList>()) {
    const auto& list = value.as<ValueList>();
    return types.list(list.empty() ? kStringType : core_type(schema, list.front()));
  }
  if (value.is<ValueMap>()) {
    const auto& map = value.as<ValueMap>();
    return types.map(kStringType,
                     map.empty() ? kStringType : core_type(schema, map.front().second));
  }
  return kStringType;
}

Value core_value(TreeRef node) {
  if (node.is_null()) return {};
  if (node.is_sequence()) {
    ValueList list;
    for (std::size_t i = 0; i < node.size(); ++i) list.push_back(core_value(node.item(i)));
    return Value{std::move(list)};
  }
  if (node.is_map()) {
    ValueMap map;
    for (std::size_t i = 0; i < node.size(); ++i) {
      map.emplace_back(Value{std::string(node.key(i).text())}, core_value(node.value(i)));
    }
    return Value{std::move(map)};
  }
  std::string text(node.text());
  if (node.style() != Style::Plain) return Value{text};
  if (text == "true" || text == "false") return Value{text == "true"};
  if (auto date = Date::parse_iso(text)) return Value{*date};
  if (auto number = Decimal::parse(text)) {
    auto whole = number->to_int64();
    bool pointed = text.find('.') != std::string::npos;
    return whole && !pointed ? Value{*whole} : Value{*number};
  }
  return Value{text};
}

/// Binds the variables of `--with`.
bool bind_file(Bench& bench, Sources& sources, const std::string& file, std::deque<Tree>& trees,
               Diagnostics& diags) {
  auto source = read_text(sources, file, kMaxRecordBytes, diags);
  if (!source) return false;
  trees = read_yaml(sources, *source, diags);
  for (const Tree& tree : trees) {
    TreeRef top = tree.top();
    if (!top.is_map()) {
      diags.error("not-a-record", top.span(),
                  say("此处应为变量（`名称: 值`）", "expected variables (`name: value`)"));
      continue;
    }
    for (std::size_t i = 0; i < top.size(); ++i) {
      Value value = core_value(top.value(i));
      if (value.is_null()) continue;
      TypeId type = core_type(bench.schema(), value);
      bench.bind(std::string(top.key(i).text()), type, std::move(value));
    }
  }
  return !diags.has_errors();
}

}  // namespace

ExitStatus run_eval(const EvalArgs& args, Context& context) {
  if (args.interactive) return run_eval_lines(args, context);
  if (!args.scheme.empty()) {
    *context.err << "ipcheck: "
                 << say("`--scheme` 需要 `-i`", "`--scheme` needs `-i`").in(context.lang) << "\n";
    return ExitStatus::Trouble;
  }
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none = "-";  // no scheme is called so: facts and the calendar are enough
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  Date as_of = args.as_of.value_or(context.today);
  if (!args.each.empty()) return evaluate_each(rules, args, as_of, context);
  if (args.expression.empty()) {
    *context.err << "ipcheck: "
                 << say("请给出条件，或用 --each 给出文件，或用 -i 逐条试算",
                        "give a condition, a file with --each, or -i to go line by line")
                        .in(context.lang)
                 << "\n";
    return ExitStatus::Trouble;
  }
  Bench bench(rules);
  std::deque<Tree> trees;
  bool bound = args.with.empty() || bind_file(bench, sources, args.with, trees, diags);
  Answer answer;
  if (bound && !diags.has_errors()) {
    bench.borrow();
    SourceId whole = sources.add("expression", args.expression);
    if (auto expr = parse(sources, whole, diags))
      answer = bench.evaluate(std::move(*expr), sources, as_of, diags);
  }
  if (diags.has_errors()) answer.error = first_error(diags, context.lang);
  if (args.format == Format::Json) {
    write_answer(answer, bench.schema(), true, *context.out);
  } else if (diags.has_errors()) {
    report(context, sources, diags);
  } else {
    print_answer(answer, context.lang, *context.out);
  }
  return status_of(answer);
}

}  // namespace ipcheck

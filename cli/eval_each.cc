// `ipcheck eval --each`: lines of {expr, bindings}. Tested by tests/cli/eval.md and tests/spec.
#include <algorithm>

#include "cli/eval_bench.h"
#include "expr/parse.h"
#include "text/file.h"
#include "text/tree_json.h"

namespace ipcheck {
namespace {

/// A {type, value} binding; false when it is of no type of the profile.
bool typed_value(Schema& schema, TreeRef node, TypeId& type, Value& value) {
  if (!node || !node.is_map()) return false;
  TreeRef name = node.find("type"), given = node.find("value");
  if (!name || !given) return false;
  std::string_view kind = name.text();
  std::string text(given.text());
  if (kind == "bool")
    return type = kBoolType, value = Value{text == "true"}, text == "true" || text == "false";
  if (kind == "string") return type = kStringType, value = Value{text}, given.is_scalar();
  if (kind == "date") {
    auto date = Date::parse_iso(text);
    return date ? (type = kDateType, value = Value{*date}, true) : false;
  }
  if (kind == "int" || kind == "decimal") {
    auto number = Decimal::parse(text);
    auto whole = number ? number->to_int64() : std::nullopt;
    if (kind == "int") return whole ? (type = kIntType, value = Value{*whole}, true) : false;
    return number ? (type = kDecimalType, value = Value{*number}, true) : false;
  }
  TypeId item_type = kStringType;
  if (kind == "list" && given.is_sequence()) {
    ValueList list(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (!typed_value(schema, given.item(i), item_type, list[i])) return false;
    }
    return type = schema.types.list(item_type), value = Value{std::move(list)}, true;
  }
  if (kind != "map" || !given.is_sequence()) return false;
  ValueMap map;
  TypeId key_type = kStringType;
  for (std::size_t i = 0; i < given.size(); ++i) {
    TreeRef pair = given.item(i);
    Value key, item;
    if (!pair.is_sequence() || pair.size() != 2) return false;
    if (!typed_value(schema, pair.item(0), key_type, key)) return false;
    if (!typed_value(schema, pair.item(1), item_type, item)) return false;
    map.emplace_back(std::move(key), std::move(item));
  }
  return type = schema.types.map(key_type, item_type), value = Value{std::move(map)}, true;
}

Answer evaluate_line(const RuleSet& rules, const std::string& line, Date as_of, Lang lang,
                     Schema& schema_out) {
  Sources sources;
  Diagnostics diags;
  Answer answer;
  SourceId source = sources.add("line", line);
  std::deque<Tree> trees = read_json(sources, source, diags);
  TreeRef top = trees.empty() ? TreeRef{} : trees.front().top();
  TreeRef text = top && top.is_map() ? top.find("expr") : TreeRef{};
  if (!text || !text.is_scalar()) {
    answer.error = diags.has_errors() ? first_error(diags, lang)
                                      : say("每行应为 {{\"expr\": …, \"bindings\": …}}",
                                            "a line is {{\"expr\": …, \"bindings\": …}}")
                                            .in(lang);
    return answer;
  }
  Bench bench(rules);
  TreeRef bindings = top.find("bindings");
  for (std::size_t i = 0; bindings && bindings.is_map() && i < bindings.size(); ++i) {
    TypeId type = kInvalidType;
    Value value;
    if (!typed_value(bench.schema(), bindings.value(i), type, value)) {
      answer.error =
          say("变量 `{}` 的类型或值不在本语言之内",
              "binding `{}` has a type or value outside the profile", bindings.key(i).text())
              .in(lang);
      return answer;
    }
    bench.bind(std::string(bindings.key(i).text()), type, std::move(value));
  }
  SourceId whole = sources.add("expr", std::string(text.text()));
  auto expr = parse(sources, whole, diags);
  if (expr) answer = bench.evaluate(std::move(*expr), sources, as_of, diags);
  if (diags.has_errors()) answer.error = first_error(diags, lang);
  schema_out = bench.schema();
  return answer;
}

}  // namespace

ExitStatus evaluate_each(const RuleSet& rules, const EvalArgs& args, Date as_of, Context& context) {
  Sources sources;
  Diagnostics diags;
  auto source = read_text(sources, args.each, kMaxRecordBytes, diags);
  if (!source) {
    report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  std::string_view rest = sources.text(*source);
  while (!rest.empty()) {
    std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    Schema schema;
    Answer answer = evaluate_line(rules, line, as_of, context.lang, schema);
    write_answer(answer, schema, false, *context.out);
  }
  return ExitStatus::Ok;
}

}  // namespace ipcheck

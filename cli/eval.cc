// `ipcheck eval`: one condition with variables, or lines of {expr, bindings}.
#include <algorithm>

#include "cli/commands.h"
#include "expr/check.h"
#include "expr/parse.h"
#include "judge/judge.h"
#include "judge/walk.h"
#include "report/json_writer.h"
#include "text/file.h"
#include "text/tree_json.h"
#include "text/tree_yaml.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// What came of one condition.
struct Answer {
  TypeId type = kInvalidType;
  std::optional<Value> value;
  std::vector<std::string> unknown;
  bool pending = false;
  bool calendar = false;
  std::string error;
};

ExitStatus status_of(const Answer& answer) {
  if (!answer.error.empty()) return ExitStatus::Trouble;
  if (answer.value) return ExitStatus::Ok;
  return answer.pending ? ExitStatus::NeedsReview : ExitStatus::Incomplete;
}

/// A schema made for one condition: its variables, and the rules' facts that it does not shadow.
class Bench {
 public:
  explicit Bench(const RuleSet& rules) : rules_(rules) { own_.calendar = rules.calendar; }

  void bind(const std::string& name, TypeId type, Value value) {
    if (own_.schema.find(name) != kNoFact) return;
    own_.schema.add({.name = name, .type = type});
    values_.push_back(std::move(value));
  }
  Schema& schema() { return own_.schema; }

  /// Facts of the rules that nothing bound: they are unknown, with their type.
  void borrow() {
    for (const Fact& fact : rules_.schema.facts) {
      if (own_.schema.find(fact.name) != kNoFact) continue;
      TypeId type = copy_type(fact.type);
      Fact copy{.name = fact.name, .type = type, .judged = fact.judged};
      own_.schema.add(std::move(copy));
      values_.emplace_back();
    }
  }

  Answer evaluate(Expr expr, const Sources& sources, Date as_of, Diagnostics& diags);

 private:
  TypeId copy_type(TypeId id) {
    Type type = rules_.schema.types[id];
    if (type.unit != 0) type.unit = own_.schema.unit_id(rules_.schema.units[type.unit].symbol);
    if (type.domain != 0) {
      own_.schema.domains.push_back(rules_.schema.domains[type.domain]);
      type.domain = static_cast<DomainId>(own_.schema.domains.size() - 1);
    }
    if (type.item != 0) type.item = copy_type(type.item);
    if (type.key != 0) type.key = copy_type(type.key);
    for (RecordField& field : type.fields) field.type = copy_type(field.type);
    return own_.schema.types.intern(std::move(type));
  }

  const RuleSet& rules_;
  RuleSet own_;
  std::vector<Value> values_;
};

Answer Bench::evaluate(Expr expr, const Sources& sources, Date as_of, Diagnostics& diags) {
  Answer answer;
  CheckScope scope{
      .schema = &own_.schema, .known_allowed = true, .fault_allowed = true, .where = "eval"};
  Diagnostics found;
  if (!check(expr, scope, sources, found)) {
    for (const Diagnostic& diagnostic : found.all()) diags.add(diagnostic);
    return answer;
  }
  Batch batch;
  batch.schema = &own_.schema;
  batch.rows = 1;
  batch.facts.resize(own_.schema.facts.size());
  for (FactId id = 0; id < values_.size(); ++id) {
    if (values_[id].is_null()) continue;
    append(batch, batch.facts[id], own_.schema.facts[id].type, values_[id], State::Missing);
  }
  ProgramBuilder builder(own_.schema, as_of, own_.calendar, own_.derived);
  NodeSteps steps = builder.add(expr, {});
  Compiled compiled{.rules = &own_, .as_of = as_of, .program = builder.build()};
  Frame frame;
  run(compiled.program, batch, frame);
  answer.type = compiled.program.steps[steps.back()].type;
  Cell cell = cell_at(batch, frame.column(steps.back()), answer.type, 0);
  Walk walk(compiled, batch, frame, 0, expr, steps);
  if (cell.state == Truth::True) answer.value = std::move(cell.value);
  if (!answer.value) {  // a value shows that the certain faults did not matter
    for (const Diagnostic& diagnostic : found.all()) diags.add(diagnostic);
  }
  if (cell.state == Truth::Missing) walk.missing(answer.unknown);
  if (cell.state == Truth::Fault) answer.error = "fault";
  if (cell.state == Truth::Pending) {
    Walk::Causes causes;
    walk.causes(causes);
    std::vector<FactId> facts;
    walk.undecided(facts);
    answer.pending = true;
    answer.calendar = causes.calendar;
    for (FactId fact : facts) answer.unknown.push_back(own_.schema.facts[fact].name);
  }
  return answer;
}

/// {type, value} of a value (design 7).
void write_value(JsonWriter& w, const Schema& schema, TypeId type, const Value& value) {
  w.begin_object();
  auto named = [&](const char* name) { w.field("type", name), w.key("value"); };
  if (value.is<bool>())
    named("bool"), w.boolean(value.as<bool>());
  else if (value.is<std::int64_t>())
    named("int"), w.string(std::to_string(value.as<std::int64_t>()));
  else if (value.is<Decimal>())
    named("decimal"), w.string(value.as<Decimal>().str());
  else if (value.is<Date>())
    named("date"), w.string(value.as<Date>().str());
  else if (value.is<std::string>())
    named("string"), w.string(value.as<std::string>());
  else if (value.is<ValueList>()) {
    named("list"), w.begin_array();
    for (const Value& item : value.as<ValueList>())
      write_value(w, schema, schema.types[type].item, item);
    w.end_array();
  } else if (value.is<ValueMap>()) {
    named("map"), w.begin_array();
    for (const auto& [key, item] : value.as<ValueMap>()) {
      w.begin_array(), write_value(w, schema, kStringType, key),
          write_value(w, schema, schema.types[type].item, item), w.end_array();
    }
    w.end_array();
  } else {
    named("null"), w.null();
  }
  w.end_object();
}

void write_answer(const Answer& answer, const Schema& schema, bool pretty, std::ostream& out) {
  JsonWriter w(out, pretty);
  if (answer.value) {
    write_value(w, schema, answer.type, *answer.value);
  } else {
    w.begin_object();
    if (!answer.error.empty()) {
      w.field("error", answer.error);
    } else {
      w.key(answer.pending ? "pending" : "unknown"), w.begin_array();
      for (const std::string& name : answer.unknown) w.string(name);
      w.end_array();
      if (answer.calendar) w.field("notice", "calendar_out_of_range");
    }
    w.end_object();
  }
  if (!pretty) out << "\n";
}

void print_answer(const Answer& answer, const Context& context) {
  std::ostream& out = *context.out;
  if (answer.value)
    out << to_source(*answer.value) << "\n";
  else if (!answer.error.empty())
    out << say("无法计算：溢出、除零、缺键或越界",
               "fault: overflow, division by zero, a lacking key or index")
               .in(context.lang)
        << "\n";
  else if (answer.calendar)
    out << say("待定：超出已公布的工作日日历", "pending: beyond the published calendar")
               .in(context.lang)
        << "\n";
  else {
    Text lead = answer.pending ? say("待人工判断：", "pending: ")
                               : say("未知，取决于：", "unknown, depends on: ");
    out << lead.in(context.lang) << joined(answer.unknown, ", ") << "\n";
  }
}

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

std::string first_error(const Diagnostics& diags, Lang lang) {
  return diags.all().empty() ? "error" : diags.all().front().message.in(lang);
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
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none = "-";  // no scheme is called so: facts and the calendar are enough
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  Date as_of = args.as_of.value_or(context.today);
  if (!args.each.empty()) return evaluate_each(rules, args, as_of, context);
  if (args.expression.empty()) {
    *context.err << "ipcheck: "
                 << say("请给出条件，或用 --each 给出文件",
                        "give a condition, or a file with --each")
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
    print_answer(answer, context);
  }
  return status_of(answer);
}

}  // namespace ipcheck

// Tested by tests/cli/eval.md.
#include "cli/eval_bench.h"

#include "expr/check.h"
#include "judge/judge.h"
#include "judge/walk.h"
#include "report/json_writer.h"
#include "value/cell.h"

namespace ipcheck {

ExitStatus status_of(const Answer& answer) {
  if (!answer.error.empty()) return ExitStatus::Trouble;
  if (answer.value) return ExitStatus::Ok;
  return answer.pending ? ExitStatus::NeedsReview : ExitStatus::Incomplete;
}

Text fault_words(bool spent) {
  if (spent)
    return say("无法计算：求值产生的列表和文本超过 {} MiB",
               "fault: the evaluation makes more than {} MiB of lists and texts", kMaxMade >> 20);
  return say("无法计算：溢出、除零、缺键或越界",
             "fault: overflow, division by zero, a lacking key or index");
}

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
  if (cell.state == Truth::Fault) {
    answer.error = "fault";
    answer.spent = compiled.program.spent || frame.budget.spent;
  }
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

namespace {

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

}  // namespace

void write_answer(const Answer& answer, const Schema& schema, bool pretty, std::ostream& out) {
  JsonWriter w(out, pretty);
  if (answer.value) {
    write_value(w, schema, answer.type, *answer.value);
  } else {
    w.begin_object();
    if (!answer.error.empty()) {
      w.field("error", answer.error);
      if (answer.spent) w.field("notice", "evaluation_limit");
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

void print_answer(const Answer& answer, Lang lang, std::ostream& out) {
  if (answer.value)
    out << to_source(*answer.value) << "\n";
  else if (!answer.error.empty())
    out << fault_words(answer.spent).in(lang) << "\n";
  else if (answer.calendar)
    out << say("待定：超出已公布的工作日日历", "pending: beyond the published calendar").in(lang)
        << "\n";
  else {
    Text lead = answer.pending ? say("待人工判断：", "pending: ")
                               : say("未知，取决于：", "unknown, depends on: ");
    out << lead.in(lang) << joined(answer.unknown, ", ") << "\n";
  }
}

std::string first_error(const Diagnostics& diags, Lang lang) {
  return diags.all().empty() ? "error" : diags.all().front().message.in(lang);
}

}  // namespace ipcheck

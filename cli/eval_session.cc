// What a condition and its parts come to. Tested by tests/cli/eval-lines.md.
#include "cli/eval_session.h"

#include <algorithm>

#include "cli/eval_bench.h"
#include "expr/check.h"
#include "expr/functions.h"
#include "expr/parse.h"
#include "judge/walk.h"
#include "report/findings/diagnostics.h"
#include "text/frame.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {

/// One run over what is known. Neither copied nor moved: its parts point at each other.
struct EvalSession::Trial {
  Compiled compiled;
  Batch batch;
  Frame frame;
  NodeSteps steps;  // of the condition
  std::vector<CompiledCriterion> criteria;

  Trial() = default;
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
};

EvalSession::EvalSession(RuleSet& rules, const Policy* policy, Date as_of, Lang lang, int width)
    : rules_(rules), policy_(policy), as_of_(as_of), lang_(lang), width_(width) {
  if (policy == nullptr) return;
  for (const Criterion& c : policy->criteria) criteria_.push_back(c.id);
}

bool EvalSession::line(std::string_view text, std::ostream& out) {
  std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return true;
  text = text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
  if (text.front() == ':') return command(text, out);
  evaluate(text, out);
  return true;
}

void EvalSession::run(Trial& trial, const Expr* expr) const {
  const World* world = &world_;
  trial.batch.schema = &rules_.schema;
  read_worlds(rules_.schema, std::span(world, 1), trial.batch);
  ProgramBuilder builder(rules_.schema, as_of_, rules_.calendar, rules_.derived);
  std::span<const Param> params;
  std::unordered_map<std::string, StepId> named;
  if (policy_ != nullptr) {
    params = policy_->params;
    auto add = [&](const Condition& part, NodeSteps& steps) {
      if (part) steps = builder.add(part.expr, params);
      return steps.empty() ? kNoStep : steps.back();
    };
    for (const Criterion& c : policy_->criteria) {
      CompiledCriterion& made = trial.criteria.emplace_back();
      StepId applies = add(c.applies, made.applies), check = add(c.check, made.check);
      made.state = builder.criterion(applies, check, add(c.should, made.should));
      named[c.id] = made.state;
    }
  }
  if (expr != nullptr) trial.steps = builder.add(*expr, params, &named);
  for (const auto& [fact, derivation] : rules_.derived) {
    if (const NodeSteps& steps = builder.derivation(fact); !steps.empty())
      trial.compiled.derived[fact] = steps;
  }
  trial.compiled.rules = &rules_;
  trial.compiled.as_of = as_of_;
  trial.compiled.program = builder.build();
  ipcheck::run(trial.compiled.program, trial.batch, trial.frame);
}

void EvalSession::evaluate(std::string_view text, std::ostream& out) {
  Sources sources;
  Diagnostics diags;
  SourceId whole = sources.add("condition", std::string(text));
  std::optional<Expr> expr = parse(sources, whole, diags);
  CheckScope scope{.schema = &rules_.schema,
                   .known_allowed = true,
                   .state_allowed = policy_ != nullptr,
                   .fault_allowed = true,
                   .criteria = criteria_,
                   .where = "eval"};
  if (policy_ != nullptr) scope.params = policy_->params;
  if (!expr || !check(*expr, scope, sources, diags))
    return render_diagnostics(sources, diags, lang_, false, out);
  Trial trial;
  run(trial, &*expr);
  std::vector<Row> rows;
  add_rows(trial, *expr, trial.steps, expr->root(), "", "", rows);
  out << rows.front().value << "\n";
  if (rows.size() > 1) print_rows(rows, out);
}

namespace {

/// Whether nothing in the part reads a fact, a parameter or an item of a list around it.
bool is_constant(const Expr& expr, NodeId node, NodeId whole) {
  switch (expr[node].op) {
    case Op::Name:
    case Op::Fact:
    case Op::Param:
    case Op::AsOf:
    case Op::Known:
    case Op::StateOf:
    case Op::Verdict:
      return false;
    case Op::Variable:
      return expr[node].payload <= whole;  // bound within the part
    default:
      break;
  }
  auto args = expr.args_of(node);
  return std::all_of(args.begin(), args.end(),
                     [&](NodeId arg) { return is_constant(expr, arg, whole); });
}

/// At most `width` columns, the last one `…` when something was lost.
std::string cut_to(std::string text, int width) {
  if (display_width(text) <= width) return text;
  std::u32string points = decode(text);
  while (display_width(encode(points)) >= width) points.pop_back();
  return encode(points) + "…";
}

/// The part of a condition that ends with `node`, which becomes its root.
Expr part_of(const Expr& expr, NodeId node) {
  Expr part = expr;
  part.nodes.resize(node + 1);
  return part;
}

}  // namespace

void EvalSession::add_rows(const Trial& trial, const Expr& expr, const NodeSteps& steps,
                           NodeId node, const std::string& lead, const std::string& indent,
                           std::vector<Row>& rows) const {
  std::span<const Param> params;
  if (policy_ != nullptr) params = policy_->params;
  rows.push_back({lead, visible(print(expr, node, rules_.schema, params)),
                  value_of(trial, expr, steps, node)});
  std::vector<NodeId> parts;
  for (NodeId arg : expr.args_of(node)) {
    if (!is_constant(expr, arg, arg)) parts.push_back(arg);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    bool last = i + 1 == parts.size();
    add_rows(trial, expr, steps, parts[i], indent + (last ? "└ " : "├ "),
             indent + (last ? "  " : "│ "), rows);
  }
}

void EvalSession::print_rows(const std::vector<Row>& rows, std::ostream& out) const {
  constexpr std::size_t kLongest = 1000;
  const int most = std::max(width_ * 6 / 10, 20);
  int column = 0;
  for (const Row& row : rows)
    column = std::max(column, std::min(display_width(row.lead + row.text), most));
  for (const Row& row : rows) {
    std::string text = cut_to(row.lead + row.text, most);
    out << "  " << text
        << std::string(static_cast<std::size_t>(std::max(column - display_width(text), 0)), ' ')
        << "  " << shortened(row.value, kLongest) << "\n";
  }
}

std::string EvalSession::value_of(const Trial& trial, const Expr& expr, const NodeSteps& steps,
                                  NodeId node) const {
  constexpr std::uint32_t kMostItems = 12;
  StepId step = node < steps.size() ? steps[node] : kNoStep;
  if (step == kNoStep) return {};
  const Step& made = trial.compiled.program.steps[step];
  const Column& column = trial.frame.column(step);
  auto word = [&](std::uint32_t row) {
    Cell cell = cell_at(trial.batch, column, made.type, row);
    const Node& n = expr[node];
    const bool given = n.op == Op::Fact && !rules_.derived.contains(n.payload);
    if (given && cell.state == Truth::Missing && expr.root() != node)
      return in({"未给出", "not given"});
    if (cell.state != Truth::True) return unknown_words(trial, expr, steps, node, cell.state);
    return n.op == Op::Fact ? shown(rules_.schema.facts[n.payload], cell.value)
                            : visible(mask_ids(to_source(cell.value)));
  };
  if (made.space == 0) return word(0);
  // Below a macro: one value an item.
  std::string out;
  const std::uint32_t items = trial.frame.rows[made.space];
  for (std::uint32_t row = 0; row < std::min(items, kMostItems); ++row)
    out += (row == 0 ? "" : " | ") + word(row);
  return out + (items > kMostItems ? " | …" : items == 0 ? "—" : "");
}

std::string EvalSession::unknown_words(const Trial& trial, const Expr& expr, const NodeSteps& steps,
                                       NodeId node, Truth state) const {
  if (state == Truth::Fault)
    return in(fault_words(trial.compiled.program.spent || trial.frame.budget.spent));
  Expr part = part_of(expr, node);
  NodeSteps own(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(node) + 1);
  Walk walk(trial.compiled, trial.batch, trial.frame, 0, part, own);
  const bool below = trial.compiled.program.steps[own.back()].space != 0;
  std::vector<std::string> names;
  if (state == Truth::Missing) {
    if (!below) walk.missing(names);
    return in({"未知", "unknown"}) + (names.empty() ? "" : in({"：", ": "}) + joined(names, ", "));
  }
  Walk::Causes causes;
  std::vector<FactId> facts;
  if (!below) walk.causes(causes), walk.undecided(facts);
  if (causes.calendar)
    return in({"待定：超出已公布的工作日日历", "pending: beyond the published calendar"});
  if (causes.no_value)
    return in({"待定：参数在该日尚无取值", "pending: a parameter has no value yet at that date"});
  for (FactId fact : facts) names.push_back(rules_.schema.facts[fact].name);
  return in({"待人工判断", "pending"}) +
         (names.empty() ? "" : in({"：", ": "}) + joined(names, ", "));
}

std::string EvalSession::shown(const Fact& fact, const Value& value) const {
  std::string text = to_source(value);
  return visible(fact.pii ? mask(text) : mask_ids(text));
}

void EvalSession::why(std::string_view id, std::ostream& out) const {
  const Criterion* criterion = policy_ == nullptr ? nullptr : policy_->criterion(id);
  if (criterion == nullptr) {
    out << in(policy_ == nullptr ? say("没有给出方案：用 `--scheme` 启动",
                                       "no scheme is given: start with `--scheme`")
                                 : say("没有条件 `{}`", "no criterion `{}`", visible(id)))
        << "\n";
    return;
  }
  Trial trial;
  run(trial, nullptr);
  const CompiledCriterion& made =
      trial.criteria[static_cast<std::size_t>(criterion - policy_->criteria.data())];
  Text title = filled(criterion->title, *policy_, rules_.schema, as_of_);
  out << criterion->id << "  " << visible(in(title)) << "  ["
      << state_word(trial.frame.truth(made.state, 0)) << "]\n";
  struct Part {
    const char* name;
    const Condition* condition;
    const NodeSteps* steps;
  };
  for (const Part& part : {Part{"applies", &criterion->applies, &made.applies},
                           Part{"check", &criterion->check, &made.check},
                           Part{"should", &criterion->should, &made.should}}) {
    if (!*part.condition) continue;
    const Expr& expr = part.condition->expr;
    std::vector<Row> rows;
    add_rows(trial, expr, *part.steps, expr.root(), "", "", rows);
    out << part.name << "\n";
    print_rows(rows, out);
  }
}

}  // namespace ipcheck

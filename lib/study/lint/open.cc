// Lint of unknowns that no answer would change: every way in which a few facts can be given or
// lacking is run through the engine, and what it leaves open is held against the completions.
// Tested by tests/study/lint_open_test.cc.
#include <algorithm>

#include "judge/explain.h"
#include "study/lint/rows.h"
#include "study/lint/ways.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostDays = 3;  // on which a policy is looked at

/// What is asked: a condition, or the children of a group that read a fact together.
struct Question {
  Span span;
  std::vector<const Expr*> conditions;
  std::vector<StepId> parts;
  GateKind joined = GateKind::All;  // how the parts make one truth
  std::set<FactId> asked_first;     // of `applies` and `choose`: without them all stays open
};

class OpenInVainSearch {
 public:
  OpenInVainSearch(LintFindings& findings, const Policy& policy, Date as_of)
      : findings_(findings), rules_(findings.rules), schema_(rules_.schema), policy_(policy) {
    std::vector<SchemeRef> refs;
    for (const Scheme& scheme : policy.schemes) refs.push_back({&policy, &scheme});
    compiled_ = compile(rules_, refs, as_of, false);
  }

  void run() {
    if (compiled_.policies.empty()) return;
    const CompiledPolicy& steps = compiled_.policies.front();
    for (std::size_t i = 0; i < policy_.criteria.size(); ++i) {
      const Criterion& c = policy_.criteria[i];
      const NodeSteps* part_steps[] = {&steps.criteria[i].applies, &steps.criteria[i].check,
                                       &steps.criteria[i].should};
      const Condition* parts[] = {&c.applies, &c.check, &c.should};
      for (std::size_t p = 0; p < 3; ++p) {
        if (part_steps[p]->empty()) continue;
        const Expr& expr = parts[p]->expr;
        ask({place(findings_.sources, expr, expr.root()),
             {&expr},
             {part_steps[p]->back()},
             {},
             {}});
      }
    }
    for (GateId gate = 0; gate < policy_.gates.size(); ++gate)
      if (steps.gates[gate] != kNoStep) ask_group(gate, steps);
  }

 private:
  /// For every fact that several children read: whether they settle it between them.
  void ask_group(GateId id, const CompiledPolicy& steps) {
    const Gate& gate = policy_.gates[id];
    if (gate.kind == GateKind::Criterion || gate.kind == GateKind::Choose) return;
    std::vector<Question> children;
    std::set<FactId> facts;
    for (const GateId child : gate.children) {
      Question& one = children.emplace_back();
      add_below(child, one);
      for (const FactId fact : facts_behind(rules_, one.conditions)) facts.insert(fact);
    }
    std::set<std::vector<StepId>> asked;
    for (const FactId fact : facts) {
      Question whole{gate.span, {}, {}, gate.kind, {}};
      std::size_t readers = 0;
      for (std::size_t i = 0; i < children.size(); ++i) {
        const std::vector<FactId> read = facts_behind(rules_, children[i].conditions);
        const bool reads = std::find(read.begin(), read.end(), fact) != read.end();
        readers += reads ? 1 : 0;
        if (!reads && gate.kind != GateKind::AtLeast) continue;
        whole.parts.push_back(steps.gates[gate.children[i]]);
        const Question& child = children[i];
        whole.conditions.insert(whole.conditions.end(), child.conditions.begin(),
                                child.conditions.end());
        whole.asked_first.insert(child.asked_first.begin(), child.asked_first.end());
      }
      if (gate.kind == GateKind::AtLeast) whole.parts = {steps.gates[id]};
      if (readers > 1 && asked.insert(whole.parts).second) ask(whole);
    }
  }

  void add_below(GateId id, Question& out) const {
    const Gate& gate = policy_.gates[id];
    if (gate.selector != kNoFact) out.asked_first.insert(gate.selector);
    for (const GateId child : gate.children) add_below(child, out);
    if (gate.kind != GateKind::Criterion) return;
    const Criterion& c = policy_.criteria[gate.criterion];
    for (const Condition* part : {&c.applies, &c.check, &c.should})
      if (*part) out.conditions.push_back(&part->expr);
    if (!c.applies) return;
    for (const FactId fact : facts_behind(rules_, {&c.applies.expr})) out.asked_first.insert(fact);
  }

  /// The first answer that is no use: in all ways in which facts can lack, else one at a time.
  void ask(const Question& question) {
    const bool told =
        std::any_of(question.conditions.begin(), question.conditions.end(), [&](const Expr* expr) {
          return told_.contains(expr) || holds_constant(schema_, policy_, *expr);
        });
    if (told || is_plain(question)) return;
    const std::vector<Tried> facts =
        ways_of(rules_, policy_, compiled_.as_of, question.conditions, question.asked_first);
    if (look(question, facts)) return;
    for (std::size_t only = 0; only < facts.size(); ++only) {
      if (!facts[only].may_lack) continue;
      std::vector<Tried> others = facts;
      for (std::size_t i = 0; i < others.size(); ++i) others[i].may_lack = i == only;
      if (look(question, others)) return;
    }
  }

  /// A single comparison or fact: nothing in it could settle what it lacks.
  static bool is_plain(const Question& question) {
    if (question.conditions.size() != 1) return false;
    const Expr& expr = *question.conditions.front();
    return std::none_of(expr.nodes.begin(), expr.nodes.end(), [](const Node& node) {
      return node.op == Op::And || node.op == Op::Or || node.op == Op::Cond;
    });
  }

  bool look(const Question& question, const std::vector<Tried>& facts) {
    const std::size_t rows = ways_in_all(facts);
    const bool lacking =
        std::any_of(facts.begin(), facts.end(), [](const Tried& one) { return one.may_lack; });
    if (rows > kMostWays || !lacking) return false;
    Grid grid{facts, static_cast<std::uint32_t>(rows)};
    std::erase_if(grid.facts, [](const Tried& one) { return one.values.empty(); });
    judge(compiled_, batch_of(grid), frame_);
    return tell(question, grid);
  }

  Batch batch_of(const Grid& grid) const {
    Batch batch;
    batch.schema = &schema_;
    batch.facts.resize(schema_.facts.size());
    batch.rows = grid.rows;
    batch.records.resize(grid.rows);
    for (std::size_t i = 0; i < grid.facts.size(); ++i) {
      const Tried& one = grid.facts[i];
      const Fact& fact = schema_.facts[one.fact];
      const bool judged = fact.judged || schema_.type_of(one.fact).kind == Kind::Judgement;
      for (std::uint32_t row = 0; row < grid.rows; ++row)
        append(batch, batch.facts[one.fact], fact.type,
               grid.lacks(row, i) ? Value{} : one.values[grid.way(row, i)],
               judged ? State::Pending : State::Missing);
    }
    return batch;
  }

  Truth truth(const Question& question, std::uint32_t row) const {
    if (question.parts.size() == 1) return frame_.truth(question.parts.front(), row);
    Truth out = Truth::NotApplicable;
    for (const StepId part : question.parts) {
      const Truth one = frame_.truth(part, row);
      if (question.joined == GateKind::All)
        out = both(out, one);
      else if (one != Truth::NotApplicable)
        out = out == Truth::NotApplicable ? one : either(out, one);
    }
    return out;
  }

  /// Completions of a row stand before it.
  bool tell(const Question& question, const Grid& grid) {
    std::vector<std::optional<Truth>> agreed(grid.rows);
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      const Truth here = truth(question, row);
      std::uint32_t stride = 1;
      bool whole = true;
      for (std::size_t i = 0; i < grid.facts.size() && whole; ++i) {
        const auto values = static_cast<std::uint32_t>(grid.facts[i].values.size());
        whole = !grid.lacks(row, i);
        if (!whole) agreed[row] = common(agreed, row - stride * values, stride, values);
        stride *= static_cast<std::uint32_t>(grid.facts[i].ways());
      }
      if (whole && !is_unknown(here)) agreed[row] = here;
      const bool settled = agreed[row] == Truth::True || agreed[row] == Truth::False;
      if (whole || !is_unknown(here) || !settled) continue;
      told_.insert(question.conditions.begin(), question.conditions.end());
      add(question, grid, row, *agreed[row] == Truth::True);
      return true;
    }
    return false;
  }

  static std::optional<Truth> common(const std::vector<std::optional<Truth>>& agreed,
                                     std::uint32_t first, std::uint32_t stride,
                                     std::uint32_t values) {
    for (std::uint32_t v = 1; v < values; ++v)
      if (agreed[first + v * stride] != agreed[first]) return std::nullopt;
    return agreed[first];
  }

  void add(const Question& question, const Grid& grid, std::uint32_t row, bool met) {
    std::vector<std::string> lacking;
    World given;
    for (std::size_t i = 0; i < grid.facts.size(); ++i) {
      const std::string& name = schema_.facts[grid.facts[i].fact].name;
      if (grid.lacks(row, i))
        lacking.push_back("`" + name + "`");
      else
        given.facts.emplace(name, grid.facts[i].values[grid.way(row, i)]);
    }
    const Text how = met ? Text{"符合", "met"} : Text{"不符合", "not met"};
    Diagnostic& found = findings_.add(
        question.span,
        {fmt::format("缺 {} 时悬而未决，其实怎样填写都是{}", joined(lacking, "、"), how.zh),
         fmt::format("open without {}, although it is {} whatever is given", joined(lacking, ", "),
                     how.en)});
    constexpr std::size_t kMostShown = 4;
    const bool shows = !given.facts.empty() && given.facts.size() <= kMostShown;
    const std::string with = shows ? flow_text(schema_, given) : "";
    Text help = say("去掉其余部分已经涵盖的内容，或把它写成不问这项也能定",
                    "leave out what the rest covers, or write it so that the rest decides");
    if (shows) {
      help.zh += "；例如已填 " + with;
      help.en += "; for example with " + with;
    }
    found.help(std::move(help));
  }

  LintFindings& findings_;
  const RuleSet& rules_;
  const Schema& schema_;
  const Policy& policy_;
  Compiled compiled_;
  Frame frame_;
  std::set<const Expr*> told_;
};

/// The last days on which parameters change; some day where none does.
std::set<Date> days_of(const Policy& policy) {
  std::set<Date> out;
  for (const Param& param : policy.params)
    for (const Param::Dated& dated : param.values)
      if (dated.from) out.insert(*dated.from);
  while (out.size() > kMostDays) out.erase(out.begin());
  if (out.empty()) out.insert(policy.effective_from.value_or(*Date::of(2026, 1, 1)));
  return out;
}

void find_open_in_vain(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    if (!policy.loaded || policy.schemes.empty()) continue;
    for (const Date day : days_of(policy)) OpenInVainSearch(findings, policy, day).run();
  }
}

}  // namespace

void add_lint_open(std::vector<LintRule>& rows) {
  constexpr std::string_view kFacts =
      "  park: {type: boolean, label: {zh: 是园区, en: Is a park}}\n"
      "  level: {type: boolean, label: {zh: 级别够, en: Level will do}}\n";
  constexpr std::string_view kHead =
      "  A-1: {title: {zh: 类型, en: Kind}, cite: {at: 三/1}, check: \"";
  const std::string bad = std::string(kHead) + "!park || (park && level)\"}\n";
  const std::string good = std::string(kHead) + "!park || level\"}\n";
  rows.push_back({
      .id = "open-in-vain",
      .summary = say("缺了某个事实就悬而未决，其实它取什么值结果都一样",
                     "a condition stays open for lack of a fact although every value of it gives "
                     "the same"),
      .why = say("申请人被要求补交不影响结论的材料，能定的结论定不下来",
                 "applicants are asked for papers that change nothing, and a verdict that stands "
                 "is withheld"),
      .bad = example({.facts = kFacts, .params = "", .criteria = bad}),
      .good = example({.facts = kFacts, .params = "", .criteria = good}),
      .find = find_open_in_vain,
  });
}

}  // namespace ipcheck

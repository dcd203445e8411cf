// Faults in criteria, trees, notices, outputs and scorecards. Tested by
// tests/study/mutate_test.cc.
#include <algorithm>
#include <array>

#include "judge/explain.h"
#include "study/coverage/reach.h"
#include "study/mutants/list.h"

namespace ipcheck {
namespace {

constexpr std::array<const char*, 3> kParts = {"applies", "check", "should"};

Condition& part_of(Criterion& criterion, std::uint8_t part) {
  return part == 0 ? criterion.applies : part == 1 ? criterion.check : criterion.should;
}

bool is_joint(Op op) {
  return op == Op::And || op == Op::Or || op == Op::Cond;
}

/// Where a condition stands with its key: `check: …`.
Span line_of(const MutantList& list, const Condition& condition, std::string_view key) {
  return key_before(list.sources, condition.expr.origin ? condition.expr.origin.span() : Span{},
                    key);
}

class Criteria {
 public:
  explicit Criteria(MutantList& list) : list_(list) {}

  void run() {
    for (index_ = 0; index_ < list_.policy.criteria.size(); ++index_) {
      schemes_ = list_.schemes_of_criterion(index_);
      if (schemes_.empty()) continue;
      const Criterion& c = list_.policy.criteria[index_];
      for (std::uint8_t part = 0; part < 3; ++part)
        if (ipcheck::part_of(c, part)) condition(c, part);
      parts(c);
    }
  }

 private:
  void condition(const Criterion& c, std::uint8_t part) {
    const Expr& expr = ipcheck::part_of(c, part).expr;
    const std::string prefix = c.id + "/" + kParts[part];
    add_condition_mutants(list_, {.prefix = prefix,
                                  .expr = &expr,
                                  .find = [index = index_, part](Policy& policy) -> Expr& {
                                    return part_of(policy.criteria[index], part).expr;
                                  },
                                  .params = list_.policy.params,
                                  .schemes = schemes_});
    if (!is_joint(expr[expr.root()].op)) return;
    put(c.id + "/" + kParts[part] + "/negate", say("`{}` 取反", "`{}` negated", kParts[part]), part,
        "", [part](Criterion& changed) {
          Expr& e = part_of(changed, part).expr;
          negate(e, e.root());
        });
  }

  void parts(const Criterion& c) {
    if (c.applies)
      put(c.id + "/drop:applies", say("总是适用", "`applies` dropped"), 0, "",
          [](Criterion& changed) { changed.applies = {}; });
    if (c.check && c.should) {
      put(c.id + "/drop:check", say("去掉 `check`", "`check` dropped"), 1, "",
          [](Criterion& changed) { changed.check = {}; });
      put(c.id + "/drop:should", say("去掉 `should`", "`should` dropped"), 2, "",
          [](Criterion& changed) { changed.should = {}; });
    } else if (c.check) {
      put(c.id + "/check->should", say("`check` 改为 `should`", "`should` for `check`"), 1,
          "should", [](Criterion& changed) { std::swap(changed.check, changed.should); });
    } else if (c.should) {
      put(c.id + "/should->check", say("`should` 改为 `check`", "`check` for `should`"), 2, "check",
          [](Criterion& changed) { std::swap(changed.check, changed.should); });
    }
  }

  void put(const std::string& id, Text what, std::uint8_t part, const std::string& key,
           std::function<void(Criterion&)> edit) {
    const Criterion& c = list_.policy.criteria[index_];
    const Span span = line_of(list_, ipcheck::part_of(c, part), kParts[part]);
    Mutant& mutant = list_.add(id, std::move(what), span.known() ? span : c.span);
    if (!key.empty() && span.known()) mutant.edits.push_back({span, key});
    mutant.schemes = schemes_;
    for (const Condition* one : {&c.applies, &c.check, &c.should})
      if (*one) add_facts_behind(list_.rules, one->expr, mutant.facts);
    mutant.change = [index = index_, edit = std::move(edit)](Policy& policy) {
      edit(policy.criteria[index]);
    };
  }

  MutantList& list_;
  std::uint32_t index_ = 0;
  std::vector<std::uint32_t> schemes_;
};

class Gates {
 public:
  explicit Gates(MutantList& list) : list_(list) {}

  void run() {
    for (const Scheme& scheme : list_.policy.schemes) walk(scheme.root, scheme.id);
  }

 private:
  void walk(GateId id, const std::string& path) {
    const Gate& gate = list_.policy.gates[id];
    if (gate.kind == GateKind::Criterion || !seen_.insert(id).second) return;
    name_ = gate.id.empty() ? path : gate.id;
    const std::string name = name_;
    if (gate.kind != GateKind::Choose) group(id, gate);
    if (gate.kind == GateKind::Choose) choice(id, gate);
    for (std::size_t i = 0; i < gate.children.size(); ++i)
      walk(gate.children[i], name + "[" + std::to_string(i + 1) + "]");
  }

  void group(GateId id, const Gate& gate) {
    const std::size_t count = gate.children.size();
    if (count > 1 && gate.kind == GateKind::All) kind(id, GateKind::Any, "all", "any");
    if (count > 1 && gate.kind == GateKind::Any) kind(id, GateKind::All, "any", "all");
    if (gate.kind == GateKind::AtLeast) {
      if (gate.k < count) count_of(id, gate.k + 1);
      if (gate.k > 1) count_of(id, gate.k - 1);
    }
    for (std::size_t i = 0; i < count; ++i) drop(id, gate, i);
  }

  void kind(GateId id, GateKind to, const char* from_word, const char* to_word) {
    const Span span = key_inside(list_.policy.gates[id].span, from_word);
    Mutant& mutant = put(id, std::string(from_word) + "->" + to_word,
                         say("`{0}` 改为 `{1}`", "`{1}` for `{0}`", from_word, to_word), span);
    if (span.known()) mutant.edits.push_back({span, to_word});
    mutant.change = [id, to](Policy& policy) { policy.gates[id].kind = to; };
  }

  void count_of(GateId id, std::uint32_t k) {
    const std::uint32_t now = list_.policy.gates[id].k;
    Mutant& mutant = put(id, std::to_string(now) + "->" + std::to_string(k),
                         say("`at_least` 改为 {}", "`at_least` {}", k), {});
    mutant.change = [id, k](Policy& policy) { policy.gates[id].k = k; };
  }

  void drop(GateId id, const Gate& gate, std::size_t child) {
    const Gate& dropped = list_.policy.gates[gate.children[child]];
    const std::string word = dropped.id.empty() ? std::to_string(child + 1) : dropped.id;
    Mutant& mutant = put(id, "drop:" + word, say("去掉 {}", "{} dropped", word), dropped.span);
    mutant.change = [id, child](Policy& policy) {
      auto& children = policy.gates[id].children;
      children.erase(children.begin() + static_cast<std::ptrdiff_t>(child));
      auto& branches = policy.gates[id].branches;
      if (!branches.empty()) branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(child));
    };
  }

  void choice(GateId id, const Gate& gate) {
    const Domain* domain =
        list_.rules.schema.domain_of(list_.rules.schema.facts[gate.selector].type);
    for (std::size_t i = 0; i < gate.children.size(); ++i) {
      if (list_.policy.gates[gate.children[i]].children.empty()) continue;
      const std::string& branch = domain->members[gate.branches[i]].id;
      Mutant& mutant = put(id, "empty:" + branch,
                           say("分支 {} 不再有条件", "branch {} asks for nothing", branch),
                           list_.policy.gates[gate.children[i]].span);
      mutant.facts = {gate.selector};
      mutant.change = [child = gate.children[i]](Policy& policy) {
        policy.gates[child].children.clear();
      };
    }
  }

  Mutant& put(GateId id, const std::string& name, Text what, Span span) {
    Mutant& mutant = list_.add(name_ + "/" + name, std::move(what),
                               span.known() ? span : list_.policy.gates[id].span);
    mutant.schemes = list_.schemes_of_gate(id);
    return mutant;
  }

  /// `key:` inside the text of a group, the first one.
  Span key_inside(Span span, const std::string& key) const {
    if (!span.known()) return {};
    const std::size_t at = list_.sources.text(span).find(key + ":");
    if (at == std::string_view::npos) return {};
    const auto begin = span.begin + static_cast<std::uint32_t>(at);
    return {span.source, begin, begin + static_cast<std::uint32_t>(key.size())};
  }

  MutantList& list_;
  std::set<GateId> seen_;
  std::string name_;
};

/// A condition that is always the same truth.
Condition constant(bool truth) {
  Condition out;
  out.expr.text = truth ? "true" : "false";
  out.expr.literals = {Value{truth}};
  out.expr.nodes = {{.op = Op::Literal, .type = kBoolType, .end = truth ? 4U : 5U}};
  return out;
}

void add_notices(MutantList& list, std::uint32_t s) {
  const Scheme& scheme = list.policy.schemes[s];
  for (std::size_t i = 0; i < scheme.notices.size(); ++i) {
    const NoticeRule& notice = scheme.notices[i];
    const std::string prefix = scheme.id + "/" + notice.id;
    auto put = [&](const char* name, Text what, bool always) {
      Mutant& mutant = list.add(prefix + "/" + name, std::move(what), notice.span);
      mutant.schemes = {s};
      mutant.change = [s, i, always](Policy& policy) {
        policy.schemes[s].notices[i].when = constant(always);
      };
    };
    put("never", say("提示 {} 不再出现", "notice {} is never given", notice.id), false);
    if (!notice.when) continue;
    put("always", say("提示 {} 总是出现", "notice {} is always given", notice.id), true);
    add_condition_mutants(list, {.prefix = prefix + "/when",
                                 .expr = &notice.when.expr,
                                 .find = [s, i](Policy& policy) -> Expr& {
                                   return policy.schemes[s].notices[i].when.expr;
                                 },
                                 .params = list.policy.params,
                                 .schemes = {s}});
  }
}

void add_outputs(MutantList& list, std::uint32_t s) {
  const Scheme& scheme = list.policy.schemes[s];
  for (std::size_t i = 0; i < scheme.outputs.size(); ++i) {
    const Output& output = scheme.outputs[i];
    const std::string prefix = scheme.id + "/" + output.id;
    Mutant& mutant = list.add(
        prefix + "/never", say("不再给出 {}", "output {} is never given", output.id), output.span);
    mutant.schemes = {s};
    mutant.change = [s, i](Policy& policy) { policy.schemes[s].outputs[i].when = constant(false); };
    const auto* words = output.members.empty() ? nullptr : &output.members;
    for (const bool when : {true, false}) {
      const Condition& part = when ? output.when : output.value;
      if (!part) continue;
      add_condition_mutants(list, {.prefix = prefix + (when ? "/when" : "/value"),
                                   .expr = &part.expr,
                                   .find = [s, i, when](Policy& policy) -> Expr& {
                                     Output& o = policy.schemes[s].outputs[i];
                                     return when ? o.when.expr : o.value.expr;
                                   },
                                   .params = list.policy.params,
                                   .schemes = {s},
                                   .words = words});
    }
  }
}

}  // namespace

void add_criterion_mutants(MutantList& list) {
  Criteria(list).run();
}

void add_gate_mutants(MutantList& list) {
  Gates(list).run();
}

void add_notice_mutants(MutantList& list) {
  for (std::uint32_t s = 0; s < list.policy.schemes.size(); ++s) {
    add_notices(list, s);
    add_outputs(list, s);
  }
}

}  // namespace ipcheck

// Cases that would kill what survived. Tested by tests/study/mutate_test.cc, which pastes them.
#include <algorithm>

#include "study/coverage/closing.h"
#include "study/coverage/neighbours.h"
#include "study/mutants/runs.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSeeds = 24, kMostRows = 6'000;
constexpr std::size_t kPairSeeds = 3, kMostPairs = 12'000;

/// A scheme as it ran over some rows.
struct Ran {
  const Compiled& compiled;
  const CompiledScheme& scheme;
  const Batch& batch;
  const Frame& frame;
};

/// The same rows under the rules as they are and under a mutant.
class Difference {
 public:
  Difference(const Ran& base, const Ran& mutant) : base_(base), mutant_(mutant) {}

  /// The first row that a case could tell them apart by, and what it has to expect for that.
  std::optional<std::uint32_t> find(Wanted& wanted) const {
    const std::uint32_t rows = base_.batch.rows;
    for (std::uint32_t row = 0; row < rows; ++row)
      if (outcome(base_.compiled, base_.scheme, base_.frame, row) !=
          outcome(mutant_.compiled, mutant_.scheme, mutant_.frame, row))
        return row;
    for (std::uint32_t row = 0; row < rows; ++row)
      if (differs_in_states(row, wanted)) return row;
    for (std::uint32_t row = 0; row < rows; ++row)
      if (differs_in_lists(row) || differs_beside(row, wanted)) return row;
    return std::nullopt;
  }

 private:
  bool differs_in_states(std::uint32_t row, Wanted& wanted) const {
    const auto& before = base_.compiled.policies[base_.scheme.policy_index].criteria;
    const auto& after = mutant_.compiled.policies[mutant_.scheme.policy_index].criteria;
    for (const std::uint32_t c : base_.scheme.criteria) {
      if (after[c].state == kNoStep ||
          base_.frame.truth(before[c].state, row) == mutant_.frame.truth(after[c].state, row))
        continue;
      wanted.states = {c};
      return true;
    }
    return false;
  }

  bool differs_in_lists(std::uint32_t row) const {
    const Truth t = base_.frame.truth(base_.scheme.root, row);
    if (t == Truth::True && mutant_.frame.truth(mutant_.scheme.root, row) == t) return false;
    Brief a, b;
    brief(base_.compiled, base_.scheme, base_.batch, base_.frame, row, a);
    brief(mutant_.compiled, mutant_.scheme, mutant_.batch, mutant_.frame, row, b);
    auto same = [](auto x, auto y) {
      std::sort(x.begin(), x.end());
      std::sort(y.begin(), y.end());
      return x == y;
    };
    return !same(a.failing, b.failing) || !same(a.pending, b.pending) ||
           !same(a.missing, b.missing);
  }

  bool differs_beside(std::uint32_t row, Wanted& wanted) const {
    std::vector<std::string_view> a, b;
    notice_ids(base_.compiled, base_.scheme, base_.batch, base_.frame, row, a);
    notice_ids(mutant_.compiled, mutant_.scheme, mutant_.batch, mutant_.frame, row, b);
    wanted.notices = a != b;
    wanted.outputs = differs_in_outputs(row);
    wanted.score = differs_in_score(row);
    return wanted.notices || wanted.outputs || wanted.score;
  }

  bool differs_in_outputs(std::uint32_t row) const {
    auto differ = [&](StepId x, StepId y) {
      if (&base_.compiled == &mutant_.compiled && x == y) return false;
      if (x == kNoStep || y == kNoStep) return x != y;
      const Cell a = cell(base_, x, row), b = cell(mutant_, y, row);
      return a.state != b.state || a.value != b.value;
    };
    bool out = false;
    for (std::size_t i = 0; i < base_.scheme.output_value.size(); ++i)
      out = out || differ(base_.scheme.output_when[i], mutant_.scheme.output_when[i]) ||
            differ(base_.scheme.output_value[i], mutant_.scheme.output_value[i]);
    if (!out) return false;
    const Verdict a = explain(base_.compiled, base_.scheme, base_.batch, base_.frame, row, false);
    const Verdict b =
        explain(mutant_.compiled, mutant_.scheme, mutant_.batch, mutant_.frame, row, false);
    return !std::equal(a.outputs.begin(), a.outputs.end(), b.outputs.begin(), b.outputs.end(),
                       [](const OutputValue& x, const OutputValue& y) {
                         return x.output->id == y.output->id && x.unknown == y.unknown &&
                                x.value == y.value;
                       });
  }
  static Cell cell(const Ran& ran, StepId step, std::uint32_t row) {
    return cell_at(ran.batch, ran.frame.column(step), ran.compiled.program.steps[step].type, row);
  }

  bool differs_in_score(std::uint32_t row) const {
    const auto a = score(base_.compiled, base_.scheme, base_.batch, base_.frame, row);
    const auto b = score(mutant_.compiled, mutant_.scheme, mutant_.batch, mutant_.frame, row);
    if (!a || !b) return false;
    const std::string_view x = a->grade == nullptr ? std::string_view() : a->grade->id;
    const std::string_view y = b->grade == nullptr ? std::string_view() : b->grade->id;
    return a->min != b->min || a->max != b->max || x != y;
  }

  const Ran& base_;
  const Ran& mutant_;
};

class Search {
 public:
  Search(const RuleSet& rules, const std::deque<CaseGroup>& groups, const CaseGroup& group,
         std::uint32_t scheme, std::set<std::string>& names)
      : rules_(rules),
        group_(group),
        scheme_(scheme),
        index_(*group.index_of(group.policy->schemes[scheme])),
        around_(rules, group, index_, groups),
        names_(names) {
    std::vector<FactId> facts;
    const Scheme& s = group.policy->schemes[scheme];
    auto add = [&](const Condition& condition) {
      if (condition) add_facts_behind(rules, condition.expr, facts);
    };
    for (const NoticeRule& notice : s.notices) add(notice.when);
    for (const Output& output : s.outputs) add(output.when), add(output.value);
    if (s.scorecard) {
      for (const Characteristic& item : s.scorecard->characteristics) {
        add(item.points);
        if (item.of != kNoFact) facts.push_back(item.of);
      }
      for (const auto& veto : s.scorecard->veto) {
        const Criterion& c = group.policy->criteria[veto.first];
        add(c.applies), add(c.check), add(c.should);
      }
    }
    around_.add_facts(facts);
  }

  void run(std::vector<MutantResult*> open) {
    try_all(around_.one_change(kSeeds, kMostRows), group_.as_of, open);
    for (MutantResult* result : open) {
      if (!result->yaml.empty()) continue;
      std::vector<FactId> facts = result->mutant.facts;
      std::sort(facts.begin(), facts.end());
      facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
      std::vector<MutantResult*> one{result};
      if (!facts.empty())
        try_all(around_.two_changes(facts, kPairSeeds, kMostPairs), group_.as_of, one);
    }
    for (const Date day : telling_days(*group_.policy))
      if (!open.empty()) try_all(around_.one_change(kPairSeeds, kMostRows), day, open);
  }

 private:
  void try_all(const std::vector<Neighbour>& neighbours, Date as_of,
               std::vector<MutantResult*>& open) {
    std::erase_if(open, [](const MutantResult* r) { return !r->yaml.empty(); });
    if (open.empty() || neighbours.empty()) return;
    Batch batch;
    around_.read(neighbours, rules_.schema, batch);
    Frame frame;
    const MutantProgram program(rules_, *group_.policy, open, {scheme_}, as_of, true);
    const Compiled& compiled = program.compiled;
    judge(compiled, batch, frame);
    const Ran base{compiled, compiled.schemes[0], batch, frame};
    for (std::size_t i = 1; i < program.entries.size(); ++i)
      compare(base, {compiled, compiled.schemes[i], batch, frame}, neighbours, as_of,
              *program.entries[i].result);
    for (MutantResult* result : open)
      if (result->mutant.change_facts) try_facts(base, neighbours, as_of, *result);
    std::erase_if(open, [](const MutantResult* r) { return !r->yaml.empty(); });
  }

  void try_facts(const Ran& base, const std::vector<Neighbour>& neighbours, Date as_of,
                 MutantResult& result) {
    const ChangedFacts changed(rules_, result.mutant);
    Batch batch;
    around_.read(neighbours, changed.rules.schema, batch);
    const SchemeRef ref{group_.policy, &group_.policy->schemes[scheme_]};
    const Compiled compiled = compile(changed.rules, std::span(&ref, 1), as_of, false);
    Frame frame;
    judge(compiled, batch, frame);
    compare(base, {compiled, compiled.schemes[0], batch, frame}, neighbours, as_of, result);
  }

  void compare(const Ran& base, const Ran& mutant, const std::vector<Neighbour>& neighbours,
               Date as_of, MutantResult& result) {
    Wanted wanted;
    const auto row = Difference(base, mutant).find(wanted);
    if (row)
      put(result, neighbours[*row], as_of,
          expect_text(base.compiled, base.scheme, base.batch, base.frame, *row, wanted));
  }

  void put(MutantResult& result, const Neighbour& neighbour, Date as_of,
           const std::string& expect) {
    result.file = around_.seeds()[neighbour.seed].file;
    const std::string name = fresh_name("not " + result.mutant.id, names_);
    result.yaml = "  # kills " + result.mutant.id +
                  "; hold the verdict against the policy first\n" + "  - name: " + yaml_text(name) +
                  "\n    scheme: " + group_.policy->schemes[scheme_].id + "\n" +
                  around_.record_lines(neighbour, as_of) + "    expect: " + expect + "\n";
  }

  const RuleSet& rules_;
  const CaseGroup& group_;
  std::uint32_t scheme_, index_;
  Neighbourhood around_;
  std::set<std::string>& names_;
};

}  // namespace

void search_killers(const RuleSet& rules, const std::deque<CaseGroup>& groups,
                    std::span<MutantResult* const> survivors, std::set<std::string>& names) {
  for (const CaseGroup& group : groups) {
    for (std::uint32_t scheme = 0; scheme < group.policy->schemes.size(); ++scheme) {
      if (!group.index_of(group.policy->schemes[scheme])) continue;
      std::vector<MutantResult*> open;
      for (MutantResult* result : survivors) {
        const auto& schemes = result->mutant.schemes;
        if (result->mutant.policy == group.policy && result->yaml.empty() &&
            std::find(schemes.begin(), schemes.end(), scheme) != schemes.end())
          open.push_back(result);
      }
      if (!open.empty()) Search(rules, groups, group, scheme, names).run(std::move(open));
    }
  }
}

}  // namespace ipcheck

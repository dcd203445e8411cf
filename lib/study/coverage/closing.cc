// Tested by tests/study/coverage_test.cc, which pastes what it finds.
#include "study/coverage/closing.h"

#include <algorithm>

#include "expr/functions.h"
#include "study/coverage/reach.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSeeds = 40, kMostRows = 30'000;  // of one change
constexpr std::size_t kPairSeeds = 4, kMostPairs = 40'000;

std::string names(const std::vector<std::string>& ids) {
  std::string out;
  std::set<std::string_view> told;
  for (const std::string& id : ids)
    if (told.insert(id).second) out += (out.empty() ? "" : ", ") + yaml_text(id);
  return "[" + out + "]";
}

std::string outputs_text(const RuleSet& rules, const Verdict& verdict) {
  std::string out;
  for (const OutputValue& value : verdict.outputs)
    out += (out.empty() ? "" : ", ") + value.output->id + ": " +
           (value.unknown ? "unknown" : flow_text(rules.schema, value.output->type, value.value));
  return "{" + out + "}";
}

std::string score_text(const Score& score) {
  std::string out = "{points: " + score.min.str();
  if (score.min != score.max) out += ".." + score.max.str();
  return out + (score.grade == nullptr ? "" : ", grade: " + score.grade->id) + "}";
}

class Search {
 public:
  Search(const RuleSet& rules, const std::deque<CaseGroup>& groups, SchemeCoverage& scheme,
         std::set<std::string>& taken)
      : rules_(rules), groups_(groups), scheme_(scheme), taken_(taken) {
    for (std::uint32_t i = 0; i < scheme.targets.size(); ++i) {
      const Target& target = scheme.targets[i];
      if (target.reached == nullptr && target.impossible.empty()) open_.push_back(i);
    }
  }

  void run() {
    for (const CaseGroup& group : groups_) {
      if (open_.empty()) return;
      const auto at = group.index_of(*scheme_.scheme);
      if (group.policy != scheme_.policy || !at) continue;
      Neighbourhood around(rules_, group, *at, groups_);
      try_all(group.as_of, around, around.one_change(kSeeds, kMostRows));
      for (std::size_t i = 0; i < open_.size();) {
        const std::size_t before = open_.size();
        try_all(group.as_of, around,
                around.two_changes(facts_of(scheme_.targets[open_[i]]), kPairSeeds, kMostPairs));
        if (open_.size() == before) ++i;
      }
      for (const Date day : telling_days(*group.policy))
        try_all(day, around, around.one_change(kPairSeeds, kMostRows));
    }
  }

 private:
  std::vector<FactId> facts_of(const Target& target) const {
    std::vector<FactId> out;
    const Gate& gate = scheme_.policy->gates[target.gate];
    if (target.asked == Asked::Branch) {
      add_gate(gate.children[target.which], out);
      if (gate.selector != kNoFact) out.push_back(gate.selector);
    } else {
      add_criterion(target.criterion, out);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  void add_gate(GateId id, std::vector<FactId>& out) const {
    const Gate& gate = scheme_.policy->gates[id];
    if (gate.kind == GateKind::Criterion) add_criterion(gate.criterion, out);
    for (const GateId child : gate.children) add_gate(child, out);
  }
  void add_criterion(std::uint32_t index, std::vector<FactId>& out) const {
    const Criterion& c = scheme_.policy->criteria[index];
    for (const Condition* part : {&c.applies, &c.check, &c.should})
      if (*part) add_facts_behind(rules_, part->expr, out);
  }

  /// Runs the neighbours and takes those that reach most of what is open, until none does.
  void try_all(Date as_of, const Neighbourhood& around, const std::vector<Neighbour>& neighbours) {
    if (neighbours.empty() || open_.empty()) return;
    Batch batch;
    around.read(neighbours, rules_.schema, batch);
    const std::vector<std::string> id{scheme_.scheme->id};
    Compiled compiled = compile(rules_, id, as_of, false);
    Frame frame;
    judge(compiled, batch, frame);
    const CompiledScheme& scheme = compiled.schemes.front();
    const Reach reach(compiled, scheme, frame, batch.rows);
    std::vector<std::vector<char>> hits(open_.size(), std::vector<char>(batch.rows, 0));
    for (std::size_t i = 0; i < open_.size(); ++i) reach.mark(scheme_.targets[open_[i]], hits[i]);
    std::vector<bool> closed(open_.size(), false);
    for (std::uint32_t row; (row = best(hits, closed, batch.rows)) != batch.rows;) {
      ClosingCase found{around.seeds()[neighbours[row].seed].file, {}, {}};
      for (std::size_t i = 0; i < open_.size(); ++i) {
        if (closed[i] || hits[i][row] == 0) continue;
        closed[i] = true;
        found.closes.push_back(open_[i]);
      }
      found.yaml =
          yaml(found, around.record_lines(neighbours[row], as_of),
               expect_text(compiled, scheme, batch, frame, row, {.states = states_of(found)}));
      scheme_.closing.push_back(std::move(found));
    }
    std::vector<std::uint32_t> still;
    for (std::size_t i = 0; i < open_.size(); ++i)
      if (!closed[i]) still.push_back(open_[i]);
    open_ = std::move(still);
  }

  static std::uint32_t best(const std::vector<std::vector<char>>& hits,
                            const std::vector<bool>& closed, std::uint32_t rows) {
    std::vector<std::uint32_t> count(rows, 0);
    for (std::size_t i = 0; i < hits.size(); ++i)
      for (std::uint32_t row = 0; !closed[i] && row < rows; ++row)
        count[row] += static_cast<std::uint32_t>(hits[i][row]);
    const auto most = std::max_element(count.begin(), count.end());
    return most == count.end() || *most == 0 ? rows
                                             : static_cast<std::uint32_t>(most - count.begin());
  }

  std::vector<std::uint32_t> states_of(const ClosingCase& found) const {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t target : found.closes) {
      const Target& t = scheme_.targets[target];
      const bool is_new = std::find(out.begin(), out.end(), t.criterion) == out.end();
      if (t.asked == Asked::State && is_new) out.push_back(t.criterion);
    }
    return out;
  }

  std::string yaml(const ClosingCase& found, const std::string& record, const std::string& expect) {
    std::string clauses, wanted, out;
    for (const std::uint32_t target : found.closes) {
      const Target& t = scheme_.targets[target];
      wanted += (wanted.empty() ? "" : "; ") + words_of(*scheme_.policy, t).en;
      if (t.asked == Asked::Branch) continue;
      const Citation& cite = scheme_.policy->criteria[t.criterion].cite;
      const std::string place = cite.at + (cite.figure.empty() ? "" : " " + cite.figure);
      if (clauses.find(place) == std::string::npos)
        clauses += (clauses.empty() ? "" : ", ") + place;
    }
    out += "  # reaches " + wanted + "\n";
    if (!clauses.empty()) out += "  # confirm against " + clauses + "\n";
    const std::string name = words_of(*scheme_.policy, scheme_.targets[found.closes.front()]).en;
    out += "  - name: " + yaml_text(fresh_name(name, taken_)) +
           "\n    scheme: " + scheme_.scheme->id + "\n" + record + "    expect: " + expect + "\n";
    return out;
  }

  const RuleSet& rules_;
  const std::deque<CaseGroup>& groups_;
  SchemeCoverage& scheme_;
  std::set<std::string>& taken_;
  std::vector<std::uint32_t> open_;  // targets
};

}  // namespace

std::string fresh_name(const std::string& name, std::set<std::string>& names) {
  std::string out = name;
  for (int n = 2; !names.insert(out).second; ++n) out = name + " (" + std::to_string(n) + ")";
  return out;
}

std::string expect_text(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                        const Frame& frame, std::uint32_t row, const Wanted& wanted) {
  const Verdict verdict = explain(compiled, scheme, batch, frame, row, false);
  std::string out = "{verdict: " + std::string(word(verdict.outcome));
  if (!verdict.failing.empty()) out += ", failing: " + names(verdict.failing);
  if (!verdict.pending.empty()) out += ", pending: " + names(verdict.pending);
  if (!verdict.missing.empty()) out += ", missing: " + names(verdict.missing);
  if (wanted.notices) {
    std::vector<std::string> ids;
    for (const VerdictNotice& notice : verdict.notices) ids.push_back(notice.id);
    out += ", notices: " + names(ids);
  }
  if (wanted.outputs) out += ", outputs: " + outputs_text(*compiled.rules, verdict);
  std::string told;
  for (const std::uint32_t c : wanted.states) {
    const StepId step = compiled.policies[scheme.policy_index].criteria[c].state;
    told += (told.empty() ? "" : ", ") + scheme.policy->criteria[c].id + ": " +
            std::string(state_word(frame.truth(step, row)));
  }
  if (!told.empty()) out += ", state: {" + told + "}";
  if (wanted.score && verdict.score) out += ", score: " + score_text(*verdict.score);
  return out + "}";
}

void search_closing(const RuleSet& rules, const std::deque<CaseGroup>& groups,
                    SchemeCoverage& scheme, std::set<std::string>& names) {
  Search(rules, groups, scheme, names).run();
}

}  // namespace ipcheck

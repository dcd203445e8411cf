// Tested by tests/study/population_test.cc.
#include "study/diff/population.h"

#include <algorithm>
#include <cassert>

#include "text/file.h"
#include "text/frame.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

using Ids = std::vector<std::string_view>;

bool holds(const Ids& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// One name for equal values, whatever the language.
std::string key_of(const Value& value) {
  if (value.is<std::string>()) return value.as<std::string>();
  if (value.is<bool>()) return value.as<bool>() ? "true" : "false";
  if (value.is<std::int64_t>()) return std::to_string(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>().str();
  if (value.is<Date>()) return value.as<Date>().str();
  std::string out;
  if (value.is<ValueList>())
    for (const Value& item : value.as<ValueList>()) out += (out.empty() ? "" : "; ") + key_of(item);
  return out;
}

/// Where a cause is seen: the step of its state on each side, and the groups above it.
struct CauseSteps {
  StepId before = kNoStep, after = kNoStep;
  Ids groups;
};

/// Steps of the criteria of a tree, with the groups that they stand in.
void collect(const Compiled& compiled, const CompiledScheme& scheme, GateId id, Ids& above,
             const std::vector<FlipCause>& causes, StepId CauseSteps::*side,
             std::vector<CauseSteps>& out) {
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  const Gate& g = policy.policy->gates[id];
  // The last cause is the tree as a whole.
  const auto at = std::find_if(causes.begin(), causes.end() - 1,
                               [&](const FlipCause& cause) { return cause.id == g.id; });
  const bool named = at != causes.end() - 1;
  if (named) {
    CauseSteps& steps = out[static_cast<std::size_t>(at - causes.begin())];
    steps.*side = policy.gates[id];
    steps.groups.insert(steps.groups.end(), above.begin(), above.end());
    above.push_back(g.id);
  }
  for (GateId child : g.children) collect(compiled, scheme, child, above, causes, side, out);
  if (named) above.pop_back();
}

bool is_open(Truth state) {
  return state != Truth::True && state != Truth::NotApplicable;
}

}  // namespace

std::uint64_t flips_of(const Moves& moves) {
  std::uint64_t out = 0;
  for (std::size_t from = 0; from < 4; ++from)
    for (std::size_t to = 0; to < 4; ++to) out += from == to ? 0 : moves[from][to];
  return out;
}

std::uint64_t rows_of(const Moves& moves) {
  std::uint64_t out = 0;
  for (const auto& row : moves)
    for (std::uint64_t count : row) out += count;
  return out;
}

namespace {

void add(Moves& to, const Moves& from) {
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 4; ++k) to[i][k] += from[i][k];
}

void add(PopulationGroup& to, const PopulationGroup& from) {
  to.applicants += from.applicants;
  to.moves.resize(std::max(to.moves.size(), from.moves.size()));
  for (std::size_t i = 0; i < from.moves.size(); ++i) add(to.moves[i], from.moves[i]);
}

PopulationGroup& group_of(PopulationTotals::OfColumn& column, std::string_view key) {
  auto it = column.groups.find(key);
  if (it != column.groups.end()) return it->second;
  if (column.groups.size() >= PopulationTotals::OfColumn::kMostGroups) return column.others;
  return column.groups[std::string(key)];
}

}  // namespace

PopulationTotals::PopulationTotals(const PopulationTask& task)
    : schemes(task.schemes.size()), by(task.by.size()) {
  for (std::size_t i = 0; i < schemes.size(); ++i) schemes[i].causes.resize(task.causes[i].size());
}

void PopulationTotals::merge(const PopulationTotals& other) {
  for (std::size_t i = 0; i < schemes.size(); ++i) {
    add(schemes[i].moves, other.schemes[i].moves);
    for (std::size_t k = 0; k < schemes[i].causes.size(); ++k)
      schemes[i].causes[k] += other.schemes[i].causes[k];
  }
  for (std::size_t i = 0; i < by.size(); ++i) {
    for (const auto& [key, group] : other.by[i].groups) add(group_of(by[i], key), group);
    add(by[i].others, other.by[i].others);
  }
  applicants += other.applicants;
  flipped += other.flipped;
  rejected += other.rejected;
  folded += other.folded;
}

struct PopulationJudge::State {
  explicit State(const PopulationTask& task);
  const Batch& older_rows(Portion& portion, Portion* second);
  void row(const Portion& portion, std::uint32_t row, PopulationTotals& totals,
           std::vector<Flip>& flips);
  void find_groups(const Portion& portion, std::uint32_t row);
  Flip flip(const Portion& portion, std::uint32_t row, std::size_t scheme, Outcome before,
            Outcome after);
  void find_causes(std::uint32_t row, std::size_t scheme, Flip& flip);
  std::string identity(const Batch& batch, FactId fact, std::uint32_t row) const;

  const PopulationTask& task;
  const Schema& reading;                        // of the table
  std::vector<std::pair<FactId, FactId>> lent;  // fact of the older rules <- of the table
  bool same_ids = true;
  Batch older;
  Frame before, after;
  const Batch *before_batch = nullptr, *after_batch = nullptr;
  std::vector<std::vector<CauseSteps>> steps;  // of each scheme
  std::vector<std::string> groups;             // of the row
  Brief old_brief, new_brief;
};

PopulationJudge::State::State(const PopulationTask& t) : task(t), reading(t.after->rules->schema) {
  const Schema& older_schema = task.before->rules->schema;
  older.schema = &older_schema;
  older.facts.resize(older_schema.facts.size());
  for (FactId fact : task.before->program.facts) {
    const FactId read = reading.find(older_schema.facts[fact].name);
    if (read != kNoFact) lent.emplace_back(fact, read);
    same_ids &= read == fact;
  }
  for (std::size_t i = 0; i < task.schemes.size(); ++i) {
    auto& of = steps.emplace_back(task.causes[i].size());
    Ids above;
    const CompiledScheme &a = task.before->schemes[i], &b = task.after->schemes[i];
    collect(*task.before, a, a.scheme->root, above, task.causes[i], &CauseSteps::before, of);
    collect(*task.after, b, b.scheme->root, above, task.causes[i], &CauseSteps::after, of);
  }
}

/// The block as the older rules see it: columns of the same facts under their own numbers.
const Batch& PopulationJudge::State::older_rows(Portion& portion, Portion* second) {
  if (second != nullptr) {
    const bool same =
        second->places.size() == portion.places.size() &&
        std::equal(portion.places.begin(), portion.places.end(), second->places.begin(),
                   [](const RowPlace& a, const RowPlace& b) { return a.row == b.row; });
    if (!same)
      throw Failure{say("两套规则读出的表格行不同，无法逐行比较",
                        "the table reads as different rows under the two rule sets")};
    return second->batch;
  }
  const Batch& read = portion.batch;
  if (same_ids) return read;
  older.rows = read.rows;
  older.unlisted = read.unlisted;
  for (const auto& [mine, theirs] : lent) older.facts[mine] = read.facts[theirs];
  older.unreadable.clear();
  if (read.unreadable.empty()) return older;
  older.unreadable.resize(older.facts.size() * read.rows);
  for (const auto& [mine, theirs] : lent)
    std::copy_n(read.unreadable.begin() + std::ptrdiff_t(theirs) * read.rows, read.rows,
                older.unreadable.begin() + std::ptrdiff_t(mine) * read.rows);
  return older;
}

std::string PopulationJudge::State::identity(const Batch& batch, FactId fact,
                                             std::uint32_t row) const {
  if (fact == kNoFact || !batch.given(fact, row)) return {};
  const Column& column = batch.facts[fact];
  if (column.kind != Kind::String) return {};
  std::string text(column.strings[column.constant ? 0 : row]);
  return reading.facts[fact].pii && !task.show_pii ? mask(text) : mask_ids(text);
}

void PopulationJudge::State::find_groups(const Portion& portion, std::uint32_t row) {
  groups.clear();
  const std::size_t first = portion.kept.size() - task.by.size();
  for (std::size_t i = 0; i < task.by.size(); ++i) {
    const FactId fact = task.by[i];
    std::string& group = groups.emplace_back();
    if (fact == kNoFact) {
      group = visible(mask_ids(trim(portion.kept[first + i][row])));
      continue;
    }
    const Cell cell =
        cell_at(portion.batch, portion.batch.facts[fact], reading.facts[fact].type, row);
    if (cell.state == Truth::True) group = visible(key_of(cell.value));
  }
}

/// The criteria whose state differs and that the lists of either verdict name; else what the lists
/// name and did not before; else the tree.
void PopulationJudge::State::find_causes(std::uint32_t row, std::size_t scheme, Flip& flip) {
  brief(*task.before, task.before->schemes[scheme], *before_batch, before, row, old_brief);
  brief(*task.after, task.after->schemes[scheme], *after_batch, after, row, new_brief);
  const auto& causes = task.causes[scheme];
  auto listed = [&](std::string_view id) {
    for (const Brief* lists : {&old_brief, &new_brief})
      if (holds(lists->failing, id) || holds(lists->pending, id)) return true;
    return false;
  };
  std::vector<std::uint32_t> differing, named;
  const std::size_t tree = causes.size() - 1;
  for (std::uint32_t i = 0; i < tree; ++i) {
    const CauseSteps& at = steps[scheme][i];
    const Truth a = at.before == kNoStep ? Truth::NotApplicable : before.truth(at.before, row);
    const Truth b = at.after == kNoStep ? Truth::NotApplicable : after.truth(at.after, row);
    if (a == b || (!is_open(a) && !is_open(b))) continue;
    differing.push_back(i);
    const bool missing = a == Truth::Missing || b == Truth::Missing;
    const bool above = std::any_of(at.groups.begin(), at.groups.end(), listed);
    if (listed(causes[i].id) || above || (missing && old_brief.missing != new_brief.missing))
      named.push_back(i);
  }
  flip.causes = named.empty() ? differing : named;
  // A group is told by its criteria where one of them differs.
  auto has_member = [&](std::uint32_t group) {
    return std::any_of(flip.causes.begin(), flip.causes.end(), [&](std::uint32_t other) {
      return holds(steps[scheme][other].groups, causes[group].id);
    });
  };
  std::vector<std::uint32_t> lowest;
  for (std::uint32_t cause : flip.causes)
    if (!has_member(cause)) lowest.push_back(cause);
  flip.causes = std::move(lowest);
  if (flip.causes.empty()) flip.causes.push_back(static_cast<std::uint32_t>(tree));
}

Flip PopulationJudge::State::flip(const Portion& portion, std::uint32_t row, std::size_t scheme,
                                  Outcome from, Outcome to) {
  Flip out;
  out.place = portion.places[row];
  out.id = identity(portion.batch, task.id, row);
  out.name = identity(portion.batch, task.name, row);
  out.scheme = static_cast<std::uint32_t>(scheme);
  out.before = from, out.after = to;
  out.by = groups;
  find_causes(row, scheme, out);
  return out;
}

void PopulationJudge::State::row(const Portion& portion, std::uint32_t row,
                                 PopulationTotals& totals, std::vector<Flip>& flips) {
  bool flipped = false;
  find_groups(portion, row);
  for (std::size_t c = 0; c < groups.size(); ++c) {
    PopulationGroup& group = group_of(totals.by[c], groups[c]);
    ++group.applicants;
    group.moves.resize(task.schemes.size());
  }
  for (std::size_t i = 0; i < task.schemes.size(); ++i) {
    const Outcome from = outcome(*task.before, task.before->schemes[i], before, row);
    const Outcome to = outcome(*task.after, task.after->schemes[i], after, row);
    const auto a = static_cast<std::size_t>(from), b = static_cast<std::size_t>(to);
    ++totals.schemes[i].moves[a][b];
    for (std::size_t c = 0; c < groups.size(); ++c)
      ++group_of(totals.by[c], groups[c]).moves[i][a][b];
    if (from == to) continue;
    flipped = true;
    flips.push_back(flip(portion, row, i, from, to));
    for (std::uint32_t cause : flips.back().causes) ++totals.schemes[i].causes[cause];
  }
  totals.flipped += flipped ? 1 : 0;
}

PopulationJudge::PopulationJudge(const PopulationTask& task)
    : state_(std::make_unique<State>(task)) {}
PopulationJudge::~PopulationJudge() = default;

void PopulationJudge::judge(Portion& portion, Portion* second, PopulationTotals& totals,
                            std::vector<Flip>& flips) {
  State& state = *state_;
  state.after_batch = &portion.batch;
  state.before_batch = &state.older_rows(portion, second);
  ipcheck::judge(*state.task.after, *state.after_batch, state.after);
  ipcheck::judge(*state.task.before, *state.before_batch, state.before);
  totals.applicants += portion.batch.rows;
  totals.folded += portion.folded;
  for (const SetAside& record : portion.set_aside)
    totals.rejected += record.why == SetAside::Why::Rejected ? 1 : 0;
  for (std::uint32_t row = 0; row < portion.batch.rows; ++row)
    state.row(portion, row, totals, flips);
}

}  // namespace ipcheck

// Tested by tests/report/score_totals_test.cc.
#include "report/score/totals.h"

#include <algorithm>
#include <numeric>

#include "report/verdict/lines.h"

namespace ipcheck {

std::uint32_t IdCounts::index_of(std::string_view id) {
  auto is_it = [id](const Entry& entry) { return entry.id == id; };
  const auto at = std::find_if(entries_.begin(), entries_.end(), is_it);
  const auto index = static_cast<std::uint32_t>(at - entries_.begin());
  if (at == entries_.end()) entries_.push_back({std::string(id)});
  return index;
}

void IdCounts::merge(const IdCounts& other) {
  for (const Entry& entry : other.entries_) add(entry.id, entry.count);
}

std::uint64_t IdCounts::of(std::string_view id) const {
  for (const Entry& entry : entries_) {
    if (entry.id == id) return entry.count;
  }
  return 0;
}

std::vector<IdCounts::Ranked> IdCounts::ranked(std::size_t most) const {
  std::vector<Ranked> out;
  for (const Entry& entry : entries_) out.emplace_back(entry.id, entry.count);
  std::sort(out.begin(), out.end(), [](const Ranked& a, const Ranked& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  out.resize(std::min(out.size(), most));
  return out;
}

std::uint64_t SchemeTotals::rows() const {
  return std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0});
}

void ScoreTotals::add(std::size_t scheme, const ScoredRow& row) {
  if (schemes.size() <= scheme) schemes.resize(scheme + 1);
  SchemeTotals& to = schemes[scheme];
  ++to.outcomes[static_cast<std::size_t>(row.outcome)];
  ++to.standings[static_cast<std::size_t>(row.standing)];
  for (std::string_view id : row.failing) to.failing.add_lasting(id);
  for (std::string_view id : row.missing) to.missing.add(id);
  for (std::string_view id : row.pending) to.pending.add_lasting(id);
  for (std::string_view id : row.notices) to.notices.add(id);
  if (row.outcome != Outcome::Ineligible || row.failing.size() != 1) return;
  ++to.near_misses;
  to.near.add_lasting(row.failing.front());
}

void ScoreTotals::add(const SetAside& record) {
  switch (record.why) {
    case SetAside::Why::Rejected:
      ++rejected;
      return;
    case SetAside::Why::Blank:
      ++blank;
      return;
    case SetAside::Why::Heading:
      ++headings;
      return;
    case SetAside::Why::Footer:
      ++footers;
      return;
  }
}

void ScoreTotals::merge(const ScoreTotals& other) {
  if (schemes.size() < other.schemes.size()) schemes.resize(other.schemes.size());
  for (std::size_t i = 0; i < other.schemes.size(); ++i) {
    SchemeTotals& to = schemes[i];
    const SchemeTotals& from = other.schemes[i];
    for (std::size_t k = 0; k < to.outcomes.size(); ++k) to.outcomes[k] += from.outcomes[k];
    for (std::size_t k = 0; k < to.standings.size(); ++k) to.standings[k] += from.standings[k];
    to.near_misses += from.near_misses;
    to.failing.merge(from.failing);
    to.missing.merge(from.missing);
    to.pending.merge(from.pending);
    to.near.merge(from.near);
    to.notices.merge(from.notices);
  }
  data_notices.merge(other.data_notices);
  records += other.records, applicants += other.applicants, folded += other.folded;
  rejected += other.rejected, blank += other.blank;
  headings += other.headings, footers += other.footers;
  duplicates += other.duplicates, neutralised += other.neutralised, masked += other.masked;
}

bool ScoreTotals::add_up() const {
  return records == applicants + folded + rejected + blank + headings + footers;
}

Text item_title(const RuleSet& rules, const Policy& policy, std::string_view id, Date as_of) {
  if (const Criterion* criterion = policy.criterion(id))
    return filled(criterion->title, policy, rules.schema, as_of);
  if (const Scheme* scheme = policy.scheme(id)) return scheme->title;
  for (const Gate& gate : policy.gates) {
    if (gate.id != id || gate.kind == GateKind::Criterion) continue;
    Finding group{.id = gate.id, .kind = gate.kind};
    group.title = filled(gate.title, policy, rules.schema, as_of);
    group.k = gate.k;
    return title_words(policy, group);
  }
  bool is_fact = rules.schema.find(id.substr(0, id.find('.'))) != kNoFact;
  return is_fact ? Sentences(rules, false).label(id) : Text{};
}

std::string grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  std::uint64_t tenths = (part * 1000 + whole / 2) / whole;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

}  // namespace ipcheck

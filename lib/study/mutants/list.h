#pragma once
// What the files that plant faults share. Private to lib/study.

#include <map>
#include <set>

#include "study/mutants/mutants.h"

namespace ipcheck {

/// What a scheme's verdicts can depend on.
struct SchemeReads {
  std::set<std::uint32_t> criteria;
  std::set<GateId> gates;
  std::set<std::uint32_t> params;
  std::set<FactId> facts;  // through derivations too
};

class MutantList {
 public:
  MutantList(const RuleSet& rules, const Sources& sources, const Policy& policy);

  const RuleSet& rules;
  const Sources& sources;
  const Policy& policy;
  std::vector<SchemeReads> reads;  // by scheme

  /// A new mutant; `id` gets a number where it is taken.
  Mutant& add(const std::string& id, Text what, Span span);
  std::vector<Mutant> take() { return std::move(out_); }

  std::vector<std::uint32_t> schemes_of_criterion(std::uint32_t criterion) const;
  std::vector<std::uint32_t> schemes_of_gate(GateId gate) const;
  std::vector<std::uint32_t> schemes_of_param(std::uint32_t param) const;
  std::vector<std::uint32_t> schemes_of_fact(FactId fact) const;

 private:
  void add_reads(const Scheme& scheme, SchemeReads& out);
  void add_gate(GateId id, SchemeReads& out);
  void add_criterion(std::uint32_t index, SchemeReads& out);
  void add_condition(const Condition& condition, SchemeReads& out);

  std::vector<Mutant> out_;
  std::map<std::string, int> ids_;
};

/// Where the copy of a condition stands in a changed policy.
using FindExpr = std::function<Expr&(Policy&)>;

/// Faults inside one condition. `prefix` begins their ids; `find` or `derived` is set.
struct ConditionSite {
  std::string prefix;
  const Expr* expr = nullptr;
  FindExpr find;
  std::span<const Param> params;
  std::vector<std::uint32_t> schemes;
  FactId derived = kNoFact;                    // the fact that it derives
  const std::vector<Member>* words = nullptr;  // of an output: what its texts may be
};
void add_condition_mutants(MutantList& list, const ConditionSite& site);

void add_param_mutants(MutantList& list);
void add_fact_mutants(MutantList& list);
void add_criterion_mutants(MutantList& list);
void add_gate_mutants(MutantList& list);
void add_notice_mutants(MutantList& list);
void add_score_mutants(MutantList& list);

/// Puts `!` before a node of a checked condition.
void negate(Expr& expr, NodeId node);
/// The text of one node, without blanks and shortened: part of an id.
std::string brief_text(const Expr& expr, NodeId node);
/// The key `key` before a value that begins at `value`, as far as it stands on the same or the line
/// before.
Span key_before(const Sources& sources, Span value, std::string_view key);

}  // namespace ipcheck

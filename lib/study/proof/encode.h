#pragma once
// A compiled program to the solver's language: the term of a step says of every made-up applicant
// what running the step would leave in its column. What has no exact term is any value at all (so
// that a proof holds nevertheless) and is named. Private to the study floor.

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/prepared.h"
#include "study/proof/applicant.h"

namespace ipcheck {

/// One item of a list while the body of a macro is encoded for it.
struct Scope {
  SpaceId space = 0;
  Scope* parent = nullptr;
  const Term* item = nullptr;
  std::unordered_map<StepId, Term> terms{};
};

/// Facts that this encoding sees otherwise than the applicant says: by name, the whole term.
using FactTerms = std::map<std::string, Term>;

class Encoder {
 public:
  /// All outlive the encoder.
  Encoder(const Compiled& compiled, Applicant& applicant, FactTerms instead = {});

  /// Of a step of the batch's own space.
  const Term& step(StepId id);
  /// The root of a scheme, from its gates; `criteria` (index in Policy::criteria) take the place of
  /// the criteria's own states.
  Term scheme(const CompiledScheme& scheme, const std::map<std::uint32_t, Term>& criteria = {});
  Term gate(const CompiledScheme& scheme, GateId id, const std::map<std::uint32_t, Term>& criteria);
  /// The term of a fact as conditions read it.
  const Term& fact(FactId id);

  /// Steps without an exact term, and what they are.
  const std::map<StepId, Text>& outside() const { return outside_; }
  /// Criteria of a scheme that read such steps: `OCM-2 (list of records)`.
  std::vector<Text> outside(const CompiledScheme& scheme) const;

 private:
  const Term& term(StepId id, Scope& scope);
  Term make(StepId id, Scope& scope);
  Term make_fact(StepId id, Scope& scope);
  Term make_constant(StepId id);
  Term cell(const Column& column, TypeId type, std::uint32_t row);
  Term make_choose(StepId id, Scope& scope);
  Term own_value(const FactVariable& variable, FactId id, Smt& given);
  std::vector<const Term*> args(StepId id, Scope& scope);
  Term convert(const Term& from, TypeId type);

  // encode_values.cc
  Term make_compare(Code code, const Term& a, const Term& b, StepId id);
  Term make_equal(const Term& a, const Term& b, bool negated, StepId id);
  Smt same(const Term& a, const Term& b, bool& exact);
  Term make_arithmetic(Code code, const Term& a, const Term* b, StepId id);
  Term make_whole(Code code, const Term& a, const Term& b);
  Term make_quotient(Code code, const Term& a, const Term& b);
  Term join(const Term& a, const Term& b);

  // encode_calls.cc
  Term make_call(StepId id, Scope& scope);
  Term make_pick(bool least, std::span<const Term* const> args);
  Term make_absolute(const Term& a);
  std::optional<Term> tabulated(const Step& step, std::span<const Term* const> args);
  /// Whether the table's value lies in [low, high].
  Smt within(const NumberTable& table, std::int64_t low, std::int64_t high);
  Term by_number(const Step& step, std::span<const Term* const> args, std::size_t free);
  Term by_text(const Step& step, std::span<const Term* const> args, std::size_t free);
  std::optional<Term> sum(const Step& step, const Term& list);
  std::optional<Term> size(const Term& list);

  // encode_lists.cc
  Term make_in(const Term& item, const Term& list, StepId id);
  Term make_index(const Term& from, const Term& key, StepId id);
  Term make_reduction(Code code, StepId id, Scope& scope);
  Term make_filter(StepId id, Scope& scope);
  Term make_list(StepId id, Scope& scope);
  Term make_fold(Code code, StepId id, const Term& list, Scope& scope);
  Scope& item_scope(SpaceId space, Scope& parent, const TermItem& item);
  const Term& list_of(SpaceId space, Scope& scope);

  /// Any value of the step's type in any state; equal steps over equal arguments agree.
  Term anything(StepId id, std::span<const Term* const> args, Text why);

  const Compiled& compiled_;
  const Program& program_;
  const Schema& schema_;
  Applicant& applicant_;
  FactTerms instead_;
  Terms& terms_;
  SmtText& smt_;
  Scope root_;
  std::deque<Scope> scopes_;
  std::map<std::tuple<SpaceId, const Scope*, const Term*>, Scope*> scope_of_;
  std::map<StepId, Text> outside_;
};

}  // namespace ipcheck

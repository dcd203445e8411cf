// Tested by tests/agree/solver_test.cc.
#include "study/proof/term.h"

#include <algorithm>

namespace ipcheck {
namespace {

std::vector<Smt> column(std::span<const Term* const> parts, Truth t) {
  std::vector<Smt> out;
  for (const Term* part : parts) out.push_back(part->at(t));
  return out;
}

TermItem guarded(SmtText& smt, const Smt& condition, const TermItem& item) {
  return {smt.both(condition, item.present), item.value, item.key};
}

}  // namespace

Sort sort_of(Kind kind) {
  return kind == Kind::Decimal ? Sort::Real : holds_truth(kind) ? Sort::Bool : Sort::Int;
}

Term Terms::truth(const Smt& holds) {
  Term out{.kind = Kind::Bool};
  out.at(Truth::True) = holds;
  out.at(Truth::False) = smt.negated(holds);
  return out;
}

Term Terms::constant(Truth t) {
  Term out{.kind = Kind::Bool};
  out.at(t) = kYes;
  return out;
}

Term Terms::known(Kind kind) {
  Term out{.kind = kind};
  out.at(Truth::True) = kYes;
  if (!holds_truth(kind) && !is_collection(kind)) out.value = kind == Kind::Decimal ? "0.0" : "0";
  return out;
}

Term Terms::unknown(Kind kind, State state) {
  Term out = known(kind);
  out.at(Truth::True) = kNo;
  out.at(ipcheck::unknown(state)) = kYes;
  return out;
}

Term Terms::whole(Kind kind, const Smt& value, std::int64_t low, std::int64_t high) {
  Term out = known(kind);
  out.value = value;
  out.low = low;
  out.high = high;
  return out;
}

Term Terms::text(Kind kind, std::int64_t id) {
  Term out = known(kind);
  out.value = number(id);
  out.ids = {id};
  return out;
}

Term Terms::negated(const Term& a) {
  Term out = a;
  out.kind = Kind::Bool;
  std::swap(out.at(Truth::False), out.at(Truth::True));
  return out;
}

Term Terms::both(std::span<const Term* const> parts) {
  Term out{.kind = Kind::Bool};
  Smt lower = kNo;  // some part is of a state worse than the one at hand
  for (const Truth t : {Truth::False, Truth::Missing, Truth::Pending, Truth::Fault}) {
    const Smt here = smt.any(column(parts, t));
    out.at(t) = smt.both(here, smt.negated(lower));
    lower = smt.either(lower, here);
  }
  out.at(Truth::NotApplicable) = smt.all(column(parts, Truth::NotApplicable));
  out.at(Truth::True) = smt.negated(smt.either(lower, out.at(Truth::NotApplicable)));
  return out;
}

Term Terms::either(std::span<const Term* const> parts) {
  std::vector<Term> flipped;
  for (const Term* part : parts) flipped.push_back(negated(*part));
  std::vector<const Term*> refs;
  for (const Term& part : flipped) refs.push_back(&part);
  return negated(both(refs));
}

Term Terms::choose(const Smt& condition, const Term& yes, const Term& no) {
  if (condition == kYes) return yes;
  if (condition == kNo) return no;
  Term out{.kind = yes.kind};
  for (std::size_t t = 0; t < out.is.size(); ++t)
    out.is[t] = smt.choose(Sort::Bool, condition, yes.is[t], no.is[t]);
  if (holds_truth(out.kind)) return out;
  // Of a value that is never known nothing matters.
  const Term &first = yes.known() == kNo ? no : yes, &second = no.known() == kNo ? yes : no;
  if (!is_collection(out.kind))
    out.value = smt.choose(sort_of(out.kind), condition, first.value, second.value);
  if (&first == &second) out.table = first.table;
  out.low = std::min(first.low, second.low);
  out.high = std::max(first.high, second.high);
  std::set_union(first.ids.begin(), first.ids.end(), second.ids.begin(), second.ids.end(),
                 std::back_inserter(out.ids));
  const Smt otherwise = smt.negated(condition);
  for (const TermItem& item : yes.items) out.items.push_back(guarded(smt, condition, item));
  for (const TermItem& item : no.items) out.items.push_back(guarded(smt, otherwise, item));
  for (const auto& [present, predicate] : yes.members)
    out.members.emplace_back(smt.both(condition, present), predicate);
  for (const auto& [present, predicate] : no.members)
    out.members.emplace_back(smt.both(otherwise, present), predicate);
  out.more = smt.choose(Sort::Int, condition, yes.more, no.more);
  out.opaque = smt.choose(Sort::Bool, condition, yes.opaque, no.opaque);
  out.distinct = yes.distinct && no.distinct;
  return out;
}

Term Terms::cond(const Term& c, const Term& yes, const Term& no) {
  Term out = choose(c.at(Truth::True), yes, no);
  const Smt decided = smt.either(c.at(Truth::True), c.at(Truth::False));
  for (std::size_t t = 0; t < out.is.size(); ++t) out.is[t] = smt.both(decided, out.is[t]);
  for (const Truth t : kUnknowns) out.at(t) = smt.either(out.at(t), c.at(t));
  return out;
}

Term Terms::criterion(const Term* applies, const Term* check, const Term* should) {
  std::vector<const Term*> parts;
  if (check != nullptr) parts.push_back(check);
  Term soft;
  if (should != nullptr) {
    soft = *should;
    soft.at(Truth::Pending) = smt.either(soft.at(Truth::Pending), soft.at(Truth::False));
    soft.at(Truth::False) = kNo;
    parts.push_back(&soft);
  }
  Term out = parts.empty() ? constant(Truth::True) : both(parts);
  if (applies != nullptr) {
    const Smt& yes = applies->at(Truth::True);
    const Smt met = out.at(Truth::True);
    for (std::size_t t = 0; t < out.is.size(); ++t) out.is[t] = smt.both(yes, out.is[t]);
    out.at(Truth::NotApplicable) = applies->at(Truth::False);
    std::vector<Smt> open;
    for (const Truth t : kUnknowns) {
      out.at(t) = smt.either(out.at(t), smt.both(applies->at(t), smt.negated(met)));
      open.push_back(applies->at(t));
    }
    out.at(Truth::True) = smt.either(out.at(Truth::True), smt.both(smt.any(open), met));
  }
  out.at(Truth::Pending) = smt.either(out.at(Truth::Pending), out.at(Truth::Fault));
  out.at(Truth::Fault) = kNo;
  return out;
}

Smt Terms::count(std::span<const Smt> parts) {
  Smt out = "0";
  for (const Smt& part : parts)
    out = smt.sum(Sort::Int, out, smt.choose(Sort::Int, part, "1", "0"));
  return out;
}

Term Terms::at_least(std::uint32_t k, std::span<const Term* const> parts) {
  std::vector<Smt> met, open, missing, applicable;
  for (const Term* part : parts) {
    met.push_back(part->at(Truth::True));
    missing.push_back(part->at(Truth::Missing));
    open.push_back(
        smt.any({part->at(Truth::Missing), part->at(Truth::Pending), part->at(Truth::Fault)}));
    applicable.push_back(smt.negated(part->at(Truth::NotApplicable)));
  }
  const Smt all = count(applicable), asked = number(std::int64_t{k});
  const Smt needed = smt.choose(Sort::Int, smt.less(all, asked), all, asked);
  const Smt have = count(met);
  Term out{.kind = Kind::Bool};
  const Smt none = smt.equal(all, "0");
  const Smt enough = smt.at_most(needed, have);
  const Smt hopeless = smt.less(smt.sum(Sort::Int, have, count(open)), needed);
  const Smt asks = smt.any(missing);
  const Smt undecided = smt.all({smt.negated(none), smt.negated(enough), smt.negated(hopeless)});
  out.at(Truth::NotApplicable) = none;
  out.at(Truth::True) = smt.both(smt.negated(none), enough);
  out.at(Truth::False) = smt.all({smt.negated(none), smt.negated(enough), hopeless});
  out.at(Truth::Missing) = smt.both(undecided, asks);
  out.at(Truth::Pending) = smt.both(undecided, smt.negated(asks));
  return out;
}

void Terms::set_worst(Term& out, std::span<const Term* const> args) {
  Smt lower = kNo;
  for (const Truth t : kUnknowns) {
    const Smt here = smt.any(column(args, t));
    out.at(t) = smt.both(here, smt.negated(lower));
    lower = smt.either(lower, here);
  }
  out.at(Truth::True) = smt.negated(lower);
}

void Terms::worsen(Term& out, State state, const Smt& when) {
  const Smt hit = smt.both(out.known(), when);
  const Truth t = ipcheck::unknown(state);
  out.at(t) = smt.either(out.at(t), hit);
  out.at(Truth::True) = smt.both(out.known(), smt.negated(when));
}

Term Terms::strict(std::span<const Term* const> args, const Smt& holds) {
  Term out{.kind = Kind::Bool};
  set_worst(out, args);
  out.at(Truth::False) = smt.both(out.known(), smt.negated(holds));
  out.at(Truth::True) = smt.both(out.known(), holds);
  return out;
}

}  // namespace ipcheck

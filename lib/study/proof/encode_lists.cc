// Collections: what is asked of them item by item. Tested by tests/agree/solver_test.cc.
#include <algorithm>

#include "study/proof/encode.h"

namespace ipcheck {
namespace {

Text opaque_items() {
  return say("列表的各项", "the items of a list");
}

}  // namespace

Term Encoder::make_in(const Term& item, const Term& list, StepId id) {
  const Term* args[] = {&item, &list};
  bool exact = list.opaque == kNo;
  std::vector<Smt> found;
  for (const TermItem& held : list.items) {
    const Term& value = list.kind == Kind::Map ? *held.key : *held.value;
    found.push_back(smt_.both(held.present, same(item, value, exact)));
  }
  for (const auto& [present, predicate] : list.members) {
    const Smt holds = smt_.applied(predicate, item.value);
    applicant_.asked(predicate, item.value);
    found.push_back(smt_.all({present, holds, smt_.at_most(number(list.low), item.value),
                              smt_.at_most(item.value, number(list.high))}));
  }
  if (!exact) return anything(id, args, opaque_items());
  return terms_.strict(args, smt_.any(found));
}

Term Encoder::make_index(const Term& from, const Term& key, StepId id) {
  const Term* args[] = {&from, &key};
  const bool map = from.kind == Kind::Map;
  bool exact = from.opaque == kNo && from.members.empty() && (map || from.more == "0");
  std::vector<Smt> here;
  for (std::size_t i = 0; i < from.items.size(); ++i) {
    const TermItem& item = from.items[i];
    if (!map && item.present != kYes) exact = false;
    const Smt match = map ? same(*item.key, key, exact)
                          : smt_.equal(key.value, number(static_cast<std::int64_t>(i)));
    here.push_back(smt_.both(item.present, match));
  }
  if (!exact) return anything(id, args, opaque_items());
  const auto lacking = static_cast<State>(program_.steps[id].payload);
  Term out = terms_.unknown(program_.steps[id].kind, lacking);
  bool first = true;
  for (std::size_t i = from.items.size(); i-- > 0;) {
    if (here[i] == kNo) continue;
    Term value = *from.items[i].value;
    if (first) {  // a value that no key takes must not widen the ranges
      Term none = value;
      none.is = out.is;
      out = terms_.choose(here[i], value, none);
      first = false;
    } else {
      out = terms_.choose(here[i], value, out);
    }
  }
  Term both;
  terms_.set_worst(both, args);
  for (std::size_t t = 0; t < out.is.size(); ++t) out.is[t] = smt_.both(both.known(), out.is[t]);
  for (const Truth t : kUnknowns) out.at(t) = smt_.either(out.at(t), both.at(t));
  return out;
}

const Term& Encoder::list_of(SpaceId space, Scope& scope) {
  return term(program_.spaces[space].list, scope);
}

Scope& Encoder::item_scope(SpaceId space, Scope& parent, const TermItem& item) {
  const Term* value = item.key ? item.key.get() : item.value.get();
  Scope*& at = scope_of_[{space, &parent, value}];
  if (at == nullptr) at = &scopes_.emplace_back(Scope{space, &parent, value});
  return *at;
}

Term Encoder::make_reduction(Code code, StepId id, Scope& scope) {
  const SpaceId space = program_.steps[id].payload;
  const Term list = list_of(space, scope);
  const bool exact = list.opaque == kNo && list.members.empty() && code != Code::ExistsOne;
  if (!exact) return anything(id, std::vector<const Term*>{&list}, opaque_items());
  const StepId body = program_.args_of(id)[0];
  const Term neutral = terms_.constant(code == Code::All ? Truth::True : Truth::False);
  std::vector<Term> parts{neutral};
  for (const TermItem& item : list.items) {
    if (item.present == kNo) continue;
    parts.push_back(
        terms_.choose(item.present, term(body, item_scope(space, scope, item)), neutral));
  }
  std::vector<const Term*> refs;
  for (const Term& part : parts) refs.push_back(&part);
  Term out = code == Code::All ? terms_.both(refs) : terms_.either(refs);
  for (Smt& is : out.is) is = smt_.both(list.known(), is);
  for (const Truth t : kUnknowns) out.at(t) = smt_.either(out.at(t), list.at(t));
  return out;
}

Term Encoder::make_filter(StepId id, Scope& scope) {
  const Step& step = program_.steps[id];
  const SpaceId space = step.payload;
  const Term list = list_of(space, scope);
  if (list.opaque != kNo || !list.members.empty())
    return anything(id, std::vector<const Term*>{&list}, opaque_items());
  const auto args = program_.args_of(id);
  const bool filter = static_cast<Code>(step.code) == Code::Filter;
  const bool filtered = args.size() == 2;
  Term out = terms_.known(step.kind);
  std::vector<Term> states{Term{.kind = list.kind, .is = list.is}};
  for (const TermItem& item : list.items) {
    if (item.present == kNo) continue;
    Scope& inner = item_scope(space, scope, item);
    Smt kept = item.present;
    if (filtered) {
      const Term& condition = term(args[filter ? 1 : 0], inner);
      Term& state = states.emplace_back(Term{.kind = Kind::Bool});
      for (const Truth t : kUnknowns) state.at(t) = smt_.both(item.present, condition.at(t));
      kept = smt_.both(kept, condition.at(Truth::True));
    }
    const Term& value = filter ? term(args[0], inner) : term(args.back(), inner);
    if (!filter) {
      Term& state = states.emplace_back(Term{.kind = value.kind});
      for (const Truth t : kUnknowns) state.at(t) = smt_.both(kept, value.at(t));
    }
    out.items.push_back({kept, std::make_shared<const Term>(value)});
  }
  std::vector<const Term*> refs;
  for (const Term& state : states) refs.push_back(&state);
  terms_.set_worst(out, refs);
  out.distinct = filter && list.distinct;
  if (list.more != "0") out.opaque = smt_.negated(smt_.equal(list.more, "0"));
  return out;
}

Term Encoder::make_list(StepId id, Scope& scope) {
  Term out = terms_.known(program_.steps[id].kind);
  const std::vector<const Term*> a = args(id, scope);
  terms_.set_worst(out, a);
  for (const Term* item : a) out.items.push_back({kYes, std::make_shared<const Term>(*item)});
  out.distinct = a.size() <= 1;
  return out;
}

}  // namespace ipcheck

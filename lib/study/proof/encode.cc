// Tested by tests/agree/solver_test.cc.
#include "study/proof/encode.h"

#include <algorithm>

namespace ipcheck {

Encoder::Encoder(const Compiled& compiled, Applicant& applicant, FactTerms instead)
    : compiled_(compiled),
      program_(compiled.program),
      schema_(compiled.rules->schema),
      applicant_(applicant),
      instead_(std::move(instead)),
      terms_(applicant.terms),
      smt_(applicant.terms.smt) {}

const Term& Encoder::step(StepId id) {
  return term(id, root_);
}

const Term& Encoder::term(StepId id, Scope& from) {
  Scope* scope = &from;
  while (scope->space != program_.steps[id].space && scope->parent != nullptr)
    scope = scope->parent;
  if (const auto at = scope->terms.find(id); at != scope->terms.end()) return at->second;
  Term made = make(id, *scope);
  return scope->terms.emplace(id, std::move(made)).first->second;
}

std::vector<const Term*> Encoder::args(StepId id, Scope& scope) {
  std::vector<const Term*> out;
  for (const StepId arg : program_.args_of(id)) out.push_back(&term(arg, scope));
  return out;
}

Term Encoder::make(StepId id, Scope& scope) {
  const Step& step = program_.steps[id];
  const Code code = static_cast<Code>(step.code);
  switch (code) {
    case Code::Constant:
      return make_constant(id);
    case Code::Fact:
      return make_fact(id, scope);
    case Code::Items:
      return *scope.item;
    case Code::RowMap:
      return terms_.known(Kind::Int);  // where a row comes from: scopes know
    case Code::All:
    case Code::Exists:
    case Code::ExistsOne:
      return make_reduction(code, id, scope);
    case Code::Filter:
    case Code::Map:
      return make_filter(id, scope);
    case Code::Choose:
      return make_choose(id, scope);
    case Code::Call:
      return make_call(id, scope);
    default:
      break;
  }
  const std::vector<const Term*> a = args(id, scope);
  switch (code) {
    case Code::Broadcast:
    case Code::Spread:
      return *a[0];
    case Code::Convert:
      return convert(*a[0], step.type);
    case Code::Not:
      return terms_.negated(*a[0]);
    case Code::And:
      return terms_.both(a);
    case Code::Or:
      return terms_.either(a);
    case Code::Cond:
      return terms_.cond(*a[0], *a[1], *a[2]);
    case Code::Eq:
    case Code::Ne:
      return make_equal(*a[0], *a[1], code == Code::Ne, id);
    case Code::Lt:
    case Code::Le:
    case Code::Gt:
    case Code::Ge:
      return make_compare(code, *a[0], *a[1], id);
    case Code::In:
      return make_in(*a[0], *a[1], id);
    case Code::Neg:
    case Code::Add:
    case Code::Sub:
    case Code::Mul:
    case Code::Div:
    case Code::Mod:
      return make_arithmetic(code, *a[0], a.size() > 1 ? a[1] : nullptr, id);
    case Code::Index:
      return make_index(*a[0], *a[1], id);
    case Code::ListLit:
      return make_list(id, scope);
    case Code::Known:
      return terms_.truth(holds_truth(a[0]->kind)
                              ? smt_.either(a[0]->at(Truth::True), a[0]->at(Truth::False))
                              : a[0]->known());
    case Code::Criterion: {
      std::size_t next = 0;
      const Term* applies = (step.payload & 1) != 0 ? a[next++] : nullptr;
      const Term* check = (step.payload & 2) != 0 ? a[next++] : nullptr;
      const Term* should = (step.payload & 4) != 0 ? a[next++] : nullptr;
      return terms_.criterion(applies, check, should);
    }
    case Code::AtLeast:
      return terms_.at_least(step.payload, a);
    case Code::Field:
      return anything(id, a, say("列表中的记录", "a list of records"));
    case Code::MapLit:
      return anything(id, a, say("由事实组成的映射", "a map made of facts"));
    case Code::StateWord:
    case Code::VerdictWord:
      return anything(id, a, say("状态词", "a state as a word"));
    default:
      return anything(id, a, say("步骤 {}", "step {}", name_of(code)));
  }
}

Term Encoder::cell(const Column& column, TypeId type_id, std::uint32_t row) {
  const Type& type = schema_.types[type_id];
  if (holds_truth(column.kind)) {
    Term out = terms_.constant(column.truth[row]);
    out.kind = column.kind;
    return out;
  }
  if (column.state[row] != State::Known) return terms_.unknown(column.kind, column.state[row]);
  switch (column.kind) {
    case Kind::Int:
    case Kind::Date:
      return terms_.whole(column.kind, number(column.ints[row]), column.ints[row],
                          column.ints[row]);
    case Kind::Decimal: {
      Term out = terms_.known(Kind::Decimal);
      out.value = number(column.decimals[row]);
      return out;
    }
    case Kind::String:
      return terms_.text(Kind::String, applicant_.texts.id(column.strings[row]));
    case Kind::Enum: {
      const auto& members = schema_.domains[type.domain].members;
      const auto index = static_cast<std::size_t>(column.ints[row]);
      const bool listed = column.ints[row] >= 0 && index < members.size();
      return terms_.text(Kind::Enum, listed ? applicant_.texts.id(members[index].id) : kNoMember);
    }
    case Kind::List:
    case Kind::Set:
    case Kind::Map: {
      const bool map = column.kind == Kind::Map;
      Term out = terms_.known(column.kind);
      out.distinct = column.kind != Kind::List;
      for (std::uint32_t i = column.offsets[row]; i < column.offsets[row + 1]; ++i) {
        TermItem item{kYes,
                      std::make_shared<const Term>(cell(column.parts[map ? 1 : 0], type.item, i))};
        if (map) item.key = std::make_shared<const Term>(cell(column.parts[0], type.key, i));
        out.items.push_back(std::move(item));
      }
      return out;
    }
    case Kind::Bool:
    case Kind::Judgement:
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  Term out = terms_.known(column.kind);
  out.opaque = kYes;
  return out;
}

Term Encoder::make_constant(StepId id) {
  const Step& step = program_.steps[id];
  return cell(program_.constants[step.payload], step.type, 0);
}

/// What this program's schema makes of the value given: an enum id that it lacks is not read.
Term Encoder::own_value(const FactVariable& variable, FactId id, Smt& given) {
  const Domain* domain = schema_.domain_of(schema_.facts[id].type);
  if (domain == nullptr || domain->open) return variable.term;
  const auto lacks = [&](std::int64_t text) {
    return text < 0 || !domain->index_of(applicant_.texts.text(text));
  };
  std::vector<Smt> foreign;
  for (const std::int64_t text : variable.term.ids)
    if (lacks(text)) foreign.push_back(smt_.equal(variable.term.value, number(text)));
  for (std::size_t i = 0; i < variable.term.items.size(); ++i)
    if (variable.term.kind != Kind::Map && lacks(variable.keys[i]))
      foreign.push_back(variable.term.items[i].present);
  given = smt_.both(given, smt_.negated(smt_.any(foreign)));
  return variable.term;
}

Term Encoder::make_fact(StepId id, Scope& scope) {
  const Step& step = program_.steps[id];
  const Fact& fact = schema_.facts[step.payload];
  if (const auto at = instead_.find(fact.name); at != instead_.end()) return at->second;
  const std::vector<const Term*> a = args(id, scope);
  const bool derives = a.size() > 1 && a[0]->known() == kNo && a[0]->at(Truth::False) == kNo;
  Term filled = *a[derives ? 1 : 0];
  filled.kind = step.kind;
  if (!fact.input) return filled;
  const FactVariable& variable = applicant_.fact(schema_, step.payload);
  Smt given = variable.given;
  const Term own = own_value(variable, step.payload, given);
  if (own.opaque != kNo) outside_[id] = say("{} 的各项", "the items of {}", fact.name);
  return terms_.choose(given, own, filled);
}

const Term& Encoder::fact(FactId id) {
  for (StepId step = 0; step < program_.steps.size(); ++step) {
    const Step& at = program_.steps[step];
    if (at.code == static_cast<std::uint16_t>(Code::Fact) && at.payload == id)
      return this->step(step);
  }
  static const Term kNone;
  return kNone;
}

Term Encoder::make_choose(StepId id, Scope& scope) {
  const std::vector<const Term*> a = args(id, scope);
  const Step& step = program_.steps[id];
  const auto& members = program_.constants[step.payload].ints;
  const StepId selector = program_.args_of(id)[0];
  const Domain& domain = schema_.domains[schema_.types[program_.steps[selector].type].domain];
  Term out = terms_.constant(Truth::Missing);
  for (std::size_t i = members.size(); i-- > 0;) {
    const auto& member = domain.members[static_cast<std::size_t>(members[i])].id;
    const Smt taken =
        smt_.both(a[0]->known(), smt_.equal(a[0]->value, number(applicant_.texts.id(member))));
    out = terms_.choose(taken, *a[i + 1], out);
  }
  out.kind = Kind::Bool;
  return out;
}

Term Encoder::convert(const Term& from, TypeId type_id) {
  const Type& type = schema_.types[type_id];
  Term out = from;
  out.kind = type.kind;
  if (type.kind == Kind::Decimal && from.kind == Kind::Int) {
    out.value = smt_.real_of(from.value);
    return out;
  }
  if (type.kind == Kind::Set && from.kind == Kind::List) out.distinct = from.items.size() <= 1;
  for (TermItem& item : out.items)
    if (type.item != 0) item.value = std::make_shared<const Term>(convert(*item.value, type.item));
  return out;
}

Term Encoder::scheme(const CompiledScheme& scheme, const std::map<std::uint32_t, Term>& criteria) {
  return gate(scheme, scheme.scheme->root, criteria);
}

Term Encoder::gate(const CompiledScheme& scheme, GateId id,
                   const std::map<std::uint32_t, Term>& criteria) {
  const CompiledPolicy& policy = compiled_.policies[scheme.policy_index];
  const Gate& g = policy.policy->gates[id];
  if (g.kind == GateKind::Criterion) {
    const auto at = criteria.find(g.criterion);
    return at != criteria.end() ? at->second : step(policy.criteria[g.criterion].state);
  }
  std::vector<Term> parts;
  std::vector<const Term*> refs;
  for (const GateId child : g.children) parts.push_back(gate(scheme, child, criteria));
  for (const Term& part : parts) refs.push_back(&part);
  if (parts.empty()) return terms_.constant(Truth::True);
  if (g.kind == GateKind::All) return parts.size() == 1 ? parts[0] : terms_.both(refs);
  if (g.kind == GateKind::Any) return parts.size() == 1 ? parts[0] : terms_.either(refs);
  if (g.kind == GateKind::AtLeast) return terms_.at_least(g.k, refs);
  const Term& selector = fact(g.selector);
  const Domain& domain = schema_.domains[schema_.type_of(g.selector).domain];
  Term out = terms_.constant(Truth::Missing);
  for (std::size_t i = parts.size(); i-- > 0;) {
    const Smt taken = smt_.both(
        selector.known(),
        smt_.equal(selector.value, number(applicant_.texts.id(domain.members[g.branches[i]].id))));
    out = terms_.choose(taken, parts[i], out);
  }
  return out;
}

Term Encoder::anything(StepId id, std::span<const Term* const> args, Text why) {
  outside_[id] = std::move(why);
  const Step& step = program_.steps[id];
  std::string key = "any " + std::to_string(step.code) + " " + std::to_string(step.payload);
  const auto add = [&key](const Term& term, const auto& self) -> void {
    for (const Smt& is : term.is) key += " " + is;
    key += " " + term.value;
    for (const TermItem& item : term.items) {
      key += " [" + item.present;
      if (item.key) self(*item.key, self);
      self(*item.value, self);
    }
    for (const auto& [present, predicate] : term.members) key += " " + present + predicate;
    key += " " + term.more + term.opaque + ";";
  };
  for (const Term* arg : args) add(*arg, add);
  return applicant_.anything(key, schema_, step.type);
}

std::vector<Text> Encoder::outside(const CompiledScheme& scheme) const {
  std::vector<Text> out;
  if (outside_.empty()) return out;
  const CompiledPolicy& policy = compiled_.policies[scheme.policy_index];
  for (const std::uint32_t criterion : scheme.criteria) {
    std::vector<StepId> open{policy.criteria[criterion].state};
    std::set<StepId> seen;
    while (!open.empty()) {
      const StepId id = open.back();
      open.pop_back();
      if (id == kNoStep || !seen.insert(id).second) continue;
      if (const auto at = outside_.find(id); at != outside_.end()) {
        const std::string& name = policy.policy->criteria[criterion].id;
        out.push_back({name + "（" + at->second.zh + "）", name + " (" + at->second.en + ")"});
        break;
      }
      const Step& step = program_.steps[id];
      for (const StepId arg : program_.args_of(id)) open.push_back(arg);
      const Code code = static_cast<Code>(step.code);
      if (code == Code::All || code == Code::Exists || code == Code::ExistsOne ||
          code == Code::Filter || code == Code::Map)
        open.push_back(program_.spaces[step.payload].list);
    }
  }
  return out;
}

}  // namespace ipcheck

// Tested by tests/agree/solver_test.cc.
#include "study/proof/applicant.h"

#include <algorithm>
#include <cassert>

namespace ipcheck {
namespace {

constexpr std::int64_t kWidestUniverse =
    256;  // whole numbers that a set may hold, one variable each
const std::vector<std::string> kUnlisted = {"其他1", "其他2"};

std::int64_t whole(const Decimal& d, bool up) {
  if (const auto n = d.to_int64()) return *n;
  // Not whole or too great: the next one inside.
  const std::int64_t limit = d < Decimal::of(0) ? INT64_MIN : INT64_MAX;
  if (d < Decimal::of(INT64_MIN) || Decimal::of(INT64_MAX) < d) return limit;
  Int128 c = d.coefficient;
  for (std::int32_t i = 0; i < d.scale; ++i) c /= 10;
  const auto near = static_cast<std::int64_t>(c);
  if (up && Decimal::of(near) < d) return near + 1;
  if (!up && d < Decimal::of(near)) return near - 1;
  return near;
}

}  // namespace

std::int64_t TextPool::id(std::string_view text) {
  const auto [at, is_new] =
      ids_.emplace(std::string(text), static_cast<std::int64_t>(texts_.size()));
  if (is_new) texts_.emplace_back(text);
  return at->second;
}

/// What the schemas together say of a fact: what they differ in is left to each program.
struct Applicant::Shape {
  std::string name;
  TypeId type = kInvalidType;
  Kind kind = Kind::Invalid, item = Kind::Invalid;
  std::optional<Decimal> min{}, max{};
  std::vector<std::string> members{};
  bool open = false;
  std::vector<std::string> keys{};
  Words words{};
};

Applicant::Applicant(SmtText& smt, std::span<const Compiled* const> programs)
    : terms(smt), programs_(programs), words_(words_of(programs)) {}

Applicant::Shape Applicant::shape(const Schema& schema, FactId id) const {
  const Fact& fact = schema.facts[id];
  const Type& type = schema.types[fact.type];
  Shape out{.name = fact.name,
            .type = fact.type,
            .kind = type.kind,
            .item = type.item == 0 ? Kind::Invalid : schema.types[type.item].kind,
            .keys = fact.keys};
  if (const auto at = words_.find(fact.name); at != words_.end()) out.words = at->second;
  for (const Compiled* program : programs_) {
    const Schema& other = program->rules->schema;
    const FactId same = other.find(fact.name);
    if (same == kNoFact || other.type_of(same).kind != type.kind) continue;
    const Fact& there = other.facts[same];
    if (there.min && (!out.min || *out.min < *there.min)) out.min = there.min;
    if (there.max && (!out.max || *there.max < *out.max)) out.max = there.max;
    if (const Domain* domain = other.domain_of(there.type)) {
      out.open |= domain->open;
      for (const Member& member : domain->members)
        if (std::find(out.members.begin(), out.members.end(), member.id) == out.members.end())
          out.members.push_back(member.id);
    }
  }
  return out;
}

const FactVariable& Applicant::fact(const Schema& schema, FactId id) {
  const Fact& fact = schema.facts[id];
  const Kind kind = schema.type_of(id).kind;
  const std::string key = fact.name + "#" + std::to_string(static_cast<int>(kind));
  if (const auto at = facts_.find(key); at != facts_.end()) return at->second;
  const bool taken = std::any_of(facts_.begin(), facts_.end(),
                                 [&](const auto& known) { return known.second.name == fact.name; });
  FactVariable& out = facts_[key];
  out.name = fact.name;
  out.type = fact.type;
  const std::string symbol = fact.name + (taken ? "#" + std::to_string(int(kind)) : "");
  out.given = terms.smt.declare("|" + symbol + "?|", Sort::Bool);
  out.term = declare(shape(schema, id), symbol, out);
  return out;
}

const FactVariable& Applicant::another(const Schema& schema, FactId id, const std::string& suffix) {
  const std::string symbol = schema.facts[id].name + suffix;
  const auto [at, is_new] = others_.try_emplace(symbol);
  FactVariable& out = at->second;
  if (!is_new) return out;
  out.name = schema.facts[id].name;
  out.type = schema.facts[id].type;
  out.given = kYes;
  out.term = declare(shape(schema, id), symbol, out);
  return out;
}

std::vector<std::int64_t> Applicant::members(const Shape& shape) {
  std::vector<std::int64_t> out;
  for (const std::string& id : shape.members) out.push_back(texts.id(id));
  if (shape.open)
    for (const std::string& text : kUnlisted) out.push_back(texts.id(text));
  if (shape.kind == Kind::String || shape.item == Kind::String || shape.kind == Kind::Map) {
    for (const std::string& text : shape.keys.empty() ? shape.words.texts : shape.keys)
      out.push_back(texts.id(text));
    if (!shape.words.whole && shape.keys.empty()) out.push_back(kAnyText);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Term Applicant::declare(const Shape& shape, const std::string& symbol, FactVariable& out) {
  SmtText& smt = terms.smt;
  const std::string name = "|" + symbol + "|";
  Term term = terms.known(shape.kind);
  switch (shape.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      term = terms.truth(smt.declare(name, Sort::Bool));
      term.kind = shape.kind;
      return term;
    case Kind::Int:
    case Kind::Date: {
      const bool date = shape.kind == Kind::Date;
      term.low = date        ? Date::of(1900, 1, 1)->days
                 : shape.min ? whole(*shape.min, true)
                             : INT64_MIN;
      term.high = date        ? Date::of(2100, 12, 31)->days
                  : shape.max ? whole(*shape.max, false)
                              : INT64_MAX;
      term.value = smt.declare(name, Sort::Int);
      smt.require(smt.at_most(number(term.low), term.value));
      smt.require(smt.at_most(term.value, number(term.high)));
      return term;
    }
    case Kind::Decimal: {
      // Greater amounts, or finer than 10^-18, could overflow in sums; nobody has them.
      const Decimal most{Int128{1'000'000'000'000'000'000}, 0};
      const Decimal least = negate(most);
      term.value = smt.declare(name, Sort::Real);
      smt.require(
          smt.at_most(number(shape.min && least < *shape.min ? *shape.min : least), term.value));
      smt.require(
          smt.at_most(term.value, number(shape.max && *shape.max < most ? *shape.max : most)));
      return term;
    }
    case Kind::String:
    case Kind::Enum: {
      term.value = smt.declare(name, Sort::Int);
      term.ids = members(shape);
      std::vector<Smt> one;
      for (const std::int64_t id : term.ids) one.push_back(smt.equal(term.value, number(id)));
      smt.require(smt.any(one));
      if (term.ids.empty()) smt.require(smt.negated(out.given));
      if (!shape.words.whole) out.odd = smt.equal(term.value, number(kAnyText));
      return term;
    }
    case Kind::List:
    case Kind::Set:
      out.term = term;
      declare_items(shape, symbol, out);
      return out.term;
    case Kind::Map:
      out.term = term;
      declare_map(shape, symbol, out);
      return out.term;
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  term.opaque = kYes;
  return term;
}

void Applicant::declare_items(const Shape& shape, const std::string& symbol, FactVariable& out) {
  SmtText& smt = terms.smt;
  Term& term = out.term;
  const bool texts_inside = shape.item == Kind::Enum || shape.item == Kind::String;
  if (texts_inside) {
    out.keys = members(shape);
  } else if (shape.item == Kind::Int) {
    const std::int64_t low = shape.min ? whole(*shape.min, true) : INT64_MIN;
    const std::int64_t high = shape.max ? whole(*shape.max, false) : INT64_MAX;
    if (shape.words.walked && shape.min && shape.max && high - low < kWidestUniverse) {
      for (std::int64_t n = low; n <= high; ++n) out.keys.push_back(n);
    } else {
      term.low = low;
      term.high = high;
      term.members.emplace_back(kYes, smt.declare_predicate("|" + symbol + "∋|"));
      term.more = smt.declare("|" + symbol + "+|", Sort::Int);
      smt.require(smt.at_most("0", term.more));
      return;
    }
  } else {
    term.opaque = kYes;  // dates, amounts, records
    return;
  }
  std::vector<Smt> likes;  // what further items could be like
  for (const std::int64_t key : out.keys) {
    const Smt present =
        smt.declare("|" + symbol + "∋" + std::to_string(out.term.items.size()) + "|", Sort::Bool);
    Term item =
        texts_inside ? terms.text(shape.item, key) : terms.whole(Kind::Int, number(key), key, key);
    if (key == kAnyText) out.odd = present;
    term.items.push_back({present, std::make_shared<const Term>(std::move(item))});
    likes.push_back(present);
  }
  const bool closed = shape.kind == Kind::Set && shape.item != Kind::String && !shape.open;
  if (closed) return;
  term.more = smt.declare("|" + symbol + "+|", Sort::Int);
  smt.require(smt.at_most("0", term.more));
  smt.require(smt.either(smt.equal(term.more, "0"), smt.any(likes)));
}

void Applicant::declare_map(const Shape& shape, const std::string& symbol, FactVariable& out) {
  SmtText& smt = terms.smt;
  Term& term = out.term;
  if (shape.item != Kind::Int && shape.item != Kind::Decimal) {
    term.opaque = kYes;
    return;
  }
  out.keys = members(shape);
  for (const std::int64_t key : out.keys) {
    const std::string entry = symbol + "[" + std::to_string(out.term.items.size()) + "]";
    const Smt present = smt.declare("|" + entry + "?|", Sort::Bool);
    FactVariable inner;
    Shape plain{.name = shape.name, .kind = shape.item, .min = shape.min, .max = shape.max};
    auto value = std::make_shared<const Term>(declare(plain, entry, inner));
    auto name = std::make_shared<const Term>(terms.text(Kind::String, key));
    if (key == kAnyText) out.odd = present;
    term.items.push_back({present, std::move(value), std::move(name)});
  }
  if (!shape.keys.empty()) return;
  term.more = smt.declare("|" + symbol + "+|", Sort::Int);
  smt.require(smt.at_most("0", term.more));
}

const Term& Applicant::anything(const std::string& key, const Schema& schema, TypeId type) {
  const auto [at, is_new] = anything_.emplace(key, Term{});
  Term& out = at->second;
  if (!is_new) return out;
  SmtText& smt = terms.smt;
  const std::string name = "|any " + std::to_string(anything_.size()) + "|";
  const Kind kind = schema.types[type].kind;
  out = terms.known(kind);
  const Smt state = smt.declare("|any " + std::to_string(anything_.size()) + "?|", Sort::Int);
  smt.require(smt.at_most(holds_truth(kind) ? "0" : "1", state));
  smt.require(smt.at_most(state, "4"));
  for (std::int64_t t = holds_truth(kind) ? 0 : 1; t <= 4; ++t)
    out.is[static_cast<std::size_t>(t)] = smt.equal(state, number(t));
  if (holds_truth(kind)) return out;
  out.low = INT64_MIN;
  out.high = INT64_MAX;
  if (kind == Kind::List || kind == Kind::Set || kind == Kind::Map || kind == Kind::Record) {
    out.opaque = kYes;
    return out;
  }
  out.value = smt.declare(name, sort_of(kind));
  if (kind != Kind::String && kind != Kind::Enum) return out;
  out.ids.push_back(kAnyText);
  if (const Domain* domain = schema.domain_of(type))
    for (const Member& member : domain->members) out.ids.push_back(texts.id(member.id));
  std::sort(out.ids.begin(), out.ids.end());
  std::vector<Smt> one;
  for (const std::int64_t id : out.ids) one.push_back(smt.equal(out.value, number(id)));
  smt.require(smt.any(one));
  return out;
}

}  // namespace ipcheck

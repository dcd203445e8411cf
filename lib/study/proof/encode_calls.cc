// Functions: the plain ones by their meaning, all others by running the engine's own kernel over
// every value that their one free argument can have. Tested by tests/agree/solver_test.cc.
#include <algorithm>

#include "expr/functions.h"
#include "study/proof/encode.h"

namespace ipcheck {
namespace {

constexpr std::int64_t kLongestTable = 100'000;
constexpr std::size_t kLargestSet = 40;  // items compared with one another

bool is_fixed(const Term& term) {
  if (holds_truth(term.kind)) return term.at(Truth::True) == kYes || term.at(Truth::False) == kYes;
  if (is_collection(term.kind) || term.kind == Kind::Record) return false;
  return is_literal(term.value);
}

/// A stretch of a table: the same state; the same value, or the same distance from the argument.
struct Stretch {
  std::int64_t begin = 0;
  State state = State::Known;
  bool distance = false;
  std::int64_t n = 0;
};

std::vector<Stretch> stretches(const NumberTable& table) {
  std::vector<Stretch> out;
  bool same_value = false, same_distance = false;
  for (std::size_t i = 0; i < table.states.size(); ++i) {
    const State state = table.states[i];
    const std::int64_t at = table.low + static_cast<std::int64_t>(i);
    const std::int64_t n = state == State::Known ? table.values[i] : 0;
    if (!out.empty() && out.back().state == state) {
      Stretch& last = out.back();
      const bool value = same_value && n == table.values[i - 1];
      const bool distance = same_distance && n - at == table.values[i - 1] - (at - 1);
      if (state != State::Known) continue;
      if (value || distance) {
        same_value = value;
        same_distance = distance;
        last.distance = !value;
        last.n = value ? n : n - at;
        continue;
      }
    }
    same_value = same_distance = true;
    out.push_back({at, state, false, n});
  }
  return out;
}

/// The leaf of the stretch that `argument` lies in.
template <class Leaf>
Smt tree(SmtText& smt, Sort sort, const Smt& argument, std::span<const Stretch> table, Leaf leaf) {
  if (table.size() == 1) return leaf(table[0]);
  const std::size_t middle = table.size() / 2;
  const Smt left = tree(smt, sort, argument, table.first(middle), leaf);
  const Smt right = tree(smt, sort, argument, table.subspan(middle), leaf);
  if (left == right) return left;
  return smt.choose(sort, smt.less(argument, number(table[middle].begin)), left, right);
}

Column fixed_column(const TextPool& texts, const Term& term) {
  Column out;
  out.kind = term.kind;
  out.constant = true;
  if (holds_truth(term.kind)) {
    out.truth.push_back(truth(term.at(Truth::True) == kYes));
    return out;
  }
  out.state.push_back(State::Known);
  std::int64_t n = 0;
  Ratio ratio;
  if (term.kind == Kind::Decimal) {
    read_ratio(term.value, ratio);
    Decimal d{ratio.numerator, 0};
    for (Int128 of = ratio.denominator; of > 1; of /= 10) ++d.scale;
    out.decimals.push_back(d);
    return out;
  }
  is_literal(term.value, n);
  if (term.kind == Kind::String)
    out.strings.push_back(n >= 0 ? std::string_view(texts.text(n)) : std::string_view());
  else
    out.ints.push_back(n);
  return out;
}

/// The function over `values` in the place of argument `free`.
Column run_function(const Step& step, const TextPool& texts, const WorkCalendar& calendar,
                    std::span<const Term* const> args, std::size_t free, const Column& values,
                    std::deque<std::string>& made) {
  std::deque<Column> columns;
  std::vector<const Column*> refs;
  for (std::size_t i = 0; i < args.size(); ++i)
    refs.push_back(i == free ? &values : &columns.emplace_back(fixed_column(texts, *args[i])));
  const auto rows = static_cast<std::uint32_t>(free < args.size() ? values.rows() : 1);
  Column out;
  out.kind = step.kind;
  functions()[step.payload].kernel({refs, rows, &calendar, nullptr, &made}, out);
  return out;
}

}  // namespace

Term Encoder::by_number(const Step& step, std::span<const Term* const> args, std::size_t free) {
  const Term& argument = *args[free];
  Column values;
  values.kind = argument.kind;
  auto table = std::make_shared<NumberTable>();
  if (argument.table) {
    table->root = argument.table->root;
    table->low = argument.table->low;
    values.ints = argument.table->values;
    values.state = argument.table->states;
  } else {
    table->root = argument.value;
    table->low = argument.low;
    for (std::int64_t n = argument.low; n <= argument.high; ++n) values.ints.push_back(n);
    values.state.assign(values.ints.size(), State::Known);
  }
  std::deque<std::string> made;
  Column results =
      run_function(step, applicant_.texts, compiled_.rules->calendar, args, free, values, made);
  table->values = std::move(results.ints);
  table->states = std::move(results.state);
  Term out = terms_.known(step.kind);
  terms_.set_worst(out, args);
  out.low = INT64_MAX;
  out.high = INT64_MIN;
  for (std::size_t i = 0; i < table->states.size(); ++i) {
    if (table->states[i] != State::Known) continue;
    out.low = std::min(out.low, table->values[i]);
    out.high = std::max(out.high, table->values[i]);
  }
  const std::vector<Stretch> parts = stretches(*table);
  out.value = tree(smt_, Sort::Int, table->root, parts, [&](const Stretch& s) {
    return s.distance ? smt_.sum(Sort::Int, table->root, number(s.n)) : number(s.n);
  });
  const Smt known = out.known();
  for (const State state : {State::Missing, State::Pending, State::Fault}) {
    const Smt hit = tree(smt_, Sort::Bool, table->root, parts,
                         [&](const Stretch& s) { return s.state == state ? kYes : kNo; });
    terms_.worsen(out, state, smt_.both(known, hit));
  }
  out.table = std::move(table);
  return out;
}

Smt Encoder::within(const NumberTable& table, std::int64_t low, std::int64_t high) {
  NumberTable truths{table.root, table.low, {}, table.states};
  for (std::size_t i = 0; i < table.values.size(); ++i) {
    truths.values.push_back(low <= table.values[i] && table.values[i] <= high);
    truths.states[i] = State::Known;  // elsewhere it is not asked
  }
  return tree(smt_, Sort::Bool, table.root, stretches(truths),
              [&](const Stretch& s) { return s.n != 0 ? kYes : kNo; });
}

Term Encoder::by_text(const Step& step, std::span<const Term* const> args, std::size_t free) {
  const Term& argument = *args[free];
  Column values;
  values.kind = Kind::String;
  std::vector<std::int64_t> ids;
  for (const std::int64_t id : argument.ids)
    if (id >= 0) ids.push_back(id);
  for (const std::int64_t id : ids) values.strings.push_back(applicant_.texts.text(id));
  values.state.assign(ids.size(), State::Known);
  std::deque<std::string> made;
  const Column results =
      run_function(step, applicant_.texts, compiled_.rules->calendar, args, free, values, made);
  std::string key = "text " + std::to_string(step.payload);
  for (const Term* arg : args) key += " " + arg->value;
  Term out;
  const bool open = ids.size() < argument.ids.size();
  if (open) {  // of a text besides the candidates: any known result
    out = applicant_.anything(key, schema_, step.type);
    Term yes = out;
    out = terms_.known(step.kind);
    if (holds_truth(step.kind)) {
      out.at(Truth::True) = yes.at(Truth::True);
      out.at(Truth::False) = smt_.negated(yes.at(Truth::True));
    } else {
      out.value = yes.value;
      out.ids = yes.ids;
      out.low = yes.low;
      out.high = yes.high;
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Term here =
        holds_truth(step.kind) ? terms_.constant(results.truth[i]) : terms_.known(step.kind);
    if (!holds_truth(step.kind) && results.state[i] != State::Known)
      here = terms_.unknown(step.kind, results.state[i]);
    else if (step.kind == Kind::String)
      here = terms_.text(Kind::String, applicant_.texts.id(results.strings[i]));
    else if (!holds_truth(step.kind))
      here = terms_.whole(step.kind, number(results.ints[i]), results.ints[i], results.ints[i]);
    const bool first = i == 0 && !open;
    out = first ? here : terms_.choose(smt_.equal(argument.value, number(ids[i])), here, out);
  }
  if (ids.empty() && !open) out = terms_.known(step.kind);
  Term worst;
  terms_.set_worst(worst, args);
  for (Smt& is : out.is) is = smt_.both(worst.known(), is);
  for (const Truth t : kUnknowns) out.at(t) = smt_.either(out.at(t), worst.at(t));
  return out;
}

std::optional<Term> Encoder::tabulated(const Step& step, std::span<const Term* const> args) {
  std::size_t free = args.size();
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (is_collection(args[i]->kind) || args[i]->kind == Kind::Record) return std::nullopt;
    if (is_fixed(*args[i])) continue;
    if (free != args.size()) return std::nullopt;
    free = i;
  }
  const bool plain = step.kind == Kind::Int || step.kind == Kind::Date;
  if (free == args.size()) {  // a macro's item took the place of a variable
    std::deque<std::string> made;
    const Column out =
        run_function(step, applicant_.texts, compiled_.rules->calendar, args, free, {}, made);
    Term known;
    terms_.set_worst(known, args);
    Term value = cell(out, step.type, 0);
    for (Smt& is : value.is) is = smt_.both(known.known(), is);
    for (const Truth t : kUnknowns) value.at(t) = smt_.either(value.at(t), known.at(t));
    return value;
  }
  const Term& argument = *args[free];
  const bool number_like = argument.kind == Kind::Int || argument.kind == Kind::Date;
  if (number_like && plain && Int128{argument.high} - argument.low <= kLongestTable)
    return by_number(step, args, free);
  if (argument.kind == Kind::String &&
      (plain || holds_truth(step.kind) || step.kind == Kind::String))
    return by_text(step, args, free);
  return std::nullopt;
}

std::optional<Term> Encoder::size(const Term& list) {
  if (list.opaque != kNo || !list.members.empty()) return std::nullopt;
  std::vector<Smt> counted;
  const bool repeats = list.kind == Kind::Set && !list.distinct;
  if (repeats && (list.items.size() > kLargestSet || list.more != "0")) return std::nullopt;
  bool exact = true;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    std::vector<Smt> earlier;
    for (std::size_t j = 0; repeats && j < i; ++j)
      earlier.push_back(smt_.both(list.items[j].present,
                                  same(*list.items[j].value, *list.items[i].value, exact)));
    counted.push_back(smt_.both(list.items[i].present, smt_.negated(smt_.any(earlier))));
  }
  if (!exact) return std::nullopt;
  Term out = terms_.known(Kind::Int);
  out.is = list.is;
  out.value = smt_.sum(Sort::Int, terms_.count(counted), list.more);
  out.low = 0;
  out.high = list.more == "0" ? static_cast<std::int64_t>(list.items.size()) : INT64_MAX;
  return out;
}

std::optional<Term> Encoder::sum(const Step& step, const Term& list) {
  if (list.opaque != kNo || !list.members.empty() || list.more != "0") return std::nullopt;
  if (list.kind == Kind::Set && !list.distinct) return std::nullopt;
  Term out = terms_.known(step.kind);
  out.is = list.is;
  if (step.kind == Kind::Decimal) {
    for (const TermItem& item : list.items) {
      const Smt value =
          item.value->kind == Kind::Int ? smt_.real_of(item.value->value) : item.value->value;
      out.value =
          smt_.sum(Sort::Real, out.value, smt_.choose(Sort::Real, item.present, value, "0.0"));
    }
    return out;
  }
  for (const TermItem& item : list.items) {
    Term value = terms_.known(Kind::Int);
    value.value = smt_.choose(Sort::Int, item.present, item.value->value, "0");
    value.low = std::min<std::int64_t>(0, item.value->low);
    value.high = std::max<std::int64_t>(0, item.value->high);
    out = make_whole(Code::Add, out, value);
  }
  return out;
}

Term Encoder::make_pick(bool least, std::span<const Term* const> args) {
  Term out = *args[0];
  for (const Term* next : args.subspan(1)) {
    const Smt takes = least ? smt_.less(next->value, out.value) : smt_.less(out.value, next->value);
    const Term before = out;
    out = terms_.choose(takes, *next, out);
    out.low = least ? std::min(before.low, next->low) : std::max(before.low, next->low);
    out.high = least ? std::min(before.high, next->high) : std::max(before.high, next->high);
  }
  terms_.set_worst(out, args);
  return out;
}

Term Encoder::make_absolute(const Term& a) {
  const bool real = a.kind == Kind::Decimal;
  const Smt zero = real ? "0.0" : "0";
  Term out = a;
  out.value = smt_.choose(sort_of(a.kind), smt_.less(a.value, zero),
                          smt_.difference(sort_of(a.kind), zero, a.value), a.value);
  if (real) return out;
  if (a.low == INT64_MIN) terms_.worsen(out, State::Fault, smt_.equal(a.value, number(INT64_MIN)));
  const std::int64_t least = a.low == INT64_MIN ? INT64_MAX : -a.low;
  out.low = a.low > 0 ? a.low : 0;
  out.high = std::max(least, a.high);
  return out;
}

Term Encoder::make_call(StepId id, Scope& scope) {
  const Step& step = program_.steps[id];
  const std::vector<const Term*> a = args(id, scope);
  const std::string_view name = functions()[step.payload].name;
  std::optional<Term> out;
  if (name == "size" && is_collection(a[0]->kind)) out = size(*a[0]);
  if (name == "sum") out = sum(step, *a[0]);
  if ((name == "min" || name == "max") && a.size() > 1) out = make_pick(name == "min", a);
  if (name == "abs") out = make_absolute(*a[0]);
  if (!out) out = tabulated(step, a);
  if (!out && name == "add_days") {
    Term days = make_whole(Code::Add, *a[0], *a[1]);
    const std::int64_t first = Date::of(1, 1, 1)->days, last = Date::of(9999, 12, 31)->days;
    terms_.worsen(
        days, State::Fault,
        smt_.either(smt_.less(days.value, number(first)), smt_.less(number(last), days.value)));
    days.low = std::max(days.low, first);
    days.high = std::min(days.high, last);
    days.kind = Kind::Date;
    out = std::move(days);
  }
  if (out) return std::move(*out);
  return anything(id, a, say("函数 {}", "the function {}", name));
}

}  // namespace ipcheck

// Comparisons and arithmetic. Tested by tests/agree/solver_test.cc.
#include <algorithm>

#include "study/proof/encode.h"

namespace ipcheck {
namespace {

using Wide = __int128;

bool has_any_text(const Term& term) {
  return std::binary_search(term.ids.begin(), term.ids.end(), kAnyText);
}

std::int64_t clamped(Wide n) {
  return n < INT64_MIN ? INT64_MIN : n > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(n);
}

/// What a result of whole numbers lies between if nothing overflows.
struct Bounds {
  Wide low, high;
};

Bounds bounds(Code code, const Term& a, const Term& b) {
  const Wide al = a.low, ah = a.high, bl = b.low, bh = b.high;
  if (code == Code::Add) return {al + bl, ah + bh};
  if (code == Code::Sub) return {al - bh, ah - bl};
  if (al == 0 && ah == 0) return {0, 0};
  const auto [low, high] = std::minmax({al * bl, al * bh, ah * bl, ah * bh});
  return {low, high};
}

}  // namespace

Smt Encoder::same(const Term& a, const Term& b, bool& exact) {
  if (holds_truth(a.kind)) {
    const Smt &x = a.at(Truth::True), &y = b.at(Truth::True);
    return smt_.either(smt_.both(x, y), smt_.both(smt_.negated(x), smt_.negated(y)));
  }
  if (a.kind == Kind::String || a.kind == Kind::Enum) {
    if (has_any_text(a) && has_any_text(b)) exact = false;
    const bool meet = std::any_of(a.ids.begin(), a.ids.end(), [&b](std::int64_t id) {
      return std::binary_search(b.ids.begin(), b.ids.end(), id);
    });
    return meet ? smt_.equal(a.value, b.value) : kNo;
  }
  if (a.kind == Kind::Int || a.kind == Kind::Date || a.kind == Kind::Decimal) {
    if (a.kind == b.kind) return smt_.equal(a.value, b.value);
    return smt_.equal(a.kind == Kind::Int ? smt_.real_of(a.value) : a.value,
                      b.kind == Kind::Int ? smt_.real_of(b.value) : b.value);
  }
  exact = false;
  return kNo;
}

Term Encoder::make_equal(const Term& a, const Term& b, bool negated, StepId id) {
  const Term* args[] = {&a, &b};
  bool exact = true;
  const Smt equal = same(a, b, exact);
  if (!exact) return anything(id, args, say("比较列表或任意文本", "comparing lists or any texts"));
  return terms_.strict(args, negated ? smt_.negated(equal) : equal);
}

Term Encoder::make_compare(Code code, const Term& a, const Term& b, StepId id) {
  const Term* args[] = {&a, &b};
  const bool numbers = a.kind == Kind::Int || a.kind == Kind::Date || a.kind == Kind::Decimal;
  if (!numbers) return anything(id, args, say("文本的先后", "the order of texts"));
  const bool mixed = a.kind != b.kind;
  const Smt x = mixed && a.kind == Kind::Int ? smt_.real_of(a.value) : a.value;
  const Smt y = mixed && b.kind == Kind::Int ? smt_.real_of(b.value) : b.value;
  Smt holds;
  std::int64_t n = 0;
  if (!mixed && a.table && is_literal(b.value, n)) {
    if (code == Code::Lt) holds = within(*a.table, INT64_MIN, n - 1);
    if (code == Code::Le) holds = within(*a.table, INT64_MIN, n);
    if (code == Code::Ge) holds = within(*a.table, n, INT64_MAX);
    if (code == Code::Gt) holds = within(*a.table, n + 1, INT64_MAX);
  } else if (!mixed && b.table && is_literal(a.value, n)) {
    if (code == Code::Gt) holds = within(*b.table, INT64_MIN, n - 1);
    if (code == Code::Ge) holds = within(*b.table, INT64_MIN, n);
    if (code == Code::Le) holds = within(*b.table, n, INT64_MAX);
    if (code == Code::Lt) holds = within(*b.table, n + 1, INT64_MAX);
  } else {
    if (code == Code::Lt) holds = smt_.less(x, y);
    if (code == Code::Gt) holds = smt_.less(y, x);
    if (code == Code::Le) holds = smt_.at_most(x, y);
    if (code == Code::Ge) holds = smt_.at_most(y, x);
  }
  if (!mixed && a.kind != Kind::Decimal) {  // what the ranges decide
    const bool swapped = code == Code::Gt || code == Code::Ge;
    const Term &lesser = swapped ? b : a, &greater = swapped ? a : b;
    const bool strict = code == Code::Lt || code == Code::Gt;
    if (strict ? lesser.high < greater.low : lesser.high <= greater.low) holds = kYes;
    if (strict ? lesser.low >= greater.high : lesser.low > greater.high) holds = kNo;
  }
  return terms_.strict(args, holds);
}

Term Encoder::make_whole(Code code, const Term& a, const Term& b) {
  const Bounds range = bounds(code, a, b);
  Term out = terms_.known(Kind::Int);
  const Term* args[] = {&a, &b};
  terms_.set_worst(out, args);
  out.value = code == Code::Add   ? smt_.sum(Sort::Int, a.value, b.value)
              : code == Code::Sub ? smt_.difference(Sort::Int, a.value, b.value)
                                  : smt_.product(Sort::Int, a.value, b.value);
  out.low = clamped(range.low);
  out.high = clamped(range.high);
  if (range.low < INT64_MIN)
    terms_.worsen(out, State::Fault, smt_.less(out.value, number(INT64_MIN)));
  if (range.high > INT64_MAX)
    terms_.worsen(out, State::Fault, smt_.less(number(INT64_MAX), out.value));
  return out;
}

Term Encoder::make_quotient(Code code, const Term& a, const Term& b) {
  Term out = terms_.known(Kind::Int);
  const Term* args[] = {&a, &b};
  terms_.set_worst(out, args);
  terms_.worsen(out, State::Fault, smt_.equal(b.value, "0"));
  terms_.worsen(out, State::Fault,
                smt_.both(smt_.equal(a.value, number(INT64_MIN)), smt_.equal(b.value, "(- 1)")));
  out.value =
      code == Code::Div ? smt_.quotient(a.value, b.value) : smt_.remainder(a.value, b.value);
  const Wide most = std::max({Wide{a.high}, -Wide{a.low}, Wide{0}});
  out.low = a.low >= 0 && b.low >= 0 ? 0 : clamped(-most);
  out.high = clamped(most);
  std::int64_t n = 0, d = 0;
  if (code == Code::Mod && is_literal(b.value, d) && d > 0) {
    out.low = a.low >= 0 ? 0 : 1 - d;
    out.high = d - 1;
  }
  if (is_literal(out.value, n)) out.low = out.high = n;
  return out;
}

Term Encoder::join(const Term& a, const Term& b) {
  Term out = a;
  const Term* args[] = {&a, &b};
  terms_.set_worst(out, args);
  out.items.insert(out.items.end(), b.items.begin(), b.items.end());
  out.members.insert(out.members.end(), b.members.begin(), b.members.end());
  out.more = smt_.sum(Sort::Int, a.more, b.more);
  out.opaque = smt_.either(a.opaque, b.opaque);
  out.distinct = false;
  return out;
}

Term Encoder::make_arithmetic(Code code, const Term& a, const Term* b, StepId id) {
  const Kind kind = program_.steps[id].kind;
  std::vector<const Term*> args{&a};
  if (b != nullptr) args.push_back(b);
  if (kind == Kind::Decimal && code != Code::Div && code != Code::Mod) {
    Term out = terms_.known(Kind::Decimal);
    terms_.set_worst(out, args);
    out.value = code == Code::Neg   ? smt_.difference(Sort::Real, "0.0", a.value)
                : code == Code::Add ? smt_.sum(Sort::Real, a.value, b->value)
                : code == Code::Sub ? smt_.difference(Sort::Real, a.value, b->value)
                                    : smt_.product(Sort::Real, a.value, b->value);
    return out;
  }
  if (kind == Kind::Int) {
    if (code == Code::Neg) return make_whole(Code::Sub, terms_.whole(Kind::Int, "0", 0, 0), a);
    if (code == Code::Div || code == Code::Mod) return make_quotient(code, a, *b);
    return make_whole(code, a, *b);
  }
  if (code == Code::Add && (kind == Kind::List || kind == Kind::Set)) return join(a, *b);
  if (kind == Kind::String) return anything(id, args, say("拼接文本", "joining texts"));
  return anything(id, args, say("小数的商", "a quotient of decimals"));
}

}  // namespace ipcheck

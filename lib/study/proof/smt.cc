// Tested by tests/study/solver_test.cc.
#include "study/proof/smt.h"

#include <algorithm>
#include <charconv>

namespace ipcheck {
namespace {

const char* word(Sort sort) {
  switch (sort) {
    case Sort::Bool:
      return "Bool";
    case Sort::Int:
      return "Int";
    case Sort::Real:
      return "Real";
  }
  return "";
}

std::string called(const char* op, const Smt& a, const Smt& b) {
  return std::string("(") + op + " " + a + " " + b + ")";
}

/// Drops what changes nothing, once each; false: `decides` is among them.
bool reduce(std::vector<Smt>& parts, const Smt& decides, const Smt& neutral) {
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  parts.erase(std::remove(parts.begin(), parts.end(), neutral), parts.end());
  return std::find(parts.begin(), parts.end(), decides) == parts.end();
}

}  // namespace

Smt number(std::int64_t n) {
  if (n == INT64_MIN) return "(- 9223372036854775808)";
  return n < 0 ? "(- " + std::to_string(-n) + ")" : std::to_string(n);
}

Smt number(const Decimal& d) {
  const std::string digits = (d.coefficient < 0 ? negate(d) : d).str();
  const Smt text = d.scale == 0 ? digits + ".0" : digits;
  return d.coefficient < 0 ? "(- " + text + ")" : text;
}

bool is_literal(const Smt& e) {
  return !e.empty() && (e[0] == '(' || (e[0] >= '0' && e[0] <= '9'));
}

bool is_literal(const Smt& e, std::int64_t& n) {
  std::string_view text = e;
  const bool minus = text.starts_with("(- ");
  if (minus) text = text.substr(3, text.size() - 4);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  if (minus) n = -n;
  return true;
}

Smt SmtText::define(Sort sort, std::string expression) {
  const auto [at, is_new] = by_expression_.emplace(std::move(expression), "");
  if (!is_new) return at->second;
  at->second = "e" + std::to_string(next_++);
  // A constant with an equation: a definition would be copied wherever it is used.
  whole_ += "(declare-const " + at->second + " " + word(sort) + ")(assert (= " + at->second + " " +
            at->first + "))\n";
  return at->second;
}

Smt SmtText::declare(const std::string& name, Sort sort) {
  whole_ += "(declare-const " + name + " " + word(sort) + ")\n";
  return name;
}

Smt SmtText::declare_predicate(const std::string& name) {
  whole_ += "(declare-fun " + name + " (Int) Bool)\n";
  return name;
}

void SmtText::require(const Smt& condition) {
  if (condition != kYes) whole_ += "(assert " + condition + ")\n";
}

/// Whether a part and its negation are both there. Shape: `parts` ascend.
bool SmtText::contradict(const std::vector<Smt>& parts) const {
  return std::any_of(parts.begin(), parts.end(), [&](const Smt& part) {
    const auto at = negation_.find(part);
    return at != negation_.end() && std::binary_search(parts.begin(), parts.end(), at->second);
  });
}

Smt SmtText::all(std::vector<Smt> parts) {
  if (!reduce(parts, kNo, kYes)) return kNo;
  if (contradict(parts)) return kNo;
  if (parts.empty()) return kYes;
  if (parts.size() == 1) return parts[0];
  std::string text = "(and";
  for (const Smt& part : parts) text += " " + part;
  return define(Sort::Bool, text + ")");
}

Smt SmtText::any(std::vector<Smt> parts) {
  if (!reduce(parts, kYes, kNo)) return kYes;
  if (contradict(parts)) return kYes;
  if (parts.empty()) return kNo;
  if (parts.size() == 1) return parts[0];
  std::string text = "(or";
  for (const Smt& part : parts) text += " " + part;
  return define(Sort::Bool, text + ")");
}

Smt SmtText::negated(const Smt& a) {
  if (a == kYes) return kNo;
  if (a == kNo) return kYes;
  if (const auto at = negation_.find(a); at != negation_.end()) return at->second;
  const Smt out = define(Sort::Bool, "(not " + a + ")");
  negation_[a] = out;
  negation_[out] = a;
  return out;
}

Smt SmtText::choose(Sort sort, const Smt& condition, const Smt& yes, const Smt& no) {
  if (condition == kYes || yes == no) return yes;
  if (condition == kNo) return no;
  if (sort == Sort::Bool) {
    if (yes == kYes) return either(condition, no);
    if (yes == kNo) return both(negated(condition), no);
    if (no == kYes) return either(negated(condition), yes);
    if (no == kNo) return both(condition, yes);
  }
  return define(sort, "(ite " + condition + " " + yes + " " + no + ")");
}

Smt SmtText::equal(const Smt& a, const Smt& b) {
  if (a == b) return kYes;
  if (is_literal(a) && is_literal(b)) return kNo;  // literals of one sort are written one way
  return define(Sort::Bool, a < b ? called("=", a, b) : called("=", b, a));
}

Smt SmtText::less(const Smt& a, const Smt& b) {
  if (a == b) return kNo;
  std::int64_t x = 0, y = 0;
  if (is_literal(a, x) && is_literal(b, y)) return x < y ? kYes : kNo;
  return define(Sort::Bool, called("<", a, b));
}

Smt SmtText::sum(Sort sort, const Smt& a, const Smt& b) {
  std::int64_t x = 0, y = 0, r = 0;
  const bool u = is_literal(a, x), v = is_literal(b, y);
  if (u && x == 0) return b;
  if (v && y == 0) return a;
  if (u && v && !__builtin_add_overflow(x, y, &r)) return number(r);
  return define(sort, called("+", a, b));
}

Smt SmtText::difference(Sort sort, const Smt& a, const Smt& b) {
  std::int64_t x = 0, y = 0, r = 0;
  const bool u = is_literal(a, x), v = is_literal(b, y);
  if (v && y == 0) return a;
  if (u && v && !__builtin_sub_overflow(x, y, &r)) return number(r);
  return define(sort, called("-", a, b));
}

Smt SmtText::product(Sort sort, const Smt& a, const Smt& b) {
  std::int64_t x = 0, y = 0, r = 0;
  if (is_literal(a, x) && is_literal(b, y) && !__builtin_mul_overflow(x, y, &r)) return number(r);
  return define(sort, called("*", a, b));
}

Smt SmtText::quotient(const Smt& a, const Smt& b) {
  std::int64_t x = 0, y = 0;
  if (is_literal(a, x) && is_literal(b, y) && y != 0 && !(x == INT64_MIN && y == -1))
    return number(x / y);
  // SMT-LIB rounds so that the remainder is never negative.
  const Smt up = define(Sort::Int, called("div", a, b));
  const Smt negative = define(Sort::Int, "(- (div (- " + a + ") " + b + "))");
  return choose(Sort::Int, less(a, "0"), negative, up);
}

Smt SmtText::remainder(const Smt& a, const Smt& b) {
  std::int64_t x = 0, y = 0;
  if (is_literal(a, x) && is_literal(b, y) && y != 0 && !(x == INT64_MIN && y == -1))
    return number(x % y);
  return difference(Sort::Int, a, product(Sort::Int, b, quotient(a, b)));
}

Smt SmtText::real_of(const Smt& whole) {
  std::int64_t n = 0;
  if (is_literal(whole, n)) return number(Decimal::of(n));
  return define(Sort::Real, "(to_real " + whole + ")");
}

Smt SmtText::applied(const Smt& predicate, const Smt& to) {
  return define(Sort::Bool, "(" + predicate + " " + to + ")");
}

std::string SmtText::take() {
  std::string out = whole_.substr(taken_);
  taken_ = whole_.size();
  return out;
}

}  // namespace ipcheck

#pragma once
// SMT-LIB expressions, each defined once: equal ones share a name, constants are folded. Private to
// the encoding.

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "value/decimal.h"

namespace ipcheck {

/// `true`, `false`, a number, or the name of a definition.
using Smt = std::string;

enum class Sort : std::uint8_t { Bool, Int, Real };

/// A text of declarations and definitions that grows; `take` hands out what is new.
class SmtText {
 public:
  Smt declare(const std::string& name, Sort sort);
  /// A function of whole numbers to truths that nothing is known of.
  Smt declare_predicate(const std::string& name);
  void require(const Smt& condition);

  Smt all(std::vector<Smt> parts);
  Smt any(std::vector<Smt> parts);
  Smt both(const Smt& a, const Smt& b) { return all({a, b}); }
  Smt either(const Smt& a, const Smt& b) { return any({a, b}); }
  Smt negated(const Smt& a);
  Smt choose(Sort sort, const Smt& condition, const Smt& yes, const Smt& no);
  Smt equal(const Smt& a, const Smt& b);
  Smt less(const Smt& a, const Smt& b);
  Smt at_most(const Smt& a, const Smt& b) { return negated(less(b, a)); }
  Smt sum(Sort sort, const Smt& a, const Smt& b);
  Smt difference(Sort sort, const Smt& a, const Smt& b);
  Smt product(Sort sort, const Smt& a, const Smt& b);
  /// As C++ does: towards zero. Shape: `b` is not zero where it matters.
  Smt quotient(const Smt& a, const Smt& b);
  Smt remainder(const Smt& a, const Smt& b);
  Smt real_of(const Smt& whole);
  Smt applied(const Smt& predicate, const Smt& to);

  std::string take();
  const std::string& whole() const { return whole_; }

 private:
  bool contradict(const std::vector<Smt>& parts) const;
  Smt define(Sort sort, std::string expression);

  std::string whole_;
  std::size_t taken_ = 0;
  std::unordered_map<std::string, Smt> by_expression_;
  std::unordered_map<std::string, Smt> negation_;
  std::uint32_t next_ = 0;
};

inline const Smt kYes = "true", kNo = "false";

Smt number(std::int64_t n);
Smt number(const Decimal& d);
/// The number that a literal stands for; false for all else.
bool is_literal(const Smt& e, std::int64_t& n);
bool is_literal(const Smt& e);

}  // namespace ipcheck

#pragma once
// Names and types of a parsed condition against the schema. A type fault silences follow-ups of its
// own sub-tree only.

#include <functional>

#include "expr/expr.h"

namespace ipcheck {

/// What a condition may look at, by where it stands.
struct CheckScope {
  Schema* schema = nullptr;  // types are interned here
  std::span<const Param> params;
  bool known_allowed = false;             // applies, derive, notices.when, outputs
  bool state_allowed = false;             // notices.when, outputs
  bool fault_allowed = false;             // a certain fault is told, yet the condition may run
  std::span<const std::string> criteria;  // ids that state('…') may name
  TypeId expected = kInvalidType;  // kInvalidType: any; a judgement stands where a bool is expected
  std::string_view where;          // for messages: `check`, `when`, …
};

/// Resolves names to facts, `params.x`, variables and functions, sets every node's type, coerces
/// string literals (and lists of them, also parameters') to the enum they meet, folds constants.
/// Errors: diagnostics (`unknown-fact`, `unknown-param`, `unknown-function`, `unknown-field`,
/// `expr-unsupported`, `type-mismatch`,
/// `unit-mismatch`, `unknown-enum-value`, `not-allowed-here`, `unknown-criterion`, `bad-regex`,
/// `constant-fault`), each with the nearest right name; false if any. Shape: int and decimal
/// compare and compute exactly with each other; two different units never do; a bare number takes
/// the other's unit.
bool check(Expr& expr, const CheckScope& scope, const Sources& sources, Diagnostics& diags);

/// `integer`, `money (元)`, `set of enum fields`… for messages.
Text describe(const Schema& schema, TypeId type);

/// Every fact that the condition reads, ascending, each once.
std::vector<FactId> facts_read(const Expr& expr);

}  // namespace ipcheck

#pragma once
// CEL text to Expr. The grammar is CEL's (spec 0.25, langdef "Syntax") less bytes, uint, double,
// null, message literals, optionals and `has()`; a literal with a point is an exact decimal.

#include <optional>

#include "expr/expr.h"

namespace ipcheck {

/// Errors: diagnostics (`expr-syntax`, `expr-too-deep`, `expr-too-long`, `expr-unsupported` for CEL
/// outside the profile, with what to write instead; full-width operators and `且`/`并且`/`and` get
/// the operator that was meant).
std::optional<Expr> parse(const Sources& sources, TreeRef scalar, Diagnostics& diags);
std::optional<Expr> parse(const Sources& sources, SourceId whole, Diagnostics& diags);

/// The condition as text, minimal brackets; parse(print(e)) prints the same again.
std::string print(const Expr& expr, const Schema& schema, std::span<const Param> params);
std::string print(const Expr& expr, NodeId node, const Schema& schema,
                  std::span<const Param> params);

}  // namespace ipcheck

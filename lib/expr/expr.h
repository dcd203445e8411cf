#pragma once
// One condition as a flat, post-order tree. `parse` makes it, `check` names and types it, `print`
// turns it back into text, `ProgramBuilder` lowers it to columns; explanation, SQL, solver,
// coverage and diff read this tree and no other.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tree.h"
#include "value/schema.h"

namespace ipcheck {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

/// What a node is; in brackets its arguments, after `:` its payload. Between `parse` and `check`
/// every type is invalid, facts and variables are Name, and the payloads of Param and Call are
/// names: the parameter's, and the function's (`.f` for a method).
enum class Op : std::uint8_t {
  Literal,   // []: literals
  Name,      // []: names; only before `check`
  Fact,      // []: FactId
  Param,     // []: index of the Param
  Variable,  // []: the macro node that binds it (NodeId)
  AsOf,      // []
  Not,       // [a]
  And,
  Or,    // [a, b, …] flattened: at least two
  Cond,  // [c, then, else]
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,   // [a, b]
  In,   // [item, list or map]
  Neg,  // [a]
  Add,
  Sub,
  Mul,
  Div,
  Mod,      // [a, b]; Add also joins strings and lists
  Index,    // [list or map, key]
  Select,   // [record or map]: names (the field)
  ListLit,  // [items…]
  MapLit,   // [key, value, key, value, …]
  Call,     // [args…]: index of the Function (functions.h)
  All,
  Exists,
  ExistsOne,  // [range, body]: names (the variable)
  Filter,     // [range, body]: names
  Map,        // [range, body] or [range, condition, body]: names
  Known,      // [Fact]
  StateOf,    // []: names (criterion id)
  Verdict,    // []
};

struct Node {
  Op op = Op::Literal;
  TypeId type = kInvalidType;                  // set by `check`
  std::uint32_t begin = 0, end = 0;            // bytes of `Expr::text`
  std::uint32_t first_arg = 0, arg_count = 0;  // in `Expr::args`
  std::uint32_t payload = 0;
};

/// Nodes are post-order: arguments stand before the node that uses them; the last one is the root.
struct Expr {
  std::string text;
  TreeRef origin;  // the scalar it stands in; empty for a condition of the command line
  SourceId source = kNoSource;  // where `origin` is empty: the source whose whole text it is
  std::vector<Node> nodes;
  std::vector<NodeId> args;
  std::vector<Value> literals;
  std::vector<std::string> names;

  NodeId root() const { return static_cast<NodeId>(nodes.size()) - 1; }
  const Node& operator[](NodeId id) const { return nodes[id]; }
  std::span<const NodeId> args_of(NodeId id) const {
    return {args.data() + nodes[id].first_arg, nodes[id].arg_count};
  }
  /// The text of one node as written.
  std::string_view text_of(NodeId id) const {
    return std::string_view(text).substr(nodes[id].begin, nodes[id].end - nodes[id].begin);
  }
};

/// Where a node, or bytes [begin, end) of `Expr::text`, stand in their file, also inside quoted and
/// block scalars.
Span place(const Sources& sources, const Expr& expr, NodeId node);
Span place(const Sources& sources, const Expr& expr, std::uint32_t begin, std::uint32_t end);

/// Limits of the language (tested at the limit and one beyond): operators or brackets inside each
/// other (`a && b && …` is one operator), code points of one condition.
inline constexpr int kMaxExprDepth = 250;
inline constexpr std::size_t kMaxExprLength = 100'000;

}  // namespace ipcheck

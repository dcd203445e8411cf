// Tested by tests/expr/print_test.cc.
#include "expr/functions.h"
#include "expr/lex.h"
#include "expr/operators.h"
#include "expr/parse.h"

namespace ipcheck {
namespace {

/// How tightly a node binds; an operand that binds looser than its place stands in brackets.
enum Level { kCond, kOr, kAnd, kRelation, kSum, kProduct, kUnary, kMember };

/// Of an operator that stands between its operands.
std::optional<Level> level_of(Op op) {
  if (op == Op::Or) return kOr;
  if (op == Op::And) return kAnd;
  if (is_comparison(op) || op == Op::In) return kRelation;
  if (op == Op::Add || op == Op::Sub) return kSum;
  if (op == Op::Mul || op == Op::Div || op == Op::Mod) return kProduct;
  return std::nullopt;
}

std::string_view macro_name(Op op) {
  if (op == Op::All) return "all";
  if (op == Op::Exists) return "exists";
  if (op == Op::ExistsOne) return "exists_one";
  if (op == Op::Filter) return "filter";
  return op == Op::Map ? "map" : std::string_view();
}

class Printer {
 public:
  Printer(const Expr& expr, const Schema& schema, std::span<const Param> params)
      : expr_(expr), schema_(schema), params_(params) {}

  void put(NodeId id, Level at_least = kCond) {
    const bool brackets = level(id) < at_least;
    if (brackets) out_ += '(';
    put_bare(id);
    if (brackets) out_ += ')';
  }
  std::string take() { return std::move(out_); }

 private:
  bool is_negative_number(NodeId id) const {
    if (expr_[id].op != Op::Literal) return false;
    const Value& value = expr_.literals[expr_[id].payload];
    if (value.is<std::int64_t>()) return value.as<std::int64_t>() < 0;
    return value.is<Decimal>() && value.as<Decimal>().coefficient < 0;
  }
  Level level(NodeId id) const {
    const Op op = expr_[id].op;
    if (op == Op::Cond) return kCond;
    if (const auto level = level_of(op)) return *level;
    if (op == Op::Not || op == Op::Neg || is_negative_number(id)) return kUnary;
    return kMember;
  }

  void put_bare(NodeId id) {
    const Node& node = expr_[id];
    const auto args = expr_.args_of(id);
    if (const auto level = level_of(node.op)) return put_operator(*level, node.op, args);
    if (!macro_name(node.op).empty()) return put_macro(node, args);
    if (node.op == Op::Cond) {
      put(args[0], kOr);
      out_ += " ? ";
      put(args[1], kOr);
      out_ += " : ";
      return put(args[2], kCond);
    }
    if (node.op == Op::Not || node.op == Op::Neg) return put_unary(node.op, args[0]);
    if (node.op == Op::Index) {
      put(args[0], kMember);
      return put_list('[', args, 1, ']');
    }
    if (node.op == Op::Select) {
      put(args[0], kMember);
      const std::string& field = expr_.names[node.payload];
      out_ += is_name(field) ? "." + field : ".`" + field + "`";
      return;
    }
    if (node.op == Op::ListLit) return put_list('[', args, 0, ']');
    if (node.op == Op::MapLit) return put_map(args);
    if (node.op == Op::Call) return put_call(node, args);
    if (node.op == Op::Known) {
      out_ += "known";
      return put_list('(', args, 0, ')');
    }
    put_leaf(node);
  }

  void put_operator(Level level, Op op, std::span<const NodeId> args) {
    const bool chain = op == Op::And || op == Op::Or;
    const auto tighter = static_cast<Level>(level + 1);
    put(args[0], chain ? tighter : level);
    for (const NodeId arg : args.subspan(1)) {
      out_ += ' ';
      out_ += sign_of(op);
      out_ += ' ';
      put(arg, tighter);
    }
  }

  // A minus and a number are one literal: -1 negated is `--1`, 1 negated `-(1)`, and what begins
  // with a number stands in brackets too.
  void put_unary(Op op, NodeId operand) {
    out_ += op == Op::Not ? '!' : '-';
    const std::size_t begin = out_.size();
    const bool same = expr_[operand].op == op || (op == Op::Neg && is_negative_number(operand));
    put(operand, same ? kUnary : kMember);
    const char first = out_[begin];
    if (op != Op::Neg || first < '0' || first > '9') return;
    out_.insert(begin, 1, '(');
    out_ += ')';
  }

  void put_list(char open, std::span<const NodeId> items, std::size_t from, char close) {
    out_ += open;
    for (std::size_t i = from; i < items.size(); ++i) {
      if (i > from) out_ += ", ";
      put(items[i]);
    }
    out_ += close;
  }

  void put_map(std::span<const NodeId> entries) {
    out_ += '{';
    for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
      if (i > 0) out_ += ", ";
      put(entries[i]);
      out_ += ": ";
      put(entries[i + 1]);
    }
    out_ += '}';
  }

  void put_call(const Node& node, std::span<const NodeId> args) {
    std::string_view name;
    bool method = false;
    if (node.type == kInvalidType) {
      name = expr_.names[node.payload];
      method = name.starts_with('.');
      if (method) name.remove_prefix(1);
    } else {
      name = functions()[node.payload].name;
      method = functions()[node.payload].method;
    }
    if (method) {
      put(args[0], kMember);
      out_ += '.';
    }
    out_ += name;
    put_list('(', args, method ? 1 : 0, ')');
  }

  void put_macro(const Node& node, std::span<const NodeId> args) {
    put(args[0], kMember);
    out_ += '.';
    out_ += macro_name(node.op);
    out_ += '(' + expr_.names[node.payload];
    for (const NodeId arg : args.subspan(1)) {
      out_ += ", ";
      put(arg);
    }
    out_ += ')';
  }

  void put_leaf(const Node& node) {
    if (node.op == Op::Literal) return put_literal(expr_.literals[node.payload]);
    if (node.op == Op::Fact) {
      out_ += schema_.facts[node.payload].name;
    } else if (node.op == Op::Param) {
      out_ += "params.";
      out_ += node.type == kInvalidType ? expr_.names[node.payload] : params_[node.payload].name;
    } else if (node.op == Op::Variable) {
      out_ += expr_.names[expr_[node.payload].payload];
    } else if (node.op == Op::AsOf) {
      out_ += "as_of";
    } else if (node.op == Op::Verdict) {
      out_ += "verdict";
    } else if (node.op == Op::StateOf) {
      out_ += "state(" + to_source({expr_.names[node.payload]}) + ")";
    } else {
      out_ += expr_.names[node.payload];
    }
  }

  void put_literal(const Value& value) {
    std::string text = to_source(value);
    const bool whole_decimal = value.is<Decimal>() && text.find('.') == text.npos;
    out_ += text;
    if (whole_decimal) out_ += ".0";
  }

  const Expr& expr_;
  const Schema& schema_;
  std::span<const Param> params_;
  std::string out_;
};

}  // namespace

std::string print(const Expr& expr, NodeId node, const Schema& schema,
                  std::span<const Param> params) {
  Printer printer(expr, schema, params);
  printer.put(node);
  return printer.take();
}

std::string print(const Expr& expr, const Schema& schema, std::span<const Param> params) {
  return print(expr, expr.root(), schema, params);
}

}  // namespace ipcheck

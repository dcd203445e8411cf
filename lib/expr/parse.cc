// Tested by tests/expr/parse_test.cc.
#include "expr/parse.h"

#include <algorithm>
#include <cassert>

#include "expr/parser.h"
#include "text/utf8.h"

namespace ipcheck {
bool Parser::run() {
  advance();
  if (token_.kind == Tok::End)
    return fail("expr-syntax", 0, static_cast<std::uint32_t>(expr_.text.size()),
                say("条件是空的", "the condition is empty"),
                say("写一个条件，如 `full_time_staff >= params.full_time_staff_min`",
                    "write one, like `full_time_staff >= params.full_time_staff_min`")),
           false;
  if (!expression()) return false;
  return token_.kind == Tok::End || (no_operator({}), false);
}

std::uint32_t Parser::name(std::string text) {
  expr_.names.push_back(std::move(text));
  return static_cast<std::uint32_t>(expr_.names.size()) - 1;
}

Parser::Part Parser::node(Op op, std::uint32_t begin, std::uint32_t end,
                          const std::vector<NodeId>& args, std::uint32_t payload, const Token& at) {
  int depth = 0;
  for (const NodeId arg : args) depth = std::max(depth, depth_[arg] + 1);
  if (depth > kMaxExprDepth) return too_deep(at);
  Node made;
  made.op = op;
  made.begin = begin;
  made.end = end;
  made.first_arg = static_cast<std::uint32_t>(expr_.args.size());
  made.arg_count = static_cast<std::uint32_t>(args.size());
  made.payload = payload;
  expr_.args.insert(expr_.args.end(), args.begin(), args.end());
  expr_.nodes.push_back(made);
  depth_.push_back(depth);
  return {expr_.root(), begin, end};
}

Parser::Part Parser::expression() {
  if (brackets_ > kMaxExprDepth || choices_ > kMaxExprDepth) return too_deep(last_);
  const Part condition = binary(kOrLevel);
  if (!condition || token_.kind != Tok::Question) return condition;
  const Token question = token_;
  advance();
  const Part then = binary(kOrLevel);
  if (!then) return {};
  if (token_.kind == Tok::Question)
    return fail(
        "expr-syntax", token_.begin, token_.end,
        say("`?` 和 `:` 之间的 `? :` 要加括号", "a `? :` between `?` and `:` needs brackets"),
        say("请写 `a ? (b ? c : d) : e`", "write `a ? (b ? c : d) : e`"));
  if (token_.kind != Tok::Colon) return no_operator("`:`");
  advance();
  ++choices_;
  const Part otherwise = expression();
  --choices_;
  if (!otherwise) return {};
  return node(Op::Cond, condition.begin, otherwise.end, {condition.node, then.node, otherwise.node},
              0, question);
}

Parser::Part Parser::binary(int min_level) {
  Part left = unary();
  while (left) {
    const auto found = binary_operator(token_.kind);
    if (!found || found->level < min_level) return left;
    if (found->level <= kAndLevel) {
      left = chain(left, found->level);
      continue;
    }
    const Token sign = token_;
    advance();
    const Part right = binary(found->level + 1);
    if (!right) return {};
    left = node(found->op, left.begin, right.end, {left.node, right.node}, 0, sign);
  }
  return left;
}

/// `a && b && c` as one node.
Parser::Part Parser::chain(Part first, int level) {
  const Op op = level == kOrLevel ? Op::Or : Op::And;
  const Tok sign = token_.kind;
  const Token at = token_;
  std::vector<NodeId> operands;
  absorb(op, first, operands);
  Part last = first;
  while (token_.kind == sign) {
    advance();
    last = binary(level + 1);
    if (!last) return {};
    absorb(op, last, operands);
  }
  return node(op, first.begin, last.end, operands, 0, at);
}

/// `(a && b) && c` is flat too: the inner node is the newest, its arguments the last.
void Parser::absorb(Op op, Part operand, std::vector<NodeId>& operands) {
  const Node inner = expr_[operand.node];
  if (inner.op != op) {
    operands.push_back(operand.node);
    return;
  }
  assert(operand.node == expr_.root());
  operands.insert(operands.end(), expr_.args.begin() + inner.first_arg, expr_.args.end());
  expr_.args.resize(inner.first_arg);
  expr_.nodes.pop_back();
  depth_.pop_back();
}

Parser::Part Parser::unary() {
  std::vector<Token> signs;
  const Tok sign = token_.kind;
  if (sign == Tok::Not || sign == Tok::Minus)
    while (token_.kind == sign && signs.size() <= kMaxExprDepth + 1) {
      signs.push_back(token_);
      advance();
    }
  if (signs.size() > kMaxExprDepth + 1) return too_deep(signs[kMaxExprDepth]);
  const bool negative =
      sign == Tok::Minus && (token_.kind == Tok::Int || token_.kind == Tok::Decimal);
  Part part;
  if (negative) {
    const Token number = token_;
    const std::uint32_t begin = signs.back().begin;
    signs.pop_back();
    part = number.kind == Tok::Int
               ? integer(number, true, begin)
               : literal({negate(lexer_.decimal)}, {number.kind, begin, number.end});
    while (part && (token_.kind == Tok::Dot || token_.kind == Tok::LBracket))
      part = token_.kind == Tok::Dot ? selected(part) : indexed(part);
  } else {
    part = member();
  }
  for (; part && !signs.empty(); signs.pop_back())
    part = node(sign == Tok::Not ? Op::Not : Op::Neg, signs.back().begin, part.end, {part.node}, 0,
                signs.back());
  return part;
}

Parser::Part Parser::member() {
  Part part = primary();
  while (part) {
    if (token_.kind == Tok::Dot) {
      part = selected(part);
    } else if (token_.kind == Tok::LBracket) {
      part = indexed(part);
    } else if (token_.kind == Tok::LBrace) {
      return message_literal(part.begin);
    } else {
      return part;
    }
  }
  return part;
}

/// `.field`, `.f(…)`, `.all(x, …)`.
Parser::Part Parser::selected(Part of) {
  advance();
  const Token field = token_;
  if (field.kind == Tok::Question)
    return fail(
        "expr-unsupported", last_.begin, field.end,
        say("条件里没有可选字段 `.?`", "a condition has no optional fields `.?`"),
        say("直接写 `.`：缺的值本来就是未知", "write `.`: what is absent is unknown by itself"));
  if (field.kind != Tok::Ident && field.kind != Tok::QuotedName && field.kind != Tok::In)
    return field.kind == Tok::Fault
               ? no_value()
               : fail("expr-syntax", last_.begin, last_.end,
                      say("`.` 后面要有名称", "a name must follow `.`"),
                      say("如 `visits.Q1` 或 `tags.size()`", "like `visits.Q1` or `tags.size()`"));
  std::string named = field.kind == Tok::QuotedName ? lexer_.string : std::string(text_of(field));
  advance();
  if (token_.kind == Tok::LParen && field.kind == Tok::Ident) {
    if (const auto op = macro_named(named)) return macro(of, field, *op);
    return call(field, "." + named, {of.node}, of.begin);
  }
  const Node& owner = expr_[of.node];
  if (owner.op == Op::Name && expr_.names[owner.payload] == "params") {
    expr_.names[owner.payload] = std::move(named);
    expr_.nodes.back().op = Op::Param;
    expr_.nodes.back().end = field.end;
    return {of.node, of.begin, field.end};
  }
  return node(Op::Select, of.begin, field.end, {of.node}, name(std::move(named)), field);
}

Parser::Part Parser::indexed(Part of) {
  const Token open = token_;
  advance();
  if (token_.kind == Tok::Question)
    return fail(
        "expr-unsupported", open.begin, token_.end,
        say("条件里没有可选下标 `[?`", "a condition has no optional index `[?`"),
        say("直接写 `[`：缺的值本来就是未知", "write `[`: what is absent is unknown by itself"));
  ++brackets_;
  const Part key = expression();
  --brackets_;
  if (!key || !close(Tok::RBracket, open)) return {};
  return node(Op::Index, of.begin, last_.end, {of.node, key.node}, 0, open);
}

bool Parser::close(Tok closing, const Token& open) {
  if (token_.kind == closing) return advance(), true;
  if (token_.kind == Tok::End) return unclosed(open), false;
  return no_operator(closing == Tok::RParen     ? "`)`"
                     : closing == Tok::RBracket ? "`]`"
                                                : "`}`"),
         false;
}

namespace {

std::optional<Expr> parse(const Sources& sources, Expr expr, Diagnostics& diags) {
  const auto refuse = [&](const char* id, std::size_t begin, std::size_t end, Text message,
                          Text fix) {
    const Span span =
        place(sources, expr, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
    diags.error(id, span, std::move(message)).help(std::move(fix));
    return std::nullopt;
  };
  if (const auto bad = first_invalid_utf8(expr.text))
    return refuse("expr-syntax", *bad, *bad + 1,
                  say("条件不是 UTF-8 文本", "the condition is not UTF-8"), {});
  if (code_points(expr.text) > kMaxExprLength)
    return refuse("expr-too-long", 0, std::min<std::size_t>(expr.text.size(), 1),
                  say("条件太长：最多 {} 个字符",
                      "the condition is too long: at most {} characters", kMaxExprLength),
                  say("拆成几条，用 `all` 或 `any` 连起来",
                      "split it and join the parts with `all` or `any`"));
  Parser parser(expr);
  if (parser.run()) return expr;
  SyntaxFault& fault = *parser.fault;
  return refuse(fault.id.c_str(), fault.begin, fault.end, std::move(fault.message),
                std::move(fault.fix));
}

}  // namespace

std::optional<Expr> parse(const Sources& sources, TreeRef scalar, Diagnostics& diags) {
  Expr expr;
  expr.text = scalar.text();
  expr.origin = scalar;
  return parse(sources, std::move(expr), diags);
}

std::optional<Expr> parse(const Sources& sources, SourceId whole, Diagnostics& diags) {
  Expr expr;
  expr.text = sources.text(whole);
  expr.source = whole;
  return parse(sources, std::move(expr), diags);
}

}  // namespace ipcheck

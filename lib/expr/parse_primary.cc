// Tested by tests/expr/parse_test.cc.
// Literals, names, calls and macros.
#include "expr/parser.h"

namespace ipcheck {

Parser::Part Parser::primary() {
  const Token token = token_;
  if (token.kind == Tok::LParen) return bracketed();
  if (token.kind == Tok::LBracket) return list();
  if (token.kind == Tok::LBrace) return map();
  if (token.kind == Tok::Ident) return name_or_call();
  if (token.kind == Tok::Int) return integer(token, false, token.begin);
  if (token.kind == Tok::Decimal) return literal({lexer_.decimal}, token);
  if (token.kind == Tok::String) return literal({lexer_.string}, token);
  return no_value();
}

Parser::Part Parser::bracketed() {
  const Token open = token_;
  advance();
  ++brackets_;
  Part inner = expression();
  --brackets_;
  if (!inner || !close(Tok::RParen, open)) return {};
  return {inner.node, open.begin, last_.end};
}

Parser::Part Parser::literal(Value value, const Token& token) {
  expr_.literals.push_back(std::move(value));
  advance();
  return node(Op::Literal, token.begin, token.end, {},
              static_cast<std::uint32_t>(expr_.literals.size()) - 1, token);
}

Parser::Part Parser::integer(const Token& token, bool negative, std::uint32_t begin) {
  const std::uint64_t limit = std::uint64_t{INT64_MAX} + (negative ? 1 : 0);
  const Token whole{token.kind, begin, token.end};
  if (lexer_.magnitude > limit)
    return fail("expr-syntax", begin, token.end,
                say("整数 `{}` 太大：最大到 {}", "the integer `{}` is too large: at most {}",
                    text_of(whole), INT64_MAX),
                say("更大的数写成小数，如 `{}.0`",
                    "write a larger number as a decimal, like `{}.0`", text_of(whole)));
  const std::uint64_t bits = negative ? 0 - lexer_.magnitude : lexer_.magnitude;
  return literal({static_cast<std::int64_t>(bits)}, whole);
}

Parser::Part Parser::name_or_call() {
  const Token token = token_;
  const std::string_view word = text_of(token);
  if (word == "true" || word == "false") return literal({word == "true"}, token);
  if (word == "null")
    return fail("expr-unsupported", token.begin, token.end,
                say("条件里没有 `null`", "a condition has no `null`"),
                say("缺的值本来就是未知；要问有没有给出，用 `known(…)`",
                    "an absent value is unknown by itself; ask `known(…)` whether it was given"));
  if (is_reserved(word)) return reserved_word(token);
  advance();
  if (meant_by_word(word) == "!" && token_.kind != Tok::End && !binary_operator(token_.kind))
    return fail("expr-syntax", token.begin, token.end,
                say("`{}` 要写成运算符", "`{}` is written as an operator", word),
                say("请写 `!`", "write `!`"));
  if (token_.kind != Tok::LParen)
    return node(Op::Name, token.begin, token.end, {}, name(std::string(word)), token);
  if (word == "has")
    return fail("expr-unsupported", token.begin, token.end,
                say("条件里没有 `has()`：它会把缺的当成没有",
                    "a condition has no `has()`: it reads unknown as false"),
                say("问事实有没有给出用 `known(…)`，问映射里有没有键用 `'…' in …`",
                    "ask `known(…)` whether a fact was given, `'…' in …` whether a map has a key"));
  if (word == "state") return state_of(token);
  return call(token, std::string(word), {}, token.begin);
}

Parser::Part Parser::list() {
  const Token open = token_;
  advance();
  std::vector<NodeId> items;
  ++brackets_;
  while (token_.kind != Tok::RBracket) {
    const Part item = expression();
    if (!item) return {};
    items.push_back(item.node);
    if (token_.kind != Tok::Comma) break;
    advance();
  }
  --brackets_;
  if (!close(Tok::RBracket, open)) return {};
  return node(Op::ListLit, open.begin, last_.end, items, 0, open);
}

Parser::Part Parser::map() {
  const Token open = token_;
  advance();
  std::vector<NodeId> entries;
  ++brackets_;
  while (token_.kind != Tok::RBrace) {
    const Part key = expression();
    if (!key) return {};
    if (token_.kind != Tok::Colon) return no_operator("`:`");
    advance();
    const Part value = expression();
    if (!value) return {};
    entries.insert(entries.end(), {key.node, value.node});
    if (token_.kind != Tok::Comma) break;
    advance();
  }
  --brackets_;
  if (!close(Tok::RBrace, open)) return {};
  return node(Op::MapLit, open.begin, last_.end, entries, 0, open);
}

bool Parser::arguments(const Token& open, std::vector<NodeId>& args) {
  ++brackets_;
  while (token_.kind != Tok::RParen || last_.kind == Tok::Comma) {
    const Part arg = expression();
    if (!arg) return false;
    args.push_back(arg.node);
    if (token_.kind != Tok::Comma) break;
    advance();
  }
  --brackets_;
  return close(Tok::RParen, open);
}

/// `function` begins with a point for a method; `args` holds its receiver then.
Parser::Part Parser::call(const Token& name_token, std::string function, std::vector<NodeId> args,
                          std::uint32_t begin) {
  const Token open = token_;
  advance();
  const bool known = function == "known";
  if (!arguments(open, args)) return {};
  return node(known ? Op::Known : Op::Call, begin, last_.end, args,
              known ? 0 : name(std::move(function)), name_token);
}

/// `state('ID')` holds its id as a name; any other argument is left to `check` as a call.
Parser::Part Parser::state_of(const Token& name_token) {
  const Part made = call(name_token, "state", {}, name_token.begin);
  if (!made || expr_[made.node].arg_count != 1) return made;
  const NodeId arg = expr_.args_of(made.node)[0];
  if (expr_[arg].op != Op::Literal || !expr_.literals[expr_[arg].payload].is<std::string>())
    return made;
  std::string id = expr_.literals.back().as<std::string>();
  expr_.nodes.resize(arg);
  depth_.resize(arg);
  expr_.args.pop_back();
  expr_.literals.pop_back();
  expr_.names.pop_back();
  return node(Op::StateOf, made.begin, made.end, {}, name(std::move(id)), name_token);
}

Parser::Part Parser::macro(Part range, const Token& name_token, Op op) {
  const Token open = token_;
  advance();
  const Token variable = token_;
  const std::string_view word = text_of(variable);
  const bool fit = variable.kind == Tok::Ident && !is_reserved(word) && word != "true" &&
                   word != "false" && word != "null" && word != "params";
  if (fit) advance();
  if (!fit || token_.kind != Tok::Comma)
    return variable.kind == Tok::Fault
               ? no_value()
               : fail("expr-syntax", name_token.begin, name_token.end,
                      say("`{}` 的第一个参数要是变量名，第二个是条件",
                          "`{}` takes a variable name, then a condition", text_of(name_token)),
                      say("如 `fields.{}(f, f in params.fields)`",
                          "like `fields.{}(f, f in params.fields)`", text_of(name_token)));
  advance();
  std::vector<NodeId> args{range.node};
  if (!arguments(open, args)) return {};
  if (args.size() > (op == Op::Map ? 3u : 2u))
    return fail("expr-syntax", name_token.begin, name_token.end,
                say("`{}` 的参数太多", "`{}` has too many arguments", text_of(name_token)),
                op == Op::Map
                    ? say("`map(变量, 值)` 或 `map(变量, 条件, 值)`",
                          "`map(variable, value)` or `map(variable, condition, value)`")
                    : say("`{}(变量, 条件)`", "`{}(variable, condition)`", text_of(name_token)));
  return node(op, range.begin, last_.end, args, name(std::string(word)), name_token);
}

}  // namespace ipcheck

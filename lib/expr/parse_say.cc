// Tested by tests/expr/parse_test.cc.
// What the parser says of a text that is no condition.
#include <algorithm>
#include <array>

#include "expr/parser.h"

namespace ipcheck {

Parser::Part Parser::fail(const char* id, std::uint32_t begin, std::uint32_t end, Text message,
                          Text fix) {
  if (!fault) fault = SyntaxFault{id, begin, end, std::move(message), std::move(fix)};
  return {};
}

Parser::Part Parser::too_deep(const Token& at) {
  return fail(
      "expr-too-deep", at.begin, at.end,
      say("条件嵌套超过 {} 层", "the condition is nested more than {} levels deep", kMaxExprDepth),
      say("拆成几条，用 `all` 或 `any` 连起来", "split it and join the parts with `all` or `any`"));
}

/// A word where an operator should stand, or the lexer's own fault.
bool Parser::word_for_operator() {
  if (token_.kind == Tok::Fault) {
    if (!fault) fault = lexer_.fault;
    return true;
  }
  if (token_.kind != Tok::Ident) return false;
  const std::string_view word = text_of(token_);
  const std::string_view meant = meant_by_word(word);
  if (meant.empty()) return false;
  if (meant == "!")
    fail("expr-syntax", token_.begin, token_.end,
         say("`{}` 要写成运算符", "`{}` is written as an operator", word),
         say("请写 `!(… in …)` 或 `!=`", "write `!(… in …)` or `!=`"));
  else
    fail("expr-syntax", token_.begin, token_.end,
         say("`{}` 要写成运算符", "`{}` is written as an operator", word),
         say("请写 `{}`", "write `{}`", meant));
  return true;
}

Parser::Part Parser::no_value() {
  if (token_.kind == Tok::End)
    return fail(
        "expr-syntax", last_.begin, last_.end,
        say("条件在 `{}` 之后就断了", "the condition breaks off after `{}`", text_of(last_)),
        say("补上后面的值", "add the value that follows"));
  if (word_for_operator()) return {};
  if (token_.kind == Tok::Dot)
    return fail("expr-unsupported", token_.begin, token_.end,
                say("名称前不写 `.`", "a name has no leading `.`"),
                say("去掉 `.`", "drop the `.`"));
  return fail(
      "expr-syntax", token_.begin, token_.end,
      say("`{}` 这里应当是一个值", "expected a value, found `{}`", text_of(token_)),
      say("值可以是事实、`params.名称`、数字、引号里的文本，或括号里的条件",
          "a value is a fact, `params.name`, a number, text in quotes, or a bracketed condition"));
}

Parser::Part Parser::no_operator(std::string_view expected) {
  if (word_for_operator()) return {};
  const std::string_view found = text_of(token_);
  if (token_.kind == Tok::End)
    return fail("expr-syntax", last_.begin, last_.end,
                say("`{}` 之后还缺 {}", "`{}` must be followed by {}", text_of(last_), expected),
                say("补上 {}", "add {}", expected));
  const std::string_view rest = std::string_view(expr_.text).substr(token_.end);
  if (token_.kind == Tok::Comma && last_.kind == Tok::Int && !rest.empty() && rest[0] >= '0' &&
      rest[0] <= '9')
    return fail("expr-syntax", token_.begin, token_.end,
                say("数字里不能有千位逗号", "a number has no thousands separators"),
                say("去掉逗号", "drop the comma"));
  if ((token_.kind == Tok::RParen || token_.kind == Tok::RBracket || token_.kind == Tok::RBrace) &&
      expected.empty())
    return fail("expr-syntax", token_.begin, token_.end,
                say("`{}` 没有对应的左括号", "`{}` closes nothing", found),
                say("删掉它，或在前面补上左括号", "delete it, or open the bracket before"));
  if (!expected.empty())
    return fail("expr-syntax", token_.begin, token_.end,
                say("这里应当是 {}，却是 `{}`", "expected {}, found `{}`", expected, found),
                say("补上 {}，或删掉多余的部分", "add {}, or delete what is too much", expected));
  return fail("expr-syntax", token_.begin, token_.end,
              say("`{}` 之前缺运算符", "expected an operator before `{}`", found),
              say("两个条件之间写 `&&`（且）或 `||`（或）",
                  "join two conditions with `&&` (and) or `||` (or)"));
}

Parser::Part Parser::unclosed(const Token& open) {
  const std::string_view sign = text_of(open);
  const std::string_view closing = sign == "(" ? ")" : sign == "[" ? "]" : "}";
  return fail("expr-syntax", open.begin, open.end,
              say("`{}` 没有闭合", "`{}` is never closed", sign),
              say("补上 `{}`", "add `{}`", closing));
}

Parser::Part Parser::message_literal(std::uint32_t begin) {
  return fail(
      "expr-unsupported", begin, token_.end,
      say("条件里没有消息对象 `名称{{…}}`", "a condition has no message literals `Name{{…}}`"),
      say("映射写成 `{{'键': 值}}`", "write a map as `{{'key': value}}`"));
}

bool Parser::is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kWords = {
      "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
      "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Parser::Part Parser::reserved_word(const Token& word) {
  return fail("expr-syntax", word.begin, word.end,
              say("`{}` 是 CEL 的保留字，不能作名称", "`{}` is a reserved word of CEL, not a name",
                  text_of(word)),
              text_of(word) == "if"
                  ? say("条件选择写 `条件 ? 甲 : 乙`", "write a choice as `condition ? a : b`")
                  : say("换一个名称", "use another name"));
}

}  // namespace ipcheck

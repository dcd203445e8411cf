#pragma once
// The recursive descent behind `parse`. Levels of binary operators are climbed, chains of unary
// operators are counted, so the stack grows with brackets alone, and those are counted too.

#include <initializer_list>
#include <vector>

#include "expr/lex.h"
#include "expr/parse.h"

namespace ipcheck {

struct BinaryOperator {
  Op op;
  int level;  // from || (0) and && (1) up
};
inline constexpr int kOrLevel = 0, kAndLevel = 1;
std::optional<BinaryOperator> binary_operator(Tok kind);
std::optional<Op> macro_named(std::string_view name);

class Parser {
 public:
  explicit Parser(Expr& expr) : expr_(expr), lexer_(expr.text) {}

  /// False: `fault` says why.
  bool run();
  std::optional<SyntaxFault> fault;

 private:
  /// A finished operand with its bytes, brackets around it included. No node: a fault was found.
  struct Part {
    NodeId node = kNoNode;
    std::uint32_t begin = 0, end = 0;
    explicit operator bool() const { return node != kNoNode; }
  };

  Part expression();
  Part binary(int min_level);
  Part chain(Part first, int level);
  Part unary();
  Part member();
  Part selected(Part of);
  Part indexed(Part of);
  Part primary();
  Part bracketed();
  Part name_or_call();
  Part literal(Value value, const Token& token);
  Part integer(const Token& token, bool negative, std::uint32_t begin);
  Part list();
  Part map();
  Part call(const Token& name, std::string function, std::vector<NodeId> args, std::uint32_t begin);
  Part macro(Part range, const Token& name, Op op);
  Part state_of(const Token& name);

  bool arguments(const Token& open, std::vector<NodeId>& args);
  bool close(Tok closing, const Token& open);
  Part node(Op op, std::uint32_t begin, std::uint32_t end, const std::vector<NodeId>& args,
            std::uint32_t payload, const Token& at);
  void absorb(Op op, Part operand, std::vector<NodeId>& operands);
  std::uint32_t name(std::string text);

  void advance() {
    last_ = token_;
    token_ = lexer_.next();
  }
  std::string_view text_of(const Token& token) const {
    return std::string_view(expr_.text).substr(token.begin, token.end - token.begin);
  }

  // parse_say.cc: each records a fault and returns no node.
  Part fail(const char* id, std::uint32_t begin, std::uint32_t end, Text message, Text fix = {});
  Part too_deep(const Token& at);
  Part no_value();                              // token_ cannot begin a value
  Part no_operator(std::string_view expected);  // token_ cannot follow a value
  Part unclosed(const Token& open);
  Part reserved_word(const Token& word);
  Part message_literal(std::uint32_t begin);
  bool word_for_operator();
  static bool is_reserved(std::string_view word);

  Expr& expr_;
  Lexer lexer_;
  Token token_, last_;
  std::vector<int> depth_;          // index NodeId: operators inside each other
  int brackets_ = 0, choices_ = 0;  // around the current token; choices: `:` branches
};

}  // namespace ipcheck

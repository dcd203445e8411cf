#pragma once
// Tokens of a condition, one at a time, and what people write instead of them. Used by parse.cc
// alone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/code_point.h"
#include "text/say.h"
#include "value/decimal.h"

namespace ipcheck {

enum class Tok : std::uint8_t {
  End,
  Fault,  // Lexer::fault says what is wrong
  Ident,
  QuotedName,  // `a-b` in back quotes, after a point only
  Int,
  Decimal,
  String,
  LParen,
  RParen,
  LBracket,
  RBracket,
  LBrace,
  RBrace,
  Comma,
  Dot,
  Question,
  Colon,
  Not,
  Minus,
  Plus,
  Star,
  Slash,
  Percent,
  AndAnd,
  OrOr,
  EqEq,
  NotEq,
  Less,
  LessEq,
  Greater,
  GreaterEq,
  In,
};

struct Token {
  Tok kind = Tok::End;
  std::uint32_t begin = 0, end = 0;
};

/// Why a text is no condition: the one fault that is reported, with its bytes.
struct SyntaxFault {
  std::string id;  // expr-syntax, expr-unsupported
  std::uint32_t begin = 0, end = 0;
  Text message, fix;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  /// The next token; End at the end and ever after.
  Token next();

  // What the last token carried.
  std::uint64_t magnitude = 0;       // Int: without sign
  Decimal decimal;                   // Decimal: without sign
  std::string string;                // String, unescaped; QuotedName
  std::optional<SyntaxFault> fault;  // Fault

 private:
  Token punctuation();
  Token word();
  Token number();
  Token finish_decimal(std::uint32_t begin, std::string_view literal);
  Token bad_number(std::uint32_t begin);
  Token quoted(std::uint32_t begin, bool raw);
  bool escape();
  bool escape_code(std::uint32_t begin, int digits, int base);
  Token back_quoted();
  Token foreign();
  Token take(Tok kind, std::uint32_t size);
  Token fail(const char* id, std::uint32_t begin, std::uint32_t end, Text message, Text fix);
  char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool skip_space();

  std::string_view text_;
  std::uint32_t at_ = 0;
};

/// The operator or punctuation meant by a sign or word that CEL does not have (`＝`, `≥`, `且`,
/// `and`); empty when there is none. Words are looked up whole, case-blind.
std::string_view meant_by_sign(std::string_view sign);
std::string_view meant_by_word(std::string_view word);

void append_utf8(std::string& out, char32_t code_point);

bool starts_name(char c);
bool continues_name(char c);
bool is_name(std::string_view text);

}  // namespace ipcheck

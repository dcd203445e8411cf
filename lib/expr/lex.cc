// Tested by tests/expr/lex_test.cc.
#include "expr/lex.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "value/type.h"

namespace ipcheck {
namespace {

constexpr std::string_view kFullWidthEquals = "＝";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

/// Spaces that CEL does not know: full width, no-break, zero width, byte order mark.
bool is_foreign_space(char32_t c) {
  return c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x2060 || c == 0xFEFF;
}

/// The half-width form of a full-width sign, or 0.
char half_width(char32_t c) {
  return c >= 0xFF01 && c <= 0xFF5E ? static_cast<char>(c - 0xFEE0) : '\0';
}

bool is_operator_sign(char c) {
  return c != '\0' && std::string_view("<>=!&|").find(c) != std::string_view::npos;
}

/// A code point as a message can show it.
std::string shown(char32_t c) {
  if (c < 0x20 || c == 0x7F || is_foreign_space(c)) return fmt::format("U+{:04X}", unsigned(c));
  std::string out;
  append_utf8(out, c);
  return out;
}

}  // namespace

bool Lexer::skip_space() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '/' && peek(1) == '/') {
      at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
    } else {
      return true;
    }
  }
  return false;
}

Token Lexer::take(Tok kind, std::uint32_t size) {
  const Token token{kind, at_, at_ + size};
  at_ += size;
  return token;
}

Token Lexer::fail(const char* id, std::uint32_t begin, std::uint32_t end, Text message, Text fix) {
  fault = SyntaxFault{id, begin, end, std::move(message), std::move(fix)};
  return {Tok::Fault, begin, end};
}

Token Lexer::next() {
  if (!skip_space()) return {Tok::End, at_, at_};
  const char c = peek();
  if (!is_ascii(c)) return foreign();
  if (starts_name(c)) return word();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '\'' || c == '"') return quoted(at_, false);
  if (c == '`') return back_quoted();
  return punctuation();
}

Token Lexer::punctuation() {
  // What is wrong first: longer signs before the right ones that begin them.
  for (const std::uint32_t size : {3u, 2u, 1u}) {
    const std::string_view sign = text_.substr(at_, size);
    if (sign.size() < size || (size == 1 && peek(1) == sign[0])) continue;
    const auto before = text_.substr(0, at_).find_last_not_of(' ');
    const bool parted = sign == "=" && before != text_.npos && before + 1 < at_ &&
                        std::string_view("<>!").find(text_[before]) != std::string_view::npos;
    const std::string meant =
        parted ? text_[before] + std::string("=") : std::string(meant_by_sign(sign));
    if (!meant.empty())
      return fail("expr-syntax", at_, at_ + size,
                  say("条件里没有 `{}` 这个运算符", "a condition has no operator `{}`", sign),
                  parted ? say("中间不留空格：`{}`", "leave no space between: `{}`", meant)
                         : say("请写 `{}`", "write `{}`", meant));
  }
  if (is_operator_sign(peek()) && text_.substr(at_ + 1).starts_with(kFullWidthEquals))
    return foreign();
  static constexpr std::array<std::pair<std::string_view, Tok>, 24> kSigns = {{
      {"&&", Tok::AndAnd},  {"||", Tok::OrOr},      {"==", Tok::EqEq},  {"!=", Tok::NotEq},
      {"<=", Tok::LessEq},  {">=", Tok::GreaterEq}, {"<", Tok::Less},   {">", Tok::Greater},
      {"!", Tok::Not},      {"(", Tok::LParen},     {")", Tok::RParen}, {"[", Tok::LBracket},
      {"]", Tok::RBracket}, {"{", Tok::LBrace},     {"}", Tok::RBrace}, {",", Tok::Comma},
      {".", Tok::Dot},      {"?", Tok::Question},   {":", Tok::Colon},  {"-", Tok::Minus},
      {"+", Tok::Plus},     {"*", Tok::Star},       {"/", Tok::Slash},  {"%", Tok::Percent},
  }};
  for (const auto& [sign, kind] : kSigns)
    if (text_.substr(at_).starts_with(sign))
      return take(kind, static_cast<std::uint32_t>(sign.size()));
  return fail("expr-syntax", at_, at_ + 1,
              say("条件里不能出现字符 `{}`", "a condition cannot hold the character `{}`",
                  shown(static_cast<unsigned char>(peek()))),
              say("文本要放在引号里", "text goes in quotes"));
}

Token Lexer::word() {
  const std::uint32_t begin = at_;
  std::uint32_t end = at_;
  while (end < text_.size() && continues_name(text_[end])) ++end;
  const std::string_view name = text_.substr(begin, end - begin);
  const bool quote = end < text_.size() && (text_[end] == '\'' || text_[end] == '"');
  if (quote && (name == "r" || name == "R")) {
    at_ = end;
    return quoted(begin, true);
  }
  if (quote && (name == "b" || name == "B" || name == "br" || name == "rb" || name == "bR" ||
                name == "Rb" || name == "Br" || name == "rB" || name == "BR" || name == "RB"))
    return fail(
        "expr-unsupported", begin, end + 1,
        say("条件里没有字节串", "a condition has no bytes literals"),
        say("去掉前缀 `{}`，写成普通文本", "drop the prefix `{}`: text is a plain string", name));
  return take(name == "in" ? Tok::In : Tok::Ident, end - begin);
}

Token Lexer::bad_number(std::uint32_t begin) {
  std::uint32_t end = at_;
  while (end < text_.size() && (continues_name(text_[end]) || !is_ascii(text_[end]))) {
    const CodePoint c = code_point_at(text_, end);
    if (c.value >= 0x80 && (is_foreign_space(c.value) || half_width(c.value) != '\0')) break;
    end += c.size;
  }
  const std::string_view all = text_.substr(begin, end - begin);
  const std::string_view tail = text_.substr(at_, end - at_);
  const std::string_view digits = text_.substr(begin, at_ - begin);
  if (tail == "u" || tail == "U")
    return fail(
        "expr-unsupported", begin, end,
        say("条件里没有无符号整数 `{}`", "a condition has no unsigned integers like `{}`", all),
        say("请写 `{}`", "write `{}`", digits));
  if (tail.front() == '_') {
    std::string plain(all);
    std::erase(plain, '_');
    return fail("expr-syntax", begin, end,
                say("数字 `{}` 中不能有下划线", "the number `{}` cannot hold underscores", all),
                say("请写 `{}`", "write `{}`", plain));
  }
  if (!is_ascii(tail.front()) || is_known_unit(tail))
    return fail("expr-syntax", begin, end,
                say("数字后面不能带单位：`{}`", "a number cannot carry a unit: `{}`", all),
                say("单位随事实或参数，这里只写数字（金额以元计），最好放进 `params:`",
                    "units belong to facts and params: write the bare number (money in yuan), best "
                    "under `params:`"));
  return fail("expr-syntax", begin, end, say("`{}` 不是数字", "`{}` is not a number", all),
              say("名称不能以数字开头", "a name cannot begin with a digit"));
}

Token Lexer::number() {
  const std::uint32_t begin = at_;
  const auto digits = [this] {
    while (is_digit(peek())) ++at_;
  };
  int base = 10;
  bool whole = true;
  if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
    base = 16;
    at_ += 2;
    const std::uint32_t first = at_;
    while (std::isxdigit(static_cast<unsigned char>(peek())) != 0) ++at_;
    if (at_ == first) return at_ -= 1, bad_number(begin);
  } else {
    digits();
    if (peek() == '.' && is_digit(peek(1))) {
      whole = false;
      ++at_;
      digits();
    }
    const std::uint32_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign))) {
      whole = false;
      at_ += sign;
      digits();
    }
  }
  if (at_ < text_.size() && (continues_name(peek()) || !is_ascii(peek()))) {
    const CodePoint c = code_point_at(text_, at_);
    const bool word = c.value < 0x80 || (!is_foreign_space(c.value) && half_width(c.value) == 0 &&
                                         meant_by_sign(text_.substr(at_, c.size)).empty());
    if (word) return bad_number(begin);
  }
  const std::string_view literal = text_.substr(begin, at_ - begin);
  if (!whole) return finish_decimal(begin, literal);
  const char* first = literal.data() + (base == 16 ? 2 : 0);
  if (std::from_chars(first, literal.data() + literal.size(), magnitude, base).ec != std::errc())
    magnitude = ~std::uint64_t{0};  // too large in any case
  return {Tok::Int, begin, at_};
}

Token Lexer::finish_decimal(std::uint32_t begin, std::string_view literal) {
  const std::size_t e = std::min(literal.find_first_of("eE"), literal.size());
  std::string digits(literal.substr(0, e));
  int exponent = 0;
  if (e < literal.size()) {
    const char* first = literal.data() + e + (literal[e + 1] == '+' ? 2 : 1);
    if (std::from_chars(first, literal.data() + literal.size(), exponent).ec != std::errc())
      exponent = 1000;
  }
  if (const auto point = digits.find('.'); point != digits.npos) {
    exponent -= static_cast<int>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  while (!digits.empty() && digits.back() == '0') digits.pop_back(), ++exponent;
  if (digits.empty()) digits = "0", exponent = 0;
  std::optional<Decimal> value;
  if (digits.size() <= 38 && exponent <= 38 && exponent >= -Decimal::kMaxScale) {
    if (exponent >= 0) {
      digits.append(static_cast<std::size_t>(exponent), '0');
    } else {
      const auto scale = static_cast<std::size_t>(-exponent);
      if (digits.size() <= scale) digits.insert(0, scale - digits.size() + 1, '0');
      digits.insert(digits.size() - scale, 1, '.');
    }
    value = Decimal::parse(digits);
  }
  if (!value)
    return fail("expr-syntax", begin, at_,
                say("`{}` 无法精确表示：最多 38 位数字，小数最多 {} 位",
                    "`{}` cannot be held exactly: at most 38 digits, {} of them after the point",
                    literal, Decimal::kMaxScale),
                say("少写几位数字", "write fewer digits"));
  decimal = *value;
  return {Tok::Decimal, begin, at_};
}

Token Lexer::quoted(std::uint32_t begin, bool raw) {
  const char quote = peek();
  const std::string_view rest = text_.substr(at_);
  const bool triple = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
  const std::uint32_t size = triple ? 3 : 1;
  const std::string_view closing = rest.substr(0, size);
  const std::uint32_t opened = at_ + size;
  at_ = opened;
  string.clear();
  while (at_ < text_.size()) {
    const char c = peek();
    if (text_.substr(at_).starts_with(closing)) {
      at_ += size;
      return {Tok::String, begin, at_};
    }
    if (c == '\\' && !raw) {
      if (!escape()) return {Tok::Fault, fault->begin, fault->end};
    } else if (!triple && (c == '\n' || c == '\r')) {
      break;
    } else {
      string += c;
      ++at_;
    }
  }
  return fail("expr-syntax", begin, opened,
              say("引号 `{}` 没有闭合", "the quote `{}` is never closed", closing),
              say("在文本末尾补上 `{}`", "end the text with `{}`", closing));
}

bool Lexer::escape() {
  const std::uint32_t begin = at_;
  const char c = peek(1);
  static constexpr std::string_view kFrom = "abfnrtv\\?\"'`";
  static constexpr std::string_view kTo = "\a\b\f\n\r\t\v\\?\"'`";
  if (const auto at = c == '\0' ? kFrom.npos : kFrom.find(c); at != kFrom.npos) {
    string += kTo[at];
    at_ += 2;
    return true;
  }
  if (c == 'x' || c == 'X') return at_ += 2, escape_code(begin, 2, 16);
  if (c == 'u') return at_ += 2, escape_code(begin, 4, 16);
  if (c == 'U') return at_ += 2, escape_code(begin, 8, 16);
  if (c >= '0' && c <= '3') return at_ += 1, escape_code(begin, 3, 8);
  const std::uint32_t size = at_ + 1 < text_.size() ? code_point_at(text_, at_ + 1).size : 0;
  fail("expr-syntax", begin, begin + 1 + size,
       say("不认识的转义 `{}`", "unknown escape `{}`", text_.substr(begin, 1 + size)),
       say("反斜杠本身写 `\\\\`，正则表达式用 r'…'",
           "write `\\\\` for a backslash, r'…' for a regex"));
  return false;
}

bool Lexer::escape_code(std::uint32_t begin, int digits, int base) {
  const std::string_view code = text_.substr(at_, static_cast<std::size_t>(digits));
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(code.data(), code.data() + code.size(), value, base);
  const bool whole = error == std::errc() && stop == code.data() + digits;
  const auto end = static_cast<std::uint32_t>(stop - text_.data());
  const bool scalar = value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
  if (whole && scalar) {
    append_utf8(string, value);
    at_ = end;
    return true;
  }
  fail("expr-syntax", begin, end,
       whole ? say("`{}` 不是 Unicode 字符", "`{}` is not a Unicode character",
                   text_.substr(begin, end - begin))
             : say("转义 `{}` 后面要有 {} 位数字", "the escape `{}` needs {} digits",
                   text_.substr(begin, end - begin), digits),
       say("字符可以直接写，不必转义", "write the character itself, without an escape"));
  return false;
}

Token Lexer::back_quoted() {
  const std::uint32_t begin = at_;
  const auto close = text_.find('`', at_ + 1);
  if (close == text_.npos || close == begin + 1)
    return fail("expr-syntax", begin, begin + 1,
                say("反引号 `` ` `` 没有闭合", "the back quote `` ` `` is never closed"), {});
  string = text_.substr(begin + 1, close - begin - 1);
  const bool plain = std::all_of(string.begin(), string.end(), [](char c) {
    return continues_name(c) || c == '-' || c == '.' || c == '/' || c == ' ';
  });
  at_ = static_cast<std::uint32_t>(close) + 1;
  if (plain) return {Tok::QuotedName, begin, at_};
  return fail("expr-syntax", begin, at_,
              say("反引号里只能是 ASCII 字母、数字和 `_ - . /`",
                  "back quotes hold ASCII letters, digits and `_ - . /` only"),
              say("其他键请写 `[ '…' ]`", "write other keys as `[ '…' ]`"));
}

Token Lexer::foreign() {
  const std::uint32_t begin = at_;
  const CodePoint first = code_point_at(text_, at_);
  if (is_foreign_space(first.value))
    return fail("expr-syntax", begin, begin + first.size,
                say("这里有一个全角或不可见的空白（{}）",
                    "a full-width or invisible space ({}) stands here", shown(first.value)),
                say("换成普通空格", "write an ordinary space"));

  // Signs: one, or a run of operator signs such as ＞＝ (the first may be ASCII).
  std::uint32_t end = begin;
  std::string half;
  while (end < text_.size()) {
    const CodePoint c = code_point_at(text_, end);
    const char h = c.value < 0x80 ? static_cast<char>(c.value) : half_width(c.value);
    const bool goes_on = half.empty() || (is_operator_sign(half[0]) && is_operator_sign(h)) ||
                         (continues_name(half[0]) && continues_name(h));
    if (h == '\0' || !goes_on) break;
    half += h;
    end += c.size;
  }
  std::string_view meant = half;
  if (const std::string_view better = meant_by_sign(half); !better.empty()) meant = better;
  if (half.empty()) {
    end = begin + first.size;
    meant = meant_by_sign(text_.substr(begin, first.size));
  }
  if (!meant.empty())
    return fail("expr-syntax", begin, end,
                say("`{}` 不是条件里的符号", "`{}` is not a sign of conditions",
                    text_.substr(begin, end - begin)),
                say("请写 `{}`", "write `{}`", meant));

  // Words.
  while (end < text_.size() && !is_ascii(text_[end])) {
    const CodePoint c = code_point_at(text_, end);
    if (is_foreign_space(c.value) || half_width(c.value) != '\0' ||
        !meant_by_sign(text_.substr(end, c.size)).empty())
      break;
    end += c.size;
  }
  const std::string_view run = text_.substr(begin, end - begin);
  if (const std::string_view op = meant_by_word(run); !op.empty())
    return fail("expr-syntax", begin, end,
                say("`{}` 要写成运算符", "`{}` is written as an operator", run),
                say("请写 `{}`", "write `{}`", op));
  return fail(
      "expr-syntax", begin, end,
      say("`{}` 不是条件里的名称：名称只用 ASCII 字母", "`{}` is not a name: names are ASCII", run),
      say("写事实的标识（如 `full_time_staff`）；文本要放在引号里",
          "write the fact's id (like `full_time_staff`); text goes in quotes"));
}

}  // namespace ipcheck

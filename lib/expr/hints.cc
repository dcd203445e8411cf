// Tested by tests/expr/parse_test.cc.
// Operators, and what people write for them: full-width signs, mathematics, words of two languages.
#include <algorithm>
#include <array>
#include <utility>

#include "expr/parser.h"

namespace ipcheck {
namespace {

using Hint = std::pair<std::string_view, std::string_view>;

constexpr std::array kSigns = {
    Hint{"=", "=="},  Hint{"===", "=="}, Hint{"!==", "!="}, Hint{"<>", "!="}, Hint{"=>", ">="},
    Hint{"=<", "<="}, Hint{"=!", "!="},  Hint{"&", "&&"},   Hint{"|", "||"},  Hint{"≥", ">="},
    Hint{"≧", ">="},  Hint{"⩾", ">="},   Hint{"≤", "<="},   Hint{"≦", "<="},  Hint{"⩽", "<="},
    Hint{"≠", "!="},  Hint{"∧", "&&"},   Hint{"∨", "||"},   Hint{"¬", "!"},   Hint{"∈", "in"},
    Hint{"×", "*"},   Hint{"÷", "/"},    Hint{"−", "-"},    Hint{"–", "-"},   Hint{"—", "-"},
    Hint{"“", "'"},   Hint{"”", "'"},    Hint{"‘", "'"},    Hint{"’", "'"},   Hint{"「", "'"},
    Hint{"」", "'"},  Hint{"『", "'"},   Hint{"』", "'"},   Hint{"【", "["},  Hint{"】", "]"},
    Hint{"〔", "["},  Hint{"〕", "]"},   Hint{"、", ","},   Hint{"。", "."},  Hint{"《", "<"},
    Hint{"》", ">"},  Hint{"〈", "<"},   Hint{"〉", ">"},   Hint{"；", "&&"}, Hint{";", "&&"},
    Hint{"≡", "=="},
};

constexpr std::array kWords = {
    Hint{"and", "&&"},    Hint{"or", "||"},       Hint{"not", "!"},       Hint{"且", "&&"},
    Hint{"并且", "&&"},   Hint{"而且", "&&"},     Hint{"同时", "&&"},     Hint{"和", "&&"},
    Hint{"以及", "&&"},   Hint{"或", "||"},       Hint{"或者", "||"},     Hint{"非", "!"},
    Hint{"不", "!"},      Hint{"不是", "!="},     Hint{"是", "=="},       Hint{"等于", "=="},
    Hint{"为", "=="},     Hint{"不等于", "!="},   Hint{"大于", ">"},      Hint{"超过", ">"},
    Hint{"高于", ">"},    Hint{"小于", "<"},      Hint{"低于", "<"},      Hint{"不满", "<"},
    Hint{"少于", "<"},    Hint{"大于等于", ">="}, Hint{"不小于", ">="},   Hint{"不少于", ">="},
    Hint{"不低于", ">="}, Hint{"至少", ">="},     Hint{"小于等于", "<="}, Hint{"不大于", "<="},
    Hint{"不超过", "<="}, Hint{"不高于", "<="},   Hint{"至多", "<="},     Hint{"属于", "in"},
    Hint{"加", "+"},      Hint{"减", "-"},        Hint{"乘", "*"},        Hint{"除以", "/"},
    Hint{"真", "true"},   Hint{"假", "false"},    Hint{"is", "=="},       Hint{"eq", "=="},
    Hint{"equals", "=="}, Hint{"ne", "!="},       Hint{"gt", ">"},        Hint{"ge", ">="},
    Hint{"gte", ">="},    Hint{"lt", "<"},        Hint{"le", "<="},       Hint{"lte", "<="},
    Hint{"mod", "%"},     Hint{"div", "/"},       Hint{"then", "?"},      Hint{"else", ":"},
    Hint{"xor", "!="},
};

template <std::size_t N>
std::string_view look_up(const std::array<Hint, N>& table, std::string_view wrote) {
  const auto at = std::find_if(table.begin(), table.end(),
                               [wrote](const Hint& hint) { return hint.first == wrote; });
  return at == table.end() ? std::string_view() : at->second;
}

}  // namespace

std::string_view meant_by_sign(std::string_view sign) {
  return look_up(kSigns, sign);
}

std::string_view meant_by_word(std::string_view word) {
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return look_up(kWords, lower);
}

std::optional<BinaryOperator> binary_operator(Tok kind) {
  static constexpr std::array<std::pair<Tok, BinaryOperator>, 14> kOperators = {{
      {Tok::OrOr, {Op::Or, kOrLevel}},
      {Tok::AndAnd, {Op::And, kAndLevel}},
      {Tok::EqEq, {Op::Eq, 2}},
      {Tok::NotEq, {Op::Ne, 2}},
      {Tok::Less, {Op::Lt, 2}},
      {Tok::LessEq, {Op::Le, 2}},
      {Tok::Greater, {Op::Gt, 2}},
      {Tok::GreaterEq, {Op::Ge, 2}},
      {Tok::In, {Op::In, 2}},
      {Tok::Plus, {Op::Add, 3}},
      {Tok::Minus, {Op::Sub, 3}},
      {Tok::Star, {Op::Mul, 4}},
      {Tok::Slash, {Op::Div, 4}},
      {Tok::Percent, {Op::Mod, 4}},
  }};
  for (const auto& [token, found] : kOperators)
    if (token == kind) return found;
  return std::nullopt;
}

std::optional<Op> macro_named(std::string_view name) {
  if (name == "all") return Op::All;
  if (name == "exists") return Op::Exists;
  if (name == "exists_one") return Op::ExistsOne;
  if (name == "filter") return Op::Filter;
  if (name == "map") return Op::Map;
  return std::nullopt;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continues_name(char c) {
  return starts_name(c) || (c >= '0' && c <= '9');
}

bool is_name(std::string_view text) {
  return !text.empty() && starts_name(text.front()) &&
         std::all_of(text.begin(), text.end(), continues_name);
}

}  // namespace ipcheck

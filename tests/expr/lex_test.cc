#include "expr/lex.h"

#include "expr/conditions.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

struct LiteralCase {
  std::string text;
  Value value;
};

TEST_CASE("lex: a literal has the value that CEL gives it", "[expr]") {
  const auto whole = [](std::int64_t value) { return Value{value}; };
  const auto exact = [](const char* text) { return Value{*Decimal::parse(text)}; };
  const auto text = [](std::string value) { return Value{std::move(value)}; };
  const auto c = GENERATE_COPY(values<LiteralCase>({
      {"0", whole(0)},
      {"007", whole(7)},
      {"0x1F", whole(31)},
      {"-0x8000000000000000", whole(INT64_MIN)},
      {"9223372036854775807", whole(INT64_MAX)},
      {"- 1", whole(-1)},
      {"1.50", exact("1.5")},
      {".5", exact("0.5")},
      {"-0.25", exact("-0.25")},
      {"1.0", exact("1")},
      {"12e-3", exact("0.012")},
      {"1.5E+3", exact("1500")},
      {"0e99999999999999999999", exact("0")},
      {"1e37", exact("10000000000000000000000000000000000000")},
      {R"('a\'b')", text("a'b")},
      {R"("a\"b")", text("a\"b")},
      {R"('\a\b\f\n\r\t\v\\\?\"\'\`')", text("\a\b\f\n\r\t\v\\?\"'`")},
      {R"('\x41\u4e2d\U0001F600\101')", text("A中\xF0\x9F\x98\x80"
                                             "A")},
      {R"(r'\d+')", text("\\d+")},
      {R"(R"\n")", text("\\n")},
      {"'''a'b\nc'''", text("a'b\nc")},
      {R"(""""quoted" """)", text("\"quoted\" ")},
      {R"(r"""\""")", text("\\")},
      {"'知识产权'", text("知识产权")},
      {"''", text("")},
      {"true", {true}},
  }));
  INFO(c.text);
  Diagnostics diags;
  Sources sources;
  const auto expr = parse(sources, sources.add("c", c.text), diags);
  REQUIRE(expr);
  REQUIRE(expr->nodes.size() == 1);
  CHECK(expr->literals[(*expr)[0].payload] == c.value);
}

TEST_CASE("lex: every sign that is meant has a token", "[expr]") {
  for (const char* wrote : {"＝", "≥", "≤", "≠", "且", "或者", "and", "并且", "（", "【", "“"}) {
    Lexer lexer(wrote);
    const Token first = lexer.next();
    if (first.kind == Tok::Ident) {
      Lexer meant(meant_by_word(wrote));
      CHECK(meant.next().kind != Tok::Fault);
      continue;
    }
    INFO(wrote);
    REQUIRE(first.kind == Tok::Fault);
    CHECK(lexer.fault->begin == 0);
    CHECK(lexer.fault->end == std::string_view(wrote).size());
    CHECK_FALSE(lexer.fault->fix.empty());
  }
}

TEST_CASE("lex: the end stays the end", "[expr]") {
  Lexer lexer("a // rest");
  CHECK(lexer.next().kind == Tok::Ident);
  CHECK(lexer.next().kind == Tok::End);
  CHECK(lexer.next().kind == Tok::End);
}

}  // namespace
}  // namespace ipcheck

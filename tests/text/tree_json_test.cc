#include "text/tree_json.h"

#include "support/catch.h"
#include "text/dump.h"

namespace ipcheck {
namespace {

struct Read {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> documents;

  explicit Read(std::string text) {
    documents = read_json(sources, sources.add("a.json", std::move(text)), diags);
  }
  std::string dumped() const {
    std::string out;
    for (const Tree& tree : documents) out += (out.empty() ? "" : " --- ") + dump(tree.top());
    return out;
  }
};

struct Good {
  std::string text, tree;
};

TEST_CASE("tree_json: what RFC 8259 allows is read", "[text]") {
  const auto c = GENERATE(values<Good>({
      {"{}", "{}"},
      {"[]", "[]"},
      {" [ ] \r\n\t", "[]"},
      {"[[],{}]", "[[] {}]"},
      {"null", "~"},
      {"true", "p<true>"},
      {"  false ", "p<false>"},
      {"0", "p<0>"},
      {"-0", "p<-0>"},
      {"1.50", "p<1.50>"},
      {"1e3", "p<1e3>"},
      {"-1.0E-07", "p<-1.0E-07>"},
      {"1E+2", "p<1E+2>"},
      {"18446744073709551616", "p<18446744073709551616>"},
      {"123456789012345678901234567890.123456789012345678901234567890",
       "p<123456789012345678901234567890.123456789012345678901234567890>"},
      {"1e999999", "p<1e999999>"},
      {"\"\"", "d<>"},
      {"\"a\"", "d<a>"},
      {R"("\"\\\/\b\f\n\r\t")", "d<\"\\/\b\f\n\r\t>"},
      {R"("\u4e2d\u6587")", "d<中文>"},
      {R"("\ud83d\ude00")", "d<😀>"},
      {R"("\u0000")", std::string("d<\0>", 4)},
      {R"("\uDBFF\uDFFF")", "d<\xF4\x8F\xBF\xBF>"},
      {"\"\x7F\"", "d<\x7F>"},
      {"\"中文 \xE2\x80\xA8\"", "d<中文 \xE2\x80\xA8>"},
      {R"({"a":1,"b":[true,null,"x"]})", "{d<a>:p<1> d<b>:[p<true> ~ d<x>]}"},
      {R"({"":{"":""}})", "{d<>:{d<>:d<>}}"},
      {"[1\n,\n2]", "[p<1> p<2>]"},
      {"[\"a,b]\", \"{\", \"\\\"]\"]", "[d<a,b]> d<{> d<\"]>]"},
      {R"({"a":{"b":{"c":[[[1]]]}}})", "{d<a>:{d<b>:{d<c>:[[[p<1>]]]}}}"},
      {"{\n  \"a\": 1,\n  \"b\": {\n  }\n}\n", "{d<a>:p<1> d<b>:{}}"},
      {"[\n{\"a\":1},\n{\"a\":2}\n]", "[{d<a>:p<1>} {d<a>:p<2>}]"},
      {"[-0.0, 10, 0e1, 0E+1]", "[p<-0.0> p<10> p<0e1> p<0E+1>]"},
      {"{\"a\":1}\n{\"a\":2}\r\n\n[3]\n\"x\"\n", "{d<a>:p<1>} --- {d<a>:p<2>} --- [p<3>] --- d<x>"},
      {"1\n2\n", "p<1> --- p<2>"},
      {R"({"a":1,"A":2,"a ":3})", "{d<a>:p<1> d<A>:p<2> d<a >:p<3>}"},
  }));
  INFO(c.text);
  const Read read(c.text);
  CHECK(faults(read.sources, read.diags) == "");
  CHECK(read.dumped() == c.tree);
}

struct Bad {
  std::string text, faults;
};

TEST_CASE("tree_json: what RFC 8259 does not allow is refused at its place", "[text]") {
  const auto c = GENERATE(values<Bad>({
      {"", "json-syntax at 1 ``"},
      {" \n ", "json-syntax at 1 ` `"},
      {"[", "json-syntax at 1 `[`"},
      {"{", "json-syntax at 1 `{`"},
      {"]", "json-syntax at 1 `]`"},
      {"[1", "json-syntax at 1 `[1`"},
      {"[1,", "json-syntax at 1 `[1`"},
      {"[1,]", "json-syntax at 1 `]`"},
      {"[,1]", "json-syntax at 1 `,`"},
      {"[1,,2]", "json-syntax at 1 `,`"},
      {"[1 2]", "json-syntax at 1 `2`"},
      {"[1}", "json-syntax at 1 `}`"},
      {"[1]]", "json-syntax at 1 `]`"},
      {"[1] x", "json-syntax at 1 `x`"},
      {"[1]#", "json-syntax at 1 `#`"},
      {"{\"a\":1,}", "json-syntax at 1 `}`"},
      {"{\"a\" 1}", "json-syntax at 1 `1`"},
      {"{\"a\":}", "json-syntax at 1 `}`"},
      {"{\"a\"}", "json-syntax at 1 `}`"},
      {"{a:1}", "json-syntax at 1 `a`"},
      {"{'a':1}", "json-syntax at 1 `'a'`"},
      {"{1:1}", "json-syntax at 1 `1`"},
      {"{,}", "json-syntax at 1 `,`"},
      {"{\"a\":1 \"b\":2}", "json-syntax at 1 `\"b\"`"},
      {"{\"a\":1,,\"b\":2}", "json-syntax at 1 `,`"},
      {"{\"a\"::1}", "json-syntax at 1 `:`"},
      {"[1:2]", "json-syntax at 1 `:`"},
      {"nul", "json-syntax at 1 `nul`"},
      {"nulll", "json-syntax at 1 `nulll`"},
      {"True", "json-syntax at 1 `True`"},
      {"[NaN]", "json-syntax at 1 `NaN`"},
      {"[Infinity]", "json-syntax at 1 `Infinity`"},
      {"[-]", "json-syntax at 1 `-`"},
      {"[+1]", "json-syntax at 1 `+1`"},
      {"[01]", "json-syntax at 1 `01`"},
      {"[-01]", "json-syntax at 1 `-01`"},
      {"[1.]", "json-syntax at 1 `1.`"},
      {"[.5]", "json-syntax at 1 `.5`"},
      {"[1e]", "json-syntax at 1 `1e`"},
      {"[1e+]", "json-syntax at 1 `1e+`"},
      {"[1.2.3]", "json-syntax at 1 `1.2.3`"},
      {"[0x1F]", "json-syntax at 1 `0x1F`"},
      {"[1_000]", "json-syntax at 1 `1_000`"},
      {"[１]", "json-syntax at 1 `１`"},
      {"\"abc", "json-syntax at 1 `\"abc`"},
      {"[\"abc]\n", "json-syntax at 1 `\"abc`"},
      {"[\"a\nb\"]", "json-syntax at 1 `\n`"},
      {"[\"a\tb\"]", "json-syntax at 1 `\t`"},
      {std::string("[\"a\0b\"]", 7), std::string("json-syntax at 1 `\0`", 20)},
      {std::string("1\0", 2), "json-syntax at 1 `" + std::string("1\0", 2) + "`"},
      {std::string("[1]\0", 4), std::string("json-syntax at 1 `\0`", 20)},
      {R"(["\x41"])", R"(json-syntax at 1 `"\x41"`)"},
      {R"(["\u12"])", R"(json-syntax at 1 `"\u12"`)"},
      {R"(["\u12G4"])", R"(json-syntax at 1 `"\u12G4"`)"},
      {R"(["\ud800"])", R"(json-syntax at 1 `"\ud800"`)"},
      {R"(["\ud800x"])", R"(json-syntax at 1 `"\ud800x"`)"},
      {R"(["\udc00"])", R"(json-syntax at 1 `"\udc00"`)"},
      {R"(["\ud800\ud800"])", R"(json-syntax at 1 `"\ud800\ud800"`)"},
      {R"(["\ud800\u0041"])", R"(json-syntax at 1 `"\ud800\u0041"`)"},
      {R"({"\udc00":1})", R"(json-syntax at 1 `"\udc00"`)"},
      {"['a']", "json-syntax at 1 `'a'`"},
      {"[1] // c", "json-syntax at 1 `//`"},
      {"/* c */ 1", "json-syntax at 1 `/*`"},
      {"[1]\n[2", "json-syntax at 2 `[2`"},
      {"\xEF\xBB\xBF[1", "json-syntax at 1 `[1`"},
      {"1 2", "json-syntax at 1 `2`"},
      {"{\n\"a\": 1\n\"b\": 2\n}", "json-syntax at 3 `\"b\"`"},
      {"{\n\"a\": [1, 2\n}", "json-syntax at 3 `}`"},
      {R"({"a":1,"b":2,"a":3})", "duplicate-key at 1 `\"a\"`"},
      {R"({"a":1,"\u0061":3})", R"(duplicate-key at 1 `"\u0061"`)"},
      {R"([{"x":{"a":1,"a":1}}])", "duplicate-key at 1 `\"a\"`"},
  }));
  INFO(c.text);
  const Read read(c.text);
  CHECK(faults(read.sources, read.diags) == c.faults);
}

TEST_CASE("tree_json: every node knows its own bytes", "[text]") {
  const auto c = GENERATE(values<Good>({
      {R"( {"a" : [ 1 , "b\"]" ] , "c":null} )",
       R"({"a" : [ 1 , "b\"]" ] , "c":null}|"a"|[ 1 , "b\"]" ]|1|"b\"]"|"c"|null)"},
      {"[ ]", "[ ]"},
      {"{\n}", "{\n}"},
      {"[[],{}]", "[[],{}]|[]|{}"},
      {" -1.5e3\n", "-1.5e3"},
      {"[true\t,false ]", "[true\t,false ]|true|false"},
  }));
  INFO(c.text);
  const Read read(c.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(spans(read.sources, read.documents[0].top()) == c.tree);
}

TEST_CASE("tree_json: a bad line of ndjson leaves the others", "[text]") {
  const Read read("{\"a\":1}\n{\"a\":}\n{\"a\":2}\n{\"a\":1,\"a\":2}\n{\"a\":3}\n");
  CHECK(read.dumped() == "{d<a>:p<1>} --- {d<a>:p<2>} --- {d<a>:p<3>}");
  CHECK(faults(read.sources, read.diags) == "json-syntax at 2 `}`; duplicate-key at 4 `\"a\"`");
  CHECK(Read("{\"a\":1\n{\"a\":2}\n").dumped() == "{d<a>:p<2>}");
}

TEST_CASE("tree_json: depth is refused beyond its limit only", "[text]") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  CHECK_FALSE(Read(nested(kMaxTreeDepth)).diags.has_errors());
  const auto depth = GENERATE(kMaxTreeDepth + 1, 1024, 1025, 1'000'000);
  const Read read(nested(depth));
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-deep");
  const Read open(std::string(static_cast<std::size_t>(depth), '['));
  REQUIRE(open.diags.all().size() == 1);
}

TEST_CASE("tree_json: nodes are refused beyond their limit only", "[text]") {
  std::string text = "[0";
  for (std::size_t i = 2; i < kMaxTreeNodes; ++i) text += ",0";
  CHECK(Read(text + "]").documents.size() == 1);
  const Read read(text + ",0]");
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-large");
  CHECK(read.documents.empty());
}

TEST_CASE("tree_json: documents are refused beyond their limit only", "[text]") {
  std::string text;
  for (std::size_t i = 0; i < kMaxDocuments; ++i) text += "1\n";
  CHECK(Read(text).documents.size() == kMaxDocuments);
  const Read read(text + "1\n");
  CHECK(read.documents.size() == kMaxDocuments);
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-large");
}

}  // namespace
}  // namespace ipcheck

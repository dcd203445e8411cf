#include "text/tree_yaml.h"

#include "support/catch.h"
#include "text/dump.h"

namespace ipcheck {
namespace {

struct Read {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> documents;

  explicit Read(std::string text) {
    documents = read_yaml(sources, sources.add("a.yaml", std::move(text)), diags);
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

TEST_CASE("tree_yaml: documents become trees of texts", "[text]") {
  const auto c = GENERATE(values<Good>({
      {"", ""},
      {"# only a comment\n", ""},
      {"a: 1", "{p<a>:p<1>}"},
      {"a: 1\nb: no\nc: 1e3\nd: 0123\n", "{p<a>:p<1> p<b>:p<no> p<c>:p<1e3> p<d>:p<0123>}"},
      {"a:\nb: ~\nc: null\nd: 'null'\ne: \"~\"\nf: ''\n",
       "{p<a>:~ p<b>:~ p<c>:~ p<d>:s<null> p<e>:d<~> p<f>:s<>}"},
      {"- 1\n-\n- - x\n  - y\n", "[p<1> ~ [p<x> p<y>]]"},
      {"{a: [1, {b: c}], d: }", "{p<a>:[p<1> {p<b>:p<c>}] p<d>:~}"},
      {"[a: 1, b]", "[{p<a>:p<1>} p<b>]"},
      {"{}", "{}"},
      {"[ ]", "[]"},
      {"a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{p<a>:l<x\n y\n> p<b>:f<x y>}"},
      {"a: 'it''s'\nb: \"x\\ty\\u4e2d\"\n", "{p<a>:s<it's> p<b>:d<x\ty中>}"},
      {"建设主体: 行业龙头企业\n", "{p<建设主体>:p<行业龙头企业>}"},
      {"a: x\n  y\n\n  z\nb: \"p\n  q\"\n", "{p<a>:p<x y\nz> p<b>:d<p q>}"},
      {"a: 1\r\nb: |\r\n  x\r\n  y\r\n", "{p<a>:p<1> p<b>:l<x\ny\n>}"},
      {"a: 1\rb: 2\r", "{p<a>:p<1> p<b>:p<2>}"},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       "{p<a>:p<1>}"},
      {"a: 1\n---\nb: 2\n...\n---\nc\n", "{p<a>:p<1>} --- {p<b>:p<2>} --- p<c>"},
      {"%YAML 1.2\n---\na: 1\n", "{p<a>:p<1>}"},
      {"申请单位： 某公司\n", "p<申请单位： 某公司>"},
      {"a: \"\\N\\_\\L\\x85\"\n", "{p<a>:d<\xC2\x85\xC2\xA0\xE2\x80\xA8\xC2\x85>}"},
      {"a: !!str 012\nb: !!map {c: !!null null}\nc: !!str\n",
       "{p<a>:p<012> p<b>:{p<c>:~} p<c>:p<>}"},
      {"a: b#c # d\n\"e\": f\n", "{p<a>:p<b#c> d<e>:p<f>}"},
      {"a : 1\n", "{p<a>:p<1>}"},
      {"- a: \"x\n\n    y\"\n- [b: 'x\n y']\n", "[{p<a>:d<x\ny>} [{p<b>:s<x y>}]]"},
      {"a\n... # c\n%YAML 1.2\n---\nb\n", "p<a> --- p<b>"},
  }));
  INFO(c.text);
  const Read read(c.text);
  CHECK(faults(read.sources, read.diags) == "");
  CHECK(read.dumped() == c.tree);
}

TEST_CASE("tree_yaml: every node knows its own bytes", "[text]") {
  const auto c = GENERATE(values<Good>({
      {"a: 1\nb: 'x'\n", "a: 1\nb: 'x'|a|1|b|'x'"},
      {"数: [ 一, \"二\" ] # 三\n", "数: [ 一, \"二\" ]|数|[ 一, \"二\" ]|一|\"二\""},
      {"a: {b: c, d: , }\ne: f", "a: {b: c, d: , }\ne: f|a|{b: c, d: , }|b|c|d||e|f"},
      {"a: |\n\n  x y\n  z\n\nb: 1", "a: |\n\n  x y\n  z\n\nb: 1|a|x y\n  z|b|1"},
      {"a: |2\n    x\n   z\n", "a: |2\n    x\n   z|a|  x\n   z"},
      {"a: >+ # c\n  x\n\n", "a: >+ # c\n  x|a|x"},
      {"- a\n- - 'b'\n  - c d\n    e\n- x",
       "- a\n- - 'b'\n  - c d\n    e\n- x|a|- 'b'\n  - c d\n    e|'b'|c d\n    e|x"},
      {"a: [] \nb: {\n}\n", "a: [] \nb: {\n}|a|[]|b|{\n}"},
      {"\r\na: x\r\n  y\r\n", "a: x\r\n  y|a|x\r\n  y"},
      {"\xEF\xBB\xBF"
       "a: b\n",
       "a: b|a|b"},
      {"a: ~\nb:\nc: null", "a: ~\nb:\nc: null|a|~|b||c|null"},
      {"a: |\n", "a: ||a|"},
      {"[a: b, c]", "[a: b, c]|a: b|a|b|c"},
  }));
  INFO(c.text);
  const Read read(c.text);
  REQUIRE(read.documents.size() == 1);
  CHECK(spans(read.sources, read.documents[0].top()) == c.tree);
}

struct Bad {
  std::string text, faults;
};

TEST_CASE("tree_yaml: what is refused is refused at its place", "[text]") {
  const auto c = GENERATE(values<Bad>({
      {"a: 1\nb: 2\na: 3\nb: 4\n", "duplicate-key at 3 `a`; duplicate-key at 4 `b`"},
      {"a: {x: 1, 'x': 2}\n", "duplicate-key at 1 `'x'`"},
      {"a: &n 1\nb: 2\n", "yaml-anchor at 1 `&n`"},
      {"a: &n 1\nb: *n\n", "yaml-anchor at 1 `&n`; yaml-alias at 2 `*n`"},
      {"a: *n\n", "yaml-alias at 1 `*n`"},
      {"a: &n [*n]\n", "yaml-anchor at 1 `&n`; yaml-alias at 1 `*n`"},
      {"a: {b: 1}\n<<: {c: 2}\n", "yaml-merge at 2 `<<`"},
      {"a: !secret x\nb: !!binary aGk=\n", "yaml-tag at 1 `!secret`; yaml-tag at 2 `!!binary`"},
      {"a: ! x\n", "yaml-tag at 1 `!`"},
      {"a: !!str\xEF\xBB\xBF[, x\n", "yaml-tag at 1 `!!str\xEF\xBB\xBF`"},
      {"a: !!seq x\n", "yaml-tag at 1 `!!seq`"},
      {"a: !!python/object:os.system x\n", "yaml-tag at 1 `!!python/object:os.system`"},
      {"a:\n\tb: 1\n", "yaml-tab at 2 `\t`"},
      {"a:\n  - x\n\t- y\n", "yaml-tab at 3 `\t`"},
      {"a:\n\tb\n", "yaml-tab at 2 `\t`"},
      {"a: \"unclosed\nb: 2\nc: 3\n", "yaml-syntax at 1 `\"`"},
      {"a: 1\nb: 'unclosed\nc: 3", "yaml-syntax at 2 `'`"},
      {"a: 1\nb: \"x\n---\nc: 3\"\n", "yaml-syntax at 2 `\"`"},
      {"a: 1\nnot-a-key\n", "yaml-syntax at 2 `not-a-key`"},
      {"a: 1\nnot-a-key\nb: 2\n", "yaml-syntax at 2 `not-a-key`"},
      {"a: 1\nb：2\nc: 3\n", "yaml-syntax at 2 `b：2`"},
      {"{a}\n", "yaml-syntax at 1 `a`"},
      {"? a\n: b\n", "yaml-syntax at 1 `a`"},
      {"[a]: b\n", "yaml-syntax at 1 `[`"},
      {"{a: b}: c\n", "yaml-syntax at 1 `{`"},
      {": b\n", "yaml-syntax at 1 `:`"},
      {"null: b\n", "yaml-syntax at 1 `null`"},
      {"[a, , b]\n", "yaml-syntax at 1 `,`"},
      {"[a, b\n", "yaml-syntax at 1 `[`"},
      {"a: [b}\n", "yaml-syntax at 1 `}`"},
      {"a: b: c\n", "yaml-syntax at 1 `:`"},
      {"a: \"x\" y\n", "yaml-syntax at 1 `y`"},
      {"a: \"x\"#y\n", "yaml-syntax at 1 `#y`"},
      {"\"a\" \"b\"\n", "yaml-syntax at 1 `\"b\"`"},
      {"a: [b]#c\n", "yaml-syntax at 1 `#c`"},
      {"a: \"x\nb: 2\nc: \"\n", "yaml-syntax at 1 `\"`"},
      {"a:\n  b: 'x\n  y'\n", "yaml-syntax at 2 `'`"},
      {"a: 1\n... b\n", "yaml-syntax at 2 `b`"},
      {"a: 1\n%YAML 1.2\n---\nb\n", "yaml-syntax at 3 `---`"},
      {"a: @x\n", "yaml-syntax at 1 `@x`"},
      {"a: \"\\q\"\n", "yaml-syntax at 1 `\"`"},
      {"a: x\x07y\n", "yaml-syntax at 1 `\x07`"},
      {"a: | x\n", "yaml-syntax at 1 `x`"},
      {"a: 1\n b: 2\n", "yaml-syntax at 2 `:`"},
  }));
  INFO(c.text);
  const Read read(c.text);
  CHECK(faults(read.sources, read.diags) == c.faults);
  CHECK(read.documents.empty());
  for (const Diagnostic& diagnostic : read.diags.all()) {
    CHECK(!diagnostic.message.zh.empty());
    CHECK(diagnostic.message.zh != diagnostic.message.en);
  }
}

TEST_CASE("tree_yaml: both places of a duplicate key are named", "[text]") {
  const Read read("a: 1\nb: 2\na: 3\na: 4\n");
  REQUIRE(read.diags.all().size() == 2);
  for (const Diagnostic& diagnostic : read.diags.all()) {
    REQUIRE(diagnostic.notes.size() == 1);
    CHECK(read.sources.position(diagnostic.notes[0].span).line == 1);
  }
}

TEST_CASE("tree_yaml: a quote that swallowed lines is shown where it opened", "[text]") {
  const Read read("a: \"x\nb: \"y\"\n");
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].span.begin == 3);
  const Read indented("a:\n  b: \"x\n    c: \"y\"\n");
  REQUIRE(indented.diags.all().size() == 1);
  REQUIRE(indented.diags.all()[0].notes.size() == 1);
  CHECK(indented.diags.all()[0].notes[0].span.begin == 8);
}

TEST_CASE("tree_yaml: a full-width colon is named in the help", "[text]") {
  const Read read("a: 1\n申请单位：某公司\n");
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].fix.zh.find("半角") != std::string::npos);
}

TEST_CASE("tree_yaml: a bad document leaves the others", "[text]") {
  CHECK(Read("a: 1\n---\na: 1\na: 2\n---\nb: 3\n").dumped() == "{p<a>:p<1>} --- {p<b>:p<3>}");
  CHECK(Read("a: 1\n---\nb: [\n---\nc: 3\n").dumped() == "{p<a>:p<1>}");
}

TEST_CASE("tree_yaml: depth is refused beyond its limit only", "[text]") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  CHECK_FALSE(Read(nested(kMaxTreeDepth)).diags.has_errors());
  const auto depth = GENERATE(kMaxTreeDepth + 1, 500, 501, 4096, 4097, 1'000'000);
  const Read read(nested(depth));
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-deep");
  CHECK(read.documents.empty());
}

TEST_CASE("tree_yaml: block nesting is refused beyond the limit", "[text]") {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "- ";
    return text + "x\n";
  };
  CHECK_FALSE(Read(nested(kMaxTreeDepth)).diags.has_errors());
  const Read read(nested(kMaxTreeDepth + 1));
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-deep");
}

TEST_CASE("tree_yaml: long lines cost linear time", "[text]") {
  // A megabyte each: a walk back to the line's begin at every token would take minutes.
  const auto part = GENERATE(as<std::string>(), "!!str ", "a: ", "'a' ", "? ", "\\N", "[a]: b, ");
  const std::string opening = part == "\\N" ? "\"" : part == "[a]: b, " ? "{" : "";
  std::string text = opening;
  while (text.size() < 1'000'000) text += part;
  const Read read(text);
  CHECK(read.diags.has_errors());
  CHECK(read.documents.empty());
}

TEST_CASE("tree_yaml: a long flow sequence on one line is read", "[text]") {
  std::string text = "[0";
  for (int i = 1; i < 100'000; ++i) text += ", 'x'";
  const Read read(text + "]");
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].top().size() == 100'000);
}

TEST_CASE("tree_yaml: a directive that no document follows is told", "[text]") {
  const auto text = GENERATE(as<std::string>(), "a: 1\n%YAML 1.2\n", "a: 1\n# x\n\n%FOO\n# y\n",
                             "a: 1\n...\n%YAML 1.2\n", "%YAML 1.2\n");
  INFO(text);
  const Read read(text);
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "yaml-syntax");
  CHECK(read.sources.text(read.diags.all()[0].span).starts_with("%"));
}

TEST_CASE("tree_yaml: documents are refused beyond their limit only", "[text]") {
  std::string text;
  for (std::size_t i = 0; i < kMaxDocuments; ++i) text += "---\n1\n";
  CHECK(Read(text).documents.size() == kMaxDocuments);
  const Read read(text + "---\n1\n");
  CHECK(read.documents.size() == kMaxDocuments);
  REQUIRE(read.diags.all().size() == 1);
  CHECK(read.diags.all()[0].id == "too-large");
}

}  // namespace
}  // namespace ipcheck

#include "report/findings/diagnostics.h"

#include <sstream>

#include "support/catch.h"

using namespace ipcheck;

namespace {

/// A span over `part` of the source's text.
Span span_of(const Sources& sources, SourceId source, std::string_view part) {
  auto at = static_cast<std::uint32_t>(sources.text(source).find(part));
  return {source, at, at + static_cast<std::uint32_t>(part.size())};
}

std::string shown(const Sources& sources, const Diagnostics& diags, Lang lang, bool color = false,
                  std::size_t limit = 50) {
  std::ostringstream out;
  render_diagnostics(sources, diags, lang, color, out, limit);
  return out.str();
}

}  // namespace

TEST_CASE("diagnostics: place, message, id, frame, help and notes", "[report]") {
  Sources sources;
  SourceId file = sources.add("grant.yaml", "a: 1\n  金额: incme < 3\n");
  Diagnostics diags;
  diags
      .error("unknown-fact", span_of(sources, file, "incme"),
             say("没有事实 `{}`", "unknown fact `{}`", "incme"))
      .help(say("是不是 `income`", "did you mean `income`"))
      .note(span_of(sources, file, "a: 1"), say("在这里声明", "declared here"));
  CHECK(shown(sources, diags, Lang::En) ==
        "grant.yaml:2:7: error: unknown fact `incme` [unknown-fact]\n"
        "    2 |   金额: incme < 3\n"
        "      |         ^^^^^\n"
        "  help: did you mean `income`\n"
        "  grant.yaml:1:1: note: declared here\n"
        "    1 | a: 1\n"
        "      | ^^^^\n");
  std::string zh = shown(sources, diags, Lang::Zh);
  CHECK(zh.starts_with("grant.yaml:2:7: 错误: 没有事实 `incme` [unknown-fact]\n"));
  CHECK(zh.find("  建议：是不是 `income`\n") != std::string::npos);
}

TEST_CASE("diagnostics: they come by file and offset, past the limit they are counted",
          "[report]") {
  Sources sources;
  SourceId file = sources.add("a.yaml", "one\ntwo\nthree\n");
  Diagnostics diags;
  diags.warning("w", span_of(sources, file, "three"), say("三", "third"));
  diags.error("e", span_of(sources, file, "one"), say("一", "first"));
  diags.hint("h", span_of(sources, file, "two"), say("二", "second"));
  std::string text = shown(sources, diags, Lang::En, false, 2);
  std::size_t first = text.find("first"), second = text.find("second");
  CHECK(first < second);
  CHECK(second != std::string::npos);
  CHECK(text.find("third") == std::string::npos);
  CHECK(text.ends_with("1 more not shown (1 errors and 1 warnings in all)\n"));
}

TEST_CASE("diagnostics: a fault of a whole file has a name and no frame", "[report]") {
  Sources sources;
  Diagnostics diags;
  diags.file_error("file-missing", "no\x1b[31m.yaml", say("找不到文件", "no such file"));
  CHECK(shown(sources, diags, Lang::En) ==
        "no\\u{1b}[31m.yaml: error: no such file [file-missing]\n");
}

TEST_CASE("diagnostics: colour is added only when asked", "[report]") {
  Sources sources;
  SourceId file = sources.add("a.yaml", "x\n");
  Diagnostics diags;
  diags.error("e", span_of(sources, file, "x"), say("错", "wrong"));
  CHECK(shown(sources, diags, Lang::En).find('\x1b') == std::string::npos);
  CHECK(shown(sources, diags, Lang::En, true).find("\x1b[31m^\x1b[0m") != std::string::npos);
}

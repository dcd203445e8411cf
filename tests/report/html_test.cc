#include <sstream>

#include "report/hostile.h"
#include "report/html_parts.h"
#include "report/records.h"
#include "report/world.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace ipcheck;

namespace {

std::string shown(const std::string& record, Lang lang, std::vector<std::string> asked,
                  bool show_pii = false) {
  ReportWorld world("tests/report/rules");
  VerdictReport report = world.report(record, std::move(asked));
  std::ostringstream out;
  render_html(report, {.lang = lang, .show_pii = show_pii}, out);
  return out.str();
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

/// Everything between `<body>` and its end without tags.
std::string words_of(const std::string& page) {
  std::string out;
  bool inside = false;
  for (char c : page.substr(page.find("<body>"))) {
    if (c == '<') inside = true;
    if (!inside) out += c;
    if (c == '>') inside = false;
  }
  return out;
}

}  // namespace

TEST_CASE("html: markup, quotes and what cannot be seen are escaped", "[report]") {
  struct Case {
    std::string_view text, html;
  };
  for (const Case& c : std::initializer_list<Case>{{"a & b", "a &amp; b"},
                                                   {"<b>", "&lt;b&gt;"},
                                                   {"\"'", "&quot;&#39;"},
                                                   {"一\n二", "一<br>二"},
                                                   {std::string_view("a\0b", 3), "a\\u{0}b"},
                                                   {"\u202Ex", "\\u{202e}x"},
                                                   {"\xff", "\\xFF"},
                                                   {"&lt;", "&amp;lt;"},
                                                   {"", ""}}) {
    CHECK(html(c.text) == c.html);
  }
}

TEST_CASE("html: no name leaves its element or its attribute", "[report]") {
  for (std::string_view name : kHostileNames) {
    std::string got = html(name);
    INFO(got);
    CHECK(got.find_first_of("<>\"'") ==
          (got.find("<br>") == std::string::npos ? std::string::npos : got.find("<br>")));
    CHECK_FALSE(first_invalid_utf8(got));
  }
}

TEST_CASE("html: JSON never ends its script element", "[report]") {
  CHECK(json_for_script("[\"</script><!--\"]") == "[\"\\u003c/script>\\u003c!--\"]");
  CHECK(json_for_script("[1,\"中\"]") == "[1,\"中\"]");
}

TEST_CASE("html: a script's source is the SHA-256 of its bytes in base64", "[report]") {
  // openssl dgst -sha256 -binary | base64, of nothing and of `alert('Hello, world.');`
  CHECK(csp_source("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  CHECK(csp_source("alert('Hello, world.');") ==
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
}

TEST_CASE("html: a review sheet fetches nothing and runs nothing", "[report]") {
  std::string page = shown(kFailing, Lang::Zh, {"demo-grant"});
  CHECK(holds(page,
              "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
              "form-action 'none'\""));
  for (std::string_view part : {"<script", "src=", "url(", "@import", "http:", "https:", "<link"}) {
    INFO(part);
    CHECK_FALSE(holds(page, part));
  }
}

TEST_CASE("html: a review sheet says the verdict first and every condition once", "[report]") {
  std::string page = shown(kFailing, Lang::Zh, {"demo-grant"});
  std::string words = words_of(page);
  CHECK(words.find("不符合") < words.find("逐项核对"));
  CHECK(holds(page, "<span class=\"badge\">征求意见稿，尚未施行</span>"));
  for (std::string_view id : {"G-1", "G-2", "G-2a", "G-2b", "G-3", "G-4", "G-5", "G-6"}) {
    INFO(id);
    CHECK(times(page.substr(0, page.find("</tbody>")),
                "<span class=\"id\">" + std::string(id) + "</span>") == 1);
  }
  CHECK(holds(words, "2人"));
  CHECK(holds(words, "≥\u00A03人"));
  CHECK(holds(words, "差\u00A01人"));
  CHECK(holds(words, "二/1 不少于3人"));
  CHECK(holds(words, "兼职人员不计入。"));
  CHECK(holds(words, "初筛结果，不代表审批决定。"));
  CHECK(holds(words, "0123456789abcdef"));
  CHECK(holds(words, "feedc0de"));
  CHECK(holds(words, "本项目默认评分表，非政策内容"));
}

TEST_CASE("html: an open decision has its question, clause and lines to sign", "[report]") {
  std::string page = shown(kOpen, Lang::Zh, {"demo-grant"});
  std::string decisions = page.substr(page.find("<ol class=\"decisions\">"));
  decisions = decisions.substr(0, decisions.find("</ol>"));
  CHECK(times(decisions, "<li>") == 2);
  CHECK(holds(decisions, "行业影响力"));
  CHECK(holds(decisions, "二/4"));
  for (std::string_view part : {"评审人：", "日期：", "□ 符合", "□ 不符合"})
    CHECK(times(decisions, part) == 2);
  CHECK(holds(shown(kOpen, Lang::En, {"demo-grant"}), "□ not met"));
}

TEST_CASE("html: missing papers are named with what shows them", "[report]") {
  std::string page = shown(kLacking, Lang::Zh, {"demo-grant"});
  std::string missing = page.substr(page.find("<ul class=\"boxes\">"));
  missing = missing.substr(0, missing.find("</ul>"));
  CHECK(holds(missing, "园区等级"));
  CHECK(holds(missing, "园区批复"));
}

TEST_CASE("html: personal data is masked unless asked for", "[report]") {
  CHECK_FALSE(holds(shown(kFailing, Lang::Zh, {"demo-grant"}), "13800138000"));
  CHECK(holds(shown(kFailing, Lang::Zh, {"demo-grant"}, true), "13800138000"));
}

TEST_CASE("html: several sheets stand behind a list of them", "[report]") {
  std::string page =
      shown(std::string(kFailing) + "---\n" + kOpen, Lang::Zh, {"demo-grant", "demo-plan"});
  CHECK(times(page, "<main class=\"sheet\"") == 4);
  for (int i = 1; i <= 4; ++i) {
    std::string number = std::to_string(i);
    CHECK(times(page, "href=\"#sheet-" + number + "\"") == 1);
    CHECK(times(page, "id=\"sheet-" + number + "\"") == 1);
  }
}

TEST_CASE("html: nothing of a record acts as markup", "[report]") {
  for (Lang lang : {Lang::Zh, Lang::En}) {
    std::string page = shown(kHostile, lang, {"demo-grant"});
    CHECK_FALSE(holds(page, "<script>"));
    CHECK_FALSE(holds(page, "| <b>"));
    CHECK_FALSE(holds(page, "\x1b"));
    CHECK_FALSE(holds(page, "\u202E"));
    CHECK(holds(page, "a|b&lt;script&gt;`"));
  }
}

#include "report/doc/doc.h"

#include <regex>
#include <set>
#include <sstream>

#include "report/doc/model.h"
#include "report/doc/picture.h"
#include "report/hostile.h"
#include "support/catch.h"
#include "support/rules.h"
#include "text/frame.h"
#include "text/utf8.h"

using namespace ipcheck;

namespace {

constexpr const char* kPolicy = R"(policy: demo
title: {zh: 示例办法, en: Demo measures}
issuer: {zh: 示例局, en: Demo office}
document: {number: 示例〔2026〕1号, date: 2026-01-05}
status: draft
status_note: {zh: 公开征求意见, en: open for comment}
facts:
  staff: {type: integer, unit: 人, range: [0, 9000], label: {zh: 专职人员, en: Full-time staff}, proof: {zh: 社保证明, en: Insurance records}}
  way: {type: enum, values: {post: {zh: 邮寄, en: Post}, desk: {zh: 窗口, en: Desk}}, label: {zh: 方式, en: Way}}
  sealed: {type: boolean, label: {zh: 已盖章, en: Sealed}}
  worth: {type: judgement, label: {zh: 价值, en: Worth}}
  phone: {type: string, pii: true, label: {zh: 电话, en: Phone}}
params:
  staff_min: {unit: 人, cite: {at: 二/1, figure: 不少于3人}, values: [{from: 2026-01-01, value: 3}, {from: 2027-01-01, value: 5}], label: {zh: 人数下限, en: Fewest staff}}
  alone: {value: 200万元, cite: {at: 三}}
criteria:
  D-1: {title: {zh: '至少{staff_min}', en: 'At least {staff_min}'}, cite: {at: 二/1, figure: 不少于3人}, check: staff >= params.staff_min, reading: {zh: 兼职不计。, en: Part-time people do not count.}}
  D-2: {title: {zh: 已盖章, en: Sealed}, cite: {at: 二/2}, check: sealed || staff > 0 && way == 'post'}
  D-3: {title: {zh: 有价值, en: Worth it}, cite: {at: 二/3}, should: worth, evidence: [phone]}
provisions:
  D-9: {kind: quota, title: {zh: 名额, en: Places}, cite: {at: 四}}
schemes:
  demo-basic:
    title: {zh: 基础, en: Basic}
    applicant: organization
    require: {all: [D-1]}
  demo-apply:
    title: {zh: 申报, en: Applying}
    applicant: [organization, person]
    require: {all: [demo-basic, {choose: way, of: {post: [D-2], desk: []}}, {id: D-X, title: {zh: 任选, en: Either}, any: [D-3, D-1]}]}
    form: [phone]
    notices: [{id: soon, when: known(staff), text: {zh: 即将截止, en: closing soon}}]
    outputs: {sum: {type: money, title: {zh: 金额, en: Amount}, when: verdict == 'eligible', value: params.alone, cite: {at: 三}}}
    next: {zh: 提交。, en: File it.}
)";

constexpr const char* kCity = R"(policy: city
extends: demo
title: {zh: 某市办法, en: City measures}
set:
  params:
    staff_min: {value: 7, cite: {at: 市/1, figure: 不少于7人}}
)";

std::string page(const test::Loaded& rules, const std::vector<DocSubject>& subjects, bool html,
                 Lang lang = Lang::En, const char* as_of = "2026-06-01") {
  DocStyle style{.lang = lang, .html = html, .as_of = *Date::parse_iso(as_of), .version = "1.2.3"};
  std::ostringstream out;
  render_doc(rules.rules, rules.sources, subjects, style, out);
  return out.str();
}

std::vector<DocSubject> all_of(const test::Loaded& rules) {
  std::vector<DocSubject> out;
  for (const Policy& policy : rules.rules.policies) out.push_back({&policy, {}});
  return out;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it)
    out.push_back((*it)[1]);
  return out;
}

/// Links within a page lead to places that it has, each of which is there once.
void check_links(const std::string& text) {
  std::vector<std::string> ids = matches(text, "id=\"([^\"]*)\"");
  std::set<std::string> places(ids.begin(), ids.end());
  CHECK(places.size() == ids.size());
  std::vector<std::string> links = matches(text, "(?:href=\"|\\]\\()#([^\")]*)[\")]");
  CHECK(links.size() > 10);
  for (const std::string& link : links) {
    INFO(link);
    CHECK(places.contains(link));
  }
}

/// Elements close in the order in which they opened.
std::string open_elements(const std::string& text) {
  static const std::set<std::string> kVoid = {"meta", "br", "wbr", "rect", "path"};
  const std::regex tag("<(/?)([a-z][a-z0-9]*)[^>]*>");
  std::vector<std::string> open;
  for (std::sregex_iterator it(text.begin(), text.end(), tag), end; it != end; ++it) {
    std::string name = (*it)[2];
    if (kVoid.contains(name)) continue;
    if ((*it)[1].length() == 0) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> after <" + (open.empty() ? "" : open.back()) + ">";
    } else {
      open.pop_back();
    }
  }
  return joined(open, ", ");
}

struct Rect {
  int x, y, width, height;
};

std::vector<Rect> rects(const std::string& svg) {
  const std::regex regex("<rect x=\"(-?\\d+)\" y=\"(-?\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\"");
  std::vector<Rect> out;
  for (std::sregex_iterator it(svg.begin(), svg.end(), regex), end; it != end; ++it)
    out.push_back(
        {std::stoi((*it)[1]), std::stoi((*it)[2]), std::stoi((*it)[3]), std::stoi((*it)[4])});
  return out;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

std::string svg_of(const ShowItem& tree, Lang lang) {
  std::ostringstream out;
  draw_svg(
      picture_of(tree, lang), "x", [](const PictureNode&) { return std::string(); }, out);
  return out.str();
}

}  // namespace

TEST_CASE("doc: a page names what is asked, where it stands and what shows it", "[report]") {
  auto rules = test::rules_from({{"demo.yaml", kPolicy}});
  REQUIRE(rules->ids().empty());
  std::string text = page(*rules, all_of(*rules), true);
  for (const char* part :
       {"<title>Demo measures</title>", "<span class=\"badge\">draft, not in force</span>",
        "Demo office", "示例〔2026〕1号", "open for comment", "At least 3", "二/1 不少于3人",
        "Part-time people do not count.", "Insurance records", "from 2027-01-01 5", "demo.yaml:15",
        "closing soon", "Amount", "File it.", "Places",
        "sealed || staff &gt; 0 &amp;&amp; way == &#39;post&#39;", "ipcheck 1.2.3"}) {
    INFO(part);
    CHECK(holds(text, part));
  }
  CHECK(holds(page(*rules, all_of(*rules), true, Lang::Zh), "至少3人"));
  CHECK(holds(page(*rules, all_of(*rules), true, Lang::Zh, "2027-01-01"), "至少5人"));
}

TEST_CASE("doc: links lead somewhere, elements close, nothing is fetched", "[report]") {
  auto rules = test::shipped_rules();
  auto lang = GENERATE(Lang::Zh, Lang::En);
  std::vector<DocSubject> subjects = all_of(*rules);
  std::string all = page(*rules, subjects, true, lang);
  check_links(all);
  CHECK(open_elements(all.substr(all.find("<body>"), all.find("</body>") - all.find("<body>"))) ==
        "body");
  CHECK_FALSE(holds(all, "<script"));
  CHECK_FALSE(holds(all, "http:"));
  CHECK(matches(all, "(https?://)").empty());
  for (const DocSubject& subject : subjects) {
    INFO(subject.policy->id);
    check_links(page(*rules, {subject}, true, lang));
    check_links(page(*rules, {subject}, false, lang));
  }
  check_links(page(*rules, subjects, false, lang));
}

TEST_CASE("doc: boxes of a picture lie apart and within it, their texts within them", "[report]") {
  auto rules = test::shipped_rules();
  auto lang = GENERATE(Lang::Zh, Lang::En);
  ShowContext context{rules->rules, rules->sources, *Date::parse_iso("2026-06-01")};
  std::size_t pictures = 0;
  for (const Policy& policy : rules->rules.policies) {
    for (const Scheme& scheme : policy.schemes) {
      std::string svg = svg_of(shown_tree(context, policy, scheme.root, false), lang);
      INFO(scheme.id);
      std::vector<Rect> boxes = rects(svg);
      REQUIRE_FALSE(boxes.empty());
      const std::string size = matches(svg, "viewBox=\"-1 -1 (\\d+ \\d+)\"").front();
      const int width = std::stoi(size), height = std::stoi(size.substr(size.find(' ')));
      bool apart = true, within = true;
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        within = within && boxes[i].x >= 0 && boxes[i].y >= 0 &&
                 boxes[i].x + boxes[i].width < width && boxes[i].y + boxes[i].height < height;
        for (std::size_t j = 0; j < i; ++j) apart = apart && !overlap(boxes[i], boxes[j]);
      }
      CHECK(apart);
      CHECK(within);
      ++pictures;
    }
  }
  CHECK(pictures > 20);
}

TEST_CASE("doc: a picture has groups, choices, general rules and other schemes", "[report]") {
  auto rules = test::rules_from({{"demo.yaml", kPolicy}});
  ShowContext context{rules->rules, rules->sources, *Date::parse_iso("2026-06-01")};
  const Policy& policy = rules->rules.policies.front();
  ShowItem tree = shown_tree(context, policy, policy.scheme("demo-apply")->root, false);
  std::vector<PictureNode> nodes = picture_of(tree, Lang::En);
  std::string shapes;
  for (const PictureNode& node : nodes) {
    shapes += std::to_string(static_cast<int>(node.shape)) + ":" + node.id + ":" + node.words + " ";
  }
  CHECK(shapes ==
        "0::all of 4:demo-basic:see that scheme 1::by Way (way) 5:post: 2:D-2: "
        "5:desk:nothing further 1:D-X:at least one of 3:D-3:a general rule 2:D-1: ");
  std::ostringstream mermaid;
  draw_mermaid(nodes, Lang::En, mermaid);
  CHECK(mermaid.str() == R"md(```mermaid
flowchart LR
  n0(["all of"])
  n1["Basic"]
  n2(["by Way (way)"])
  n3(["Post"])
  n4["D-2 Sealed"]
  n5(["Desk (nothing further)"])
  n6(["Either (at least one of)"])
  n7["D-3 Worth it"]
  n8["D-1 At least 3"]
  n0 --> n1
  n0 --> n2
  n0 --> n6
  n2 --> n3
  n2 --> n5
  n3 --> n4
  n6 --> n7
  n6 --> n8
  classDef soft stroke-dasharray: 5 4
  class n7 soft
```

)md");
}

TEST_CASE("doc: a page about a scheme leaves out what it does not read", "[report]") {
  auto rules = test::rules_from({{"demo.yaml", kPolicy}});
  const Policy& policy = rules->rules.policies.front();
  auto html = GENERATE(true, false);
  std::string text = page(*rules, {{&policy, {policy.scheme("demo-basic")}}}, html);
  check_links(page(*rules, {{&policy, {policy.scheme("demo-apply")}}}, html));
  CHECK(holds(text, "At least 3"));
  CHECK(holds(text, "staff_min"));
  for (const char* part : {"Worth it", "Applying", "Places", "alone", "Phone"}) {
    INFO(part);
    CHECK_FALSE(holds(text, part));
  }
}

TEST_CASE("doc: of an overlay, each number names the file that it came from", "[report]") {
  auto rules = test::rules_from({{"demo.yaml", kPolicy}, {"city.yaml", kCity}});
  REQUIRE(rules->ids().empty());
  std::vector<DocSubject> subjects = all_of(*rules);
  std::erase_if(subjects, [](const DocSubject& s) { return s.policy->id != "city"; });
  std::string text = page(*rules, subjects, true);
  CHECK(holds(text, "City measures"));
  CHECK(holds(text, "At least 7"));
  CHECK(holds(text, "city.yaml:6"));
  CHECK(holds(text, "demo.yaml:15"));
}

TEST_CASE("doc: no text of a rule file acts in a page", "[report]") {
  for (std::string_view name : kHostileNames) {
    auto rules = test::rules_from({{"demo.yaml", kPolicy}});
    Policy& policy = rules->rules.policies.front();
    const std::string text(name);
    const Text both{text, text};
    policy.title = policy.issuer = policy.status_note = both;
    policy.file = text;
    for (Criterion& c : policy.criteria) c.title = c.reading = both, c.cite.at = text;
    for (Scheme& s : policy.schemes) s.title = s.next = both;
    for (Gate& g : policy.gates) g.title = both;
    for (Param& p : policy.params) p.label = both, p.cite.figure = text;
    for (Provision& p : policy.provisions) p.title = both, p.id = text;
    for (Fact& f : rules->rules.schema.facts) f.label = f.proof = both;
    std::string got = page(*rules, all_of(*rules), true);
    INFO(visible(text));
    CHECK_FALSE(first_invalid_utf8(got));
    CHECK(open_elements(got.substr(got.find("<body>"), got.find("</body>") - got.find("<body>"))) ==
          "body");
    for (const char* tag : {"<script", "<img", "<iframe", "<base", "<svg/", " onload=", "<!--"}) {
      INFO(tag);
      CHECK_FALSE(holds(got, tag));
    }
    std::string markdown = page(*rules, all_of(*rules), false);
    CHECK_FALSE(first_invalid_utf8(markdown));
    for (const std::string& page : {got, markdown}) {
      for (const char* hidden : {"\x1b", "\u202E", "\u200B", "\u2028", "\x07"}) {
        CHECK_FALSE(holds(page, hidden));
      }
    }
    for (const std::string& tag : matches(markdown, "<([a-z/!]+)")) {
      INFO(tag);
      CHECK((tag == "a" || tag == "/a" || tag == "br"));
    }
  }
}

TEST_CASE("doc: an id cannot leave its anchor or its folder", "[report]") {
  CHECK(doc_anchor("c", "OCB-6") == "c-OCB-6");
  CHECK(doc_anchor("c", "a\"><b>") == "c-a_22_3e_3cb_3e");
  CHECK(doc_anchor("c", "甲") == "c-_e7_94_b2");
  Policy policy;
  policy.id = "../../etc/x";
  CHECK(doc_file_name(policy, true) == "_2e._2f._2e_2fetc_2fx.html");
  policy.id = "my.policy";
  CHECK(doc_file_name(policy, false) == "my.policy.md");
}

TEST_CASE("doc: an index names every page and scheme", "[report]") {
  auto rules = test::shipped_rules();
  for (bool html : {true, false}) {
    DocStyle style{.lang = Lang::Zh, .html = html, .as_of = *Date::parse_iso("2026-06-01")};
    std::ostringstream out;
    render_doc_index(rules->rules, all_of(*rules), style, out);
    for (const Policy& policy : rules->rules.policies) {
      for (const Scheme& scheme : policy.schemes) {
        std::string link = doc_file_name(policy, html) + "#s-" + scheme.id;
        CHECK(holds(out.str(), link));
        CHECK(holds(page(*rules, {{&policy, {}}}, html), "id=\"s-" + scheme.id + "\""));
      }
    }
  }
}

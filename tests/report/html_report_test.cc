#include "report/score/html_report.h"

#include <sstream>

#include "report/hostile.h"
#include "report/html_parts.h"
#include "report/score/html_rows.h"
#include "report/score/html_words.h"
#include "report/score/totals.h"
#include "report/world.h"
#include "support/catch.h"
#include "text/tree_json.h"

using namespace ipcheck;

namespace {

constexpr const char* kScheme = "demo-grant";

/// A page about rows of the demo grant, and its data as a tree.
struct PageOf {
  ReportWorld world{"tests/report/rules"};
  std::string text;
  std::deque<Tree> data;

  explicit PageOf(const std::vector<ScoredRow>& rows, std::size_t most = HtmlReport::kMostRows,
                  const std::vector<SetAside>& rejects = {}) {
    ScoreHead head{.rules = &world.rules, .as_of = *Date::of(2026, 6, 1)};
    head.schemes = {world.rules.policy_of_scheme(kScheme)->scheme(kScheme)};
    head.input = "list.csv", head.version = "0.1.0", head.rules_sha256 = "0123";
    std::ostringstream out;
    HtmlReport page(out, head, Lang::Zh, most);
    ScoreTotals totals;
    for (const ScoredRow& row : rows) {
      page.add(row);
      totals.add(0, row);
    }
    for (const SetAside& record : rejects) {
      page.reject(record);
      totals.add(record);
    }
    std::vector<std::string> asked = {kScheme};
    page.finish(totals, ReportStats(compile(world.rules, asked, head.as_of, false)));
    text = out.str();
    std::string json =
        text.substr(text.find('>', text.find("<script type=\"application/json\"")) + 1);
    json = json.substr(0, json.find("</script>"));
    data = read_json(world.sources, world.sources.add("data.json", json), world.diags);
    REQUIRE(data.size() == 1);
  }

  TreeRef at(std::string_view key) const { return data.front().top().find(key); }
  TreeRef row(std::size_t i) const { return at("rows").item(i); }
};

ScoredRow row_of(std::uint64_t number, Outcome outcome, std::string_view name = "甲公司") {
  return {.place = {number, number}, .name = name, .scheme = kScheme, .outcome = outcome};
}

}  // namespace

TEST_CASE("html_report: a row carries its ids and words in both languages", "[report]") {
  std::vector<std::string_view> failing = {"G-1", "G-2"}, missing = {"grade"}, pending = {"G-4"};
  std::vector<std::string_view> notices = {"draft", "deadline", "uscc_invalid"};
  std::vector<RowReason> details = {
      {"G-1", "2人，要求 ≥ 3人，差 1人", "2, required ≥ 3, short by 1"}};
  ScoredRow row = row_of(5, Outcome::Ineligible);
  row.id = "91140100MA0FAKE17N", row.score_min = "10", row.score_max = "17.5";
  row.failing = failing, row.missing = missing, row.pending = pending;
  row.notices = notices, row.details = details;
  PageOf page({row});

  TreeRef got = page.row(0), words = page.at("words");
  CHECK(got.item(0).text() == "5");
  CHECK(got.item(3).text() == "1");
  CHECK(got.item(4).text() == "91140100MA0FAKE17N");
  CHECK(got.item(6).text().empty());
  CHECK(got.item(7).text() == "10");
  CHECK(got.item(8).text() == "17.5");
  auto word = [&](TreeRef index) { return words.item(std::stoul(std::string(index.text()))); };
  REQUIRE(got.item(12).size() == 2);
  CHECK(word(got.item(12).item(0)).item(0).text() == "G-1");
  CHECK(word(got.item(12).item(0)).item(1).text() == "专职人员不少于3人");
  CHECK(word(got.item(12).item(0)).item(2).text() == "At least 3 full-time staff");
  CHECK(word(got.item(12).item(0)).item(3).text() == "二/1 不少于3人");
  CHECK(word(got.item(12).item(1)).item(1).text() == "金额或项目达标");
  CHECK(word(got.item(13).item(0)).item(2).text() == "Grade of the park");
  CHECK(word(got.item(14).item(0)).item(0).text() == "G-4");
  CHECK(word(got.item(15).item(0)).item(1).text() == "征求意见稿，尚未施行");
  CHECK(word(got.item(15).item(1)).item(1).text() == "每年受理一次");
  CHECK(word(got.item(15).item(2)).item(1).text() == "统一社会信用代码校验不符");
  TreeRef sentence =
      page.at("sentences").item(std::stoul(std::string(got.item(16).item(1).text())));
  CHECK(sentence.item(0).text() == details[0].zh);
  CHECK(sentence.item(1).text() == details[0].en);
}

TEST_CASE("html_report: sentences and words that rows share are told once", "[report]") {
  std::vector<std::string_view> failing = {"G-1"};
  std::vector<RowReason> details = {{"G-1", "缺", "lacks"}};
  ScoredRow row = row_of(1, Outcome::Ineligible);
  row.failing = failing, row.details = details;
  PageOf page({row, row, row});
  CHECK(page.at("rows").size() == 3);
  std::size_t told = 0;
  for (std::size_t i = 0; i < page.at("words").size(); ++i)
    told += page.at("words").item(i).item(0).text() == "G-1";
  CHECK(told == 1);
  CHECK(page.at("sentences").size() == 1);
}

TEST_CASE("html_report: a sentence without a place in the list stands in its row", "[report]") {
  SentenceList list;
  for (std::size_t i = 0; i < SentenceList::kMost; ++i) list.index(std::to_string(i), "");
  CHECK(list.index("0", "") == 0);
  CHECK(list.index("new", "") == SentenceList::kNone);
}

TEST_CASE("html_report: only its own script may run, and nothing is fetched", "[report]") {
  PageOf page({row_of(1, Outcome::Eligible)});
  CHECK(page.text.find("default-src 'none'; style-src 'unsafe-inline'; script-src " +
                       csp_source(report_js()) + ";") != std::string::npos);
  CHECK(page.text.find("<script>" + std::string(report_js()) + "</script>") != std::string::npos);
  for (std::string_view part :
       {" src=", "url(", "@import", "https:", "<link", "innerHTML", "eval("}) {
    INFO(part);
    CHECK(page.text.find(part) == std::string::npos);
  }
}

TEST_CASE("html_report: no name ends the data", "[report]") {
  std::vector<ScoredRow> rows;
  for (std::string_view name : kHostileNames)
    rows.push_back(row_of(rows.size() + 1, Outcome::Eligible, name));
  PageOf page(rows);
  REQUIRE(page.at("rows").size() == std::size(kHostileNames));
  std::string plain = PageOf({row_of(1, Outcome::Eligible)}).text;
  auto tags = [](const std::string& text) { return std::count(text.begin(), text.end(), '<'); };
  CHECK(tags(page.text) == tags(plain));
  CHECK(page.row(0).item(5).text() == "</script><script>hurt()</script>");
  CHECK(page.row(9).item(5).text() == "有限公司\\u{202e}gnp.exe\\u{202c}");
  CHECK(page.row(11).item(5).text() == "a\\u{0}b<b>x");
}

TEST_CASE("html_report: long texts are cut at a character", "[report]") {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "长";
  PageOf page({row_of(1, Outcome::Eligible, name)});
  std::string got(page.row(0).item(5).text());
  CHECK(got.size() == 399 + 3);
  CHECK(got.ends_with("长…"));
}

TEST_CASE("html_report: rejected records come with place and reason, never with their text",
          "[report]") {
  SetAside rejected{
      .place = {7, 9}, .column = 5, .reason = {"引号没有结束", "the quote does not end"}};
  rejected.text = "13800138000";
  SetAside footer{.why = SetAside::Why::Footer, .place = {8, 10}};
  PageOf page({}, 10, {rejected, footer});
  REQUIRE(page.at("rejects").size() == 1);
  CHECK(page.at("rejects").item(0).item(1).text() == "9");
  CHECK(page.at("rejects").item(0).item(3).item(1).text() == "the quote does not end");
  CHECK(page.at("totals").find("footers").text() == "1");
  CHECK(page.text.find("13800138000") == std::string::npos);
}

TEST_CASE("html_report: the page lists so many rejects and counts the others", "[report]") {
  std::vector<SetAside> rejects(HtmlReport::kMostRejects + 1);
  PageOf page({}, 10, rejects);
  CHECK(page.at("rejects").size() == HtmlReport::kMostRejects);
  CHECK(page.at("totals").find("rejected").text() == std::to_string(HtmlReport::kMostRejects + 1));
}

TEST_CASE("html_report: of too many rows those stay that matter most, in their order", "[report]") {
  std::vector<std::string_view> one = {"G-1"}, two = {"G-1", "G-5"};
  std::vector<ScoredRow> rows;
  auto add = [&](Outcome outcome, std::span<const std::string_view> failing) {
    rows.push_back(row_of(rows.size() + 1, outcome));
    rows.back().failing = failing;
  };
  for (int i = 0; i < 4; ++i) {
    add(Outcome::Ineligible, two);
    add(Outcome::Ineligible, one);
    add(Outcome::Incomplete, {});
    add(Outcome::NeedsReview, {});
    add(Outcome::Eligible, {});
  }
  auto kept = [&](std::size_t most) {
    PageOf page(rows, most);
    std::string out;
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < page.at("rows").size(); ++i) {
      std::uint64_t number = std::stoul(std::string(page.row(i).item(0).text()));
      CHECK(number > last);
      last = number;
      out += "ETNIR"[number % 5];  // row 1 fails two conditions, 2 one, 3 is incomplete …
    }
    CHECK(page.at("added").text() == "20");
    std::sort(out.begin(), out.end());
    return out;
  };
  CHECK(kept(20) == "EEEEIIIINNNNRRRRTTTT");
  CHECK(kept(17) == "EEEEIIIINNNNRRRRT");
  CHECK(kept(16) == "EEEEIIIINNNNRRRR");
  CHECK(kept(12) == "EEEEIIIIRRRR");
  CHECK(kept(8) == "EEEERRRR");
  CHECK(kept(3) == "EEE");
  CHECK(kept(0).empty());
}

TEST_CASE("html_report: which rows stay does not depend on what came before them", "[report]") {
  auto kept = [](std::vector<std::uint64_t> numbers) {
    RowStore store(10);
    for (std::uint64_t number : numbers) {
      ScoredRow row = row_of(number, Outcome::Ineligible);
      RowStore::Key key = store.next_key(row);
      if (store.wants(key)) store.keep(key, std::to_string(number));
    }
    std::vector<std::string> out = store.take();
    std::sort(out.begin(), out.end());
    return out;
  };
  std::vector<std::uint64_t> up, down;
  for (std::uint64_t i = 1; i <= 1000; ++i) up.push_back(i), down.insert(down.begin(), i);
  CHECK(kept(up).size() == 10);
  CHECK(kept(up) == kept(down));
}

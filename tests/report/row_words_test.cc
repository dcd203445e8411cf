#include "report/score/row_words.h"

#include <algorithm>

#include "report/layout.h"
#include "report/random_rows.h"
#include "report/verdict/lines.h"
#include "report/world.h"
#include "support/catch.h"
#include "support/rules.h"
#include "text/frame.h"

using namespace ipcheck;

namespace {

/// All schemes of a rules folder and a batch of their applicants.
struct Applicants {
  ReportWorld world;
  Compiled compiled;
  std::vector<FactId> facts;
  Batch batch;
  Frame frame;
  RandomRows random;

  explicit Applicants(const std::string& folder, std::uint64_t seed)
      : world(folder), random(world.rules.schema, seed) {
    std::vector<std::string> asked;
    for (const Policy& policy : world.rules.policies) {
      for (const Scheme& scheme : policy.schemes) asked.push_back(scheme.id);
      for (const Criterion& criterion : policy.criteria) {
        const std::vector<FactId> read = facts_behind(world.rules, criterion);
        facts.insert(facts.end(), read.begin(), read.end());
      }
    }
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    compiled = compile(world.rules, asked, *Date::of(2026, 6, 1), false);
  }

  void next(std::uint32_t rows) {
    random.fill(batch, rows, facts);
    judge(compiled, batch, frame);
  }
};

/// What the lines of the whole verdict say, put into one cell.
std::string told(const VerdictLines& lines, Lang lang) {
  const bool zh = lang == Lang::Zh;
  std::string out;
  auto add = [&](const std::string& text) {
    if (!out.empty()) out += zh ? "；" : "; ";
    out += text;
  };
  for (const Line& line : lines.failing) {
    std::string words = line.id + " " + line.title.in(lang);
    for (std::size_t i = 0; i < line.details.size(); ++i)
      words += (i == 0 ? (zh ? "：" : ": ") : (zh ? "，" : ", ")) + line.details[i].in(lang);
    add(words);
  }
  auto list = [&](const std::string& head, const std::vector<Line>& items, bool with_id) {
    std::string words;
    for (const Line& item : items)
      words += (words.empty() ? head
                : zh          ? "、"
                              : ", ") +
               (with_id ? item.id + " " : "") + item.title.in(lang);
    if (!words.empty()) add(words);
  };
  list(zh ? "缺少 " : "missing: ", lines.missing, false);
  list(zh ? "待判断 " : "to judge: ", lines.pending, true);
  return visible(plain_spaces(out));
}

Text told(const Line& line) {
  Text out;
  for (const Text& detail : line.details) {
    if (!out.empty()) out = std::move(out) + Text{"；", "; "};
    out = std::move(out) + detail;
  }
  return {visible(plain_spaces(out.zh)), visible(plain_spaces(out.en))};
}

/// Each row of the table's batch under each scheme: as its verdict says.
void check_rows(const Applicants& table, RowWords& words, Lang lang, bool show_pii) {
  const RuleSet& rules = table.world.rules;
  Brief lists;
  std::string cell;
  for (std::uint32_t row = 0; row < table.batch.rows; ++row) {
    words.begin_row();
    for (const CompiledScheme& scheme : table.compiled.schemes) {
      brief(table.compiled, scheme, table.batch, table.frame, row, lists);
      const JudgedRow judged{scheme, table.batch, table.frame, row, lists};
      join_reasons(judged, words, lang, cell);
      const VerdictLines lines =
          lines_of(rules, explain(table.compiled, scheme, table.batch, table.frame, row), show_pii);
      INFO(scheme.scheme->id << ", row " << row);
      REQUIRE(cell == told(lines, lang));
      REQUIRE(lines.failing.size() == lists.failing_gates.size());
      REQUIRE(lines.pending.size() == lists.pending_gates.size());
      for (std::size_t i = 0; i < lines.failing.size(); ++i)
        REQUIRE(words.gate(judged, lists.failing_gates[i]).details == told(lines.failing[i]));
      for (std::size_t i = 0; i < lines.pending.size(); ++i)
        REQUIRE(words.gate(judged, lists.pending_gates[i]).details == told(lines.pending[i]));
    }
  }
}

}  // namespace

TEST_CASE("row_words: what is remembered is what the verdict's lines say, in every scheme",
          "[report]") {
  const bool show_pii = GENERATE(false, true);
  const Lang lang = show_pii ? Lang::En : Lang::Zh;
  for (const char* folder : {"rules", "tests/report/rules"}) {
    Applicants table(folder, 7);
    REQUIRE_FALSE(table.compiled.schemes.empty());
    RowWords words(table.compiled, lang, show_pii);
    for (int block = 0; block < 12; ++block) {
      table.next(25);
      check_rows(table, words, lang, show_pii);
    }
  }
}

TEST_CASE("row_words: equal rows are worded once", "[report]") {
  Applicants table("rules", 11);
  RowWords words(table.compiled, Lang::Zh, false);
  table.next(10);
  check_rows(table, words, Lang::Zh, false);
  const std::size_t once = words.remembered();
  CHECK(once > 0);
  check_rows(table, words, Lang::Zh, false);
  CHECK(words.remembered() == once);
}

TEST_CASE("row_words: what is remembered stays within its bound", "[report]") {
  Applicants table("rules", 13);
  RowWords words(table.compiled, Lang::Zh, false);
  Brief lists;
  std::string cell;
  std::size_t most = 0, forgotten = 0;
  for (int block = 0; block < 40; ++block) {
    table.next(60);
    for (std::uint32_t row = 0; row < table.batch.rows; ++row) {
      const std::size_t before = words.remembered();
      words.begin_row();
      CHECK(words.remembered() == (before > RowWords::kMostBytes ? 0 : before));
      forgotten += words.remembered() < before ? 1 : 0;
      for (const CompiledScheme& scheme : table.compiled.schemes) {
        brief(table.compiled, scheme, table.batch, table.frame, row, lists);
        join_reasons({scheme, table.batch, table.frame, row, lists}, words, Lang::Zh, cell);
      }
      most = std::max(most, words.remembered());
    }
  }
  CHECK(forgotten > 0);
  CHECK(most < RowWords::kMostBytes + (RowWords::kMostBytes >> 3));
}

TEST_CASE("row_words: who decided is told apart, personal data is masked", "[report]") {
  const auto loaded = test::rules_from({{"p.yaml", R"y(policy: p
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  phone: {type: string, pii: true, label: {zh: 电话, en: Phone}}
  j: {type: judgement, label: {zh: 判断, en: Judgement}}
criteria:
  A: {title: {zh: 本地电话, en: Local}, cite: {at: 一}, check: "phone.startsWith('0351')"}
  B: {title: {zh: 有影响, en: Known}, cite: {at: 二}, check: j}
schemes:
  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: {all: [A, B]}}
)y"}});
  REQUIRE_FALSE(loaded->diags.has_errors());
  const Schema& schema = loaded->rules.schema;
  const FactId phone = schema.find("phone"), j = schema.find("j");
  Batch batch;
  batch.schema = &schema;
  batch.facts.resize(schema.facts.size());
  batch.rows = 4;
  for (const char* number : {"13800138000", "13900138000", "13800138000", "13800138000"}) {
    append(batch, batch.facts[phone], kStringType, {std::string(number)}, State::Missing);
    append(batch, batch.facts[j], kJudgementType, {false}, State::Pending);
  }
  batch.decisions = {{1, j, "示例甲", "", "材料"}, {2, j, "示例乙", "", "材料"}};
  const std::vector<std::string> asked = {"s"};
  const Compiled compiled = compile(loaded->rules, asked, *Date::of(2026, 6, 1), false);
  Frame frame;
  judge(compiled, batch, frame);
  const bool show_pii = GENERATE(false, true);
  RowWords words(compiled, Lang::Zh, show_pii);
  std::vector<std::string> cells(batch.rows);
  Brief lists;
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    words.begin_row();
    brief(compiled, compiled.schemes[0], batch, frame, row, lists);
    join_reasons({compiled.schemes[0], batch, frame, row, lists}, words, Lang::Zh, cells[row]);
  }
  const std::string first = show_pii ? "13800138000" : "138****8000";
  const std::string second = show_pii ? "13900138000" : "139****8000";
  CHECK(cells[0] == "A 本地电话：" + first + "，开头应为 0351；B 有影响：不符合");
  CHECK(cells[1] == "A 本地电话：" + second + "，开头应为 0351；B 有影响：不符合（示例甲，材料）");
  CHECK(cells[2] == "A 本地电话：" + first + "，开头应为 0351；B 有影响：不符合（示例乙，材料）");
  CHECK(cells[3] == cells[0]);
}

// ipcheck_report_page COUNT OUT [zh|en] [MOST] [SCHEMES]: a report page about COUNT invented
// applicants under the shipped rules, as `score --report` would write it. Every 500th has a name
// that tries to harm its reader. For the tests in a browser.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include "io/record.h"
#include "report/hostile.h"
#include "report/score/html_report.h"
#include "report/score/totals.h"
#include "report/verdict/lines.h"
#include "report/world.h"

using namespace ipcheck;

namespace {

constexpr std::size_t kChunk = 250;
const std::vector<std::string> kSchemes = {"shanxi-operation-center-recognition",
                                           "shanxi-operation-center-basic"};

/// The same numbers everywhere. Source: Marsaglia, "Xorshift RNGs".
struct Dice {
  std::uint64_t state = 88172645463325252ULL;
  std::uint64_t roll(std::uint64_t sides) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % sides;
  }
  bool chance(std::uint64_t percent) { return roll(100) < percent; }
};

std::string name_of(std::size_t i, Dice& dice) {
  constexpr const char* kPlaces[] = {"太原", "大同", "长治", "晋城", "朔州",
                                     "晋中", "运城", "忻州", "临汾", "吕梁"};
  constexpr const char* kTrades[] = {"轴承",     "齿轮",     "仪表",       "光学",
                                     "风电传动", "煤机装备", "碳纤维材料", "特种玻璃"};
  constexpr const char* kKinds[] = {"有限公司", "集团有限公司", "股份有限公司", "研究院有限公司"};
  if (i % 500 == 499) return std::string(kHostileNames[i / 500 % std::size(kHostileNames)]);
  return std::string(kPlaces[dice.roll(10)]) + "示例" + kTrades[dice.roll(8)] +
         kKinds[dice.roll(4)] + std::to_string(i + 1);
}

std::string record(Dice& dice) {
  std::string out = "{\"applicant\":\"organization\"";
  auto add = [&](std::uint64_t given, const char* key, const std::string& value) {
    if (dice.chance(given)) out += ",\"" + std::string(key) + "\":" + value;
  };
  auto truth = [&](std::uint64_t percent) { return dice.chance(percent) ? "true" : "false"; };
  auto judged = [&](std::uint64_t percent) {
    return dice.chance(percent) ? "\"met\"" : "\"not_met\"";
  };
  add(99, "body_type", dice.chance(92) ? "\"industry_leader\"" : "\"industrial_park\"");
  add(97, "full_time_staff", std::to_string(1 + dice.roll(14)));
  add(99, "transfer_amount_annual_cny", std::to_string(dice.roll(9'000'000)));
  add(99, "projects_cumulative", std::to_string(dice.roll(16)));
  add(97, "alliance_members", std::to_string(4 + dice.roll(40)));
  for (const char* key :
       {"has_internal_unit", "premises_fixed", "premises_independent", "office_equipped",
        "funding_secured", "has_plan", "has_mechanism", "has_rules", "alliance_established"}) {
    add(99, key, truth(96));
  }
  for (const char* key : {"influence", "industry_fit", "team", "sustained_service",
                          "operation_effect", "special_action", "sme_service"}) {
    add(96, key, judged(97));
  }
  return out + "}\n";
}

class Feed {
 public:
  Feed(const ReportWorld& world, const Compiled& compiled, HtmlReport& page, ScoreTotals& totals)
      : world_(world), compiled_(compiled), page_(page), totals_(totals) {}

  void row(const Batch& batch, const Frame& frame, std::uint32_t row, std::size_t scheme,
           std::uint64_t number, const std::string& name) {
    Verdict verdict = explain(compiled_, compiled_.schemes[scheme], batch, frame, row);
    std::string id = code(number), points, low, high;
    ScoredRow out{
        .place = {number + 4, number + 4}, .id = id, .name = name, .scheme = verdict.scheme->id};
    out.outcome = verdict.outcome;
    if (verdict.score) {
      low = verdict.score->min.str(), high = verdict.score->max.str();
      if (verdict.score->known) points = low;
      out.score = points, out.score_min = low, out.score_max = high;
    }
    std::vector<std::string_view> failing = lasting(verdict.failing);
    std::vector<std::string_view> missing(verdict.missing.begin(), verdict.missing.end());
    std::vector<std::string_view> pending = lasting(verdict.pending);
    std::vector<std::string_view> notices;
    for (const VerdictNotice& n : verdict.notices) notices.push_back(n.id);
    std::deque<Text> words;
    std::vector<RowReason> details;
    VerdictLines lines = lines_of(world_.rules, verdict, false);
    for (const auto* list : {&lines.failing, &lines.pending}) {
      for (const Line& line : *list) {
        Text& text = words.emplace_back();
        for (const Text& d : line.details) text = text.empty() ? d : text + Text{"；", "; "} + d;
        details.push_back({line.id, text.zh, text.en});
      }
    }
    out.failing = failing, out.missing = missing, out.pending = pending;
    out.notices = notices, out.details = details;
    page_.add(out);
    totals_.add(scheme, out);
  }

 private:
  std::vector<std::string_view> lasting(const std::vector<std::string>& ids) {
    std::vector<std::string_view> out;
    for (const std::string& id : ids) out.push_back(*ids_.insert(id).first);
    return out;
  }
  static std::string code(std::uint64_t number) {
    std::string digits = std::to_string(number);
    return "91140100MA" + std::string(7 - digits.size(), '0') + digits + "X";
  }

  std::set<std::string> ids_;  // as long as the totals count
  const ReportWorld& world_;
  const Compiled& compiled_;
  HtmlReport& page_;
  ScoreTotals& totals_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::size_t count = std::strtoul(argv[1], nullptr, 10);
  Lang lang = argc > 3 && std::string_view(argv[3]) == "en" ? Lang::En : Lang::Zh;
  std::size_t most = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : HtmlReport::kMostRows;
  ReportWorld world("rules");
  Dice dice, names;
  std::size_t schemes = argc > 5 ? std::strtoul(argv[5], nullptr, 10) : 1;
  std::vector<std::string> asked(kSchemes.begin(), kSchemes.begin() + static_cast<int>(schemes));
  Compiled compiled = compile(world.rules, asked, *Date::of(2026, 6, 1), false);

  ScoreHead head{.rules = &world.rules, .as_of = *Date::of(2026, 6, 1)};
  for (const CompiledScheme& scheme : compiled.schemes) head.schemes.push_back(scheme.scheme);
  head.input = "2026年申报名单.xlsx", head.version = "0.1.0",
  head.rules_sha256 = std::string(64, 'a');
  head.rejects = "2026年申报名单.rejects.csv";
  std::ofstream out(argv[2], std::ios::binary);
  HtmlReport page(out, head, lang, most);
  ScoreTotals totals;
  ReportStats stats(compiled);
  Feed feed(world, compiled, page, totals);
  Frame frame;
  for (std::size_t done = 0; done < count; done += kChunk) {
    std::string text;
    for (std::size_t i = done; i < std::min(done + kChunk, count); ++i) text += record(dice);
    Batch batch;
    std::deque<Tree> trees;
    SourceId source = world.sources.add("applicants.ndjson", text);
    read_record_source(world.rules.schema, world.sources, source, trees, batch, world.diags);
    judge(compiled, batch, frame);
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      std::string name = name_of(done + row, names);
      for (std::size_t s = 0; s < compiled.schemes.size(); ++s)
        feed.row(batch, frame, row, s, done + row, name);
      ++totals.applicants, ++totals.records;
      stats.add(frame, row);
    }
  }
  for (std::uint64_t row : {7ULL, 30ULL}) {
    SetAside record{.place = {row, row + 2},
                    .column = 5,
                    .reason = say("引号没有结束", "the quote does not end")};
    page.reject(record);
    totals.add(record), ++totals.records;
  }
  page.finish(totals, stats);
  return out.good() && world.diags.error_count() == 0 ? 0 : 1;
}

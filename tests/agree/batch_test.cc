// `score` against `eligibility`: the same applicants as rows of a CSV and as records, under shipped
// schemes, through the library. Verdicts, lists, notices and points must be equal row by row, and
// the rows must be the same bytes for any number of threads and any size of blocks.

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>

#include "io/record.h"
#include "report/score_run.h"
#include "report/world.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Row = std::vector<std::string>;  // a text a fact; empty: not given

std::size_t row_count() {
  const char* text = std::getenv("IPCHECK_AGREE_COUNT");
  return text ? std::strtoull(text, nullptr, 10) : 1500;
}

/// Schemes asked together.
struct Asked {
  std::vector<std::string> schemes;
};

std::string text_for(const RuleSet& rules, const Fact& fact, TypeId type_id,
                     std::mt19937_64& random) {
  auto any = [&](std::initializer_list<const char*> texts) {
    return std::string(*(texts.begin() + random() % texts.size()));
  };
  const Type& type = rules.schema.types[type_id];
  if (random() % 23 == 0) return any({"abc", "约3", "？", "1.2.3", "2024-02-30"});
  switch (type.kind) {
    case Kind::Bool:
      return any({"是", "是", "是", "否", "有", "√", "1", "0", "N"});
    case Kind::Judgement:
      return any({"符合", "met", "符合", "不符合", "not_met", "是"});
    case Kind::Int:
      return any({"0", "1", "2", "3", "4", "5", "9", "10", "11", "12", "36", "100", "3.0", "三"});
    case Kind::Decimal:
      return any({"0", "0.5", "29.9", "30", "99.99", "100", "2000000", "1999999.99", "200万"});
    case Kind::Date:
      return any({"2023-05-31", "2024-06-01", "2025/6/1", "2026年5月31日", "20260601", "2026.6.2"});
    case Kind::Enum: {
      const auto& members = rules.schema.domains[type.domain].members;
      const Member& member = members[random() % members.size()];
      return random() % 2 == 0 ? member.id : random() % 9 == 0 ? "别的" : member.label.zh;
    }
    case Kind::Set:
    case Kind::List:
      if (rules.schema.types[type.item].kind == Kind::Record) return "";
      return text_for(rules, fact, type.item, random) +
             (random() % 2 == 0 ? "" : "、" + text_for(rules, fact, type.item, random));
    case Kind::String:
      return fact.format == "uscc" ? any({"91140100MA0FAKE17N", "91140100MA0FAKE17O", "9114"})
                                   : any({"示例甲", "示例\"乙\"", "示例,丙", "示例丁（晋中）"});
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      return "";
  }
  return "";
}

/// What most schemes like to see.
std::string good_text(const RuleSet& rules, const Fact& fact) {
  static const std::map<std::string, std::string> kGood = {
      {"region_code", "140702"}, {"employer_region", "330100"}, {"is_hte", "否"}};
  if (auto known = kGood.find(fact.name); known != kGood.end()) return known->second;
  const Type& type = rules.schema.types[fact.type];
  switch (type.kind) {
    case Kind::Bool:
      return "是";
    case Kind::Judgement:
      return "符合";
    case Kind::Int:
      return "12";
    case Kind::Decimal:
      return "3000000";
    case Kind::Date:
      return "2025-06-01";
    case Kind::Enum:
      return rules.schema.domains[type.domain].members.front().id;
    default:
      return "";
  }
}

/// Facts that both ways of reading take as one text.
std::vector<FactId> askable(const ReportWorld& world, const ScoreTask& task) {
  std::vector<FactId> facts;
  for (FactId fact : score_request(task).facts) {
    const Fact& f = world.rules.schema.facts[fact];
    const Kind kind = world.rules.schema.types[f.type].kind;
    if (f.input && kind != Kind::Map && kind != Kind::Record) facts.push_back(fact);
  }
  return facts;
}

std::vector<Row> population(const ReportWorld& world, const std::vector<FactId>& facts,
                            std::size_t count) {
  std::mt19937_64 random(20260601);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    Row& row = rows.emplace_back();
    const std::size_t gaps = 2 + random() % 12;  // one in so many is not given
    const bool good = random() % 3 != 0;         // in most things
    for (FactId fact : facts) {
      const Fact& f = world.rules.schema.facts[fact];
      if (good && random() % 40 != 0)
        row.push_back(good_text(world.rules, f));
      else
        row.push_back(random() % gaps == 0 ? "" : text_for(world.rules, f, f.type, random));
    }
    if (std::all_of(row.begin(), row.end(), [](const auto& text) { return text.empty(); }))
      row.front() = "1";
  }
  return rows;
}

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string as_records(const Schema& schema, const std::vector<FactId>& facts,
                       const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (row[i].empty()) continue;
      line += (line.empty() ? "{" : ",") + json_text(schema.facts[facts[i]].name) + ":" +
              json_text(row[i]);
    }
    out += line + "}\n";
  }
  return out;
}

std::string as_csv(const Schema& schema, const std::vector<FactId>& facts,
                   const std::vector<Row>& rows) {
  std::string out;
  for (std::size_t i = 0; i < facts.size(); ++i)
    out += (i > 0 ? "," : "") + schema.facts[facts[i]].name;
  out += "\n";
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += '"';
      for (char c : row[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += "\n";
  }
  return out;
}

template <class List>
std::string joined_ids(const List& ids) {
  std::string out;
  for (const auto& id : ids) out += std::string(id) + ";";
  return out;
}

/// The applicant's notices, each once.
std::string data_ids(const Compiled& compiled, const Batch& batch, const Frame& frame,
                     std::uint32_t row) {
  std::vector<std::string> ids;
  auto add = [&](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const DataNotice& notice : batch.notices)
    if (notice.row == row) add(notice.id);
  for (const DataNotice& notice : plausibility(compiled, frame, row)) add(notice.id);
  return joined_ids(ids);
}

/// Row and scheme as `eligibility` says them.
std::string judged(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                   const Frame& frame, std::uint32_t row) {
  const Verdict verdict = explain(compiled, scheme, batch, frame, row, false);
  std::vector<std::string> notices;
  for (const VerdictNotice& notice : verdict.notices) notices.push_back(notice.id);
  std::string out = std::string(word(verdict.outcome)) + " failing " + joined_ids(verdict.failing) +
                    " missing " + joined_ids(verdict.missing) + " pending " +
                    joined_ids(verdict.pending) + " notices " +
                    data_ids(compiled, batch, frame, row) + joined_ids(notices);
  if (verdict.score) out += " points " + verdict.score->min.str() + " " + verdict.score->max.str();
  return out;
}

std::string scored(const ScoredRow& row) {
  std::string out = std::string(word(row.outcome)) + " failing " + joined_ids(row.failing) +
                    " missing " + joined_ids(row.missing) + " pending " + joined_ids(row.pending) +
                    " notices " + joined_ids(row.notices);
  if (!row.score_min.empty())
    out += " points " + std::string(row.score_min) + " " + std::string(row.score_max);
  return out;
}

const Asked kAsked[] = {
    {{"jinzhong-patent-management", "jinzhong-patent-pilot"}},
    {{"shanxi-operation-center-recognition"}},
    {{"zhejiang-service-specialist", "zhejiang-envoy"}},
};

TEST_CASE("batch: score says what eligibility says, for any threads and blocks", "[agree]") {
  ReportWorld world("rules");
  const Schema& schema = world.rules.schema;
  const std::string path =
      (std::filesystem::temp_directory_path() / "ipcheck-batch-test.csv").string();
  std::array<std::size_t, 4> outcomes{};
  for (const Asked& asked : kAsked) {
    const Compiled compiled = compile(world.rules, asked.schemes, *Date::of(2026, 6, 1), true);
    ScoreTask task{.compiled = &compiled, .only = {}};
    task.id = schema.find("uscc"), task.name = schema.find("name");
    const std::vector<FactId> facts = askable(world, task);
    const std::vector<Row> rows = population(world, facts, row_count());
    std::ofstream(path, std::ios::binary) << as_csv(schema, facts, rows);

    TableRequest request = score_request(task);
    const ScoreRunResult whole = run_score(task, schema, path, request, 1);
    REQUIRE(whole.opened);
    REQUIRE(whole.questions.empty());
    REQUIRE(whole.totals.applicants == rows.size());
    REQUIRE(whole.totals.add_up());

    std::deque<Tree> trees;
    Batch batch;
    Diagnostics diags;
    const SourceId source = world.sources.add("list.ndjson", as_records(schema, facts, rows));
    read_record_source(schema, world.sources, source, trees, batch, diags);
    REQUIRE(batch.rows == rows.size());
    Frame frame;
    judge(compiled, batch, frame);
    RowBytesReader reader(whole.rows);
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      const auto results = reader.read(compiled.schemes.size());
      REQUIRE(results.size() == compiled.schemes.size());
      for (std::size_t i = 0; i < results.size(); ++i) {
        INFO("row " << row << " of " << compiled.schemes[i].scheme->id);
        INFO(as_records(schema, facts, {rows[row]}));
        REQUIRE(scored(results[i]) == judged(compiled, compiled.schemes[i], batch, frame, row));
        ++outcomes[static_cast<std::size_t>(results[i].outcome)];
      }
    }

    for (unsigned jobs : {1u, 2u, 8u}) {
      for (std::size_t block : {std::size_t{1}, std::size_t{300}, std::size_t{1} << 20}) {
        INFO("jobs " << jobs << ", blocks of " << block);
        request.block_bytes = block;
        const ScoreRunResult again = run_score(task, schema, path, request, jobs);
        REQUIRE(again.rows == whole.rows);
        REQUIRE(again.totals.add_up());
        REQUIRE(again.totals.records == whole.totals.records);
        for (std::size_t i = 0; i < again.totals.schemes.size(); ++i) {
          REQUIRE(again.totals.schemes[i].outcomes == whole.totals.schemes[i].outcomes);
          REQUIRE(again.totals.schemes[i].failing.ranked() ==
                  whole.totals.schemes[i].failing.ranked());
        }
      }
    }
  }
  for (std::size_t count : outcomes) CHECK(count > 0);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace ipcheck

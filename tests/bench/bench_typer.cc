// Cells of one kind through CellTyper, warm: time per cell (items) of a block of a table.

#include <benchmark/benchmark.h>

#include <random>

#include "io/cell_typer.h"
#include "io/json/table.h"
#include "support/rules.h"

using namespace ipcheck;

namespace {

constexpr std::uint32_t kRows = 4096;

const Schema& schema() {
  static const auto rules = test::shipped_rules();
  return rules->rules.schema;
}

using Random = std::mt19937;
using Make = std::string (*)(Random&);

template <std::size_t N>
std::string one_of(Random& random, const char* const (&words)[N]) {
  return words[random() % N];
}

std::string count(Random& random) {
  return std::to_string(random() % 2000);
}
std::string sum(Random& random) {
  return std::to_string(random() % 20000) + "." + std::to_string(10 + random() % 90);
}
std::string yes_no(Random& random) {
  return one_of(random, {"是", "否"});
}
std::string body(Random& random) {
  return one_of(random, {"产业园区", "龙头企业", "高校", "科研院所", "服务机构"});
}
std::string fields(Random& random) {
  return one_of(random, {"新一代信息技术、新材料", "新材料", "节能环保；生物", "高端装备制造"});
}
std::string day(Random& random) {
  return "20" + std::to_string(10 + random() % 16) + "-0" + std::to_string(1 + random() % 9) + "-" +
         std::to_string(10 + random() % 18);
}
std::string company(Random& random) {
  return "太原" + one_of(random, {"晋源", "迎泽", "小店"}) + std::to_string(random() % 100000) +
         "科技有限公司";
}
std::string code(Random& random) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string text = "91140100MA";
  while (text.size() < 17) text += kDigits[random() % 31];
  std::size_t weight = 1, total = 0;
  for (const char c : text) {
    total += kDigits.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return text + kDigits[(31 - total % 31) % 31];
}
std::string bad_code(Random& random) {
  std::string text = code(random);
  text[9] = 'O';
  return text;
}

void cells(benchmark::State& state, const char* fact, const char* unit, Make make) {
  Random random(1);
  std::vector<std::string> texts;
  for (std::uint32_t i = 0; i < kRows; ++i) texts.push_back(make(random));
  TypedColumn column;
  column.column.use = ColumnUse::Fact;
  column.column.fact = schema().find(fact);
  column.column.unit = unit;
  if (column.column.fact == kNoFact) return state.SkipWithError("no such fact");
  CellTyper typer(schema(), std::span(&column, 1));
  Grid grid;
  grid.rows = kRows;
  grid.columns.emplace_back(texts.begin(), texts.end());
  Portion portion;
  std::vector<std::uint32_t> columns;
  for (auto _ : state) {
    typer.fill(grid, portion, columns);
    benchmark::DoNotOptimize(portion.batch.facts.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kRows);
  state.counters["ns/cell"] = benchmark::Counter(
      static_cast<double>(kRows) * 1e-9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["notices"] = static_cast<double>(portion.batch.notices.size());
}

/// A text in memory, read as a file is.
class Bytes : public ByteStream {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = rest_.copy(to, size);
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

/// Records of ten facts, one of them a list.
void json_lines(benchmark::State& state) {
  Random random(1);
  std::string text;
  constexpr int kLines = 20'000;
  for (int i = 0; i < kLines; ++i) {
    text += "{\"name\":\"" + company(random) + "\",\"uscc\":\"" + code(random) +
            "\",\"full_time_staff\":" + count(random) +
            ",\"transfer_amount_annual_cny\":" + sum(random) + ",\"total_staff\":" + count(random) +
            ",\"有申请表\":\"" + yes_no(random) + "\",\"received_on\":\"" + day(random) +
            "\",\"has_evidence\":true,\"form_stamped\":false,\"fields\":[\"新材料\",\"生物\"]}\n";
  }
  TableRequest request;
  for (FactId fact = 0; fact < schema().facts.size(); ++fact) request.facts.push_back(fact);
  Portion portion;
  TableBlock block;
  for (auto _ : state) {
    Diagnostics diags;
    const auto table =
        open_json_table(std::make_unique<Bytes>(text), "a.ndjson", schema(), request, diags);
    while (table->next(block)) table->read(block, portion);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.SetItemsProcessed(state.iterations() * kLines);
}

BENCHMARK(json_lines)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cells, integer, "full_time_staff", "人", count);
BENCHMARK_CAPTURE(cells, money, "transfer_amount_annual_cny", "万元", sum);
BENCHMARK_CAPTURE(cells, boolean, "has_application_form", "", yes_no);
BENCHMARK_CAPTURE(cells, enumeration, "body_type", "", body);
BENCHMARK_CAPTURE(cells, set, "fields", "", fields);
BENCHMARK_CAPTURE(cells, date, "received_on", "", day);
BENCHMARK_CAPTURE(cells, string, "name", "", company);
BENCHMARK_CAPTURE(cells, code, "uscc", "", code);
BENCHMARK_CAPTURE(cells, bad_code, "uscc", "", bad_code);

}  // namespace

// From bytes to texts: finding the ends of records, cutting 12 of 20 columns, the same in GB18030.
// The table is like those that offices exchange: short Chinese texts, yes and no, amounts of money,
// one cell in quotes in every fourth row.

#include <benchmark/benchmark.h>

#include <random>

#include "io/csv_reference.h"

using namespace ipcheck;

namespace {

std::string row_of(std::mt19937& random) {
  static const std::vector<std::string> kFields = {"高端装备", "新材料", "生物医药", "信息技术"};
  std::string row = fmt::format("某科技{}有限公司", random() % 100000);
  if (random() % 4 == 0) row = "\"" + row + (random() % 4 == 0 ? ", \"\"甲\"\"\"" : "\"");
  row += fmt::format(",9111{:014d},企业,{},山西", random() % 1000000000, kFields[random() % 4]);
  for (int i = 0; i < 8; ++i) row += random() % 20 == 0 ? "," : random() % 2 == 0 ? ",是" : ",否";
  for (int i = 0; i < 4; ++i) row += fmt::format(",{}", random() % 200);
  for (int i = 0; i < 3; ++i) row += fmt::format(",{}.{:02d}", random() % 5000000, random() % 100);
  return row + "\n";
}

std::string table(const char* encoding) {
  std::mt19937 random(1);
  std::string text = "名称,统一社会信用代码,类型,领域,地区,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o\n";
  while (text.size() < 32u << 20) text += row_of(random);
  return *converted(text, "UTF-8", encoding);
}

const std::string& table_in(bool gb18030) {
  static const std::string kUtf8 = table("UTF-8"), kGb18030 = table("GB18030");
  return gb18030 ? kGb18030 : kUtf8;
}

std::unique_ptr<GridSource> open_table_in(bool gb18030) {
  Diagnostics diags;
  auto source = open_csv(bytes_of(table_in(gb18030)), "x.csv", {}, diags);
  source->select({0, 1, 2, 3, 5, 6, 7, 8, 13, 14, 17, 18}, 20);
  return source;
}

void set_bytes(benchmark::State& state, std::size_t bytes, std::size_t rows) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
  state.counters["per_row"] =
      benchmark::Counter(static_cast<double>(state.iterations() * rows),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Reading from memory into blocks of whole records.
void csv_split(benchmark::State& state) {
  const bool gb18030 = state.range(0) != 0;
  TableBlock block;
  std::size_t rows = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const auto source = open_table_in(gb18030);
    state.ResumeTiming();
    rows = 0;
    while (source->next(block)) rows += block.records;
  }
  set_bytes(state, table_in(gb18030).size(), rows);
}

/// Finding the ends of records alone, in memory that is in the cache.
void csv_scan(benchmark::State& state) {
  const std::string& text = table_in(false);
  const CsvBytes bytes = {text.data(), 256 << 10, ',', 64u << 20};
  for (auto _ : state) {
    CsvSplit split = CsvSplit::begin(0);
    benchmark::DoNotOptimize(split_csv(bytes, split, static_cast<CsvLoops>(state.range(0))));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size));
}

void csv_cut(benchmark::State& state) {
  const bool gb18030 = state.range(0) != 0;
  const auto source = open_table_in(gb18030);
  std::vector<TableBlock> blocks(8);
  for (TableBlock& block : blocks) source->next(block);
  Grid grid;
  std::size_t rows = 0, bytes = 0;
  for (auto _ : state) {
    rows = bytes = 0;
    for (const TableBlock& block : blocks) {
      source->cut(block, grid);
      rows += grid.rows;
      bytes += block.bytes.size();
    }
  }
  set_bytes(state, bytes, rows);
}

BENCHMARK(csv_scan)->DenseRange(0, 2);
BENCHMARK(csv_split)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(csv_cut)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace

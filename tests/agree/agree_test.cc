// The engine against the oracle: random conditions, random records, chunks of 1, 7 and 2048 rows.
// IPCHECK_AGREE_SEED and IPCHECK_AGREE_COUNT (conditions) make longer soaks.

#include <cstdlib>
#include <deque>

#include "agree/generate.h"
#include "agree/world_oracle.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

constexpr std::uint32_t kChunk = 2048;
constexpr std::uint32_t kAsked = 80;  // rows of a condition that the oracle answers

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Records with the batches they make: all together, by seven, one by one.
struct Population {
  std::vector<Record> records;
  std::vector<std::vector<std::string>> unreadable;
  std::vector<naive::Facts> facts;  // of those that the oracle answers
  Batch whole;
  std::deque<Batch> sevens, ones;  // a batch must not be copied: its columns point into it

  Population(const World& world, Generator& generator) {
    for (std::uint32_t row = 0; row < kChunk; ++row) {
      records.push_back(generator.record());
      unreadable.emplace_back();
      if (row % 16 == 3) {  // given, but no value: absent to all but `derive` and `absent`
        records.back().erase("derived");
        records.back().erase("closed");
        unreadable.back() = {"derived", "closed"};
      }
    }
    for (std::uint32_t row = 0; row < kAsked; ++row)
      facts.push_back(naive::facts_of(world, records[row], unreadable[row]));
    whole = world.batch(records, unreadable);
    for (std::uint32_t row = 0; row + 7 <= kAsked; row += 7) sevens.push_back(part(world, row, 7));
    for (std::uint32_t row = 0; row < 16; ++row) ones.push_back(part(world, row, 1));
  }

  Batch part(const World& world, std::uint32_t row, std::uint32_t rows) const {
    return world.batch({records.begin() + row, records.begin() + row + rows},
                       {unreadable.begin() + row, unreadable.begin() + row + rows});
  }
};

std::string describe_record(const Record& record) {
  std::string text;
  for (const auto& [name, value] : record) text += "  " + name + ": " + to_source(value) + "\n";
  return text;
}

struct Comparison {
  World& world;
  const Population& population;
  Frame whole, part;
  std::size_t pairs = 0;

  /// Empty, or what differs.
  std::string compare(const Expr& expr);
  std::string chunks(const Program& program, StepId root, TypeId type,
                     const std::deque<Batch>& batches, std::uint32_t rows);
};

std::string Comparison::chunks(const Program& program, StepId root, TypeId type,
                               const std::deque<Batch>& batches, std::uint32_t rows) {
  std::uint32_t first = 0;
  for (const Batch& batch : batches) {
    run(program, batch, part);
    for (std::uint32_t row = 0; row < rows; ++row) {
      const std::string a = show(batch, part.column(root), type, row);
      const std::string b = show(population.whole, whole.column(root), type, first + row);
      if (a != b)
        return "chunks of " + std::to_string(rows) + " give " + a + ", of 2048 " + b + " for\n" +
               describe_record(population.records[first + row]);
    }
    first += rows;
  }
  return {};
}

std::string Comparison::compare(const Expr& expr) {
  ProgramBuilder builder = world.builder();
  const StepId root = builder.add(expr, world.params).back();
  const Program program = builder.build();
  const TypeId type = program.steps[root].type;
  run(program, population.whole, whole);
  const naive::Setting setting = naive::setting_of(world);
  for (std::uint32_t row = 0; row < kAsked; ++row, ++pairs) {
    const naive::Answer answer = naive::Oracle(setting, population.facts[row]).walk(expr);
    const std::string a = show(population.whole, whole.column(root), type, row);
    const std::string b = naive::show(world.schema, answer, type);
    if (a != b)
      return "engine " + a + ", oracle " + b + " for\n" + describe_record(population.records[row]);
  }
  std::string differs = chunks(program, root, type, population.sevens, 7);
  if (differs.empty()) differs = chunks(program, root, type, population.ones, 1);
  return differs;
}

}  // namespace

TEST_CASE("agree: the engine gives what the oracle gives, whatever the chunk", "[agree]") {
  const std::uint64_t seed = from_environment("IPCHECK_AGREE_SEED", 20260601);
  const std::uint64_t wanted = from_environment("IPCHECK_AGREE_COUNT", 2600);
  World world;
  world.set_derive("derived", "n * 2 + (flag ? m : 1)");
  Generator generator(seed);
  const Population population(world, generator);
  Comparison comparison{world, population};
  std::size_t refused = 0, found = 0;
  std::map<std::string, std::size_t> kinds;
  for (std::uint64_t made = 0; made < wanted && found < 5;) {
    const std::string text = generator.expression();
    std::optional<Expr> expr;
    try {
      expr = world.expr(text);
    } catch (const std::runtime_error&) {
      ++refused;
      continue;
    }
    ++made;
    const std::string differs = comparison.compare(*expr);
    if (differs.empty()) continue;
    ++found;
    UNSCOPED_INFO("seed " << seed << ": " << text << "\n" << differs);
    CHECK(differs.empty());
  }
  CHECK(refused < 2 * wanted);
  if (found == 0) CHECK(comparison.pairs >= wanted * kAsked);
}

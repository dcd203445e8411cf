#include "judge/pipeline.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.h"

namespace ipcheck {
namespace {

/// Squares of 0 … n-1; a block takes the longer the more its number is a multiple.
std::vector<int> squares(unsigned jobs, int n, int stop_at = -1) {
  std::vector<int> slots(pipeline_slots(jobs)), out;
  std::atomic<int> producing{0}, committing{0}, together{0};
  int next = 0;
  run_ordered(jobs, {.produce =
                         [&](std::size_t slot) {
                           if (++producing > 1) ++together;
                           slots[slot] = next;
                           --producing;
                           return next++ < n;
                         },
                     .work =
                         [&](std::size_t slot) {
                           if (slots[slot] % 7 == 0)
                             std::this_thread::sleep_for(std::chrono::microseconds(200));
                           slots[slot] *= slots[slot];
                         },
                     .commit =
                         [&](std::size_t slot) {
                           if (++committing > 1) ++together;
                           out.push_back(slots[slot]);
                           --committing;
                           return static_cast<int>(out.size()) != stop_at;
                         }});
  CHECK(together == 0);
  return out;
}

TEST_CASE("pipeline: blocks come out in order for any number of threads", "[judge]") {
  auto jobs = GENERATE(1u, 2u, 3u, 8u);
  INFO(jobs);
  std::vector<int> out = squares(jobs, 300);
  REQUIRE(out.size() == 300);
  for (int i = 0; i < 300; ++i) CHECK(out[i] == i * i);
  CHECK(squares(jobs, 0) == std::vector<int>{});
  CHECK(squares(jobs, 1) == std::vector<int>{0});
}

TEST_CASE("pipeline: a commit that has enough ends it", "[judge]") {
  auto jobs = GENERATE(1u, 2u, 8u);
  CHECK(squares(jobs, 1'000'000, 5) == std::vector<int>{0, 1, 4, 9, 16});
}

TEST_CASE("pipeline: an exception of any stage comes out once all have stopped", "[judge]") {
  auto jobs = GENERATE(1u, 2u, 8u);
  auto bad = GENERATE(std::string("produce"), std::string("work"), std::string("commit"));
  INFO(jobs << " " << bad);
  std::atomic<int> blocks{0};
  auto at = [&](const char* stage) {
    if (bad == stage && blocks >= 20) throw std::runtime_error(stage);
  };
  PipelineStages stages{.produce = [&](std::size_t) { return at("produce"), ++blocks < 1000; },
                        .work = [&](std::size_t) { at("work"); },
                        .commit = [&](std::size_t) { return at("commit"), true; }};
  CHECK_THROWS_WITH(run_ordered(jobs, stages), bad);
  CHECK(blocks < 100);
}

}  // namespace
}  // namespace ipcheck

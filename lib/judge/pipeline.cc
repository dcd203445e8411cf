// Tested by tests/judge/pipeline_test.cc.
#include "judge/pipeline.h"

#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace ipcheck {
namespace {

/// Threads look for the most urgent thing to do: commit the next block, else cut a new one and work
/// on it. Produce and commit have one owner each, and run outside the lock.
class Pipeline {
 public:
  Pipeline(unsigned jobs, const PipelineStages& stages)
      : stages_(stages), slots_(pipeline_slots(jobs)) {}

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      if (auto slot = next_to_commit()) {
        commit(*slot, lock);
      } else if (auto empty = slot_to_fill()) {
        if (fill(*empty, lock)) continue;
      } else if (is_over()) {
        return;
      } else {
        changed_.wait(lock);
      }
    }
  }

  /// A stage threw: whatever is on its way is dropped.
  void fail(std::exception_ptr error) {
    std::unique_lock lock(mutex_);
    if (!error_) error_ = std::move(error);
    ended_ = stopped_ = true;
    changed_.notify_all();
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  struct Slot {
    enum class State : std::uint8_t { Free, Busy, Done } state = State::Free;
    std::uint64_t block = 0;
  };

  std::optional<std::size_t> next_to_commit() const {
    if (committing_ || stopped_) return std::nullopt;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].state == Slot::State::Done && slots_[i].block == committed_) return i;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> slot_to_fill() const {
    if (producing_ || ended_) return std::nullopt;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].state == Slot::State::Free) return i;
    }
    return std::nullopt;
  }

  bool is_over() const { return stopped_ || (ended_ && !producing_ && committed_ == produced_); }

  void commit(std::size_t slot, std::unique_lock<std::mutex>& lock) {
    committing_ = true;
    lock.unlock();
    bool more = stages_.commit(slot);
    lock.lock();
    committing_ = false;
    ++committed_;
    slots_[slot].state = Slot::State::Free;
    if (!more) ended_ = stopped_ = true;
    changed_.notify_all();
  }

  /// Produces into the slot and works on what came; false: there was nothing more.
  bool fill(std::size_t slot, std::unique_lock<std::mutex>& lock) {
    producing_ = true;
    slots_[slot].state = Slot::State::Busy;
    lock.unlock();
    bool more = stages_.produce(slot);
    lock.lock();
    producing_ = false;
    changed_.notify_all();
    if (!more) {
      ended_ = true;
      slots_[slot].state = Slot::State::Free;
      return false;
    }
    slots_[slot].block = produced_++;
    lock.unlock();
    stages_.work(slot);
    lock.lock();
    slots_[slot].state = Slot::State::Done;
    changed_.notify_all();
    return true;
  }

  const PipelineStages& stages_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Slot> slots_;
  std::uint64_t produced_ = 0, committed_ = 0;
  bool producing_ = false, committing_ = false;
  bool ended_ = false;    // nothing more to produce
  bool stopped_ = false;  // nothing more to commit
  std::exception_ptr error_;
};

}  // namespace

std::size_t pipeline_slots(unsigned jobs) {
  return jobs <= 1 ? 1 : 2 * std::size_t{jobs};
}

void run_ordered(unsigned jobs, const PipelineStages& stages) {
  assert(jobs > 0);
  Pipeline pipeline(jobs, stages);
  auto body = [&] {
    try {
      pipeline.run();
    } catch (...) {
      pipeline.fail(std::current_exception());
    }
  };
  std::vector<std::thread> others;
  try {
    others.reserve(jobs - 1);
    for (unsigned i = 1; i < jobs; ++i) others.emplace_back(body);
  } catch (const std::exception&) {
    // The system gives no more threads, or no memory for one: those that run do the work.
  }
  body();
  for (std::thread& thread : others) thread.join();
  pipeline.rethrow();
}

}  // namespace ipcheck

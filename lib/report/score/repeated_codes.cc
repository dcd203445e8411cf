// Tested by tests/report/repeated_codes_test.cc.
#include "report/score/repeated_codes.h"

#include <algorithm>
#include <cstring>

namespace ipcheck {
namespace {

constexpr std::size_t kFirstSlots = 3u << 9;
constexpr std::size_t kGrowth = 4;           // five times: 1.5 million slots for a million codes
constexpr std::size_t kLongestProbe = 1024;  // only codes made to collide come near it

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::uint64_t code_hash(std::string_view code) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15, kOther = 0xD6E8FEB86659FD93;
  std::uint64_t hash = kOther ^ code.size(), bytes = 0;
  constexpr std::size_t kStep = sizeof bytes;
  const char* const end = code.data() + code.size();
  if (code.size() < kStep) {
    for (const char c : code) bytes = bytes << 8 | static_cast<unsigned char>(c);
  } else {
    for (; code.size() > kStep; code.remove_prefix(kStep)) {
      std::memcpy(&bytes, code.data(), kStep);
      hash = mixed(hash ^ bytes, kOdd) + kOther;
    }
    std::memcpy(&bytes, end - kStep, kStep);  // some of them for the second time
  }
  hash = mixed(hash ^ bytes, kOther);
  return hash == 0 ? 1 : hash;
}

void hash_codes(const Batch& batch, FactId fact, std::vector<std::uint64_t>& out) {
  out.assign(batch.rows, 0);
  if (fact == kNoFact || batch.facts[fact].kind != Kind::String) return;
  const Column& column = batch.facts[fact];
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    const std::uint32_t at = column.constant ? 0 : row;
    if (column.state[at] == State::Known) out[row] = code_hash(column.strings[at]);
  }
}

void RepeatedCodes::add(std::span<const std::uint64_t> hashes, std::span<const RowPlace> places) {
  constexpr std::size_t kAhead = 12;  // the table is larger than the caches
  for (std::size_t i = 0; i < hashes.size() && !full_; ++i) {
    if (i + kAhead < hashes.size() && !slots_.empty())
      __builtin_prefetch(&slots_[first_slot(hashes[i + kAhead] >> 32)]);
    if (hashes[i] != 0) add(hashes[i], places[i].row);
  }
}

void RepeatedCodes::add(std::uint64_t hash, std::uint64_t row) {
  if (used_ * 3 >= slots_.size() * 2) grow();
  Slot* slot = &slots_[first_slot(hash >> 32)];
  std::size_t probes = 0;
  while (!slot->is_free() && !slot->holds(hash) && ++probes < kLongestProbe)
    if (++slot == slots_.data() + slots_.size()) slot = slots_.data();
  if (slot->holds(hash)) {
    if (++count_ == 1) row_ = row, earlier_ = slot->row;
    return;
  }
  full_ = used_ == most_ || !slot->is_free();
  if (full_) return;
  ++used_;
  *slot = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32),
           static_cast<std::uint32_t>(row)};
}

void RepeatedCodes::grow() {
  const auto old = std::move(slots_);
  slots_ = std::vector<Slot, LargePages<Slot>>(old.empty() ? kFirstSlots : old.size() * kGrowth);
  for (const Slot& one : old) {
    if (one.is_free()) continue;
    std::size_t slot = first_slot(one.high);
    while (!slots_[slot].is_free())
      if (++slot == slots_.size()) slot = 0;
    slots_[slot] = one;
  }
}

}  // namespace ipcheck

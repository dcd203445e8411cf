// Tested by tests/report/repeated_codes_test.cc.
#include "report/score/repeated_codes.h"

#include <algorithm>
#include <cstring>

namespace ipcheck {
namespace {

constexpr std::size_t kFirstSlots = 3u << 9;  // doubled ten times: 1.5 million for a million codes
constexpr std::size_t kLongestProbe = 1024;   // only codes made to collide come near it

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::uint64_t code_hash(std::string_view code) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15, kOther = 0xD6E8FEB86659FD93;
  std::uint64_t hash = kOther ^ code.size(), bytes = 0;
  constexpr std::size_t kStep = sizeof bytes;
  for (; code.size() > kStep; code.remove_prefix(kStep)) {
    std::memcpy(&bytes, code.data(), kStep);
    hash = mixed(hash ^ bytes, kOdd) + kOther;
  }
  bytes = 0;
  for (const char c : code) bytes = bytes << 8 | static_cast<unsigned char>(c);
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
    if (i + kAhead < hashes.size() && !hashes_.empty())
      __builtin_prefetch(&hashes_[first_slot(hashes[i + kAhead])]);
    if (hashes[i] != 0) add(hashes[i], places[i].row);
  }
}

void RepeatedCodes::add(std::uint64_t hash, std::uint64_t row) {
  if (used_ * 3 >= hashes_.size() * 2) grow();
  std::size_t slot = first_slot(hash), probes = 0;
  while (hashes_[slot] != 0 && hashes_[slot] != hash && ++probes < kLongestProbe)
    if (++slot == hashes_.size()) slot = 0;
  if (hashes_[slot] == hash) {
    if (++count_ == 1) row_ = row, earlier_ = rows_[slot];
    return;
  }
  full_ = used_ == most_ || hashes_[slot] != 0;
  if (full_) return;
  ++used_;
  hashes_[slot] = hash;
  rows_[slot] = static_cast<std::uint32_t>(row);
}

void RepeatedCodes::grow() {
  const std::vector<std::uint64_t> hashes = std::move(hashes_);
  const std::vector<std::uint32_t> rows = std::move(rows_);
  hashes_.assign(hashes.empty() ? kFirstSlots : hashes.size() * 2, 0);
  rows_.assign(hashes_.size(), 0);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] == 0) continue;
    std::size_t slot = first_slot(hashes[i]);
    while (hashes_[slot] != 0)
      if (++slot == hashes_.size()) slot = 0;
    hashes_[slot] = hashes[i];
    rows_[slot] = rows[i];
  }
}

}  // namespace ipcheck

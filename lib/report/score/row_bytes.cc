// Tested by tests/report/ranking_test.cc.
#include "report/score/row_bytes.h"

#include <cassert>
#include <cstring>

namespace ipcheck {
namespace {

template <class T>
void append_raw(const T& value, std::string& out) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_text(std::string_view text, std::string& out) {
  append_raw(static_cast<std::uint32_t>(text.size()), out);
  out += text;
}

void append_texts(std::span<const std::string_view> texts, std::string& out) {
  append_raw(static_cast<std::uint32_t>(texts.size()), out);
  for (std::string_view text : texts) append_text(text, out);
}

template <class T>
T take(std::string_view& rest) {
  assert(rest.size() >= sizeof(T));
  T value;
  std::memcpy(&value, rest.data(), sizeof value);
  rest.remove_prefix(sizeof value);
  return value;
}

}  // namespace

void append_row(const ScoredRow& row, std::string& out) {
  append_raw(row.place.row, out);
  append_raw(row.place.line, out);
  append_raw(row.outcome, out);
  append_raw(row.standing, out);
  append_raw(row.rank, out);
  for (std::string_view text : {row.id, row.name, row.scheme, row.score, row.score_min,
                                row.score_max, row.grade, row.reasons, row.decisions, row.change})
    append_text(text, out);
  for (auto list : {row.failing, row.missing, row.pending, row.notices, row.kept})
    append_texts(list, out);
  append_raw(static_cast<std::uint32_t>(row.open.size()), out);
  for (FactId fact : row.open) append_raw(fact, out);
  append_raw(static_cast<std::uint32_t>(row.details.size()), out);
  for (const RowReason& reason : row.details) {
    for (std::string_view text : {reason.id, reason.zh, reason.en}) append_text(text, out);
  }
  append_raw(static_cast<std::uint32_t>(row.rank_keys.size()), out);
  for (const Decimal& key : row.rank_keys) {
    append_raw(key.coefficient, out);
    append_raw(key.scale, out);
  }
}

std::string_view RowBytesReader::text() {
  const auto size = take<std::uint32_t>(rest_);
  std::string_view out = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return out;
}

void RowBytesReader::texts(std::vector<std::string_view>& out) {
  out.resize(take<std::uint32_t>(rest_));
  for (std::string_view& item : out) item = text();
}

std::span<ScoredRow> RowBytesReader::read(std::size_t count) {
  if (rest_.empty()) return {};
  rows_.assign(count, ScoredRow{});
  lists_.resize(count);
  for (std::size_t i = 0; i < count; ++i) read_row(lists_[i], rows_[i]);
  return rows_;
}

void RowBytesReader::read_row(Lists& lists, ScoredRow& row) {
  row.place.row = take<std::uint64_t>(rest_);
  row.place.line = take<std::uint64_t>(rest_);
  row.outcome = take<Outcome>(rest_);
  row.standing = take<Standing>(rest_);
  row.rank = take<std::uint64_t>(rest_);
  for (std::string_view* field :
       {&row.id, &row.name, &row.scheme, &row.score, &row.score_min, &row.score_max, &row.grade,
        &row.reasons, &row.decisions, &row.change})
    *field = text();
  for (auto* list : {&lists.failing, &lists.missing, &lists.pending, &lists.notices, &lists.kept})
    texts(*list);
  row.failing = lists.failing, row.missing = lists.missing, row.pending = lists.pending;
  row.notices = lists.notices, row.kept = lists.kept;
  lists.open.resize(take<std::uint32_t>(rest_));
  for (FactId& fact : lists.open) fact = take<FactId>(rest_);
  row.open = lists.open;
  lists.details.resize(take<std::uint32_t>(rest_));
  for (RowReason& reason : lists.details) {
    for (std::string_view* field : {&reason.id, &reason.zh, &reason.en}) *field = text();
  }
  lists.keys.resize(take<std::uint32_t>(rest_));
  for (Decimal& key : lists.keys) {
    key.coefficient = take<Int128>(rest_);
    key.scale = take<std::int32_t>(rest_);
  }
  row.details = lists.details;
  row.rank_keys = lists.keys;
}

}  // namespace ipcheck

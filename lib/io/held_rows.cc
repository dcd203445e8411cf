// Tested by tests/io/grouped_table_test.cc.
#include "io/held_rows.h"

#include <algorithm>

#include "text/file.h"

namespace ipcheck {
namespace {

constexpr std::size_t kChunk = 64 << 10;
constexpr std::uint64_t kMaxRows = 0xFFFFFFF0;

template <class T>
std::uint64_t bytes_of(const std::vector<T>& items) {
  return items.capacity() * sizeof(T);
}

std::uint64_t bytes_of(const Column& column) {
  std::uint64_t bytes = bytes_of(column.truth) + bytes_of(column.state) + bytes_of(column.ints) +
                        bytes_of(column.decimals) + bytes_of(column.strings) +
                        bytes_of(column.offsets);
  for (const Column& part : column.parts) bytes += bytes_of(part);
  return bytes;
}

/// Rows that say nothing, for a fact that a block did not have.
void pad(Batch& batch, Column& column, FactId id, std::uint32_t rows) {
  const Fact& fact = batch.schema->facts[id];
  const bool judged = fact.judged || batch.schema->types[fact.type].kind == Kind::Judgement;
  for (std::uint32_t i = 0; i < rows; ++i)
    append(batch, column, fact.type, Value{}, judged ? State::Pending : State::Missing);
}

template <class T>
std::pair<std::size_t, std::size_t> range_of(const std::vector<T>& items, std::uint32_t row) {
  auto first = std::lower_bound(items.begin(), items.end(), row,
                                [](const T& item, std::uint32_t at) { return item.row < at; });
  auto last = std::find_if(first, items.end(), [row](const T& item) { return item.row != row; });
  return {static_cast<std::size_t>(first - items.begin()),
          static_cast<std::size_t>(last - items.begin())};
}

}  // namespace

std::string_view TextArena::keep(std::string_view text) {
  if (text.empty()) return {};
  if (chunks_.empty() || chunks_.back().capacity() - chunks_.back().size() < text.size()) {
    chunks_.emplace_back().reserve(std::max(kChunk, text.size()));
    bytes_ += chunks_.back().capacity();
  }
  std::string& chunk = chunks_.back();
  const std::size_t at = chunk.size();
  chunk += text;
  return std::string_view(chunk).substr(at);
}

HeldRows::HeldRows(const Schema& schema) {
  batch.schema = &schema;
  batch.facts.resize(schema.facts.size());
}

void HeldRows::own_texts(Column& column) {
  for (std::string_view& text : column.strings) text = texts.keep(text);
  for (Column& part : column.parts) own_texts(part);
}

void HeldRows::add_column(FactId fact, Portion& portion) {
  Column& from = portion.batch.facts[fact];
  Column& to = batch.facts[fact];
  const TypeId type = batch.schema->facts[fact].type;
  if (from.kind == Kind::Invalid) {
    if (to.kind != Kind::Invalid) pad(batch, to, fact, portion.batch.rows);
    return;
  }
  if (to.kind == Kind::Invalid) pad(batch, to, fact, batch.rows);
  own_texts(from);
  append_rows(batch, to, type, portion.batch, from, 0, portion.batch.rows);
}

void HeldRows::add(Portion& portion) {
  Batch& from = portion.batch;
  if (std::uint64_t{batch.rows} + from.rows > kMaxRows)
    throw Failure{say("表格的行数太多，无法归并", "too many rows to be folded")};
  if (from.rows == 0) return;
  for (FactId fact = 0; fact < from.facts.size(); ++fact) {
    add_column(fact, portion);
    if (from.unreadable.empty()) continue;
    for (std::uint32_t row = 0; row < from.rows; ++row)
      if (from.unreadable[std::size_t{fact} * from.rows + row] != 0)
        unreadable_.emplace_back(batch.rows + row, fact);
  }
  for (std::size_t i = 0; i < from.notices.size(); ++i) {
    DataNotice& notice = batch.notices.emplace_back(std::move(from.notices[i]));
    notice.row += batch.rows;
    said_bytes_ += sizeof notice + notice.message.zh.size() + notice.message.en.size() + 64;
    notice_places.push_back(std::move(portion.notice_places[i]));
  }
  for (Decision& given : from.decisions) {
    Decision& decision = batch.decisions.emplace_back(std::move(given));
    decision.row += batch.rows;
    said_bytes_ += sizeof decision + decision.ground.size() + 32;
  }
  places.insert(places.end(), portion.places.begin(), portion.places.end());
  const auto first =
      std::lower_bound(unreadable_.begin(), unreadable_.end(), std::pair{batch.rows, FactId{0}});
  std::sort(first, unreadable_.end());
  batch.rows += from.rows;
}

std::uint64_t HeldRows::bytes() const {
  std::uint64_t bytes = texts.bytes() + said_bytes_ + bytes_of(places) + bytes_of(unreadable_);
  for (const Column& column : batch.facts) bytes += bytes_of(column);
  return bytes;
}

bool HeldRows::unreadable(FactId fact, std::uint32_t row) const {
  return std::binary_search(unreadable_.begin(), unreadable_.end(), std::pair{row, fact});
}

std::pair<std::size_t, std::size_t> HeldRows::notices_of(std::uint32_t row) const {
  return range_of(batch.notices, row);
}

std::pair<std::size_t, std::size_t> HeldRows::decisions_of(std::uint32_t row) const {
  return range_of(batch.decisions, row);
}

}  // namespace ipcheck

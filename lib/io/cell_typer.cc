// Tested by tests/io/cell_typer_test.cc.
#include "io/cell_typer.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "io/typer_column.h"
#include "text/utf8.h"
#include "value/cell_kinds.h"

namespace ipcheck {
namespace {

/// Beyond these the notices of a block keep their ids and lose their words.
constexpr std::size_t kMaxMessages = 10'000;

struct Feed {
  std::uint32_t grid_column = 0;
  FactId fact = kNoFact;
  std::string key;  // of a map fact
  ColumnTyper typer;
  std::optional<FactReading> refusal;  // a key that the fact does not have
  Column items;                        // of a key, before the map is put together
  std::vector<OddCell> odd;
};

/// A map fact whose entries stand in columns of their own.
struct SpreadMap {
  FactId fact = kNoFact;
  std::vector<std::size_t> feeds;
};

/// Who gave the judgements of a fact, when and why.
struct Panel {
  FactId fact = kNoFact;
  std::optional<std::uint32_t> by, on, ground;  // grid columns
};

struct Found {
  std::uint32_t row = 0, feed = 0;
  const FactReading* reading = nullptr;
};

State state_of(const Column& column, std::uint32_t row) {
  if (column.kind != Kind::Bool && column.kind != Kind::Judgement) return column.state[row];
  const Truth truth = column.truth[row];
  return is_unknown(truth) ? static_cast<State>(truth) : State::Known;
}

std::optional<FactReading> refusal_of(const Fact& fact, const std::string& key) {
  if (key.empty() || fact.keys.empty()) return std::nullopt;
  if (std::find(fact.keys.begin(), fact.keys.end(), key) != fact.keys.end()) return std::nullopt;
  FactReading reading;
  reading.remarks.push_back(
      {"invalid_value", fact.name + "." + key, "unknown_value", unknown_key_message(fact, key)});
  return reading;
}

std::span<const char> sorts_of(const Grid& grid, std::uint32_t column) {
  if (column >= grid.sorts.size()) return {};
  return grid.sorts[column];
}

}  // namespace

struct CellTyper::State {
  const Schema& schema;
  std::deque<Feed> feeds;
  std::vector<SpreadMap> maps;
  std::vector<Panel> panels;
  std::vector<Found> found;
  std::vector<Column> parked;

  State(const Schema& s, std::span<const TypedColumn> columns) : schema(s) {
    for (const TypedColumn& column : columns) add(column);
  }

  void add(const TypedColumn& column);
  void add_feed(const TypedColumn& column);
  Panel& panel_of(FactId fact);
  void start(Batch& batch, std::uint32_t rows);
  void refuse(const CellTexts& cells, Feed& feed) const;
  void join(const SpreadMap& map, Batch& batch) const;
  void tell(Batch& batch, std::vector<std::uint32_t>& notice_columns);
  void mark_unreadable(Batch& batch) const;
  void add_decisions(const Grid& grid, Batch& batch) const;
};

void CellTyper::State::add(const TypedColumn& column) {
  const FactId fact = column.column.fact;
  if (fact == kNoFact || !schema.facts[fact].input) return;
  switch (column.column.use) {
    case ColumnUse::Fact:
      return add_feed(column);
    case ColumnUse::By:
      panel_of(fact).by = column.grid_column;
      break;
    case ColumnUse::On:
      panel_of(fact).on = column.grid_column;
      break;
    case ColumnUse::Ground:
      panel_of(fact).ground = column.grid_column;
      break;
    case ColumnUse::Unknown:
    case ColumnUse::Ignored:
      break;
  }
}

Panel& CellTyper::State::panel_of(FactId fact) {
  const auto at = std::find_if(panels.begin(), panels.end(),
                               [fact](const Panel& panel) { return panel.fact == fact; });
  if (at != panels.end()) return *at;
  panels.push_back({fact, {}, {}, {}});
  return panels.back();
}

// Two columns for one fact are a question to the user; until it is answered the first one counts.
void CellTyper::State::add_feed(const TypedColumn& given) {
  TableColumn column = given.column;
  column.key = mask_ids(trim(column.key));
  const bool taken = std::any_of(feeds.begin(), feeds.end(), [&column](const Feed& feed) {
    return feed.fact == column.fact &&
           (feed.key.empty() || column.key.empty() || feed.key == column.key);
  });
  if (taken) return;
  if (!column.key.empty()) {
    auto map = std::find_if(maps.begin(), maps.end(),
                            [&column](const SpreadMap& m) { return m.fact == column.fact; });
    if (map == maps.end()) map = maps.insert(map, {column.fact, {}});
    map->feeds.push_back(feeds.size());
  }
  feeds.push_back({given.grid_column,
                   column.fact,
                   column.key,
                   ColumnTyper(schema, column),
                   refusal_of(schema.facts[column.fact], column.key),
                   {},
                   {}});
}

/// An empty batch whose columns keep their memory.
void CellTyper::State::start(Batch& batch, std::uint32_t rows) {
  batch.facts.resize(schema.facts.size());
  parked.resize(feeds.size());
  for (std::size_t i = 0; i < feeds.size(); ++i)
    if (feeds[i].key.empty()) std::swap(parked[i], batch.facts[feeds[i].fact]);
  batch.clear();
  for (std::size_t i = 0; i < feeds.size(); ++i)
    if (feeds[i].key.empty()) std::swap(parked[i], batch.facts[feeds[i].fact]);
  batch.schema = &schema;
  batch.rows = rows;
}

void CellTyper::State::refuse(const CellTexts& cells, Feed& feed) const {
  feed.odd.clear();
  for (std::uint32_t row = 0; row < cells.texts.size(); ++row)
    if (!is_blank_cell(cells.texts[row])) feed.odd.push_back({row, &*feed.refusal});
}

/// The entries of each row, in the order of the columns; a row with none is absent.
void CellTyper::State::join(const SpreadMap& map, Batch& batch) const {
  const Fact& fact = schema.facts[map.fact];
  const TypeId item = schema.types[fact.type].item;
  Column& out = batch.facts[map.fact];
  clear(out, schema.types, fact.type);
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    bool given = false;
    for (const std::size_t i : map.feeds) {
      const Feed& feed = feeds[i];
      if (feed.refusal) continue;
      const ipcheck::State state = state_of(feed.items, row);
      given = given || state == ipcheck::State::Known || state == ipcheck::State::Fault;
      if (state != ipcheck::State::Known) continue;
      out.parts[0].state.push_back(ipcheck::State::Known);
      out.parts[0].strings.emplace_back(feed.key);
      append_rows(batch, out.parts[1], item, batch, feed.items, row, row + 1);
    }
    if (!given && fact.absent) {
      append(batch, out, fact.type, *fact.absent, ipcheck::State::Missing);
      continue;
    }
    out.state.push_back(given ? ipcheck::State::Known : ipcheck::State::Missing);
    out.offsets.push_back(static_cast<std::uint32_t>(out.parts[0].state.size()));
  }
}

void CellTyper::State::tell(Batch& batch, std::vector<std::uint32_t>& notice_columns) {
  found.clear();
  for (std::uint32_t i = 0; i < feeds.size(); ++i)
    for (const OddCell& cell : feeds[i].odd) found.push_back({cell.row, i, cell.reading});
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.row < b.row; });
  for (const Found& one : found) {
    const Feed& feed = feeds[one.feed];
    for (const Remark& remark : one.reading->remarks) {
      const bool wordy = batch.notices.size() < kMaxMessages;
      const Span inside{kNoSource, remark.offset, remark.offset};
      batch.notices.push_back({one.row, remark.id, feed.fact, remark.name, remark.reason,
                               wordy ? remark.message : Text{}, inside});
      notice_columns.push_back(feed.grid_column);
    }
    for (Decision decision : one.reading->decisions) {
      decision.row = one.row;
      batch.decisions.push_back(std::move(decision));
    }
  }
}

void CellTyper::State::mark_unreadable(Batch& batch) const {
  for (const Found& one : found) {
    const Feed& feed = feeds[one.feed];
    if (!one.reading->unreadable || !feed.key.empty()) continue;
    batch.unreadable.resize(schema.facts.size() * batch.rows);
    batch.unreadable[std::size_t{feed.fact} * batch.rows + one.row] = 1;
  }
}

void CellTyper::State::add_decisions(const Grid& grid, Batch& batch) const {
  for (const Panel& panel : panels) {
    const Column& given = batch.facts[panel.fact];
    if (given.kind == Kind::Invalid) continue;
    const auto text_at = [&grid](std::optional<std::uint32_t> column, std::uint32_t row) {
      return column ? mask_ids(trim(grid.columns[*column][row])) : std::string{};
    };
    for (std::uint32_t row = 0; row < batch.rows; ++row) {
      if (state_of(given, row) != ipcheck::State::Known) continue;
      Decision decision{row, panel.fact, text_at(panel.by, row), text_at(panel.on, row),
                        text_at(panel.ground, row)};
      const bool said = !decision.by.empty() || !decision.on.empty() || !decision.ground.empty();
      if (said) batch.decisions.push_back(std::move(decision));
    }
  }
  std::stable_sort(batch.decisions.begin(), batch.decisions.end(),
                   [](const Decision& a, const Decision& b) { return a.row < b.row; });
}

CellTyper::CellTyper(const Schema& schema, std::span<const TypedColumn> columns)
    : state_(std::make_unique<State>(schema, columns)) {}

CellTyper::~CellTyper() = default;

void CellTyper::fill(const Grid& grid, Portion& portion,
                     std::vector<std::uint32_t>& notice_columns) {
  Batch& batch = portion.batch;
  state_->start(batch, grid.rows);
  notice_columns.clear();
  for (Feed& feed : state_->feeds) {
    const CellTexts cells{grid.columns[feed.grid_column], sorts_of(grid, feed.grid_column)};
    if (feed.refusal) {
      state_->refuse(cells, feed);
      continue;
    }
    Column& out = feed.key.empty() ? batch.facts[feed.fact] : feed.items;
    feed.typer.fill(cells, batch, out, feed.odd);
  }
  for (const SpreadMap& map : state_->maps) state_->join(map, batch);
  state_->tell(batch, notice_columns);
  state_->mark_unreadable(batch);
  state_->add_decisions(grid, batch);
}

}  // namespace ipcheck

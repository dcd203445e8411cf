#pragma once
// One column of a grid on its way to a column of a batch: plain texts at once, the others through
// the memory of what was read before. Private to io.

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/binding.h"
#include "io/fact_reading.h"
#include "io/typer_memo.h"
#include "io/typer_plain.h"
#include "value/column.h"

namespace ipcheck {

/// The texts of one column, and their sorts (Grid::sorts; empty: all text).
struct CellTexts {
  std::span<const std::string_view> texts;
  std::span<const char> sorts = {};
};

/// A cell whose reading says more than its value.
struct OddCell {
  std::uint32_t row = 0;
  const FactReading* reading = nullptr;
};

/// Threads: one at a time.
class ColumnTyper {
 public:
  /// A column with a `key` gives the items of a map fact: unreadable ones are State::Fault.
  ColumnTyper(const Schema& schema, const TableColumn& column);

  /// Fills `out`, a column of `batch`, with one cell a text, and `odd` with the cells that say
  /// more, ascending row. Shape: strings are views of the texts, of `batch.owned_texts` or of this
  /// typer; readings last until the next call.
  void fill(const CellTexts& cells, Batch& batch, Column& out, std::vector<OddCell>& odd);

  TypeId type() const { return type_; }

 private:
  struct Answer {
    const Column* column = nullptr;
    std::uint32_t row = 0;
    const FactReading* odd = nullptr;
  };

  static constexpr std::uint32_t kOdd = 1;
  static_assert((TextMemo::kNone & kOdd) != 0);  // not known is odd too

  template <bool kSorted, class Ahead, class Plain, class Copy>
  void fill_rows(const CellTexts& cells, Batch& batch, Column& out, std::vector<OddCell>& odd,
                 Ahead ahead, Plain plain, Copy copy);
  template <class Ahead, class Plain, class Copy>
  void fill_each(const CellTexts& cells, Batch& batch, Column& out, std::vector<OddCell>& odd,
                 Ahead ahead, Plain plain, Copy copy);
  void take(const Answer& answer, std::uint32_t row, Batch& batch, Column& out,
            std::vector<OddCell>& odd);
  void put(const Answer& answer, Batch& batch, Column& out, std::uint32_t row);
  Answer new_answer(std::string_view text, char sort, Batch& batch);
  Answer remember(std::string_view text, char sort, FactReading reading);
  Answer remembered(std::uint32_t index) const;
  FactReading read(std::string_view text, char sort) const;
  void append_reading(Batch& batch, Column& column, const FactReading& reading) const;

  const Schema& schema_;
  FactId fact_;
  TypeId type_;
  Kind kind_;
  bool item_;         // of a map fact
  State open_state_;  // of a cell that says nothing
  std::string name_;
  CellContext text_context_, number_context_;
  PlainNumbers numbers_;

  TextMemo memo_;      // twice the row of `known_`, and kOdd when it says more than its value
  Batch known_batch_;  // what the remembered cells point into
  Column known_;       // one row an answer; the first is that of an empty cell
  std::vector<const FactReading*> known_odd_;
  std::deque<FactReading> known_readings_;
  Column fresh_;  // answers of this block that are not remembered
  std::deque<FactReading> fresh_readings_;
};

}  // namespace ipcheck

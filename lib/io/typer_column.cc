// Tested by tests/io/cell_typer_test.cc.
#include "io/typer_column.h"

#include <utility>

#include "io/json/value.h"
#include "text/utf8.h"
#include "value/cell.h"
#include "value/cell_kinds.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

bool is_truth(Kind kind) {
  return kind == Kind::Bool || kind == Kind::Judgement;
}

bool is_scalar(Kind kind) {
  return kind != Kind::List && kind != Kind::Set && kind != Kind::Map && kind != Kind::Record;
}

CellContext context_of(const TableColumn& column, bool typed_number) {
  CellContext context;
  context.own_name = column.own_name;
  context.unit = column.unit;
  context.typed_number = typed_number;
  return context;
}

/// Room for one cell a row, written by row.
void set_rows(Column& column, Kind kind, std::size_t rows) {
  column.kind = kind;
  column.constant = false;
  if (is_truth(kind)) return column.truth.resize(rows);
  column.state.resize(rows);
  if (kind == Kind::Int || kind == Kind::Date || kind == Kind::Enum) column.ints.resize(rows);
  if (kind == Kind::Decimal) column.decimals.resize(rows);
  if (kind == Kind::String) column.strings.resize(rows);
}

/// Which texts of a fact are their own values for sure.
bool (*stands_for_itself(const Fact& fact))(std::string_view) {
  if (fact.pattern.empty() && fact.format == "uscc") return plain_uscc;
  if (fact.pattern.empty() && fact.format.empty()) return plain_string;
  return [](std::string_view) { return false; };
}

FactReading error_cell(Kind kind, const std::string& name, std::string_view text) {
  FactReading reading;
  if (is_blank_cell(text)) return reading;  // #N/A
  reading.unreadable = true;
  reading.remarks.push_back(
      {"invalid_value", name, wrong_form_reason(kind),
       say("`{}`：单元格里是公式的错误值 `{}`；请改正公式，或直接填写值",
           "`{}`: the cell holds the error value `{}` of a formula; mend the formula or write the "
           "value itself",
           name, mask_numbers(shortened(text)))});
  return reading;
}

}  // namespace

ColumnTyper::ColumnTyper(const Schema& schema, const TableColumn& column)
    : schema_(schema),
      fact_(column.fact),
      type_(column.key.empty() ? schema.facts[fact_].type
                               : schema.types[schema.facts[fact_].type].item),
      kind_(schema.types[type_].kind),
      item_(!column.key.empty()),
      open_state_(State::Missing),
      name_(schema.facts[fact_].name),
      text_context_(context_of(column, false)),
      number_context_(context_of(column, true)) {
  if (item_) name_ += "." + mask_ids(column.key);
  const bool judged = schema.facts[fact_].judged || kind_ == Kind::Judgement;
  if (judged && !item_) open_state_ = State::Pending;
  if (kind_ == Kind::Int || kind_ == Kind::Decimal)
    numbers_ = PlainNumbers(schema, fact_, type_, text_context_);
  known_batch_.schema = &schema;
  remember("", 't', read("", 't'));
}

FactReading ColumnTyper::read(std::string_view text, char sort) const {
  if (sort == 'e') return error_cell(kind_, name_, text);
  if (sort == kJsonCell) return read_json_cell(schema_, fact_, type_, name_, text, text_context_);
  return read_fact_text(schema_, fact_, type_, name_, text,
                        sort == 'n' ? number_context_ : text_context_);
}

void ColumnTyper::append_reading(Batch& batch, Column& column, const FactReading& reading) const {
  const Value nothing;
  if (reading.unreadable)
    return append(batch, column, type_, nothing, item_ ? State::Fault : State::Missing);
  if (reading.value && !reading.value->is_null())
    return append(batch, column, type_, *reading.value, State::Missing);
  const auto& absent = schema_.facts[fact_].absent;
  append(batch, column, type_, absent && !item_ ? *absent : nothing, open_state_);
}

ColumnTyper::Answer ColumnTyper::remember(std::string_view text, char sort, FactReading reading) {
  append_reading(known_batch_, known_, reading);
  const bool odd = reading.unreadable || !reading.remarks.empty() || !reading.decisions.empty();
  const auto index = static_cast<std::uint32_t>(known_odd_.size());
  known_odd_.push_back(odd ? &known_readings_.emplace_back(std::move(reading)) : nullptr);
  memo_.add(text, sort, 2 * index + (odd ? kOdd : 0));
  return remembered(index);
}

ColumnTyper::Answer ColumnTyper::remembered(std::uint32_t index) const {
  return {&known_, index, known_odd_[index]};
}

ColumnTyper::Answer ColumnTyper::new_answer(std::string_view text, char sort, Batch& batch) {
  FactReading reading = read(text, sort);
  if (memo_.takes(text) && reading.decisions.empty())
    return remember(text, sort, std::move(reading));
  clear(fresh_, schema_.types, type_);
  append_reading(batch, fresh_, reading);
  const bool odd = reading.unreadable || !reading.remarks.empty() || !reading.decisions.empty();
  return {&fresh_, 0, odd ? &fresh_readings_.emplace_back(std::move(reading)) : nullptr};
}

void ColumnTyper::put(const Answer& answer, Batch& batch, Column& out, std::uint32_t row) {
  const Column& from = *answer.column;
  const Batch& owner = &from == &known_ ? known_batch_ : batch;
  if (!is_scalar(kind_)) {
    return append_rows(batch, out, type_, owner, from, answer.row, answer.row + 1);
  }
  if (is_truth(kind_)) {
    out.truth[row] = from.truth[answer.row];
    return;
  }
  out.state[row] = from.state[answer.row];
  if (kind_ == Kind::Decimal) {
    out.decimals[row] = from.decimals[answer.row];
  } else if (kind_ == Kind::String) {
    out.strings[row] = from.strings[answer.row];
  } else {
    std::int64_t number = from.ints[answer.row];
    if (kind_ == Kind::Enum && answer.odd != nullptr) {
      const auto listed =
          static_cast<std::int64_t>(schema_.domains[schema_.types[type_].domain].members.size());
      if (number >= listed) number = listed + batch.unlisted_index(owner.unlisted[number - listed]);
    }
    out.ints[row] = number;
  }
}

/// `ahead(row)` takes the texts from there on whose answers it has at hand, and says which is the
/// next; `plain(text, row)` reads what it is sure of; `copy(index, row)` takes a remembered answer
/// that says nothing beside its value.
template <bool kSorted, class Ahead, class Plain, class Copy>
void ColumnTyper::fill_rows(const CellTexts& cells, Batch& batch, Column& out,
                            std::vector<OddCell>& odd, Ahead ahead, Plain plain, Copy copy) {
  const auto rows = static_cast<std::uint32_t>(cells.texts.size());
  for (std::uint32_t row = 0; row < rows; ++row) {
    if constexpr (!kSorted)
      if ((row = ahead(row)) == rows) break;
    const std::string_view text = cells.texts[row];
    const char sort = kSorted ? cells.sorts[row] : 't';
    const bool plainly = !kSorted || sort == 't' || sort == 'n';
    if (plainly && plain(text, row)) continue;
    const std::uint32_t found = memo_.find(text, sort);
    if ((found & kOdd) == 0) {
      copy(found / 2, row);
      continue;
    }
    const bool known = found != TextMemo::kNone;
    const std::string_view bare = plainly ? trim(text) : text;
    if (!known && bare.size() != text.size() && plain(bare, row)) continue;
    take(known ? remembered(found / 2) : new_answer(text, sort, batch), row, batch, out, odd);
  }
}

template <class Ahead, class Plain, class Copy>
void ColumnTyper::fill_each(const CellTexts& cells, Batch& batch, Column& out,
                            std::vector<OddCell>& odd, Ahead ahead, Plain plain, Copy copy) {
  if (cells.sorts.empty())
    fill_rows<false>(cells, batch, out, odd, ahead, plain, copy);
  else
    fill_rows<true>(cells, batch, out, odd, ahead, plain, copy);
}

void ColumnTyper::take(const Answer& answer, std::uint32_t row, Batch& batch, Column& out,
                       std::vector<OddCell>& odd) {
  put(answer, batch, out, row);
  if (answer.odd != nullptr) odd.push_back({row, answer.odd});
}

void ColumnTyper::fill(const CellTexts& cells, Batch& batch, Column& out,
                       std::vector<OddCell>& odd) {
  fresh_readings_.clear();
  odd.clear();
  auto never = [](std::string_view, std::uint32_t) { return false; };
  auto here = [](std::uint32_t row) { return row; };
  if (!is_scalar(kind_)) {
    clear(out, schema_.types, type_);
    return fill_each(
        cells, batch, out, odd, here, never,
        [&](std::uint32_t index, std::uint32_t row) { put(remembered(index), batch, out, row); });
  }
  if (out.kind != kind_) clear(out, schema_.types, type_);
  set_rows(out, kind_, cells.texts.size());
  if (is_truth(kind_)) {
    Truth* const to = out.truth.data();
    auto recent = [&, to](std::uint32_t row) {
      return memo_.copy_recent(cells.texts, row, known_.truth.data(), to);
    };
    return fill_each(
        cells, batch, out, odd, recent, never,
        [this, to](std::uint32_t index, std::uint32_t row) { to[row] = known_.truth[index]; });
  }
  State* const state = out.state.data();
  // Values of one kind, each with its state; `read(text, value)` reads what it is sure of.
  auto values = [&](auto* to, const auto& known, auto read) {
    auto plain = [=](std::string_view text, std::uint32_t row) {
      if (!read(text, to[row])) return false;
      state[row] = State::Known;
      return true;
    };
    fill_each(cells, batch, out, odd, here, plain, [&](std::uint32_t index, std::uint32_t row) {
      to[row] = known[index];
      state[row] = known_.state[index];
    });
  };
  auto number = [this](std::string_view text, auto& to) { return numbers_.read(text, to); };
  auto unsure = [](std::string_view, std::int64_t&) { return false; };
  if (kind_ == Kind::Decimal) return values(out.decimals.data(), known_.decimals, number);
  if (kind_ == Kind::Int) return values(out.ints.data(), known_.ints, number);
  if (kind_ == Kind::Date) return values(out.ints.data(), known_.ints, plain_date);
  if (kind_ == Kind::Enum) return values(out.ints.data(), known_.ints, unsure);
  values(out.strings.data(), known_.strings,
         [stands = stands_for_itself(schema_.facts[fact_])](std::string_view text,
                                                            std::string_view& to) {
           if (!stands(text)) return false;
           to = text;
           return true;
         });
}

}  // namespace ipcheck

// Tested by tests/io/decisions_test.cc.
#include "io/decisions.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

bool is_judged_fact(const Schema& schema, FactId fact) {
  return schema.type_of(fact).kind == Kind::Judgement || schema.facts[fact].judged;
}

std::string code_of(const Batch& batch, FactId id, std::uint32_t row) {
  if (id == kNoFact || !batch.given(id, row) || batch.facts[id].kind != Kind::String) return {};
  return normalise_uscc(batch.facts[id].strings[batch.facts[id].constant ? 0 : row]);
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  text = trim(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

std::size_t row_column_of(const std::vector<std::string>& headers) {
  for (std::string_view name : kRowHeaders) {
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const std::string& header) {
      return fold(header) == fold(name);
    });
    if (at != headers.end()) return static_cast<std::size_t>(at - headers.begin());
  }
  return headers.size();
}

/// Puts a known value where an open one stands.
void settle(Batch& batch, FactId fact, std::uint32_t row, const Value& value) {
  Column& column = batch.facts[fact];
  const TypeId type = batch.schema->facts[fact].type;
  Column one;
  append(batch, one, type, value, State::Pending);
  if (column.kind == Kind::Judgement) {
    column.truth[row] = one.truth[0];
  } else {
    column.state[row] = State::Known;
    column.ints[row] = one.ints[0];
  }
  if (!batch.unreadable.empty()) batch.unreadable[std::size_t{fact} * batch.rows + row] = 0;
}

}  // namespace

void Decisions::Left::add(std::uint64_t row) {
  ++count;
  rows.insert(std::upper_bound(rows.begin(), rows.end(), row), row);
  if (rows.size() > kFirst) rows.pop_back();
}

Decisions::Decisions(TableReader& reader, const Schema& schema, FactId id)
    : schema_(schema), id_(id) {
  const std::size_t row_column = row_column_of(reader.kept_headers());
  TableBlock block;
  Portion portion;
  OtherTables others;
  while (reader.next(block)) {
    reader.read(block, portion);
    others.settle(portion);
    for (const SetAside& record : portion.set_aside)
      if (record.why == SetAside::Why::Rejected) report_.unreadable.add(record.place.row);
    take(portion, row_column);
  }
}

void Decisions::take(Portion& portion, std::size_t row_column) {
  const Batch& batch = portion.batch;
  for (const DataNotice& notice : batch.notices)
    if (notice.id == "invalid_value" && notice.fact != id_)
      report_.unreadable.add(portion.places[notice.row].row);
  auto words = batch.decisions.begin();
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    const std::uint64_t place = portion.places[row].row;
    std::vector<Given> all;
    for (FactId fact = 0; fact < batch.facts.size(); ++fact) {
      if (!is_judged_fact(schema_, fact) || !batch.given(fact, row)) continue;
      Given given{cell_at(batch, batch.facts[fact], schema_.facts[fact].type, row).value,
                  {static_cast<std::uint32_t>(place), fact, {}, {}, {}}};
      for (auto one = words; one != batch.decisions.end() && one->row <= row; ++one)
        if (one->row == row && one->fact == fact)
          given.words.by = one->by, given.words.on = one->on, given.words.ground = one->ground;
      all.push_back(std::move(given));
    }
    while (words != batch.decisions.end() && words->row <= row) ++words;
    if (all.empty()) continue;
    const std::string code = code_of(batch, id_, row);
    std::optional<std::uint64_t> number;
    if (row_column < portion.kept.size()) number = number_of(portion.kept[row_column][row]);
    if (code.empty() && !number) {
      report_.unplaced.add(place);
      continue;
    }
    Applicant*& to = code.empty() ? by_row_[*number] : by_code_[code];
    if (to == nullptr) to = &applicants_.emplace_back(place);
    for (Given& given : all) add(*to, std::move(given));
  }
}

/// Two panels may say the same; where they differ neither counts.
void Decisions::add(Applicant& to, Given given) {
  auto same = std::find_if(to.given.begin(), to.given.end(),
                           [&](const Given& one) { return one.words.fact == given.words.fact; });
  if (same == to.given.end()) {
    to.given.push_back(std::move(given));
  } else if (!(same->value == given.value)) {
    same->disputed = true;
    report_.disagreeing.add(given.words.row);
  }
}

const Decisions::Applicant* Decisions::applicant_of(const Portion& portion,
                                                    std::uint32_t row) const {
  if (const std::string code = code_of(portion.batch, id_, row); !code.empty()) {
    const auto at = by_code_.find(code);
    if (at != by_code_.end()) return at->second;
  }
  const auto at = by_row_.find(portion.places[row].row);
  return at == by_row_.end() ? nullptr : at->second;
}

/// `said`: the row's own table says who decided.
void Decisions::give(const Given& given, std::uint32_t row, bool said, Portion& portion) const {
  Batch& batch = portion.batch;
  const FactId fact = given.words.fact;
  Column& column = batch.facts[fact];
  const TypeId type = schema_.facts[fact].type;
  if (column.kind == Kind::Invalid) {
    clear(column, schema_.types, type);
    const auto& absent = schema_.facts[fact].absent;
    for (std::uint32_t i = 0; i < batch.rows; ++i)
      append(batch, column, type, absent.value_or(Value{}), State::Pending);
  }
  const bool open = !batch.given(fact, row);
  if (!open && !(cell_at(batch, column, type, row).value == given.value)) {
    const std::lock_guard lock(mutex_);
    return report_.contradicting.add(portion.places[row].row);
  }
  if (open) settle(batch, fact, row, given.value);
  if (!said) {
    batch.decisions.push_back(given.words);
    batch.decisions.back().row = row;
  }
  const std::lock_guard lock(mutex_);
  ++(open ? report_.applied : report_.agreeing);
}

void Decisions::apply(Portion& portion) const {
  Batch& batch = portion.batch;
  const std::size_t before = batch.decisions.size();
  std::size_t own = 0;  // the row's own decisions
  for (std::uint32_t row = 0; row < batch.rows; ++row) {
    while (own < before && batch.decisions[own].row < row) ++own;
    const Applicant* applicant = applicant_of(portion, row);
    if (applicant == nullptr) continue;
    applicant->met = true;
    for (const Given& given : applicant->given) {
      bool said = false;
      for (std::size_t i = own; i < before && batch.decisions[i].row == row; ++i)
        said = said || batch.decisions[i].fact == given.words.fact;
      if (!given.disputed) give(given, row, said, portion);
    }
  }
  if (batch.decisions.size() == before) return;
  std::stable_sort(batch.decisions.begin(), batch.decisions.end(),
                   [](const Decision& a, const Decision& b) { return a.row < b.row; });
}

Decisions::Report Decisions::report() const {
  Report report = report_;
  for (const Applicant& applicant : applicants_)
    if (!applicant.met) report.unknown.add(applicant.row);
  return report;
}

}  // namespace ipcheck

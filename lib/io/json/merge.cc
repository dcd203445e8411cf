// The typed columns of a block whose records were read in two ways. Tested by
// tests/io/json_table_test.cc.
#include <algorithm>
#include <utility>

#include "io/fact_reading.h"
#include "io/json/rows.h"
#include "text/utf8.h"

namespace ipcheck {

void JsonRows::type(Portion& portion) {
  for (auto& column : grid_.columns) column.resize(grid_.rows);
  for (auto& sorts : grid_.sorts) sorts.resize(grid_.rows);
  if (!typer_ || typed_columns_ != columns_.size()) {
    typer_ = std::make_unique<CellTyper>(rules_.schema, columns_);
    typed_columns_ = columns_.size();
  }
  if (documents_.empty()) return typer_->fill(grid_, portion, notice_columns_);
  std::swap(portion.batch, flat_);
  typer_->fill(grid_, portion, notice_columns_);
  std::swap(portion.batch, flat_);
  slow_ = Batch{};
  Diagnostics diags;
  read_records(rules_.schema, documents_, rules_.name, slow_, diags, rules_.keys());
  merge_slow(portion);
}

void JsonRows::merge_slow(Portion& portion) {
  Batch& out = portion.batch;
  out.facts.resize(rules_.schema.facts.size());
  out.clear();
  out.schema = &rules_.schema;
  out.rows = static_cast<std::uint32_t>(rows_.size());
  for (FactId fact = 0; fact < out.facts.size(); ++fact)
    if (rules_.wanted[fact]) merge_column(fact, out);
  for (std::uint32_t row = 0; row < out.rows; ++row) {
    const Batch& from = rows_[row].flat ? flat_ : slow_;
    const auto decided = std::equal_range(
        from.decisions.begin(), from.decisions.end(), Decision{rows_[row].at, kNoFact, {}, {}, {}},
        [](const Decision& a, const Decision& b) { return a.row < b.row; });
    for (auto one = decided.first; one != decided.second; ++one) {
      if (!rules_.wanted[one->fact]) continue;
      out.decisions.push_back(*one);
      out.decisions.back().row = row;
    }
  }
}

void JsonRows::merge_column(FactId id, Batch& out) const {
  const Fact& fact = rules_.schema.facts[id];
  if (flat_.facts[id].kind == Kind::Invalid && slow_.facts[id].kind == Kind::Invalid) return;
  const bool judged = fact.judged || rules_.schema.types[fact.type].kind == Kind::Judgement;
  Column& column = out.facts[id];
  clear(column, rules_.schema.types, fact.type);
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    const Batch& from = rows_[row].flat ? flat_ : slow_;
    const std::uint32_t at = rows_[row].at;
    if (from.facts[id].kind == Kind::Invalid)
      append(out, column, fact.type, fact.absent.value_or(Value{}),
             judged ? State::Pending : State::Missing);
    else
      append_rows(out, column, fact.type, from, from.facts[id], at, at + 1);
    if (from.unreadable.empty() || from.unreadable[std::size_t{id} * from.rows + at] == 0) continue;
    out.unreadable.resize(out.facts.size() * out.rows);
    out.unreadable[std::size_t{id} * out.rows + row] = 1;
  }
}

/// What is said about the rows, by row and place.
std::vector<JsonRows::Said> JsonRows::all_said(Portion& portion) {
  std::vector<std::uint32_t> flat_rows, slow_rows;  // to rows of the portion
  for (std::uint32_t row = 0; row < rows_.size(); ++row)
    (rows_[row].flat ? flat_rows : slow_rows).push_back(row);
  std::vector<Said> said;
  Batch& flat = documents_.empty() ? portion.batch : flat_;
  for (std::size_t i = 0; i < flat.notices.size(); ++i) {
    const std::uint32_t at = flat.notices[i].row;
    const std::uint32_t offset = offsets_[notice_columns_[i]][at] + flat.notices[i].span.begin;
    said.push_back({flat_rows[at], offset, std::move(flat.notices[i])});
  }
  for (const Stray& stray : strays_) {
    const std::string& name = keys_[stray.key].name;
    DataNotice notice;
    notice.id = "unknown_fact";
    notice.name = name;
    notice.message = unknown_fact_message(name);
    said.push_back({flat_rows[stray.row], stray.offset, std::move(notice)});
    if (!stray.personal) continue;
    Remark remark = personal_data_remark(name);
    DataNotice personal;
    personal.id = std::move(remark.id);
    personal.name = name;
    personal.message = std::move(remark.message);
    said.push_back({flat_rows[stray.row], stray.offset, std::move(personal)});
  }
  for (DataNotice& notice : slow_.notices) {
    if (documents_.empty() || (notice.fact != kNoFact && !rules_.wanted[notice.fact])) continue;
    said.push_back({slow_rows[notice.row], notice.span.begin, std::move(notice)});
  }
  std::stable_sort(said.begin(), said.end(), [](const Said& a, const Said& b) {
    return a.row != b.row ? a.row < b.row : a.offset < b.offset;
  });
  return said;
}

void JsonRows::tell(Portion& portion) {
  std::vector<Said> said = all_said(portion);
  portion.batch.notices.clear();
  for (Said& one : said) {
    one.notice.row = one.row;
    one.notice.span = {};
    portion.batch.notices.push_back(std::move(one.notice));
    std::string place = std::to_string(portion.places[one.row].line);
    if (rules_.by_line)
      place += ":" + std::to_string(code_points(rows_[one.row].line.substr(0, one.offset)) + 1);
    portion.notice_places.push_back(std::move(place));
  }
}

}  // namespace ipcheck

// Tested by tests/io/grouped_table_test.cc.
#include "io/grouped_table.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "io/fold_rows.h"
#include "io/portion.h"
#include "io/row_counts.h"
#include "text/file.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;
constexpr std::size_t kBlockRows = 8192;
constexpr std::size_t kLookedAt = 64;  // notices of an applicant that are compared with new ones

/// A schema in which nothing is filled in where a cell is blank: whether rows agree is a question
/// of what they say.
Schema without_defaults(const Schema& schema) {
  Schema plain = schema;
  for (Fact& fact : plain.facts) fact.absent.reset();
  return plain;
}

class GroupedTable : public TableReader {
 public:
  GroupedTable(const Schema& schema, Grouping grouping)
      : schema_(schema),
        plain_(without_defaults(schema)),
        grouping_(std::move(grouping)),
        held_(plain_) {}

  bool open(TableRequest request, const OpenTable& open, Diagnostics& diags);

  const TableLayout& layout() const override { return inner_->layout(); }
  const std::vector<std::string>& kept_headers() const override { return kept_headers_; }
  bool next(TableBlock& block) override;
  void read(const TableBlock& block, Portion& portion) const override;

 private:
  /// Applicants and set-aside records of one block.
  struct Part {
    std::uint32_t first = 0, last = 0;
    std::size_t first_aside = 0, last_aside = 0;
  };

  const TableColumn* column_named(const std::string& name) const;
  std::uint32_t kept_index(const std::string& name) const;
  void gather();
  void take(Portion& portion);
  std::string key_of(std::string_view text) const;
  void sort_rows();
  void cut_parts();
  std::span<const std::uint32_t> rows_of(std::uint32_t group) const;
  void fold_column(FactId fact, const Part& part, Batch& out) const;
  void count(const CountedFact& counted, const Part& part, Batch& out) const;
  void tell(const Part& part, Portion& portion, std::vector<DataNotice>& own) const;
  void decide(const Part& part, Batch& out) const;
  DataNotice two_values(std::uint32_t row, FactId fact, const Disagreement& found) const;

  const Schema& schema_;
  Schema plain_;
  Grouping grouping_;
  std::unique_ptr<TableReader> inner_;
  std::vector<std::string> kept_headers_;
  std::uint32_t key_column_ = 0;  // of the inner table's kept ones
  bool key_is_code_ = false;
  std::vector<CountedFact> counted_;

  bool gathered_ = false;
  HeldRows held_;
  std::vector<std::uint32_t> group_of_;              // index: row
  std::vector<std::uint32_t> starts_, rows_;         // rows of group g: [starts_[g], …)
  std::vector<std::vector<std::string_view>> kept_;  // index: kept column, group
  std::unordered_map<std::string, std::uint32_t> groups_;
  std::vector<SetAside> aside_;
  std::vector<Part> parts_;
  std::size_t next_part_ = 0;
};

const TableColumn* GroupedTable::column_named(const std::string& name) const {
  for (const TableColumn& column : inner_->layout().columns) {
    const bool fact = column.use == ColumnUse::Fact && column.key.empty() &&
                      schema_.facts[column.fact].name == name;
    if (fact || fold(column.header) == fold(name)) return &column;
  }
  return nullptr;
}

std::uint32_t GroupedTable::kept_index(const std::string& name) const {
  const TableColumn* column = column_named(name);
  const auto& headers = inner_->kept_headers();
  const auto at = std::find(headers.begin(), headers.end(), column ? column->header : name);
  return static_cast<std::uint32_t>(at - headers.begin());
}

bool GroupedTable::open(TableRequest request, const OpenTable& open, Diagnostics& diags) {
  auto counted = settle_counts(schema_, grouping_.counts, diags);
  if (!counted) return false;
  counted_ = std::move(*counted);
  request.also.push_back({grouping_.by, "--group-by"});
  for (const CountedFact& one : counted_)
    if (one.is_map) request.also.push_back({one.column, "--count"});
  inner_ = open(plain_, request);
  if (inner_ == nullptr || !check_counts(schema_, counted_, layout().columns, diags)) return false;
  key_column_ = kept_index(grouping_.by);
  const TableColumn* key = column_named(grouping_.by);
  key_is_code_ =
      key != nullptr && key->fact != kNoFact && schema_.facts[key->fact].format == "uscc";
  for (CountedFact& one : counted_)
    if (one.is_map) one.kept = kept_index(one.column);
  const auto& headers = inner_->kept_headers();
  kept_headers_.assign(headers.begin(),
                       headers.end() - static_cast<std::ptrdiff_t>(request.also.size()));
  kept_.resize(kept_headers_.size());
  return true;
}

std::string GroupedTable::key_of(std::string_view text) const {
  return key_is_code_ ? normalise_uscc(text) : fold(trim(text));
}

void GroupedTable::take(Portion& portion) {
  for (SetAside& record : portion.set_aside) aside_.push_back(std::move(record));
  for (std::uint32_t row = 0; row < portion.batch.rows; ++row) {
    const std::string key = key_of(portion.kept[key_column_][row]);
    for (CountedFact& counted : counted_)
      if (counted.is_map)
        counted.texts.push_back(held_.texts.keep(trim(portion.kept[counted.kept][row])));
    if (key.empty()) {
      group_of_.push_back(kNoGroup);
      aside_.push_back({SetAside::Why::Rejected, portion.places[row], 0,
                        say("`{}` 为空，不知归入哪个申请人", "no `{}`: whose row is it?",
                            mask_ids(grouping_.by)),
                        row_text(portion, row)});
      continue;
    }
    auto [group, fresh] = groups_.try_emplace(key, static_cast<std::uint32_t>(groups_.size()));
    group_of_.push_back(group->second);
    if (!fresh) continue;
    for (std::size_t i = 0; i < kept_.size(); ++i)
      kept_[i].push_back(held_.texts.keep(portion.kept[i][row]));
  }
  held_.add(portion);
}

/// Reads the whole table.
void GroupedTable::gather() {
  TableBlock block;
  Portion portion;
  OtherTables others;
  while (inner_->next(block)) {
    inner_->read(block, portion);
    others.settle(portion);
    take(portion);
    const std::uint64_t per_row = 3 * sizeof(std::uint32_t) + counted_.size() * 16;
    const std::uint64_t bytes = held_.bytes() + held_.rows() * per_row +
                                groups_.size() * (96 + kept_.size() * 16) + aside_.size() * 256;
    if (grouping_.memory == 0 || bytes <= grouping_.memory) continue;
    const std::uint64_t limit = grouping_.memory >> 20;
    throw Failure{
        say("归并要把各行留在内存中，前 {} 行已超出 {} MiB；请用 --memory 放宽，"
            "或先按 `{}` 拆成几个文件",
            "rows are folded in memory, and the first {} take more than {} MiB; allow "
            "more by --memory, or split the file by `{}` first",
            held_.rows(), limit, grouping_.by)};
  }
  std::stable_sort(aside_.begin(), aside_.end(),
                   [](const SetAside& a, const SetAside& b) { return a.place.row < b.place.row; });
  sort_rows();
  cut_parts();
}

void GroupedTable::sort_rows() {
  starts_.assign(groups_.size() + 1, 0);
  for (const std::uint32_t group : group_of_)
    if (group != kNoGroup) ++starts_[group + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  rows_.resize(starts_.back());
  std::vector<std::uint32_t> at(starts_.begin(), starts_.end() - 1);
  for (std::uint32_t row = 0; row < group_of_.size(); ++row)
    if (group_of_[row] != kNoGroup) rows_[at[group_of_[row]]++] = row;
  groups_ = {};
  group_of_ = {};
}

void GroupedTable::cut_parts() {
  const auto groups = static_cast<std::uint32_t>(starts_.size() - 1);
  for (std::uint32_t first = 0; first < groups; first += kBlockRows) {
    const std::uint32_t last = std::min<std::uint32_t>(first + kBlockRows, groups);
    const std::size_t aside = parts_.empty() ? 0 : parts_.back().last_aside;
    std::size_t end = aside_.size();
    if (last < groups) {
      const std::uint64_t behind = held_.places[rows_[starts_[last]]].row;
      end = static_cast<std::size_t>(
          std::partition_point(aside_.begin(), aside_.end(),
                               [&](const SetAside& one) { return one.place.row < behind; }) -
          aside_.begin());
    }
    parts_.push_back({first, last, aside, end});
  }
  if (parts_.empty() && !aside_.empty()) parts_.push_back({0, 0, 0, aside_.size()});
}

bool GroupedTable::next(TableBlock& block) {
  if (!gathered_) gather();
  gathered_ = true;
  if (next_part_ == parts_.size()) return false;
  const Part& part = parts_[next_part_];
  block.index = next_part_++;
  block.records = part.last - part.first;
  block.first = block.records == 0 ? RowPlace{} : held_.places[rows_of(part.first).front()];
  return true;
}

std::span<const std::uint32_t> GroupedTable::rows_of(std::uint32_t group) const {
  return std::span(rows_).subspan(starts_[group], starts_[group + 1] - starts_[group]);
}

DataNotice GroupedTable::two_values(std::uint32_t row, FactId fact,
                                    const Disagreement& found) const {
  const std::string& name = schema_.facts[fact].name;
  const std::string whole = found.key.empty() ? name : name + "." + found.key;
  const std::uint64_t one = held_.places[found.row].row, other = held_.places[found.other].row;
  return {row,
          "two_values",
          fact,
          whole,
          "",
          say("`{}`：第 {} 行与第 {} 行的值不一致，按未填处理；请改成一致",
              "`{}`: rows {} and {} differ, so it counts as not given; make them agree", whole, one,
              other),
          {}};
}

/// Threads: any number.
void GroupedTable::read(const TableBlock& block, Portion& portion) const {
  const Part& part = parts_[block.index];
  Batch& out = portion.batch;
  out.clear();
  out.schema = &schema_;
  out.rows = part.last - part.first;
  out.facts.resize(schema_.facts.size());
  portion.places.clear();
  portion.folded = 0;
  for (std::uint32_t group = part.first; group < part.last; ++group) {
    portion.places.push_back(held_.places[rows_of(group).front()]);
    portion.folded += rows_of(group).size() - 1;
  }
  for (FactId fact = 0; fact < out.facts.size(); ++fact)
    if (held_.batch.facts[fact].kind != Kind::Invalid) fold_column(fact, part, out);
  for (const CountedFact& counted : counted_) count(counted, part, out);
  std::vector<DataNotice> own = std::move(out.notices);
  out.notices.clear();
  tell(part, portion, own);
  decide(part, out);
  portion.kept.resize(kept_.size());
  for (std::size_t i = 0; i < kept_.size(); ++i)
    portion.kept[i].assign(kept_[i].begin() + part.first, kept_[i].begin() + part.last);
  portion.set_aside.assign(aside_.begin() + static_cast<std::ptrdiff_t>(part.first_aside),
                           aside_.begin() + static_cast<std::ptrdiff_t>(part.last_aside));
  portion.records = portion.places.size() + portion.set_aside.size() + portion.folded;
}

void GroupedTable::fold_column(FactId fact, const Part& part, Batch& out) const {
  Column& column = out.facts[fact];
  clear(column, schema_.types, schema_.facts[fact].type);
  for (std::uint32_t group = part.first; group < part.last; ++group) {
    const std::uint32_t row = group - part.first;
    const Folded folded = fold_fact(held_, fact, rows_of(group), out, column);
    if (!folded.unreadable) continue;
    out.unreadable.resize(out.facts.size() * out.rows);
    out.unreadable[std::size_t{fact} * out.rows + row] = 1;
    if (folded.disagreement) out.notices.push_back(two_values(row, fact, *folded.disagreement));
  }
}

void GroupedTable::count(const CountedFact& counted, const Part& part, Batch& out) const {
  clear(out.facts[counted.fact], schema_.types, schema_.facts[counted.fact].type);
  for (std::uint32_t group = part.first; group < part.last; ++group)
    count_rows(counted, held_, rows_of(group), group - part.first, out);
}

/// What is said of all rows of an applicant, each thing once, then what folding found.
void GroupedTable::tell(const Part& part, Portion& portion, std::vector<DataNotice>& own) const {
  std::stable_sort(own.begin(), own.end(),
                   [](const DataNotice& a, const DataNotice& b) { return a.row < b.row; });
  auto next = own.begin();
  portion.notice_places.clear();
  std::vector<DataNotice>& out = portion.batch.notices;
  for (std::uint32_t group = part.first; group < part.last; ++group) {
    const std::uint32_t row = group - part.first;
    const std::size_t begin = out.size();
    for (const std::uint32_t at : rows_of(group)) {
      const auto [first, last] = held_.notices_of(at);
      for (std::size_t i = first; i < last; ++i) {
        const DataNotice& notice = held_.batch.notices[i];
        const auto looked = std::min(out.size(), begin + kLookedAt);
        const bool said = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(begin),
                                      out.begin() + static_cast<std::ptrdiff_t>(looked),
                                      [&](const DataNotice& one) {
                                        return one.id == notice.id && one.name == notice.name &&
                                               one.message.zh == notice.message.zh;
                                      });
        if (said) continue;
        out.push_back(notice);
        out.back().row = row;
        portion.notice_places.push_back(held_.notice_places[i]);
      }
    }
    for (; next != own.end() && next->row == row; ++next) {
      out.push_back(std::move(*next));
      portion.notice_places.push_back(std::to_string(portion.places[row].row));
    }
  }
}

/// Of the decisions on one judgement the first one stands.
void GroupedTable::decide(const Part& part, Batch& out) const {
  for (std::uint32_t group = part.first; group < part.last; ++group) {
    const std::size_t begin = out.decisions.size();
    for (const std::uint32_t at : rows_of(group)) {
      const auto [first, last] = held_.decisions_of(at);
      for (std::size_t i = first; i < last; ++i) {
        const Decision& decision = held_.batch.decisions[i];
        const bool there = std::any_of(
            out.decisions.begin() + static_cast<std::ptrdiff_t>(begin), out.decisions.end(),
            [&](const Decision& one) { return one.fact == decision.fact; });
        if (there) continue;
        out.decisions.push_back(decision);
        out.decisions.back().row = group - part.first;
      }
    }
  }
}

}  // namespace

std::unique_ptr<TableReader> group_table(const Schema& schema, TableRequest request,
                                         Grouping grouping, const OpenTable& open,
                                         Diagnostics& diags) {
  auto table = std::make_unique<GroupedTable>(schema, std::move(grouping));
  if (!table->open(std::move(request), open, diags)) return nullptr;
  return table;
}

}  // namespace ipcheck

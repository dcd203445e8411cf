// Tested by tests/report/score_workbook_test.cc and workbook_check.py.
#include "report/score/workbook.h"

#include <algorithm>

#include "report/verdict/lines.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr Outcome kOutcomes[] = {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete,
                                 Outcome::NeedsReview};

constexpr std::uint32_t kVerdictOfReasons = 3;

std::string joined_ids(std::span<const std::string_view> ids, Lang lang) {
  std::string out;
  for (std::string_view id : ids) {
    if (!out.empty()) out += lang == Lang::Zh ? "、" : ", ";
    out += id;
  }
  return out;
}

struct FieldWords {
  const char* zh;
  const char* en;
  double width;
};

FieldWords words_of(ScoreField field) {
  switch (field) {
    case ScoreField::Row:
      return {"表中行", "row", 8};
    case ScoreField::Line:
      return {"文件行", "line", 8};
    case ScoreField::Id:
      return {"统一社会信用代码", "id", 22};
    case ScoreField::Name:
      return {"名称", "name", 32};
    case ScoreField::Scheme:
      return {"方案", "scheme", 26};
    case ScoreField::Verdict:
      return {"结论", "verdict", 13};
    case ScoreField::Score:
      return {"得分", "score", 9};
    case ScoreField::ScoreMin:
      return {"最低分", "score_min", 10};
    case ScoreField::ScoreMax:
      return {"最高分", "score_max", 10};
    case ScoreField::Grade:
      return {"等级", "grade", 10};
    case ScoreField::Rank:
      return {"名次", "rank", 8};
    case ScoreField::Standing:
      return {"入选情况", "standing", 12};
    case ScoreField::Failing:
      return {"未达到", "failing", 24};
    case ScoreField::Missing:
      return {"缺少材料", "missing", 26};
    case ScoreField::Pending:
      return {"待人工判断", "pending", 24};
    case ScoreField::Notices:
      return {"提示", "notices", 20};
    case ScoreField::Reasons:
      return {"理由", "reasons", 60};
    case ScoreField::Decisions:
      return {"评审判断", "decisions", 40};
    case ScoreField::Change:
      return {"变化", "change", 40};
    case ScoreField::Kept:
      return {"", "", 16};
  }
  return {"", "", 16};
}

struct Colours {
  std::uint32_t fill, ink;
};

Colours colours_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return {0xC6EFCE, 0x006100};
    case Outcome::Ineligible:
      return {0xFFC7CE, 0x9C0006};
    case Outcome::Incomplete:
      return {0xFFEB9C, 0x7F6000};
    case Outcome::NeedsReview:
      return {0xDDEBF7, 0x1F4E79};
  }
  return {};
}

std::optional<RowReason> reason_of(const ScoredRow& row, std::string_view id) {
  for (const RowReason& reason : row.details) {
    if (reason.id == id) return reason;
  }
  return std::nullopt;
}

Text why_words(SetAside::Why why) {
  switch (why) {
    case SetAside::Why::Rejected:
      return {"未读入", "rejected"};
    case SetAside::Why::Blank:
      return {"空行", "blank"};
    case SetAside::Why::Heading:
      return {"标题或表头", "title or header"};
    case SetAside::Why::Footer:
      return {"合计或注释", "sum or note"};
  }
  return {};
}

}  // namespace

ScoreWorkbook::ScoreWorkbook(ScoreHead head, std::vector<ScoreColumn> columns, Lang lang,
                             const std::string& folder)
    : head_(std::move(head)), columns_(std::move(columns)), lang_(lang), book_(folder, true) {
  make_looks();
  summary_ = book_.add_sheet(t("汇总", "Summary"));
  list_.name = t("名单", "List");
  for (const ScoreColumn& column : columns_) {
    std::string header = header_of(column);
    list_.widths.push_back(
        std::max(words_of(column.field).width, std::min(display_width(header) + 4.0, 32.0)));
    list_.headers.push_back(std::move(header));
  }
  reasons_.name = t("理由", "Reasons");
  reasons_.headers = {t("表中行", "row"),   t("名称", "name"),  t("方案", "scheme"),
                      t("结论", "verdict"), t("类别", "kind"),  t("编号", "item"),
                      t("内容", "title"),   t("理由", "reason")};
  reasons_.widths = {8, 32, 26, 13, 13, 20, 52, 70};
  rejects_.name = t("未读入", "Not read");
  rejects_.headers = {t("表中行", "row"), t("文件行", "line"), t("列", "column"),
                      t("类别", "kind"),  t("原因", "reason"), t("原文", "text")};
  rejects_.widths = {8, 8, 8, 14, 52, 80};
  for (Part* part : {&list_, &reasons_, &rejects_}) open(*part);
  book_.properties(t("判定结果", "Verdicts"), head_.as_of);
}

void ScoreWorkbook::make_looks() {
  title_ = book_.look({.bold = true, .size = 14});
  head_look_ = book_.look({.bold = true,
                           .wrap = true,
                           .centred = true,
                           .framed = true,
                           .fill = 0x1F4E79,
                           .ink = 0xFFFFFF});
  bold_ = book_.look({.bold = true});
  text_ = book_.look({.number = "@"});
  warning_ = book_.look({.bold = true, .fill = 0xFFEB9C});
  count_ = book_.look({.number = "#,##0"});
  middle_ = book_.look({.centred = true});
  for (Outcome outcome : kOutcomes) {
    Colours colours = colours_of(outcome);
    outcome_looks_[outcome] = book_.look({.fill = colours.fill, .ink = colours.ink});
  }
}

std::string ScoreWorkbook::header_of(const ScoreColumn& column) const {
  if (column.field == ScoreField::Kept) return column.header;
  FieldWords words = words_of(column.field);
  std::string header = t(words.zh, words.en);
  bool beside_others = column.header.find('@') != std::string::npos;
  if (beside_others && column.scheme < head_.schemes.size())
    header += " · " + head_.schemes[column.scheme]->title.in(lang_);
  return header;
}

void ScoreWorkbook::open(Part& part) {
  ++part.sheets;
  std::string name = part.name;
  if (part.sheets > 1) name += " (" + std::to_string(part.sheets) + ")";
  part.sheet = book_.add_sheet(name);
  part.next = 1;
  book_.row_height(part.sheet, 0, 22);
  for (std::uint32_t i = 0; i < part.headers.size(); ++i) {
    book_.column_width(part.sheet, i, i, part.widths[i]);
    book_.text(part.sheet, 0, i, part.headers[i], head_look_);
  }
  book_.freeze(part.sheet, 1, 0);
  book_.print(part.sheet, 1, true);
}

/// What needs the last row: the filter, and the colours of the verdicts.
void ScoreWorkbook::close(Part& part) {
  if (part.headers.empty()) return;
  auto last_column = static_cast<std::uint32_t>(part.headers.size() - 1);
  std::uint32_t last_row = std::max(part.next, 2U) - 1;
  book_.filter(part.sheet, {0, 0, last_row, last_column});
  book_.plain_digits(part.sheet, {1, 0, last_row, last_column});
  for (std::uint32_t i = 0; i <= last_column; ++i) {
    bool verdict = &part == &list_      ? columns_[i].field == ScoreField::Verdict
                   : &part == &reasons_ ? i == kVerdictOfReasons
                                        : false;
    if (!verdict) continue;
    for (Outcome outcome : kOutcomes)
      book_.look_when(part.sheet, {1, i, last_row, i},
                      "=$" + column_letters(i) + "2=\"" + outcome_words(outcome).in(lang_) + "\"",
                      outcome_looks_[outcome]);
  }
}

std::uint32_t ScoreWorkbook::row_of(Part& part) {
  if (part.next == Workbook::kMostRows) {
    close(part);
    open(part);
  }
  return part.next++;
}

const Scheme* ScoreWorkbook::scheme_of(std::string_view id) const {
  for (const Scheme* scheme : head_.schemes) {
    if (scheme->id == id) return scheme;
  }
  return nullptr;
}

const std::string& ScoreWorkbook::title_of(std::string_view scheme, std::string_view item) {
  std::pair<std::string, std::string> key{scheme, item};
  auto [at, is_new] = titles_.try_emplace(std::move(key));
  if (!is_new) return at->second;
  const Policy* policy = head_.rules->policy_of_scheme(scheme);
  if (policy != nullptr)
    at->second = item_title(*head_.rules, *policy, item, head_.as_of).in(lang_);
  return at->second;
}

/// What is lacking, by its labels.
std::string ScoreWorkbook::missing_words(const ScoredRow& row) {
  std::vector<std::string_view> labels;
  for (std::string_view id : row.missing) {
    const std::string& label = title_of(row.scheme, id);
    labels.push_back(label.empty() ? id : std::string_view(label));
  }
  return joined_ids(labels, lang_);
}

void ScoreWorkbook::write_cell(std::uint32_t row, std::uint32_t column, const ScoreColumn& what,
                               const ScoredRow& from) {
  auto put = [&](std::string_view text, LookId look = kPlainLook) {
    book_.text(list_.sheet, row, column, text, look);
  };
  auto number = [&](std::string_view digits) {
    if (auto value = Decimal::parse(digits))
      book_.number(list_.sheet, row, column, *value, middle_);
  };
  auto count = [&](std::uint64_t n) {
    if (n != 0)
      book_.number(list_.sheet, row, column, Decimal::of(static_cast<std::int64_t>(n)), middle_);
  };
  switch (what.field) {
    case ScoreField::Row:
      return count(from.place.row);
    case ScoreField::Line:
      return count(from.place.line);
    case ScoreField::Id:
      return put(from.id, text_);
    case ScoreField::Name:
      return put(from.name);
    case ScoreField::Scheme: {
      const Scheme* scheme = scheme_of(from.scheme);
      return put(scheme == nullptr ? from.scheme : std::string_view(scheme->title.in(lang_)));
    }
    case ScoreField::Verdict:
      return put(outcome_words(from.outcome).in(lang_));
    case ScoreField::Score:
      return number(from.score);
    case ScoreField::ScoreMin:
      return number(from.score_min);
    case ScoreField::ScoreMax:
      return number(from.score_max);
    case ScoreField::Grade:
      return put(from.grade);
    case ScoreField::Rank:
      return count(from.rank);
    case ScoreField::Standing:
      return put(from.standing == Standing::Unranked ? std::string()
                                                     : standing_words(from.standing).in(lang_));
    case ScoreField::Failing:
      return put(joined_ids(from.failing, lang_));
    case ScoreField::Missing:
      return put(missing_words(from));
    case ScoreField::Pending:
      return put(joined_ids(from.pending, lang_));
    case ScoreField::Notices:
      return put(joined_ids(from.notices, lang_));
    case ScoreField::Reasons:
      return put(from.reasons);
    case ScoreField::Decisions:
      return put(from.decisions);
    case ScoreField::Change:
      return put(from.change);
    case ScoreField::Kept:
      return put(what.kept < from.kept.size() ? from.kept[what.kept] : std::string_view(), text_);
  }
}

void ScoreWorkbook::add(std::span<const ScoredRow> rows) {
  std::uint32_t at = row_of(list_);
  for (std::uint32_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].scheme < rows.size()) write_cell(at, i, columns_[i], rows[columns_[i].scheme]);
  }
  for (const ScoredRow& row : rows) write_reasons(row);
}

/// A row an item; the words of all stand at the first one when they are not given one by one.
void ScoreWorkbook::write_reasons(const ScoredRow& row) {
  const std::pair<std::span<const std::string_view>, Text> kinds[] = {
      {row.failing, {"未达到", "not met"}},
      {row.missing, {"缺少材料", "missing"}},
      {row.pending, {"待人工判断", "to decide"}}};
  bool first = true;
  const Scheme* scheme = scheme_of(row.scheme);
  for (const auto& [ids, kind] : kinds) {
    for (std::string_view id : ids) {
      std::uint32_t to = row_of(reasons_);
      auto put = [&, to](std::uint32_t column, std::string_view text) {
        book_.text(reasons_.sheet, to, column, text);
      };
      book_.number(reasons_.sheet, to, 0, Decimal::of(static_cast<std::int64_t>(row.place.row)),
                   middle_);
      put(1, row.name);
      put(2, scheme == nullptr ? row.scheme : std::string_view(scheme->title.in(lang_)));
      put(3, outcome_words(row.outcome).in(lang_));
      put(4, kind.in(lang_));
      put(5, id);
      put(6, title_of(row.scheme, id));
      if (row.details.empty()) {
        put(7, first ? row.reasons : std::string_view());
      } else if (auto reason = reason_of(row, id)) {
        put(7, lang_ == Lang::Zh ? reason->zh : reason->en);
      }
      first = false;
    }
  }
}

void ScoreWorkbook::reject(const SetAside& record) {
  std::uint32_t to = row_of(rejects_);
  auto count = [&](std::uint32_t column, std::uint64_t n) {
    if (n != 0)
      book_.number(rejects_.sheet, to, column, Decimal::of(static_cast<std::int64_t>(n)), middle_);
  };
  count(0, record.place.row), count(1, record.place.line), count(2, record.column);
  book_.text(rejects_.sheet, to, 3, why_words(record.why).in(lang_));
  book_.text(rejects_.sheet, to, 4, record.reason.in(lang_));
  book_.text(rejects_.sheet, to, 5, mask_numbers(record.text), text_);
}

void ScoreWorkbook::finish(const ScoreTotals& totals, std::ostream& out) {
  for (Part* part : {&list_, &reasons_, &rejects_}) close(*part);
  write_summary(totals);
  book_.finish(out);
}

void ScoreWorkbook::write_summary(const ScoreTotals& totals) {
  const double widths[] = {30, 50, 12, 12, 12, 12, 12, 12};
  for (std::uint32_t i = 0; i < std::size(widths); ++i)
    book_.column_width(summary_, i, i, widths[i]);
  std::uint32_t row = 0;
  auto write = [&](const SummaryRow& line) {
    using Kind = SummaryRow::Kind;
    LookId look = line.kind == Kind::Title     ? title_
                  : line.kind == Kind::Section ? bold_
                  : line.kind == Kind::Head    ? head_look_
                  : line.kind == Kind::Warning ? warning_
                                               : kPlainLook;
    std::uint32_t column = 0;
    for (const std::string& cell : line.cells) book_.text(summary_, row, column++, cell, look);
    for (std::uint64_t n : line.counts)
      book_.number(summary_, row, column++, Decimal::of(static_cast<std::int64_t>(n)), count_);
    if (!line.share.empty()) book_.text(summary_, row, column, line.share, middle_);
    while (line.kind == Kind::Warning && column < std::size(widths))
      book_.blank(summary_, row, column++, warning_);
    ++row;
  };
  for (const SummaryRow& line : summary_rows(totals, head_, lang_)) write(line);
  if (book_.shortened() > 0) {
    std::string n = grouped(book_.shortened());
    write({SummaryRow::Kind::Warning,
           {say("{} 格文字超过 Excel 一格的上限（32,767 字），末尾以 … 截断",
                "{} cells were longer than Excel holds (32,767 characters) and end in …", n)
                .in(lang_)},
           {},
           ""});
  }
  book_.print(summary_, 0, true);
}

}  // namespace ipcheck

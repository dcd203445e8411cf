// Tested by tests/cli/score-panel.md.
#include "report/score/panel.h"

#include <algorithm>
#include <ostream>

#include "io/decisions.h"
#include "report/layout.h"
#include "report/score/row_bytes.h"
#include "report/verdict/lines.h"
#include "report/workbook.h"
#include "text/file.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr double kLineHeight = 15;
constexpr std::size_t kRoles = 4;  // the judgement, who, when, why
constexpr std::size_t kFirstKept = 4;
constexpr std::size_t kMostListed = 250;  // bytes of a list that stands in the rule itself

/// What a reader of the filled sheet would take for something else than a kept text.
bool has_a_meaning(const Schema& schema, const std::string& header) {
  const std::string head = header.substr(0, header.rfind('.'));
  const FactId name = schema.find("name"), code = schema.find("uscc");
  for (const std::string& word : {header, head}) {
    for (FactId fact : match_header(schema, word, "").facts) {
      const bool judged = schema.facts[fact].judged || schema.type_of(fact).kind == Kind::Judgement;
      if (judged || fact == name || fact == code) return true;
    }
  }
  return std::any_of(std::begin(kRowHeaders), std::end(kRowHeaders),
                     [&](std::string_view word) { return header == word; });
}

class PanelWorkbook {
 public:
  PanelWorkbook(const Form& form, const std::string& folder) : form_(form), book_(folder, true) {
    table_ = book_.add_sheet(t("评审", "Panel"));
    guide_ = book_.add_sheet(t("说明", "Guide"));
    head_ =
        book_.look({.bold = true, .wrap = true, .centred = true, .framed = true, .fill = 0xEDEDED});
    asked_ =
        book_.look({.bold = true, .wrap = true, .centred = true, .framed = true, .fill = 0xFCE4D6});
    text_ = book_.look({.number = "@"});
    wrapped_ = book_.look({.wrap = true});
    framed_ = book_.look({.wrap = true, .framed = true});
    title_ = book_.look({.bold = true, .size = 14});
    book_.properties(t("评审表", "Panel sheet"), form_.as_of);
  }

  void write_head(const std::vector<ScoreColumn>& columns, std::size_t first_blank,
                  const std::vector<FormField>& fields) {
    static constexpr double kWidths[] = {8, 22, 30, 60};
    book_.row_height(table_, 0, 3 * kLineHeight);
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
      const bool blank = i >= first_blank;
      const std::size_t role = blank ? (i - first_blank) % kRoles : 0;
      if (blank)
        book_.column_width(table_, i, i, role == 3 ? 24 : 14, cells_of(role));
      else
        book_.column_width(table_, i, i, i < kFirstKept ? kWidths[i] : 16);
      book_.text(table_, 0, i, columns[i].header, blank && role == 0 ? asked_ : head_);
      if (blank && role == 0)
        book_.note(table_, 0, i, note_words(form_, fields[(i - first_blank) / kRoles]));
    }
    book_.freeze(table_, 1, 3);
    book_.print(table_, 1, true);
  }

  void write_row(const ScoredRow& row, std::size_t kept) {
    if (++rows_ >= Workbook::kMostRows)
      throw Failure{say("评审表超过一张工作表的行数；请用 --only 缩小范围，或写成 CSV",
                        "more rows than a sheet holds: take fewer by --only, or write CSV")};
    book_.number(table_, rows_, 0, Decimal::of(static_cast<std::int64_t>(row.place.row)));
    book_.text(table_, rows_, 1, row.id, text_);
    book_.text(table_, rows_, 2, row.name, wrapped_);
    book_.text(table_, rows_, 3, row.reasons, wrapped_);
    for (std::uint32_t i = 0; i < kept; ++i)
      book_.text(table_, rows_, kFirstKept + i, row.kept[i], text_);
  }

  void write_rules(std::size_t first_blank, const std::vector<FormField>& fields) {
    if (rows_ == 0) return;
    auto column = static_cast<std::uint32_t>(first_blank);
    for (const FormField& field : fields) {
      CellRule choice{.kind = CellRule::Kind::List, .values = field.options};
      if (joined(field.options, ",").size() > kMostListed)
        choice = {.prompt = kind_words(form_, field)};
      choice.fault_title = t("填写有误", "not as expected");
      choice.fault_message = t("请从下拉列表中选一项", "pick one of the list");
      book_.allow(table_, {1, column, rows_, column}, choice);
      CellRule day{.kind = CellRule::Kind::Day};
      day.fault_title = choice.fault_title;
      day.fault_message = t("请填日期，如 2026-03-16", "a date is expected, as 2026-03-16");
      book_.allow(table_, {1, column + 2, rows_, column + 2}, day);
      column += kRoles;
    }
    book_.plain_digits(table_, {1, 0, rows_, 2});
  }

  void write_guide(const std::vector<FormField>& fields) {
    static constexpr double kWidths[] = {30, 16, 60, 44};
    std::uint32_t row = 0;
    for (std::uint32_t i = 0; i < 4; ++i) book_.column_width(guide_, i, i, kWidths[i]);
    book_.text(guide_, row++, 0, t("评审表填写说明", "How to fill in the panel's sheet"), title_);
    const std::string how[] = {
        t("每行一个申请人；带颜色的列由评审人员填写，未定的留空；请勿改动表头和前三列",
          "One row an applicant; the panel fills in the coloured columns and leaves blank what is "
          "open; keep the headers and the first three columns"),
        t("填好后用 `ipcheck score 原表 --decisions 本表` 带入判断",
          "Filled in, it is read by `ipcheck score TABLE --decisions THIS`"),
        closing_words().in(form_.lang)};
    for (const std::string& words : how) book_.text(guide_, row++, 0, words);
    for (const std::string& words : form_preamble(form_)) book_.text(guide_, row++, 0, words);
    ++row;
    const std::string titles[] = {t("要判断的", "to judge"), t("可选", "choices"),
                                  t("条款", "clauses"), t("材料", "evidence")};
    for (std::uint32_t i = 0; i < 4; ++i) book_.text(guide_, row, i, titles[i], head_);
    for (const FormField& field : fields) {
      ++row;
      const std::string cells[] = {field.header, option_words(form_, field, 40),
                                   use_words(form_, field, 8),
                                   form_.rules->schema.facts[field.fact].proof.in(form_.lang)};
      std::size_t lines = 1;
      for (std::uint32_t i = 0; i < 4; ++i) {
        lines = std::max(lines, wrap(cells[i], static_cast<int>(kWidths[i]) - 2).size());
        book_.text(guide_, row, i, cells[i], framed_);
      }
      book_.row_height(guide_, row, kLineHeight * static_cast<double>(lines) + 4);
    }
    book_.print(guide_, 0, true);
  }

  void finish(std::ostream& out) { book_.finish(out); }

 private:
  std::string t(const char* zh, const char* en) const { return form_.lang == Lang::Zh ? zh : en; }

  LookId cells_of(std::size_t role) {
    Look look{.fill = 0xFEF5EF};
    if (role == 2) look.number = "yyyy-mm-dd";
    if (role == 1 || role == 3) look.number = "@";
    return book_.look(look);
  }

  const Form& form_;
  Workbook book_;
  SheetId table_ = 0, guide_ = 0;
  LookId head_ = 0, asked_ = 0, text_ = 0, wrapped_ = 0, framed_ = 0, title_ = 0;
  std::uint32_t rows_ = 0;
};

}  // namespace

PanelSheet::PanelSheet(Form form, const std::vector<std::string>& kept_headers, std::string folder)
    : form_(std::move(form)), folder_(std::move(folder)), spool_(folder_) {
  for (std::size_t i = 0; i < kept_headers.size(); ++i) {
    if (has_a_meaning(form_.rules->schema, kept_headers[i])) continue;
    kept_headers_.push_back(kept_headers[i]);
    kept_.push_back(i);
  }
  spool_.begin_run();
}

void PanelSheet::add(std::span<const ScoredRow> rows) {
  std::vector<FactId> open;
  std::string reasons;
  bool waits = false;
  for (const ScoredRow& row : rows) {
    waits = waits || row.outcome == Outcome::NeedsReview;
    open.insert(open.end(), row.open.begin(), row.open.end());
    if (row.open.empty()) continue;
    if (!reasons.empty()) reasons += form_.lang == Lang::Zh ? "；" : "; ";
    reasons += row.reasons;
  }
  if (open.empty()) {
    if (waits) ++without_;
    return;
  }
  open_.insert(open.begin(), open.end());
  std::vector<std::string_view> kept;
  for (std::size_t i : kept_) kept.push_back(rows.front().kept[i]);
  ScoredRow row{.place = rows.front().place, .id = rows.front().id, .name = rows.front().name};
  row.reasons = reasons;
  row.kept = kept;
  std::string bytes;
  append_row(row, bytes);
  spool_.add(bytes);
  ++rows_;
}

std::vector<FormField> PanelSheet::open_fields() const {
  std::vector<FormField> fields;
  for (const FormField& field : form_.fields)
    if (open_.contains(field.fact)) fields.push_back(field);
  return fields;
}

void PanelSheet::set_columns() {
  const Schema& schema = form_.rules->schema;
  auto label = [&](const char* fact) {
    for (const FormField& field : form_.fields)
      if (schema.facts[field.fact].name == fact) return field.header;
    const FactId id = schema.find(fact);
    return id == kNoFact ? std::string(fact) : schema.facts[id].label.in(form_.lang);
  };
  columns_ = {{.field = ScoreField::Row, .header = t("行号", "row")},
              {.field = ScoreField::Id, .header = label("uscc")},
              {.field = ScoreField::Name, .header = label("name")},
              {.field = ScoreField::Reasons, .header = t("待判断事项", "to decide")}};
  std::uint32_t next = 0;
  auto add = [&](std::string header) {
    columns_.push_back({.field = ScoreField::Kept, .kept = next++, .header = std::move(header)});
  };
  for (const std::string& header : kept_headers_) add(header);
  first_blank_ = columns_.size();
  for (const FormField& field : open_fields()) {
    add(field.header);
    for (const std::string& role :
         {t("评审人", "by"), t("评审日期", "on"), t("评审理由", "ground")})
      add(field.header + "." + role);
  }
}

void PanelSheet::write_csv(std::ostream& out, bool bom, CellChanges& changes) {
  set_columns();
  auto format = csv_format(columns_, form_.lang, bom);
  out << format->head();
  Spool::Reader reader = spool_.read(spool_.end_run());
  std::string bytes, line;
  while (reader.next(bytes)) {
    RowBytesReader rows(bytes);
    ScoredRow row = rows.read().front();
    std::vector<std::string_view> cells(row.kept.begin(), row.kept.end());
    cells.resize(columns_.size() - kFirstKept);
    row.kept = cells;
    line.clear();
    format->row({&row, 1}, line, changes);
    out << line;
  }
}

void PanelSheet::write_questions(std::ostream& out) const {
  for (const FormField& field : open_fields()) {
    const Fact& fact = form_.rules->schema.facts[field.fact];
    out << visible(field.header) << t("：", ": ") << option_words(form_, field, 12) << "\n";
    for (const FormUse& use : field.uses) {
      out << "  " << use.id << " " << visible(use.title.in(form_.lang));
      if (!use.cite.empty()) out << t("（", " (") << visible(use.cite) << t("）", ")");
      out << "\n";
    }
    if (!fact.proof.empty())
      out << "  " << t("材料：", "evidence: ") << visible(fact.proof.in(form_.lang)) << "\n";
  }
}

void PanelSheet::write_workbook(std::ostream& out) {
  set_columns();
  const std::vector<FormField> fields = open_fields();
  PanelWorkbook book(form_, folder_);
  book.write_head(columns_, first_blank_, fields);
  Spool::Reader reader = spool_.read(spool_.end_run());
  std::string bytes;
  while (reader.next(bytes)) {
    RowBytesReader rows(bytes);
    book.write_row(rows.read().front(), first_blank_ - kFirstKept);
  }
  book.write_rules(first_blank_, fields);
  book.write_guide(fields);
  book.finish(out);
}

}  // namespace ipcheck

// The form as a workbook: the table to fill in, how to, and the lists behind the drop-downs. Tested
// by tests/report/form_test.cc and workbook_check.py.
#include "report/workbook.h"

#include <algorithm>
#include <array>
#include <map>

#include "report/form/form.h"
#include "report/layout.h"
#include "report/verdict/lines.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::uint32_t kInk = 0xFFFFFF;
constexpr std::uint32_t kRequired = 0x1F4E79, kConditional = 0xDDEBF7, kOptional = 0xEDEDED,
                        kPanel = 0xFCE4D6, kPanelCells = 0xFEF5EF;
constexpr double kNarrowest = 11, kWords = 22, kWidest = 28;
constexpr double kLineHeight = 15;
constexpr std::size_t kGuideColumns = 6;
constexpr double kGuideWidths[kGuideColumns] = {13, 26, 26, 34, 52, 36};
constexpr const char* kGuideTitles[kGuideColumns][2] = {
    {"要求", "needed"},      {"填写项", "field"}, {"怎么填", "what to write"},
    {"可选内容", "choices"}, {"依据", "read by"}, {"证明材料", "shown by"}};

class FormWorkbook {
 public:
  FormWorkbook(const Form& form, std::uint32_t rows, const std::string& folder)
      : form_(form), rows_(std::clamp(rows, 1U, Workbook::kMostRows - 1)), book_(folder, false) {}

  void write(std::ostream& out) {
    table_ = book_.add_sheet(t("申报信息", "Application"));
    guide_ = book_.add_sheet(t("填写说明", "Guide"));
    lists_ = book_.add_sheet(t("选项", "Options"));
    book_.hide(lists_);
    book_.properties(t("申报信息表", "Application form"), form_.as_of);
    make_looks();
    for (std::size_t i = 0; i < form_.fields.size(); ++i)
      write_column(form_.fields[i], static_cast<std::uint32_t>(i));
    book_.freeze(table_, 1, 1);
    book_.row_height(table_, 0, kLineHeight * header_lines_ + 8);
    book_.print(table_, 1, false);
    write_guide();
    book_.finish(out);
  }

 private:
  std::string t(const char* zh, const char* en) const { return form_.lang == Lang::Zh ? zh : en; }

  static std::uint32_t fill_of(FormNeed need) {
    switch (need) {
      case FormNeed::Required:
        return kRequired;
      case FormNeed::Conditional:
        return kConditional;
      case FormNeed::Optional:
        return kOptional;
      case FormNeed::Panel:
        return kPanel;
    }
    return kOptional;
  }

  void make_looks() {
    for (FormNeed need :
         {FormNeed::Required, FormNeed::Conditional, FormNeed::Optional, FormNeed::Panel}) {
      Look look{.bold = true, .wrap = true, .centred = true, .framed = true, .fill = fill_of(need)};
      if (need == FormNeed::Required) look.ink = kInk;
      heads_[need] = book_.look(look);
    }
    title_ = book_.look({.bold = true, .size = 14});
    text_ = book_.look({.wrap = true, .framed = true});
    head_ = book_.look({.bold = true, .wrap = true, .framed = true, .fill = kOptional});
  }

  /// How the cells below the header look: texts stay texts (18 digits and all), dates are dates.
  LookId cells_of(const FormField& field) {
    Kind kind = form_.rules->schema.types[field.type].kind;
    Look look;
    if (kind == Kind::Date) look.number = "yyyy-mm-dd";
    if (kind == Kind::String || kind == Kind::Set || kind == Kind::List) look.number = "@";
    if (field.need == FormNeed::Panel) look.fill = kPanelCells;
    return book_.look(look);
  }

  void write_column(const FormField& field, std::uint32_t column) {
    int width = display_width(field.header);
    bool words = form_.rules->schema.types[field.type].kind == Kind::String;
    double fits = std::clamp(width + 4.0, words ? kWords : kNarrowest, kWidest);
    auto room = static_cast<int>(fits) - 3;
    header_lines_ = std::max(header_lines_, (width + room - 1) / room);
    book_.column_width(table_, column, column, fits, cells_of(field));
    book_.text(table_, 0, column, field.header, heads_[field.need]);
    book_.note(table_, 0, column, note_words(form_, field));
    book_.allow(table_, {1, column, rows_, column}, rule_of(field));
  }

  CellRule rule_of(const FormField& field) {
    CellRule rule{.min = field.min, .max = field.max};
    std::string expected = kind_words(form_, field);
    rule.fault_title = t("填写有误", "not as expected");
    rule.fault_message = t("这一格应填：", "expected here: ") + expected;
    rule.kind = rule_kind(field);
    if (rule.kind == CellRule::Kind::List) {
      set_list(rule, field);
      rule.strict = field.several ? CellRule::Strict::Off
                    : field.open  ? CellRule::Strict::Warn
                                  : CellRule::Strict::Stop;
      rule.fault_message = field.open
                               ? t("不在列表中，确定要填这个值吗？", "not on the list: keep it?")
                               : t("请从下拉列表中选一项", "pick one of the list");
    }
    if (field.need == FormNeed::Panel) {
      rule.prompt = t("由评审人员填写，申请人请留空", "for the panel: applicants leave it blank");
    } else if (field.several || rule.kind == CellRule::Kind::Any) {
      rule.prompt = expected;
    }
    if (!rule.prompt.empty()) rule.title = field.header;
    return rule;
  }

  CellRule::Kind rule_kind(const FormField& field) const {
    if (!field.options.empty()) return CellRule::Kind::List;
    switch (form_.rules->schema.types[field.type].kind) {
      case Kind::Int:
        return CellRule::Kind::Whole;
      case Kind::Decimal:
        return CellRule::Kind::Number;
      case Kind::Date:
        return CellRule::Kind::Day;
      default:
        return CellRule::Kind::Any;
    }
  }

  /// A short list stands in the rule itself, any other in a column of the hidden sheet.
  void set_list(CellRule& rule, const FormField& field) {
    if (field.options.size() == 2 && joined(field.options, ",").size() < 40 &&
        joined(field.options, "").find(',') == std::string::npos) {
      rule.values = field.options;
      return;
    }
    auto [at, is_new] =
        list_columns_.try_emplace(field.options, static_cast<std::uint32_t>(list_columns_.size()));
    std::uint32_t column = at->second;
    for (std::size_t i = 0; is_new && i < field.options.size(); ++i)
      book_.text(lists_, static_cast<std::uint32_t>(i), column, field.options[i]);
    std::string letters = column_letters(column);
    rule.list_from = "'" + t("选项", "Options") + "'!$" + letters + "$1:$" + letters + "$" +
                     std::to_string(field.options.size());
  }

  void write_guide() {
    std::uint32_t row = 0;
    book_.text(guide_, row++, 0, t("申报信息表填写说明", "How to fill in the form"), title_);
    for (const std::string& paragraph : form_preamble(form_))
      book_.text(guide_, row++, 0, paragraph);
    ++row;
    write_legend(row);
    ++row;
    write_fields(row);
  }

  void write_legend(std::uint32_t& row) {
    const std::pair<FormNeed, std::string> legend[] = {
        {FormNeed::Required,
         t("判定首先要看的；多选一的条件，填符合的一项即可",
           "looked at first; where one of several is enough, fill in the one that fits")},
        {FormNeed::Conditional,
         t("取决于其他各项的内容，用得上才填", "depends on the other answers: only if it applies")},
        {FormNeed::Optional, t("不影响是否符合", "does not change whether the applicant fits")},
        {FormNeed::Panel,
         t("由评审人员判断，申请人请留空", "a person decides: applicants leave it blank")}};
    for (const auto& [need, words] : legend) {
      bool used = std::any_of(form_.fields.begin(), form_.fields.end(),
                              [need = need](const FormField& f) { return f.need == need; });
      if (!used) continue;
      book_.text(guide_, row, 0, need_words(need, form_.lang), heads_[need]);
      book_.text(guide_, row++, 1, words);
    }
    book_.text(guide_, row++, 0,
               t("每个申请人一行；请勿改动表头；空着的格子视为没有提供",
                 "One row an applicant; leave the headers as they are; a blank is not given"));
    book_.text(guide_, row++, 0, closing_words().in(form_.lang));
  }

  void write_fields(std::uint32_t& row) {
    std::uint32_t c = 0;
    for (const auto& [zh, en] : kGuideTitles) {
      book_.column_width(guide_, c, c, kGuideWidths[c]);
      book_.text(guide_, row, c++, t(zh, en), head_);
    }
    ++row;
    for (const FormField& field : form_.fields) write_field(row++, field);
    book_.print(guide_, 0, true);
  }

  void write_field(std::uint32_t row, const FormField& field) {
    const Fact& fact = form_.rules->schema.facts[field.fact];
    bool plain = field.type <= kJudgementType;
    const std::array<std::string, kGuideColumns> cells = {
        need_words(field.need, form_.lang), field.header,
        kind_words(form_, field),           plain ? "" : option_words(form_, field, 40),
        use_words(form_, field, 8),         fact.proof.in(form_.lang)};
    std::size_t lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i)
      lines = std::max(lines, wrap(cells[i], static_cast<int>(kGuideWidths[i]) - 2).size());
    book_.row_height(guide_, row, kLineHeight * static_cast<double>(lines) + 4);
    for (std::uint32_t i = 0; i < cells.size(); ++i)
      book_.text(guide_, row, i, cells[i], i == 0 ? heads_[field.need] : text_);
  }

  const Form& form_;
  std::uint32_t rows_;
  Workbook book_;
  SheetId table_ = 0, guide_ = 0, lists_ = 0;
  std::map<FormNeed, LookId> heads_;
  LookId title_ = 0, text_ = 0, head_ = 0;
  std::map<std::vector<std::string>, std::uint32_t> list_columns_;
  int header_lines_ = 1;
};

}  // namespace

void write_form_workbook(const Form& form, std::uint32_t rows, const std::string& folder,
                         std::ostream& out) {
  FormWorkbook(form, rows, folder).write(out);
}

}  // namespace ipcheck

// Tested by tests/value/cell_test.cc.
#include "value/cell.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"
#include "value/cell_kinds.h"
#include "value/code_points.h"
#include "value/pattern.h"

namespace ipcheck {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The single ticked text of a yes-no cell (☑是 □否), or the text itself.
std::optional<std::string> chosen_word(const CellTask& task) {
  const auto ticks = read_ticks(task.text);
  if (!ticks) return std::string(task.text);
  if (ticks->on.size() != 1)
    return ticks->on.empty() ? std::string{} : std::optional<std::string>{};
  return ticks->on[0].empty() ? "√" : ticks->on[0];
}

CellReading read_bool(const CellTask& task) {
  if (task.text == "是" || task.text == "1") return known_cell({true});
  if (task.text == "否" || task.text == "0") return known_cell({false});
  static constexpr std::array<std::string_view, 14> kYes = {
      "是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1", "对", "on", "1.0"};
  static constexpr std::array<std::string_view, 14> kNo = {
      "否", "无", "没有", "×", "✗", "✘", "n", "no", "false", "f", "0", "不是", "off", "0.0"};
  const auto word = chosen_word(task);
  if (word && is_blank_cell(*word)) return {};
  const std::string key = word ? fold(*word) : std::string{};
  if (among(kYes, key)) return known_cell({true});
  if (among(kNo, key)) return known_cell({false});
  return invalid_cell("not_boolean",
                      say("`{}` 不是是或否；请填 是 或 否",
                          "`{}` is neither yes nor no; write `是` or `否`", task.shown()));
}

CellReading read_judgement(const CellTask& task) {
  static constexpr std::array<std::string_view, 13> kMet = {
      "符合", "通过", "是", "√", "✓", "✔", "☑", "met", "true", "yes", "y", "1", "满足"};
  static constexpr std::array<std::string_view, 14> kNotMet = {
      "不符合",  "不通过", "未通过", "否", "×", "✗", "✘",
      "not_met", "notmet", "false",  "no", "n", "0", "不满足"};
  static constexpr std::array<std::string_view, 10> kOpen = {
      "待定", "未评", "待评", "未评审", "待评审", "未审", "待审", "待审核", "未定", "pending"};
  const auto word = chosen_word(task);
  const std::string key = word ? fold(*word) : std::string{};
  if (word && (is_blank_cell(*word) || is_nothing_cell(*word) || among(kOpen, key))) return {};
  if (among(kMet, key)) return known_cell({true});
  if (among(kNotMet, key)) return known_cell({false});
  return invalid_cell("not_boolean",
                      say("`{}` 不是评判结果；请填 符合 或 不符合，尚未评判则留空",
                          "`{}` is no judgement; write `met` or `not_met`, or leave it blank while "
                          "nobody has judged",
                          task.shown()));
}

CellReading date_cell(const CellTask& task, Date date) {
  if (date.year() >= 1900 && date.year() <= 2100) return known_cell({date});
  return invalid_cell("out_of_range", say("`{}` 不在1900年至2100年之间",
                                          "`{}` is outside the years 1900 to 2100", task.shown()));
}

/// The day behind a spreadsheet's serial number (1900 system); the time of day is dropped.
std::optional<Date> serial_date(const CellTask& task) {
  const bool bare =
      task.text.size() == 5 && task.text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!bare && !task.context.typed_number) return std::nullopt;
  const auto serial = Decimal::parse(task.text.substr(0, task.text.find('.')));
  const auto days = serial ? serial->to_int64() : std::nullopt;
  if (!days || *days < 20000 || *days > 80000 || !Decimal::parse(task.text)) return std::nullopt;
  return add_days(*Date::of(1899, 12, 30), *days);
}

CellReading read_date_cell(const CellTask& task) {
  if (is_blank_cell(task.text) || is_nothing_cell(task.text)) return {};
  if (const auto date = read_date(task.text)) return date_cell(task, *date);
  if (const auto date = serial_date(task)) {
    CellReading reading = known_cell({*date});
    reading.suspicious = true;
    reading.suspicion = say("`{}` 按表格软件的日期序号读作 {}；请核对",
                            "`{}` is read as a spreadsheet's serial date, {}; please check",
                            task.shown(), date->str());
    return reading;
  }
  return invalid_cell(
      "invalid_date",
      say("`{}` 不是日期，或没有这一天；请写成 2026-03-16 或 2026年3月16日",
          "`{}` is no date, or no such day; write it as `2026-03-16`", task.shown()));
}

/// 9.11401E+17, or a code of 18 digits that a spreadsheet, which keeps 15, held as a number.
bool lost_digits(std::string_view code, bool typed_number) {
  const bool digits = code.find_first_not_of("0123456789") == code.npos;
  if (digits && code.size() > 15)
    return typed_number || (code.ends_with("000") && uscc_fault(code).has_value());
  return code.find_first_not_of("0123456789.+-E") == code.npos && code.find('E') != code.npos &&
         code.find_first_of("0123456789") == 0 &&
         (code.size() < 18 || code.find_first_of(".+-") != code.npos);
}

CellReading precision_lost(const CellTask& task) {
  return invalid_cell(
      "precision_lost",
      say("`{}` 的末几位已被表格软件改掉；请把这一列设为文本格式后重新填写",
          "the last digits of `{}` were lost in a spreadsheet; format the column as "
          "text and enter it again",
          task.shown()));
}

CellReading read_string(const CellTask& task) {
  if (is_blank_cell(task.text) || is_nothing_cell(task.text)) return {};
  const Fact& fact = task.fact;
  if (fact.format == "two_values")
    return invalid_cell("two_values",
                        say("`{}` 这一格要填两个数，无法确定各是哪一个；请分开填写",
                            "`{}` stands for two values; give each by itself", task.shown()));
  const bool code = fact.format == "uscc" || !fact.pattern.empty();
  if (!code) return known_cell({std::string(task.text)});
  std::string text = fact.format == "uscc" ? normalise_uscc(task.text) : half_width(task.text);
  if (task.context.typed_number && text.ends_with(".0")) text.resize(text.size() - 2);
  if (lost_digits(text, task.context.typed_number)) return precision_lost(task);
  const bool fits = fact.pattern.empty() || matches_whole(fact.pattern, text);
  const bool number = text.find_first_not_of("0123456789") == text.npos;
  if (!fits && !number && fact.codes != 0) return read_code_name(task, text);
  if (!fits)
    return invalid_cell("out_of_range", say("`{}` 的写法不对；应符合 `{}`",
                                            "`{}` is not written as it should be: `{}`",
                                            task.shown(), fact.pattern));
  return known_cell({std::move(text)});
}

}  // namespace

std::string CellTask::shown() const {
  if (fact.pii || looks_like_resident_id(text)) return mask(shortened(text));
  return shortened(text);
}

CellReading known_cell(Value value) {
  CellReading reading;
  reading.value = std::move(value);
  return reading;
}

CellReading invalid_cell(std::string reason, Text why) {
  CellReading reading;
  reading.invalid = std::move(reason);
  reading.why = std::move(why);
  return reading;
}

bool is_blank_cell(std::string_view given) {
  static constexpr std::array<std::string_view, 16> kBlank = {
      "",   "/", "//", "\\", "-",   "--",   "---", "—",
      "——", "–", "―",  "─",  "n/a", "#n/a", "N/A", "#N/A"};
  const std::string_view text = trim(given);
  const bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (text.size() > 12 || digit) return false;
  return among(kBlank, text) || among(kBlank, half_width(text));
}

bool is_nothing_cell(std::string_view given) {
  const std::string_view text = trim(given);
  return text == "无" || text == "暂无" || text == "（无）" || text == "(无)";
}

CellReading read_cell(const Schema& schema, FactId fact, std::string_view text,
                      const CellContext& context) {
  return read_cell(schema, schema.facts[fact].type, schema.facts[fact], text, context);
}

CellReading read_cell(const Schema& schema, TypeId type, const Fact& fact, std::string_view text,
                      const CellContext& context) {
  const CellTask task{schema, type, fact, trim(text), context};
  switch (schema.types[type].kind) {
    case Kind::Bool:
      return read_bool(task);
    case Kind::Judgement:
      return read_judgement(task);
    case Kind::Int:
    case Kind::Decimal:
      return read_number_cell(task);
    case Kind::Date:
      return read_date_cell(task);
    case Kind::String:
      return read_string(task);
    case Kind::Enum:
      return read_enum_cell(task);
    case Kind::List:
    case Kind::Set:
      return read_collection_cell(task);
    case Kind::Map:
      return read_map_cell(task);
    case Kind::Record:
      return invalid_cell("unknown_value", say("`{}` 要按字段填写",
                                               "`{}` has to be given field by "
                                               "field",
                                               task.shown()));
    case Kind::Invalid:
      break;
  }
  return {};
}

}  // namespace ipcheck

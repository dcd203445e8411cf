// Tested by tests/expr/functions_test.cc.
#include "expr/functions.h"

#include <vector>

#include "expr/kernels.h"

namespace ipcheck {
namespace {

Text strict() {
  return say("参数未知时结果也未知", "an unknown argument makes the result unknown");
}
Text strict_in_calendar() {
  return say("参数未知时结果也未知；超出已公布的日历时待定",
             "an unknown argument makes the result unknown; beyond the published calendar the "
             "result is pending");
}

void add_text_functions(std::vector<Function>& table) {
  const Text points = say("字符串的字数", "number of code points of a string");
  table.push_back({"size", false, "(string) -> int", size_of_text, "length({0})",
                   "size('知识产权')", "4", points, strict()});
  table.push_back({"size", true, "(string) -> int", size_of_text, "length({0})",
                   "'知识产权'.size()", "4", points, strict()});
  table.push_back({"startsWith", true, "(string, string) -> bool", starts_with,
                   "(substr({0}, 1, length({1})) = {1})", "'140100'.startsWith('14')", "true",
                   say("字符串是否以另一个开头", "whether a string begins with another"),
                   strict()});
  table.push_back({"endsWith", true, "(string, string) -> bool", ends_with,
                   "(substr({0}, length({0}) - length({1}) + 1) = {1})",
                   "'某某中心'.endsWith('中心')", "true",
                   say("字符串是否以另一个结尾", "whether a string ends with another"), strict()});
  table.push_back({"contains", true, "(string, string) -> bool", contains_text,
                   "(instr({0}, {1}) > 0)", "'山西省知识产权局'.contains('知识产权')", "true",
                   say("字符串是否包含另一个", "whether a string holds another"), strict()});
  table.push_back({"matches", true, "(string, string) -> bool", matches, "",
                   "'140100'.matches('^14[0-9]{4}$')", "true",
                   say("字符串中是否有匹配 RE2 正则式的部分",
                       "whether a part of a string matches an RE2 pattern"),
                   strict()});
  table.push_back({"lowerAscii", true, "(string) -> string", lower_ascii, "lower({0})",
                   "'IP中心'.lowerAscii()", "'ip中心'",
                   say("把 A-Z 变为小写，其他字符不变", "A-Z in lower case, all else as it is"),
                   strict()});
}

void add_collection_functions(std::vector<Function>& table) {
  const Text count = say("集合中的项数", "number of items");
  table.push_back({"size", false, "(list(T)) -> int", size_of_collection, "", "size(['a', 'b'])",
                   "2", count, strict()});
  table.push_back({"size", true, "(list(T)) -> int", size_of_collection, "", "[1, 2, 3].size()",
                   "3", count, strict()});
  table.push_back(
      {"size", false, "(set(T)) -> int", size_of_collection, "", "size([])", "0", count, strict()});
  table.push_back({"size", true, "(set(T)) -> int", size_of_collection, "", "[true].size()", "1",
                   count, strict()});
  table.push_back({"size", false, "(map(T, U)) -> int", size_of_collection, "",
                   "size({'a': 1, 'b': 2})", "2", count, strict()});
  table.push_back({"size", true, "(map(T, U)) -> int", size_of_collection, "", "{1: 'a'}.size()",
                   "1", count, strict()});
}

void add_number_functions(std::vector<Function>& table) {
  const Text sum = say("各项之和；空列表为 0；溢出为错误",
                       "sum of the items, 0 for an empty list; overflow is a fault");
  const Text min = say("最小的一个；空列表为错误", "the least; a fault for an empty list");
  const Text max = say("最大的一个；空列表为错误", "the greatest; a fault for an empty list");
  table.push_back(
      {"sum", false, "(list(number)) -> number", sum_of, "", "sum([1, 2, 3])", "6", sum, strict()});
  table.push_back({"sum", false, "(set(number)) -> number", sum_of, "", "sum([0.5, 0.25])", "0.75",
                   sum, strict()});
  table.push_back({"min", false, "(list(number)) -> number", least_of, "", "min([3, 1, 2])", "1",
                   min, strict()});
  table.push_back({"min", false, "(set(number)) -> number", least_of, "", "min([2.5, 2.25])",
                   "2.25", min, strict()});
  table.push_back({"min", false, "(list(date)) -> date", least_of, "",
                   "min([date('2026-03-16'), date('2025-01-01')])", "date('2025-01-01')", min,
                   strict()});
  table.push_back({"min", false, "(number, number) -> number", least, "min({0}, {1})", "min(3, 2)",
                   "2", min, strict()});
  table.push_back({"min", false, "(number, number, number) -> number", least, "min({0}, {1}, {2})",
                   "min(3, 2, 1.5)", "1.5", min, strict()});
  table.push_back({"min", false, "(date, date) -> date", least, "min({0}, {1})",
                   "min(date('2026-03-16'), date('2025-01-01'))", "date('2025-01-01')", min,
                   strict()});
  table.push_back({"max", false, "(list(number)) -> number", greatest_of, "", "max([3, 1, 2])", "3",
                   max, strict()});
  table.push_back({"max", false, "(set(number)) -> number", greatest_of, "", "max([2.5, 2.25])",
                   "2.5", max, strict()});
  table.push_back({"max", false, "(list(date)) -> date", greatest_of, "",
                   "max([date('2026-03-16'), date('2025-01-01')])", "date('2026-03-16')", max,
                   strict()});
  table.push_back({"max", false, "(number, number) -> number", greatest, "max({0}, {1})",
                   "max(3, 2)", "3", max, strict()});
  table.push_back({"max", false, "(number, number, number) -> number", greatest,
                   "max({0}, {1}, {2})", "max(3, 2, 3.5)", "3.5", max, strict()});
  table.push_back({"max", false, "(date, date) -> date", greatest, "max({0}, {1})",
                   "max(date('2026-03-16'), date('2025-01-01'))", "date('2026-03-16')", max,
                   strict()});
  table.push_back(
      {"abs", false, "(number) -> number", absolute, "abs({0})", "abs(-3)", "3",
       say("绝对值；最小的整数没有绝对值，为错误", "magnitude; a fault for the least integer"),
       strict()});
}

void add_date_functions(std::vector<Function>& table) {
  const Text fall_back = say("加若干个月或年；没有那一天时取当月最后一天",
                             "months or years later; where there is no such day, the last of the "
                             "month");
  table.push_back({"date", false, "(string) -> date", date_of_text, "{0}", "date('2026-03-16')",
                   "date('2026-03-16')",
                   say("YYYY-MM-DD 表示的日期；没有这一天为错误",
                       "the day written YYYY-MM-DD; a fault if there is none"),
                   strict()});
  table.push_back({"date", false, "(int[年], int[月], int[日]) -> date", date_of_parts, "",
                   "date(2024, 2, 29)", "date('2024-02-29')",
                   say("年、月、日组成的日期；没有这一天为错误",
                       "the day of a year, month and day; a fault if there is none"),
                   strict()});
  table.push_back({"year_of", false, "(date) -> int[年]", year_of,
                   "cast(substr({0}, 1, 4) as integer)", "year_of(date('2026-03-16'))", "2026",
                   say("日期的年份", "the year of a day"), strict()});
  table.push_back({"add_days", false, "(date, int[日]) -> date", add_days_to,
                   "date({0}, ({1}) || ' days')", "add_days(date('2026-02-27'), 2)",
                   "date('2026-03-01')", say("加若干天", "days later"), strict()});
  table.push_back({"add_months", false, "(date, int[月]) -> date", add_months_to, "",
                   "add_months(date('2026-01-31'), 1)", "date('2026-02-28')", fall_back, strict()});
  table.push_back({"add_years", false, "(date, int[年]) -> date", add_years_to, "",
                   "add_years(date('2024-02-29'), 1)", "date('2025-02-28')", fall_back, strict()});
  table.push_back({"years_between", false, "(date, date) -> int[年]", years_from, "",
                   "years_between(date('2000-02-29'), date('2001-02-27'))", "0",
                   say("两日之间满几年，不满的舍去", "whole years from one day to another"),
                   strict()});
  table.push_back({"months_between", false, "(date, date) -> int[月]", months_from, "",
                   "months_between(date('2026-01-15'), date('2026-03-14'))", "1",
                   say("两日之间满几个月，不满的舍去", "whole months from one day to another"),
                   strict()});
  table.push_back({"add_workdays", false, "(date, int[工作日]) -> date", add_workdays_to, "",
                   "add_workdays(date('2026-06-05'), 1)", "date('2026-06-08')",
                   say("若干个工作日之后的那个工作日，起始日不计",
                       "the working day so many working days later, the first day not counted"),
                   strict_in_calendar()});
  table.push_back({"workdays_between", false, "(date, date) -> int[工作日]", workdays_from, "",
                   "workdays_between(date('2026-06-05'), date('2026-06-09'))", "2",
                   say("两日之间的工作日数，首日不计、末日计入",
                       "working days after one day up to and with another"),
                   strict_in_calendar()});
}

std::vector<Function> make_table() {
  std::vector<Function> table;
  add_text_functions(table);
  add_collection_functions(table);
  add_number_functions(table);
  add_date_functions(table);
  return table;
}

}  // namespace

std::span<const Function> functions() {
  static const std::vector<Function> kTable = make_table();
  return kTable;
}

}  // namespace ipcheck

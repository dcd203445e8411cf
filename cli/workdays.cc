#include <charconv>

#include "cli/commands.h"
#include "report/json_writer.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

std::optional<std::int64_t> read_offset(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t n = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
  return whole && n >= -100'000 && n <= 100'000 ? std::optional(n) : std::nullopt;
}

ExitStatus usage(const Context& context, const Text& message) {
  *context.err << "ipcheck: " << message.in(context.lang) << "\n";
  return ExitStatus::Trouble;
}

Text beyond(const WorkCalendar& calendar) {
  return say("超出已公布的工作日日历（{} 至 {}），不作推测",
             "beyond the published calendar ({} through {}), never guessed",
             calendar.valid_from.str(), calendar.valid_through.str());
}

void print_due(const Context& context, const WorkCalendar& calendar, Date from, std::int64_t n,
               bool json) {
  auto due = calendar.add_workdays(from, n);
  if (json) {
    JsonWriter w(*context.out);
    w.begin_object();
    w.field("from", from.str());
    w.key("working_days"), w.number(n);
    w.key("due");
    due ? w.string(due->str()) : w.null();
    if (!due) w.field("notice", "calendar_out_of_range");
    w.end_object();
    return;
  }
  std::int64_t count = n < 0 ? -n : n;
  Text lead = n < 0
                  ? say("{} 之前第 {} 个工作日：", "{} minus {} working days: ", from.str(), count)
                  : say("{} 之后第 {} 个工作日：", "{} plus {} working days: ", from.str(), count);
  Text end = due ? Text{due->str(), due->str()} : beyond(calendar);
  *context.out << lead.in(context.lang) << end.in(context.lang) << "\n";
}

void print_day(const Context& context, const WorkCalendar& calendar, Date day, bool json) {
  auto is = calendar.is_workday(day);
  if (json) {
    JsonWriter w(*context.out);
    w.begin_object();
    w.field("date", day.str());
    w.key("working_day");
    is ? w.boolean(*is) : w.null();
    if (!is) w.field("notice", "calendar_out_of_range");
    w.end_object();
    return;
  }
  Text text =
      !is   ? Text{day.str() + " " + beyond(calendar).zh, day.str() + ": " + beyond(calendar).en}
      : *is ? say("{} 是工作日", "{} is a working day", day.str())
            : say("{} 不是工作日", "{} is not a working day", day.str());
  *context.out << text.in(context.lang) << "\n";
}

}  // namespace

ExitStatus run_workdays(const WorkdaysArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  const std::string none =
      "-";  // no scheme is called so: only facts, heads and the calendar are loaded
  open_rules(context, std::span(&none, 1), sources, rules, diags);
  if (diags.has_errors()) {
    report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  auto date = read_date(args.date);
  if (!date) {
    return usage(context, say("`{}` 不是日期，应如 2026-03-16",
                              "`{}` is not a date such as 2026-03-16", visible(args.date)));
  }
  bool json = args.format == Format::Json;
  if (args.offset.empty()) {
    print_day(context, rules.calendar, *date, json);
    bool known = rules.calendar.is_workday(*date).has_value();
    return known ? ExitStatus::Ok : ExitStatus::Incomplete;
  }
  auto offset = read_offset(args.offset);
  if (!offset)
    return usage(context,
                 say("`{}` 应为 +N 或 -N", "`{}` should be +N or -N", visible(args.offset)));
  print_due(context, rules.calendar, *date, *offset, json);
  return rules.calendar.add_workdays(*date, *offset) ? ExitStatus::Ok : ExitStatus::Incomplete;
}

}  // namespace ipcheck

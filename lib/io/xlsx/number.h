#pragma once
// What a stored number of a sheet says: number formats told apart, numbers and serial days as the
// text that a reader of the sheet sees. Private to io.

#include <optional>
#include <string>
#include <string_view>

namespace ipcheck {

enum class NumberFormat : unsigned char {
  Number,
  Date,       // has a day, month or year
  Time,       // hours, minutes, seconds of a day
  Elapsed,    // [h]:mm
  MaybeDate,  // builtin 34, 35, 55, 56: a date in Japanese, a time in Chinese; the value decides
  Percent,
};

/// Builtin formats by their number; those that are no date, time or percent are Number.
NumberFormat builtin_format(unsigned id);
/// Custom formats by their code: `yyyy"年"m"月"d"日";@`. Its first section decides.
NumberFormat custom_format(std::string_view code);

/// `raw` as stored to the text with 15 significant digits that Excel keeps: 0.30000000000000004 is
/// `0.3`, 3.0 is `3`; from 1E+15 on with an exponent. A view of `raw` where it is that text
/// already, else of `store`. nullopt: no number.
std::optional<std::string_view> number_text(std::string_view raw, std::string& store);

/// `raw` x 100 with `%`, to the same 15 digits. nullopt: no number.
std::optional<std::string> percent_text(std::string_view raw);

struct DateText {
  std::string text;    // `2026-03-16`, `12:30:00`
  bool wrong = false;  // no such day: 1900-02-29, 1900-01-00
};
/// A serial number under a date or time format. Excel's 1900 system holds 29 February 1900 to be a
/// day; in the 1904 system day 0 is 1 January 1904. nullopt: no number, or outside 1900-9999 (a
/// number then).
std::optional<DateText> serial_text(std::string_view raw, NumberFormat format, bool system_1904);

}  // namespace ipcheck

#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

constexpr const char* kCalendar =
    "calendar: c\ntitle: {zh: 历, en: Calendar}\nvalid_from: 2026-01-01\nvalid_through: "
    "2026-12-31\n"
    "years:\n"
    "  - year: 2026\n"
    "    notice: {zh: 通知, en: Notice}\n";

TEST_CASE("calendar: days and ranges of days become sorted days", "[policy]") {
  auto loaded = test::rules_from(
      {{"c.yaml",
        std::string(kCalendar) +
            "    off: [[2026-02-16, 2026-02-18], 2026-01-01]\n    worked: [2026-02-14]\n"}});
  CHECK(loaded->ids().empty());
  const WorkCalendar& c = loaded->rules.calendar;
  std::vector<std::string> off;
  for (Date d : c.off) off.push_back(d.str());
  CHECK(off == std::vector<std::string>{"2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18"});
  CHECK(c.is_workday(*Date::of(2026, 2, 14)) == true);
  CHECK(c.is_workday(*Date::of(2026, 2, 18)) == false);
  CHECK(c.is_workday(*Date::of(2027, 1, 1)) == std::nullopt);
}

TEST_CASE("calendar: a day that is none and a range that runs backwards are told", "[policy]") {
  struct Row {
    const char* off;
    const char* id;
    const char* underlined;
  };
  const auto row = GENERATE(values<Row>({
      {"[2026-02-30]", "unexpected-shape", "2026-02-30"},
      {"[[2026-02-18, 2026-02-16]]", "empty-range", "[2026-02-18, 2026-02-16]"},
      {"[[2026-02-18]]", "unexpected-shape", "[2026-02-18]"},
      {"[[2020-01-01, 2026-01-01]]", "empty-range", "[2020-01-01, 2026-01-01]"},
  }));
  INFO(row.off);
  auto loaded =
      test::rules_from({{"c.yaml", std::string(kCalendar) + "    off: " + row.off + "\n"}});
  CHECK(loaded->ids() == std::vector<std::string>{row.id});
  CHECK(loaded->underlined(row.id) == row.underlined);
}

}  // namespace
}  // namespace ipcheck
